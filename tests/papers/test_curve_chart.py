"""The chart of two curves: it parses, can be read aloud, and draws what it is given."""

from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.figures import Text
from samvirke.figures.units import PERSONS
from samvirke.papers.curve_chart import Curve, to_csv, to_svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
TITLE = Text("Udbud & <efterspørgsel>", "Supply & <demand>")


def curve(name, *values, start=2020):
    points = tuple((start + at, Fraction(value)) for at, value in enumerate(values))
    return Curve(Text(name, name), points)


def draw(*curves, language="da"):
    return to_svg(title=TITLE, unit=PERSONS, curves=curves, language=language)


def parsed(*curves):
    return ElementTree.fromstring(draw(*curves))  # noqa: S314 our own output


def lines(svg):
    drawn = svg.findall(f"{NAMESPACE}polyline")
    return [
        [tuple(map(Fraction, point.split(","))) for point in line.get("points").split()]
        for line in drawn
    ]


def test_it_has_a_role_a_title_and_a_description_that_it_points_to():
    svg = parsed(curve("Udbud", 8000, 8130), curve("Efterspørgsel", 8000, Fraction("8080.25")))
    title, description = svg.find(f"{NAMESPACE}title"), svg.find(f"{NAMESPACE}desc")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == TITLE.da
    # 8,080.25 rounded half up to one decimal is 8,080.3.
    assert description.text == (
        "Udbud: 8.000 personer i 2020, 8.130 personer i 2021. "
        "Efterspørgsel: 8.000 personer i 2020, 8.080,3 personer i 2021."
    )


def test_the_two_lines_differ_in_more_than_colour_and_are_named():
    svg = parsed(curve("Udbud", 1, 2), curve("Efterspørgsel", 2, 1))
    dashes = [line.get("stroke-dasharray") for line in svg.findall(f"{NAMESPACE}polyline")]
    texts = [text.text for text in svg.findall(f"{NAMESPACE}text")]
    assert dashes == ["none", "8 5"]
    assert {"Udbud", "Efterspørgsel", "2020", "2021"} <= set(texts)


def test_an_axis_that_does_not_start_at_0_says_so():
    assert "personer (aksen begynder ikke ved 0)" in draw(curve("A", 8000, 8100))
    assert "aksen begynder" not in draw(curve("A", 0, 8100))


@given(st.lists(st.fractions(-(10**6), 10**6), min_size=1, max_size=30))
def test_the_axis_has_a_few_lines_and_few_enough_years_to_be_read(numbers):
    svg = parsed(curve("A", *numbers))
    # One line beside those across the paper is the legend's.
    across = [line for line in svg.findall(f"{NAMESPACE}line") if line.get("x2") == "464"]
    years = [text for text in svg.findall(f"{NAMESPACE}text") if text.get("y") == "386"]
    assert 2 <= len(across) <= 8
    assert 1 <= len(years) <= 7


def test_the_same_numbers_give_the_same_bytes():
    assert draw(curve("A", 1, Fraction(1, 3))) == draw(curve("A", 1, Fraction(1, 3)))


values = st.lists(st.fractions(-(10**6), 10**6), min_size=1, max_size=30)


@given(values)
def test_every_point_lies_on_the_paper_and_a_greater_value_is_never_lower(numbers):
    points = lines(parsed(curve("A", *numbers)))[0]
    assert len(points) == len(numbers)
    assert all(84 <= x <= 464 and 126 <= y <= 362 for x, y in points)
    heights = [y for _, (_, y) in sorted(zip(numbers, points, strict=True))]
    assert all(low >= high for low, high in pairwise(heights))


def test_the_table_holds_every_number_with_one_decimal():
    table = to_csv([curve("Udbud", 1, Fraction(1, 3)), curve("Efterspørgsel", 2, 3)], "da")
    assert table == "År,Udbud,Efterspørgsel\n2020,1,2\n2021,0.3,3\n"


@pytest.mark.parametrize(
    "curves",
    [
        (),
        (curve("A"),),
        (curve("A", 1), curve("B", 1, 2)),
        (curve("A", 1), curve("B", 1, start=2021)),
        (curve("A", 1), curve("B", 1), curve("C", 1)),
    ],
)
def test_curves_that_do_not_fit_one_chart_are_refused(curves):
    with pytest.raises(ValueError, match="a chart"):
        draw(*curves)
