"""Figures as JSON, with a schema, its version, and the version of the code that wrote them.

Numbers are texts in canonical form, so that no reader turns them into floats. The schema itself
lies beside this file: ``figure.schema.json``.
"""

from typing import Any

from samvirke import __version__
from samvirke.figures.address import Address
from samvirke.figures.exact import canonical, from_canonical
from samvirke.figures.figure import Derivation, Figure, Operation
from samvirke.figures.leaves import Count, Exclusion, FigureError, Given
from samvirke.figures.rounding import Rounding
from samvirke.figures.source import Source
from samvirke.figures.text import Text
from samvirke.figures.units import UNITS, Unit

SCHEMA = "samvirke.figure"
VERSION = 2
_MOST_DECIMALS = 12
_MARKS = ("schema", "version", "code_version")
_COMMON = {"kind", "name", "value", "unit"}
_KINDS: dict[type, str] = {Figure: "figure", Given: "given", Count: "count"}
_PARTS = {
    "figure": {"address", "derivation"},
    "given": {"source"},
    "count": {"rule", "source", "our_reading", "query", "excluded", "snapshot"},
}


def figure_to_json(figure: Figure, *, code_version: str = __version__) -> dict[str, Any]:
    """``figure`` with its whole derivation as JSON values, marked with schema and versions.

    Raises ``FigureError`` for a derivation that is nested too deeply to be written.
    """
    marks = {"schema": SCHEMA, "version": VERSION, "code_version": code_version}
    try:
        return {**marks, **_item_to_json(figure)}
    except RecursionError as error:
        raise FigureError("the derivation is nested too deeply to be written") from error


def figure_from_json(document: dict[str, Any]) -> Figure:
    """Reads what ``figure_to_json`` wrote and recomputes every value in the tree.

    Raises ``FigureError`` for another schema or version, a missing or unknown part, or a value
    that does not follow from its inputs.
    """
    if not isinstance(document, dict):
        raise FigureError(f"a figure is an object, got {type(document).__name__}")
    if (document.get("schema"), document.get("version")) != (SCHEMA, VERSION):
        raise FigureError(
            f"expected schema {SCHEMA} version {VERSION}, got "
            f"{document.get('schema')!r} version {document.get('version')!r}"
        )
    code_version = document.get("code_version")
    if not isinstance(code_version, str) or not code_version:
        raise FigureError(f"code_version names the code that wrote it, got {code_version!r}")
    try:
        content = {key: part for key, part in document.items() if key not in _MARKS}
        item = _item_from_json(content)
    except FigureError:
        raise
    except RecursionError as error:
        raise FigureError("the derivation is nested too deeply to be read") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FigureError(f"not a figure: {error!r}") from error
    if not isinstance(item, Figure):
        raise FigureError("a figure has a derivation; this is a single number")
    return item


def _item_to_json(item: Figure | Given | Count) -> dict[str, Any]:
    common: dict[str, Any] = {
        "kind": _KINDS[type(item)],
        "name": _text_to_json(item.name),
        "value": canonical(item.value),
        "unit": item.unit.code,
    }
    if isinstance(item, Given):
        return {**common, "source": _source_to_json(item.source)}
    if isinstance(item, Count):
        return {
            **common,
            "rule": _text_to_json(item.rule),
            "source": _source_to_json(item.source),
            "our_reading": item.our_reading,
            "query": item.query,
            "excluded": [
                {"reason": _text_to_json(part.reason), "count": part.count}
                for part in item.excluded
            ],
            "snapshot": item.snapshot,
        }
    derivation = item.derivation
    rounding = derivation.rounding
    return {
        **common,
        "address": None if item.address is None else item.address.path,
        "derivation": {
            "rule": _text_to_json(derivation.rule),
            "source": _source_to_json(derivation.source),
            "operation": derivation.operation.value,
            "rounding": None
            if rounding is None
            else {"rule": rounding.value, "decimals": derivation.decimals},
            "our_reading": derivation.our_reading,
            "inputs": [_item_to_json(part) for part in derivation.inputs],
        },
    }


def _item_from_json(item: dict[str, Any]) -> Figure | Given | Count:
    kind = item["kind"]
    if kind not in _PARTS:
        raise FigureError(f"kind is one of {', '.join(sorted(_PARTS))}, got {kind!r}")
    _only(item, _COMMON | _PARTS[kind])
    name, unit = _text_from_json(item["name"]), _unit_from_json(item["unit"])
    value = from_canonical(item["value"])
    if kind == "given":
        return Given(name, value, unit, _source_from_json(item["source"]))
    if kind == "count":
        return Count(
            name,
            value,
            unit,
            rule=_text_from_json(item["rule"]),
            source=_source_from_json(item["source"]),
            query=item["query"],
            excluded=_excluded_from_json(item["excluded"]),
            snapshot=item["snapshot"],
            our_reading=_truth(item["our_reading"]),
        )
    address = item["address"]
    return Figure(
        name,
        value,
        unit,
        _derivation_from_json(item["derivation"]),
        None if address is None else Address(address),
    )


def _derivation_from_json(part: dict[str, Any]) -> Derivation:
    _only(part, {"rule", "source", "operation", "rounding", "our_reading", "inputs"})
    rounding = part["rounding"]
    if rounding is not None:
        _only(rounding, {"rule", "decimals"})
        decimals = rounding["decimals"]
        if type(decimals) is not int or not 0 <= decimals <= _MOST_DECIMALS:
            raise FigureError(f"decimals is 0 to {_MOST_DECIMALS}, got {decimals!r}")
    return Derivation(
        rule=_text_from_json(part["rule"]),
        source=_source_from_json(part["source"]),
        operation=Operation(part["operation"]),
        inputs=tuple(_item_from_json(child) for child in part["inputs"]),
        rounding=None if rounding is None else Rounding(rounding["rule"]),
        decimals=0 if rounding is None else rounding["decimals"],
        our_reading=_truth(part["our_reading"]),
    )


def _excluded_from_json(parts: list[dict[str, Any]]) -> tuple[Exclusion, ...]:
    if not isinstance(parts, list):
        raise FigureError(f"excluded is a list, got {parts!r}")
    for part in parts:
        _only(part, {"reason", "count"})
    return tuple(Exclusion(_text_from_json(part["reason"]), part["count"]) for part in parts)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise FigureError(f"our_reading is true or false, got {value!r}")
    return value


def _text_to_json(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}


def _only(item: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(set(item) - known)
    if unknown:
        raise FigureError(f"unknown part {unknown[0]!r}; known: {', '.join(sorted(known))}")


def _text_from_json(text: dict[str, str]) -> Text:
    _only(text, {"da", "en"})
    if not all(isinstance(words, str) for words in text.values()):
        raise FigureError(f"a text is words in Danish and English, got {text!r}")
    return Text(da=text["da"], en=text["en"])


def _source_to_json(source: Source) -> dict[str, str]:
    return {"document": source.document, "clause": source.clause}


def _source_from_json(source: dict[str, str]) -> Source:
    _only(source, {"document", "clause"})
    return Source(document=source["document"], clause=source["clause"])


def _unit_from_json(code: str) -> Unit:
    if code not in UNITS:
        raise FigureError(f"unknown unit {code!r}; known: {', '.join(sorted(UNITS))}")
    return UNITS[code]
