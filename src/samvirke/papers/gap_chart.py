"""Planned places against expected need: a chart in SVG, and a page with its numbers in a table.

Drawn with whole numbers only and without script, so that the same gaps give the same bytes. The
two bars differ by outline as well as by colour, and every bar has its number beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from textwrap import wrap

from samvirke.figures import Figure, Given, Language, Rounding, Text, format_number, round_exact
from samvirke.records.problems import printable
from samvirke.schemes.capacity_needs import Gap

HEADINGS = (
    Text(da="Målgruppe", en="Target group"),
    Text(da="Kolonne", en="Column"),
    Text(da="Planlagt", en="Planned"),
    Text(da="Forventet", en="Expected"),
    Text(da="Mangler", en="Missing"),
    Text(da="Vil bygge", en="Willing to build"),
)
_NUMBERS = HEADINGS[2:5]
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
    "svg{display:block;max-width:34rem}.wide{overflow-x:auto}table{border-collapse:collapse}caption,th,td{text-align:left;"
    "padding:.25rem .75rem .25rem 0;vertical-align:top}thead th{border-bottom:2px solid}"
    "tbody th{font-weight:normal}.number{text-align:right;white-space:nowrap;"
    "font-variant-numeric:tabular-nums}"
)


def gap_rows(gaps: Sequence[Gap], language: Language) -> list[list[str]]:
    """The table's rows as texts, one for each gap, in the order of ``HEADINGS``."""
    return [
        [
            gap.target_group,
            gap.column.in_language(language),
            *(_number(item, language) for item in (gap.planned, gap.expected, gap.missing)),
            (gap.willing or _NOBODY).in_language(language),
        ]
        for gap in gaps
    ]


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
        f'<th scope="col"{_aligned(at)}>{_in(item, language)}</th>'
        for at, item in enumerate(HEADINGS)
    )
    rows = "\n".join(_row(cells) for cells in gap_rows(gaps, language))
    notes = "\n".join(f"<p>{_in(item, language)}</p>" for item in remarks)
    title = _in(_TITLE, language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n{to_svg(gaps, language)}<div class="wide" role="region" tabindex="0" '
        f'aria-label="{title}">\n<table>\n<caption>{title}</caption>\n'
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
        f"{notes}\n</main>\n</body>\n</html>\n"
    )


def _row(cells: Sequence[str]) -> str:
    first, *rest = (_clean(cell) for cell in cells)
    others = "".join(f"<td{_aligned(at)}>{cell}</td>" for at, cell in enumerate(rest, start=1))
    return f'<tr><th scope="row">{first}</th>{others}</tr>'


def _aligned(column: int) -> str:
    return ' class="number"' if HEADINGS[column] in _NUMBERS else ""


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
