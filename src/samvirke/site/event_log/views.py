"""The page of the event log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samvirke.apps.accounts.domain import Actor, Role, Verb, organisation_name
from samvirke.apps.accounts.models import Event
from samvirke.apps.accounts.web import for_roles, in_page_language
from samvirke.figures import Text
from samvirke.site.event_log.filtering import LogFilter
from samvirke.site.event_log.things import GONE, Thing, named, things_of

_PER_PAGE = 50
_SITE = Text("Samvirke", "Samvirke")


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a line of the page; ``trace`` is what the log holds word for word."""

    number: int
    at: datetime
    organisation: Text
    sentence: SafeString
    more: Text | None
    trace: tuple[str, ...]


@for_roles(Role.ADMINISTRATOR, Role.HUB_DIRECTOR, second_factor=True)
def events(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What happened in the actor's organisation, the newest first."""
    form = LogFilter(request.GET, actor=actor)
    page = Paginator(form.events(), _PER_PAGE).get_page(request.GET.get("side"))
    told = {"form": form, "page": page, "rows": event_rows(list(page), actor)}
    return render(request, "samvirke/events.html", told)


def event_rows(events: Iterable[Event], actor: Actor) -> list[EventRow]:
    """The lines for ``events``, in their order, with links to what ``actor`` may open."""
    things = things_of(events, actor)
    return [_row(event, things.get(event.about, GONE)) for event in events]


def _row(event: Event, thing: Thing) -> EventRow:
    return EventRow(
        number=event.number,
        at=event.at,
        organisation=organisation_name(event.organisation),
        sentence=_sentence(event, thing),
        more=thing.more if event.verb == Verb.IMPORT_COMMITTED else None,
        trace=tuple(part for part in (event.about, event.reason, event.hash) if part),
    )


def _sentence(event: Event, thing: Thing) -> SafeString:
    words = in_page_language(thing.words)
    link = format_html('<a href="{}">{}</a>', thing.url, words) if thing.url else words
    who = in_page_language(_who(event))
    sentence = in_page_language(Verb(event.verb).sentence)
    return format_html(
        sentence, who=who[:1].upper() + who[1:], thing=link, role=in_page_language(_role(event))
    )


def _who(event: Event) -> Text:
    """Whoever acted, or stood behind a command; what nobody did, the site did by itself."""
    if event.actor is not None:
        return named(event.actor.name)
    return _SITE if event.on_behalf_of is None else named(event.on_behalf_of.name)


def _role(event: Event) -> Text:
    roles = [Role(name) for name in event.fields if name in set(Role)]
    return roles[0].words if roles else Text("", "")
