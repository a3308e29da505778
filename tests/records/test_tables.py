"""Tables with a fixed heading, read row by row."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import Period, Text
from samvirke.records import InputError, Row, read_table

Write = Callable[[str | bytes], Path]
BROKEN_QUOTE = (
    "Linjen kan ikke læses som CSV: et anførselstegn mangler eller er for meget, eller et felt er "
    "over 131.072 tegn langt."
)
HEADINGS = "Overskrifterne er ikke dem, tabellen skal have."


def rows(path: Path) -> list[Row]:
    return list(read_table(path, ("code", "name")))


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        read()
    return caught.value.in_language("da")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_rows_know_their_line(write: Write, start: str, end: str) -> None:
    path = write(f'{start}code,name{end}851,Aalborg{end}825,"Læsø, ""øen"""{end}')
    assert rows(path) == [
        Row("fil.yaml", 2, {"code": "851", "name": "Aalborg"}),
        Row("fil.yaml", 3, {"code": "825", "name": 'Læsø, "øen"'}),
    ]


def test_a_table_with_only_a_heading_has_no_rows(write: Write) -> None:
    assert rows(write("code,name\n")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"linje 1: {HEADINGS}\n  Gyldigt: code,name"),
        ("name,code\n", f"linje 1: {HEADINGS}\n  Der står: name,code\n  Gyldigt: code,name"),
        ("code\n", f"linje 1: {HEADINGS}\n  Der står: code\n  Gyldigt: code,name"),
        ("code,name,x\n", f"linje 1: {HEADINGS}\n  Der står: code,name,x\n  Gyldigt: code,name"),
        ("code;name\n", f"linje 1: {HEADINGS}\n  Der står: code;name\n  Gyldigt: code,name"),
        ("Code,name\n", f"linje 1: {HEADINGS}\n  Der står: Code,name\n  Gyldigt: code,name"),
        ("code,name\n851\n", "linje 2: Linjen har ikke tabellens 2 felter.\n  Der står: 1"),
        (
            "code,name\n1,a\n851,b,c\n",
            "linje 3: Linjen har ikke tabellens 2 felter.\n  Der står: 3",
        ),
        ("code,name\n\n1,a\n", "linje 2: Linjen har ikke tabellens 2 felter.\n  Der står: 0"),
        ("code,name\n1," + "x" * 200_000, f"linje 2: {BROKEN_QUOTE}"),
    ],
    ids=lambda value: value[:30].replace("\n", "¶"),
)
def test_a_table_of_another_shape_is_refused(write: Write, text: str, message: str) -> None:
    assert refusal(lambda: rows(write(text))) == f"fil.yaml, {message}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('code,name\n1,"a\n2,b\n', 3),
        ('code,name\n1,"a" b\n', 2),
        ('code,name\n1,a\n2,"b"c"\n', 3),
    ],
)
def test_broken_quotes_are_refused_instead_of_swallowing_rows(
    write: Write, text: str, line: int
) -> None:
    assert refusal(lambda: rows(write(text))) == f"fil.yaml, linje {line}: {BROKEN_QUOTE}"


def test_nul_bytes_are_refused(write: Write) -> None:
    assert refusal(lambda: rows(write("code,name\n851,Aal\0borg\n"))).startswith(
        "fil.yaml, linje 2"
    )


def row(value: str, end: str = "") -> Row:
    return Row("tabel.csv", 7, {"cell": value, "valid_from": value, "valid_to": end})


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda: row(" Aalborg ").text("cell"), "Aalborg"),
        (lambda: row(" Aalborg ")["cell"], " Aalborg "),
        (lambda: row("0").whole("cell"), 0),
        (lambda: row("509861").whole("cell"), 509861),
        (lambda: row("-12.5").fraction("cell"), Fraction(-25, 2)),
        (lambda: row(" 509861 ").fraction("cell"), Fraction(509861)),
        (lambda: row("2027-01-01").day("cell"), date(2027, 1, 1)),
        (lambda: row("2024-02-29").day("cell"), date(2024, 2, 29)),
        (lambda: row("2021-01-01").period(), Period(date(2021, 1, 1))),
        (
            lambda: row("2021-01-01", "2024-01-01").period(),
            Period(date(2021, 1, 1), date(2024, 1, 1)),
        ),
    ],
)
def test_a_cell_is_read_as_what_it_is(read: Callable[[], Any], expected: object) -> None:
    assert read() == expected


@pytest.mark.parametrize("value", ["", " ", "-1", "+1", "1.200", "1,5", "1 ", "²", "x", "9" * 5000])
def test_another_text_is_no_whole_number(value: str) -> None:
    assert refusal(lambda: row(value).whole("cell")).startswith(
        "tabel.csv, linje 7: »cell« skal være et helt tal på 0 eller mere."
    )


@pytest.mark.parametrize(
    "value",
    ["", "2027-13-01", "2027-02-29", "01-01-2027", "2027-1-1", "20270101", "2027-W01-1", "2027"],
)
def test_another_text_is_no_date(value: str) -> None:
    assert refusal(lambda: row(value).day("cell")).startswith(
        "tabel.csv, linje 7: »cell« er ikke en dato."
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "»cell« er tom."),
        (
            "1,5",
            "»cell«: Her skal stå et tal.\n  Der står: 1,5\n  Gyldigt: et tal med punktum som "
            "decimaltegn og uden tusindtalsskilletegn\n  Eksempel: 12.5",
        ),
        (
            "1.200",
            "»cell«: Tallet kan læses på to måder: punktummet kan være tusindtalsskilletegn.\n"
            "  Der står: 1.200\n  Gyldigt: et tal med punktum som decimaltegn og uden "
            "tusindtalsskilletegn\n  Eksempel: 1200",
        ),
    ],
)
def test_another_text_is_no_number(value: str, message: str) -> None:
    told = refusal(lambda: row(value).fraction("cell"))
    assert told == f"tabel.csv, linje 7: {message}"


def test_a_cell_that_is_no_number_may_come_with_a_remedy() -> None:
    remedy = Text(da="Lad feltet stå tomt.", en="Leave the cell empty.")
    told = refusal(lambda: row("-").fraction("cell", remedy=remedy))
    assert told.startswith("tabel.csv, linje 7: »cell«: Her skal stå et tal. Lad feltet stå tomt.")


@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_an_empty_cell_is_no_text(value: str) -> None:
    assert refusal(lambda: row(value).text("cell")) == "tabel.csv, linje 7: »cell« er tom."


@pytest.mark.parametrize("end", ["2021-01-01", "2020-12-31"])
def test_a_period_that_ends_before_it_starts_is_refused(end: str) -> None:
    assert refusal(lambda: row("2021-01-01", end).period()) == (
        f"tabel.csv, linje 7: Perioden slutter, før den begynder.\n  Der står: 2021-01-01 – {end}"
    )


csv_text = st.text(st.sampled_from('codename,;"\n\r\0 1é'), max_size=40)


@given(st.binary(max_size=100) | csv_text.map(lambda text: f"code,name\n{text}".encode()))
def test_whatever_a_table_holds_only_an_input_error_escapes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "tabel.csv"
    path.write_bytes(content)
    with suppress(InputError):
        assert {tuple(item.cells) for item in rows(path)} <= {("code", "name")}
