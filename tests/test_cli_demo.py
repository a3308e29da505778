"""``samvirke demo-data`` and ``samvirke work-list``: words, exit codes, JSON."""

import json
from collections import defaultdict

import pytest

from samvirke.cli import main
from samvirke.cli.exit_codes import FINE, FOUND, UNUSABLE
from samvirke.demo import demo_files, demo_records
from samvirke.indicators import open_snapshot
from samvirke.records.schemas import FROZEN_TABLES
from samvirke.records.snapshot import write_snapshot
from samvirke.schemes.work_list import work_list


def run(*arguments):
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    tables = defaultdict(list)
    for found in demo_records((2023, 2024)):
        for table in FROZEN_TABLES:
            width = len(table.columns)
            tables[table.name] += [row[:width] for row in found.rows[table.name]]
    folder = tmp_path_factory.mktemp("demo") / "snapshot"
    write_snapshot(folder, tables)
    return folder


def test_demo_data_lies_in_the_folder(tmp_path, capsys):
    assert run("demo-data", "--out", tmp_path / "demo", "--years", "2024", "--seed", "5") == FINE
    told = capsys.readouterr().out
    assert told == (
        f"25 filer med opdigtede tal ligger i {tmp_path / 'demo'}. Læs README.txt først.\n"
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "demo").iterdir()} == {
        file.name: file.content for file in demo_files((2024,), seed=5)
    }


def test_demo_data_is_made_for_three_years_unless_told_otherwise(tmp_path, capsys):
    assert run("demo-data", "--out", tmp_path, "--language", "en") == FINE
    assert capsys.readouterr().out == (
        f"67 files of made-up records lie in {tmp_path}. Read README.txt first.\n"
    )
    years = {path.stem[-4:] for path in tmp_path.glob("demo_*.csv")}
    assert years == {"2020", "2021", "2022"}


@pytest.mark.parametrize("years", ["2022-2020", "22", "2020-", "2020,2021", "i år"])
def test_years_that_are_no_years_are_refused_with_an_example(tmp_path, capsys, years):
    with pytest.raises(SystemExit):
        run("demo-data", "--out", tmp_path, "--years", years)
    assert f"skriv et år eller en række år, fx 2020-2022, ikke {years}" in capsys.readouterr().err


def test_years_without_demo_data_are_refused_and_nothing_is_written(tmp_path, capsys):
    assert run("demo-data", "--out", tmp_path, "--years", "1999-9999") == UNUSABLE
    assert capsys.readouterr().err == (
        "demodata: Der kan ikke laves demodata for 1999–9999. Vælg år, der følger efter "
        "hinanden, fra 2019 til 2026.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path, capsys):
    (tmp_path / "taken").write_text("")
    assert run("demo-data", "--out", tmp_path / "taken", "--years", "2024") == UNUSABLE
    assert "der ligger en fil, hvor der skulle være en mappe" in capsys.readouterr().err


def test_the_work_list_in_words(snapshot, capsys):
    code = run("work-list", "--snapshot", snapshot, "--hub", "nordjylland", "--year", "2024")
    told = capsys.readouterr().out
    with open_snapshot(snapshot) as opened:
        found = work_list(opened, hub="nordjylland", year=2024)
    assert code == FOUND
    assert told.startswith(
        "Arbejdsliste 2024, Erhvervshus Nordjylland\n"
        "==========================================\n"
        f"{found.engagements} forløb set efter i udtræk {found.snapshot[:12]}\n"
        "\n"
        f"Lange forløb uden brugerevaluering: {len(found.sections[0].tasks)} forløb\n"
    )
    for section in found.sections:
        for task in section.tasks:
            hours = "?" if task.minutes is None else f"{task.minutes // 60}:{task.minutes % 60:02d}"
            cells = (str(task.company), hours, *task.engagements)
            assert any(all(cell in line for cell in cells) for line in told.splitlines())


def test_what_is_missing_is_named_in_danish(snapshot, capsys):
    run("work-list", "--snapshot", snapshot, "--hub", "nordjylland", "--year", "2024")
    told = capsys.readouterr().out
    with open_snapshot(snapshot) as opened:
        found = work_list(opened, hub="nordjylland", year=2024)
    words = {"production_unit": "P-nummer", "segment": "kundesegment", "theme": "tema"}
    for task in found.sections[1].tasks:
        line = next(
            line
            for line in told.splitlines()
            if line.endswith(", ".join(words[cell] for cell in task.missing))
            and task.engagements[0] in line
        )
        assert str(task.company) in line


def test_the_earlier_agreement_is_said_to_have_no_limit_of_hours(snapshot, capsys):
    run("work-list", "--snapshot", snapshot, "--hub", "fyn", "--year", "2023")
    told = capsys.readouterr().out
    no_rule = (
        "  Aftale om rammerne for erhvervshuse 2021-2023 har ingen regel om det, så der er ikke "
        "ledt.\n"
    )
    assert f"Lange forløb uden brugerevaluering: ikke krævet\n{no_rule}" in told
    assert f"Virksomheder med mange timers vejledning: ikke krævet\n{no_rule}" in told


def test_the_work_list_in_english(snapshot, capsys):
    arguments = ("--snapshot", snapshot, "--hub", "fyn", "--year", "2024", "--language", "en")
    assert run("work-list", *arguments) == FOUND
    told = capsys.readouterr().out
    assert told.startswith("Work list 2024, Erhvervshus Fyn\n")
    assert "  What to do: Write what is missing in the CRM." in told


def test_json_is_the_list_and_nothing_else(snapshot, capsys):
    arguments = ("--snapshot", snapshot, "--hub", "fyn", "--year", "2024", "--json")
    assert run("work-list", *arguments) == FOUND
    with open_snapshot(snapshot) as opened:
        found = work_list(opened, hub="fyn", year=2024)
    assert json.loads(capsys.readouterr().out) == found.to_json()


def test_an_empty_work_list_exits_with_0(tmp_path, capsys):
    write_snapshot(tmp_path / "empty", {})
    code = run("work-list", "--snapshot", tmp_path / "empty", "--hub", "fyn", "--year", "2024")
    told = capsys.readouterr().out
    assert code == FINE
    assert "Forløb, der mangler oplysninger: 0 forløb\n" in told
    assert "* Udtrækket har ingen forløb fra 2024." in told


def test_a_year_that_is_no_year_is_refused_with_an_example(tmp_path, capsys):
    with pytest.raises(SystemExit):
        run("work-list", "--snapshot", tmp_path, "--hub", "fyn", "--year", "20240")
    assert "»20240« er ikke et årstal. Eksempel: 2024" in capsys.readouterr().err


def test_a_folder_without_a_snapshot_is_told(tmp_path, capsys):
    arguments = ("--snapshot", tmp_path, "--hub", "fyn", "--year", "2024")
    assert run("work-list", *arguments) == UNUSABLE
    assert "Mappen rummer intet udtræk" in capsys.readouterr().err
