"""Forms that look for registrations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError as NotANumber

from samvirke.apps.guidance.domain import Search
from samvirke.apps.languages import in_page_language
from samvirke.figures import Text

_LABELS = {
    "company": Text(da="CVR-nr.", en="CVR number"),
    "since": Text(da="Begyndt fra", en="Started from"),
    "until": Text(da="Begyndt til og med", en="Started until"),
    "segment": Text(da="Kundesegment", en="Segment"),
    "year": Text(da="År", en="Year"),
}
_ANY = Text(da="Alle", en="All")
SEGMENTS = {
    "growth": Text(da="Vækst", en="Growth"),
    "operation": Text(da="Drift", en="Operation"),
}
_DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "required": False}
_WRONG = Text(
    da="Det er ikke et CVR-nummer. Skriv otte cifre, fx 99000007.",
    en="This is no CVR number. Write eight digits, for example 99000007.",
)


class _Form(forms.Form):  # type: ignore[misc]  # Django brings no types
    company = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for name, field in self.fields.items():
            field.label = in_page_language(_LABELS[name])

    def clean_company(self) -> int | None:
        """The company's number, or ``None`` where none was asked for."""
        told: str = self.cleaned_data["company"].strip()
        if not told:
            return None
        try:
            return int(cvr.validate(told))
        except NotANumber as wrong:
            raise ValidationError(in_page_language(_WRONG)) from wrong


class SearchForm(_Form):
    """Which of the hub's engagements to show."""

    since = forms.DateField(**_DAY)
    until = forms.DateField(**_DAY)
    segment = forms.ChoiceField(required=False)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        named = [(code, in_page_language(words)) for code, words in SEGMENTS.items()]
        self.fields["segment"].choices = [("", in_page_language(_ANY)), *named]

    def search(self) -> Search | None:
        """What to look for; ``None`` where the form is filled in wrongly."""
        if not self.is_valid():
            return None
        return Search(**{name: value or None for name, value in self.cleaned_data.items()})


class CompanyForm(_Form):
    """Which of the municipality's guided companies to show."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=2099)
