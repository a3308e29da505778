"""What the contract check can find, and how grave it is."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from samvirke.figures import Figure, Language, Text, Unit, format_number, plain


class Grade(Enum):
    """How grave a finding is.

    An error is something missing or weaker than the agreement, a question something that differs
    or cannot be derived, a note an editorial slip.
    """

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"

    @property
    def label(self) -> Text:
        """The grade's word."""
        return _GRADE_LABELS[self]

    @property
    def plural(self) -> Text:
        """The grade's word for several findings."""
        return _GRADE_PLURALS[self]


_GRADE_LABELS = {
    Grade.ERROR: Text(da="Fejl", en="Error"),
    Grade.QUESTION: Text(da="Spørgsmål", en="Question"),
    Grade.NOTE: Text(da="Bemærkning", en="Note"),
}


_GRADE_PLURALS = {
    Grade.ERROR: Text(da="Fejl", en="Errors"),
    Grade.QUESTION: Text(da="Spørgsmål", en="Questions"),
    Grade.NOTE: Text(da="Bemærkninger", en="Notes"),
}


class Kind(Enum):
    """The kinds of finding, in the order in which a report explains them."""

    MISSING_MEASURE_POINT = "missing_measure_point"
    MISSING_OUTREACH_FRAME = "missing_outreach_frame"
    MISSING_GEOGRAPHIC_GOAL = "missing_geographic_goal"
    WEAKER_THRESHOLD = "weaker_threshold"
    CONTRADICTS_RULE = "contradicts_rule"
    SEGMENT_RULE_MISSING = "segment_rule_missing"
    NARROWER_GOAL = "narrower_goal"
    DIFFERENT_THRESHOLD = "different_threshold"
    DEFINITION_DIFFERS = "definition_differs"
    UNDERIVABLE_THRESHOLD = "underivable_threshold"
    NO_REQUIREMENT_IN_YEAR = "no_requirement_in_year"
    YEAR_NOT_MEASURED = "year_not_measured"
    SURVEY_YEAR_DIFFERS = "survey_year_differs"
    AREA_CLASS_NOT_HEEDED = "area_class_not_heeded"
    TOLERANCE_KIND_NOT_STATED = "tolerance_kind_not_stated"
    WRONG_REFERENCE = "wrong_reference"
    COUNT_MISMATCH = "count_mismatch"
    EMPTY_GOAL = "empty_goal"

    @property
    def label(self) -> Text:
        """The kind as a heading."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.MISSING_MEASURE_POINT: Text("Målepunkt mangler", "Measure point missing"),
    Kind.MISSING_OUTREACH_FRAME: Text("Ramme for opsøgende indsats mangler", "No outreach frame"),
    Kind.MISSING_GEOGRAPHIC_GOAL: Text("Geografisk mål mangler", "No geographic goal"),
    Kind.WEAKER_THRESHOLD: Text("Svagere krav", "Weaker threshold"),
    Kind.CONTRADICTS_RULE: Text("Tallet passer ikke med reglen", "Number contradicts its rule"),
    Kind.SEGMENT_RULE_MISSING: Text("Segmentregel mangler", "Segment rule missing"),
    Kind.NARROWER_GOAL: Text("Snævrere mål", "Narrower goal"),
    Kind.DIFFERENT_THRESHOLD: Text("Afvigende krav", "Different threshold"),
    Kind.DEFINITION_DIFFERS: Text("Anden opgørelse", "Counted differently"),
    Kind.UNDERIVABLE_THRESHOLD: Text("Tallet kan ikke udledes", "Number cannot be derived"),
    Kind.NO_REQUIREMENT_IN_YEAR: Text("Intet krav i året", "No requirement that year"),
    Kind.YEAR_NOT_MEASURED: Text("Året måles ikke", "Year not measured"),
    Kind.SURVEY_YEAR_DIFFERS: Text("Målingens år passer ikke", "Survey year does not fit"),
    Kind.AREA_CLASS_NOT_HEEDED: Text("By/land er ikke nævnt", "Urban/rural not heeded"),
    Kind.TOLERANCE_KIND_NOT_STATED: Text("Tolerancen er uklar", "Tolerance is unclear"),
    Kind.WRONG_REFERENCE: Text("Forkert henvisning", "Wrong reference"),
    Kind.COUNT_MISMATCH: Text("Antal passer ikke", "Count does not fit"),
    Kind.EMPTY_GOAL: Text("Tomt mål", "Empty goal"),
}

Shown = Fraction | str | Text | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: what the contract says and where, what the agreement says and where.

    ``got`` and ``expected`` are a number (of ``unit``), years, words, or ``None`` where there is
    nothing.
    ``contract_words`` and ``framework_words`` are the two texts side by side; ``figures`` are
    the calculations behind a number, each with its address.
    """

    kind: Kind
    grade: Grade
    message: Text
    contract_clause: str | None = None
    framework_clause: str | None = None
    measure_point: str | None = None
    got: Shown = None
    expected: Shown = None
    unit: Unit | None = None
    contract_words: str | None = None
    framework_words: Text | None = None
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        # An abbreviation such as »pct.« at the end of a sentence brings its full stop along.
        tidy = Text(self.message.da.replace("..", "."), self.message.en.replace("..", "."))
        object.__setattr__(self, "message", tidy)

    def got_and_expected(self, language: Language) -> tuple[str, str]:
        """Both as a reader sees them; a dash stands for nothing."""
        return _shown(self.got, self.unit, language), _shown(self.expected, self.unit, language)

    def to_json(self, language: Language) -> dict[str, Any]:
        """The finding as JSON values. Whole numbers are numbers, others canonical texts."""
        return {
            "kind": self.kind.value,
            "grade": self.grade.value,
            "contract_clause": self.contract_clause,
            "framework_clause": self.framework_clause,
            "measure_point": self.measure_point,
            "got": _plain(self.got, language),
            "expected": _plain(self.expected, language),
            "message": self.message.in_language(language),
        }


def _shown(value: Shown, unit: Unit | None, language: Language) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, Fraction):
        return unit.with_value(value, language) if unit else format_number(value, language)
    if isinstance(value, Text):
        return value.in_language(language)
    return value if isinstance(value, str) else ", ".join(str(year) for year in value)


def _plain(value: Shown, language: Language) -> Any:
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else list(value)
    return value
