"""Backup and restore: the same rows on either database, all of them or nothing."""

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.apps.contracts import folders
from tests.apps.rows import current, engagement, take

from samvirke import __version__
from samvirke.apps.accounts.domain import verify_chains
from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.models import Statement
from samvirke.apps.imports.models import Import
from samvirke.apps.operations.domain import OperationRefused, back_up, restore
from samvirke.apps.operations.domain.backup_file import MANIFEST
from samvirke.apps.store import connect_to, open_store
from samvirke.papers.statement_folder import verify

ROOT = Path(__file__).parent.parent.parent.parent
NOW = datetime(2022, 7, 1, 12, 0, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("data")


def backed_up(path):
    back_up(path, on_behalf_of="Demo", at=NOW)
    return path


def filled():
    """Two imports, one of them changing a row."""
    take(engagement("F1", minutes=1), engagement("F2"))
    take(engagement("F1", minutes=2))


def rows_of(path):
    """What a backup holds, but for the event that tells of the backup itself."""
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if name.startswith("rows/")]
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in members
            if "event" not in name
        }


def child(*arguments, **options):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-m", "tests.apps.operations.child", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**plain, "DJANGO_SETTINGS_MODULE": "samvirke.apps.settings"},
        **options,
    )


def tell(path):
    """What restoring from ``path`` is refused with."""
    with pytest.raises(OperationRefused) as refused:
        restore(path)
    return refused.value.what.da


def test_the_store_comes_back_on_either_database(store, new, tmp_path, data):
    filled()
    statement = folders.stored(tmp_path / "mappe", far=4)
    before, content = current(), statement.content
    heads = {chain.organisation: chain.head for chain in verify_chains()}
    file = backed_up(tmp_path / "kopi.zip")
    data.rename(tmp_path / "gamle data")
    connect_to(new)
    manifest = restore(file)
    assert manifest.release == __version__
    assert current() == before
    assert {chain.organisation: chain.head for chain in verify_chains()} == heads
    assert all(chain.broken_at is None for chain in verify_chains())
    held = Statement.objects.get()
    assert (held.content, held.state) == (content, "published")
    assert rows_of(backed_up(tmp_path / "igen.zip")) == rows_of(file)


def test_the_log_tells_that_a_backup_was_restored_and_where_the_chains_stood(store, new, tmp_path):
    """What happened after the backup is gone from all chains: the log must show that it may be."""
    take(engagement("F1"))
    file = backed_up(tmp_path / "kopi.zip")
    heads = {chain.organisation: chain.events for chain in verify_chains()}
    assert heads == {"hub:nordjylland": 1, "installation:samvirke": 1}
    connect_to(new)
    manifest = restore(file, on_behalf_of="Demo Drift", at=NOW)
    event = Event.objects.get(verb="installation.restored")
    assert (event.organisation, event.reason, event.on_behalf_of.name) == (
        "installation:samvirke",
        f"made_at={manifest.made_at.isoformat()} hub:nordjylland=1",
        "Demo Drift",
    )
    assert [chain.broken_at for chain in verify_chains()] == [None, None]


def test_a_restored_statement_recomputes_from_the_snapshot_that_came_along(
    sqlite, new_sqlite, tmp_path, data
):
    from samvirke.apps.contracts.domain import lay_out

    folders.stored(tmp_path / "mappe", far=1)
    file = backed_up(tmp_path / "kopi.zip")
    data.rename(tmp_path / "gamle data")
    (tmp_path / "ny").mkdir()
    connect_to(new_sqlite)
    restore(file)
    folder = lay_out(Statement.objects.get(), tmp_path / "lagt ud")
    assert verify(folder, render=folders.render).holds


def test_rows_that_come_after_a_restore_get_numbers_of_their_own(store, new, tmp_path):
    filled()
    file = backed_up(tmp_path / "kopi.zip")
    connect_to(new)
    restore(file)
    take(engagement("F3"))
    assert [item.pk for item in Import.objects.order_by("pk")] == [1, 2, 3]


def other_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MANIFEST, '{"schema_": "andet"}')


