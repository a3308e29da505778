"""How a measure point or a local indicator is counted: the declared definition and its checks."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from samvirke.agreements.vocabulary import (
    BASES,
    COLUMNS,
    OPENING_QUESTIONS,
    REGISTRATION_COUNTS,
    Base,
    Counted,
    DefinitionField,
    DontKnow,
    GuidedYear,
    Segments,
    Table,
    Tolerance,
    UnitOfCount,
)
from samvirke.figures import Text
from samvirke.records import Record, Rejected, Word
from samvirke.records.schemas import AWARENESS, EVALUATIONS, TableSchema

_ANSWERS: dict[str, TableSchema] = {"evaluations": EVALUATIONS, "awareness": AWARENESS}
_SCORE = "promoters_minus_detractors"


class Definition(Record):
    """How a measure point is counted.

    ``our_reading`` names the parts that the text does not print and that we supply; ``clause``
    is where the rest is printed. ``dont_know`` says whether "don't know" stays in the base; an
    unanswered question never does. Where several questions are asked, ``columns_needed`` says
    whether each of them or any of them must be answered as counted.
    """

    table: Table
    columns: tuple[Word, ...] = Field(min_length=1, examples=["[satisfaction]"])
    base: Base
    counted: tuple[Counted, ...] = Field(min_length=1, examples=["[very_satisfied]"])
    dont_know: DontKnow
    unit_of_count: UnitOfCount
    segments: Segments
    guided_year: GuidedYear
    tolerance: Tolerance | None = None
    columns_needed: Literal["all", "any"] = "all"
    clause: Word = Field(examples=["'7.1, mål 3'"])
    our_reading: tuple[DefinitionField, ...]

    @model_validator(mode="after")
    def _can_be_counted(self) -> Self:
        for column in self.columns:
            if column not in COLUMNS[self.table]:
                names = ", ".join(COLUMNS[self.table])
                raise Rejected(
                    Text(
                        da=f"Kolonnen »{column}« findes ikke i tabellen »{self.table}«.",
                        en=f"The column '{column}' is not in the table '{self.table}'.",
                    ),
                    valid=Text(da=names, en=names),
                    example=f"columns: [{COLUMNS[self.table][0]}]",
                )
        if BASES[self.base] != self.table:
            raise Rejected(
                Text(
                    da=f"Grundlaget »{self.base}« tælles i tabellen »{BASES[self.base]}«, ikke i "
                    f"»{self.table}«.",
                    en=f"The base '{self.base}' is counted in the table '{BASES[self.base]}', not "
                    f"in '{self.table}'.",
                )
            )
        for counted in self.counted:
            known = tuple(self._countable())
            if counted not in known:
                raise Rejected(
                    Text(
                        da=f"»{counted}« kan ikke tælles med grundlaget »{self.base}« og "
                        f"kolonnerne {', '.join(self.columns)}.",
                        en=f"'{counted}' cannot be counted with the base '{self.base}' and the "
                        f"columns {', '.join(self.columns)}.",
                    ),
                    valid=Text(da=", ".join(known), en=", ".join(known)),
                )
        if self.table == "registrations" and self.segments != "pooled":
            raise Rejected(
                Text(
                    da="Registreringer tælles for begge segmenter tilsammen (segments: pooled): en "
                    "virksomhed kan høre til i begge.",
                    en="Registrations are counted over both segments together (segments: pooled): "
                    "a company may belong to both.",
                )
            )
        return self

    @property
    def questions(self) -> tuple[str, ...]:
        """The columns whose answers are counted, without the one that opens the base."""
        opening = OPENING_QUESTIONS.get(self.base)
        return tuple(column for column in self.columns if column != opening)

    def _countable(self) -> Iterator[str]:
        """What may stand in ``counted``: answers that every question has, or what is registered."""
        table = _ANSWERS.get(self.table)
        if table is None:
            yield from REGISTRATION_COUNTS.get(self.base, self.counted)
            return
        codes = [table.column(column).codes for column in self.questions]
        yield from (code for code in codes[0] if all(code in other for other in codes))
        if self.questions == ("recommend",):
            yield _SCORE
