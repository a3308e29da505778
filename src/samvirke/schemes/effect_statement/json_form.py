"""The effect statement as JSON for the public: no matches, no hidden number, figures with values.

Floats are written with six decimals: more would be noise.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Text, figure_from_json, figure_to_json
from samvirke.schemes.effect_statement.judging import DECIMALS, effect_figure
from samvirke.schemes.effect_statement.model import (
    STATEMENT,
    EffectStatement,
    Line,
    MeasureResult,
    PointYear,
)
from samvirke.schemes.effect_statement.parts import published

SCHEMA = "samvirke.effect-statement/1"


def public(statement: EffectStatement) -> EffectStatement:
    """The statement without matches and without what must be hidden."""
    return replace(statement, points=tuple(_public_point(point) for point in statement.points))


def _public_point(point: PointYear) -> PointYear:
    return replace(
        point,
        matches=(),
        measures=tuple(_public_measure(one, point.shown_from) for one in point.measures),
    )


def _public_measure(measure: MeasureResult, minimum: int) -> MeasureResult:
    """National numbers go with the national part, where that itself must be hidden."""
    parts = tuple(published(measure.parts))
    if not any(part.hub is None and part.theme is None and part.hidden for part in parts):
        lines = tuple(_public_line(line, measure, minimum) for line in measure.lines)
        return replace(measure, parts=parts, lines=lines)
    return replace(
        measure,
        parts=parts,
        estimate=None,
        why_not=_HIDDEN,
        abadie_imbens_error=None,
        clustered_error=None,
        verdict="too_few",
        certainty=None,
        naive=None,
        lines=(),
        band=None,
        placebos=None,
        left_out=None,
    )


# These lines rest on the main pairs but for a few: the few follow by subtraction.
_SUBSETS = ("exits_all", "trimmed_1", "trimmed_5")


def _public_line(line: Line, measure: MeasureResult, minimum: int) -> Line:
    if line.code not in _SUBSETS or line.estimate is None or measure.estimate is None:
        return line
    apart = abs(line.estimate.guided - measure.estimate.guided)
    return replace(line, estimate=None, why_not=_FOLLOWS) if 0 < apart < minimum else line


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


_FOLLOWS = Text(
    da="Skjult: tallet for få virksomheder ville følge ved at trække fra.",
    en="Hidden: the number of few companies would follow by subtraction.",
)
_HIDDEN = Text(
    da="Skjult: for få virksomheder, eller én af dem vejer for meget.",
    en="Hidden: too few companies, or one of them outweighs the rest.",
)
