"""An effect statement as it was published; the database refuses every change and further row.

Only what ``samvirke effect`` wrote for the public is here: no companies and no hidden number.
"""

from django.db import models

from samvirke.apps.accounts.models import User


class EffectReport(models.Model):  # type: ignore[misc]  # Django brings no types
    """One version of an agreement's effects, up to and with ``year``.

    ``year`` is the newest statement year that has a result, or the last where none has;
    ``sha256`` is that of the ``effekt.json`` it was made of. It is ``frozen`` as soon as its files
    and pages are with it.
    """

    agreement = models.TextField()
    year = models.IntegerField()
    version = models.IntegerField()
    title = models.TextField()
    code_version = models.TextField()
    sha256 = models.TextField()
    demo = models.BooleanField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    frozen = models.BooleanField(default=False)

    class Meta:
        """Versions count from 1."""

        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "year", "version"), name="one_effect_version"
            ),
        )


class EffectFile(models.Model):  # type: ignore[misc]  # Django brings no types
    """A paper or a chart in one language."""

    report = models.ForeignKey(EffectReport, models.PROTECT, related_name="files")
    language = models.TextField()
    name = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()

    class Meta:
        """A file is there once in each language."""

        constraints = (
            models.UniqueConstraint(fields=("report", "language", "name"), name="one_effect_file"),
        )


class EffectPage(models.Model):  # type: ignore[misc]  # Django brings no types
    """What the page says in one language, and its ``headlines`` for the list of reports."""

    report = models.ForeignKey(EffectReport, models.PROTECT, related_name="pages")
    language = models.TextField()
    headlines = models.JSONField()
    view = models.JSONField()

    class Meta:
        """Each language is there once."""

        constraints = (
            models.UniqueConstraint(fields=("report", "language"), name="one_effect_page"),
        )
