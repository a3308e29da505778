"""Letters: written to the outbox in the transaction they belong to, sent afterwards."""

from datetime import datetime

from samvirke.apps.accounts.models import OutboxMail
from samvirke.figures import Language, Text


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
