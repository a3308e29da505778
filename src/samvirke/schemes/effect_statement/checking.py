"""Is an effect statement that comes from outside fit to be published?

It was computed on another, closed machine, so its effects cannot be computed again here. All that
follows from them can (``following``), and what must be hidden, by the agreement's own rule.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from samvirke.agreements import EffectDefinition, FrameworkAgreement
from samvirke.figures import Text
from samvirke.schemes.effect_statement.definitions import (
    definitions_from_json,
    forbidden,
    hiding_rules,
    measured_with,
    shows_more,
)
from samvirke.schemes.effect_statement.edition import public, shows_few
from samvirke.schemes.effect_statement.following import follows
from samvirke.schemes.effect_statement.json_form import (
    READABLE,
    SCHEMA,
    effect_statement_from_json,
    effect_statement_to_json,
    public_document,
)
from samvirke.schemes.effect_statement.model import EffectStatement


class NotPublishable(Exception):
    """An effect statement that must not be published as it is. Speaks both languages."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


def publishable(
    content: bytes, agreements: Sequence[FrameworkAgreement]
) -> tuple[EffectStatement, FrameworkAgreement]:
    """The statement in the bytes of ``effekt.json``, and the agreement that it is about with the
    choices that it was measured by.

    Raises ``NotPublishable`` for bytes that are no effect statement of this version, an agreement
    that is not in ``agreements``, a choice that the agreement does not leave open, a number that
    it hides, and anything that does not follow from the effects.
    """
    document = _document(content)
    with unless_broken():
        statement = effect_statement_from_json(document)
        definitions = definitions_from_json(document)
        agreement = _agreement(statement, definitions, agreements)
        _check(statement, agreement)
        if effect_statement_to_json(statement, agreement)["figures"] != document["figures"]:
            raise NotPublishable(_OTHERWISE)
        if public_document(statement, agreement) != content:
            raise NotPublishable(_NOT_AS_WRITTEN)
        return statement, agreement


@contextmanager
def unless_broken() -> Iterator[None]:
    """Turns what a missing, unknown or impossible part of a statement raises into a refusal."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise NotPublishable(_DAMAGED) from error


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotPublishable(_DAMAGED) from error
    if not isinstance(document, dict) or "figures" not in document:
        raise NotPublishable(_DAMAGED)
    if document.get("schema") in READABLE and document["schema"] != SCHEMA:
        raise NotPublishable(_EARLIER)
    return document


def _agreement(
    statement: EffectStatement,
    definitions: dict[str, EffectDefinition],
    agreements: Sequence[FrameworkAgreement],
) -> FrameworkAgreement:
    """The agreement with the statement's definitions, none of which it forbids."""
    agreement = next((item for item in agreements if item.id == statement.agreement_id), None)
    if agreement is None:
        raise NotPublishable(_unknown(statement.agreement_id))
    if not statement.points or set(definitions) != {point.point for point in statement.points}:
        raise NotPublishable(_DAMAGED)
    for id_, definition in definitions.items():
        held = agreement.measure_point(id_).effect
        if held is None:
            raise NotPublishable(_DAMAGED)
        if shows_more(definition, held):
            raise NotPublishable(_shows_more(id_, definition, held))
        if names := forbidden(definition, held):
            raise NotPublishable(_not_open(id_, names))
    return measured_with(agreement, definitions)


def _check(statement: EffectStatement, agreement: FrameworkAgreement) -> None:
    """Nothing hidden is shown, and all follows from the effects and the agreement."""
    held = [(point, agreement.measure_point(point.point)) for point in statement.points]
    measured = [(point, own, own.effect) for point, own in held if own.effect is not None]
    limits = {point.shown_from - effect.disclosure.minimum for point, _, effect in measured}
    if limits != {0} or statement != public(statement) or shows_few(statement):
        raise NotPublishable(_SHOWN)
    years = {(point.point, point.year) for point in statement.points}
    if (
        statement.agreement != agreement.title
        or len(years) != len(statement.points)
        or not all(follows(*one) for one in measured)
    ):
        raise NotPublishable(_OTHERWISE)
    if statement.inputs.made_up and not statement.demo:
        raise NotPublishable(_MADE_UP)


