"""The event log, chained by hashes, and the access log of who read records."""

from django.db import models

from samvirke.apps.accounts.models.users import User


class Outsider(models.Model):  # type: ignore[misc]  # Django brings no types
    """The name of someone without an account on whose behalf an event happened.

    The log holds only this row's number, so that the name can be erased and the chain still hold.
    """

    name = models.TextField(null=True, unique=True)


class Event(models.Model):  # type: ignore[misc]  # Django brings no types
    """One thing that happened in an organisation; the database refuses to change or delete it.

    ``number`` counts within the organisation from 1, ``hash`` is over the event and the
    ``previous`` hash. ``about`` is an id such as ``import:12``, ``fields`` the names of what
    changed: personal values lie elsewhere.
    """

    organisation = models.TextField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Outsider, models.PROTECT, null=True, related_name="+")
    verb = models.TextField()
    about = models.TextField()
    fields = models.JSONField()
    reason = models.TextField()
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        """No two events have the same place in a chain."""

        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="one_chain"),
        )
        indexes = (models.Index(fields=("about",), name="event_about"),)


class AccessRecord(models.Model):  # type: ignore[misc]  # Django brings no types
    """A user read records: which (``about``, an id), of which organisation, in which role.

    ``queued_as`` names one that waited in a file until the database was free, so that it is taken
    in once.
    """

    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.TextField()
    organisation = models.TextField()
    about = models.TextField()
    queued_as = models.TextField(null=True)

    class Meta:
        """Looked up by whose records were read, and when."""

        constraints = (
            models.UniqueConstraint(
                fields=("queued_as",),
                condition=models.Q(queued_as__isnull=False),
                name="access_taken_in_once",
            ),
        )
        indexes = (models.Index(fields=("organisation", "at"), name="access_organisation_at"),)
