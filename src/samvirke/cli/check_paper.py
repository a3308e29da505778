"""``samvirke check-paper``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.cli.page_progress import page_progress
from samvirke.figures import Language, Text
from samvirke.papers.own_paper import check_with_objects
from samvirke.papers.writing import write_all
from samvirke.records.archive import Line
from samvirke.records.archive.bundle import OLD_LETTERS
from samvirke.records.problems import printable
from samvirke.schemes.paper_check import (
    Checked,
    Finding,
    Grade,
    PaperCheck,
    accept,
    acceptance_text,
)
from samvirke.schemes.paper_check.own import OwnPaper


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``check-paper``."""
    parser.description = (
        "Leder i et mødebilag efter summer, der ikke passer med delene, andele, der ikke passer "
        "med tallene, resultatkontrakter, der afviger fra rammeaftalen, og fejl i indhold, "
        "nummerering, navne og ugedage. Papirer, som Samvirke selv har lavet, regnes efter fra "
        "deres grundlag, og hvert tal og ord holdes op mod det. Afslutter med 0, når intet står "
        "åbent, 1, når noget gør, og 2, når filen ikke kan bruges."
    )
    parser.add_argument("file", metavar="FIL", type=Path, help="bilaget, PDF eller tekst")
    parser.add_argument(
        "--object",
        metavar="FIL",
        type=Path,
        action="append",
        default=[],
        dest="objects",
        help="det, som et papir fra Samvirke er lavet af: JSON-fil, kontrakt eller mappe (kan "
        "gentages); ellers søges der ved siden af papiret",
    )
    parser.add_argument(
        "--accepted", metavar="FIL", type=Path, help="fund, der er godtaget med en grund (YAML)"
    )
    parser.add_argument(
        "--write-accepted",
        metavar="FIL",
        type=Path,
        help="skriv fundene som YAML, hvor grunde kan skrives til; grunde i en fil, der findes, "
        "bliver stående",
    )
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    check = check_with_objects(options.file, page_progress(language), objects=options.objects)
    if options.accepted is not None:
        check = accept(check, options.accepted)
    if options.json:
        print_json(check.to_json(language))
    else:
        print("\n".join(printable(line) for line in _in_words(check, language)))
    if options.write_accepted is not None:
        target = options.write_accepted
        before = target if target.exists() else None
        content = acceptance_text(check, language, before).encode("utf-8")
        write_all(target.parent, {target.name: content})
    return FOUND if check.open else FINE


def _in_words(check: PaperCheck, language: Language) -> Iterator[str]:
    yield check.file
    yield "=" * len(check.file)
    yield _LOOKED.in_language(language).format(
        tables=check.tables, recomputed=check.recomputed, found=len(check.open)
    )
    if check.old_letters:
        yield OLD_LETTERS.in_language(language)
    yield from (_own(paper, language) for paper in check.own)
    if check.unknown_totals:
        yield _UNKNOWN.in_language(language).format(totals=check.unknown_totals)
    if check.left_totals:
        rows = "; ".join(
            f"»{label}« ({_line(line, language)})" for line, label in check.left_totals.items()
        )
        yield _LEFT.in_language(language).format(totals=len(check.left_totals), rows=rows)
    for grade in Grade:
        findings = [item for item in check.findings if item.finding.grade is grade]
        if findings:
            yield ""
            yield f"{grade.label.in_language(language)} ({len(findings)})"
            for item in findings:
                yield from _finding(item, check.stamp(item.finding), language)
    if check.gone:
        yield ""
        yield _GONE.in_language(language).format(ids=", ".join(check.gone))


def _own(paper: OwnPaper, language: Language) -> str:
    """What an own paper was recomputed from, or that it was not: a finding says why."""
    pages = ""
    if paper.pages is not None:
        first, last = paper.pages
        span = str(first) if first == last else f"{first}–{last}"
        pages = f" ({_PAGE.in_language(language)} {span})"
    if paper.reason is not None:
        return _NOT_REMADE.in_language(language).format(id=paper.id, pages=pages)
    told = _REMADE.in_language(language)
    return told.format(id=paper.id, pages=pages, object=paper.object, lines=paper.compared)


def _finding(item: Checked, stamp: str | None, language: Language) -> Iterator[str]:
    found = item.finding
    kind = found.kind.label.in_language(language)
    yield f"- {_place(found, stamp, language)}{kind}. {found.message.in_language(language)}"
    if found.table:
        yield f"  {_TABLE.in_language(language)}: {found.table}"
    if item.accepted is not None:
        yield f"  {_ACCEPTED.in_language(language)}: {item.accepted}"


def _line(line: Line, language: Language) -> str:
    parts = [f"{_PAGE.in_language(language)} {line.page}"] if line.page is not None else []
    return ", ".join([*parts, f"{_LINE.in_language(language)} {line.number}"])


def _place(found: Finding, stamp: str | None, language: Language) -> str:
    """Where a finding stands; in an annex book as one refers to it, which no supplement changes."""
    page, line = _PAGE.in_language(language), _LINE.in_language(language)
    parts = [f"{page} {found.page}"] if found.page is not None else []
    if stamp is not None:
        parts = [_OF_BOOK.in_language(language).format(stamp=stamp, page=found.page)]
    parts += [f"{line} {found.line}"] if found.line is not None else []
    return f"{', '.join(parts)}: " if parts else ""


_LOOKED = Text(
    da="Tabeller: {tables}, heraf {recomputed} regnet efter. Åbne fund: {found}.",
    en="Tables: {tables}, of which {recomputed} recomputed. Open findings: {found}.",
)
_REMADE = Text(
    da="Fra Samvirke: {id}{pages}, regnet efter fra {object}; {lines} linjer holdt op mod det.",
    en="From Samvirke: {id}{pages}, recomputed from {object}; {lines} lines held against it.",
)
_NOT_REMADE = Text(
    da="Fra Samvirke: {id}{pages}, IKKE regnet efter (se nedenfor).",
    en="From Samvirke: {id}{pages}, NOT recomputed (see below).",
)
_UNKNOWN = Text(
    da="Summer, der ikke kan regnes efter, fordi en del er skjult eller ikke kan "
    "læses (fx *, <5, .. eller ca. 50): {totals}.",
    en="Totals that cannot be recomputed since a part is hidden or cannot be read (such as *, <5, "
    ".. or ca. 50): {totals}.",
)
_LEFT = Text(
    da="Summer, der ikke er regnet efter, fordi de ligger langt fra rækkerne omkring dem og kan "
    "være af noget andet: {totals}. Se dem efter: {rows}.",
    en="Totals that were not recomputed since they are far from the rows around them and may be of "
    "something else: {totals}. Look them over: {rows}.",
)
_GONE = Text(
    da="Godtagne fund, der ikke er der mere (rettet eller ændret): {ids}",
    en="Accepted findings that are no longer there (mended or changed): {ids}",
)
_OF_BOOK = Text(da="{stamp} (bogens side {page})", en="{stamp} (page {page} of the book)")
_PAGE = Text(da="side", en="page")
_LINE = Text(da="linje", en="line")
_TABLE = Text(da="Tabel", en="Table")
_ACCEPTED = Text(da="Godtaget", en="Accepted")
