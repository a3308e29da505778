"""The effect report as the pages need it: the verdict first, then how sure it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.choices import other_choices_words
from samvirke.papers.effect_report.content import headlines
from samvirke.papers.effect_report.model import Block, ChartBlock, EffectReport, TableBlock
from samvirke.papers.effect_report.pdf import cell_words
from samvirke.papers.effect_report.prose import PRINCIPLES
from samvirke.papers.effect_report.words import SEGMENTS
from samvirke.schemes.effect_statement import EffectStatement

# Principles by their number, in the order of the page.
_SURE = (6, 9)
_YEARS, _CONTROLS = 5, 2
_REST = (1, 3, 4, 7, 8)
_LONG, _MOST_OPEN, _MOST_CELLS = 20, 12, 60
_OPEN = ("verdict", "hubs", "sure", "years")


def view_of(
    report: EffectReport, statement: EffectStatement, agreement: FrameworkAgreement
) -> dict[str, Any]:
    """``report`` on the public ``statement`` as plain values for templates."""
    language = report.language
    principles, (hubs, *annexes) = (
        report.sections[: len(PRINCIPLES)],
        report.sections[len(PRINCIPLES) :],
    )
    at = {number: section.blocks for number, section in enumerate(principles, start=1)}
    newest = max((str(point.year) for point in statement.points if point.measures), default="")
    section = _Page(language, newest, _segments(statement, agreement, language)).section
    told = headlines(statement, agreement, language)
    otherwise = other_choices_words(statement, agreement, language)
    sure = tuple(block for number in _SURE for block in at[number])
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "version": report.version,
        "headlines": [*told, *([otherwise] if told and otherwise else [])],
        "points": list(_points(statement, agreement, language)),
        "sections": [
            section("verdict", report.summary.heading, report.summary.blocks),
            section("hubs", hubs.heading, hubs.blocks),
            section("sure", _HOW_SURE.in_language(language), sure),
            section("years", _YEAR_BY_YEAR.in_language(language), at[_YEARS]),
            section("controls", _COMPARED.in_language(language), at[_CONTROLS]),
            *(
                section(
                    f"principle-{number}",
                    _of_point(principles[number - 1].heading, language),
                    at[number],
                )
                for number in _REST
            ),
            *(
                section(id_, annex.heading, annex.blocks)
                for id_, annex in zip(("annex", "method"), annexes, strict=True)
            ),
        ],
    }


# The words of the report speak of its numbered points, which the page has in another order.
_POINT = Text("{name} (rapportens punkt {number})", "{name} (the report’s point {number})")
_HOW_SURE = Text(
    "Hvor sikkert er det? (rapportens punkt 6 og 9)",
    "How sure is it? (the report’s points 6 and 9)",
)
_YEAR_BY_YEAR = Text("År for år (rapportens punkt 5)", "Year by year (the report’s point 5)")
_COMPARED = Text(
    "Hvem er sammenlignet med hvem? (rapportens punkt 2)",
    "Who was compared with whom? (the report’s point 2)",
)


def _segments(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> dict[str, str]:
    """What a page calls each measure point: by its segment, or its title where two share one."""
    points = {point.point: point for point in statement.points}
    segments = [point.segment for point in points.values()]
    found = {}
    for id_, point in points.items():
        is_alone = segments.count(point.segment) == 1
        name = SEGMENTS[point.segment] if is_alone else agreement.measure_point(id_).title
        told = name.in_language(language)
        found[id_] = told[0].upper() + told[1:]
    return found


def _points(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> Iterator[dict[str, Any]]:
    for id_, name in _segments(statement, agreement, language).items():
        point = agreement.measure_point(id_)
        yield {
            "id": id_,
            "name": name,
            "title": point.title.in_language(language),
            "clause": point.clause,
        }


def _of_point(heading: str, language: Language) -> str:
    """A heading of the report with its number last: not "1." below others on the page."""
    number, _, name = heading.partition(". ")
    return _POINT.in_language(language).format(name=name, number=number)


def _is_empty(block: Block) -> bool:
    return isinstance(block, TableBlock) and not block.rows


@dataclass(frozen=True, slots=True)
class _Page:
    """How a page shows a report: ``names`` are what it calls the measure points."""

    language: Language
    newest: str
    names: Mapping[str, str]

    def section(self, id_: str, heading: str, blocks: tuple[Block, ...]) -> dict[str, Any]:
        """What most readers come for stands open, the rest can be opened."""
        shown = [self._block(block, id_) for block in blocks if not _is_empty(block)]
        return {"id": id_, "heading": heading, "is_closed": id_ not in _OPEN, "blocks": shown}

    def _block(self, block: Block, section: str) -> dict[str, Any]:
        if isinstance(block, str):
            return {"kind": "words", "words": block}
        if isinstance(block, ChartBlock):
            return {"kind": "chart", "name": f"{block.name}.svg", "words": block.words}
        heading = tuple(self._named(words) for words in block.heading)
        rows = [
            [self._named(cell_words(cell, self.language)) for cell in row] for row in block.rows
        ]
        if len(rows) <= _LONG or not block.shared:
            is_closed = section in _OPEN[1:] and len(rows) * len(heading) > _MOST_CELLS
            told = {"kind": "table", "caption": block.caption, "is_closed": is_closed}
            return {**told, **_table(heading, rows)}
        return {
            "kind": "tables",
            "caption": block.caption,
            "tables": list(self._by_names(heading, block.shared, rows)),
        }

    def _named(self, words: str) -> str:
        """``words`` with the measure point's name in the place of the code they begin with."""
        code, _, rest = words.partition(" ")
        return f"{self.names[code]} {rest}".rstrip() if code in self.names else words

    def _by_names(
        self, heading: tuple[str, ...], shared: int, rows: list[list[str]]
    ) -> Iterator[dict[str, Any]]:
        """A long table as several, one for each of what its shared cells name.

        Of a measure point's years the newest stands open, unless it is long itself.
        """
        for names, found in groupby(rows, key=lambda row: row[:shared]):
            held = [row[shared:] for row in found]
            yield {
                "names": " · ".join(names),
                "is_open": self.newest in names and len(held) <= _MOST_OPEN,
                **_table(heading[shared:], held),
            }


def _table(heading: tuple[str, ...], rows: list[list[str]]) -> dict[str, Any]:
    """Every cell with the heading of its column."""
    return {
        "heading": list(heading),
        "rows": [[list(cell) for cell in zip(heading, row, strict=True)] for row in rows],
    }
