"""The effects of a published statement as figures, each under a permanent address.

An address names the agreement, the report's year and version, the measure point, its year and the
outcome, and the hub and theme where the effect is of those alone, such as
``/tal/effekt/ra-2021-2023/2023/1/ra21-m7b/2022/turnover/hus/fyn``. What is hidden has none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from samvirke.figures import (
    Address,
    Figure,
    Given,
    Rounding,
    Text,
    address,
    derive,
    distinct,
    figure_from_json,
    round_exact,
)
from samvirke.schemes.effect_statement.json_form import effect_statement_from_json
from samvirke.schemes.effect_statement.judging import DECIMALS
from samvirke.schemes.effect_statement.model import Estimate, Part


def addressed_figures(
    document: Mapping[str, Any], *, year: int, version: int, hubs: Mapping[str, str]
) -> dict[str, Figure]:
    """Every effect that the public ``document`` (``effekt.json``) shows, by its address.

    ``year`` and ``version`` are the report's, ``hubs`` the hubs' names by their ids. The national
    effects stand first. Raises ``ValueError`` for a document that is no effect statement.
    """
    statement = effect_statement_from_json(document)
    start = ("effekt", statement.agreement_id, str(year), str(version))
    shown = [
        (point, measure)
        for point in statement.points
        for measure in point.measures
        if measure.estimate is not None
    ]
    national: dict[str, Figure] = {}
    parts: dict[str, Figure] = {}
    for (point, measure), told in zip(shown, document["figures"], strict=True):
        names = (*start, point.point, str(point.year), measure.measure)
        whole = replace(figure_from_json(told), address=address(*names))
        national[str(whole.address)] = whole
        for part in measure.parts:
            if part.estimate is not None and (part.hub, part.theme) != (None, None):
                at = distinct(address(*names, *_below(part)), parts)
                parts[at.path] = _of_part(part, part.estimate, whole, at, hubs)
    return {**national, **parts}


def _of_part(
    part: Part, estimate: Estimate, whole: Figure, at: Address, hubs: Mapping[str, str]
) -> Figure:
    """The effect of a part, by the same rule and from the same files as that of the whole."""
    given = (item for item in whole.derivation.inputs if isinstance(item, Given))
    inputs = tuple(
        replace(item, value=round_exact(Fraction(growth), Rounding.HALF_UP, decimals=DECIMALS))
        for item, growth in zip(given, estimate.growths, strict=True)
    )
    named = (whole.name, *_named(part, hubs))
    name = Text(da=", ".join(word.da for word in named), en=", ".join(word.en for word in named))
    return derive(name, whole.unit, replace(whole.derivation, inputs=inputs), address=at)


def _named(part: Part, hubs: Mapping[str, str]) -> Iterator[Text]:
    """The hub's name and the theme, where the part is of them alone."""
    if part.hub is not None:
        name = hubs.get(part.hub, part.hub)
        yield Text(name, name)
    if part.theme is not None:
        yield Text(part.theme, part.theme) if part.theme else _NO_THEME


def _below(part: Part) -> Iterator[str]:
    """What follows in the address after the whole's."""
    if part.hub is not None:
        yield from ("hus", part.hub)
    if part.theme is not None:
        yield from ("tema", part.theme or _NO_THEME.da)


_NO_THEME = Text(da="uden tema", en="without theme")
