"""A backup taken in the middle of an import holds nothing of it, and the import goes on."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.apps.rows import current, engagement, file_of, take, take_file

from samvirke.apps.accounts.domain import verify_chains
from samvirke.apps.accounts.models import Event
from samvirke.apps.imports.domain import Step
from samvirke.apps.imports.models import Import
from samvirke.apps.operations.domain import restore
from samvirke.apps.store import connect_to

ROOT = Path(__file__).parent.parent.parent.parent


def begin_backup(address, path):
    """A process of its own, for the import's own connection is in its transaction."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.apps.operations.child", "backup", address, str(path)],
        cwd=ROOT,
        env={**plain, "DJANGO_SETTINGS_MODULE": "samvirke.apps.settings"},
    )


class InTheMiddle:
    """Takes a backup when all rows of an import are stored and none of them is committed."""

    def __init__(self, address, path):
        self.address, self.path, self.process = address, Path(path), None

    def __call__(self, step, rows):
        if step is Step.STORING and rows:
            # it waits for the import to end, also where it would not have waited for others
            hasty = "?timeout=0" if self.address.startswith("sqlite") else ""
            self.process = begin_backup(self.address + hasty, self.path)
            while not self.path.exists():
                assert self.process.poll() in (None, 0)
                time.sleep(0.05)
            time.sleep(1)


def test_a_backup_in_the_middle_of_an_import_is_restored_without_it(store, new, data, tmp_path):
    take(engagement("F1", minutes=1))
    before = current()
    heads = {chain.organisation: chain.head for chain in verify_chains()}
    middle = InTheMiddle(store, tmp_path / "kopi.zip")
    changes = file_of(engagement("F1", minutes=2), engagement("F2"))
    take_file(changes, progress=middle)
    assert middle.process.wait() == 0
    assert set(current()["engagements"]) == {("nordjylland", "F1"), ("nordjylland", "F2")}
    assert Event.objects.filter(verb="installation.backed_up").count() == 1

    connect_to(new)
    restore(tmp_path / "kopi.zip")
    assert current() == before
    assert Import.objects.count() == 1
    assert {chain.organisation: chain.head for chain in verify_chains()} == heads
    # and the file is simply taken in again
    take_file(changes)
    assert set(current()["engagements"]) == {("nordjylland", "F1"), ("nordjylland", "F2")}
    assert all(chain.broken_at is None for chain in verify_chains())
