"""An import: one file taken in, and the rows it found there already."""

from django.db import models
from django.db.models import Q

from samvirke.apps.accounts.models import Outsider, User


class Import(models.Model):  # type: ignore[misc]  # Django brings no types
    """A file whose rows were taken in, all of them or none.

    The primary key is the number that users see; a later import has a higher one. Counts are of
    rows: ``new`` and ``changed`` became versions, ``equal`` were there already, ``withdrawn``
    stood in the store and not in a file marked with its ``full_year``. Who took it in, and who
    reverted it, is a ``user`` of the site or someone on whose behalf a command was run: their
    names lie where they can be erased.
    """

    kind = models.TextField()
    hub = models.TextField()
    file_name = models.TextField()
    sha256 = models.TextField()
    size = models.BigIntegerField()
    full_year = models.IntegerField(null=True)
    new = models.BigIntegerField()
    changed = models.BigIntegerField()
    equal = models.BigIntegerField()
    withdrawn = models.BigIntegerField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Outsider, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField()
    reverted_at = models.DateTimeField(null=True)
    reverted_by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reverted_on_behalf_of = models.ForeignKey(Outsider, models.PROTECT, null=True, related_name="+")

    NAMES = ("user", "on_behalf_of", "reverted_by_user", "reverted_on_behalf_of")

    class Meta:
        """A file counts once until it is reverted."""

        constraints = (
            models.UniqueConstraint(
                fields=("kind", "hub", "sha256"),
                condition=Q(reverted_at=None),
                name="one_import_per_file",
            ),
            models.CheckConstraint(
                condition=Q(reverted_at__isnull=False)
                | Q(reverted_by_user=None, reverted_on_behalf_of=None),
                name="reverted_when_and_by_whom",
            ),
        )

    @property
    def actor(self) -> str:
        """The name of who took it in; empty once it is erased. ``NAMES`` are what it asks for."""
        return _name(self.user, self.on_behalf_of)

    @property
    def reverted_by(self) -> str:
        """The name of who reverted it; empty once it is erased, or where nobody did."""
        return _name(self.reverted_by_user, self.reverted_on_behalf_of)

    @property
    def rows(self) -> int:
        """How many rows the file had."""
        return int(self.new + self.changed + self.equal)


def _name(user: User | None, outsider: Outsider | None) -> str:
    who = user or outsider
    return str(who.name or "") if who is not None else ""


class Confirmation(models.Model):  # type: ignore[misc]  # Django brings no types
    """An import held the row of a version unchanged, so that it rests on that version.

    ``version`` is the number of the version within its ``table``.
    """

    by = models.ForeignKey(Import, models.PROTECT, related_name="+")
    table = models.TextField()
    version = models.BigIntegerField()
