"""Taking in registrations, user evaluations and awareness answers from CSV and XLSX files.

Rows stream: each becomes a row of the record (``records/schemas.py``) or the problems it has.
Nothing is stored here.
"""

from samvirke.records.imports.cells import Cell
from samvirke.records.imports.known import Known, known_from
from samvirke.records.imports.layout import Answers, ImportKind, Layout, Layouts, load_layouts
from samvirke.records.imports.mapping import ColumnMapping, read_mapping
from samvirke.records.imports.problems import (
    ImportRefused,
    ProblemTally,
    RowProblem,
    harmless,
    write_problem_report,
)
from samvirke.records.imports.reading import (
    ImportFacts,
    ImportReport,
    Reading,
    check_evaluations_against,
    read_import,
    read_rows,
)
from samvirke.records.imports.source import Encoding, Limits
from samvirke.records.imports.subjects import SubjectList, load_subjects
from samvirke.records.imports.table_reader import Parsed

__all__ = [
    "Answers",
    "Cell",
    "ColumnMapping",
    "Encoding",
    "ImportFacts",
    "ImportKind",
    "ImportRefused",
    "ImportReport",
    "Known",
    "Layout",
    "Layouts",
    "Limits",
    "Parsed",
    "ProblemTally",
    "Reading",
    "RowProblem",
    "SubjectList",
    "check_evaluations_against",
    "harmless",
    "known_from",
    "load_layouts",
    "load_subjects",
    "read_import",
    "read_mapping",
    "read_rows",
    "write_problem_report",
]
