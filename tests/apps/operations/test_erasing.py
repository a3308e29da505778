"""Closing accounts and forgetting people: no table holds their name, and the chains still hold."""

from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from tests.apps.rows import engagement, file_of, take

from samvirke.apps.accounts.domain import (
    Role,
    give_role,
    make_user,
    roles_of,
    verify_chains,
)
from samvirke.apps.accounts.domain.closing import close_user
from samvirke.apps.accounts.domain.invitations import InvitationSpent, invite, open_invitation
from samvirke.apps.accounts.models import Event
from samvirke.apps.imports.domain import commit, revert
from samvirke.apps.imports.models import Import
from samvirke.apps.operations.domain import (
    OperationRefused,
    close_account,
    erase_name,
    erase_person,
)

NOW = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # 1 July in Copenhagen
TODAY = date(2026, 7, 1)
EMAIL, NAME = "demo@demo.example", "Demo Person"
DONE = {"on_behalf_of": "Demo Drift", "at": NOW}


@pytest.fixture
def user(store):
    user = make_user(email=EMAIL, name=NAME, password=None, by=None, at=NOW)
    give_role(
        user, Role.CONTROLLER, "hub:nordjylland", valid_from=date(2026, 1, 1), by=None, at=NOW
    )
    TOTP.activate(user, generate_totp_secret())
    return user


def taken(user, *rows):
    done = commit(
        file_of(*rows),
        actor=user.name,
        user=user,
        at=NOW,
        on_problem=print,
        progress=lambda step, count: None,
    )
    return done.record


def invited(email):
    return invite(
        email=email,
        name=NAME,
        role=Role.CONTROLLER,
        organisation="hub:fyn",
        by=None,
        link=lambda token: f"https://localhost/{token}",
        language="da",
        at=NOW,
    )


def whole_store():
    """All rows of all tables as one text."""
    models = apps.get_models(include_auto_created=True)
    return " ".join(str(list(model._base_manager.values())) for model in models)


def events(about):
    found = Event.objects.filter(about=about).exclude(verb="user.made").order_by("pk")
    return [(event.organisation, event.verb, event.fields) for event in found]


def test_a_closed_account_has_no_roles_and_cannot_be_used(user):
    close_account(f" {EMAIL.upper()}", open_again=False, **DONE)
    user.refresh_from_db()
    assert (user.is_active, user.name, roles_of(user, TODAY)) == (False, NAME, ())
    assert user.role_assignments.get().valid_to == TODAY
    assert events(f"user:{user.pk}")[1:] == [
        ("hub:nordjylland", "role.ended", ["controller"]),
        ("installation:samvirke", "user.closed", ["is_active"]),
    ]
    assert Event.objects.get(verb="user.closed").on_behalf_of.name == "Demo Drift"
    close_account(EMAIL, open_again=False, **DONE)
    assert Event.objects.filter(verb="user.closed").count() == 1


def test_a_closed_account_is_opened_again_without_its_roles(user):
    close_user(user, by=user, at=NOW)
    close_account(EMAIL, open_again=True, **DONE)
    user.refresh_from_db()
    assert (user.is_active, roles_of(user, TODAY)) == (True, ())
    assert events(f"user:{user.pk}")[-1] == (
        "installation:samvirke",
        "user.reopened",
        ["is_active"],
    )


def test_a_person_who_is_erased_is_nowhere_and_the_log_holds(user):
    token = invited(EMAIL)
    record = taken(user, engagement("F1"))
    revert(record.pk, actor=user.name, user=user, at=NOW)
    for held in (NAME, EMAIL):
        assert held in whole_store()
    erase_person(EMAIL, **DONE)
    for held in (NAME, EMAIL):
        assert held not in whole_store()
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), roles_of(user, TODAY)) == (False, False, ())
    assert not Authenticator.objects.exists()
    assert Import.objects.get().user == user
    assert Import.objects.get().actor == ""
    with pytest.raises(InvitationSpent):
        open_invitation(token, at=NOW)
    assert events(f"user:{user.pk}")[-1] == (
        "installation:samvirke",
        "user.forgotten",
        ["email", "name"],
    )
    assert [chain.broken_at for chain in verify_chains()] == [None, None, None]


def test_another_of_the_same_name_is_left_alone(user):
    other = make_user(email="to@demo.example", name=NAME, password=None, by=None, at=NOW)
    mine, others = taken(user, engagement("F1")), taken(other, engagement("F2"))
    erase_person(EMAIL, **DONE)
    assert {item.pk: item.actor for item in Import.objects.all()} == {mine.pk: "", others.pk: NAME}
    other.refresh_from_db()
    assert (other.email, other.name, other.is_active) == ("to@demo.example", NAME, True)


def test_somebody_who_was_only_invited_is_erased_too(store):
    token = invited("ny@demo.example")
    erase_person("ny@demo.example", **DONE)
    assert "ny@demo.example" not in whole_store()
    with pytest.raises(InvitationSpent):
        open_invitation(token, at=NOW)
    assert events("installation:invited") == [
        ("installation:samvirke", "user.forgotten", ["email", "name"])
    ]


def test_the_name_behind_a_command_is_erased_and_the_chain_holds(store):
    record = take(engagement("F1"), actor=NAME).record
    revert(record.pk, actor=NAME, at=NOW)
    assert Import.objects.get().reverted_by == NAME
    erase_name(f" {NAME} ", **DONE)
    assert NAME not in whole_store()
    assert (Import.objects.get().actor, Import.objects.get().reverted_by) == ("", "")
    assert [chain.broken_at for chain in verify_chains()] == [None, None]
    with pytest.raises(OperationRefused, match="No command was run on behalf of"):
        erase_name(NAME, **DONE)


def test_nobody_of_that_address_is_closed_or_erased(store):
    with pytest.raises(OperationRefused, match="no user with the e-mail"):
        close_account("ingen@demo.example", open_again=False, **DONE)
    with pytest.raises(OperationRefused, match="no user with the e-mail"):
        erase_person("ingen@demo.example", **DONE)
    assert not Event.objects.exists()