@pytest.mark.parametrize(
    "make",
    [lambda path: path.write_bytes(b"%PDF-1.7"), other_zip, Path.mkdir],
    ids=["document", "another's ZIP", "folder"],
)
def test_what_is_no_backup_is_never_written_over(sqlite, tmp_path, make):
    place = tmp_path / "x.pdf"
    make(place)
    before = place.read_bytes() if place.is_file() else None
    with pytest.raises(OperationRefused) as refused:
        backed_up(place)
    assert refused.value.what.da == (
        f"{place} findes i forvejen og er ikke en sikkerhedskopi fra Samvirke. Den er ikke rørt. "
        "Vælg et andet navn, eller flyt filen."
    )
    assert (place.read_bytes() if place.is_file() else None) == before
    assert not Event.objects.filter(verb="installation.backed_up").exists()


def test_a_folder_that_is_not_there_is_told_and_not_made(sqlite, tmp_path):
    with pytest.raises(OperationRefused) as refused:
        backed_up(tmp_path / "sikker" / "kopi.zip")
    assert refused.value.what.da == (
        f"Der er ingen mappe {tmp_path / 'sikker'}. Intet er skrevet. Kontrollér navnet, eller "
        "opret mappen først."
    )
    assert not (tmp_path / "sikker").exists()


def test_an_earlier_backup_gives_way_to_a_new_one(sqlite, tmp_path):
    file = backed_up(tmp_path / "kopi.zip")
    before = rows_of(file)
    take(engagement("F1"))
    assert rows_of(backed_up(file)) != before


def test_the_log_tells_of_a_backup(sqlite, tmp_path):
    backed_up(tmp_path / "kopi.zip")
    told = Event.objects.get(verb="installation.backed_up")
    assert (told.on_behalf_of.name, told.at) == ("Demo", NOW)


def test_a_store_that_is_there_is_never_written_over(store, tmp_path):
    filled()
    file = backed_up(tmp_path / "kopi.zip")
    before = current()
    assert tell(file).startswith("Her er allerede et lager")
    assert current() == before


def files_in(folder):
    return {item.relative_to(folder): item.read_bytes() for item in folder.rglob("*.parquet")}


def test_what_is_refused_or_does_not_fit_leaves_no_snapshot_behind(store, new, tmp_path, data):
    folders.stored(tmp_path / "mappe", far=1)
    file = backed_up(tmp_path / "kopi.zip")
    assert files_in(data)
    data.rename(tmp_path / "gamle data")
    assert tell(file).startswith("Her er allerede et lager")
    connect_to(new)
    twice = changed_rows(file, tmp_path / "dobbelt.zip", "accounts.user", lambda lines: lines * 2)
    assert tell(twice).startswith("Sikkerhedskopiens rækker passer ikke sammen")
    assert files_in(data) == {}


def test_a_snapshot_that_is_there_must_be_the_backups_own(store, new, tmp_path, data):
    folders.stored(tmp_path / "mappe", far=1)
    file = backed_up(tmp_path / "kopi.zip")
    (frozen,) = data.rglob("engagements.parquet")
    before = frozen.read_bytes()
    frozen.write_bytes(before[:-1] + b"?")
    connect_to(new)
    assert tell(file).startswith(f"Udtrækket {frozen.parent} er ikke det, der ligger")
    frozen.write_bytes(before)
    restore(file)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("cut", [0, 10, -1, -400])
def test_a_file_that_was_cut_is_refused(sqlite, new_sqlite, tmp_path, cut):
    content = backed_up(tmp_path / "kopi.zip").read_bytes()
    (tmp_path / "kort.zip").write_bytes(content[:cut])
    connect_to(new_sqlite)
    assert tell(tmp_path / "kort.zip").startswith("Filen er ikke en hel sikkerhedskopi")
    assert not (tmp_path / "ny").exists()


