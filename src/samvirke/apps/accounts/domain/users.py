"""Making users, and giving and ending roles."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from samvirke.apps.accounts.domain.events import record_event
from samvirke.apps.accounts.domain.organisations import INSTALLATION, organisation_name
from samvirke.apps.accounts.domain.roles import Role, roles_held_in
from samvirke.apps.accounts.domain.verbs import Verb
from samvirke.apps.accounts.models import RoleAssignment, User
from samvirke.figures import Text


class CannotGiveRole(ValueError):
    """A role that the organisation does not have. Speaks both languages."""

    def __init__(self, role: Role, organisation: str) -> None:
        named = organisation_name(organisation)
        self.what = Text(
            da=f"Rollen »{role.words.da}« findes ikke i {named.da}. Vælg en anden organisation "
            "eller en anden rolle.",
            en=f'{named.en} has no role "{role.words.en}". Choose another organisation or another '
            "role.",
        )
        super().__init__(self.what.en)


class LastAdministrator(ValueError):
    """The role that nobody else in the organisation has. Speaks both languages."""

    def __init__(self, organisation: str) -> None:
        named = organisation_name(organisation)
        self.what = Text(
            da=f"Rollen er ikke afsluttet, for den er den sidste administrator i {named.da}: uden "
            "den kan ingen dér invitere andre. Invitér først en anden administrator, og afslut "
            "rollen, når invitationen er taget imod.",
            en=f"The role was not ended, for it is the last administrator of {named.en}: without "
            "it nobody there can invite others. First invite another administrator, and end the "
            "role when the invitation is accepted.",
        )
        super().__init__(self.what.en)


@transaction.atomic
def make_user(
    *, email: str, name: str, password: str | None, by: User | None, at: datetime
) -> User:
    """A user who can log in with ``email``; without a ``password`` only in other ways.

    The address is taken as theirs: an invitation's link came to it, or whoever makes them says so.
    Raises Django's ``ValidationError`` for a password that is too weak.
    """
    user = User(email=email.strip().lower(), name=name.strip(), made_at=at)
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record_event(
        organisation=INSTALLATION,
        actor=by,
        verb=Verb.USER_MADE,
        about=f"user:{user.pk}",
        fields=("email", "name"),
        at=at,
    )
    return user


def check_role(role: Role, organisation: str) -> None:
    """Raises ``CannotGiveRole`` for a role that ``organisation`` does not have."""
    if role not in roles_held_in(organisation):
        raise CannotGiveRole(role, organisation)


@transaction.atomic
def give_role(
    user: User, role: Role, organisation: str, *, valid_from: date, by: User | None, at: datetime
) -> RoleAssignment:
    """Gives ``user`` the role from a day on; the one they have already if they have it.

    Raises ``UnknownOrganisation`` and ``CannotGiveRole``.
    """
    check_role(role, organisation)
    given, new = RoleAssignment.objects.get_or_create(
        user=user,
        role=role.value,
        organisation=organisation,
        valid_to=None,
        defaults={"valid_from": valid_from},
    )
    if new:
        record_event(
            organisation=organisation,
            actor=by,
            verb=Verb.ROLE_GIVEN,
            about=f"user:{user.pk}",
            fields=(role.value,),
            at=at,
        )
    assignment: RoleAssignment = given
    return assignment


@transaction.atomic
def end_role(assignment: RoleAssignment, *, valid_to: date, by: User | None, at: datetime) -> None:
    """Ends a role on a day: from that day on it is no longer held. Ended roles stay as they are.

    Raises ``LastAdministrator`` where the organisation would have no administrator.
    """
    if assignment.role == Role.ADMINISTRATOR:
        _check_another_administers(assignment)
    end_any_role(assignment, valid_to=valid_to, by=by, at=at)


def _check_another_administers(assignment: RoleAssignment) -> None:
    # of two who end each other's at once the later waits here
    held = RoleAssignment.objects.select_for_update().filter(
        role=assignment.role, organisation=assignment.organisation, valid_to=None
    )
    if [item.pk for item in held.order_by("pk")] == [assignment.pk]:
        raise LastAdministrator(assignment.organisation)


@transaction.atomic
def end_any_role(
    assignment: RoleAssignment, *, valid_to: date, by: User | None, at: datetime
) -> None:
    """Ends a role as ``end_role`` does, the last administrator's too: where an account closes."""
    found = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if found.valid_to is not None:
        return
    found.valid_to = max(valid_to, found.valid_from)
    found.save(update_fields=["valid_to"])
    record_event(
        organisation=found.organisation,
        actor=by,
        verb=Verb.ROLE_ENDED,
        about=f"user:{found.user_id}",
        fields=(found.role,),
        at=at,
    )
