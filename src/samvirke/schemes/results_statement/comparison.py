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
# What tells one computation's figures from another's, whatever they say.
_OWN_MARKS = (VERSION_FIELD, "address", "snapshot", "statement_version")
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
_PARTS = {
    "title": Text(da="titel", en="title"),
    "source": Text(da="kilde", en="source"),
    "computed_by": Text(da="opgjort af", en="computed by"),
    "definition": Text(da="definition", en="definition"),
    "measurements": Text(da="beregning", en="calculation"),
    "agreement": Text(da="aftalens dom, begrundelse eller krav", en="the agreement's reason"),
    "contract": Text(da="kontraktens dom, begrundelse eller krav", en="the contract's reason"),
    "received": Text(da="oplyst af en myndighed", en="stated by an authority"),
    "assessment": Text(da="vurdering", en="assessment"),
    "findings": Text(da="fund", en="finding"),
    "files": Text(da="filer, tallene bygger på", en="files behind the numbers"),
    "spread": Text(da="spredning på kommuner", en="spread over municipalities"),
    "spread_excluded": Text(da="uden for spredningen", en="left out of the spread"),
    "volumes": Text(da="omfang", en="volumes"),
    "activity_shares": Text(da="andele af forløbene", en="shares of the engagements"),
    "goals": Text(da="mål", en="goals"),
    "due": Text(da="frist", en="due"),
    "kkr": Text(da="KKR", en="KKR"),
}
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that stands otherwise in the second statement than in the first."""

    place: Text
    first: Text
    second: Text


def compare(
    first: dict[str, Any], second: dict[str, Any], *, exact: bool = False
) -> tuple[Difference, ...]:
    """Every difference between two statements as JSON values, changed verdicts first.

    The code's version is left out, and so are the figures' addresses, which name the version and
    the day, and the snapshot that every count names: the snapshot is told once. With ``exact``,
    for a computation made again, all but the code's version must be the same.
    """
    left_out = (VERSION_FIELD,) if exact else _OWN_MARKS
    one, other = _without(first, left_out), _without(second, left_out)
    verdicts, others = _lines(one, other)
    found = [*verdicts, *_head(first, second), *others, *_tables(one, other)]
    if not found and one != other:
        found.append(_otherwise(one, other))
    return tuple(found)


def compare_numbers(first: dict[str, Any], second: dict[str, Any]) -> tuple[Difference, ...]:
    """The values, bases and verdicts that differ, whatever the words around them.

    A newer release may word a definition better, but gives the same numbers.
    """
    one, other = _by_id(first), _by_id(second)
    found: list[Difference] = []
    for line_id in dict.fromkeys((*one, *other)):
        mine, theirs = one.get(line_id), other.get(line_id)
        if mine is None or theirs is None:
            found.append(Difference(Text(line_id, line_id), _title(mine), _title(theirs)))
        else:
            found += [*_judged(line_id, mine, theirs), *_measured(line_id, mine, theirs)]
    return (*found, *_tables(first, second))


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
            mine, theirs = shown(one.get(key)), shown(other.get(key))
            if mine == theirs:  # two of the same title
                mine, theirs = _briefly(one[key]["id"], other[key]["id"])
            yield Difference(label, mine, theirs)


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
    words = str(value.get("title") or value["name"]) if isinstance(value, dict) else str(value)
    return Text(words, words)


def _lines(one: dict[str, Any], other: dict[str, Any]) -> tuple[list[Difference], list[Difference]]:
    """What differs in the lines: the verdicts, and everything else."""
    first, second = _by_id(one), _by_id(other)
    verdicts: list[Difference] = []
    others: list[Difference] = []
    for line_id in dict.fromkeys((*first, *second)):
        mine, theirs = first.get(line_id), second.get(line_id)
        if mine is None or theirs is None:
            others.append(Difference(Text(line_id, line_id), _title(mine), _title(theirs)))
        elif mine != theirs:
            judged = list(_judged(line_id, mine, theirs))
            measured = list(_measured(line_id, mine, theirs))
            verdicts += judged
            others += measured
            if not judged and not measured:
                others.append(_otherwise(mine, theirs, line_id))
    return verdicts, others


def _otherwise(one: dict[str, Any], other: dict[str, Any], line_id: str = "") -> Difference:
    """The first part that differs, down to the words or numbers that do."""
    key = next(key for key in dict.fromkeys((*one, *other)) if one.get(key) != other.get(key))
    label = _PARTS.get(key, Text(da=f"feltet »{key}«", en=f"the field '{key}'"))
    place = _at(line_id, label) if line_id else label
    return Difference(place, *_briefly(*_deepest(one.get(key), other.get(key))))


def _deepest(one: Any, other: Any) -> tuple[Any, Any]:
    """The innermost parts in which two values that differ do so first."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = dict.fromkeys((*one, *other))
        differing = next(key for key in keys if one.get(key) != other.get(key))
        if differing in ("da", "en"):
            return one, other
        return _deepest(one.get(differing), other.get(differing))
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pair = next(pair for pair in zip(one, other, strict=True) if pair[0] != pair[1])
        return _deepest(*pair)
    return one, other


