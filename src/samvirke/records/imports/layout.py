"""The columns of import files as data: headings, what they fill, and the answers they know."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from samvirke.data import DATA
from samvirke.figures import Text
from samvirke.records.imports.words import fold, fold_heading
from samvirke.records.problems import Rejected
from samvirke.records.schemas import TABLES, Kind, TableSchema
from samvirke.records.validation import Record, Word, validate
from samvirke.records.yaml_file import read_yaml

COLUMNS = DATA / "records" / "columns.yaml"
SCHEMAS: Mapping[str, TableSchema] = {table.name: table for table in TABLES}
# Hours are no column of the record: they become minutes.
HOURS = "hours"


class ImportKind(Enum):
    """The three kinds of file that are taken in."""

    REGISTRATIONS = "registrations"
    EVALUATIONS = "evaluations"
    AWARENESS = "awareness"


class LayoutColumn(Record):
    """A heading of ours and the cell of the record that it fills, table by table."""

    heading: Word
    aliases: tuple[Word, ...]
    takes: dict[str, Word]
    needed_for: tuple[Word, ...]
    answers: Word | None = None
    empty: tuple[Word, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The heading and what is read as the same."""
        return (self.heading, *self.aliases)

    @model_validator(mode="after")
    def _fills_the_record(self) -> Self:
        for table, column in self.takes.items():
            if table not in SCHEMAS or column not in (*SCHEMAS[table].column_names, HOURS):
                raise _unknown("takes", f"{table}: {column}")
        for table in self.needed_for:
            if table not in self.takes:
                raise _unknown("needed_for", table)
        return self


class RowKind(Record):
    """The heading that says which table a row belongs to; an empty cell means the first table."""

    heading: Word
    aliases: tuple[Word, ...]
    tables: dict[str, tuple[Word, ...]] = Field(min_length=1)

    @property
    def names(self) -> tuple[str, ...]:
        """The heading and what is read as the same."""
        return (self.heading, *self.aliases)

    @model_validator(mode="after")
    def _names_tables(self) -> Self:
        for table in self.tables:
            if table not in SCHEMAS:
                raise _unknown("tables", table)
        return self


class Layout(Record):
    """One kind of file: its columns, and the row kind where it holds several tables."""

    kind: ImportKind
    row_kind: RowKind | None = None
    columns: tuple[LayoutColumn, ...] = Field(min_length=1)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the file fills; rows without a row kind belong to the first."""
        if self.row_kind is not None:
            return tuple(self.row_kind.tables)
        return tuple(dict.fromkeys(table for column in self.columns for table in column.takes))

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings of ours, the row kind first."""
        first = () if self.row_kind is None else (self.row_kind.heading,)
        return (*first, *(column.heading for column in self.columns))

    def find(self, name: str) -> LayoutColumn | RowKind | None:
        """The column that a heading names, in whatever case and punctuation."""
        return self._by_name().get(fold_heading(name))

    def heading_of(self, table: str, column: str) -> str:
        """Our heading for a cell of the record. Raises ``KeyError`` for none."""
        for item in self.columns:
            if item.takes.get(table) == column:
                return item.heading
        raise KeyError(f"{table}.{column}")

    def needed(self, table: str) -> tuple[LayoutColumn, ...]:
        """The columns without which no row of ``table`` can be read."""
        return tuple(column for column in self.columns if table in column.needed_for)

    def _by_name(self) -> dict[str, LayoutColumn | RowKind]:
        return {fold_heading(name): item for item in self._items() for name in item.names}

    def _items(self) -> Iterator[LayoutColumn | RowKind]:
        if self.row_kind is not None:
            yield self.row_kind
        yield from self.columns

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = Counter(fold_heading(name) for item in self._items() for name in item.names)
        if doubled := [name for name, count in names.items() if count > 1]:
            raise _unknown("columns", ", ".join(doubled))
        return self


class Answers(Record):
    """A set of codes with the Danish answers that mean them, the one that is printed first."""

    codes: dict[str, tuple[Word, ...]]

    def accepted(self) -> dict[str, str]:
        """Every answer as it is compared, with its code."""
        return {fold(word): code for code, words in self.codes.items() for word in words}

    @property
    def printed(self) -> tuple[str, ...]:
        """The answer that is printed for each code."""
        return tuple(words[0] for words in self.codes.values())

    def printed_for(self, code: str) -> str:
        """The answer for one code. Raises ``KeyError`` for an unknown one."""
        return self.codes[code][0]


class Layouts(Record):
    """The file of columns and answers."""

    schema_: Literal["samvirke.import-columns/1"] = Field(alias="schema")
    answers: dict[str, dict[str, tuple[Word, ...]]]
    files: tuple[Layout, ...]

    def of(self, kind: ImportKind) -> Layout:
        """The layout of one kind of file."""
        return next(layout for layout in self.files if layout.kind is kind)

    def answers_of(self, name: str) -> Answers:
        """The answers called ``name``. Raises ``KeyError`` for none."""
        return Answers(codes=self.answers[name])

    @model_validator(mode="after")
    def _answers_are_the_codes(self) -> Self:
        for column in (column for layout in self.files for column in layout.columns):
            codes = [_codes(table, name) for table, name in column.takes.items()]
            found = tuple(self.answers.get(column.answers or "", ()))
            if any(found != wanted for wanted in codes):
                raise _unknown("answers", f"{column.heading}: {', '.join(found)}")
        return self


@cache
def load_layouts(path: Path = COLUMNS) -> Layouts:
    """The columns of all kinds of file. Raises ``InputError`` for a bad file."""
    return validate(Layouts, read_yaml(path))


def _codes(table: str, name: str) -> tuple[str, ...]:
    if name == HOURS:
        return ()
    column = SCHEMAS[table].column(name)
    return column.codes if column.kind is Kind.CODE else ()


def _unknown(field: str, got: str) -> Rejected:
    return Rejected(
        Text(
            da=f"»{field}« passer ikke med tabellerne: {got}.",
            en=f"'{field}' does not fit the tables: {got}.",
        )
    )
