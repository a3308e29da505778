"""The effect report as the pages need it: the verdict first, then how sure it is."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.content import headlines
from samvirke.papers.effect_report.model import Block, ChartBlock, EffectReport, TableBlock
from samvirke.papers.effect_report.pdf import cell_words
from samvirke.papers.effect_report.prose import PRINCIPLES
from samvirke.schemes.effect_statement import EffectStatement

# Principles by their number, in the order of the page.
_SURE = (6, 9)
_YEARS, _CONTROLS = 5, 2
_REST = (1, 3, 4, 7, 8)
_LONG, _MOST_OPEN = 20, 12


def view_of(
    report: EffectReport, statement: EffectStatement, agreement: FrameworkAgreement
) -> dict[str, Any]:
    """``report`` on the public ``statement`` as plain values for templates."""
    language = report.language
    principles, (hubs, annex) = report.sections[: len(PRINCIPLES)], report.sections[-2:]
    at = {number: section.blocks for number, section in enumerate(principles, start=1)}
    newest = max((str(point.year) for point in statement.points if point.measures), default="")

    def section(id_: str, heading: str, blocks: tuple[Block, ...]) -> dict[str, Any]:
        shown = [_block(block, language, newest) for block in blocks if not _is_empty(block)]
        return {"id": id_, "heading": heading, "blocks": shown}

    sure = tuple(block for number in _SURE for block in at[number])
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "version": report.version,
        "headlines": list(headlines(statement, language)),
        "points": list(_points(statement, agreement, language)),
        "sections": [
            section("verdict", report.summary.heading, report.summary.blocks),
            section("hubs", hubs.heading, hubs.blocks),
            section("sure", _HOW_SURE.in_language(language), sure),
            section("years", _YEAR_BY_YEAR.in_language(language), at[_YEARS]),
            section("controls", _COMPARED.in_language(language), at[_CONTROLS]),
            *(
                section(f"principle-{number}", principles[number - 1].heading, at[number])
                for number in _REST
            ),
            section("annex", annex.heading, annex.blocks),
        ],
    }


# The words of the report speak of its numbered points.
_HOW_SURE = Text("Hvor sikkert er det? (punkt 6 og 9)", "How sure is it? (points 6 and 9)")
_YEAR_BY_YEAR = Text("År for år (punkt 5)", "Year by year (point 5)")
_COMPARED = Text(
    "Hvem er sammenlignet med hvem? (punkt 2)", "Who was compared with whom? (point 2)"
)


def _points(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> Iterator[dict[str, Any]]:
    for id_ in dict.fromkeys(point.point for point in statement.points):
        point = agreement.measure_point(id_)
        yield {"id": id_, "title": point.title.in_language(language), "clause": point.clause}


def _is_empty(block: Block) -> bool:
    return isinstance(block, TableBlock) and not block.rows


def _block(block: Block, language: Language, newest: str) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "words", "words": block}
    if isinstance(block, ChartBlock):
        return {"kind": "chart", "name": f"{block.name}.svg", "words": block.words}
    rows = [[cell_words(cell, language) for cell in row] for row in block.rows]
    if len(rows) <= _LONG or not block.shared:
        return {"kind": "table", "caption": block.caption, **_table(block.heading, rows)}
    return {
        "kind": "tables",
        "caption": block.caption,
        "tables": list(_by_names(block, rows, newest)),
    }


def _by_names(block: TableBlock, rows: list[list[str]], newest: str) -> Iterator[dict[str, Any]]:
    """A long table as several, one for each of what its shared cells name.

    Of a measure point's years the newest stands open, unless it is long itself.
    """
    for names, found in groupby(rows, key=lambda row: row[: block.shared]):
        held = [row[block.shared :] for row in found]
        yield {
            "names": " · ".join(names),
            "is_open": newest in names and len(held) <= _MOST_OPEN,
            **_table(block.heading[block.shared :], held),
        }


def _table(heading: tuple[str, ...], rows: list[list[str]]) -> dict[str, Any]:
    """Every cell with the heading of its column."""
    return {
        "heading": list(heading),
        "rows": [[list(cell) for cell in zip(heading, row, strict=True)] for row in rows],
    }
