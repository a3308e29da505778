"""``samvirke work-list``."""

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json, year
from samvirke.figures import Language, Text
from samvirke.figures.units import COMPANIES, ENGAGEMENTS
from samvirke.indicators import open_snapshot
from samvirke.papers.work_list import NO_RULE, NOT_REQUIRED, TITLE, TO_DO, cells, headings
from samvirke.schemes.work_list import Section, WorkList, work_list

_HOURS_AT = 2


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``work-list``."""
    parser.description = (
        "Viser lange forløb uden brugerevaluering, forløb, der mangler oplysninger, og "
        "virksomheder med mange timers vejledning. Afslutter med 0, når listen er tom, 1, når der "
        "er noget på den, og 2, når udtrækket ikke kan bruges."
    )
    parser.add_argument(
        "--snapshot", metavar="MAPPE", type=Path, required=True, help="mappen med udtrækket"
    )
    parser.add_argument("--hub", metavar="NAVN", required=True, help="fx nordjylland")
    parser.add_argument("--year", metavar="ÅR", type=year, required=True, help="fx 2024")
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    with open_snapshot(options.snapshot) as snapshot:
        found = work_list(snapshot, hub=options.hub, year=options.year)
    if options.json:
        print_json(found.to_json(language))
    else:
        print("\n".join(_in_words(found, language)))
    return FOUND if any(section.tasks for section in found.sections) else FINE


def _in_words(found: WorkList, language: Language) -> Iterator[str]:
    title = f"{TITLE.in_language(language)} {found.year}, {found.hub.name}"
    yield title
    yield "=" * len(title)
    looked = ENGAGEMENTS.with_value(Fraction(found.engagements), language)
    yield f"{_LOOKED.in_language(language).format(looked=looked)} {found.snapshot[:12]}"
    for section in found.sections:
        yield ""
        yield from _section(section, found.agreement, language)
    for remark in found.remarks:
        yield ""
        yield f"* {remark.in_language(language)}"


def _section(section: Section, agreement: str, language: Language) -> Iterator[str]:
    title = section.title.in_language(language)
    if section.rule is None:
        yield f"{title}: {NOT_REQUIRED.in_language(language)}"
        yield f"  {NO_RULE.in_language(language).format(agreement=agreement)}"
        return
    unit = COMPANIES if section.kind == "much_guided" else ENGAGEMENTS
    yield f"{title}: {unit.with_value(Fraction(len(section.tasks)), language)}"
    rule = section.rule.in_language(language)
    yield f"  {_RULE.in_language(language)}: {rule} ({section.source})"
    for item in section.excluded:
        counted = ENGAGEMENTS.with_value(Fraction(item.count), language)
        reason = item.reason.in_language(language)
        yield f"  {_EXCLUDED.in_language(language)}: {counted} {reason}"
    if section.tasks:
        yield f"  {TO_DO.in_language(language)}: {section.to_do.in_language(language)}"
        yield ""
        yield from _table(section, language)


def _table(section: Section, language: Language) -> Iterator[str]:
    rows = [
        list(headings(section, language)),
        *(cells(task, section, language) for task in section.tasks),
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        shown = [
            cell.rjust(width) if at == _HOURS_AT else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(shown).rstrip()


_LOOKED = Text(da="{looked} set efter i udtræk", en="{looked} looked through in snapshot")
_RULE = Text(
    da="{agreement} har ingen regel om det, så der er ikke ledt.",
    en="{agreement} has no rule on this, so nothing was looked for.",
)
_RULE = Text(da="Regel", en="Rule")
_EXCLUDED = Text(da="Kan ikke bedømmes", en="Cannot be judged")
