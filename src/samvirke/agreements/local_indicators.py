"""Local indicators: what contracts set goals for that no measure point of an agreement counts.

A contract's threshold names one in ``counted_as``. They have the same ``Definition`` as measure
points, and the volumes of a statement are counted by them too.
"""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from samvirke.agreements.definition import Definition
from samvirke.data import DATA
from samvirke.figures import Source, Text
from samvirke.records import Record, Rejected, TextField, Word, read_yaml, validate

LOCAL_INDICATORS = DATA / "indicators" / "local_indicators.yaml"


class LocalIndicator(Record):
    """A declared local indicator.

    ``document`` and the definition's clause name where the goal that it measures is printed.
    """

    id: Word = Field(examples=["guided_companies"])
    kind: Literal["share", "count", "local_target"]
    title: TextField
    document: Word
    definition: Definition

    @property
    def source(self) -> Source:
        """Document and clause."""
        return Source(self.document, self.definition.clause)


class LocalIndicators(Record):
    """The file of local indicators."""

    schema_: Literal["samvirke.local-indicators/1"] = Field(alias="schema")
    indicators: tuple[LocalIndicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        seen: set[str] = set()
        for at, indicator in enumerate(self.indicators):
            if indicator.id in seen:
                raise Rejected(
                    Text(da=f"»{indicator.id}« står to gange.", en=f"'{indicator.id}' twice."),
                    place=("indicators", at, "id"),
                )
            seen.add(indicator.id)
        return self


@cache
def load_local_indicators(path: Path = LOCAL_INDICATORS) -> dict[str, LocalIndicator]:
    """All local indicators by id, in the order of the file.

    Raises ``InputError`` with every problem in it.

    >>> load_local_indicators()["guided_companies"].title.da
    'Vejledte virksomheder'
    """
    found = validate(LocalIndicators, read_yaml(path))
    return {indicator.id: indicator for indicator in found.indicators}
