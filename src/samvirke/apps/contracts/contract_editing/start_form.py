"""What a new contract begins as: the agreement's measure points, or last year's contract."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from samvirke.agreements.contract_document import Document, read_document
from samvirke.apps.accounts.web import in_page_language
from samvirke.apps.contracts.models import Contract
from samvirke.figures import Text
from samvirke.schemes.contract_start import contract_of_agreement, contract_of_last_year
from samvirke.territory import BodyKind, load_territory

AGREEMENT, LAST_YEAR = "agreement", "last_year"
_LAST = 2099


class StartForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """Hub, year and what to begin with; ``document`` is what it comes to."""

    hub = forms.ChoiceField()
    year = forms.IntegerField(min_value=2000, max_value=_LAST)
    start = forms.ChoiceField(widget=forms.RadioSelect, initial=AGREEMENT)
    document: Document
    existing: Contract | None = None

    def __init__(self, *args: Any, hubs: Collection[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = load_territory().bodies_of(BodyKind.HUB, on=today)
        self.fields["hub"].choices = [(body.id, body.name) for body in bodies if body.id in hubs]
        self.fields["start"].choices = [(code, in_page_language(told)) for code, told in _STARTS]
        self.fields["year"].initial = today.year + 1
        for name, label in _LABELS.items():
            self.fields[name].label = in_page_language(label)

    def clean(self) -> dict[str, Any]:
        """Makes the document; says where there is a contract already, or nothing to begin with."""
        told: dict[str, Any] = super().clean()
        if self.errors:
            return told
        held = Contract.objects.filter(hub=told["hub"]).order_by("-version")
        self.existing = held.filter(year=told["year"]).first()
        if self.existing is not None:
            self.add_error("year", in_page_language(_EXISTS))
        elif told["start"] == AGREEMENT:
            self._of_agreement(told["hub"], told["year"])
        else:
            self._of_last_year(held.filter(year=told["year"] - 1).first(), told["year"])
        return told

    def _of_agreement(self, hub: str, year: int) -> None:
        body = load_territory().body(BodyKind.HUB, hub, on=date(year, 1, 1))
        try:
            self.document = contract_of_agreement(body, year)
        except LookupError:
            self.add_error("year", in_page_language(_NO_AGREEMENT))

    def _of_last_year(self, last: Contract | None, year: int) -> None:
        if last is None:
            self.add_error("start", in_page_language(_NO_LAST_YEAR))
        else:
            document = read_document(bytes(last.content))
            self.document = contract_of_last_year(document, since=last.year, year=year)


_LABELS = {
    "hub": Text(da="Erhvervshus", en="Business hub"),
    "year": Text(da="Kontraktens år", en="The contract’s year"),
    "start": Text(da="Begynd med", en="Begin with"),
}
_STARTS = (
    (
        AGREEMENT,
        Text(da="rammeaftalens målepunkter", en="the measure points of the framework agreement"),
    ),
    (LAST_YEAR, Text(da="sidste års kontrakt", en="last year’s contract")),
)
_EXISTS = Text(
    da="Der er allerede en kontrakt for det år. Ret den, der er.",
    en="There is a contract for that year already. Edit the one there is.",
)
_NO_AGREEMENT = Text(
    da="Der er ingen rammeaftale for det år. Vælg et år, som en rammeaftale gælder i.",
    en="There is no framework agreement for that year. Choose a year in which one holds.",
)
_NO_LAST_YEAR = Text(
    da="Der er ingen kontrakt for året før. Begynd med rammeaftalens målepunkter.",
    en="There is no contract for the year before. Begin with the agreement’s measure points.",
)
