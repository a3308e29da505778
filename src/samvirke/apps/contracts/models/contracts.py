"""A performance contract as one version of a file; the database refuses to change any."""

from django.db import models

from samvirke.apps.accounts.models import User


class Contract(models.Model):  # type: ignore[misc]  # Django brings no types
    """The contract of a hub and a year, byte for byte as it was imported or saved.

    ``hub`` is the hub's id. The highest ``version`` is the one in force; statements name the
    ``sha256`` of the one they were made with.
    """

    hub = models.TextField()
    year = models.IntegerField()
    version = models.IntegerField()
    title = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Versions count from 1."""

        constraints = (
            models.UniqueConstraint(fields=("hub", "year", "version"), name="one_contract_version"),
        )
