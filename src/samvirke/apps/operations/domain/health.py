"""Whether an installation is well: its database, its log, its last backup."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef

from samvirke import __version__
from samvirke.apps.accounts.domain import Verb
from samvirke.apps.accounts.domain.letters import letters_given_up, waiting_letters
from samvirke.apps.accounts.models import Event, OutboxMail

# A backup a day is what the operator's guide asks for; two days without one is a fault.
BACKUP_TOO_OLD = timedelta(days=2)
# The others are in the database; whoever mends the first ones sees what is wrong.
_MOST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Health:
    """What is known without recomputing anything.

    ``heads`` are each organisation's last event and its hash, by organisation: kept elsewhere,
    they also show events cut off the end. ``waiting`` counts letters that are not sent yet, and
    ``given_up`` are the newest of those that never were.
    """

    release: str
    database: str
    backed_up_at: datetime | None
    heads: tuple[tuple[str, int, str], ...]
    waiting: int
    given_up: tuple[OutboxMail, ...]
    now: datetime

    @property
    def backup_age(self) -> timedelta | None:
        """How long ago the last backup was made; ``None`` if there is none."""
        return None if self.backed_up_at is None else self.now - self.backed_up_at

    @property
    def well(self) -> bool:
        """Whether there is a backup that is not too old."""
        return self.backup_age is not None and self.backup_age <= BACKUP_TOO_OLD


def health(now: datetime) -> Health:
    """The installation's health; raises Django's errors where the database does not answer."""
    last = Event.objects.filter(verb=Verb.BACKED_UP.value).order_by("-at").first()
    later = Event.objects.filter(
        organisation=OuterRef("organisation"), number__gt=OuterRef("number")
    )
    newest = Event.objects.filter(~Exists(later)).order_by("organisation")
    return Health(
        release=__version__,
        database=connection.vendor,
        backed_up_at=None if last is None else last.at,
        heads=tuple(newest.values_list("organisation", "number", "hash")),
        waiting=waiting_letters().count(),
        given_up=tuple(letters_given_up()[:_MOST_LETTERS]),
        now=now,
    )
