"""Letters: written to the outbox in the transaction they belong to, sent afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samvirke.apps.accounts.models import OutboxMail
from samvirke.figures import Language, Text


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went, and how many must wait."""

    sent: int
    failed: int


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
    """Hands each letter that waits to ``send``, the oldest first, each in its own transaction.

    A letter that ``send`` fails on (an ``OSError``; SMTP's errors are such) waits for the next
    time, with the error kept; the others go.
    """
    sent = failed = 0
    for number in OutboxMail.objects.filter(sent_at=None).order_by("pk").values_list("pk"):
        with transaction.atomic():
            letter = OutboxMail.objects.select_for_update().get(pk=number[0])
            if letter.sent_at is not None:  # another took it meanwhile
                continue
            letter.attempts += 1
            try:
                send(letter)
            except OSError as error:
                letter.last_error = f"{type(error).__name__}: {error}"[:500]
                failed += 1
            else:
                letter.sent_at, letter.last_error = at(), ""
                sent += 1
            letter.save(update_fields=["attempts", "last_error", "sent_at"])
    return Sent(sent, failed)
