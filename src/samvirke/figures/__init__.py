"""Floor 0: figures with their derivation, exact numbers, rounding rules, periods.

Pure functions and values: no database, no web, no clock, no files.
"""

from samvirke.figures.address import Address, address, distinct
from samvirke.figures.calculation import Step, calculation, steps
from samvirke.figures.exact import AmbiguousNumber, NotANumber, canonical, exact, parse_plain, plain
from samvirke.figures.figure import Derivation, Figure, Operation, counts, derive
from samvirke.figures.intervals import (
    Interval,
    adjusted_wald,
    effective_base,
    interval_in_words,
    interval_to_json,
    wilson,
)
from samvirke.figures.json_form import figure_from_json, figure_to_json
from samvirke.figures.leaves import Count, Exclusion, FigureError, Given
from samvirke.figures.numbers import format_date, format_number
from samvirke.figures.periods import Period, first_gap, first_overlap
from samvirke.figures.rounding import Rounding, round_exact
from samvirke.figures.source import Source
from samvirke.figures.text import Language, Text
from samvirke.figures.units import Unit

__all__ = [
    "Address",
    "AmbiguousNumber",
    "Count",
    "Derivation",
    "Exclusion",
    "Figure",
    "FigureError",
    "Given",
    "Interval",
    "Language",
    "NotANumber",
    "Operation",
    "Period",
    "Rounding",
    "Source",
    "Step",
    "Text",
    "Unit",
    "address",
    "adjusted_wald",
    "calculation",
    "canonical",
    "counts",
    "derive",
    "distinct",
    "effective_base",
    "exact",
    "figure_from_json",
    "figure_to_json",
    "first_gap",
    "first_overlap",
    "format_date",
    "format_number",
    "interval_in_words",
    "interval_to_json",
    "parse_plain",
    "plain",
    "round_exact",
    "steps",
    "wilson",
]
