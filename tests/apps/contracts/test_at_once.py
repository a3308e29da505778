"""Two who make the same at once: the second finds what the first made, and nobody meets a fault."""

import threading
import time

import pytest
from django.db import connection, transaction
from tests.apps.contracts import folders
from tests.apps.contracts.folders import NOW
from tests.site import effect_objects

from samvirke.apps.contracts.domain import make_national, save_contract, store_statement
from samvirke.apps.contracts.models import Contract, NationalStatement, Statement
from samvirke.apps.effects.models import EffectReport
from samvirke.schemes.contract_confirmation import ConfirmationRefused, Party, State


@pytest.fixture(autouse=True)
def data(postgresql, tmp_path, monkeypatch):
    """SQLite has one writer at a time; here two could meet."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))


class Second(threading.Thread):
    """Does it too, in a process's other thread, which has a connection of its own."""

    def __init__(self, make):
        super().__init__()
        self.make, self.made, self.failed = make, None, None

    def run(self):
        try:
            self.made = self.make()
        except Exception as error:
            self.failed = error
        finally:
            connection.close()

    def wait_until_it_waits(self):
        with connection.cursor() as cursor:
            while self.is_alive():
                cursor.execute(
                    "SELECT COUNT(*) FROM pg_locks "
                    "WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
                )
                if cursor.fetchone() != (0,):
                    return
                time.sleep(0.05)


def made_twice(make, second=None):
    """What two make, the second of whom meets the first before the first is through."""
    other = Second(second or make)
    with transaction.atomic():
        first = make()
        other.start()
        other.wait_until_it_waits()
    other.join()
    assert other.failed is None
    return first, other.made


def test_a_first_draft(tmp_path):
    folder = folders.write_folder(tmp_path / "nord")
    first, second = made_twice(lambda: store_statement(folder, by=None, at=NOW))
    assert first.pk == second.pk
    assert Statement.objects.get().files.count() == len({*first.files.values_list("path")})


def test_a_national_statement(tmp_path):
    folders.stored(tmp_path / "nord", far=4)
    told = {"organisation": "national:kl", "by": None, "at": NOW}
    first, second = made_twice(lambda: make_national(2021, **told))
    assert first == second == NationalStatement.objects.get()


def test_both_parties_to_a_contract():
    saved = save_contract(folders.contract_of(folders.HUB), by=None, at=NOW)
    people = {party: folders.somebody(party.value) for party in Party}
    states = made_twice(
        lambda: folders.confirm(saved, Party.HUB, by=people[Party.HUB]),
        lambda: folders.confirm(saved, Party.KKR, by=people[Party.KKR]),
    )
    assert states == (State.HUB_CONFIRMED, State.IN_FORCE)


def test_a_party_that_confirms_twice():
    saved = save_contract(folders.contract_of(folders.HUB), by=None, at=NOW)
    people = [folders.somebody(name) for name in ("a", "b")]

    def again():
        with pytest.raises(ConfirmationRefused) as refused:
            folders.confirm(saved, Party.KKR, by=people[1])
        return refused.value.what.da

    _, told = made_twice(lambda: folders.confirm(saved, Party.KKR, by=people[0]), again)
    assert told == "Versionen er allerede bekræftet af KKR. Intet er ændret."


def test_a_first_contract():
    content = folders.contract_of(folders.HUB)
    first, second = made_twice(
        lambda: save_contract(content, by=None, at=NOW),
        lambda: save_contract(content + b"# rettet\n", by=None, at=NOW),
    )
    assert (first.version, second.version) == (1, 2)
    assert Contract.objects.count() == 2


def test_an_effect_statement():
    first, second = made_twice(effect_objects.stored)
    assert first == second == EffectReport.objects.get()
