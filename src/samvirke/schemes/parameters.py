"""Dated parameters of the schemes: one file per scheme, one version per period.

A version names the document and the clause that its rule comes from. Numbers live in the files;
the schemes hold the kinds of rule.
"""

from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import Field, model_validator

from samvirke.agreements.framework import Validity
from samvirke.data import DATA
from samvirke.figures import Source, Text, first_overlap
from samvirke.records import (
    InputError,
    Problem,
    Record,
    Rejected,
    TextField,
    Word,
    read_yaml,
    validate,
)

SCHEMES = DATA / "schemes"


class Parameters(Record):
    """What every version of every scheme states: its period, its source, its rule in words."""

    valid: Validity
    document: Word
    rule: TextField

    @property
    def source(self) -> Source:
        """Document and clause."""
        return Source(self.document, self.valid.clause)


P = TypeVar("P", bound=Parameters)


class Versions(Record, Generic[P]):
    """All versions of one scheme's parameters; they do not overlap."""

    versions: tuple[P, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _do_not_overlap(self) -> "Versions[P]":
        overlap = first_overlap([version.valid.period for version in self.versions])
        if overlap is not None:
            raise Rejected(
                Text(da="To versioner gælder samme dag.", en="Two versions hold on the same day."),
                place=("versions", overlap[1], "valid"),
            )
        return self


def load_parameters(model: type[P], scheme: str, *, on: date, folder: Path = SCHEMES) -> P:
    """The version of ``scheme``'s parameters that holds on a day.

    Raises ``InputError`` for a bad file or a day that no version holds on.
    """
    path = folder / f"{scheme}.yaml"
    versions: type[Versions[P]] = Versions[model]  # type: ignore[valid-type]
    found = validate(versions, read_yaml(path))
    for version in found.versions:
        if version.valid.period.contains(on):
            return version
    held = "; ".join(version.valid.period.in_words("da") for version in found.versions)
    held_en = "; ".join(version.valid.period.in_words("en") for version in found.versions)
    what = Text(
        da=f"Der er ingen regel for {on}. Reglen kendes for {held}.",
        en=f"There is no rule for {on}. It is known for {held_en}.",
    )
    raise InputError([Problem(path.name, None, what)])
