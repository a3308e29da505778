"""A snapshot straight from the files of a hub, without a database.

The same rows through the record store give the same snapshot.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Language, Text
from samvirke.records import InputError
from samvirke.records.imports import (
    ColumnMapping,
    ImportFacts,
    ImportKind,
    ImportRefused,
    Known,
    Parsed,
    ProblemTally,
    Reading,
    RowProblem,
    check_evaluations_against,
    known_from,
)
from samvirke.records.schemas import FROZEN_TABLES, TABLES, TableSchema
from samvirke.records.snapshot import Cell, Manifest, Origin, write_snapshot
from samvirke.schemes.results_statement.model import FileUsed
from samvirke.territory import BodyKind, Territory

# Registrations from before the first agreement are accepted as "the year before".
_YEARS_BEFORE = 2
_ROWS_BETWEEN_REPORTS = 5000
_TABLES: dict[str, TableSchema] = {table.name: table for table in TABLES}
_ROLES = {
    ImportKind.REGISTRATIONS: Text(da="Registreringer", en="Registrations"),
    ImportKind.EVALUATIONS: Text(da="Brugerevalueringer", en="User evaluations"),
    ImportKind.AWARENESS: Text(da="Kendskabsmåling", en="Awareness survey"),
}
# Called with a file's name and how many rows of it are read.
Progress = Callable[[str, int], None]
_Row = tuple[Cell, ...]


class FilesRefused(InputError):
    """Files whose rows have problems. Nothing of any of them was taken in."""

    def __init__(self, refusals: Sequence[ImportRefused]) -> None:
        self.refusals = tuple(refusals)
        super().__init__([problem for item in refusals for problem in item.problems])

    def in_language(self, language: Language) -> str:
        """What is wrong, file by file."""
        return "\n\n".join(item.in_language(language) for item in self.refusals)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file to read; a later file's row replaces an earlier one's of the same key.

    ``year`` is the year that its rows should be of; a file without one of them is told.
    """

    kind: ImportKind
    path: Path
    mapping: ColumnMapping | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FromFiles:
    """What came of the files: the snapshot, what was used, remarks, and how many rows a later file
    replaced by another content.
    """

    manifest: Manifest
    used: tuple[FileUsed, ...]
    remarks: tuple[tuple[str, Text], ...]
    replaced: int


@dataclass(slots=True)
class _Rows:
    """The rows of every table by their key."""

    tables: dict[str, dict[tuple[Cell, ...], _Row]] = field(
        default_factory=lambda: {table.name: {} for table in TABLES}
    )
    replaced: int = 0

    def add(self, parsed: Parsed) -> None:
        schema = _TABLES[parsed.table]
        at = schema.column_names
        key = tuple(parsed.values[at.index(name)] for name in schema.key)
        known = self.tables[parsed.table].get(key)
        self.replaced += known is not None and known != parsed.values
        self.tables[parsed.table][key] = parsed.values

    def frozen(self, table: TableSchema) -> Iterator[_Row]:
        """The rows of a table as snapshots hold them."""
        width = len(table.columns)
        return (values[:width] for values in self.tables[table.name].values())

    @property
    def engagements(self) -> set[tuple[str, str]]:
        return {(str(hub), str(id_)) for hub, id_ in self.tables["engagements"]}


def known_places(territory: Territory, agreements: Sequence[FrameworkAgreement]) -> Known:
    """The hubs, municipalities and years that the rows of a file may name."""
    first = min(item.valid.period.years()[0] for item in agreements)
    last = max(item.valid.period.years()[-1] for item in agreements)
    return known_from(
        hubs={body.id: body.name for body in territory.bodies if body.kind is BodyKind.HUB},
        municipalities={code: item.name for code, item in territory.municipalities.items()},
        years=range(first - _YEARS_BEFORE, last + 1),
    )


def snapshot_from_files(
    files: Sequence[RecordFile],
    folder: Path,
    *,
    known: Known,
    hub: str | None = None,
    progress: Progress | None = None,
) -> FromFiles:
    """Reads every file in full, then writes the snapshot in ``folder``.

    ``hub`` is the one whose rows they are. Registrations are to be named before evaluations, each
    of which must belong to a registered engagement. Raises ``InputError`` for a file that cannot
    be used and ``FilesRefused`` with the problems of every file, and then writes nothing.
    """
    rows = _Rows()
    refusals: list[ImportRefused] = []
    used: list[FileUsed] = []
    origins: list[Origin] = []
    remarks: list[tuple[str, Text]] = []
    for file in files:
        reading = Reading(file.path, file.kind, known=known, mapping=file.mapping, hub=hub)
        problems = _read(_checked(reading, rows, check=not refusals), file.path, rows, progress)
        facts = reading.facts
        if problems.count:
            refusals.append(ImportRefused(facts.file, problems))
        used.append(FileUsed(_ROLES[file.kind], facts.file, facts.sha256, facts.rows))
        remarks += [(facts.file, remark) for remark in (*facts.remarks, *_other_year(facts, file))]
        origins.append(
            Origin(file=facts.file, sha256=facts.sha256, rows=facts.rows, kind=file.kind.value)
        )
    if refusals:
        raise FilesRefused(refusals)
    tables = {table.name: rows.frozen(table) for table in FROZEN_TABLES}
    manifest = write_snapshot(folder, tables, origins=origins)
    return FromFiles(manifest, tuple(used), tuple(remarks), rows.replaced)


def _other_year(facts: ImportFacts, file: RecordFile) -> Iterator[Text]:
    """That every row is of another year than the file's rows should be of."""
    if file.year is None or facts.first is None or facts.last is None:
        return
    if not facts.first.year <= file.year <= facts.last.year:
        span = "-".join(str(year) for year in dict.fromkeys((facts.first.year, facts.last.year)))
        yield Text(
            da=f"Filen har ingen rækker fra {file.year}; dens rækker er fra {span}. Er det den "
            "rigtige fil?",
            en=f"The file has no rows of {file.year}; its rows are of {span}. Is it the right "
            "file?",
        )


def _checked(reading: Reading, rows: _Rows, *, check: bool) -> Iterable[Parsed | RowProblem]:
    """The rows; evaluations against the engagements, where those were read without fault."""
    if reading.kind is not ImportKind.EVALUATIONS or not check:
        return reading
    return check_evaluations_against(reading, rows.engagements)


def _read(
    items: Iterable[Parsed | RowProblem], path: Path, rows: _Rows, progress: Progress | None
) -> ProblemTally:
    problems = ProblemTally()
    for count, item in enumerate(items, start=1):
        if isinstance(item, RowProblem):
            problems.add(item)
        else:
            rows.add(item)
        if progress is not None and count % _ROWS_BETWEEN_REPORTS == 0:
            progress(path.name, count)
    return problems
