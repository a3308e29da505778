"""How problems are told, counted and written down."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.records.imports.samples import ENGAGEMENT, table

from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.records.imports import (
    ImportKind,
    ImportRefused,
    Known,
    ProblemTally,
    Reading,
    RowProblem,
    read_import,
    write_problem_report,
)

Write = Callable[[str | bytes], Path]
KIND = ImportKind.REGISTRATIONS


def problem(row: int, column: str = "Form", got: str | None = "?") -> RowProblem:
    return RowProblem(
        row,
        column,
        Text(da="Svaret kendes ikke.", en="The answer is not known."),
        Text(da="Skriv et af: A, B.", en="Write one of: A, B."),
        got,
    )


def test_a_faultless_file_is_not_refused(csv_file: Write, known: Known) -> None:
    report = read_import(Reading(csv_file(table(ENGAGEMENT)), KIND, known=known))
    report.refuse_problems()
    assert (report.facts.rows, report.problems.count) == (1, 0)


def test_a_refusal_tells_every_problem(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Form": "Digital", "CVR-nr.": ""}))
    with pytest.raises(InputError) as caught:
        read_import(Reading(path, KIND, known=known)).refuse_problems()
    assert caught.value.in_language("da") == (
        "udtræk.csv: 2 fejl i 1 række. Intet er taget ind. Ret filen, og prøv igen.\n"
        "række 2, »CVR-nr.«: Der står et P-nummer, men intet CVR-nummer.\n"
        "  Der står: 9900000001\n"
        "  Gør sådan: Slå P-enheden op i CVR, og skriv virksomhedens CVR-nummer.\n"
        "række 2, »Form«: Svaret kendes ikke.\n"
        "  Der står: Digital\n"
        "  Gør sådan: Skriv et af: Individuel, Kollektiv."
    )
    assert caught.value.in_language("en").splitlines()[0] == (
        "udtræk.csv: 2 errors in 1 row. Nothing was taken in. Correct the file and try again."
    )


def test_one_problem_reads_as_one() -> None:
    tally = ProblemTally()
    tally.add(problem(7, "", None))
    assert ImportRefused("a.csv", tally).in_language("da") == (
        "a.csv: 1 fejl. Intet er taget ind. Ret filen, og prøv igen.\n"
        "række 7: Svaret kendes ikke.\n  Gør sådan: Skriv et af: A, B."
    )


def test_ten_thousand_bad_rows_do_not_hide_the_first(csv_file: Write, known: Known) -> None:
    rows = [
        ENGAGEMENT
        | {"Forløbs-id": f"F-{number}", "Form": "?", "Kommune": "X" if number < 9 else ""}
        for number in range(10_000)
    ]
    report = read_import(Reading(csv_file(table(*rows)), KIND, known=known))
    with pytest.raises(ImportRefused) as caught:
        report.refuse_problems()
    lines = caught.value.in_language("da").splitlines()
    assert lines[0] == (
        "udtræk.csv: 10.009 fejl i 10.000 rækker. Intet er taget ind. Ret filen, og prøv igen."
    )
    assert lines[1] == "række 2, »Kommune«: Kommunen kendes ikke."
    told = [int(line.split(",")[0].split()[1]) for line in lines if line.startswith("række ")]
    # Two kinds of problems in each of the rows 2 to 6, five of a kind, each kind told once.
    assert told == [2, 2]
    also = [line.strip() for line in lines if line.startswith("  Også i række ")]
    assert also == [
        "Også i række 3 (X), 4 (X), 5 (X), 6 (X)",
        "Også i række 3 (?), 4 (?), 5 (?), 6 (?)",
    ]
    assert lines[-3:] == [
        "… og 9.999 fejl mere. Fejl efter kolonne og årsag:",
        "  10.000 × »Form«: Svaret kendes ikke.",
        "  9 × »Kommune«: Kommunen kendes ikke.",
    ]
    assert len(caught.value.problems) == 10


def test_a_fault_of_every_row_does_not_hide_the_one_that_comes_late() -> None:
    tally = ProblemTally()
    for row in range(2, 1002):
        tally.add(problem(row))
    tally.add(problem(1002, "Kontor"))
    assert [(item.row, item.column) for item in tally.first] == [
        *((row, "Form") for row in range(2, 7)),
        (1002, "Kontor"),
    ]


def test_of_many_kinds_the_first_fifty_are_told() -> None:
    tally = ProblemTally()
    for row in range(2, 102):
        tally.add(problem(row, f"Kolonne {row}"))
    assert [item.row for item in tally.first] == [*range(2, 52)]


def test_a_tally_counts_rows_once() -> None:
    tally = ProblemTally()
    for item in (problem(3), problem(3, "Kontor"), problem(5)):
        tally.add(item)
    assert (tally.count, tally.rows, len(tally.first)) == (3, 2, 3)


def test_what_would_steer_a_terminal_is_shown_as_a_dot(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Kommune": "\x1b[31mrød"}))
    with pytest.raises(ImportRefused) as caught:
        read_import(Reading(path, KIND, known=known)).refuse_problems()
    assert "  Der står: ·[31mrød" in caught.value.in_language("da").splitlines()


def test_long_cells_are_shortened(csv_file: Write, known: Known) -> None:
    path = csv_file(table(ENGAGEMENT | {"Kommune": "x" * 5000}))
    [found] = Reading(path, KIND, known=known)
    assert isinstance(found, RowProblem)
    assert found.got == "x" * 120 + "…"


def test_the_report_holds_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "fejl.csv"
    problems = [problem(2), problem(3, "", None), problem(9, "Kontor", "a;b")]
    assert write_problem_report(iter(problems), path) == 3
    content = path.read_bytes().decode("utf-8")
    assert content.startswith("\ufeff")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [
            ["Række", "Kolonne", "Fejl", "Gør sådan", "Der står"],
            ["2", "Form", "Svaret kendes ikke.", "Skriv et af: A, B.", "?"],
            ["3", "", "Svaret kendes ikke.", "Skriv et af: A, B.", ""],
            ["9", "Kontor", "Svaret kendes ikke.", "Skriv et af: A, B.", "a;b"],
        ]


def test_the_report_can_be_in_english(tmp_path: Path) -> None:
    path = tmp_path / "errors.csv"
    write_problem_report([problem(2)], path, language="en")
    assert path.read_text("utf-8-sig").splitlines() == [
        "Row;Column;Error;What to do;Got",
        "2;Form;The answer is not known.;Write one of: A, B.;?",
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+45 12", "-2", "@SUM(A1)", "  =1+1", "＝1", "=cmd|' /C calc'!A0"]
)
def test_the_report_holds_no_formulas(tmp_path: Path, text: str) -> None:
    path = tmp_path / "fejl.csv"
    write_problem_report([problem(2, text, text)], path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        [_, row] = csv.reader(file, delimiter=";")
    for cell in (row[1], row[4]):
        assert cell == f"'{text}"


def test_the_report_shows_a_tab_before_a_formula_as_a_dot(tmp_path: Path) -> None:
    path = tmp_path / "fejl.csv"
    write_problem_report([problem(2, "Form", "\t=1+1")], path)
    assert path.read_text("utf-8-sig").splitlines()[1].endswith(";·=1+1")


def test_the_report_of_a_file_that_is_read_again(
    csv_file: Write, tmp_path: Path, known: Known
) -> None:
    reading = Reading(csv_file(table(ENGAGEMENT, ENGAGEMENT)), KIND, known=known)
    problems = (item for item in reading if isinstance(item, RowProblem))
    assert write_problem_report(problems, tmp_path / "fejl.csv") == 1


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_problem_report([problem(2)], tmp_path / "ingen" / "fejl.csv")
    assert caught.value.in_language("da") == (
        "fejl.csv: Fejllisten kan ikke skrives: mappen findes ikke. Vælg en anden mappe, eller "
        "skaf plads."
    )


def test_a_report_on_a_full_disk_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "fejl.csv"
    path.write_text("den gamle", "utf-8")
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from samvirke.figures import Text; from samvirke.records import InputError\n"
        "from samvirke.records.imports import RowProblem, write_problem_report\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "text = Text('a', 'a')\n"
        "problems = (RowProblem(row, 'x', text, text) for row in range(100_000))\n"
        "try:\n"
        "    write_problem_report(problems, Path(sys.argv[1]))\n"
        "except InputError as error:\n"
        "    print(error.in_language('da'))\n"
    )
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines() == [
        "fejl.csv: Fejllisten kan ikke skrives: filen bliver større, end der er lov til. Vælg en "
        "anden mappe, eller skaf plads."
    ]
    assert [item.name for item in tmp_path.iterdir()] == ["fejl.csv"]
    assert path.read_text("utf-8") == "den gamle"


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_hundred_thousand_registrations_are_read_in_little_memory(
    csv_file: Write, known: Known
) -> None:
    heading, first = table(ENGAGEMENT).splitlines()
    lines = [first.replace("F-1", f"F-{number:06}") for number in range(100_000)]
    path = csv_file("\n".join([heading, *lines, ""]))
    program = (
        "import re, sys; from pathlib import Path\n"
        "from samvirke.records.imports import ImportKind, Reading, known_from, read_import\n"
        "known = known_from(hubs={'nordjylland': 'Erhvervshus Nordjylland'},\n"
        "                   municipalities={'851': 'Aalborg'}, years=[2021])\n"
        "reading = Reading(Path(sys.argv[1]), ImportKind.REGISTRATIONS, known=known)\n"
        "report = read_import(reading)\n"
        "print(report.facts.tables['engagements'], report.problems.count)\n"
        "print(re.search(r'VmHWM:\\s*(\\d+) kB', Path('/proc/self/status').read_text())[1])\n"
    )
    environment = {name: value for name, value in os.environ.items() if "COV" not in name}
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], env=environment, capture_output=True, check=True
    )
    counts, peak = done.stdout.decode().splitlines()
    assert counts == "100000 0"
    assert int(peak) < 200 * 1024


def test_what_is_the_same_in_several_rows_is_told_once() -> None:
    tally = ProblemTally()
    for row, got in ((2, "X"), (3, "Y"), (5, None)):
        tally.add(problem(row, got=got))
    tally.add(problem(6, column="Segment"))
    assert tally.in_language("da") == (
        "række 2, »Form«: Svaret kendes ikke.\n"
        "  Der står: X\n"
        "  Gør sådan: Skriv et af: A, B.\n"
        "  Også i række 3 (Y), 5\n"
        "række 6, »Segment«: Svaret kendes ikke.\n"
        "  Der står: ?\n"
        "  Gør sådan: Skriv et af: A, B."
    )
