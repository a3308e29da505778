"""The tables of the record: what a registration, an evaluation and an awareness answer hold.

Imports read into these tables, snapshots freeze them, counting queries read them. Every column is
a text or a whole number, so that every engine counts alike: a day is the number ``yyyymmdd``, a
moment ``yyyymmddhhmmss``, a weight a whole number of millionths.
"""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a cell holds, and how it is stored."""

    TEXT = "text"
    CODE = "code"  # one of the column's codes
    WHOLE = "whole"  # a whole number
    DAY = "day"  # yyyymmdd
    MOMENT = "moment"  # yyyymmddhhmmss
    MILLIONTHS = "millionths"  # a decimal number times 1,000,000
    COMPANY = "company"  # CVR number, eight digits
    PRODUCTION_UNIT = "production_unit"  # P-number, ten digits
    MUNICIPALITY = "municipality"  # municipality code, three digits

    @property
    def is_text(self) -> bool:
        """Whether the cell is stored as a text; else it is a whole number of 64 bits."""
        return self in (Kind.TEXT, Kind.CODE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``required`` cells are never empty; ``codes`` only for ``CODE``."""

    name: str
    kind: Kind
    required: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table with its key, which names a row in every later export of it.

    ``frozen`` tables go into snapshots as they are; the others only into the record store.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    frozen: bool = True

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column called ``name``. Raises ``KeyError`` for none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


SEGMENTS = ("growth", "operation")
ENGAGEMENT_TYPES = ("growth", "operation", "short", "early_warning")
SATISFACTION = (
    "very_satisfied",
    "satisfied",
    "neither",
    "dissatisfied",
    "very_dissatisfied",
    "dont_know",
)
EFFECT = (
    "to_a_high_degree",
    "to_some_degree",
    "to_a_low_degree",
    "not_at_all",
    "dont_know",
)
YES_NO = ("yes", "no", "dont_know")
RECOMMEND = (*(str(score) for score in range(11)), "dont_know")
REFERRAL_USE = ("used", "expects_within_half_year", "not_used", "dont_know")
CRISIS_EFFECT = ("positive", "none", "negative", "dont_know")


def _text(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TEXT, required)


def _code(name: str, codes: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, Kind.CODE, required, codes)


# One row is one guidance engagement; it belongs to the year it starts.
ENGAGEMENTS = TableSchema(
    "engagements",
    ("hub", "engagement"),
    (
        _text("hub", required=True),
        _text("engagement", required=True),
        Column("company", Kind.COMPANY, required=True),
        Column("production_unit", Kind.PRODUCTION_UNIT),
        Column("company_founded", Kind.DAY),
        Column("municipality", Kind.MUNICIPALITY),
        _code("segment", SEGMENTS),
        _code("type", ENGAGEMENT_TYPES, required=True),
        _code("form", ("individual", "collective"), required=True),
        Column("started", Kind.DAY, required=True),
        Column("ended", Kind.DAY),
        Column("minutes", Kind.WHOLE),
        _code("office", ("head_office", "branch")),
        _text("referred_to"),
        _text("service"),
        _text("theme"),
    ),
)
# The record holds besides which municipality sent the company to the hub: in no measure point, so
# in no snapshot, but a municipality may ask what became of those it referred (2021–2023: 8).
REGISTERED_ENGAGEMENTS = TableSchema(
    ENGAGEMENTS.name,
    ENGAGEMENTS.key,
    (*ENGAGEMENTS.columns, Column("referred_by", Kind.MUNICIPALITY)),
    frozen=False,
)
# A company's part in a collective activity without an engagement of its own.
PARTICIPATIONS = TableSchema(
    "participations",
    ("hub", "participation"),
    (
        _text("hub", required=True),
        _text("participation", required=True),
        Column("company", Kind.COMPANY, required=True),
        Column("production_unit", Kind.PRODUCTION_UNIT),
        Column("company_founded", Kind.DAY),
        Column("municipality", Kind.MUNICIPALITY),
        Column("day", Kind.DAY, required=True),
        _text("activity"),
    ),
)
# Meetings of seconded trade advisers: five fields besides the hub, and in no measure point.
ADVISER_MEETINGS = TableSchema(
    "adviser_meetings",
    ("hub", "adviser", "company", "day"),
    (
        _text("hub", required=True),
        _text("adviser", required=True),
        Column("company", Kind.COMPANY, required=True),
        _text("contact"),
        Column("day", Kind.DAY, required=True),
        _text("description"),
    ),
    frozen=False,
)
# An answer to the user evaluation; an empty cell is a question not answered. Of several answers
# about one engagement the one answered last counts, then the one whose number is last as text.
EVALUATIONS = TableSchema(
    "evaluations",
    ("hub", "answer"),
    (
        _text("hub", required=True),
        _text("answer", required=True),
        _text("engagement", required=True),
        Column("answered", Kind.MOMENT, required=True),
        _code("satisfaction", SATISFACTION),
        _code("competence_satisfaction", SATISFACTION),
        _code("recommend", RECOMMEND),
        _code("referral_received", YES_NO),
        _code("referral_use", REFERRAL_USE),
        _code("effect", EFFECT),
        _code("green_guidance", YES_NO),
        _code("digital_guidance", YES_NO),
        _code("sustainability_guidance", YES_NO),
        _code("sustainability_environment", EFFECT),
        _code("sustainability_social", EFFECT),
        _code("sustainability_governance", EFFECT),
    ),
)
# An answer to an awareness survey among the companies of the hub's area. ``weight`` is in
# millionths; a survey has weights in every row or in none.
AWARENESS = TableSchema(
    "awareness",
    ("hub", "survey_year", "respondent"),
    (
        _text("hub", required=True),
        Column("survey_year", Kind.WHOLE, required=True),
        _text("respondent", required=True),
        _code("knows_hub", YES_NO, required=True),
        _code("knows_offers", YES_NO),
        _code("believes_green_offer", YES_NO),
        _code("guided_because_of_crisis", YES_NO),
        _code("crisis_effect", CRISIS_EFFECT),
        Column("weight", Kind.MILLIONTHS),
    ),
)

TABLES = (REGISTERED_ENGAGEMENTS, PARTICIPATIONS, ADVISER_MEETINGS, EVALUATIONS, AWARENESS)
# A snapshot's row is the first cells of the record's.
FROZEN_TABLES = (ENGAGEMENTS, *(table for table in TABLES if table.frozen))
