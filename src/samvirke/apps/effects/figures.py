"""The effects of a report as figures by their permanent addresses."""

import json
import re
from functools import lru_cache

from samvirke.apps.effects.domain import DOCUMENT
from samvirke.apps.effects.models import EffectReport
from samvirke.figures import Figure
from samvirke.schemes.effect_statement import addressed_figures
from samvirke.territory import BodyKind, load_territory

_ADDRESS = re.compile(r"/tal/effekt/([a-z0-9-]+)/([12]\d{3})/(\d{1,6})/.+")
_REPORTS_KEPT = 8


def figure_at(address: str) -> tuple[EffectReport, Figure] | None:
    """The effect at ``address`` with its report; ``None`` for no such figure.

    What is published all may see, and nothing else is stored.
    """
    named = _ADDRESS.fullmatch(address)
    if named is None:
        return None
    reports = EffectReport.objects.filter(year=int(named[2]), version=int(named[3]))
    report = reports.filter(agreement__iexact=named[1]).first()
    figure = None if report is None else figures_of(report).get(address)
    return None if report is None or figure is None else (report, figure)


def figures_of(report: EffectReport) -> dict[str, Figure]:
    """Every effect that the report shows, by its address; the national ones first."""
    return _figures(report.pk, report.version, report.sha256)


@lru_cache(maxsize=_REPORTS_KEPT)
def _figures(number: int, version: int, sha256: str) -> dict[str, Figure]:
    """A stored report never changes: version and fingerprint tell those of two databases apart."""
    report = EffectReport.objects.get(pk=number, version=version, sha256=sha256)
    document = json.loads(bytes(report.files.get(language="da", name=DOCUMENT).content))
    hubs = {body.id: body.name for body in load_territory().bodies if body.kind is BodyKind.HUB}
    return addressed_figures(document, year=report.year, version=report.version, hubs=hubs)
