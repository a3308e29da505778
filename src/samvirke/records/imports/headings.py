"""The heading row of a file, matched with our columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from samvirke.figures import Text
from samvirke.records.imports.cells import CellRefused, tidy
from samvirke.records.imports.layout import Layout, LayoutColumn, RowKind
from samvirke.records.imports.mapping import NOT_READ, ColumnMapping
from samvirke.records.imports.source import MOST_COLUMNS
from samvirke.records.imports.words import did_you_mean
from samvirke.records.problems import InputError, Problem, shorten


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: where it stands, what it is called there, and what it fills."""

    index: int
    heading: str
    column: LayoutColumn


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of one file.

    ``kind_at`` is the position of the row kind, ``unnamed`` those of columns without a heading,
    ``not_read`` the headings that the mapping leaves out.
    """

    file: str
    row: int
    columns: tuple[FileColumn, ...]
    kind_at: int | None
    kind_heading: str
    unnamed: tuple[int, ...]
    not_read: tuple[str, ...]

    def taking(self, table: str, column: str) -> FileColumn | None:
        """The file's column that fills a cell of ``table``, or ``None``."""
        for item in self.columns:
            if item.column.takes.get(table) == column:
                return item
        return None

    def refuse_missing(self, table: str, layout: Layout, *, row: int, hub: str | None) -> None:
        """Raises ``InputError`` where rows of ``table`` need a column that the file lacks."""
        there = [item.column for item in self.columns]
        needed = [column.heading for column in layout.needed(table) if column not in there]
        if hub is None and self.taking(table, "hub") is None:
            needed.insert(0, layout.heading_of(table, "hub"))
        if needed:
            raise InputError([self._missing(heading, row) for heading in needed])

    def _missing(self, heading: str, row: int) -> Problem:
        since = Text(da="", en="")
        if row != self.row:
            since = Text(da=f" til rækken {row}", en=f" for row {row}")
        what = Text(
            da=f"Kolonnen »{heading}« mangler{since.da}. Tilføj den, eller oversæt filens egen "
            "overskrift.",
            en=f"The column '{heading}' is missing{since.en}. Add it, or map the file's own "
            "heading.",
        )
        return Problem(self.file, self.row, what)


def match_headings(
    file: str, row: int, cells: Sequence[str], layout: Layout, mapping: ColumnMapping
) -> Headings:
    """``cells`` as columns. Raises ``InputError`` naming every heading that is not usable."""
    matching = _Matching(file, row, layout, mapping)
    for index, cell in enumerate(cells):
        matching.take(index, cell)
    if len(cells) > MOST_COLUMNS:
        what = Text(
            da=f"Filen har over {MOST_COLUMNS} kolonner. Slet dem, der ikke skal bruges.",
            en=f"The file has over {MOST_COLUMNS} columns. Delete those that are not needed.",
        )
        matching.problems = [Problem(file, row, what, got=str(len(cells)))]
    if matching.problems:
        raise InputError(matching.problems)
    return Headings(
        file,
        row,
        tuple(matching.columns),
        matching.kind_at,
        matching.kind_heading,
        tuple(matching.unnamed),
        tuple(matching.not_read),
    )


class _Matching:
    def __init__(self, file: str, row: int, layout: Layout, mapping: ColumnMapping) -> None:
        self.file, self.row, self.layout, self.mapping = file, row, layout, mapping
        self.columns: list[FileColumn] = []
        self.kind_at: int | None = None
        self.kind_heading = ""
        self.unnamed: list[int] = []
        self.not_read: list[str] = []
        self.problems: list[Problem] = []
        self._taken: dict[str, str] = {}

    def take(self, index: int, cell: str) -> None:
        try:
            heading = tidy(cell)
        except CellRefused as refusal:
            self._refuse(refusal.reason, cell)
            return
        if not heading:
            self.unnamed.append(index)
            return
        name = self.mapping.heading_for(heading)
        if name == NOT_READ:
            self.not_read.append(heading)
            return
        found = self.layout.find(name)
        if found is None:
            self._refuse(self._unknown(heading), heading)
        elif found.heading in self._taken:
            self._refuse(_doubled(found.heading, self._taken[found.heading]), heading)
        else:
            self._taken[found.heading] = heading
            if isinstance(found, RowKind):
                self.kind_at, self.kind_heading = index, heading
            else:
                self.columns.append(FileColumn(index, heading, found))

    def _refuse(self, what: Text, got: str) -> None:
        self.problems.append(Problem(self.file, self.row, what, got=shorten(got)))

    def _unknown(self, heading: str) -> Text:
        near = did_you_mean(heading, self.layout.headings)
        return Text(
            da=f"Overskriften kendes ikke. {near.da} Ret den, oversæt den, eller skriv i "
            "oversættelsen, at kolonnen ikke læses.".replace("  ", " "),
            en=f"The heading is not known. {near.en} Correct it, map it, or say in the mapping "
            "that the column is not read.".replace("  ", " "),
        )


def _doubled(ours: str, first: str) -> Text:
    return Text(
        da=f"To kolonner er »{ours}«: den første hedder »{first}«. Behold én af dem.",
        en=f"Two columns are '{ours}': the first is called '{first}'. Keep one of them.",
    )
