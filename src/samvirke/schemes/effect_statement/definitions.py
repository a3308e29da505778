"""The choices that an effect was measured by go with it, and are held against the agreement's.

What the agreement prints must be as it prints it. What it leaves open may be chosen otherwise, and
is then named; but no choice may show more than the agreement's rule for what must be hidden.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from samvirke.agreements import EffectDefinition, FrameworkAgreement, MeasurePoint
from samvirke.figures import Text, canonical, format_number
from samvirke.records import Record
from samvirke.schemes.effect_statement.model import EffectStatement


def definitions_to_json(
    statement: EffectStatement, agreement: FrameworkAgreement
) -> list[dict[str, Any]]:
    """The definition of every point of ``statement`` as JSON values, with its fingerprint."""
    found = []
    for id_ in dict.fromkeys(point.point for point in statement.points):
        definition = agreement.measure_point(id_).effect
        if definition is not None:
            told = _plain(definition)
            found.append({"point": id_, "fingerprint": _fingerprint(told), "definition": told})
    return found


def definitions_from_json(document: Mapping[str, Any]) -> dict[str, EffectDefinition]:
    """The definitions in ``effekt.json`` by their points; none in a file of an earlier schema.

    Raises ``ValueError`` for one that is damaged or whose fingerprint is of another.
    """
    found = {}
    for told in document.get("definitions", ()):
        if told["fingerprint"] != _fingerprint(told["definition"]):
            raise ValueError("a definition's fingerprint is of another definition")
        found[str(told["point"])] = EffectDefinition.model_validate(told["definition"])
    return found


def measured_with(
    agreement: FrameworkAgreement, definitions: Mapping[str, EffectDefinition]
) -> FrameworkAgreement:
    """``agreement`` with ``definitions`` in the place of its own for those points."""

    def point(held: MeasurePoint) -> MeasurePoint:
        own = definitions.get(held.id)
        return held if own is None else held.model_copy(update={"effect": own})

    goals = tuple(
        goal.model_copy(update={"measure_points": tuple(map(point, goal.measure_points))})
        for goal in agreement.goals
    )
    return agreement.model_copy(update={"goals": goals})


def departures(definition: EffectDefinition, held: EffectDefinition) -> tuple[str, ...]:
    """The fields in which ``definition`` is another than ``held``, the agreement's own."""
    return tuple(
        name
        for name in EffectDefinition.model_fields
        if getattr(definition, name) != getattr(held, name)
    )


def forbidden(definition: EffectDefinition, held: EffectDefinition) -> tuple[str, ...]:
    """The fields among those that the agreement does not leave open."""
    return tuple(name for name in departures(definition, held) if name not in held.our_reading)


def shows_more(definition: EffectDefinition, held: EffectDefinition) -> bool:
    """Whether ``definition`` would show what ``held``, the agreement's own, hides."""
    rule, floor = definition.disclosure, held.disclosure
    return rule.minimum < floor.minimum or rule.dominance_percent > floor.dominance_percent


def hiding_rules(definition: EffectDefinition, held: EffectDefinition) -> Text:
    """The two rules for what must be hidden, side by side."""
    told, asked = _rule(definition), _rule(held)
    return Text(da=f"{told.da} (aftalen: {asked.da})", en=f"{told.en} (the agreement: {asked.en})")


def _rule(definition: EffectDefinition) -> Text:
    rule = definition.disclosure
    da, en = (format_number(rule.dominance_percent, language) for language in ("da", "en"))
    return Text(
        da=f"under {rule.minimum} virksomheder, eller én over {da} pct.",
        en=f"below {rule.minimum} companies, or one above {en} per cent",
    )


def hiding_warnings(
    agreement: FrameworkAgreement, installed: FrameworkAgreement | None
) -> Iterator[Text]:
    """A warning for each point of ``agreement`` that shows what the installed one would hide."""
    own = {} if installed is None else {one.id: one.effect for one in installed.measure_points}
    for point in agreement.measure_points:
        held = own.get(point.id)
        if point.effect is not None and held is not None and shows_more(point.effect, held):
            rules = hiding_rules(point.effect, held)
            yield Text(
                da=f"Pas på: {point.id} skjuler mindre end aftalens regel: {rules.da}. Rapporten "
                "kan røbe enkelte virksomheder og kan ikke offentliggøres.",
                en=f"Take care: {point.id} hides less than the agreement's rule: {rules.en}. The "
                "report may tell on single companies, and cannot be published.",
            )


def _plain(value: Any) -> Any:
    """``value`` as the agreement's file writes it: exact numbers as texts."""
    if isinstance(value, Fraction):
        return canonical(value)
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _fingerprint(told: Any) -> str:
    written = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