def changed(path, target, **members):
    """The backup again, with other content in some of its members."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as made:
        for name in old.namelist():
            made.writestr(name, members.get(name, old.read(name)))
        for name in members.keys() - {*old.namelist()}:
            made.writestr(name, members[name])
    return target


def changed_rows(path, target, model, change):
    """The backup with other lines for a model, told by its manifest as if they were right."""
    name = f"rows/{model}.jsonl"
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read(MANIFEST))
        lines = change(archive.read(name).splitlines(keepends=True))
    for table in told["tables"]:
        if table["model"] == model:
            table["rows"] = len(lines)
    told["members"][name] = hashlib.sha256(b"".join(lines)).hexdigest()
    return changed(path, target, **{name: b"".join(lines), MANIFEST: json.dumps(told)})


def manifest_with(path, **values):
    with zipfile.ZipFile(path) as archive:
        return json.dumps(json.loads(archive.read(MANIFEST)) | values)


def test_a_changed_member_or_one_too_many_is_refused(sqlite, new_sqlite, tmp_path):
    filled()
    file = backed_up(tmp_path / "kopi.zip")
    connect_to(new_sqlite)
    for members in (
        {"rows/imports.import.jsonl": b"[1]\n"},
        {"../../etc/ny": b"x"},
        {MANIFEST: b"{}"},
    ):
        other = changed(file, tmp_path / "anden.zip", **members)
        assert tell(other).startswith("Filen er ikke en hel sikkerhedskopi")


def test_a_newer_release_or_another_form_is_refused(sqlite, new_sqlite, tmp_path):
    file = backed_up(tmp_path / "kopi.zip")
    (tmp_path / "ny").mkdir()
    connect_to(new_sqlite)
    later = manifest_with(file, migrations=[["imports", "0999_later"]])
    assert "nyere udgave" in tell(changed(file, tmp_path / "a.zip", **{MANIFEST: later}))
    form = manifest_with(file, version=2)
    assert "kender" in tell(changed(file, tmp_path / "b.zip", **{MANIFEST: form}))
    assert list((tmp_path / "ny").iterdir()) == []


def test_a_file_that_is_not_there_is_named(sqlite, tmp_path):
    assert tell(tmp_path / "ingen.zip") == (
        f"Der er ingen fil {tmp_path / 'ingen.zip'}. Kontrollér navn og mappe."
    )


def test_killed_in_a_backup_the_former_one_stays(store, tmp_path):
    filled()
    file = backed_up(tmp_path / "kopi.zip")
    whole = file.read_bytes()
    died = child("backup", store, file, 3)
    assert (died.returncode, died.stderr) == (-signal.SIGKILL, "")
    assert file.read_bytes() == whole


def test_killed_in_a_restore_it_can_be_done_again(store, new, tmp_path):
    filled()
    before = current()
    file = backed_up(tmp_path / "kopi.zip")
    connection.close()
    died = child("restore", new, file, 4)
    assert (died.returncode, died.stderr) == (-signal.SIGKILL, "")
    connect_to(new)
    restore(file)
    assert current() == before


def test_a_full_disk_leaves_neither_backup_nor_store(sqlite, new_sqlite, tmp_path):
    filled()
    file = backed_up(tmp_path / "kopi.zip")
    (tmp_path / "ny").mkdir()

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    told = child("backup", sqlite, tmp_path / "to.zip", preexec_fn=little_room)
    assert (told.returncode, told.stderr.split(".")[0]) == (
        1,
        f"Der kan ikke skrives i {tmp_path}: filen bliver større, end der er lov til",
    )
    assert child("restore", new_sqlite, file, preexec_fn=little_room).returncode == 1
    assert sorted(item.name for item in tmp_path.glob("*.zip")) == ["kopi.zip"]
    assert list((tmp_path / "ny").iterdir()) == []


def test_a_store_of_the_first_release_is_brought_up_to_date(new):
    connect_to(new)
    first = [(app, "0001_initial") for app in ("imports", "guidance", "surveys")]
    with connection.constraint_checks_disabled():
        state = MigrationExecutor(connection).migrate(first)
    old = state.apps.get_model("imports", "Import").objects.create(
        kind="registrations",
        hub="nordjylland",
        file_name="gammel.csv",
        sha256="0" * 64,
        size=10,
        new=0,
        changed=0,
        equal=0,
        withdrawn=0,
        actor="Demo",
        committed_at=NOW,
    )
    open_store(new)
    assert Import.objects.get().actor == "Demo"
    filled()
    assert [item.pk for item in Import.objects.order_by("pk")] == [old.pk, old.pk + 1, old.pk + 2]
    assert Event.objects.count() == 2
