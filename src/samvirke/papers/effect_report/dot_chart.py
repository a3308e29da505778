"""Dots with intervals, one row each, as an SVG that can be read aloud; a table holds the numbers.

Used for balance (before and after), for years before and after guidance, and for hubs. Same input,
same bytes. Rows differ in marker as well as in colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from samvirke.figures import Language, Text, format_number


@dataclass(frozen=True, slots=True)
class Dot:
    """A value; ``series`` 0 is filled, 1 hollow. ``low`` and ``high`` draw an interval."""

    value: float
    series: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class DotRow:
    """A labelled row; a row without dots says ``empty`` instead."""

    label: str
    dots: tuple[Dot, ...]
    empty: str = ""


# Narrow with large letters, so that it can still be read on a telephone.
_WIDTH, _LEFT, _RIGHT, _ROW = 480, 168, 464, 26
# Below the title: a line of words about the series and one about the marks, where there are any.
_TITLE, _LINE, _LEGEND_AT, _MARKS_ABOVE = 44, 26, 50, 10
_INK, _GRID, _ZERO, _FILLED = "#1a1a1a", "#d0d0d0", "#595959", "#0b3d91"
_MOST_TICKS = 6
_LONGEST_LABEL = 22


def dot_chart(
    *,
    title: str,
    description: str,
    unit: str,
    series: Sequence[str],
    rows: Sequence[DotRow],
    marks: Sequence[tuple[float, str]],
    language: Language,
) -> str:
    """The chart; ``marks`` are vertical lines such as zero or a threshold, with their words.

    Raises ``ValueError`` for no rows.
    """
    if not rows:
        raise ValueError("a chart has at least one row")
    ticks = _ticks(list(_extent(rows, marks)))
    top = _TITLE + _LINE * bool(series) + _LINE * any(words for _, words in marks)
    bottom = top + _ROW * len(rows)
    height = bottom + 44
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        'aria-labelledby="chart-title chart-desc" font-family="sans-serif" font-size="14">',
        f'<title id="chart-title">{escape(title)}</title>',
        f'<desc id="chart-desc">{escape(description)}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="26" font-size="17" font-weight="bold">{escape(title)}</text>',
        *_legend(series),
        *_grid(ticks, (top, bottom), unit, language),
        *_marks(marks, ticks, (top, bottom)),
    ]
    for at, row in enumerate(rows):
        lines += _drawn(row, top + _ROW * at + _ROW // 2, ticks)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _extent(rows: Sequence[DotRow], marks: Sequence[tuple[float, str]]) -> Iterator[float]:
    yield from (value for value, _ in marks)
    for row in rows:
        for dot in row.dots:
            yield dot.value
            yield from (end for end in (dot.low, dot.high) if end is not None)


def _ticks(values: list[float]) -> list[float]:
    """A few round numbers around all values."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = high - low or 1.0
    step = 10.0 ** (len(str(int(span))) - 1) if span >= 1 else 0.1
    while span / step > _MOST_TICKS:
        step *= 2
    while span / step < 2:
        step /= 2
    first = int(low // step)
    last = int(-(-high // step))
    return [at * step for at in range(first, max(last, first + 1) + 1)]


def _x(value: float, ticks: Sequence[float]) -> str:
    share = (value - ticks[0]) / (ticks[-1] - ticks[0])
    return f"{_LEFT + (_RIGHT - _LEFT) * share:.1f}"


def _legend(series: Sequence[str]) -> Iterator[str]:
    left = 16
    for at, name in enumerate(series):
        yield _dot(str(left), _LEGEND_AT, at)
        yield f'<text x="{left + 12}" y="{_LEGEND_AT + 5}" fill="{_INK}">{escape(name)}</text>'
        left += 40 + 8 * len(name)


def _grid(
    ticks: Sequence[float], rows: tuple[int, int], unit: str, language: Language
) -> Iterator[str]:
    top, bottom = rows
    yield f'<text x="12" y="{bottom + 38}" fill="{_INK}">{escape(unit)}</text>'
    for tick in ticks:
        x = _x(tick, ticks)
        label = format_number(Fraction(tick).limit_denominator(1000), language)
        yield f'<line x1="{x}" y1="{top}" x2="{x}" y2="{bottom}" stroke="{_GRID}"/>'
        yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle" fill="{_INK}">{label}</text>'


def _marks(
    marks: Sequence[tuple[float, str]], ticks: Sequence[float], rows: tuple[int, int]
) -> Iterator[str]:
    top, bottom = rows
    for value, words in marks:
        x = _x(value, ticks)
        dashes = "6 4" if words else "none"
        yield (
            f'<line x1="{x}" y1="{top - 4}" x2="{x}" y2="{bottom}" stroke="{_ZERO}" '
            f'stroke-width="2" stroke-dasharray="{dashes}"/>'
        )
        if words:
            yield (
                f'<text x="{x}" y="{top - _MARKS_ABOVE}" text-anchor="middle" fill="{_INK}">'
                f"{escape(words)}</text>"
            )


def _drawn(row: DotRow, y: int, ticks: Sequence[float]) -> Iterator[str]:
    label = row.label
    if len(label) > _LONGEST_LABEL:
        label = label[: _LONGEST_LABEL - 1] + "…"
    yield f'<text x="12" y="{y + 5}" fill="{_INK}">{escape(label)}</text>'
    if not row.dots:
        yield f'<text x="{_LEFT}" y="{y + 5}" fill="{_ZERO}">{escape(row.empty)}</text>'
    for dot in row.dots:
        if dot.low is not None and dot.high is not None:
            yield (
                f'<line x1="{_x(dot.low, ticks)}" y1="{y}" x2="{_x(dot.high, ticks)}" y2="{y}" '
                f'stroke="{_FILLED}" stroke-width="2"/>'
            )
        yield _dot(_x(dot.value, ticks), y, dot.series)


def _dot(x: str, y: int, series: int) -> str:
    if series == 0:
        return f'<circle cx="{x}" cy="{y}" r="5" fill="{_FILLED}"/>'
    return (
        f'<rect x="{x}" y="{y}" width="9" height="9" transform="translate(-4.5 -4.5)" '
        f'fill="#ffffff" stroke="{_FILLED}" stroke-width="2"/>'
    )


EMPTY = Text(da="skjult", en="hidden")
"""What a row says instead of a hidden dot."""
