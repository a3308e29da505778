"""Is an effect statement that comes from outside fit to be published?

It was computed on another, closed machine, so its effects cannot be computed again here. All that
follows from them can: figures, verdicts, thresholds and what must be hidden.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from samvirke.agreements import FrameworkAgreement
from samvirke.agreements.requirements import requirement
from samvirke.agreements.vocabulary import Measure
from samvirke.figures import Text, canonical
from samvirke.schemes.effect_statement.edition import public, shows_few
from samvirke.schemes.effect_statement.json_form import (
    effect_statement_from_json,
    effect_statement_to_json,
)
from samvirke.schemes.effect_statement.judging import certainty, verdict, verdict_beside
from samvirke.schemes.effect_statement.model import EffectStatement, MeasureResult, PointYear


class NotPublishable(Exception):
    """An effect statement that must not be published as it is. Speaks both languages."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


def publishable(
    content: bytes, agreements: Sequence[FrameworkAgreement]
) -> tuple[EffectStatement, FrameworkAgreement]:
    """The statement in the bytes of ``effekt.json``, and which of ``agreements`` it is about.

    Raises ``NotPublishable`` for bytes that are no effect statement, for an agreement that is not
    there, for a number that must be hidden, and for a figure, threshold or verdict that does not
    follow from the effects.
    """
    document = _document(content)
    with unless_broken():
        statement = effect_statement_from_json(document)
        return statement, _checked(statement, document["figures"], agreements)


@contextmanager
def unless_broken() -> Iterator[None]:
    """Turns what a missing, unknown or impossible part of a statement raises into a refusal."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotPublishable(_DAMAGED) from error


def _checked(
    statement: EffectStatement, figures: object, agreements: Sequence[FrameworkAgreement]
) -> FrameworkAgreement:
    """The agreement that the statement is about, when all in it follows from the effects."""
    agreement = next((item for item in agreements if item.id == statement.agreement_id), None)
    if agreement is None:
        raise NotPublishable(_unknown(statement.agreement_id))
    if not statement.points:
        raise NotPublishable(_DAMAGED)
    if statement != public(statement) or shows_few(statement):
        raise NotPublishable(_SHOWN)
    follows = all(check for point in statement.points for check in _follows(point, agreement))
    if not follows or effect_statement_to_json(statement, agreement)["figures"] != figures:
        raise NotPublishable(_OTHERWISE)
    return agreement


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotPublishable(_DAMAGED) from error
    if not isinstance(document, dict) or "figures" not in document:
        raise NotPublishable(_DAMAGED)
    return document


def _follows(point: PointYear, agreement: FrameworkAgreement) -> Iterator[bool]:
    """Whether the point's thresholds are the agreement's, and its verdicts follow from them."""
    held = agreement.measure_point(point.point)
    if held.effect is None:
        yield False
        return
    least = held.effect.minimum_pairs
    for one in point.measures:
        threshold = requirement(held, year=point.year, measure=cast(Measure, one.measure)).threshold
        if threshold is None:
            yield False
            return
        told = (one.operator, one.threshold, one.threshold_clause)
        yield told == (threshold.operator, canonical(threshold.number), threshold.clause)
        yield one.verdict == verdict(one.estimate, threshold, least)
        yield one.certainty == certainty(one.estimate, threshold)
        yield from _parts_follow(one, least)


def _parts_follow(measure: MeasureResult, least: int) -> Iterator[bool]:
    for part in measure.parts:
        if part.hidden is None:
            yield part.verdict == (verdict_beside(part.estimate, measure, least) or "too_few")


_DAMAGED = Text(
    da="Filen er ikke en hel effektmåling fra »samvirke effect« (effekt.json), eller den er "
    "beskadiget. Intet er gemt. Hent den igen fra den maskine, den blev regnet på.",
    en="The file is no whole effect statement from 'samvirke effect' (effekt.json), or it is "
    "damaged. Nothing was stored. Fetch it again from the machine it was computed on.",
)
_SHOWN = Text(
    da="Filen viser tal, som skal være skjult, fordi de ville røbe enkelte virksomheder. Intet er "
    "gemt. Brug effekt.json, som »samvirke effect« skrev den, og slet den rettede fil.",
    en="The file shows numbers that must be hidden, since they would tell on single companies. "
    "Nothing was stored. Use effekt.json as 'samvirke effect' wrote it, and delete the edited "
    "file.",
)
_OTHERWISE = Text(
    da="Tallene, kravene eller vurderingerne i filen følger ikke af effekterne og aftalen. "
    "Filen er enten rettet eller målt efter en anden definition. Intet er gemt. Er den målt efter "
    "en kopi af aftalens fil, så gem den med »samvirke store-effect« og --agreement.",
    en="The numbers, thresholds or verdicts in the file do not follow from the effects and the "
    "agreement. Either the file was edited, or it was measured by another definition. Nothing was "
    "stored. If it was measured by a copy of the agreement's file, store it with 'samvirke "
    "store-effect' and --agreement.",
)


def _unknown(id_: str) -> Text:
    return Text(
        da=f"Effektmålingen er om en aftale, der ikke er her: {id_[:40]}. Intet er gemt.",
        en=f"The effect statement is about an agreement that is not here: {id_[:40]}. Nothing was "
        "stored.",
    )
