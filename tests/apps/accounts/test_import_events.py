"""Imports and reverts stand in the hub's log, in the transaction they belong to."""

import pytest
from tests.apps.rows import HUB, NOW, engagement, evaluation, take

from samvirke.apps.accounts.domain import make_user, verify_chains
from samvirke.apps.accounts.models import Event
from samvirke.apps.imports.domain import revert
from samvirke.records.imports import ImportRefused


def logged():
    found = Event.objects.filter(organisation=f"hub:{HUB}").order_by("number")
    return [
        (event.verb, event.about, event.on_behalf_of.name if event.on_behalf_of else event.actor)
        for event in found
    ]


def test_a_file_taken_in_and_back_is_two_events(store):
    record = take(engagement("F1"), engagement("F2")).record
    revert(record.pk, actor="Demo Leder", at=NOW)
    assert logged() == [
        ("import.committed", f"import:{record.pk}", record.actor),
        ("import.reverted", f"import:{record.pk}", "Demo Leder"),
    ]
    assert Event.objects.get(number=1).reason == (
        f"sha256={record.sha256} new=2 changed=0 equal=0 withdrawn=0"
    )
    assert [chain.why for chain in verify_chains()] == [None]


def test_on_the_site_the_event_names_the_user(store):
    user = make_user(email="a@demo.example", name="Demo A", password=None, by=None, at=NOW)
    record = take(engagement("F1")).record
    revert(record.pk, actor=user.name, user=user, at=NOW)
    assert logged()[-1] == ("import.reverted", f"import:{record.pk}", user)


def test_a_refused_file_leaves_no_event(store):
    with pytest.raises(ImportRefused):
        take(evaluation("E1", "no such engagement"))
    assert logged() == []
