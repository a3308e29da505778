"""What a person corrects before a bundle is stored, and what storing it twice does."""

import json

import pytest
from tests.records.archive.bundles import WITH_CONTENTS, WITHOUT_CONTENTS

from samvirke.records import InputError
from samvirke.records.archive import (
    Annex,
    Item,
    Outcome,
    correct,
    corrections_text,
    import_bundle,
    store_bundle,
)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "bilag.txt"
    path.write_text(WITHOUT_CONTENTS, "utf-8")
    return path


@pytest.fixture
def bundle(source):
    return import_bundle(source)


def corrected(bundle, tmp_path, *changes):
    text = corrections_text(bundle, remarks="Ret det, der er forkert.")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "rettelser.yaml"
    path.write_text(text, "utf-8")
    return correct(bundle, path)


def test_what_was_recognised_reads_back_as_it_was(bundle, tmp_path):
    again = corrected(bundle, tmp_path)
    assert (again.items, again.meeting) == (bundle.items, bundle.meeting)
    assert (again.corrected, again.unrecognised) == (True, ())


def test_a_bundle_with_every_field_reads_back(tmp_path):
    path = tmp_path / "bilag.txt"
    path.write_text(WITH_CONTENTS.replace("havne", 'ha"vn\\e'), "utf-8")
    bundle = import_bundle(path)
    assert corrected(bundle, tmp_path).items == bundle.items


def test_a_person_corrects_title_number_day_and_body(bundle, tmp_path):
    again = corrected(
        bundle,
        tmp_path,
        ('title: "Behov for pladser"', "title: Behovet for pladser"),
        ("meeting_date: null", "meeting_date: 2024-09-20"),
        ('body: "KKR Hovedstaden"', "body: KKR Fyn"),
    )
    assert again.items[1].annexes[0] == Annex(None, "Behovet for pladser", None)
    assert (again.meeting.day.value, again.meeting.day.basis) == ("2024-09-20", "corrected")
    assert (again.meeting.body.value, again.meeting.body.basis) == ("KKR Fyn", "corrected")


def test_items_may_be_written_where_none_were_found(tmp_path):
    path = tmp_path / "brev.txt"
    path.write_text("Et brev", "utf-8")
    items = "items:\n  - number: '1'\n    title: Brev\n    annexes:\n      - title: Et brev\n"
    again = corrected(import_bundle(path), tmp_path, ("items: []", items))
    assert again.items == (Item("1", "Brev", None, (Annex(None, "Et brev", None),)),)


def test_corrections_of_another_file_are_refused(bundle, tmp_path):
    with pytest.raises(InputError) as refused:
        corrected(bundle, tmp_path, (bundle.sha256, "0" * 64))
    assert "hører til en anden fil" in refused.value.in_language("da")


@pytest.mark.parametrize(
    "change",
    [
        ("dates: [2024-08]", "dates: [2024-13]"),
        ("dates: [2024-08]", "dates: [i august]"),
        ("page: null", "page: side 2"),
        ("schema:", "skema:"),
        ("items:", "itemz:"),
    ],
)
def test_a_wrong_correction_is_refused_in_words(bundle, tmp_path, change):
    with pytest.raises(InputError) as refused:
        corrected(bundle, tmp_path, change)
    assert "rettelser.yaml, linje" in refused.value.in_language("da")


def test_storing_twice_changes_nothing(bundle, source, tmp_path):
    archive = tmp_path / "arkiv"
    first = store_bundle(bundle, source, archive)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    second = store_bundle(bundle, source, archive)
    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.UNCHANGED)
    assert {path.name: path.read_bytes() for path in second.folder.iterdir()} == before
    assert before["source.txt"] == source.read_bytes()


def test_the_same_file_under_another_name_is_the_same_bundle(bundle, source, tmp_path):
    store_bundle(bundle, source, tmp_path / "arkiv")
    other = tmp_path / "kopi.txt"
    other.write_bytes(source.read_bytes())
    stored = store_bundle(import_bundle(other), other, tmp_path / "arkiv")
    assert stored.outcome is Outcome.UNCHANGED


def test_corrections_become_a_version_that_names_the_one_before(bundle, source, tmp_path):
    archive = tmp_path / "arkiv"
    store_bundle(bundle, source, archive)
    stored = store_bundle(corrected(bundle, tmp_path), source, archive)
    latest = json.loads((stored.folder / "bundle.json").read_text("utf-8"))
    before = json.loads((stored.folder / "bundle-1.json").read_text("utf-8"))
    assert (stored.outcome, stored.version) == (Outcome.NEW_VERSION, 2)
    assert (latest["replaces"], latest["corrected"]) == ("bundle-1.json", True)
    assert (before["replaces"], before["corrected"]) == (None, False)


def test_a_corrected_version_is_kept_when_the_file_is_read_again(bundle, source, tmp_path):
    archive = tmp_path / "arkiv"
    fixed = corrected(bundle, tmp_path, ('title: "Behov for pladser"', "title: Behovet"))
    folder = store_bundle(fixed, source, archive).folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = store_bundle(bundle, source, archive)
    assert (again.outcome, again.version) == (Outcome.KEPT, 1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_corrections_go_where_that_is_asked_and_stay_as_the_version_before(
    bundle, source, tmp_path
):
    archive = tmp_path / "arkiv"
    folder = store_bundle(corrected(bundle, tmp_path), source, archive).folder
    stored = store_bundle(bundle, source, archive, discard_corrections=True)
    latest = json.loads((folder / "bundle.json").read_text("utf-8"))
    before = json.loads((folder / "bundle-1.json").read_text("utf-8"))
    assert (stored.outcome, stored.version) == (Outcome.NEW_VERSION, 2)
    assert (latest["corrected"], before["corrected"]) == (False, True)


def test_an_archive_that_is_a_file_is_refused_in_words(bundle, source):
    with pytest.raises(InputError) as refused:
        store_bundle(bundle, source, source)
    assert "kan ikke skrives" in refused.value.in_language("da")


def test_a_damaged_archive_is_refused_in_words(bundle, source, tmp_path):
    stored = store_bundle(bundle, source, tmp_path / "arkiv")
    (stored.folder / "bundle.json").write_text("{", "utf-8")
    with pytest.raises(InputError):
        store_bundle(bundle, source, tmp_path / "arkiv")
