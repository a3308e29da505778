"""Mail that waits to be sent: written in the transaction it belongs to, sent after it."""

from django.db import models


class OutboxMail(models.Model):  # type: ignore[misc]  # Django brings no types
    """A letter as plain text to one address.

    ``tried_at`` is when it was last taken out to be sent. ``sent_at`` is empty until a server took
    it, and ``given_up_at`` until no more attempts are made. A letter that went has no ``body``
    left: what opens an account must not lie about.
    """

    to = models.EmailField()
    subject = models.TextField()
    body = models.TextField()
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.TextField(default="")
