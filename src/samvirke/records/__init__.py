"""Floor 1: records at the door. Files are read with positions, validated, and refused in words.

Forms, imports and the loaders of agreements and reference data all come in through here.
"""

from samvirke.records.problems import InputError, Problem, Rejected
from samvirke.records.tables import Row, read_table
from samvirke.records.validation import (
    Day,
    FractionField,
    Record,
    TextField,
    Whole,
    Word,
    Year,
    read_fraction,
    validate,
)
from samvirke.records.yaml_file import YamlFile, read_yaml

__all__ = [
    "Day",
    "FractionField",
    "InputError",
    "Problem",
    "Record",
    "Rejected",
    "Row",
    "TextField",
    "Whole",
    "Word",
    "YamlFile",
    "Year",
    "read_fraction",
    "read_table",
    "read_yaml",
    "validate",
]
