"""The fields of a contract that can be edited without knowing YAML, in the form's order."""

from typing import Any

from samvirke.agreements import ContractGoal, ContractThreshold, PerformanceContract
from samvirke.apps.contracts.contract_editing.kinds import (
    Amount,
    Choice,
    DayField,
    Field,
    Lines,
    WholeNumber,
    Years,
)
from samvirke.figures import Text
from samvirke.figures.units import (
    COMPANIES,
    ENGAGEMENTS,
    MUNICIPALITIES,
    NPS_POINTS,
    PERCENT,
    PERCENTAGE_POINTS,
)

OPERATORS = {
    ">=": Text(da="mindst", en="at least"),
    ">": Text(da="mere end", en="more than"),
    "increase>=": Text(da="stigning på mindst", en="a rise of at least"),
    "<=": Text(da="højst", en="at most"),
    "<": Text(da="under", en="less than"),
    "=": Text(da="præcis", en="exactly"),
    "done": Text(da="leveret", en="delivered"),
    "within": Text(da="inden for en tolerance", en="within a tolerance"),
    "about equal": Text(da="omtrent lige", en="about equal"),
}


UNITS_OFFERED = (
    PERCENT,
    PERCENTAGE_POINTS,
    NPS_POINTS,
    COMPANIES,
    ENGAGEMENTS,
    MUNICIPALITIES,
)


def _order(model: Any) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


HEAD_ORDER = _order(PerformanceContract)
GOAL_ORDER = _order(ContractGoal)
ROW_ORDER = _order(ContractThreshold)

HEAD: tuple[Field, ...] = (
    Field(
        "title",
        Text(da="Titel", en="Title"),
        needed=Text(da="Skriv en titel.", en="Write a title."),
    ),
    Field(
        "id",
        Text(da="Kort betegnelse", en="Short name"),
        Text(da="Fx RK-FYN-2025.", en="For example RK-FYN-2025."),
        needed=Text(da="Skriv en kort betegnelse.", en="Write a short name."),
    ),
    DayField(
        "in_force",
        Text(da="Gælder fra", en="In force from"),
        Text(
            da="Dagen bestemmer kontraktens år og dermed rammeaftalen.",
            en="The day decides the contract’s year, and so the framework agreement.",
        ),
        needed=Text(da="Skriv den dag, kontrakten gælder fra.", en="Write the day it starts."),
    ),
    Lines(
        "parties",
        Text(da="Parter", en="Parties"),
        Text(
            da="Én på hver linje: ét KKR og ét erhvervshus.",
            en="One a line: one KKR and one business hub.",
        ),
        needed=Text(
            da="Skriv KKR og erhvervshus, én på hver linje.",
            en="Write KKR and business hub, one a line.",
        ),
        least=2,
    ),
    Lines(
        "based_on",
        Text(da="Aftaler, som kontrakten bygger på", en="Agreements that the contract builds on"),
        Text(da="Én på hver linje.", en="One a line."),
    ),
    Field("status", Text(da="Status", en="Status"), Text(da="Fx udkast.", en="Such as draft.")),
    WholeNumber("municipalities", Text(da="Antal kommuner", en="Number of municipalities")),
    Amount(
        "basic_grant_1000kr", Text(da="Basisbevilling i 1.000 kr.", en="Base grant in DKK 1,000")
    ),
    Lines(
        "special_focus_areas",
        Text(da="Særlige indsatsområder", en="Special focus areas"),
        Text(da="Ét på hver linje.", en="One a line."),
    ),
    Field(
        "framework_goal_left_out",
        Text(da="Mål i rammeaftalen, som er udeladt", en="Goals of the agreement left out"),
        Text(da="Fx RA21-M5.", en="For example RA21-M5."),
    ),
)
GOAL: tuple[Field, ...] = (
    WholeNumber(
        "number",
        Text(da="Nummer", en="Number"),
        needed=Text(da="Skriv målets nummer.", en="Write the goal’s number."),
    ),
    Field("title", Text(da="Overskrift", en="Heading")),
    Choice("framework_ref", Text(da="Rammeaftalens mål", en="The agreement’s goal")),
    Field("clause", Text(da="Punkt eller side i kontrakten", en="Clause or page in the contract")),
    Field("method", Text(da="Hvordan der måles", en="How it is measured"), kind="long", more=True),
    Field(
        "reporting",
        Text(da="Hvem der får besked, og hvornår", en="Who is told, and when"),
        kind="long",
        more=True,
    ),
    WholeNumber("activities_listed", Text(da="Antal aktiviteter", en="Activities"), more=True),
    Field(
        "completion",
        Text(da="Hvornår målet er nået", en="When the goal is met"),
        kind="long",
        more=True,
    ),
)
ROW: tuple[Field, ...] = (
    Field(
        "text",
        Text(da="Kontraktens ord", en="The contract’s words"),
        kind="long",
        needed=Text(
            da="Skriv, hvad der skal nås, i kontraktens ord.",
            en="Write what is to be reached, in the contract’s words.",
        ),
    ),
    Choice("measure_point", Text(da="Rammeaftalens målepunkt", en="The agreement’s measure point")),
    Choice(
        "operator",
        Text(da="Krav", en="Requirement"),
        needed=Text(da="Vælg, hvordan tallet gælder.", en="Choose how the number holds."),
    ),
    Amount(
        "value",
        Text(da="Tal", en="Number"),
        Text(da="Fx 45,5; »ja«, når det skal være leveret.", en="Such as 45,5; or yes."),
    ),
    Field(
        "unit",
        Text(da="Enhed", en="Unit"),
        Text(da="Fx pct. eller virksomheder.", en="Such as pct. or virksomheder."),
        kind="unit",
    ),
    Years("year", Text(da="År", en="Years"), Text(da="Fx 2025 eller 2025, 2027.", en="2025, 2027")),
    Field("clause", Text(da="Punkt eller side", en="Clause or page")),
    Field("id", Text(da="Bogstav", en="Letter"), more=True),
    Field(
        "tolerance",
        Text(da="Tolerance", en="Tolerance"),
        Text(
            da="Fx +/- 10 pct. af andelen eller +/- 10 procentpoint.",
            en="+/- 10 pct. af andelen or +/- 10 procentpoint.",
        ),
        more=True,
    ),
    Choice("counted_as", Text(da="Tælles som (lokale mål)", en="Counted as (local)"), more=True),
    Field(
        "segment_rule",
        Text(da="Segmentregel", en="Segment rule"),
        Text(
            da="Fx drifts- og vækstsegmentet hver for sig.",
            en="Such as drifts- og vækstsegmentet hver for sig.",
        ),
        more=True,
    ),
    Field(
        "relative_to",
        Text(da="Stigning regnes fra", en="Rise counted from"),
        Text(da="Fx september 2020.", en="Such as september 2020."),
        more=True,
    ),
    Field(
        "measure",
        Text(da="Mål for vækst", en="Measure of growth"),
        Text(
            da="omsætning, beskæftigelse eller produktivitet",
            en="omsætning, beskæftigelse or produktivitet",
        ),
        more=True,
    ),
)


def label_of(name: str) -> Text | None:
    """The label of a field by its name in the form, such as ``g0-t1-text``."""
    start, _, last = name.rpartition("-")
    fields = ROW if "-" in start else GOAL if start else HEAD
    return next((field.label for field in fields if field.name == last), None)
