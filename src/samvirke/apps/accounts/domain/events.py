"""Writing down what happened, in chains that show whether anything was changed since."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from django.db import connection

from samvirke.apps.accounts.domain.organisations import organisation_name
from samvirke.apps.accounts.domain.verbs import Verb
from samvirke.apps.accounts.models import Event, Outsider, User
from samvirke.figures import Text

BEFORE_ALL = "0" * 64
"""What the first event of a chain names as the hash before it."""

# The first half of a PostgreSQL lock's name; the other half is the organisation.
_LOCK = 0x4C4F47


def record_event(
    *,
    organisation: str,
    actor: User | None,
    verb: Verb,
    about: str,
    fields: Sequence[str] = (),
    reason: str = "",
    on_behalf_of: str = "",
    at: datetime,
) -> Event:
    """Adds to the organisation's chain, within the transaction of what happened.

    ``about`` is an id (``import:12``), ``fields`` the names of what changed: values, and words
    about persons in ``reason``, do not belong in the log. ``on_behalf_of`` names who stood behind
    a command without an account; the name is kept where it can be erased. Raises
    ``UnknownOrganisation``, and ``RuntimeError`` outside a transaction: a fault of the caller.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record_event outside a transaction")
    organisation_name(organisation)
    _wait_for_others(organisation)
    last: Event | None = Event.objects.filter(organisation=organisation).order_by("-number").first()
    event = Event(
        organisation=organisation,
        number=last.number + 1 if last else 1,
        at=at,
        actor=actor,
        on_behalf_of=outsider(on_behalf_of),
        verb=verb.value,
        about=about,
        fields=list(fields),
        reason=reason,
        previous=last.hash if last else BEFORE_ALL,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    return event


def event_hash(event: Event) -> str:
    """SHA-256 over the event as canonical JSON: keys sorted, UTF-8, the moment in UTC."""
    content = {
        "organisation": event.organisation,
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "on_behalf_of": event.on_behalf_of_id,
        "verb": event.verb,
        "about": event.about,
        "fields": event.fields,
        "reason": event.reason,
        "previous": event.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """An organisation's chain as it was found.

    ``head`` is the last hash: kept elsewhere, it also shows events cut off the end. ``broken_at``
    is the number of the first event that does not fit, ``why`` says how.
    """

    organisation: str
    events: int
    head: str
    broken_at: int | None = None
    why: Text | None = None


def verify_chains() -> tuple[Chain, ...]:
    """Recomputes every chain from its first event, in the order of the organisations' ids."""
    events = Event.objects.order_by("organisation", "number").iterator(chunk_size=2_000)
    return tuple(
        _verified(organisation, chain)
        for organisation, chain in groupby(events, key=lambda event: str(event.organisation))
    )


def _verified(organisation: str, events: Iterator[Event]) -> Chain:
    count, head = 0, BEFORE_ALL
    broken: tuple[int, Text] | None = None
    for event in events:
        count += 1
        if broken is None:
            why = _fault(event, count, head)
            broken = (event.number, why) if why else None
        head = event.hash
    if broken is None:
        return Chain(organisation, count, head)
    return Chain(organisation, count, head, *broken)


def _fault(event: Event, number: int, head: str) -> Text | None:
    if event.number != number:
        return Text(da=f"hændelse {number} mangler", en=f"event {number} is missing")
    if event.previous != head:
        return Text(
            da=f"hændelse {number} bygger ikke på den forrige",
            en=f"event {number} does not build on the one before",
        )
    if event.hash != event_hash(event):
        return Text(
            da=f"hændelse {number} er ændret, efter den blev skrevet",
            en=f"event {number} was changed after it was written",
        )
    return None


def _wait_for_others(organisation: str) -> None:
    """Two events of one chain are written one after the other; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, organisation])


def outsider(name: str) -> Outsider | None:
    """The row that holds a name outside the log, where it can be erased; none for an empty one."""
    return Outsider.objects.get_or_create(name=name)[0] if name else None
