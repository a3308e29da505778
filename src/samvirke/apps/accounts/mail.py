"""Mail is written to the outbox first, in the transaction it belongs to, and sent afterwards."""

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from samvirke.apps.accounts.models import OutboxMail


class OutboxBackend(BaseEmailBackend):  # type: ignore[misc]  # Django brings no types
    """Puts what Django and allauth send into the outbox."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Stores each letter once per recipient; returns the number of messages."""
        at = timezone.now()
        OutboxMail.objects.bulk_create(
            OutboxMail(to=to, subject=message.subject, body=message.body, made_at=at)
            for message in email_messages
            for to in message.recipients()
        )
        return len(email_messages)
