"""Dated parameters of the schemes: one file per scheme, one version per period.

A version names the document and the clause that its rule comes from. Numbers live in the files;
the schemes hold the kinds of rule.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Generic, Literal, TypeVar

from pydantic import Field, model_validator

from samvirke.agreements.framework import Validity
from samvirke.data import DATA
from samvirke.figures import Language, Source, Text, first_overlap, format_date
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
    """What every version of every scheme states: its period, its source, its rule in words.

    ``assumed`` names the ends of the period that the document does not print.
    """

    valid: Validity
    document: Word
    rule: TextField
    assumed: tuple[Literal["from", "to"], ...] = ()

    @property
    def source(self) -> Source:
        """Document and clause."""
        return Source(self.document, self.valid.clause)

    def assumptions(self) -> tuple[Text, ...]:
        """What a reader must know of the period: the days that are assumed and not printed."""
        first, last = self.valid.start, self.valid.end - timedelta(days=1)
        words = {
            "from": Text(
                da=f"fra og med {format_date(first, 'da')}",
                en=f"from {format_date(first, 'en')} on",
            ),
            "to": Text(
                da=f"til og med {format_date(last, 'da')}",
                en=f"until {format_date(last, 'en')}",
            ),
        }
        return tuple(
            Text(
                da=f"At reglen gælder {words[end].da}, er antaget: dagen er ikke trykt "
                f"({self.document}).",
                en=f"That the rule holds {words[end].en} is assumed: the day is not printed "
                f"({self.document}).",
            )
            for end in self.assumed
        )


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
    held, held_en = (
        "; ".join(_held(version, language) for version in found.versions) for language in _BOTH
    )
    what = Text(
        da=f"Der er ingen regel for {format_date(on, 'da')}. Reglen kendes for {held}.",
        en=f"There is no rule for {format_date(on, 'en')}. It is known for {held_en}.",
    )
    raise InputError([Problem(path.name, None, what)])


_BOTH: tuple[Language, ...] = ("da", "en")
_ASSUMED = {
    "from": Text(da="første dag antaget", en="first day assumed"),
    "to": Text(da="sidste dag antaget", en="last day assumed"),
}


def _held(version: Parameters, language: Language) -> str:
    words = version.valid.period.in_words(language)
    assumed = ", ".join(_ASSUMED[end].in_language(language) for end in version.assumed)
    return f"{words} ({assumed})" if assumed else words
