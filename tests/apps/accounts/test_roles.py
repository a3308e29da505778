"""Users, their roles by date, and what an organisation's matters are."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from samvirke.apps.accounts.domain import (
    CannotGiveRole,
    LastAdministrator,
    Role,
    end_role,
    give_role,
    hubs_within,
    make_user,
    organisations,
    roles_of,
)
from samvirke.apps.accounts.domain.closing import close_user
from samvirke.apps.accounts.models import Event, RoleAssignment, User
from samvirke.apps.accounts.rules import allowed, has_role, own_hub, own_organisation, strong

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
TODAY = date(2022, 3, 1)
NORTH = "hub:nordjylland"


def user(email="demo@demo.example"):
    return make_user(email=email, name="Demo Person", password=None, by=None, at=NOW)


def acting(role, organisation, *, second_factor=True):
    someone = user(f"{role}@demo.example")
    give_role(someone, role, organisation, valid_from=TODAY, by=None, at=NOW)
    (actor,) = roles_of(someone, TODAY, strong=second_factor)
    return actor


def test_a_role_is_held_from_its_first_day_until_the_day_it_ends(store):
    someone = user()
    given = give_role(someone, Role.CONTROLLER, NORTH, valid_from=TODAY, by=None, at=NOW)
    end_role(given, valid_to=date(2022, 6, 1), by=None, at=NOW)
    held = [
        day
        for day in (date(2022, 2, 28), TODAY, date(2022, 5, 31), date(2022, 6, 1))
        if roles_of(someone, day)
    ]
    assert held == [TODAY, date(2022, 5, 31)]


def test_giving_and_ending_are_in_the_organisation_s_log_once(store):
    admin, someone = user("admin@demo.example"), user()
    first = give_role(someone, Role.CONTROLLER, NORTH, valid_from=TODAY, by=admin, at=NOW)
    again = give_role(someone, Role.CONTROLLER, NORTH, valid_from=TODAY, by=admin, at=NOW)
    end_role(again, valid_to=TODAY + timedelta(days=1), by=admin, at=NOW)
    end_role(again, valid_to=TODAY + timedelta(days=9), by=admin, at=NOW)
    assert first == again
    assert list(
        Event.objects.filter(organisation=NORTH).values_list("verb", "about", "actor", "fields")
    ) == [
        ("role.given", f"user:{someone.pk}", admin.pk, ["controller"]),
        ("role.ended", f"user:{someone.pk}", admin.pk, ["controller"]),
    ]


@pytest.mark.parametrize("organisation", [NORTH, "installation:samvirke"])
def test_the_last_administrator_stays_until_there_is_another(store, organisation):
    first, second = (user(f"{name}@demo.example") for name in ("a", "b"))
    told = {"valid_from": TODAY, "by": None, "at": NOW}
    held = give_role(first, Role.ADMINISTRATOR, organisation, **told)
    give_role(second, Role.ADMINISTRATOR, "hub:fyn", **told)
    with pytest.raises(LastAdministrator):
        end_role(held, valid_to=TODAY, by=first, at=NOW)
    assert [actor.organisation for actor in roles_of(first, TODAY)] == [organisation]
    give_role(second, Role.ADMINISTRATOR, organisation, **told)
    end_role(held, valid_to=TODAY, by=first, at=NOW)
    assert roles_of(first, TODAY) == ()


def test_a_closed_account_s_roles_end_the_last_administrator_s_too(store):
    actor = acting(Role.ADMINISTRATOR, NORTH)
    close_user(actor.user, by=None, at=NOW)
    assert not RoleAssignment.objects.filter(valid_to=None).exists()


def test_an_inactive_user_has_no_roles(store):
    actor = acting(Role.CONTROLLER, NORTH)
    User.objects.update(is_active=False)
    actor.user.refresh_from_db()
    assert roles_of(actor.user, TODAY) == ()


def test_a_hub_has_no_kkr_secretary(store):
    with pytest.raises(CannotGiveRole) as refused:
        give_role(user(), Role.KKR_SECRETARY, NORTH, valid_from=TODAY, by=None, at=NOW)
    assert refused.value.what.da == (
        "Rollen »KKR-sekretær« findes ikke i Erhvervshus Nordjylland. Vælg en anden organisation "
        "eller en anden rolle."
    )
    assert not RoleAssignment.objects.exists()


def test_an_address_belongs_to_one_user_however_it_is_written(store):
    user("Demo@Demo.example")
    assert User.objects.get_by_natural_key("DEMO@demo.example").name == "Demo Person"
    with pytest.raises(IntegrityError):
        user("demo@DEMO.example ")


def test_a_weak_password_is_refused(store):
    with pytest.raises(ValidationError):
        make_user(email="a@demo.example", name="A", password="123456789012", by=None, at=NOW)  # noqa: S106
    assert not User.objects.exists()


def test_there_are_six_hubs_five_kkr_98_municipalities_and_the_national():
    kinds = [organisation.partition(":")[0] for organisation in organisations()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "hub": 6,
        "kkr": 5,
        "municipality": 98,
        "national": 2,
        "installation": 1,
    }


@pytest.mark.parametrize(
    ("organisation", "hubs"),
    [
        ("hub:fyn", {"fyn"}),
        ("kkr:syddanmark", {"fyn", "sydjylland"}),
        ("kkr:nordjylland", {"nordjylland"}),
        ("municipality:851", {"nordjylland"}),
        ("municipality:461", {"fyn"}),
        (
            "national:kl",
            {"fyn", "hovedstaden", "midtjylland", "nordjylland", "sjaelland", "sydjylland"},
        ),
    ],
)
def test_the_hubs_whose_matters_concern_an_organisation(organisation, hubs):
    assert hubs_within(organisation, on=TODAY) == hubs


def test_permissions_are_asked_of_role_second_factor_and_scope(store):
    sees = has_role(Role.ADVISER, Role.CONTROLLER) & strong & own_hub
    adviser, weak = acting(Role.ADVISER, NORTH), acting(Role.CONTROLLER, NORTH, second_factor=False)
    secretary = acting(Role.KKR_SECRETARY, "kkr:nordjylland")
    assert [
        sees.test(actor, hub)
        for actor, hub in [
            (adviser, "nordjylland"),
            (adviser, "fyn"),
            (weak, "nordjylland"),
            (secretary, "nordjylland"),
            (None, "nordjylland"),
        ]
    ] == [True, False, False, False, False]


def test_an_administrator_administers_their_own_and_the_installation_s_all(store):
    own = acting(Role.ADMINISTRATOR, NORTH)
    for_all = roles_of(user("drift@demo.example"), TODAY)
    assert for_all == ()
    give_role(
        User.objects.get(email="drift@demo.example"),
        *(Role.ADMINISTRATOR, "installation:samvirke"),
        valid_from=TODAY,
        by=None,
        at=NOW,
    )
    (everywhere,) = roles_of(User.objects.get(email="drift@demo.example"), TODAY, strong=True)
    assert [
        allowed(actor, "users.invite", organisation)
        for actor in (own, everywhere)
        for organisation in (NORTH, "hub:fyn")
    ] == [True, False, True, True]
    assert own_organisation.test(None, NORTH) is False
