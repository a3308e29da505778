"""Making the national statement of what the hubs have published."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from samvirke import __version__
from samvirke.apps.accounts.domain import Verb, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.domain.refusals import StatementRefused
from samvirke.apps.contracts.domain.storing import lay_out
from samvirke.apps.contracts.models import (
    NationalFigure,
    NationalPage,
    NationalPaper,
    NationalStatement,
    Statement,
)
from samvirke.apps.store import one_at_a_time
from samvirke.figures import Figure, Language, Period, Text, figure_to_json
from samvirke.papers.national_statement import NationalReport, report_of, to_pdf, to_xlsx, view_of
from samvirke.papers.statement_folder import open_folder
from samvirke.schemes import results_statement
from samvirke.schemes.results_statement import (
    Step,
    compare_numbers,
    json_bytes,
    make_national_statement,
    national_to_json,
    statement_to_json,
)
from samvirke.territory import BodyKind, load_territory

NATIONAL = "national-opgoerelse"
_LANGUAGES: tuple[Language, ...] = ("da", "en")


@dataclass(frozen=True, slots=True)
class NationalYear:
    """A year's newest national statement, if any, and the statements it could be made of now.

    ``published`` are the numbers of the hubs' newest published versions.
    """

    year: int
    newest: NationalStatement | None
    published: Sequence[int]

    @property
    def lacking(self) -> tuple[int, ...]:
        """Which of the published the newest national statement is not made of."""
        held = () if self.newest is None else self.newest.sources
        return tuple(number for number in self.published if number not in held)


def national_years() -> list[NationalYear]:
    """The years that there is, or could be, a national statement of, the newest first."""
    newest = {item.year: item for item in NationalStatement.objects.order_by("version")}
    numbers: dict[int, list[int]] = {}
    for item in _published():
        numbers.setdefault(item.year, []).append(item.pk)
    years = sorted({*newest, *numbers}, reverse=True)
    return [NationalYear(year, newest.get(year), numbers.get(year, ())) for year in years]


def national_year(year: int) -> NationalYear:
    """The year's newest national statement, if any, and what it could be made of now."""
    return NationalYear(year, _newest(year), [item.pk for item in _published(year=year)])


def _published(**only: int) -> list[Statement]:
    """The newest published version of each hub's statement of each year, by hub."""
    found = Statement.objects.filter(cut_off=None, state=Step.PUBLISHED.value, **only)
    newest = {(item.year, item.hub): item for item in found.order_by("hub", "version")}
    return list(newest.values())


def make_national(
    year: int, *, organisation: str, by: User | None, at: datetime, on_behalf_of: str = ""
) -> NationalStatement:
    """Sets the year's published statements side by side and keeps that as a new version.

    Only public editions go in, so that anyone may read it. The same statements as the newest
    version's change nothing. Raises ``StatementRefused`` where nothing is published, or where a
    statement can no longer be recomputed as it was published.
    """
    sources = _published(year=year)
    if not sources:
        raise StatementRefused(_nothing_published(year))
    numbers = [item.pk for item in sources]
    newest = _newest(year)
    if newest is not None and newest.sources == numbers:
        return newest
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        editions = [_public(item, Path(scratch)) for item in sources]
    hubs = load_territory().bodies_of(BodyKind.HUB, on=Period.of_year(year).start)
    national = make_national_statement(editions, [(body.id, body.name) for body in hubs])
    reports = {language: report_of(national, language) for language in _LANGUAGES}
    papers = _papers(national, reports)
    with transaction.atomic():
        one_at_a_time(f"national:{year}")
        newest = _newest(year)  # again: another may have made one meanwhile
        if newest is not None and newest.sources == numbers:
            return newest
        record = NationalStatement(
            year=national.year,
            version=newest.version + 1 if newest else 1,
            made_at=at,
            made_by=by,
            code_version=__version__,
            sources=numbers,
            content=_content_of(papers),
            demo=national.demo,
        )
        _keep(record, national, reports, papers)
        record_event(
            organisation=organisation,
            actor=by,
            verb=Verb.NATIONAL_MADE,
            about=f"national:{record.pk}",
            reason=f"content={record.content}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return record


def _newest(year: int) -> NationalStatement | None:
    held = NationalStatement.objects.filter(year=year)
    newest: NationalStatement | None = held.order_by("-version").first()
    return newest


def _papers(
    national: results_statement.NationalStatement, reports: Mapping[Language, NationalReport]
) -> list[tuple[Language, str, bytes]]:
    document = json_bytes(national_to_json(national))
    return [
        (language, f"{NATIONAL}.{kind}", content)
        for language, report in reports.items()
        for kind, content in (
            ("pdf", to_pdf(report)),
            ("xlsx", to_xlsx(report)),
            ("json", document),
        )
    ]


def _keep(
    record: NationalStatement,
    national: results_statement.NationalStatement,
    reports: Mapping[Language, NationalReport],
    papers: list[tuple[Language, str, bytes]],
) -> None:
    """Stores the rows of the national statement: itself, its papers, pages and sums; for good."""
    record.save(force_insert=True)
    NationalPaper.objects.bulk_create(
        NationalPaper(
            national=record,
            language=language,
            name=name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for language, name, content in papers
    )
    NationalPage.objects.bulk_create(
        NationalPage(national=record, language=language, view=view_of(report, name=NATIONAL))
        for language, report in reports.items()
    )
    NationalFigure.objects.bulk_create(_figures(record, national))
    record.frozen = True
    record.save(update_fields=["frozen"])


def national_figure(address: str) -> NationalFigure | None:
    """The sum over the hubs under ``address``, with its newest national statement."""
    held = NationalFigure.objects.select_related("national").filter(address=address)
    found: NationalFigure | None = held.order_by("-national__version").first()
    return found


def _public(statement: Statement, scratch: Path) -> results_statement.Statement:
    """The public edition, made again from the stored basis; its numbers are those published."""
    folder = open_folder(lay_out(statement, scratch / str(statement.pk)))
    public = folder.basis.public(folder.recompute())
    if compare_numbers(folder.stored(public=True), statement_to_json(public)):
        raise StatementRefused(_differs(statement))
    return public


def _figures(
    record: NationalStatement, national: results_statement.NationalStatement
) -> Iterator[NationalFigure]:
    for row in national.rows:
        value = None if row.together is None else row.together.value
        if isinstance(value, Figure) and value.address is not None:
            content = figure_to_json(value)
            yield NationalFigure(national=record, address=value.address.path, content=content)


def _content_of(papers: list[tuple[Language, str, bytes]]) -> str:
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {language}/{name}\n"
        for language, name, content in sorted(papers)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _nothing_published(year: int) -> Text:
    return Text(
        da=f"Ingen erhvervshuse har offentliggjort en opgørelse for {year}, så der er intet at "
        "stille op ved siden af hinanden.",
        en=f"No business hub has published a statement of {year}, so there is nothing to set side "
        "by side.",
    )


def _differs(statement: Statement) -> Text:
    named = f"{statement.hub} {statement.year}, version {statement.version}"
    return Text(
        da=f"Opgørelsen {named} kan ikke længere regnes efter, som den blev offentliggjort. Kør "
        "»samvirke verify-statement« på dens mappe, og find ud af hvorfor.",
        en=f"The statement {named} can no longer be recomputed as it was published. Run 'samvirke "
        "verify-statement' on its folder and find out why.",
    )
