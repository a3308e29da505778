"""Mail that waits to be sent: written in the transaction it belongs to, sent after it."""

from django.db import models


class OutboxMail(models.Model):  # type: ignore[misc]  # Django brings no types
    """A letter as plain text to one address. ``sent_at`` is empty until a server took it."""

    to = models.EmailField()
    subject = models.TextField()
    body = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(default="")
