"""Making a statement's draft of what the record store holds now."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samvirke.agreements import load_agreements
from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.web import authorise, for_roles, in_page_language
from samvirke.apps.contracts import pages
from samvirke.apps.contracts.contract_pages import problems_shown
from samvirke.apps.contracts.domain import StatementRefused, assessments_of
from samvirke.apps.contracts.domain import make_draft as make
from samvirke.apps.contracts.models import Statement
from samvirke.apps.database import StoreError
from samvirke.figures import Text
from samvirke.papers.writing import CannotWrite
from samvirke.records import InputError
from samvirke.records.files import MEBIBYTE
from samvirke.records.snapshot import SnapshotNotWritten


class DraftForm(forms.Form):  # type: ignore[misc]  # Django brings no types
    """The year, a day within it for a status, and the assessments of what is not counted."""

    year = forms.TypedChoiceField(coerce=int)
    cut_off = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    assessments = forms.FileField(required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = {year for item in load_agreements() for year in item.valid.period.years()}
        past = sorted((year for year in years if year <= today.year), reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in past]
        for name, label, hint in _WORDS:
            self.fields[name].label = in_page_language(label)
            self.fields[name].help_text = in_page_language(hint)

    def clean(self) -> dict[str, Any]:
        """A status lies within its year; a file of assessments is small."""
        told: dict[str, Any] = super().clean()
        cut_off, file = told.get("cut_off"), told.get("assessments")
        if cut_off is not None and cut_off.year != told.get("year"):
            self.add_error("cut_off", in_page_language(_OTHER_YEAR))
        if file is not None and file.size > MEBIBYTE:
            self.add_error("assessments", in_page_language(_TOO_LARGE))
        return told


@for_roles(Role.CONTROLLER, Role.HUB_DIRECTOR, second_factor=True)
def make_draft(request: HttpRequest, actor: Actor, hub: str) -> HttpResponse:
    """Asks for year and assessments, makes the draft and leads to it."""
    body = pages.hub_of(hub)
    if body is None:
        raise Http404
    authorise(actor, "statements.make", hub)
    form = DraftForm(request.POST or None, request.FILES or None, today=actor.today)
    context: dict[str, Any] = {"form": form, "name": body.name, "hub": hub}
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(pages.address_of(_made(actor, hub, form.cleaned_data)))
        except InputError as error:
            context["problems"] = problems_shown(error.problems)
        except (StatementRefused, StoreError, SnapshotNotWritten, CannotWrite) as error:
            form.add_error(None, in_page_language(error.what))
    return render(request, "contracts/make_draft.html", context)


def _made(actor: Actor, hub: str, told: dict[str, Any]) -> Statement:
    file = told["assessments"]
    return make(
        hub=hub,
        year=told["year"],
        cut_off=told["cut_off"],
        assessments=assessments_of(hub, told["year"]) if file is None else file.read(),
        demo=settings.DEMO,
        by=actor.user,
        at=timezone.now(),
        progress=lambda step, count: None,
    )


_WORDS = (
    ("year", Text(da="År", en="Year"), Text(da="Året, der gøres op.", en="The year judged.")),
    (
        "cut_off",
        Text(da="Status pr. dag (kan udelades)", en="Status as of a day (may be left out)"),
        Text(
            da="Med en dag i året bliver det en status, som ikke godkendes. Uden dag er det årets "
            "opgørelse.",
            en="With a day in the year it is a status, which is not approved. Without a day it is "
            "the year's statement.",
        ),
    ),
    (
        "assessments",
        Text(da="Vurderinger (kan udelades)", en="Assessments (may be left out)"),
        Text(
            da="YAML-fil med det, der vurderes og ikke tælles. Uden fil bruges de vurderinger, det "
            "forrige udkast for året blev lavet med.",
            en="A YAML file of what is assessed and not counted. Without a file those that the "
            "year's former draft was made with are used.",
        ),
    ),
)
_OTHER_YEAR = Text(
    da="Dagen ligger ikke i året. Vælg en dag i det år, der gøres op.",
    en="The day is not in the year. Choose a day in the year that is judged.",
)
_TOO_LARGE = Text(
    da="Filen er større end 1 MB. Kontrollér, at det er den rigtige.",
    en="The file is larger than 1 MB. Check that it is the right one.",
)
