"""Files that wait between preview and commit."""

import shutil
from datetime import timedelta

import pytest
from tests.apps.rows import NOW, Told

from samvirke.apps.imports.domain import (
    KEPT_DAYS,
    commit,
    discard_upload,
    find_upload,
    finish_upload,
    forget_uploads,
    import_of,
    keep_upload,
    preview,
    uploads,
    uploads_of,
)
from samvirke.apps.imports.models import Import
from samvirke.records import InputError
from samvirke.records.imports import ImportKind

HEADING = "Forløbs-id;CVR-nr.;P-nr.;Kundesegment;Forløbstype;Form;Startdato;Henvist til;Ydelse"
LINE = "F1;99000007;9900000001;Vækst;Vækstforløb;Individuel;15-03-2021;;Innovation"
FILE = f"{HEADING}\r\n{LINE}\r\n".encode()


@pytest.fixture
def folder(sqlite, tmp_path, monkeypatch):
    """Where files wait."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "uploads"


def bring(content=FILE, *, hub="nordjylland", name="Årets forløb.csv", at=NOW, **told):
    given = {"kind": ImportKind.REGISTRATIONS, "full_year": 2021, "mapping": None, "by": 7}
    return keep_upload([content[:9], content[9:]], name=name, hub=hub, at=at, **{**given, **told})


def test_a_kept_file_is_found_as_it_was_brought(folder):
    kept = bring(mapping=b"schema: samvirke.import-mapping/1\n")
    assert find_upload(kept.fingerprint) == kept
    assert (kept.hub, kept.kind, kept.name, kept.full_year, kept.by, kept.at) == (
        "nordjylland",
        ImportKind.REGISTRATIONS,
        "Årets forløb.csv",
        2021,
        7,
        NOW,
    )
    assert kept.file.read_bytes() == FILE
    assert kept.mapping.read_bytes() == b"schema: samvirke.import-mapping/1\n"


def test_a_kept_file_is_looked_at_and_taken_in_under_its_name(folder):
    kept = bring(full_year=None)
    told = Told()
    found = preview(
        kept.import_file(kept.reading()), on_problem=told.problems.append, progress=told
    )
    assert (found.fine, [table.new for table in found.tables]) == (True, [1])
    done = commit(
        kept.import_file(kept.reading()),
        actor="Demo",
        at=NOW,
        on_problem=told.problems.append,
        progress=told,
    )
    assert (done.record.file_name, Import.objects.get().new) == ("Årets forløb.csv", 1)


def test_the_same_file_told_to_be_something_else_waits_beside_it(folder):
    one = bring()
    others = [bring(full_year=2022), bring(hub="fyn"), bring(FILE + LINE.encode())]
    assert len({one.fingerprint, *(other.fingerprint for other in others)}) == 4
    assert bring().fingerprint == one.fingerprint
    assert {upload.fingerprint for upload in uploads_of("fyn")} == {others[1].fingerprint}


def test_a_discarded_file_is_gone(folder):
    kept = bring()
    discard_upload(kept)
    assert find_upload(kept.fingerprint) is None
    assert list(folder.iterdir()) == []


def test_the_import_of_a_file_that_was_taken_in_is_known_for_as_long_as_it_could_wait(folder):
    kept = bring(full_year=None)
    told = Told()
    done = commit(
        kept.import_file(kept.reading()),
        actor="Demo",
        at=NOW,
        on_problem=told.problems.append,
        progress=told,
    )
    finish_upload(kept, taken_in=done.record, at=NOW)
    assert find_upload(kept.fingerprint) is None
    assert import_of(kept.fingerprint, hub="nordjylland") == done.record
    assert import_of(kept.fingerprint, hub="fyn") is None
    forget_uploads(before=NOW)
    assert import_of(kept.fingerprint, hub="nordjylland") == done.record
    forget_uploads(before=NOW + timedelta(seconds=1))
    assert import_of(kept.fingerprint, hub="nordjylland") is None


def test_who_knows_no_fingerprint_finds_nothing(folder):
    bring()
    assert [find_upload(name) for name in ("", "..", "0" * 64, "../uploads")] == [None] * 4


def test_a_bad_mapping_keeps_nothing(folder):
    with pytest.raises(InputError, match="none of our headings"):
        bring(mapping=b"schema: samvirke.import-mapping/1\ncolumns: {Nummer: Findes ikke}\n")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 250 + ".csv", "æ" * 120 + ".csv"])
def test_a_name_too_long_for_a_disk_is_kept_all_the_same(folder, name):
    kept = bring(name=name)
    assert (find_upload(kept.fingerprint).name, kept.file.read_bytes()) == (name, FILE)


def test_files_that_waited_too_long_are_forgotten(folder):
    old = bring(at=NOW - timedelta(days=KEPT_DAYS, seconds=1))
    young = bring(hub="fyn", at=NOW - timedelta(days=KEPT_DAYS))
    bring(full_year=2022)
    assert find_upload(old.fingerprint) is None
    assert find_upload(young.fingerprint) == young
    assert forget_uploads(before=NOW) == [young]


def test_a_file_that_another_removes_meanwhile_is_passed_over(folder):
    """As two requests meet: one lists the files, and the other discards those it has not read."""
    kept = [bring(hub=hub) for hub in ("fyn", "nordjylland", "sjaelland")]
    first, *others = sorted(kept, key=lambda upload: upload.fingerprint)
    listed = uploads._all()
    assert next(listed) == first
    shutil.rmtree(others[0].file.parent)
    (others[1].file.parent.parent / "bestilling.json").unlink()
    assert list(listed) == []
    assert [find_upload(item.fingerprint) for item in others] == [None, None]
    assert [uploads_of(item.hub) for item in others] == [[], []]


def test_a_note_that_another_removes_meanwhile_is_passed_over(folder):
    assert uploads._told(folder / "ingen.import") is None


def test_a_file_that_two_discard_is_discarded(folder):
    kept = bring()
    for _ in range(2):
        discard_upload(kept)
    assert (find_upload(kept.fingerprint), list(folder.iterdir())) == (None, [])
