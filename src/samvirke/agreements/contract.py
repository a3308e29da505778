"""A performance contract (resultatkontrakt) between a KKR and its business hub.

The file has the layout in which contracts are typed off: national goals that refer to the
framework agreement, local goals, and facts around them. Remarks of whoever typed it are allowed
everywhere and never read. Every other unknown field is refused.
"""

import re
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.figures import Text
from samvirke.records import (
    Day,
    Record,
    Rejected,
    Whole,
    Word,
    YamlFile,
    read_fraction,
    read_yaml,
    validate,
)

_REMARK = re.compile(
    r"oddit(y|ies)|notes?|remarks?|comments?|ambiguity|.+_(note|notes|remark|comment|oddities)"
)
_YEAR_IN_NAME = re.compile(r"(programmes_granted|application_routes)_(?:19|20)\d\d")
_LONGEST_ID = 80
_RANGES = {
    "percent": (0, 100, ("pct", "pct.", "%", "percent", "procent")),
    "nps": (-100, 100, ("nps points", "nps-point", "nps")),
}
_NO_YEAR = {"yearly", "årligt", "hvert år", "2 years after", "to år efter"}

Operator = Literal[">=", ">", "<=", "<", "=", "increase>=", "done", "within", "about equal"]


def read_years(value: Any) -> tuple[int, ...]:
    """A year, a span ``2021-2023``, a list of years, or no year at all."""
    if value is None or value == "" or (isinstance(value, str) and value.lower() in _NO_YEAR):
        return ()
    if isinstance(value, list | tuple):
        return tuple(year for item in value for year in read_years(item))
    if isinstance(value, int | str):
        if re.fullmatch(r"(19|20)\d\d", str(value)):
            return (int(value),)
        span = re.fullmatch(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", str(value))
        if span and int(span[1]) <= int(span[2]):
            return tuple(range(int(span[1]), int(span[2]) + 1))
    raise Rejected(
        Text(da="Her skal stå et årstal.", en="A year is required here."),
        valid=Text(
            da="2022, 2021-2023, en liste af årstal, eller yearly",
            en="2022, 2021-2023, a list of years, or yearly",
        ),
        example="2022",
    )


def read_value(value: Any) -> Fraction | bool | None:
    """A number, true or false; texts that are none of them are refused."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    return read_fraction(value)


def _count_or_names(value: Any) -> int | tuple[str, ...] | None:
    """How many municipalities, or their names."""
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}", value):
        return int(value)
    raise Rejected(
        Text(
            da="Her skal stå antallet af kommuner som tal eller en liste med deres navne.",
            en="The number of municipalities, in digits, or a list of names is required here.",
        ),
        example="municipalities: 11",
    )


def _id(value: Any) -> str:
    """A name short enough for a file."""
    if (
        isinstance(value, str)
        and len(value.strip()) <= _LONGEST_ID
        and re.search(r"[A-Za-z0-9]", value)
    ):
        return value.strip()
    raise Rejected(
        Text(
            da=f"Her skal stå en kort betegnelse med bogstaver eller cifre, højst "
            f"{_LONGEST_ID} tegn.",
            en=f"A short name of letters or digits, at most {_LONGEST_ID} signs, is required here.",
        ),
    )


def _local_indicator(value: str | None) -> str | None:
    """The id of a declared local indicator."""
    known = load_local_indicators()
    if value is None or value in known:
        return value
    near = get_close_matches(value, known, n=1)
    names = ", ".join(known)
    raise Rejected(
        Text(
            da="Der er ingen lokal indikator med det navn.",
            en="There is no local indicator of that name.",
        ),
        valid=Text(da=names, en=names),
        example=f"counted_as: {near[0] if near else 'guided_companies'}",
    )


Id = Annotated[str, BeforeValidator(_id)]
Years = Annotated[tuple[int, ...], BeforeValidator(read_years)]
Facts = Any


class ContractThreshold(Record):
    """One numbered threshold of a goal, in the contract's own words.

    ``counted_as`` names the local indicator that a local goal is measured by.
    """

    id: Id = Field(examples=["a"])
    text: Word = Field(examples=["'awareness, autumn 2021'"])
    operator: Operator = Field(examples=["'>='"])
    year: Years = ()
    years: Years = ()
    value: Annotated[Fraction | bool | None, BeforeValidator(read_value)] = None
    unit: Word | None = None
    tolerance: Word | None = None
    measure_point: Word | None = None
    measure: Word | None = None
    relative_to: Word | None = None
    segment_rule: Word | None = None
    clause: Word | None = None
    counted_as: Annotated[str | None, AfterValidator(_local_indicator)] = None
    minimum_word_printed: Facts = None

    @model_validator(mode="after")
    def _has_value(self) -> Self:
        if self.operator in (">=", ">", "<=", "<", "=", "increase>=") and (
            self.value is None or isinstance(self.value, bool)
        ):
            raise Rejected(
                Text(
                    da=f"Krav {self.id} siger »{self.operator}«, men har ikke noget tal.",
                    en=f"Threshold {self.id} says '{self.operator}' but has no number.",
                ),
                example="value: 45",
            )
        for low, high, units in _RANGES.values():
            word = (self.unit or "").lower()
            if self.number is not None and word in units and not low <= self.number <= high:
                raise Rejected(
                    Text(
                        da=f"Krav {self.id} ligger uden for {low} til {high} {self.unit}. Er det "
                        "en tastefejl?",
                        en=f"Threshold {self.id} lies outside {low} to {high} {self.unit}. Is it a "
                        "slip of the keys?",
                    ),
                    place=("value",),
                )
        return self

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years that the threshold names; empty where it names none."""
        return tuple(dict.fromkeys(self.year + self.years))

    @property
    def number(self) -> Fraction | None:
        """``value`` where it is a number."""
        return None if isinstance(self.value, bool) else self.value

    @property
    def words(self) -> str:
        """All that the threshold says, in lower case, for recognising what it is about."""
        parts = (self.text, self.segment_rule, self.relative_to, self.measure)
        return " ".join(part for part in parts if part).lower()


class ContractGoal(Record):
    """A goal of the contract: national (with a reference to the agreement) or local."""

    number: Whole = Field(examples=["1"])
    title: Annotated[str | None, Field(max_length=300)] = None
    framework_ref: Word | None = Field(default=None, examples=["RA21-M1"])
    clause: Word | None = None
    kind: Word | None = None
    text: Facts = None
    thresholds: Annotated[tuple[ContractThreshold, ...] | None, Field(max_length=200)] = None
    method: Annotated[str | None, Field(max_length=5000)] = None
    reporting: Facts = None
    scale: Facts = None
    denominator: Facts = None
    denominator_awareness: Facts = None
    calculation: Facts = None
    activities: tuple[Facts, ...] | None = None
    activities_listed: Whole | None = None
    completion: Annotated[str | None, Field(max_length=5000)] = None
    measured_by: Facts = None
    local_commitment: Facts = None
    commitments: Facts = None
    categories: Facts = None
    subject_areas: Facts = None

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        seen: set[str] = set()
        for at, threshold in enumerate(self.thresholds or ()):
            if threshold.id in seen:
                raise Rejected(
                    Text(
                        da=f"Mål {self.number} har to krav med id {threshold.id}. Giv dem "
                        "hver sit.",
                        en=f"Goal {self.number} has two thresholds with the id {threshold.id}. "
                        "Give each its own.",
                    ),
                    place=("thresholds", at, "id"),
                )
            seen.add(threshold.id)
        return self

    @property
    def name(self) -> str:
        """The title, empty where the contract prints none."""
        return (self.title or "").strip()

    @property
    def requirements(self) -> tuple[ContractThreshold, ...]:
        """The thresholds; empty where the contract prints none."""
        return self.thresholds or ()


class PerformanceContract(Record):
    """A performance contract as it was typed off; ``load_contract`` reads it."""

    schema_: Literal["samvirke.performance-contract/1"] | None = Field(default=None, alias="schema")
    id: Id = Field(examples=["RK-MIDT-2022"])
    title: Word = Field(examples=["Resultatkontrakt 2022"])
    parties: tuple[Word, ...] = Field(
        min_length=2, examples=["[KKR Midtjylland, Erhvervshus Midtjylland]"]
    )
    in_force: Day = Field(examples=["2022-01-01"])
    national_goals: Annotated[tuple[ContractGoal, ...], Field(max_length=200)]
    local_goals: Annotated[tuple[ContractGoal, ...] | None, Field(max_length=200)] = None
    based_on: tuple[Word, ...] | None = None
    framework_goal_left_out: Facts = None
    municipalities: Annotated[int | tuple[str, ...] | None, BeforeValidator(_count_or_names)] = None
    basic_grant_1000kr: Facts = None
    basic_grant_table: Facts = None
    outreach: Facts = None
    special_focus_areas: tuple[Word, ...] | None = None
    # Facts around the goals: kept, shown, never judged.
    year: Facts = None
    source: Facts = None
    agenda_item: Facts = None
    status: Facts = None
    signed: Facts = None
    draft_date: Facts = None
    offices: Facts = None
    key_basis: Facts = None
    sent_to: Facts = None
    status_report: Facts = None
    responsible: Facts = None
    operating_numbers: Facts = None
    answer_scales: Facts = None
    follow_up: Facts = None
    programme_portfolio_mio_kr: Facts = None
    basic_grant_mio_kr_text: Facts = None
    prioritised_areas: Facts = None
    priorities: Facts = None
    context_figures: Facts = None
    programmes_granted: Facts = None
    application_routes: Facts = None

    @model_validator(mode="after")
    def _has_both_parties(self) -> Self:
        kinds = [_kind_of_party(party) for party in self.parties]
        if kinds.count("kkr") != 1 or kinds.count("erhvervshus") != 1:
            raise Rejected(
                Text(
                    da="Kontraktens parter skal være ét KKR og ét erhvervshus.",
                    en="The parties of the contract must be one KKR and one business hub.",
                ),
                example="parties: [KKR Midtjylland, Erhvervshus Midtjylland]",
                place=("parties",),
            )
        return self

    @property
    def contract_year(self) -> int:
        """The calendar year that the contract sets goals for."""
        return self.in_force.year

    @property
    def kkr_name(self) -> str:
        """The KKR among the parties."""
        return next(party for party in self.parties if _kind_of_party(party) == "kkr")

    @property
    def hub_name(self) -> str:
        """The business hub among the parties."""
        return next(party for party in self.parties if _kind_of_party(party) == "erhvervshus")

    @property
    def locals(self) -> tuple[ContractGoal, ...]:
        """The local goals; empty where the contract has none."""
        return self.local_goals or ()

    @property
    def goals(self) -> tuple[ContractGoal, ...]:
        """National goals, then local ones."""
        return self.national_goals + self.locals


def _kind_of_party(party: str) -> str:
    """The first word of a party's name, in lower case: kkr, erhvervshus, or something else."""
    return party.split()[0].casefold()


def load_contract(path: Path) -> PerformanceContract:
    """The contract in ``path``. Raises ``InputError`` with every problem in the file."""
    source = read_yaml(path)
    plain = YamlFile(source.name, _without_remarks(source.content), source.lines)
    return validate(PerformanceContract, plain)


def _without_remarks(content: Any) -> Any:
    """``content`` without remark fields; two facts that carry a year in their name lose it."""
    if not isinstance(content, dict):
        return content
    return {_plain_name(key): _clean(value) for key, value in content.items() if not _remark(key)}


def _clean(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _clean(value) for key, value in content.items() if not _remark(key)}
    if isinstance(content, list):
        return [_clean(item) for item in content]
    return content


def _remark(key: str) -> bool:
    return _REMARK.fullmatch(key) is not None


def _plain_name(key: str) -> str:
    found = _YEAR_IN_NAME.fullmatch(key)
    return found[1] if found else key
