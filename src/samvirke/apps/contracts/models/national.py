"""The national statement of a year, as it was made of the hubs' published statements.

The database refuses every change, and every further row: when another hub publishes, a new
version is made.
"""

from django.db import models

from samvirke.apps.accounts.models import User


class NationalStatement(models.Model):  # type: ignore[misc]  # Django brings no types
    """One version of a year's national statement.

    ``sources`` are the numbers of the hubs' statements it was made of, ``content`` the SHA-256
    over all its papers. It is ``frozen`` as soon as its papers, pages and sums are with it.
    """

    year = models.IntegerField()
    version = models.IntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    code_version = models.TextField()
    sources = models.JSONField()
    content = models.TextField()
    demo = models.BooleanField()
    frozen = models.BooleanField(default=False)

    class Meta:
        """Versions count from 1."""

        constraints = (
            models.UniqueConstraint(fields=("year", "version"), name="one_national_version"),
        )


class NationalPaper(models.Model):  # type: ignore[misc]  # Django brings no types
    """A paper in one language, byte for byte as it was made."""

    national = models.ForeignKey(NationalStatement, models.PROTECT, related_name="papers")
    language = models.TextField()
    name = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()

    class Meta:
        """A paper is there once in each language."""

        constraints = (
            models.UniqueConstraint(
                fields=("national", "language", "name"), name="one_national_paper"
            ),
        )


class NationalPage(models.Model):  # type: ignore[misc]  # Django brings no types
    """What the page says, in one language: words, no calculation."""

    national = models.ForeignKey(NationalStatement, models.PROTECT, related_name="pages")
    language = models.TextField()
    view = models.JSONField()

    class Meta:
        """Each language is there once."""

        constraints = (
            models.UniqueConstraint(fields=("national", "language"), name="one_national_page"),
        )


class NationalFigure(models.Model):  # type: ignore[misc]  # Django brings no types
    """A sum over the hubs under its permanent ``address``, with its whole derivation."""

    national = models.ForeignKey(NationalStatement, models.PROTECT, related_name="figures")
    address = models.TextField()
    content = models.JSONField()

    class Meta:
        """An address names one figure in a version; it leads to the newest."""

        constraints = (
            models.UniqueConstraint(fields=("national", "address"), name="one_national_figure"),
        )
