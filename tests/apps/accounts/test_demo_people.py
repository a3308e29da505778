"""The demo opens its own databases, and nothing else opens them."""

from datetime import UTC, datetime

import pytest

from samvirke.apps.accounts.domain import Role, make_user
from samvirke.apps.accounts.domain.demo_people import check_whose_store, make_demo_people
from samvirke.apps.accounts.domain.invitations import invite
from samvirke.apps.database import StoreError

NOW = datetime(2022, 4, 20, 8, 0, tzinfo=UTC)


def join(email):
    return make_user(email=email, name="Person", password=None, by=None, at=NOW)


def test_an_empty_store_is_anybodys(store):
    check_whose_store(demo=True)
    check_whose_store(demo=False)


def test_the_demo_does_not_open_a_store_with_people(store):
    join("ida@hus.example")
    check_whose_store(demo=False)
    with pytest.raises(StoreError) as refused:
        check_whose_store(demo=True)
    assert refused.value.what.da.startswith("I databasen er der data, som ikke er demoens")


def test_the_demo_does_not_open_a_store_in_which_something_has_happened(store):
    invite(
        email="ida@hus.example",
        name="Ida",
        role=Role.ADMINISTRATOR,
        organisation="installation:samvirke",
        by=None,
        link=str,
        language="da",
        at=NOW,
    )
    check_whose_store(demo=False)
    with pytest.raises(StoreError):
        check_whose_store(demo=True)


def test_people_invited_into_the_demo_leave_it_the_demos(store):
    make_demo_people(at=NOW)
    join("ida@hus.example")
    check_whose_store(demo=True)
    with pytest.raises(StoreError) as refused:
        check_whose_store(demo=False)
    assert refused.value.what.da.startswith("Databasen er demoens")


def test_demo_people_put_into_a_real_store_do_not_make_it_the_demos(store):
    join("ida@hus.example")
    make_demo_people(at=NOW)
    check_whose_store(demo=False)
    with pytest.raises(StoreError):
        check_whose_store(demo=True)
