"""What the paper check can find, and how sure it is."""

import hashlib
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from samvirke.figures import Language, Text, format_number, plain
from samvirke.records.archive import Line

_ID_LENGTH = 12


class Grade(Enum):
    """How sure a finding is: sure, likely, or possibly explained by rounding or layout."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def label(self) -> Text:
        """The grade's word."""
        return _GRADES[self]


_GRADES = {
    Grade.SURE: Text(da="Sikker", en="Sure"),
    Grade.LIKELY: Text(da="Sandsynlig", en="Likely"),
    Grade.POSSIBLE: Text(da="Mulig", en="Possible"),
}


class Kind(Enum):
    """The kinds of finding, in the order in which a report shows them."""

    RECOMPUTED = "recomputed"
    NOT_RECOMPUTED = "not_recomputed"
    TOTAL = "total"
    SHARE = "share"
    RELATION = "relation"
    STATED_SUM = "stated_sum"
    CONTRACT = "contract"
    CONTENTS = "contents"
    WEEKDAY = "weekday"
    NUMBERING = "numbering"
    CAPTION = "caption"
    NAME = "name"

    @property
    def label(self) -> Text:
        """The kind as a heading."""
        return _KINDS[self]


_KINDS = {
    Kind.RECOMPUTED: Text(da="Afviger fra grundlaget", en="Differs from its object"),
    Kind.NOT_RECOMPUTED: Text(da="Kan ikke regnes efter", en="Cannot be recomputed"),
    Kind.TOTAL: Text(da="Sum passer ikke", en="Total does not fit"),
    Kind.SHARE: Text(da="Andel passer ikke", en="Share does not fit"),
    Kind.RELATION: Text(da="Kolonner passer ikke sammen", en="Columns do not fit"),
    Kind.STATED_SUM: Text(da="Tal i teksten passer ikke", en="Numbers in the text do not fit"),
    Kind.CONTRACT: Text(da="Resultatkontrakt mod rammeaftale", en="Contract against agreement"),
    Kind.CONTENTS: Text(da="Indholdsfortegnelse", en="Table of contents"),
    Kind.WEEKDAY: Text(da="Ugedag passer ikke", en="Weekday does not fit"),
    Kind.NUMBERING: Text(da="Nummerering", en="Numbering"),
    Kind.CAPTION: Text(da="Ens overskrifter", en="Equal captions"),
    Kind.NAME: Text(da="Navn skrevet anderledes", en="Name spelt otherwise"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding and where it stands.

    ``got`` and ``expected`` are numbers or words; ``difference`` is ``got`` minus ``expected``
    where both are numbers. ``row`` is the label of the table's row. ``repeat`` counts the
    same finding in tables further up.
    """

    kind: Kind
    grade: Grade
    message: Text
    line: int | None
    page: int | None
    table: str | None = None
    row: str | None = None
    got: Fraction | str | None = None
    expected: Fraction | str | None = None
    repeat: int = 0

    def __post_init__(self) -> None:
        # An abbreviation such as »pct.« at the end of a sentence brings its full stop along.
        tidy = Text(self.message.da.replace("..", "."), self.message.en.replace("..", "."))
        object.__setattr__(self, "message", tidy)

    @property
    def difference(self) -> Fraction | None:
        """``got`` minus ``expected``, where both are numbers."""
        if isinstance(self.got, Fraction) and isinstance(self.expected, Fraction):
            return self.got - self.expected
        return None

    @property
    def id(self) -> str:
        """A name that stays while what is found stays, even where lines move."""
        parts = (self.kind.value, self.table, self.row, _told(self.got), _told(self.expected))
        content = "\x1f".join(
            part or "" for part in (*parts, self.message.da if not any(parts[1:]) else "")
        )
        content += f"\x1f{self.repeat}" if self.repeat else ""
        return hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]

    def to_json(self, language: Language) -> dict[str, Any]:
        """The finding as JSON values. Whole numbers are numbers, others canonical texts."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "page": self.page,
            "line": self.line,
            "table": self.table,
            "row": self.row,
            "got": _plain(self.got),
            "expected": _plain(self.expected),
            "difference": _plain(self.difference),
            "grade": self.grade.value,
            "message": self.message.in_language(language),
        }


def at_line(line: Line) -> dict[str, Any]:
    """The place of a finding."""
    return {"line": line.number, "page": line.page}


def number_text(value: Fraction) -> Text:
    """A number in both languages."""
    return Text(da=format_number(value, "da"), en=format_number(value, "en"))


def _told(value: Fraction | str | None) -> str | None:
    return None if value is None else str(value)


def _plain(value: Fraction | str | None) -> Any:
    return plain(value) if isinstance(value, Fraction) else value