_DAMAGED = Text(
    da="Filen er ikke en hel effektmåling fra »samvirke effect« (effekt.json), eller den er "
    "beskadiget. Intet er gemt. Hent den igen fra den maskine, den blev regnet på.",
    en="The file is no whole effect statement from 'samvirke effect' (effekt.json), or it is "
    "damaged. Nothing was stored. Fetch it again from the machine it was computed on.",
)
_EARLIER = Text(
    da="Filen er skrevet af en tidligere udgave af Samvirke og siger ikke, efter hvilke valg der "
    "er målt. Intet er gemt. Kør »samvirke effect« igen med den nye udgave.",
    en="The file was written by an earlier version of Samvirke and does not say by which choices "
    "it was measured. Nothing was stored. Run 'samvirke effect' again with the new version.",
)
_SHOWN = Text(
    da="Filen viser tal, som skal være skjult, fordi de ville røbe enkelte virksomheder. Intet er "
    "gemt. Brug effekt.json, som »samvirke effect« skrev den, og slet den rettede fil.",
    en="The file shows numbers that must be hidden, since they would tell on single companies. "
    "Nothing was stored. Use effekt.json as 'samvirke effect' wrote it, and delete the edited "
    "file.",
)
_OTHERWISE = Text(
    da="Tallene, kravene eller vurderingerne i filen følger ikke af effekterne og aftalen; filen "
    "er rettet, efter at den blev skrevet, eller aftalens fil var en anden. Intet er gemt. Brug "
    "effekt.json, som »samvirke effect« skrev den, og mål med den aftale, der er her.",
    en="The numbers, thresholds or verdicts in the file do not follow from the effects and the "
    "agreement; it was edited after it was written, or the agreement's file was another. Nothing "
    "was stored. Use effekt.json as 'samvirke effect' wrote it, measured by the agreement held "
    "here.",
)
_NOT_AS_WRITTEN = Text(
    da="Filen er ikke helt, som »samvirke effect« skrev den: noget er føjet til, fjernet eller "
    "skrevet om. Intet er gemt. Brug effekt.json fra mappen uden at åbne og gemme den.",
    en="The file is not quite as 'samvirke effect' wrote it: something was added, removed or "
    "rewritten. Nothing was stored. Use effekt.json of the folder without opening and saving it.",
)
_MADE_UP = Text(
    da="Filen bygger på et register eller en liste, der er mærket som opdigtede demodata, men "
    "siger det ikke selv. Intet er gemt. Brug effekt.json, som »samvirke effect« skrev den.",
    en="The file rests on a register or a list that is marked as made-up demo data, but does not "
    "say so itself. Nothing was stored. Use effekt.json as 'samvirke effect' wrote it.",
)


def _unknown(id_: str) -> Text:
    return Text(
        da=f"Effektmålingen er om en aftale, der ikke er her: {id_[:40]}. Intet er gemt.",
        en=f"The effect statement is about an agreement that is not here: {id_[:40]}. Nothing was "
        "stored.",
    )


def _shows_more(id_: str, definition: EffectDefinition, held: EffectDefinition) -> Text:
    rules = hiding_rules(definition, held)
    return Text(
        da=f"Filen er målt med en regel, der skjuler mindre end aftalens: {id_}: {rules.da}. Så "
        "kan enkelte virksomheders tal læses. Intet er gemt. Mål igen med aftalens »disclosure«.",
        en=f"The file was measured with a rule that hides less than the agreement's: {id_}: "
        f"{rules.en}. Single companies' numbers could be read. Nothing was stored. Measure again "
        "with the agreement's 'disclosure'.",
    )


def _not_open(id_: str, names: tuple[str, ...]) -> Text:
    told = ", ".join(names)
    return Text(
        da=f"Filen er målt med noget andet, end aftalen siger om {id_}: {told}. Det er ikke et "
        "valg, aftalen lader stå åbent. Intet er gemt. Mål igen med aftalens fil.",
        en=f"The file was measured by something else than the agreement says of {id_}: {told}. "
        "The agreement does not leave that open. Nothing was stored. Measure again by its file.",
    )