def _briefly(one: Any, other: Any) -> tuple[Text, Text]:
    """Two values that differ, in words that differ."""
    if isinstance(one, dict) and isinstance(other, dict):  # a text in two languages
        da, en = _excerpts(one["da"], other["da"]), _excerpts(one["en"], other["en"])
        da, en = (da if da[0] != da[1] else en), (en if en[0] != en[1] else da)
        return Text(da[0], en[0]), Text(da[1], en[1])
    if isinstance(one, str) and isinstance(other, str):
        first, second = _excerpts(one, other)
        return Text(first, first), Text(second, second)
    return _brief(one), _brief(other)


def _brief(value: Any) -> Text:
    if value is None or value == []:
        return _NOTHING
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, list):
        return Text(da=f"{len(value)} i alt", en=f"{len(value)} in all")
    if isinstance(value, dict):
        whole = set(value) == {"da", "en"}
        return Text(**value) if whole else _brief(next(iter(value.values())))
    return Text(da=str(value), en=str(value))


def _excerpts(one: str, other: str) -> tuple[str, str]:
    """Two texts, or what stands around the first sign in which long ones differ."""
    if max(len(one), len(other)) <= _LONGEST:
        return one, other
    pairs = enumerate(zip(one, other, strict=False))
    same = next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
    start = max(0, same - _LONGEST // 2)
    before = "…" if start else ""
    first, second = (f"{before}{text[start:][:_LONGEST]}…" for text in (one, other))
    return first, second


def _by_id(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["id"]: line for goal in document["goals"] for line in goal["lines"]}


def _title(line: dict[str, Any] | None) -> Text:
    return _NOTHING if line is None else Text(**line["title"])


def _at(line_id: str, what: Text) -> Text:
    return Text(f"{line_id}, {what.da}", f"{line_id}, {what.en}")


def _measured(line_id: str, one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
    first = {(item["segment"], item["measure"]): item for item in one["measurements"]}
    second = {(item["segment"], item["measure"]): item for item in other["measurements"]}
    for key in dict.fromkeys((*first, *second)):
        for part, label in (("value", _VALUE), ("base", _BASE)):
            mine, theirs = first.get(key, {}).get(part), second.get(key, {}).get(part)
            if _value_of(mine) != _value_of(theirs):
                yield Difference(_at(line_id, _of_segment(label, key[0])), *_numbers(mine, theirs))


def _judged(line_id: str, one: dict[str, Any], other: dict[str, Any]) -> Iterator[Difference]:
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


def _numbers(mine: dict[str, Any] | None, theirs: dict[str, Any] | None) -> tuple[Text, Text]:
    """Both in words, and exact where the words would be the same."""
    shown = _number(mine), _number(theirs)
    if shown[0] != shown[1]:
        return shown
    first, second = str(_value_of(mine)), str(_value_of(theirs))
    return Text(first, first), Text(second, second)


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
                    yield Difference(place, *_numbers(mine, theirs))


def _rows(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]["da"] if isinstance(row[key], dict) else row[key]: row for row in rows}
