"""The page of the access log: who read records of one's organisation, and which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samvirke.apps.accounts.domain import (
    INSTALLATION,
    Actor,
    Role,
    organisation_name,
    record_access,
)
from samvirke.apps.accounts.domain.access_log import Read, accesses, read_in_words
from samvirke.apps.accounts.models import AccessRecord, User
from samvirke.apps.accounts.web import for_roles, in_page_language
from samvirke.figures import Text
from samvirke.site.event_log.things import named

_PER_PAGE = 50
_ALL = Text("Alle", "All")
_LABELS = {
    "fra": Text("Fra dag", "From day"),
    "til": Text("Til dag", "To day"),
    "person": Text("Person", "Person"),
    "slags": Text("Hvad", "What"),
    "organisation": Text("Organisation", "Organisation"),
}


class AccessFilter(forms.Form):  # type: ignore[misc]  # Django brings no types
    """Days, person and what was read; for whoever runs the installation also of which hub."""

    fra = forms.DateField(required=False)
    til = forms.DateField(required=False)
    person = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    slags = forms.TypedChoiceField(required=False, coerce=Read, empty_value=None)
    organisation = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self._own = "" if actor.organisation == INSTALLATION else actor.organisation
        everything = ("", in_page_language(_ALL))
        held = accesses(organisation=self._own).order_by()
        readers = User.objects.filter(pk__in=held.values("user")).order_by("name", "pk")
        kinds = [(read.value, in_page_language(read.words)) for read in Read]
        self.fields["person"].choices = [
            everything,
            *((user.pk, in_page_language(named(user.name))) for user in readers),
        ]
        self.fields["slags"].choices = [everything, *kinds]
        if self._own:
            del self.fields["organisation"]
        else:
            names = sorted(set(held.values_list("organisation", flat=True)))
            self.fields["organisation"].choices = [
                everything,
                *((name, in_page_language(organisation_name(name))) for name in names),
            ]
        for name, field in self.fields.items():
            field.label = in_page_language(_LABELS[name])
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def found(self) -> Any:
        """The accesses asked for, the newest first; none where the question makes no sense."""
        if not self.is_valid():
            return AccessRecord.objects.none()
        told = self.cleaned_data
        return accesses(
            organisation=told.get("organisation", self._own),
            first=told["fra"],
            last=told["til"],
            user=told["person"],
            read=told["slags"],
        )


@dataclass(frozen=True, slots=True)
class AccessRow:
    """An access as a line of the page."""

    at: datetime
    who: Text
    role: Text
    organisation: Text
    what: Text


@for_roles(Role.ADMINISTRATOR, Role.HUB_DIRECTOR, second_factor=True)
def access_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who read records of the actor's organisation; that it was looked at stands there too."""
    form = AccessFilter(request.GET, actor=actor)
    page = Paginator(form.found(), _PER_PAGE).get_page(request.GET.get("side"))
    told = {"form": form, "page": page, "rows": [_row(access) for access in page]}
    at, about = timezone.now(), Read.ACCESS_LOG.value
    record_access(actor=actor, organisation=actor.organisation, about=about, at=at)
    return render(request, "samvirke/access_log.html", told)


def _row(access: AccessRecord) -> AccessRow:
    return AccessRow(
        at=access.at,
        who=named(access.user.name),
        role=Role(access.role).words,
        organisation=organisation_name(access.organisation),
        what=read_in_words(access.about),
    )
