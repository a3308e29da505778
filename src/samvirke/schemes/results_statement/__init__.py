"""A hub's yearly results statement, from a snapshot of its records.

>>> from pathlib import Path
>>> from samvirke.schemes.results_statement import Order, make_statement
>>> def verdicts(snapshot: Path) -> list[str]:
...     statement = make_statement(snapshot, Order("fyn", 2022))
...     return [line.agreement[0].verdict.label.da for line in statement.lines if line.agreement]
"""

from samvirke.schemes.results_statement.approval import (
    ALLOWED,
    Step,
    StepRefused,
    StepTaken,
    check_day,
    current,
    is_frozen,
    is_late,
    take,
)
from samvirke.schemes.results_statement.assessments import (
    Assessments,
    load_assessments,
    nothing_assessed,
)
from samvirke.schemes.results_statement.comparison import Difference, compare, compare_numbers
from samvirke.schemes.results_statement.disclosure import released, shown_in
from samvirke.schemes.results_statement.json_form import (
    json_bytes,
    statement_bytes,
    statement_to_json,
)
from samvirke.schemes.results_statement.model import (
    FileUsed,
    Goal,
    Judgement,
    Line,
    Measurement,
    Statement,
    Verdict,
)
from samvirke.schemes.results_statement.national import (
    NationalStatement,
    hubs_of,
    make_national_statement,
    national_to_json,
)
from samvirke.schemes.results_statement.statement import Order, make_statement
from samvirke.schemes.results_statement.years_read import years_read

__all__ = [
    "ALLOWED",
    "Assessments",
    "Difference",
    "FileUsed",
    "Goal",
    "Judgement",
    "Line",
    "Measurement",
    "NationalStatement",
    "Order",
    "Statement",
    "Step",
    "StepRefused",
    "StepTaken",
    "Verdict",
    "check_day",
    "compare",
    "compare_numbers",
    "current",
    "hubs_of",
    "is_frozen",
    "is_late",
    "json_bytes",
    "load_assessments",
    "make_national_statement",
    "make_statement",
    "national_to_json",
    "nothing_assessed",
    "released",
    "shown_in",
    "statement_bytes",
    "statement_to_json",
    "take",
    "years_read",
]
