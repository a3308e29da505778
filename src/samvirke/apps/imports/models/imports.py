"""An import: one file taken in, and the rows it found there already."""

from django.db import models
from django.db.models import Q


class Import(models.Model):  # type: ignore[misc]  # Django brings no types
    """A file whose rows were taken in, all of them or none.

    The primary key is the number that users see; a later import has a higher one. Counts are of
    rows: ``new`` and ``changed`` became versions, ``equal`` were there already, ``withdrawn``
    stood in the store and not in a file marked with its ``full_year``.
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
    actor = models.TextField()
    committed_at = models.DateTimeField()
    reverted_at = models.DateTimeField(null=True)
    reverted_by = models.TextField(null=True)

    class Meta:
        """A file counts once until it is reverted."""

        constraints = (
            models.UniqueConstraint(
                fields=("kind", "hub", "sha256"),
                condition=Q(reverted_at=None),
                name="one_import_per_file",
            ),
            models.CheckConstraint(
                condition=Q(reverted_at=None, reverted_by=None)
                | Q(reverted_at__isnull=False, reverted_by__isnull=False),
                name="reverted_when_and_by_whom",
            ),
        )

    @property
    def rows(self) -> int:
        """How many rows the file had."""
        return int(self.new + self.changed + self.equal)


class Confirmation(models.Model):  # type: ignore[misc]  # Django brings no types
    """An import held the row of a version unchanged, so that it rests on that version.

    ``version`` is the number of the version within its ``table``.
    """

    by = models.ForeignKey(Import, models.PROTECT, related_name="+")
    table = models.TextField()
    version = models.BigIntegerField()
