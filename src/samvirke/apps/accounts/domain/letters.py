"""Letters: written to the outbox in the transaction they belong to, sent afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from samvirke.apps.accounts.domain.events import record_event
from samvirke.apps.accounts.domain.organisations import INSTALLATION
from samvirke.apps.accounts.domain.verbs import Verb
from samvirke.apps.accounts.models import OutboxMail
from samvirke.figures import Language, Text

# Each wait is twice the one before, up to the longest: the attempts last for about three days.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=12)
MOST_ATTEMPTS = 15
# Mail servers' answers from here on say that the same letter will never be taken.
_NEVER = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went, how many must wait, and how many no attempt is made for any more."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def post_letter(
    *, to: str, subject: Text, body: Text, language: Language, at: datetime
) -> OutboxMail:
    """Puts a letter to one address into the outbox; it goes nowhere if the transaction fails."""
    letter: OutboxMail = OutboxMail.objects.create(
        to=to,
        subject=subject.in_language(language),
        body=body.in_language(language),
        made_at=at,
    )
    return letter


def send_letters(send: Callable[[OutboxMail], None], *, at: Callable[[], datetime]) -> Sent:
    """Hands each letter whose time it is to ``send``, the oldest first.

    A letter is taken out, sent outside any transaction, and what came of it written down: while a
    mail server talks, nobody waits for the database. Who dies in between leaves a letter that is
    sent again. One that ``send`` fails on (an ``OSError``, as SMTP's errors are, or a
    ``ValueError`` for an address that no letter can be sent to) waits ever longer, with the error
    kept; after ``MOST_ATTEMPTS``, or when it could never be taken, it is given up, and the log
    tells of it. The others go.
    """
    sent = failed = given_up = 0
    for letter in _taken_out(at):
        try:
            send(letter)
        except (OSError, ValueError) as error:
            if _failed(letter, error, at()):
                given_up += 1
            else:
                failed += 1
        else:
            _went(letter, at())
            sent += 1
    return Sent(sent, failed, given_up)


def waiting_letters() -> "QuerySet[OutboxMail]":
    """The letters that are still to be sent."""
    return OutboxMail.objects.filter(sent_at=None, given_up_at=None)


def letters_given_up() -> "QuerySet[OutboxMail]":
    """Those that were never sent and never will be, the newest first."""
    return OutboxMail.objects.exclude(given_up_at=None).order_by("-given_up_at", "-pk")


@transaction.atomic
def try_again() -> int:
    """Lets letters that were given up wait to be sent again; returns how many.

    Not those whose text is gone since, as what it led to was open for a time only.
    """
    return int(
        letters_given_up().exclude(body="").update(given_up_at=None, tried_at=None, attempts=0)
    )


def unsent_texts(before: date) -> int:
    """How many letters from before a day still hold a text that was never sent."""
    return int(_unsent(before).count())


def clear_unsent_texts(before: date) -> None:
    """Empties them: what they led to is open no longer. Those that waited are given up."""
    _unsent(before).filter(given_up_at=None).update(given_up_at=timezone.now())
    _unsent(before).update(body="")


def _unsent(before: date) -> "QuerySet[OutboxMail]":
    found = OutboxMail.objects.filter(sent_at=None, made_at__date__lt=before)
    return found.exclude(body="")


def wait_after(attempts: int) -> timedelta:
    """How long a letter waits after so many attempts.

    >>> [str(wait_after(attempts)) for attempts in (1, 2, 3, 9, 10, 15)]
    ['0:02:00', '0:04:00', '0:08:00', '8:32:00', '12:00:00', '12:00:00']
    """
    return min(_FIRST_WAIT * (1 << (attempts - 1)), _LONGEST_WAIT)


def _taken_out(at: Callable[[], datetime]) -> Iterator[OutboxMail]:
    for found in waiting_letters().order_by("pk"):
        now = at()
        if found.tried_at is not None and now < found.tried_at + wait_after(found.attempts):
            continue
        # Of two processes one finds it as it was.
        same = waiting_letters().filter(pk=found.pk, attempts=found.attempts)
        if same.update(attempts=F("attempts") + 1, tried_at=now):
            found.attempts += 1
            yield found


def _went(letter: OutboxMail, at: datetime) -> None:
    OutboxMail.objects.filter(pk=letter.pk).update(sent_at=at, last_error="", body="")


@transaction.atomic
def _failed(letter: OutboxMail, error: Exception, at: datetime) -> bool:
    """Writes down why it did not go; whether it is given up."""
    ended = letter.attempts >= MOST_ATTEMPTS or _is_final(error)
    OutboxMail.objects.filter(pk=letter.pk).update(
        last_error=f"{type(error).__name__}: {error}"[:500], given_up_at=at if ended else None
    )
    if ended:
        record_event(
            organisation=INSTALLATION,
            actor=None,
            verb=Verb.LETTER_GIVEN_UP,
            about=f"letter:{letter.pk}",
            reason=f"attempts={letter.attempts}",
            at=at,
        )
    return ended


def _is_final(error: Exception) -> bool:
    """Whether the same letter would fail again: a refused address or text, or no real address."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= _NEVER for code, _ in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return int(error.smtp_code) >= _NEVER
    return isinstance(error, ValueError)
