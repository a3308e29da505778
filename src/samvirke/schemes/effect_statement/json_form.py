"""The effect statement as JSON for the public: no matches, no hidden number, figures with values.

Floats are written with six decimals: more would be noise. A file is published only as it would be
written again, so that a change of what is written is a new schema. Schema 1 did not hold the
definitions that the effects were measured by; its files can still be read.
"""

import json
from collections.abc import Mapping
from typing import Any

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Text, figure_from_json, figure_to_json
from samvirke.schemes.effect_statement.definitions import definitions_to_json
from samvirke.schemes.effect_statement.edition import public
from samvirke.schemes.effect_statement.judging import DECIMALS, MEASURE_NAMES, effect_figure
from samvirke.schemes.effect_statement.model import (
    STATEMENT,
    EffectStatement,
    MeasureResult,
    PointYear,
)

SCHEMA = "samvirke.effect-statement/2"
READABLE = ("samvirke.effect-statement/1", SCHEMA)


def effect_statement_to_json(
    statement: EffectStatement, agreement: FrameworkAgreement
) -> dict[str, Any]:
    """The public statement as JSON values, with the definitions of ``agreement`` that it was
    measured by, and each national effect also as a figure.
    """
    shown = public(statement)
    written = _rounded(STATEMENT.dump_python(shown, mode="json"))
    figures = [
        # Of the version that computed them, not of the one that writes or checks them.
        {**_figure(point, measure, shown, agreement), "code_version": shown.version}
        for point in shown.points
        for measure in point.measures
        if measure.estimate is not None and agreement.measure_point(point.point).effect is not None
    ]
    definitions = definitions_to_json(shown, agreement)
    return {"schema": SCHEMA, **written, "definitions": definitions, "figures": figures}


def public_document(statement: EffectStatement, agreement: FrameworkAgreement) -> bytes:
    """The file ``effekt.json``: what may be published, and what papers can be made of again."""
    document = effect_statement_to_json(statement, agreement)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _figure(
    point: PointYear,
    measure: MeasureResult,
    statement: EffectStatement,
    agreement: FrameworkAgreement,
) -> dict[str, Any]:
    """The national effect with its derivation."""
    definition = agreement.measure_point(point.point).effect
    if measure.estimate is None or definition is None:
        raise LookupError(f"{point.point} {point.year}: no effect")
    figure = effect_figure(
        measure.estimate,
        name=_name(point, measure),
        agreement=agreement,
        definition=definition,
        inputs=statement.inputs,
    )
    return figure_to_json(figure)


def _name(point: PointYear, measure: MeasureResult) -> Text:
    name = MEASURE_NAMES[measure.measure]
    return Text(
        f"{point.title.da}, {name.da}, {point.year}", f"{point.title.en}, {name.en}, {point.year}"
    )


def effect_statement_from_json(document: Mapping[str, Any]) -> EffectStatement:
    """The public statement in ``document``, with numbers of six decimals.

    Every figure in it is computed anew. Raises ``ValueError`` for another schema, a missing part,
    or a figure that does not follow from its inputs.
    """
    if document.get("schema") not in READABLE:
        raise ValueError(f"an effect statement has the schema {SCHEMA}")
    for figure in document.get("figures", ()):
        figure_from_json(figure)
    beside = ("schema", "definitions", "figures")
    parts = {name: part for name, part in document.items() if name not in beside}
    return STATEMENT.validate_python(parts)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return value
