"""What the events are about, by name: one query for each kind of thing, however many events."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from samvirke.apps.accounts.domain import Actor, organisation_name
from samvirke.apps.accounts.models import Event, Invitation, User
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.contracts.contract_editions import contracts_visible_to
from samvirke.apps.contracts.editions import visible_to
from samvirke.apps.contracts.models import Contract, NationalStatement, Statement
from samvirke.apps.contracts.pages import address_of
from samvirke.apps.effects.models import EffectReport
from samvirke.apps.imports.models import Import
from samvirke.apps.imports.rules import COMMIT
from samvirke.apps.imports.words import KINDS
from samvirke.figures import Text, format_date, format_number
from samvirke.records.imports import ImportKind


@dataclass(frozen=True, slots=True)
class Thing:
    """What an event is about: its name, its page where the reader may open it, and more of it."""

    words: Text
    url: str = ""
    more: Text | None = None


GONE = Thing(Text("noget, der ikke er her længere", "something that is no longer here"))
"""What has no row any more, and what is nothing by itself, as the installation."""

NAMELESS = Text("en person, hvis navn er slettet", "a person whose name was erased")

Found = Iterator[tuple[int, Thing]]


def things_of(events: Iterable[Event], actor: Actor) -> dict[str, Thing]:
    """The things that ``events`` are about and that there still are, by the id in the log."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        kind, _, number = event.about.partition(":")
        if kind in _FINDERS and number.isdecimal():
            wanted.setdefault(kind, set()).add(int(number))
    return {
        f"{kind}:{number}": thing
        for kind, numbers in wanted.items()
        for number, thing in _FINDERS[kind](numbers, actor)
    }


def _users(numbers: Collection[int], actor: Actor) -> Found:
    for user in User.objects.filter(pk__in=numbers):
        yield user.pk, Thing(named(user.name))


def _invitations(numbers: Collection[int], actor: Actor) -> Found:
    for found in Invitation.objects.filter(pk__in=numbers):
        yield found.pk, Thing(named(found.name))


def _imports(numbers: Collection[int], actor: Actor) -> Found:
    for found in Import.objects.filter(pk__in=numbers):
        kind = KINDS[ImportKind(found.kind)]
        words = Text(
            da=f"»{found.file_name}« ({kind.da.lower()})",
            en=f"“{found.file_name}” ({kind.en.lower()})",
        )
        url = reverse("imports:detail", kwargs={"number": found.pk})
        yield found.pk, Thing(words, url if allowed(actor, COMMIT, found) else "", _rows(found))


def _statements(numbers: Collection[int], actor: Actor) -> Found:
    asked = Statement.objects.filter(pk__in=numbers)
    known = set(asked.filter(visible_to(actor)).values_list("pk", flat=True))
    for found in asked:
        hub = organisation_name(f"hub:{found.hub}")
        if found.cut_off is None:
            words = Text(
                da=f"resultatopgørelse {found.year}, {hub.da} (version {found.version})",
                en=f"the results statement {found.year}, {hub.en} (version {found.version})",
            )
        else:
            words = Text(
                da=f"status pr. {format_date(found.cut_off, 'da')}, {hub.da}",
                en=f"the status as of {format_date(found.cut_off, 'en')}, {hub.en}",
            )
        yield found.pk, Thing(words, address_of(found) if found.pk in known else "")


def _contracts(numbers: Collection[int], actor: Actor) -> Found:
    asked = Contract.objects.filter(pk__in=numbers).defer("content")
    known = set(contracts_visible_to(actor).filter(pk__in=numbers).values_list("pk", flat=True))
    for found in asked:
        hub = organisation_name(f"hub:{found.hub}")
        words = Text(
            da=f"resultatkontrakten {found.year}, {hub.da} (version {found.version})",
            en=f"the performance contract {found.year}, {hub.en} (version {found.version})",
        )
        url = reverse("contracts:contract", kwargs={"hub": found.hub, "year": found.year})
        yield found.pk, Thing(words, f"{url}?version={found.version}" if found.pk in known else "")


def _nationals(numbers: Collection[int], actor: Actor) -> Found:
    for found in NationalStatement.objects.filter(pk__in=numbers):
        words = Text(
            da=f"den nationale opgørelse {found.year} (version {found.version})",
            en=f"the national statement {found.year} (version {found.version})",
        )
        url = reverse("contracts:national", kwargs={"year": found.year})
        yield found.pk, Thing(words, f"{url}?version={found.version}")


def _effects(numbers: Collection[int], actor: Actor) -> Found:
    for found in EffectReport.objects.filter(pk__in=numbers):
        words = Text(
            da=f"effektmålingen {found.year} (version {found.version})",
            en=f"the effect statement {found.year} (version {found.version})",
        )
        parts = {"agreement": found.agreement, "year": found.year}
        yield found.pk, Thing(words, reverse("effects:report", kwargs=parts))


_FINDERS: dict[str, Callable[[Collection[int], Actor], Found]] = {
    "user": _users,
    "invitation": _invitations,
    "import": _imports,
    "statement": _statements,
    "contract": _contracts,
    "national": _nationals,
    "effect": _effects,
}


def named(name: str | None) -> Text:
    """A person's name, or that it was erased."""
    return Text(da=name, en=name) if name else NAMELESS


def _rows(found: Import) -> Text:
    counts = (found.new, found.changed, found.equal, found.withdrawn)
    da = [format_number(count, "da") for count in counts]
    en = [format_number(count, "en") for count in counts]
    return Text(
        da=f"Rækker: {da[0]} nye, {da[1]} ændrede, {da[2]} som før, {da[3]} trukket ud.",
        en=f"Rows: {en[0]} new, {en[1]} changed, {en[2]} as before, {en[3]} withdrawn.",
    )
