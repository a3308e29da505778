"""Planned places against expected need: a chart in SVG, and a page with its numbers in a table.

Drawn with whole numbers only and without script, so that the same gaps give the same bytes. The
two bars differ by outline as well as by colour, and every bar has its number beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from html import escape

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

_WIDTH, _LEFT, _LONGEST_BAR = 800, 20, 560
_TOP, _BAR, _GROUP = 56, 16, 72
_INK, _FILLED, _HOLLOW = "#1a1a1a", "#003e8a", "#ffffff"


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
    height = _TOP + _GROUP * len(gaps)
    prefix = escape(name)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc" font-family="sans-serif" font-size="14">',
        f'<title id="{prefix}-title">{_in(_TITLE, language)}</title>',
        f'<desc id="{prefix}-desc">{_in(_DESCRIPTION, language)}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="{_HOLLOW}"/>',
        *_bar(_LEFT, 16, 24, filled=True, words=_in(_PLANNED, language)),
        *_bar(_LEFT + 160, 16, 24, filled=False, words=_in(_EXPECTED, language)),
    ]
    for place, gap in enumerate(gaps):
        top = _TOP + _GROUP * place
        label = _clean(f"{gap.target_group}, {gap.column.in_language(language)}")
        lines.append(_words(_LEFT, top + 14, label, bold=True))
        for number, (item, filled) in enumerate(((gap.planned, True), (gap.expected, False))):
            y = top + 20 + number * (_BAR + 4)
            words = _clean(_number(item, language))
            width = 0 if item is None else _scaled(item.value, longest)
            lines += _bar(_LEFT, y, width, filled=filled, words=words)
    return "\n".join([*lines, "</svg>"]) + "\n"


def to_page(gaps: Sequence[Gap], *, remarks: Sequence[Text] = (), language: Language = "da") -> str:
    """A page of HTML with the chart, its numbers as a table, and the remarks. No script."""
    heads = "".join(f'<th scope="col">{_in(item, language)}</th>' for item in HEADINGS)
    rows = "\n".join(_row(cells) for cells in gap_rows(gaps, language))
    notes = "\n".join(f"<p>{_in(item, language)}</p>" for item in remarks)
    title = _in(_TITLE, language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{to_svg(gaps, language)}<table>\n<caption>{title}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        f"{notes}\n</main>\n</body>\n</html>\n"
    )


def _row(cells: Sequence[str]) -> str:
    first, *rest = (_clean(cell) for cell in cells)
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{c}</td>" for c in rest) + "</tr>"


def _bar(x: int, y: int, width: int, *, filled: bool, words: str) -> list[str]:
    fill = _FILLED if filled else _HOLLOW
    bar = (
        f'<rect x="{x}" y="{y}" width="{width}" height="{_BAR}" fill="{fill}" '
        f'stroke="{_FILLED}" stroke-width="2"/>'
    )
    return [*([bar] if width else []), _words(x + width + 8, y + 13, words)]


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
