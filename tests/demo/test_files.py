"""Files in the shape of real exports, the same bytes everywhere."""

import csv
import hashlib
import io
import os
import subprocess
import sys

import pytest

from samvirke.demo import demo_files, demo_records
from samvirke.records import InputError
from samvirke.records.imports import (
    ImportKind,
    Parsed,
    known_from,
    load_layouts,
    read_rows,
)
from samvirke.territory import BodyKind, load_territory

HUBS = ("hovedstaden", "sjaelland", "fyn", "sydjylland", "midtjylland", "nordjylland")
KINDS = {
    "registreringer": ImportKind.REGISTRATIONS,
    "evalueringer": ImportKind.EVALUATIONS,
    "kendskab": ImportKind.AWARENESS,
}


@pytest.fixture(scope="module")
def files():
    return {file.name: file.content for file in demo_files((2021, 2022))}


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_there_are_four_files_for_each_hub_and_year_and_a_note(files):
    assert list(files) == [
        "README.txt",
        *(
            name
            for year in (2021, 2022)
            for hub in HUBS
            for name in (
                *(f"demo_{kind}_{hub}_{year}.csv" for kind in KINDS),
                f"demo_vurderinger_{hub}_{year}.yaml",
            )
        ),
    ]


def test_the_note_says_that_all_is_made_up_and_how_to_make_it_again(files):
    note = files["README.txt"].decode()
    assert note.startswith("DEMODATA\n\nAlt i denne mappe er opdigtet.")
    assert "samvirke demo-data --out MAPPE --years 2021-2022 --seed 1" in note
    assert "I 2021 er alle virksomheder nye" in note


def test_the_note_of_a_single_year_names_it_once():
    note = next(demo_files((2024,), seed=7)).content.decode()
    assert "samvirke demo-data --out MAPPE --years 2024 --seed 7" in note


def test_files_are_as_danish_spreadsheets_write_them(files):
    for name, content in files.items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.count(b"\r\n") == content.count(b"\n") > 100


@pytest.mark.parametrize("kind", KINDS)
def test_the_headings_are_those_of_the_import_without_hours(files, kind):
    found = list(rows_of(files[f"demo_{kind}_fyn_2022.csv"])[0])
    assert found == [
        heading for heading in load_layouts().of(KINDS[kind]).headings if heading != "Timer"
    ]


def test_every_kind_of_registration_is_in_the_file(files):
    rows = rows_of(files["demo_registreringer_nordjylland_2022.csv"])
    assert {row["Posttype"] for row in rows} == {
        "Forløb",
        "Kollektiv deltagelse",
        "Indstationeret rådgiver",
    }


def test_an_adviser_meeting_holds_five_fields_beside_the_hub(files):
    rows = rows_of(files["demo_registreringer_nordjylland_2022.csv"])
    filled = {
        tuple(heading for heading, cell in row.items() if cell)
        for row in rows
        if row["Posttype"] == "Indstationeret rådgiver"
    }
    assert filled == {
        (
            "Posttype",
            "Erhvervshus",
            "CVR-nr.",
            "Dato",
            "Rådgiver",
            "Kontaktperson",
            "Beskrivelse",
        )
    }


def test_cells_are_written_in_danish(files):
    registration = rows_of(files["demo_registreringer_hovedstaden_2022.csv"])[0]
    assert registration["Erhvervshus"] == "Erhvervshus Hovedstaden"
    assert registration["Startdato"].endswith("-01-2022")
    assert registration["Form"] in ("Individuel", "Kollektiv")
    survey = rows_of(files["demo_kendskab_hovedstaden_2022.csv"])
    assert {row["Vægt"] for row in survey} == {"0,62", "0,94", "1", "1,44"}


@pytest.mark.parametrize("year", [2021, 2024])
def test_the_import_takes_every_row_as_it_was_drawn(tmp_path, year):
    territory = load_territory()
    hubs = [body for body in territory.bodies if body.kind is BodyKind.HUB]
    known = known_from(
        hubs={hub.id: hub.name for hub in hubs},
        municipalities={place.code: place.name for place in territory.municipalities.values()},
        years=range(2019, 2028),
    )
    for file in demo_files((year,)):
        (tmp_path / file.name).write_bytes(file.content)
    for records in demo_records((year,)):
        taken = {table: [] for table in records.rows}
        for name, kind in KINDS.items():
            path = tmp_path / f"demo_{name}_{records.hub.id}_{year}.csv"
            for item in read_rows(path, kind, known=known, hub=records.hub.id):
                assert isinstance(item, Parsed), item
                taken[item.table].append(item.values)
        assert taken == {table: list(rows) for table, rows in records.rows.items()}


def digest(**environment):
    script = """
import hashlib
from samvirke.demo import demo_files, demo_records
found = hashlib.sha256()
for file in demo_files((2024,), seed=3):
    found.update(file.name.encode() + file.content)
print(found.hexdigest())
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


def test_the_same_years_and_seed_give_the_same_bytes_in_every_run():
    found = hashlib.sha256()
    for file in demo_files((2024,), seed=3):
        found.update(file.name.encode() + file.content)
    assert digest(PYTHONHASHSEED="1") == digest(PYTHONHASHSEED="2") == found.hexdigest()


def test_another_seed_gives_other_records(files):
    other = {file.name: file.content for file in demo_files((2021, 2022), seed=2)}
    assert list(other) == list(files)
    records = [name for name in files if not name.endswith(".yaml")]
    assert [name for name in records if files[name] == other[name]] == []


def test_unknown_years_are_refused_before_anything_is_made():
    with pytest.raises(InputError):
        next(demo_files((2030,)))
