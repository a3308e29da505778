"""Figures as JSON, with a schema and a version.

Numbers are texts in canonical form, so that no reader turns them into floats. The schema itself
lies beside this file: ``figure.schema.json``.
"""

from fractions import Fraction
from typing import Any

from samvirke.figures.address import Address
from samvirke.figures.exact import canonical, from_canonical
from samvirke.figures.figure import Derivation, Figure, FigureError, Given, Operation
from samvirke.figures.rounding import Rounding
from samvirke.figures.source import Source
from samvirke.figures.text import Text
from samvirke.figures.units import UNITS, Unit

SCHEMA = "samvirke.figure"
VERSION = 1
_MOST_DECIMALS = 12
_MARKS = ("schema", "version")
_COMMON = {"kind", "name", "value", "unit"}


def figure_to_json(figure: Figure) -> dict[str, Any]:
    """``figure`` with its whole derivation as JSON values, marked with schema and version."""
    return {"schema": SCHEMA, "version": VERSION, **_item_to_json(figure)}


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
        raise FigureError("a figure has a derivation; this is a single given number")
    return item


def _item_to_json(item: Figure | Given) -> dict[str, Any]:
    common: dict[str, Any] = {
        "kind": "figure" if isinstance(item, Figure) else "given",
        "name": _text_to_json(item.name),
        "value": canonical(item.value),
        "unit": item.unit.code,
    }
    if isinstance(item, Given):
        return {**common, "source": _source_to_json(item.source)}
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


def _item_from_json(item: dict[str, Any]) -> Figure | Given:
    wanted = {"source"} if item["kind"] == "given" else {"address", "derivation"}
    _only(item, _COMMON | wanted)
    name, unit = _text_from_json(item["name"]), _unit_from_json(item["unit"])
    value: Fraction = from_canonical(item["value"])
    if item["kind"] == "given":
        return Given(name, value, unit, _source_from_json(item["source"]))
    if item["kind"] != "figure":
        raise FigureError(f"kind is 'figure' or 'given', got {item['kind']!r}")
    part, address = item["derivation"], item["address"]
    _only(part, {"rule", "source", "operation", "rounding", "our_reading", "inputs"})
    rounding = part["rounding"]
    if rounding is not None:
        _only(rounding, {"rule", "decimals"})
        decimals = rounding["decimals"]
        if type(decimals) is not int or not 0 <= decimals <= _MOST_DECIMALS:
            raise FigureError(f"decimals is 0 to {_MOST_DECIMALS}, got {decimals!r}")
    if not isinstance(part["our_reading"], bool):
        raise FigureError(f"our_reading is true or false, got {part['our_reading']!r}")
    return Figure(
        name,
        value,
        unit,
        Derivation(
            rule=_text_from_json(part["rule"]),
            source=_source_from_json(part["source"]),
            operation=Operation(part["operation"]),
            inputs=tuple(_item_from_json(child) for child in part["inputs"]),
            rounding=None if rounding is None else Rounding(rounding["rule"]),
            decimals=0 if rounding is None else rounding["decimals"],
            our_reading=part["our_reading"],
        ),
        None if address is None else Address(address),
    )


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
