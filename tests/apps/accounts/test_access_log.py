"""Finding who read records, the same on both databases."""

import sqlite3
from datetime import UTC, date, datetime

from django.db import connection

from samvirke.apps.accounts.domain import Actor, Role, make_user, record_access
from samvirke.apps.accounts.domain.access_log import Read, accesses, read_in_words

# Half past midnight on 2 March in Copenhagen.
LATE = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
NOON = datetime(2026, 3, 1, 11, tzinfo=UTC)
NORTH, FUNEN = "hub:nordjylland", "hub:fyn"


def reader(login="ida"):
    return make_user(
        email=f"{login}@demo.example", name=f"Demo {login}", password=None, by=None, at=NOON
    )


def read(user, about, *, at=NOON, organisation=NORTH):
    actor = Actor(user, Role.ADVISER, organisation, at.date())
    record_access(actor=actor, organisation=organisation, about=about, at=at)


def found(**asked):
    return [item.about for item in accesses(**asked)]


def test_they_are_found_by_whose_when_who_and_what(store):
    ida, per = reader("ida"), reader("per")
    read(ida, "engagement:F1")
    read(ida, "engagements", at=LATE)
    read(per, "company:99999993", organisation=FUNEN)
    assert found() == ["engagements", "company:99999993", "engagement:F1"]
    assert found(organisation=FUNEN) == ["company:99999993"]
    assert found(last=date(2026, 3, 1)) == ["company:99999993", "engagement:F1"]
    assert found(first=date(2026, 3, 2), last=date(2026, 3, 2)) == ["engagements"]
    assert found(user=per.pk) == ["company:99999993"]
    assert found(read=Read.ENGAGEMENT) == ["engagement:F1"]
    assert found(read=Read.ENGAGEMENTS) == ["engagements"]


def test_what_waits_beside_the_database_is_among_them(sqlite):
    user = reader()
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    read(user, "engagement:F1")
    other.execute("ROLLBACK")
    other.close()
    assert found() == ["engagement:F1"]


def test_what_was_read_is_told_in_words():
    told = [read_in_words(about).da for about in ("engagement:F:1", "engagements", "andet:1")]
    assert told == ["Et forløb: F:1", "Listen over forløb", "andet:1"]
