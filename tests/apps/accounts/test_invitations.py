"""Invitations: good once, for two weeks, for the address that was invited."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from samvirke.apps.accounts.domain import CannotGiveRole, Role, make_user, roles_of
from samvirke.apps.accounts.domain.addresses import BadAddress
from samvirke.apps.accounts.domain.invitations import (
    AlreadyAsked,
    InvitationSpent,
    accept,
    invite,
    open_invitation,
    withdraw,
)
from samvirke.apps.accounts.models import Event, Invitation, OutboxMail, User

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
NORTH = "hub:nordjylland"
PASSWORD = "fem heste og en ko"  # noqa: S105 - of a made-up person


def invited(**other):
    return invite(
        **{
            "email": "Ny@Demo.example",
            "name": "Demo Ny",
            "role": Role.CONTROLLER,
            "organisation": NORTH,
            "by": None,
            "link": lambda token: f"https://samvirke.example/{token}",
            "language": "da",
            "at": NOW,
            **other,
        }
    )


def test_the_letter_says_who_what_until_when_and_where(store):
    token = invited()
    letter = OutboxMail.objects.get()
    assert (letter.to, letter.subject) == ("ny@demo.example", "Invitation til Samvirke")
    assert letter.body == (
        "Kære Demo Ny\n\nDu er inviteret til Samvirke som Controller, Erhvervshus Nordjylland.\n\n"
        "Åbn linket senest den 15. marts 2022, og vælg en adgangskode:\n\n"
        f"https://samvirke.example/{token}\n\nLinket kan bruges én gang. Kender du ikke til "
        "invitationen, kan du se bort fra brevet.\n\nSamvirke\n"
    )


@pytest.mark.parametrize("email", ["ida@", "a@b.example;c@d.example", "ida", ""])
def test_nobody_is_invited_to_what_is_no_address(sqlite, email):
    with pytest.raises(BadAddress):
        invited(email=email)
    assert not Invitation.objects.exists()


def test_the_same_role_is_offered_once_until_it_is_withdrawn(store):
    admin = make_user(email="admin@demo.example", name="A", password=None, by=None, at=NOW)
    first = invited(by=admin)
    with pytest.raises(AlreadyAsked):
        invited(by=admin, email="NY@demo.example")
    assert OutboxMail.objects.count() == Invitation.objects.count() == 1
    invited(by=admin, role=Role.ADVISER)
    withdraw(open_invitation(first, at=NOW), by=admin, at=NOW)
    assert open_invitation(invited(by=admin), at=NOW).role == "controller"


def test_a_command_makes_a_new_link_for_one_that_was_lost(store):
    invited()
    assert open_invitation(invited(), at=NOW).email == "ny@demo.example"


def test_nobody_is_invited_to_a_role_they_have(store):
    accept(invited(), password=PASSWORD, at=NOW)
    with pytest.raises(AlreadyAsked):
        invited()
    assert Invitation.objects.count() == 1


def test_days_are_those_of_copenhagen(store):
    """It is half past midnight on 1 July there, and still 30 June in London."""
    at = datetime(2022, 6, 30, 22, 30, tzinfo=UTC)
    token = invited(at=at)
    assert "senest den 15. juli 2022" in OutboxMail.objects.get().body
    user = accept(token, password=PASSWORD, at=at)
    assert user.role_assignments.get().valid_from == date(2022, 7, 1)


def test_the_link_s_secret_is_in_no_table_but_the_letter(store):
    token = invited()
    assert token not in str(Invitation.objects.values().get())
    assert token not in str(Event.objects.values().get())


def test_accepting_makes_a_user_with_the_role_once(store):
    token = invited()
    user = accept(token, password=PASSWORD, at=LATER)
    (actor,) = roles_of(user, LATER.date())
    assert (user.email, user.name, user.check_password(PASSWORD)) == (
        "ny@demo.example",
        "Demo Ny",
        True,
    )
    assert (actor.role, actor.organisation) == (Role.CONTROLLER, NORTH)
    with pytest.raises(InvitationSpent):
        accept(token, password=PASSWORD, at=LATER)
    assert list(Event.objects.filter(organisation=NORTH).values_list("verb", flat=True)) == [
        "invitation.sent",
        "role.given",
        "invitation.accepted",
    ]


def test_someone_who_has_an_account_takes_one_role_more(store):
    user = make_user(email="ny@demo.example", name="Demo Ny", password=None, by=None, at=NOW)
    assert accept(invited(), user=user, at=LATER) == user
    assert [actor.role for actor in roles_of(user, LATER.date())] == [Role.CONTROLLER]


def test_nobody_takes_another_s_invitation(store):
    other = make_user(email="anden@demo.example", name="Anden", password=None, by=None, at=NOW)
    token = invited()
    with pytest.raises(InvitationSpent):
        accept(token, user=other, at=LATER)
    assert roles_of(other, LATER.date()) == ()
    assert open_invitation(token, at=LATER).email == "ny@demo.example"


def test_after_two_weeks_the_link_opens_nothing(store):
    token = invited()
    assert open_invitation(token, at=NOW + timedelta(days=13, hours=23))
    with pytest.raises(InvitationSpent):
        open_invitation(token, at=NOW + timedelta(days=14))


def test_a_withdrawn_link_opens_nothing(store):
    admin = make_user(email="admin@demo.example", name="A", password=None, by=None, at=NOW)
    token = invited()
    withdraw(open_invitation(token, at=NOW), by=admin, at=LATER)
    with pytest.raises(InvitationSpent):
        accept(token, password=PASSWORD, at=LATER)
    assert Event.objects.order_by("-number").filter(organisation=NORTH).first().verb == (
        "invitation.withdrawn"
    )


def test_of_two_who_accept_at_once_one_is_told_that_the_link_is_spent(store):
    """The second begins while the first is not done, and can only end after it."""
    token, told = invited(), []

    def second():
        try:
            accept(token, password=PASSWORD, at=LATER)
        except InvitationSpent as spent:
            told.append(spent)
        finally:
            connection.close()

    thread = Thread(target=second)
    with transaction.atomic():
        accept(token, password=PASSWORD, at=LATER)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join()
    assert (len(told), User.objects.count()) == (1, 1)


def test_a_weak_password_leaves_the_invitation_open(store):
    token = invited()
    with pytest.raises(ValidationError):
        accept(token, password="123456789012", at=LATER)  # noqa: S106
    assert not User.objects.exists()
    assert open_invitation(token, at=LATER)


def test_an_impossible_role_invites_nobody(store):
    with pytest.raises(CannotGiveRole):
        invited(role=Role.KKR_SECRETARY)
    assert not OutboxMail.objects.exists()
