"""What the pages of imports say."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Exists, OuterRef
from django.urls import reverse

from samvirke.apps.accounts.models import User
from samvirke.apps.database import StoreError
from samvirke.apps.imports.domain import (
    KEPT_DAYS,
    Difference,
    Preview,
    Upload,
    preview,
    uploads_of,
)
from samvirke.apps.imports.models import Import, RowVersion, row_models
from samvirke.apps.imports.words import (
    KINDS,
    TABLE_NAMES,
    CellWords,
    ChangedRow,
    already_in_words,
    changed_row,
    many_withdrawn_in_words,
)
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.records.imports import ImportKind, RowProblem, load_layouts, write_problem_report
from samvirke.records.schemas import TABLES

_MOST_LISTED = 50
_MANY_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as a line of the list."""

    record: Import
    kind: Text
    url: str


def import_rows(records: Sequence[Import]) -> list[ImportRow]:
    """The lines of the list."""
    return [
        ImportRow(record, KINDS[ImportKind(record.kind)], _url(record.pk)) for record in records
    ]


def _url(number: int) -> str:
    url: str = reverse("imports:detail", kwargs={"number": number})
    return url


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A file that waits to be committed or discarded."""

    upload: Upload
    kind: Text
    by: str
    url: str


def waiting_rows(hub: str) -> list[WaitingRow]:
    """The waiting files of a hub, the newest first."""
    uploads = uploads_of(hub)
    names = dict(
        User.objects.filter(pk__in={upload.by for upload in uploads}).values_list("pk", "name")
    )
    return [
        WaitingRow(
            upload,
            KINDS[upload.kind],
            names.get(upload.by) or "",
            reverse("imports:preview", kwargs={"fingerprint": upload.fingerprint}),
        )
        for upload in uploads
    ]


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a file changes in one table."""

    name: Text
    counts: Difference


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A waiting file and what would come of it; ``refused`` says why it cannot be read at all."""

    upload: Upload
    kind: Text
    kept_days: int = KEPT_DAYS
    refused: Sequence[str] = ()
    already: str = ""
    already_url: str = ""
    fine: bool = False
    problems: Sequence[RowProblem] = ()
    problem_count: int = 0
    problem_rows: int = 0
    obstacles: Sequence[Text] = ()
    remarks: Sequence[Text] = ()
    tables: Sequence[TableRow] = ()
    changes: Sequence[ChangedRow] = ()
    changed: int = 0
    withdrawn: Sequence[str] = ()
    withdrawn_count: int = 0
    warnings: Sequence[str] = ()
    seen: str = ""

    @property
    def row_count(self) -> int:
        """How many rows of the file can be taken in."""
        return sum(row.counts.rows for row in self.tables)

    @property
    def long(self) -> bool:
        """Whether taking it in takes longer than one expects of a page."""
        return self.row_count >= _MANY_ROWS


def preview_page(upload: Upload) -> PreviewPage:
    """What committing a waiting file now would do."""
    kind = KINDS[upload.kind]
    try:
        reading = upload.reading()
        found = preview(
            upload.import_file(reading),
            on_problem=lambda problem: None,
            progress=lambda step, count: None,
        )
    except (InputError, StoreError) as error:
        return PreviewPage(upload, kind, refused=refusal_lines(error))
    if found.already is not None:
        told = already_in_words(found.already, page_language())
        return PreviewPage(upload, kind, already=told, already_url=_url(found.already.pk))
    return _shown(upload, kind, found, reading.facts.remarks)


def _shown(upload: Upload, kind: Text, found: Preview, remarks: Sequence[Text]) -> PreviewPage:
    layout, language = load_layouts().of(upload.kind), page_language()
    return PreviewPage(
        upload,
        kind,
        fine=found.fine,
        problems=found.problems.first,
        problem_count=found.problems.count,
        problem_rows=found.problems.rows,
        obstacles=found.obstacles,
        remarks=remarks,
        tables=[TableRow(TABLE_NAMES[table.table], table) for table in found.tables],
        changes=[changed_row(change, layout, language) for change in found.changes],
        changed=sum(table.changed for table in found.tables),
        withdrawn=[
            _named(row.table, CellWords(row.table, layout, language).key(row.key))
            for row in found.withdrawn
        ],
        withdrawn_count=sum(table.withdrawn for table in found.tables),
        warnings=tuple(many_withdrawn_in_words(found, language)),
        seen=found.seen,
    )


def refusal_lines(error: InputError | StoreError) -> list[str]:
    """Why a file or an import was refused, line by line."""
    told = (
        error.in_language(page_language())
        if isinstance(error, InputError)
        else in_page_language(error.what)
    )
    return told.splitlines()


def problem_report(upload: Upload) -> bytes:
    """Every problem of a waiting file as CSV for a spreadsheet.

    Raises ``InputError`` for a file that cannot be read at all, and ``StoreError``.
    """
    problems: list[RowProblem] = []
    preview(
        upload.import_file(upload.reading()),
        on_problem=problems.append,
        progress=lambda step, count: None,
    )
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        report = Path(scratch) / "fejl.csv"
        write_problem_report(problems, report, language=page_language())
        return report.read_bytes()


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An import, the rows it withdrew, and what is in the way of taking it back."""

    record: Import
    kind: Text
    withdrawn: Sequence[str]
    refused: Sequence[str] = ()
    later: Sequence[tuple[int, str]] = field(default=())


def import_page(
    record: Import, *, refused: Sequence[str] = (), later: Sequence[int] = ()
) -> ImportPage:
    """An import's page; ``later`` are the imports to be taken back first."""
    kind = ImportKind(record.kind)
    newest_first = sorted(later, reverse=True)
    return ImportPage(
        record,
        KINDS[kind],
        _withdrawn_by(record, kind) if record.withdrawn else (),
        refused,
        [(number, _url(number)) for number in newest_first],
    )


def _withdrawn_by(record: Import, kind: ImportKind) -> list[str]:
    """The first rows that the import withdrew: ended by it, and not brought anew."""
    layout, language = load_layouts().of(kind), page_language()
    listed: list[str] = []
    for model in row_models([table for table in TABLES if table.name in layout.tables]):
        words = CellWords(model.schema.name, layout, language)
        gone = _gone(model, record, most=_MOST_LISTED - len(listed))
        listed += [_named(model.schema.name, words.key(key)) for key in gone]
    return listed


def _gone(model: type[RowVersion], record: Import, *, most: int) -> list[tuple[str | int, ...]]:
    key = model.schema.key
    same = {name: OuterRef(name) for name in key}
    anew = Exists(model.objects.filter(brought_by=record, **same))
    ended = model.objects.filter(~anew, ended_by=record).order_by(*key)
    return list(ended.values_list(*key)[:most])


def _named(table: str, key: str) -> str:
    return f"{in_page_language(TABLE_NAMES[table])}: {key}"
