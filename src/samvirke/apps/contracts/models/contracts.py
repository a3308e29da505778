"""A performance contract as versions of a file, and who confirmed which.

The database refuses to change any of it.
"""

from django.db import models

from samvirke.apps.accounts.models import User
from samvirke.schemes.contract_confirmation import Party


class Contract(models.Model):  # type: ignore[misc]  # Django brings no types
    """The contract of a hub and a year, byte for byte as it was imported or saved.

    ``hub`` is the hub's id. In force is the highest ``version`` that both parties confirmed;
    statements name the ``sha256`` of the one they were made with.
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


class ContractConfirmation(models.Model):  # type: ignore[misc]  # Django brings no types
    """That a party confirmed a version: who recorded it, the day, and the document that shows it.

    ``actor`` is empty for contracts that were kept before anything was confirmed. ``sha256`` is
    the version's, as it was seen.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="confirmations")
    party = models.TextField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField()
    document = models.TextField()
    sha256 = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Each party confirms a version once."""

        constraints = (
            models.UniqueConstraint(fields=("contract", "party"), name="one_confirmation_each"),
            models.CheckConstraint(
                condition=models.Q(party__in=[party.value for party in Party]),
                name="confirmed_by_a_party",
            ),
        )
