"""``samvirke check-paper``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.cli.page_progress import page_progress
from samvirke.figures import Language, Text
from samvirke.papers.writing import write_all
from samvirke.records.problems import printable
from samvirke.schemes.paper_check import (
    Checked,
    Finding,
    Grade,
    PaperCheck,
    accept,
    acceptance_text,
    check_paper,
)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``check-paper``."""
    parser.description = (
        "Leder i et mødebilag efter summer, der ikke passer med delene, andele, der ikke passer "
        "med tallene, resultatkontrakter, der afviger fra rammeaftalen, og fejl i indhold, "
        "nummerering, navne og ugedage. Afslutter med 0, når intet står åbent, 1, når noget gør, "
        "og 2, når filen ikke kan bruges."
    )
    parser.add_argument("file", metavar="FIL", type=Path, help="bilaget, PDF eller tekst")
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
    check = check_paper(options.file, page_progress(language))
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
    if check.unknown_totals:
        yield _UNKNOWN.in_language(language).format(totals=check.unknown_totals)
    for grade in Grade:
        findings = [item for item in check.findings if item.finding.grade is grade]
        if findings:
            yield ""
            yield f"{grade.label.in_language(language)} ({len(findings)})"
            for item in findings:
                yield from _finding(item, language)
    if check.gone:
        yield ""
        yield _GONE.in_language(language).format(ids=", ".join(check.gone))


def _finding(item: Checked, language: Language) -> Iterator[str]:
    found = item.finding
    kind = found.kind.label.in_language(language)
    yield f"- {_place(found, language)}{kind}. {found.message.in_language(language)}"
    if found.table:
        yield f"  {_TABLE.in_language(language)}: {found.table}"
    if item.accepted is not None:
        yield f"  {_ACCEPTED.in_language(language)}: {item.accepted}"


def _place(found: Finding, language: Language) -> str:
    page, line = _PAGE.in_language(language), _LINE.in_language(language)
    parts = [f"{page} {found.page}"] if found.page is not None else []
    parts += [f"{line} {found.line}"] if found.line is not None else []
    return f"{', '.join(parts)}: " if parts else ""


_LOOKED = Text(
    da="Tabeller: {tables}, heraf {recomputed} regnet efter. Åbne fund: {found}.",
    en="Tables: {tables}, of which {recomputed} recomputed. Open findings: {found}.",
)
_UNKNOWN = Text(
    da="Summer, der ikke kan regnes efter, fordi en del er skjult (*, <5, .. eller -): {totals}.",
    en="Totals that cannot be recomputed since a part is hidden (*, <5, .. or -): {totals}.",
)
_GONE = Text(
    da="Godtagne fund, der ikke er der mere (rettet eller ændret): {ids}",
    en="Accepted findings that are no longer there (mended or changed): {ids}",
)
_PAGE = Text(da="side", en="page")
_LINE = Text(da="linje", en="line")
_TABLE = Text(da="Tabel", en="Table")
_ACCEPTED = Text(da="Godtaget", en="Accepted")
