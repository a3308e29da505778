"""Tables as Danish spreadsheets save them: separators, encodings, numbers, headings."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.records import InputError
from samvirke.records.sheets import SheetRow, headings_of, read_sheet

Write = Callable[[str | bytes], Path]
WORDS = {"code": ("kode", "kommunekode"), "value": ("værdi", "antal")}


def rows(path: Path) -> list[SheetRow]:
    return list(read_sheet(path, ("code", "value"), optional=("note",), words=WORDS))


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        rows(path)
    return caught.value.in_language("da")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("code,value\n851,Ærø\n", "utf-8"),
        ("code,value\n851,Ærø\n", "utf-8-sig"),
        ("Kode;Værdi\r\n851;Ærø\r\n;\r\n\r\n", "cp1252"),
        ("Kommunekode\tANTAL\r851\tÆrø\r", "cp1252"),
        ("værdi;kode;\nÆrø;851;\n", "utf-8"),
    ],
    ids=["comma", "mark", "semicolon", "tab", "other order"],
)
def test_a_table_is_the_same_however_it_was_saved(write: Write, text: str, encoding: str) -> None:
    (row,) = rows(write(text.encode(encoding)))
    assert (row.line, row.cells) == (2, {"code": "851", "value": "Ærø"})


def test_an_optional_column_may_be_there(write: Write) -> None:
    first, second = rows(write("code,value,note\n1,2,x\n3,4,\n"))
    assert [(row.has("note"), row.cells["note"]) for row in (first, second)] == [
        (True, "x"),
        (False, ""),
    ]
    assert not rows(write("code,value\n1,2\n"))[0].has("note")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("17.037,5", Fraction(34075, 2)),
        ("1786,5", Fraction(3573, 2)),
        ("1786.5", Fraction(3573, 2)),
        ("1.234.567", Fraction(1234567)),
        (" 1 ", Fraction(1)),
    ],
)
def test_a_number_is_read_as_danes_write_it(write: Write, cell: str, number: Fraction) -> None:
    assert rows(write(f"kode;værdi\n1;{cell}\n"))[0].fraction("value") == number


def test_whole_numbers_and_days_are_read_as_danes_write_them(write: Write) -> None:
    first, second = rows(write("kode;værdi\n1.234.567;15-10-2021\n12,0;2021-10-15\n"))
    assert (first.whole("code"), second.whole("code")) == (1234567, 12)
    assert first.day("value") == second.day("value") == date(2021, 10, 15)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            "1.234",
            "»Antal«: Tallet kan læses på to måder: punktummet kan dele tusinder eller decimaler. "
            "Skriv tusinder uden punktum (1234) og decimaler med komma (1,234).\n"
            "  Der står: 1.234\n  Eksempel: 1234",
        ),
        (
            "mange",
            "»Antal« skal være et helt tal på 0 eller mere.\n  Der står: mange\n  Eksempel: 14530",
        ),
        ("1,5", "»Antal« skal være et helt tal på 0 eller mere.\n  Der står: 1,5\n"),
        ("-1", "»Antal« skal være et helt tal på 0 eller mere.\n  Der står: -1\n"),
    ],
)
def test_a_cell_that_is_refused_is_shown_under_the_files_own_heading(
    write: Write, cell: str, told: str
) -> None:
    (row,) = rows(write(f"Kode;Antal\n1;{cell}\n"))
    with pytest.raises(InputError) as caught:
        row.whole("value")
    assert caught.value.in_language("da").startswith(f"fil.yaml, linje 2: {told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "kode;beløb\n1;2\n",
            "linje 1: Overskrifterne er ikke dem, tabellen skal have.\n  Der står: kode,beløb\n"
            "  Gyldigt: kode,værdi (eller code,value); eventuelt note",
        ),
        ("kode;kommunekode;værdi\n1;1;2\n", "linje 1: Overskrifterne er ikke dem"),
        ("", "linje 1: Overskrifterne er ikke dem"),
        ("kode;værdi;\n1;2;3\n", "linje 2: Her står noget i en kolonne uden overskrift."),
        (
            "kode,værdi\n1,17037,5\n",
            "linje 2: Rækken har ikke lige så mange felter som overskriften.",
        ),
        ("kode;værdi\n1;a\0b\n", "linje 2: Linjen rummer et nul-tegn"),
    ],
)
def test_another_table_is_refused_by_its_line(write: Write, text: str, told: str) -> None:
    assert refusal(write(text)).startswith(f"fil.yaml, {told}")


def test_a_workbook_is_said_to_be_one(write: Write) -> None:
    assert "Word- eller Excel-dokument" in refusal(write(b"PK\x03\x04" + b"\0" * 20))


def test_a_file_in_two_encodings_is_refused(write: Write) -> None:
    mixed = "kode;værdi\n1;æ\n".encode() + "2;ø\n".encode("cp1252")
    assert refusal(write(mixed)).startswith("fil.yaml, linje 3: Filen blander UTF-8 og Windows")


def test_the_headings_alone_are_read(write: Write) -> None:
    assert headings_of(write("Kode ;Værdi\n1;2\n".encode("cp1252"))) == ["Kode", "Værdi"]
    assert headings_of(write("")) == []


@given(st.binary(max_size=80) | st.text(st.sampled_from('kodeværi,;"\n\0 1'), max_size=40))
def test_whatever_a_file_holds_only_an_input_error_escapes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "tabel.csv"
    head = b"kode;antal\n"
    path.write_bytes(head + (content if isinstance(content, bytes) else content.encode()))
    with suppress(InputError):
        assert {tuple(row.cells) for row in rows(path)} <= {("code", "value")}
