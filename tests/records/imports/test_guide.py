"""The guide to imports tells of every column, answer, service and theme."""

import re
from pathlib import Path

import pytest

from samvirke.records.imports import ImportKind, load_layouts, load_subjects
from samvirke.records.imports.layout import SCHEMAS

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "import.md"
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in GUIDE.read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| overskrift "))
]
# A heading of several kinds of file has a row for each.
COLUMNS: dict[str, list[list[str]]] = {}
for row in ROWS:
    if len(row) == 5:
        COLUMNS.setdefault(row[0], []).append(row[1:])


@pytest.mark.parametrize("kind", ImportKind)
def test_every_heading_has_its_row(kind: ImportKind) -> None:
    headings = load_layouts().of(kind).headings
    assert [heading for heading in headings if heading not in COLUMNS] == []


def test_no_row_tells_of_a_heading_that_is_none() -> None:
    headings = {name for kind in ImportKind for name in load_layouts().of(kind).headings}
    assert set(COLUMNS) - headings == set()


def test_every_alias_is_told() -> None:
    told = {row[0]: row[1] for row in ROWS if len(row) == 2}
    wanted = {
        item.heading: ", ".join(item.aliases)
        for kind in ImportKind
        for item in (*load_layouts().of(kind).columns, load_layouts().of(kind).row_kind)
        if item is not None and item.aliases
    }
    assert {heading: told.get(heading) for heading in wanted} == wanted


def test_every_printed_answer_is_told() -> None:
    layouts = load_layouts()
    missing = []
    for kind in ImportKind:
        for column in layouts.of(kind).columns:
            if column.answers is None:
                continue
            allowed = " ".join(row[1] for row in COLUMNS[column.heading])
            if allowed.startswith("som "):
                allowed = COLUMNS[allowed.removeprefix("som ")][0][1]
            allowed = allowed.replace("0 til 10", ", ".join(map(str, range(11))))
            answers = layouts.answers_of(column.answers).printed
            missing += [answer for answer in answers if answer not in allowed.split(", ")]
    assert missing == []


def test_what_is_needed_is_told() -> None:
    """»ja« where the cell must be filled, »kolonnen« where only the column must be there."""
    told, wanted = {}, {}
    for kind in ImportKind:
        for column in load_layouts().of(kind).columns:
            for table in column.needed_for:
                schema = SCHEMAS[table].column(column.takes[table])
                wanted[column.heading] = "ja" if schema.required else "kolonnen"
                told[column.heading] = {row[3] for row in COLUMNS[column.heading]}
    assert told == {heading: {word} for heading, word in wanted.items()}


def test_every_service_and_theme_is_told() -> None:
    text = re.sub(r"\s+", " ", GUIDE.read_text("utf-8"))
    for title, subjects in zip(
        ("Ydelser 2021–2023", "Temaer 2024–2027"), load_subjects(), strict=True
    ):
        listed = text.split(f"**{title}:** ")[1].split(" ## ")[0].split(" **")[0]
        assert tuple(listed.strip().split(" · ")) == subjects.kept
