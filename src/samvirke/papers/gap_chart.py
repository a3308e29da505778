"""Planned places against expected need: a chart in SVG, and a page with its numbers in a table.

Drawn with whole numbers only and without script, so that the same gaps give the same bytes. The
two bars differ by outline as well as by colour, and every bar has its number beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from itertools import groupby
from textwrap import wrap

from samvirke.figures import Figure, Given, Language, Rounding, Text, format_number, round_exact
from samvirke.records.problems import printable
from samvirke.schemes.capacity_needs import Gap
from samvirke.schemes.result import Table

HEADINGS = (
    Text(da="Målgruppe", en="Target group"),
    Text(da="År eller kolonne", en="Year or column"),
    Text(da="Planlagt", en="Planned"),
    Text(da="Forventet", en="Expected"),
    Text(da="Mangler", en="Missing"),
    Text(da="Vil bygge", en="Willing to build"),
)
_COLUMNS, _NUMBERS = HEADINGS[1:], HEADINGS[2:5]
_TITLE = Text(da="Planlagte pladser mod forventet behov", en="Planned places against expected need")
_DESCRIPTION = Text(
    da="For hver målgruppe en bjælke for planlagte pladser og en for forventet behov. Tallene står "
    "ved bjælkerne og i tabellen.",
    en="For each target group a bar of planned places and one of expected need. The numbers stand "
    "beside the bars and in the table.",
)
_PLANNED = Text(da="Planlagt", en="Planned")
_EXPECTED = Text(da="Forventet", en="Expected")
_NOBODY = Text(da="ingen", en="nobody")
_NOT_STATED = Text(da="ikke oplyst", en="not stated")

# Narrow with large letters, so that it can still be read on a telephone; it may be drawn larger.
_WIDTH, _LEFT, _LONGEST_BAR = 400, 8, 320
_BAR, _LINE, _SPACE = 16, 20, 12
_MOST_SIGNS = 44
_INK, _FILLED, _HOLLOW = "#1a1a1a", "#003e8a", "#ffffff"
_STYLE = (
    "body{font-family:sans-serif;margin:1rem;max-width:60rem}h1{font-size:1.4rem}"
    "svg{display:block;max-width:34rem}.wide{overflow-x:auto}table{border-collapse:collapse}"
    "caption,th,td{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}"
    "thead th{border-bottom:2px solid}tbody th{font-weight:normal}"
    "th[scope=rowgroup]{font-weight:bold;padding-top:.75rem}"
    ".number{text-align:right;font-variant-numeric:tabular-nums}"
    "@media(max-width:30rem){body{margin:.5rem}table{font-size:.875rem}"
    "caption,th,td{padding-right:.375rem}}"
)


def gap_table(gaps: Sequence[Gap]) -> Table:
    """The gaps as a table, one row for each, in their order."""
    rows = tuple(
        (
            gap.target_group,
            gap.column,
            *(
                None if item is None else item.value
                for item in (gap.planned, gap.expected, gap.missing)
            ),
            gap.willing or _NOBODY,
        )
        for gap in gaps
    )
    shown = tuple(gap.missing for gap in gaps if gap.missing is not None)
    return Table(_TITLE, HEADINGS, rows, left=2, shown=shown, empty=_NOT_STATED)


def to_svg(gaps: Sequence[Gap], language: Language = "da", *, name: str = "gaps") -> str:
    """The chart, readable by itself or inside a page.

    ``name`` begins the ids in it; give each chart of a page its own.
    """
    values = [item.value for gap in gaps for item in (gap.planned, gap.expected) if item]
    longest = max(values, default=Fraction(0)) or Fraction(1)
    prefix = escape(name)
    drawn, height = _drawn(gaps, longest, language)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc" font-family="sans-serif" font-size="15">',
        f'<title id="{prefix}-title">{_in(_TITLE, language)}</title>',
        f'<desc id="{prefix}-desc">{_in(_DESCRIPTION, language)}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="{_HOLLOW}"/>',
        *_bar(_LEFT, _SPACE, 24, filled=True, words=_in(_PLANNED, language)),
        *_bar(_LEFT + 160, _SPACE, 24, filled=False, words=_in(_EXPECTED, language)),
        *drawn,
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _drawn(gaps: Sequence[Gap], longest: Fraction, language: Language) -> tuple[list[str], int]:
    """Each target group as a heading over its columns' bars, and the height that they take."""
    lines: list[str] = []
    y = _SPACE + _BAR + _SPACE
    group = None
    for gap in gaps:
        if gap.target_group != group:
            group = gap.target_group
            y += _SPACE
            for part in wrap(printable(group), _MOST_SIGNS):
                lines.append(_words(_LEFT, y + _BAR, escape(part), bold=True))
                y += _LINE
        lines.append(_words(_LEFT, y + _BAR, _clean(gap.column.in_language(language))))
        y += _LINE + 4
        for item, name, filled in ((gap.planned, _PLANNED, True), (gap.expected, _EXPECTED, False)):
            words = _clean(_number(item, language))
            if item is None:
                words = f"{_in(name, language)}: {words}"
            width = 0 if item is None else _scaled(item.value, longest)
            lines += _bar(_LEFT, y, width, filled=filled, words=words)
            y += _BAR + 4
        y += _SPACE
    return lines, y


