"""A person who can log in, by e-mail."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager):  # type: ignore[misc]  # Django brings no types
    """Finds users by their e-mail, however it is capitalised."""

    def get_by_natural_key(self, email: str | None) -> Any:
        """The user with ``email``; used by Django when someone logs in."""
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):  # type: ignore[misc]  # Django brings no types
    """A person. What they may do lies in their ``RoleAssignment`` rows and nowhere else.

    ``email`` is in lower case and the name they log in with. A person who asks to be forgotten
    keeps the row, for the log names it, with e-mail and name emptied of what they were.
    """

    email = models.EmailField(unique=True)
    name = models.TextField()
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name", "made_at")

    def __str__(self) -> str:
        return str(self.name)

    def get_full_name(self) -> str:
        """The name, as Django asks for it."""
        return str(self.name)
