"""The dated lists of services and themes that an engagement can be about."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from samvirke.data import DATA
from samvirke.figures import Source, Text
from samvirke.records.problems import Rejected
from samvirke.records.validation import Day, Record, Word, validate
from samvirke.records.yaml_file import read_yaml

SUBJECTS = DATA / "records" / "subjects.yaml"


@dataclass(frozen=True, slots=True)
class SubjectList:
    """The services or themes of some years.

    ``column`` is ``service`` or ``theme``; ``names`` leads from every accepted name to the one
    that is kept.
    """

    column: Literal["service", "theme"]
    years: range
    names: Mapping[str, str]
    source: Source
    our_reading: bool

    @property
    def kept(self) -> tuple[str, ...]:
        """The names that are kept, each once."""
        return tuple(dict.fromkeys(self.names.values()))


class _Subject(Record):
    names: tuple[Word, ...] = Field(min_length=1)
    clause: Word


class _Valid(Record):
    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _whole_years(self) -> Self:
        if self.start >= self.end or {(day.month, day.day) for day in (self.start, self.end)} != {
            (1, 1)
        }:
            raise Rejected(
                Text(da="Listen skal gælde hele år.", en="The list must hold for whole years.")
            )
        return self


class _List(Record):
    column: Literal["service", "theme"]
    valid: _Valid
    document: Word
    clause: Word
    our_reading: bool
    subjects: tuple[_Subject, ...] = Field(min_length=1)


class _Subjects(Record):
    schema_: Literal["samvirke.import-subjects/1"] = Field(alias="schema")
    lists: tuple[_List, ...] = Field(min_length=1)


@cache
def load_subjects(path: Path = SUBJECTS) -> tuple[SubjectList, ...]:
    """The dated lists of services and themes. Raises ``InputError`` for a bad file."""
    return tuple(
        SubjectList(
            column=item.column,
            years=range(item.valid.start.year, item.valid.end.year),
            names={name: subject.names[0] for subject in item.subjects for name in subject.names},
            source=Source(item.document, item.clause),
            our_reading=item.our_reading,
        )
        for item in validate(_Subjects, read_yaml(path)).lists
    )