def to_page(gaps: Sequence[Gap], *, remarks: Sequence[Text] = (), language: Language = "da") -> str:
    """A page of HTML with the chart, its numbers as a table, and the remarks. No script."""
    heads = "".join(
        f'<th scope="col"{_aligned(heading)}>{_in(heading, language)}</th>' for heading in _COLUMNS
    )
    groups = groupby(gap_table(gaps).in_words(language), key=lambda cells: cells[0])
    bodies = "\n".join(_body(group, [cells[1:] for cells in rows]) for group, rows in groups)
    notes = "\n".join(f"<p>{_in(item, language)}</p>" for item in remarks)
    title = _in(_TITLE, language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n{to_svg(gaps, language)}<div class="wide" role="region" tabindex="0" '
        f'aria-label="{title}">\n<table>\n<caption>{title}</caption>\n'
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n{bodies}\n</table>\n</div>\n"
        f"{notes}\n</main>\n</body>\n</html>\n"
    )


def _body(group: str, rows: Sequence[Sequence[str]]) -> str:
    """One target group: its name over its rows, so that the table is narrow enough for a phone."""
    lines = [
        f'<tbody>\n<tr><th scope="rowgroup" colspan="{len(_COLUMNS)}">{_clean(group)}</th></tr>'
    ]
    for first, *rest in rows:
        others = "".join(
            f"<td{_aligned(heading)}>{_clean(cell)}</td>"
            for heading, cell in zip(_COLUMNS[1:], rest, strict=True)
        )
        lines.append(f'<tr><th scope="row">{_clean(first)}</th>{others}</tr>')
    return "\n".join([*lines, "</tbody>"])


def _aligned(heading: Text) -> str:
    return ' class="number"' if heading in _NUMBERS else ""


def _bar(x: int, y: int, width: int, *, filled: bool, words: str) -> list[str]:
    fill = _FILLED if filled else _HOLLOW
    bar = (
        f'<rect x="{x}" y="{y}" width="{width}" height="{_BAR}" fill="{fill}" '
        f'stroke="{_FILLED}" stroke-width="2"/>'
    )
    if not width:
        return [_words(x, y + 13, words)]
    return [bar, _words(x + width + 8, y + 13, words)]


def _words(x: int, y: int, words: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{_INK}"{weight}>{words}</text>'


def _scaled(value: Fraction, longest: Fraction) -> int:
    return int(round_exact(value * _LONGEST_BAR / longest, Rounding.HALF_UP))


def _number(item: Given | Figure | None, language: Language) -> str:
    if item is None:
        return _NOT_STATED.in_language(language)
    return format_number(item.value, language)


def _in(text: Text, language: Language) -> str:
    return _clean(text.in_language(language))


def _clean(text: str) -> str:
    return escape(printable(text))
