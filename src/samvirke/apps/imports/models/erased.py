"""Which years of a hub's records were erased because their time was over."""

from django.db import models


class ErasedYear(models.Model):  # type: ignore[misc]  # Django brings no types
    """Rows of a calendar year that the hub had were erased: figures of that year would miss them.

    A row belongs to the year of its own day, an answer to an evaluation to its engagement's.
    """

    hub = models.TextField()
    year = models.IntegerField()

    class Meta:
        """A year is erased once."""

        constraints = (models.UniqueConstraint(fields=("hub", "year"), name="one_erased_year"),)
