"""Which role a user has, for which organisation, from when until when; and who is asked in."""

from django.db import models
from django.db.models import F, Q

from samvirke.apps.accounts.models.users import User


class RoleAssignment(models.Model):  # type: ignore[misc]  # Django brings no types
    """A user's role in an organisation in ``[valid_from, valid_to)``; never deleted, but ended.

    ``role`` is a value of ``domain.roles.Role``, ``organisation`` an id of
    ``domain.organisations``.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="role_assignments")
    role = models.TextField()
    organisation = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        """A role is held once at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "organisation"),
                condition=Q(valid_to=None),
                name="one_open_assignment",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="assignment_ends_after_it_begins",
            ),
        )


class Invitation(models.Model):  # type: ignore[misc]  # Django brings no types
    """A person asked to make an account and take a role.

    The link holds a token of which only the SHA-256 is stored. ``accepted_by`` is the user that
    it became; a withdrawn or expired invitation opens nothing.
    """

    email = models.EmailField()
    name = models.TextField()
    role = models.TextField()
    organisation = models.TextField()
    token_sha256 = models.TextField(unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
