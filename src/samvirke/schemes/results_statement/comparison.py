"""What differs between two statements, named by the line and the figure.

Used to compare versions, and to show what a recomputation gives otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from samvirke.figures import Text, format_date
from samvirke.figures.units import UNITS
from samvirke.schemes.results_statement.model import Verdict

# Only this field may differ between two computations of the same thing by newer code.
VERSION_FIELD = "code_version"
_STATEMENT_VERSION = "statement_version"
# What tells one version's figures from another's, whatever they say.
_OWN_MARKS = ("address", "snapshot")
_HEAD = {
    "hub": Text(da="erhvervshus", en="hub"),
    "year": Text(da="år", en="year"),
    "cut_off": Text(da="skæringsdag", en="cut-off"),
    "agreement": Text(da="rammeaftale", en="framework agreement"),
    "contract": Text(da="resultatkontrakt", en="performance contract"),
    "snapshot": Text(da="udtræk", en="snapshot"),
    "demo": Text(da="mærket »Demodata«", en="marked 'Demodata'"),
}
_YES_NO = {True: Text(da="ja", en="yes"), False: Text(da="nej", en="no")}
_SEGMENTS = {"growth": Text("vækst", "growth"), "operation": Text("drift", "operation")}
_NOTHING = Text(da="intet", en="nothing")
_VALUE = Text(da="værdi", en="value")
_BASE = Text(da="grundlag", en="base")
_AGREEMENT = Text(da="aftalens dom", en="the agreement's verdict")
_CONTRACT = Text(da="kontraktens dom", en="the contract's verdict")
_REST = Text(da="beregning, definition eller tekst", en="calculation, definition or text")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that stands otherwise in the second statement than in the first."""

    place: Text
    first: Text
    second: Text


def compare(first: dict[str, Any], second: dict[str, Any]) -> tuple[Difference, ...]:
    """Every difference between two statements as JSON values; the code's version is left out.

    Two versions of one statement differ in their figures' addresses and in the snapshot that every
    count names: the snapshot is told once, the rest left out.
    """
    one, other = without_version(first), without_version(second)
    if one.get(_STATEMENT_VERSION) != other.get(_STATEMENT_VERSION):
        one, other = _without_own_marks(one), _without_own_marks(other)
    found = [
        *_head(one, other),
        *_lines(one, other),
        *_tables(one, other),
    ]
    if not found and one != other:
        found.append(Difference(_REST, _NOTHING, _NOTHING))
    return tuple(found)


def without_version(document: Any) -> Any:
    """JSON values without the version of the code that made them, at any depth."""
    return _without(document, (VERSION_FIELD,))


def _without_own_marks(document: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without(value, _OWN_MARKS)
        for key, value in document.items()
        if key != _STATEMENT_VERSION
    }


def _without(document: Any, fields: tuple[str, ...]) -> Any:
    if isinstance(document, dict):
        kept = ((key, value) for key, value in document.items() if key not in fields)
        return {key: _without(value, fields) for key, value in kept}
    if isinstance(document, list):
        return [_without(value, fields) for value in document]
    return document


def _head(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    for key, label in _HEAD.items():
        if one.get(key) != other.get(key):
            shown = _day if key == "cut_off" else _shown
            yield Difference(label, shown(one.get(key)), shown(other.get(key)))


def _day(value: str | None) -> Text:
    if value is None:
        return _NOTHING
    day = date.fromisoformat(value)
    return Text(format_date(day, "da"), format_date(day, "en"))


def _shown(value: Any) -> Text:
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return _YES_NO[value]
    words = value.get("id", str(value)) if isinstance(value, dict) else str(value)
    return Text(words, words)


def _lines(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    first, second = _by_id(one), _by_id(other)
    for line_id in dict.fromkeys((*first, *second)):
        mine, theirs = first.get(line_id), second.get(line_id)
        if mine is None or theirs is None:
            yield Difference(Text(line_id, line_id), _title(mine), _title(theirs))
        elif mine != theirs:
            named = list(_within(line_id, mine, theirs))
            yield from named or [Difference(_at(line_id, _REST), _title(mine), _title(theirs))]


def _by_id(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["id"]: line for goal in document["goals"] for line in goal["lines"]}


def _title(line: dict[str, Any] | None) -> Text:
    return _NOTHING if line is None else Text(**line["title"])


def _at(line_id: str, what: Text) -> Text:
    return Text(f"{line_id}, {what.da}", f"{line_id}, {what.en}")


def _within(line_id: str, one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    first = {(item["segment"], item["measure"]): item for item in one["measurements"]}
    second = {(item["segment"], item["measure"]): item for item in other["measurements"]}
    for key in dict.fromkeys((*first, *second)):
        for part, label in (("value", _VALUE), ("base", _BASE)):
            mine, theirs = first.get(key, {}).get(part), second.get(key, {}).get(part)
            if _value_of(mine) != _value_of(theirs):
                place = _at(line_id, _of_segment(label, key[0]))
                yield Difference(place, _number(mine), _number(theirs))
    for part, label in (("agreement", _AGREEMENT), ("contract", _CONTRACT)):
        mine, theirs = _verdicts(one[part]), _verdicts(other[part])
        if mine != theirs:
            yield Difference(_at(line_id, label), mine, theirs)


def _of_segment(label: Text, segment: str | None) -> Text:
    if segment is None:
        return label
    name = _SEGMENTS[segment]
    return Text(f"{label.da} ({name.da})", f"{label.en} ({name.en})")


def _value_of(number: dict[str, Any] | None) -> str | None:
    return None if number is None else number["value"]


def _number(number: dict[str, Any] | None) -> Text:
    if number is None:
        return _NOTHING
    unit, value = UNITS[number["unit"]], Fraction(number["value"])
    return Text(unit.with_value(value, "da"), unit.with_value(value, "en"))


def _verdicts(judgements: list[dict[str, Any]]) -> Text:
    if not judgements:
        return _NOTHING
    labels = [Verdict(item["verdict"]).label for item in judgements]
    return Text(", ".join(item.da for item in labels), ", ".join(item.en for item in labels))


_TABLES = {
    "spread": (
        "municipality",
        {
            "guidance": Text(da="vejledning", en="guidance"),
            "share_of_guidance": Text(da="andel af vejledningen", en="share of guidance"),
            "share_of_population": Text(da="andel af indbyggerne", en="share of population"),
        },
    ),
    "volumes": (
        "label",
        {
            "engagements": Text(da="forløb", en="engagements"),
            "companies": Text(da="virksomheder", en="companies"),
            "previous_companies": Text(da="virksomheder året før", en="companies the year before"),
        },
    ),
}


def _tables(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    for table, (key, columns) in _TABLES.items():
        first, second = _rows(one[table], key), _rows(other[table], key)
        for name in dict.fromkeys((*first, *second)):
            for column, label in columns.items():
                mine = first.get(name, {}).get(column)
                theirs = second.get(name, {}).get(column)
                if _value_of(mine) != _value_of(theirs):
                    place = Text(f"{name}, {label.da}", f"{name}, {label.en}")
                    yield Difference(place, _number(mine), _number(theirs))


def _rows(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]["da"] if isinstance(row[key], dict) else row[key]: row for row in rows}
