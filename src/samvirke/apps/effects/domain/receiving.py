"""A hub's published effects for its results statement."""

import json

from django.utils.timezone import localtime

from samvirke.agreements import agreement_in_force, load_agreements
from samvirke.apps.effects.domain.storing import DOCUMENT
from samvirke.apps.effects.models import EffectFile, EffectReport
from samvirke.figures import Period
from samvirke.papers.effect_report import LeftOut, left_out, with_effects
from samvirke.schemes.effect_statement import EffectStatement, effect_statement_from_json


def published_effects(year: int, *, demo: bool) -> EffectReport | None:
    """The effect statement that was published last and reaches the year, if any.

    Made-up effects belong to made-up statements alone, and real ones to real ones.
    """
    agreement = agreement_in_force(load_agreements(), on=Period.of_year(year).start)
    if agreement is None:
        return None
    reports = EffectReport.objects.filter(agreement=agreement.id, year__gte=year, demo=demo)
    newest: EffectReport | None = reports.order_by("-year", "-version").first()
    return newest


def with_published_effects(
    assessments: bytes | None, *, hub: str, year: int, demo: bool
) -> bytes | None:
    """``assessments`` with the effects that were published last for the hub and the year."""
    newest = published_effects(year, demo=demo)
    agreement = agreement_in_force(load_agreements(), on=Period.of_year(year).start)
    if newest is None or agreement is None:
        return assessments
    statement = _read(newest)
    on = localtime(newest.stored_at).date()
    return with_effects(assessments, statement, agreement, hub=hub, year=year, on=on)


def effects_left_out(report: EffectReport, *, hub: str, year: int) -> tuple[LeftOut, ...]:
    """The hub's effects of the year that are measured and published, but not as a number."""
    found = left_out(_read(report))
    return tuple(item for item in found if (item.hub, item.year) == (hub, year))


def _read(report: EffectReport) -> EffectStatement:
    held = EffectFile.objects.get(report=report, language="da", name=DOCUMENT)
    return effect_statement_from_json(json.loads(bytes(held.content)))
