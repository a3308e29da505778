"""What is frozen takes no more rows and loses none, whoever writes to the database."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.apps.contracts import folders
from tests.site import effect_objects

from samvirke.apps.accounts.domain import Role, end_role, give_role
from samvirke.apps.accounts.models import Event, RoleAssignment
from samvirke.apps.contracts.domain import make_national
from samvirke.apps.contracts.models import (
    NationalFigure,
    NationalPage,
    NationalPaper,
    NationalStatement,
    StatementFigure,
    StatementFile,
    StatementPage,
)
from samvirke.apps.effects.models import EffectFile, EffectPage, EffectReport
from samvirke.apps.store import open_store


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """A data folder for snapshots."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))


def further(statement):
    """One more row of each kind under a statement."""
    named = {"statement": statement, "public": True}
    return [
        StatementFile(statement=statement, path="ny.pdf", content=b"x", sha256="0" * 64),
        StatementPage(**named, language="se", glance={}, view={}),
        StatementFigure(**named, address="/tal/ny", line="ny", content={}),
    ]


def refused(act):
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        act()


def test_a_signed_off_statement_takes_no_more_rows(store, tmp_path):
    statement = folders.stored(tmp_path / "a", far=1)
    for row in further(statement):
        refused(row.save)


def test_a_row_of_a_draft_cannot_be_moved_to_a_signed_off_statement(store, tmp_path):
    signed = folders.stored(tmp_path / "a", far=1)
    draft = folders.stored(tmp_path / "b", hub="fyn", year=2022)
    for row in further(draft):
        row.save()
        rows = type(row).objects.filter(pk=row.pk)
        refused(lambda rows=rows: rows.update(statement=signed))


def national_of(path):
    folders.stored(path, far=4)
    return make_national(2021, organisation="national:kl", by=None, at=folders.NOW)


def test_a_national_statement_takes_no_more_rows(store, tmp_path):
    national = national_of(tmp_path / "a")
    told = {"national": national, "language": "se"}
    for row in (
        NationalPaper(**told, name="ny.pdf", content=b"x", sha256="0" * 64),
        NationalPage(**told, view={}),
        NationalFigure(national=national, address="/tal/ny", content={}),
    ):
        refused(row.save)
    refused(lambda: NationalStatement.objects.update(frozen=False))


def test_a_published_effect_statement_takes_no_more_rows(store):
    report = effect_objects.stored()
    told = {"report": report, "language": "se"}
    for row in (
        EffectFile(**told, name="ny.pdf", content=b"x", sha256="0" * 64),
        EffectPage(**told, headlines=[], view={}),
    ):
        refused(row.save)
    refused(lambda: EffectReport.objects.update(frozen=False))


def test_what_an_earlier_release_published_is_frozen_by_the_upgrade(store, tmp_path):
    """The tables as they were are made again, rows and all, and then brought up to date."""
    national_of(tmp_path / "a")
    with connection.constraint_checks_disabled():
        MigrationExecutor(connection).migrate([("contracts", "0002_national")])
    open_store(store)
    national = NationalStatement.objects.get()
    assert national.frozen
    refused(NationalPage(national=national, language="se", view={}).save)
    refused(lambda: NationalStatement.objects.all()._raw_delete(using="default"))


def test_a_frozen_row_is_not_replaced_either(sqlite, tmp_path):
    folders.stored(tmp_path / "a", far=1)
    before = list(Event.objects.order_by("pk"))
    columns = "organisation, number, at, verb, about, fields, reason, previous, hash"

    def replace():
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR REPLACE INTO accounts_event ({columns}) "  # noqa: S608
                f"SELECT {columns.replace('reason', repr('x'))} FROM accounts_event"
            )

    refused(replace)
    assert list(Event.objects.order_by("pk")) == before


def test_a_role_is_ended_and_never_made_another(store):
    user, other = folders.somebody("en"), folders.somebody("to")
    now = folders.NOW
    held = give_role(user, Role.CONTROLLER, "hub:fyn", valid_from=now.date(), by=None, at=now)
    rows = RoleAssignment.objects.filter(pk=held.pk)
    changes = {"user": other, "role": "administrator", "organisation": "hub:nordjylland"}
    for name, value in changes.items():
        refused(lambda name=name, value=value: rows.update(**{name: value}))
    refused(lambda: rows._raw_delete(using="default"))
    end_role(held, valid_to=now.date(), by=None, at=now)
    assert rows.get().valid_to == now.date()


@pytest.mark.parametrize("table", ["accounts_event", "contracts_statementfile"])
def test_what_is_frozen_is_not_emptied_at_one_stroke(postgresql, tmp_path, table):
    folders.stored(tmp_path / "a", far=1)

    def empty():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")

    refused(empty)
    assert Event.objects.exists()
    assert StatementFile.objects.exists()
