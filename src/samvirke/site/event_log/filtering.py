"""Which events the reader asks for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from samvirke.apps.accounts.domain import INSTALLATION, Actor, organisation_name
from samvirke.apps.accounts.models import Event
from samvirke.apps.languages import in_page_language
from samvirke.figures import Text

# What the reader chooses between, and how the verbs of each choice begin.
_KINDS = {
    "brugere": (Text("Brugere og roller", "Users and roles"), ("user", "role", "invitation")),
    "importer": (Text("Importer", "Imports"), ("import",)),
    "opgoerelser": (Text("Resultatopgørelser", "Results statements"), ("statement",)),
    "kontrakter": (Text("Resultatkontrakter", "Performance contracts"), ("contract",)),
    "nationale": (Text("Nationale opgørelser", "National statements"), ("national",)),
    "effekt": (Text("Effektmålinger", "Effect statements"), ("effect",)),
    "drift": (Text("Drift", "Operations"), ("installation",)),
}
_ALL = Text("Alle", "All")
_KIND = Text("Handler om", "About")
_ORGANISATION = Text("Organisation", "Organisation")


class LogFilter(forms.Form):  # type: ignore[misc]  # Django brings no types
    """What the events are about; for whoever runs the installation also in which organisation."""

    slags = forms.ChoiceField(required=False)
    organisation = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self._own = actor.organisation
        everything = ("", in_page_language(_ALL))
        kinds = [(kind, in_page_language(words)) for kind, (words, _) in _KINDS.items()]
        self.fields["slags"].choices = [everything, *kinds]
        self.fields["slags"].label = in_page_language(_KIND)
        if self._own != INSTALLATION:
            del self.fields["organisation"]
            return
        held = Event.objects.order_by("organisation").values_list("organisation", flat=True)
        named = [(name, in_page_language(organisation_name(name))) for name in held.distinct()]
        self.fields["organisation"].choices = [everything, *named]
        self.fields["organisation"].label = in_page_language(_ORGANISATION)

    def events(self) -> "QuerySet[Event]":
        """The events asked for, the newest first; none where the question makes no sense."""
        if not self.is_valid():
            return Event.objects.none()
        found = Event.objects.order_by("-pk")
        organisation = self.cleaned_data.get("organisation", self._own)
        if organisation:
            found = found.filter(organisation=organisation)
        if self.cleaned_data["slags"]:
            _, beginnings = _KINDS[self.cleaned_data["slags"]]
            asked = [Q(verb__startswith=f"{beginning}.") for beginning in beginnings]
            found = found.filter(Q(*asked, _connector=Q.OR))
        return found.select_related("actor", "on_behalf_of")
