"""Publishing an effect statement that was computed on a closed machine."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from samvirke.agreements import FrameworkAgreement, load_agreements
from samvirke.apps.accounts.domain import Verb, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.effects.models import EffectFile, EffectPage, EffectReport
from samvirke.apps.store import one_at_a_time
from samvirke.figures import Language
from samvirke.papers.effect_report import report_of, to_pdf, to_xlsx, view_of
from samvirke.schemes.effect_statement import EffectStatement, publishable, unless_broken

NAME = "effekt"
DOCUMENT = f"{NAME}.json"
MOST_BYTES = 20 * 1024 * 1024
_LANGUAGES: tuple[Language, ...] = ("da", "en")


class Stored(NamedTuple):
    """The version that holds a file; ``is_new`` where it was not there before."""

    report: EffectReport
    is_new: bool


def store_report(
    content: bytes,
    *,
    organisation: str,
    by: User | None,
    at: datetime,
    on_behalf_of: str = "",
) -> Stored:
    """Publishes the ``effekt.json`` in ``content`` with papers and pages in both languages.

    The papers are made here of what was read, so that nothing else than the file can get out. The
    same bytes as the newest version's change nothing. Raises ``NotPublishable``.
    """
    statement, agreement = publishable(content, load_agreements())
    year = _year(statement)
    sha256 = hashlib.sha256(content).hexdigest()
    newest = _newest(agreement, year)
    if newest is not None and newest.sha256 == sha256:
        return Stored(newest, is_new=False)
    with unless_broken():
        editions = [_edition(statement, agreement, language) for language in _LANGUAGES]
    with transaction.atomic():
        one_at_a_time(f"effect:{agreement.id}:{year}")
        newest = _newest(agreement, year)  # again: another may have stored one meanwhile
        if newest is not None and newest.sha256 == sha256:
            return Stored(newest, is_new=False)
        report: EffectReport = EffectReport.objects.create(
            agreement=agreement.id,
            year=year,
            version=newest.version + 1 if newest else 1,
            title=statement.agreement,
            code_version=statement.version,
            sha256=sha256,
            demo=statement.demo,
            stored_at=at,
            stored_by=by,
        )
        for edition in editions:
            _keep(report, edition, content)
        report.frozen = True
        report.save(update_fields=["frozen"])
        record_event(
            organisation=organisation,
            actor=by,
            verb=Verb.EFFECT_STORED,
            about=f"effect:{report.pk}",
            reason=f"sha256={sha256}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return Stored(report, is_new=True)


def _newest(agreement: FrameworkAgreement, year: int) -> EffectReport | None:
    earlier = EffectReport.objects.filter(agreement=agreement.id, year=year)
    newest: EffectReport | None = earlier.order_by("-version").first()
    return newest


def _year(statement: EffectStatement) -> int:
    measured = [point.year for point in statement.points if point.measures]
    return max(measured or [point.year for point in statement.points])


@dataclass(frozen=True, slots=True)
class _Edition:
    language: Language
    files: dict[str, bytes]
    view: dict[str, Any]


def _edition(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> _Edition:
    report = report_of(statement, agreement, language)
    charts = {f"{chart.name}.svg": chart.svg.encode() for chart in report.charts}
    papers = {f"{NAME}.pdf": to_pdf(report), f"{NAME}.xlsx": to_xlsx(report)}
    return _Edition(language, charts | papers, view_of(report, statement, agreement))


def _keep(report: EffectReport, edition: _Edition, document: bytes) -> None:
    files = {**edition.files, DOCUMENT: document}
    EffectFile.objects.bulk_create(
        EffectFile(
            report=report,
            language=edition.language,
            name=name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for name, content in files.items()
    )
    EffectPage.objects.create(
        report=report,
        language=edition.language,
        headlines=edition.view["headlines"],
        view=edition.view,
    )
