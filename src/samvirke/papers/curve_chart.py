"""Curves by year as an SVG chart that can be read aloud, and the same numbers as a table.

Same input, same bytes: coordinates are computed exactly and written with one decimal. The curves
differ in line and marker, never in colour alone.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from xml.sax.saxutils import escape

from samvirke.figures import (
    Language,
    Rounding,
    Text,
    Unit,
    canonical,
    format_number,
    round_exact,
)


@dataclass(frozen=True, slots=True)
class Curve:
    """A named series: one value for each year."""

    name: Text
    points: tuple[tuple[int, Fraction], ...]


# Narrow with large letters, so that it can still be read on a telephone; it may be drawn larger.
_WIDTH, _HEIGHT = 480, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 464, 126, 362
_MARGIN = 16
_GRID, _AXIS = "#d0d0d0", "#595959"
_STYLES = (
    ("#0b3d91", "none", "circle"),
    ("#a33b00", "8 5", "square"),
)
_MOST_YEAR_LABELS = 7
_MOST_STEPS = 6
_STEPS = (Fraction(1, 5), Fraction(1, 2), Fraction(1), Fraction(2))
_YEAR = Text(da="År", en="Year")
_NOT_FROM_ZERO = Text(da="aksen begynder ikke ved 0", en="the axis does not start at 0")


def to_svg(*, title: Text, unit: Unit, curves: Sequence[Curve], language: Language) -> str:
    """One or two curves over the same years, all in ``unit``.

    Raises ``ValueError`` for no curve, more than two, no years or different ones.
    """
    years = _years(curves)
    if len(curves) > len(_STYLES):
        raise ValueError(f"a chart holds {len(_STYLES)} curves, got {len(curves)}")
    ticks = _ticks([value for curve in curves for _, value in curve.points])
    heading = escape(title.in_language(language))
    words = escape(" ".join(_described(curve, unit, language) for curve in curves))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="chart-title chart-desc" font-family="sans-serif" font-size="15">',
        f'<title id="chart-title">{heading}</title>',
        f'<desc id="chart-desc">{words}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_MARGIN}" y="28" font-size="18" font-weight="bold">{heading}</text>',
        *_axes(years, ticks, unit, language),
    ]
    for at, curve in enumerate(curves):
        lines += _drawn(curve, at, years, ticks, language)
    return "\n".join([*lines, "</svg>"]) + "\n"


def to_csv(curves: Sequence[Curve], language: Language) -> str:
    """The curves' numbers as CSV, one row for each year, with one decimal, halves rounded up."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    names = [curve.name.in_language(language) for curve in curves]
    table.writerow([_YEAR.in_language(language), *names])
    for at, year in enumerate(_years(curves)):
        values = [curve.points[at][1] for curve in curves]
        table.writerow([year, *(canonical(_one_decimal(value)) for value in values)])
    return written.getvalue()


def _years(curves: Sequence[Curve]) -> tuple[int, ...]:
    held = {tuple(year for year, _ in curve.points) for curve in curves}
    if len(held) != 1 or not (years := held.pop()):
        raise ValueError("the curves of a chart have the same years, at least one")
    return years


def _described(curve: Curve, unit: Unit, language: Language) -> str:
    (first, start), (last, end) = curve.points[0], curve.points[-1]
    shown = [unit.with_value(_one_decimal(value), language) for value in (start, end)]
    told = Text(
        da=f"{curve.name.da}: {shown[0]} i {first}, {shown[1]} i {last}.",
        en=f"{curve.name.en}: {shown[0]} in {first}, {shown[1]} in {last}.",
    )
    return told.in_language(language)


def _ticks(values: Sequence[Fraction]) -> list[Fraction]:
    """A few round numbers around all values; the axis need not start at 0."""
    low, high = min(values), max(values)
    span = high - low or abs(high) or Fraction(1)
    power = Fraction(1)
    while power * 10 <= span:
        power *= 10
    while power > span:
        power /= 10
    # The span is 1 to 10 powers of ten: a fifth, a half, one or two of them give 2 to 6 steps.
    step = power * next(part for part in _STEPS if span <= power * part * _MOST_STEPS)
    first, above = floor(low / step), ceil(high / step)
    return [step * at for at in range(first, max(above, first + 1) + 1)]


def _axes(
    years: Sequence[int], ticks: Sequence[Fraction], unit: Unit, language: Language
) -> Iterator[str]:
    label = unit.many.in_language(language)
    if ticks[0]:
        label = f"{label} ({_NOT_FROM_ZERO.in_language(language)})"
    yield f'<text x="{_MARGIN}" y="{_TOP - 16}">{escape(label)}</text>'
    for tick in ticks:
        y = _shown(_y(tick, ticks))
        label = escape(format_number(tick, language))
        colour = _AXIS if tick == ticks[0] else _GRID
        yield f'<line x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}" stroke="{colour}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y}" dy="5" text-anchor="end">{label}</text>'
    every = -(-len(years) // _MOST_YEAR_LABELS)
    for year in years[::every]:
        x = _shown(_x(year, years))
        yield f'<text x="{x}" y="{_BOTTOM + 24}" text-anchor="middle">{year}</text>'


def _drawn(
    curve: Curve, at: int, years: Sequence[int], ticks: Sequence[Fraction], language: Language
) -> Iterator[str]:
    colour, dashes, marker = _STYLES[at]
    placed = [(_shown(_x(year, years)), _shown(_y(value, ticks))) for year, value in curve.points]
    path = " ".join(f"{x},{y}" for x, y in placed)
    line = f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"'
    yield f'<polyline points="{path}" fill="none" {line}/>'
    yield from (_marker(x, y, marker, colour) for x, y in placed)
    left, top = _MARGIN, 56 + 24 * at
    name = escape(curve.name.in_language(language))
    yield f'<line x1="{left}" y1="{top}" x2="{left + 36}" y2="{top}" {line}/>'
    yield _marker(str(left + 18), str(top), marker, colour)
    yield f'<text x="{left + 44}" y="{top}" dy="5">{name}</text>'


def _marker(x: str, y: str, shape: str, colour: str) -> str:
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'
    return (
        f'<rect x="{x}" y="{y}" width="7" height="7" transform="translate(-3.5 -3.5)" '
        f'fill="{colour}"/>'
    )


def _x(year: int, years: Sequence[int]) -> Fraction:
    return _LEFT + Fraction((_RIGHT - _LEFT - 20) * (year - years[0]), (years[-1] - years[0]) or 1)


def _y(value: Fraction, ticks: Sequence[Fraction]) -> Fraction:
    return _BOTTOM - (_BOTTOM - _TOP) * (value - ticks[0]) / (ticks[-1] - ticks[0])


def _shown(coordinate: Fraction) -> str:
    return canonical(_one_decimal(coordinate))


def _one_decimal(value: Fraction) -> Fraction:
    return round_exact(value, Rounding.HALF_UP, decimals=1)
