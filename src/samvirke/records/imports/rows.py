"""A row of a file becomes a row of the record, or the problems that it has."""

from samvirke.figures import Text
from samvirke.records.imports.layout import Layout
from samvirke.records.imports.mapping import ColumnMapping
from samvirke.records.imports.problems import RowProblem
from samvirke.records.imports.source import WHOLE_ROW, Fault, Raw
from samvirke.records.imports.table_reader import Parsed, Setting, TableReader
from samvirke.records.imports.words import fold, one_of
from samvirke.records.problems import shorten


class RowReader:
    """Reads the rows of one file, from the first to the last: it remembers their keys."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._tables: dict[str, TableReader] = {}
        self._tables_named = _table_names(setting.layout, setting.mapping)

    def read(self, raw: Raw) -> Parsed | list[RowProblem]:
        """A row that is not blank. Raises ``InputError`` where a needed column is missing."""
        number, cells, faults = raw
        if WHOLE_ROW in faults:
            return [_spoilt(number, "", faults[WHOLE_ROW])]
        name = self._setting.layout.tables[0]
        kind_at = self._setting.headings.kind_at
        if kind_at is not None:
            if kind_at in faults:
                return [_spoilt(number, self._setting.headings.kind_heading, faults[kind_at])]
            written = cells[kind_at]
            named = self._tables_named.get(written) or self._tables_named.get(fold(written))
            if named is None:
                return [self._unknown_kind(number, written)]
            name = named
        table = self._tables.get(name) or self._open(name, number)
        return table.read(number, cells, faults)

    def _unknown_kind(self, number: int, text: str) -> RowProblem:
        row_kind = self._setting.layout.row_kind
        words = [] if row_kind is None else [names[0] for names in row_kind.tables.values()]
        reason = Text(da="Posttypen kendes ikke.", en="The row kind is not known.")
        heading = self._setting.headings.kind_heading
        return RowProblem(number, heading, reason, one_of(words), shorten(text))

    def _open(self, name: str, number: int) -> TableReader:
        setting = self._setting
        setting.headings.refuse_missing(name, setting.layout, row=number, hub=setting.hub)
        self._tables[name] = TableReader(name, setting)
        return self._tables[name]


def _table_names(layout: Layout, mapping: ColumnMapping) -> dict[str, str]:
    if layout.row_kind is None:
        return {}
    tables = layout.row_kind.tables
    ours = {"": layout.tables[0]}
    for table, words in tables.items():
        ours |= dict.fromkeys((*words, *map(fold, words)), table)
    foreign = mapping.answers_for(layout.row_kind.names)
    return ours | {
        word: ours[fold(meant)] for word, meant in foreign.items() if fold(meant) in ours
    }


def _spoilt(number: int, heading: str, fault: Fault) -> RowProblem:
    got = None if fault.got is None else shorten(fault.got)
    return RowProblem(number, heading, fault.refusal.reason, fault.refusal.remedy, got)
