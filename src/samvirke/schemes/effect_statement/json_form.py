"""The effect statement as JSON for the public: no matches, no hidden number, figures with values.

Floats are written with six decimals: more would be noise.
"""

from collections.abc import Mapping
from typing import Any

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Text, figure_from_json, figure_to_json
from samvirke.schemes.effect_statement.edition import public
from samvirke.schemes.effect_statement.judging import DECIMALS, effect_figure
from samvirke.schemes.effect_statement.model import STATEMENT, EffectStatement

SCHEMA = "samvirke.effect-statement/1"


def effect_statement_to_json(
    statement: EffectStatement, agreement: FrameworkAgreement
) -> dict[str, Any]:
    """The public statement as JSON values, each national effect also as a figure."""
    shown = public(statement)
    written = _rounded(STATEMENT.dump_python(shown, mode="json"))
    figures = [
        figure_to_json(
            effect_figure(
                measure.estimate,
                name=Text(
                    f"{point.title.da}, {measure.measure}, {point.year}",
                    f"{point.title.en}, {measure.measure}, {point.year}",
                ),
                agreement=agreement,
                definition=definition,
                inputs=shown.inputs,
            )
        )
        for point in shown.points
        for measure in point.measures
        if measure.estimate is not None
        and (definition := agreement.measure_point(point.point).effect) is not None
    ]
    return {"schema": SCHEMA, **written, "figures": figures}


def effect_statement_from_json(document: Mapping[str, Any]) -> EffectStatement:
    """The public statement in ``document``, with numbers of six decimals.

    Every figure in it is computed anew. Raises ``ValueError`` for another schema, a missing part,
    or a figure that does not follow from its inputs.
    """
    if document.get("schema") != SCHEMA:
        raise ValueError(f"an effect statement has the schema {SCHEMA}")
    for figure in document.get("figures", ()):
        figure_from_json(figure)
    parts = {name: part for name, part in document.items() if name not in ("schema", "figures")}
    return STATEMENT.validate_python(parts)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return value
