"""Whatever a file holds, reading it gives rows, problems, or one refusal in words."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.imports.conftest import workbook
from tests.records.imports.samples import AWARENESS, ENGAGEMENT, EVALUATION, table

from samvirke.records import InputError
from samvirke.records.imports import (
    ColumnMapping,
    ImportKind,
    Known,
    Parsed,
    Reading,
    RowProblem,
    load_layouts,
    read_mapping,
)
from samvirke.records.imports.layout import SCHEMAS
from samvirke.records.schemas import Column, Kind

Write = Callable[[str | bytes], Path]
FUZZED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
SAMPLES = {
    ImportKind.REGISTRATIONS: ENGAGEMENT,
    ImportKind.EVALUATIONS: EVALUATION,
    ImportKind.AWARENESS: AWARENESS,
}
KINDS = st.sampled_from(list(ImportKind))
HEADINGS = [
    name
    for kind in ImportKind
    for column in load_layouts().of(kind).columns
    for name in column.names
]
WORDS = sorted(
    {text for sample in SAMPLES.values() for text in sample.values()}
    | {"1.234", "1.234,5", "03/04/21", "31-02-2021", "99000008", "-1", "1E+15", "=1+1", "#N/A"}
    | {
        "60001",
        "11",
        "Kollektiv deltagelse",
        "Indstationeret rådgiver",
        "01-01-2024",
        "\0",
        "\ufeff",
    }
)
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


def outcome(path: Path, kind: ImportKind, known: Known) -> None:
    """Reads the file; every row that is taken in fits the record, every refusal has words."""
    words: tuple[str, ...] = ()
    items: list[Parsed | RowProblem] = []
    try:
        items = list(Reading(path, kind, known=known))
    except InputError as error:
        words = (error.in_language("da"), error.in_language("en"))
    assert all(text.startswith(path.name) for text in words)
    rows = [item.row for item in items]
    assert rows == sorted(rows)
    for item in items:
        if isinstance(item, RowProblem):
            assert item.reason.da
            assert item.remedy.da
            assert item.in_language("da").startswith(f"række {item.row}")
        else:
            fits_the_record(item)


def fits_the_record(item: Parsed) -> None:
    columns = SCHEMAS[item.table].columns
    assert len(item.values) == len(columns)
    for column, value in zip(columns, item.values, strict=True):
        assert fits(column, value), (column, value)


def fits(column: Column, value: object) -> bool:
    if value is None:
        return not column.required
    if column.kind is Kind.CODE:
        return value in column.codes
    if column.kind is Kind.TEXT:
        return isinstance(value, str) and value == " ".join(value.split()) != ""
    return isinstance(value, int) and 0 <= value < 2**63


@FUZZED
@given(content=st.binary(max_size=400), kind=KINDS)
def test_any_bytes(csv_file: Write, known: Known, content: bytes, kind: ImportKind) -> None:
    outcome(csv_file(content), kind, known)


@FUZZED
@given(
    rows=st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6),
    kind=KINDS,
    separator=st.sampled_from(";,\t"),
)
def test_any_cells(
    csv_file: Write, known: Known, rows: list[list[str]], kind: ImportKind, separator: str
) -> None:
    content = "\n".join(separator.join(row) for row in rows)
    outcome(csv_file(content.encode("utf-8", "replace")), kind, known)


@FUZZED
@given(
    headings=st.lists(
        st.one_of(st.sampled_from(HEADINGS), st.text(max_size=8)), min_size=1, max_size=12
    ),
    cells=st.lists(CELLS, max_size=24),
    kind=KINDS,
)
def test_any_headings(
    csv_file: Write, known: Known, headings: list[str], cells: list[str], kind: ImportKind
) -> None:
    width = len(headings)
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    content = "\n".join(";".join(row) for row in [headings, *rows])
    outcome(csv_file(content.encode("utf-8", "replace")), kind, known)


@FUZZED
@given(data=st.data(), kind=KINDS)
def test_any_cells_under_faultless_headings(
    csv_file: Write, known: Known, data: st.DataObject, kind: ImportKind
) -> None:
    extra = {"Posttype": "", "Dato": "", "Rådgiver": ""} if kind is ImportKind.REGISTRATIONS else {}
    sample = SAMPLES[kind] | extra
    changes = data.draw(st.dictionaries(st.sampled_from(sorted(sample)), CELLS, max_size=6))
    outcome(csv_file(table(sample, sample | changes).encode("utf-8", "replace")), kind, known)


@FUZZED
@given(at=st.integers(min_value=0), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_csv_file(csv_file: Write, known: Known, at: int, byte: int, cut: bool) -> None:
    content = bytearray(table(ENGAGEMENT, ENGAGEMENT | {"Forløbs-id": "F-2"}).encode())
    at %= len(content)
    content[at] = byte
    damaged = bytes(content[:at] if cut else content)
    outcome(csv_file(damaged), ImportKind.REGISTRATIONS, known)


SHEET = workbook({"Udtræk": [list(ENGAGEMENT), list(ENGAGEMENT.values())]})


@FUZZED
@given(at=st.integers(min_value=0), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook(tmp_path: Path, known: Known, at: int, byte: int, cut: bool) -> None:
    content = bytearray(SHEET)
    at %= len(content)
    content[at] = byte
    path = tmp_path / "udtræk.xlsx"
    path.write_bytes(bytes(content[:at] if cut else content))
    outcome(path, ImportKind.REGISTRATIONS, known)


@FUZZED
@given(data=st.data(), new=st.binary(max_size=20))
def test_a_workbook_whose_xml_is_damaged(
    tmp_path: Path, known: Known, data: st.DataObject, new: bytes
) -> None:
    with zipfile.ZipFile(BytesIO(SHEET)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    member = data.draw(st.sampled_from(sorted(members)))
    at = data.draw(st.integers(0, len(members[member])))
    length = data.draw(st.integers(0, 30))
    members[member] = members[member][:at] + new + members[member][at + length :]
    path = tmp_path / "udtræk.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    outcome(path, ImportKind.REGISTRATIONS, known)


SHEET_CELLS = st.one_of(
    CELLS.filter(lambda text: not text.startswith("http")),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(min_value=date(1900, 1, 1)),
    st.none(),
)


@FUZZED
@given(data=st.data(), kind=KINDS)
def test_typed_cells_under_faultless_headings(
    tmp_path: Path, known: Known, data: st.DataObject, kind: ImportKind
) -> None:
    sample: dict[str, object] = dict(SAMPLES[kind])
    changes = data.draw(st.dictionaries(st.sampled_from(sorted(sample)), SHEET_CELLS, max_size=6))
    path = tmp_path / "udtræk.xlsx"
    path.write_bytes(workbook({"Ark": [list(sample), list((sample | changes).values())]}))
    outcome(path, kind, known)


@FUZZED
@given(content=st.one_of(st.text(max_size=80), st.binary(max_size=80)))
def test_any_mapping_file(csv_file: Write, content: str | bytes) -> None:
    if isinstance(content, str):
        content = b"schema: samvirke.import-mapping/1\n" + content.encode("utf-8", "replace")
    path = csv_file(content)
    words = path.name
    try:
        assert isinstance(read_mapping(path, ImportKind.REGISTRATIONS), ColumnMapping)
    except InputError as error:
        words = error.in_language("da")
    assert words.startswith(path.name)
