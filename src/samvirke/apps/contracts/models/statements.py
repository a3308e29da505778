"""A results statement: its papers and pages as they were made, its figures, its steps.

A draft may be made again; from the director's sign-off on (``frozen``) the database refuses
every change to what was signed.
"""

from django.db import models
from django.db.models import Q

from samvirke.apps.accounts.models import User
from samvirke.schemes.results_statement import Step


class Statement(models.Model):  # type: ignore[misc]  # Django brings no types
    """One version of a hub's statement of a year, or of its status at a ``cut_off`` in it.

    ``snapshot`` is the fingerprint of the records it rests on, ``content`` the SHA-256 over all
    its papers, ``state`` the ``Step`` it has reached.
    """

    hub = models.TextField()
    year = models.IntegerField()
    cut_off = models.DateField(null=True)
    version = models.IntegerField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    made_at = models.DateTimeField()
    code_version = models.TextField()
    snapshot = models.TextField()
    content = models.TextField()
    demo = models.BooleanField()
    due = models.DateField()
    state = models.TextField()
    frozen = models.BooleanField(default=False)

    class Meta:
        """A version exists once; what is signed off is frozen."""

        constraints = (
            models.UniqueConstraint(
                fields=("hub", "year", "version"),
                condition=Q(cut_off=None),
                name="one_statement_version",
            ),
            models.UniqueConstraint(
                fields=("hub", "year", "cut_off"),
                condition=~Q(cut_off=None),
                name="one_status_per_day",
            ),
            models.CheckConstraint(
                condition=Q(state=Step.DRAFT.value, frozen=False)
                | (~Q(state=Step.DRAFT.value) & Q(frozen=True)),
                name="frozen_from_sign_off",
            ),
        )

    @property
    def step(self) -> Step:
        """The step that the statement has reached."""
        return Step(self.state)


class StatementFile(models.Model):  # type: ignore[misc]  # Django brings no types
    """A file of the statement's folder under its ``path`` there, byte for byte."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="files")
    path = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField()
    frozen = models.BooleanField(default=False)

    class Meta:
        """As in a folder, a path exists once."""

        constraints = (
            models.UniqueConstraint(fields=("statement", "path"), name="one_file_per_path"),
        )


class StatementPage(models.Model):  # type: ignore[misc]  # Django brings no types
    """What a page says of the statement, in one ``language``: words, no calculation.

    ``public`` is the edition in which small numbers are hidden. ``glance`` is the part that the
    hub's page shows, ``view`` the whole.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="pages")
    public = models.BooleanField()
    language = models.TextField()
    glance = models.JSONField()
    view = models.JSONField()
    frozen = models.BooleanField(default=False)

    class Meta:
        """Each edition is there once in each language."""

        constraints = (
            models.UniqueConstraint(
                fields=("statement", "public", "language"), name="one_page_per_edition"
            ),
        )


class StatementFigure(models.Model):  # type: ignore[misc]  # Django brings no types
    """A figure of one edition under its permanent ``address``, with its whole derivation."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="figures")
    public = models.BooleanField()
    address = models.TextField()
    line = models.TextField()
    content = models.JSONField()
    frozen = models.BooleanField(default=False)

    class Meta:
        """An address names one figure in an edition."""

        constraints = (
            models.UniqueConstraint(fields=("address", "public"), name="one_figure_per_address"),
        )


class StatementStep(models.Model):  # type: ignore[misc]  # Django brings no types
    """A step that the statement took: by whom, on which day, shown by which document."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="steps")
    step = models.TextField()
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_on = models.DateField()
    document = models.TextField()
    content = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Steps follow each other in the order of their numbers; each is taken once."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("statement", "step"), name="one_step_each"),)
