"""Kinds of fields in which a contract is edited: how each shows and reads what the file holds.

What a field shows and gets back unchanged stays in the file as it was written.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from samvirke.agreements.contract import read_value, read_years
from samvirke.agreements.contract_document import Document, Plain
from samvirke.figures import Text, canonical
from samvirke.records import Rejected
from samvirke.records.imports.amounts import read_number
from samvirke.records.imports.cells import CellRefused
from samvirke.records.imports.dates import read_day

Kind = Literal["line", "long", "lines", "choice", "date", "number", "unit"]
_THOUSANDS_DIGITS = 3


class Wrong(ValueError):
    """What was typed in a field cannot be used; ``what`` says why, and what to do."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of one text; ``needed`` is said where it is left empty and may not be.

    ``more`` fields are folded away until they are used.
    """

    name: str
    label: Text
    hint: Text | None = None
    kind: Kind = "line"
    needed: Text | None = None
    more: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields of the file that this one stands for."""
        return (self.name,)

    def shown(self, held: Document) -> str | None:
        """What stands in the field; ``None`` where the field cannot show what the file holds."""
        value = held.get(self.name)
        return "" if value is None else self._shown(value)

    def written(self, typed: str) -> Document:
        """The fields of the file that say what was typed, which is not empty. Raises ``Wrong``."""
        return {self.name: self._read(typed)}

    def _shown(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return None
        return value if self.kind == "long" else " ".join(value.split())

    def _read(self, typed: str) -> Any:
        return typed


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of several, by its code."""

    kind: Kind = "choice"

    def _read(self, typed: str) -> Any:
        return Plain(typed)


@dataclass(frozen=True, slots=True)
class Lines(Field):
    """A list of texts, one a line, ``least`` of them at least."""

    kind: Kind = "lines"
    least: int = 1

    def _shown(self, value: Any) -> str | None:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return None
        return "\n".join(" ".join(item.split()) for item in value)

    def _read(self, typed: str) -> Any:
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        if len(lines) < self.least and self.needed is not None:
            raise Wrong(self.needed)
        return lines


@dataclass(frozen=True, slots=True)
class WholeNumber(Field):
    """A whole number."""

    kind: Kind = "number"

    def _read(self, typed: str) -> Any:
        number = _number(typed)
        if number.denominator != 1 or number < 0:
            raise Wrong(_WHOLE)
        return Plain(str(number.numerator))


@dataclass(frozen=True, slots=True)
class Amount(Field):
    """A number with decimals as they are written in Danish; or yes and no."""

    def _shown(self, value: Any) -> str | None:
        try:
            number = read_value(value) if isinstance(value, str) else None
        except Rejected:
            return None
        if isinstance(number, bool):
            return "ja" if number else "nej"
        return None if number is None else canonical(number).replace(".", ",")

    def _read(self, typed: str) -> Any:
        if typed.lower() in _YES_NO:
            return Plain(_YES_NO[typed.lower()])
        told = canonical(_number(typed))
        # three decimals alone would read as thousands
        return Plain(f"{told}0" if len(told.partition(".")[2]) == _THOUSANDS_DIGITS else told)


@dataclass(frozen=True, slots=True)
class Years(Field):
    """One or more years, which a file has in ``year`` and ``years``."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Both of them."""
        return ("year", "years")

    def shown(self, held: Document) -> str | None:
        """Every year that the file names, once."""
        years = read_years([held.get(name) for name in self.keys])
        return ", ".join(str(year) for year in dict.fromkeys(years))

    def written(self, typed: str) -> Document:
        """One year as ``year``, several as ``years``."""
        parts = [part.strip() for part in typed.split(",") if part.strip()]
        try:
            years = read_years(parts)
        except Rejected as refused:
            raise Wrong(_YEARS) from refused
        told = [Plain(str(year)) for year in dict.fromkeys(years)]
        if len(told) > 1:
            return {"years": told}
        return {"year": told[0]} if told else {}


@dataclass(frozen=True, slots=True)
class DayField(Field):
    """A day."""

    kind: Kind = "date"

    def _read(self, typed: str) -> Any:
        try:
            number = str(read_day(typed))
        except CellRefused as refused:
            raise Wrong(_DAY) from refused
        return Plain(f"{number[:4]}-{number[4:6]}-{number[6:]}")


def overlaid(
    fields: tuple[Field, ...], held: Document, typed: dict[str, str], order: tuple[str, ...]
) -> tuple[Document, dict[str, Text]]:
    """``held`` with what was typed where it differs, and by field what cannot be used.

    A new field stands after those that come before it in ``order``; nothing else moves.
    """
    made, errors = dict(held), {}
    for field in fields:
        stood = field.shown(held)
        told = typed.get(field.name)
        if stood is None or told is None:
            continue
        told = told.replace("\r\n", "\n").strip()
        if not told and field.needed is not None:
            errors[field.name] = field.needed
        elif told != stood.strip():
            try:
                made = _changed(made, field, told, order)
            except Wrong as wrong:
                errors[field.name] = wrong.what
    return made, errors


def _changed(held: Document, field: Field, typed: str, order: tuple[str, ...]) -> Document:
    new = field.written(typed) if typed else {}
    made: Document = {}
    for key, value in held.items():
        if key in new:
            made[key] = new.pop(key)
        elif key not in field.keys:
            made[key] = value
    for key, value in new.items():
        made = inserted(made, key, value, order)
    return made


def inserted(held: Document, name: str, value: Any, order: tuple[str, ...]) -> Document:
    """``held`` with a new field behind those that stand before it in ``order``."""
    earlier = set(order[: order.index(name)])
    keys = list(held)
    at = max((place for place, key in enumerate(keys) if key in earlier), default=-1) + 1
    pairs = list(held.items())
    return dict([*pairs[:at], (name, value), *pairs[at:]])


def untouched(fields: tuple[Field, ...], held: Document, others: tuple[str, ...]) -> list[str]:
    """The fields of the file that no field of the form shows."""
    shown = {key for item in fields if item.shown(held) is not None for key in item.keys}
    return [key for key in held if key not in shown and key not in others]


def _number(typed: str) -> Fraction:
    try:
        return read_number(typed)
    except CellRefused as refused:
        reason, remedy = refused.reason, refused.remedy
        da, en = f"{reason.da} {remedy.da}", f"{reason.en} {remedy.en}"
        raise Wrong(
            Text(da.replace("Feltet er", "Det er"), en.replace("The cell", "This"))
        ) from refused


_YES_NO = {"ja": "true", "yes": "true", "nej": "false", "no": "false"}
_WHOLE = Text(
    da="Her skal stå et helt tal, fx 19.", en="A whole number is needed here, for example 19."
)
_YEARS = Text(
    da="Skriv et eller flere årstal med komma imellem, fx 2025 eller 2025, 2027.",
    en="Write one or more years with a comma between, for example 2025 or 2025, 2027.",
)
_DAY = Text(
    da="Det er ikke en dato. Skriv den som 01-01-2025.",
    en="This is not a date. Write it as 01-01-2025.",
)
