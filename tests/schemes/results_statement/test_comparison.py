"""What two statements say otherwise, in words."""

import copy
from pathlib import Path
from typing import Any

import pytest
from tests.schemes.results_statement import samples

from samvirke.schemes.results_statement import (
    Order,
    compare,
    compare_numbers,
    make_statement,
    statement_to_json,
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    snapshot = samples.snapshot(tmp_path_factory.mktemp("grundlag") / "udtraek")
    return statement_to_json(make_statement(snapshot, Order("nordjylland", 2021)))


@pytest.fixture
def other(document: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(document)


def line(document: dict[str, Any], name: str) -> dict[str, Any]:
    lines = (line for goal in document["goals"] for line in goal["lines"])
    return next(item for item in lines if item["id"] == name)


def told(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(item.place.da, item.first.da, item.second.da) for item in compare(one, other)]


def test_two_versions_that_say_the_same_do_not_differ(tmp_path: Path) -> None:
    snapshot = samples.snapshot(tmp_path / "udtraek")
    first, second = (
        statement_to_json(make_statement(snapshot, Order("nordjylland", 2021, version=version)))
        for version in (1, 2)
    )
    assert first != second
    assert compare(first, second) == ()
    # Made again, a figure must have the very same address.
    assert compare(first, second, exact=True) != ()


def test_a_changed_verdict_comes_before_everything_else(document, other) -> None:
    other["year"] = 2022
    line(other, "RA21-M1a")["measurements"][0]["value"]["value"] = "51"
    line(other, "RA21-M3a")["agreement"][0]["verdict"] = "not_measured"
    found = told(document, other)
    assert [place for place, _, _ in found] == [
        "RA21-M3a, aftalens dom",
        "år",
        "RA21-M1a, værdi",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda item: item["definition"]["numerator"].update(da="Andre"),
            ("RA21-M1a, definition", "Andre"),
        ),
        (lambda item: item["title"].update(en="Other"), ("RA21-M1a, titel", "Other")),
        (
            lambda item: item["findings"].append({"da": "Et fund", "en": "A finding"}),
            ("RA21-M1a, fund", "1 i alt"),
        ),
    ],
)
def test_what_differs_is_shown_and_never_the_same_twice(document, other, change, expected) -> None:
    change(line(other, "RA21-M1a"))
    ((place, first, second),) = told(document, other)
    assert (place, second) == expected
    assert first != second


def test_two_values_that_round_alike_are_shown_exactly(document, other) -> None:
    document = copy.deepcopy(document)
    for item, value in ((document, "4500001/100000"), (other, "4500003/100000")):
        line(item, "RA21-M1a")["measurements"][0]["value"]["value"] = value
    assert told(document, other) == [("RA21-M1a, værdi", "4500001/100000", "4500003/100000")]


def test_long_texts_are_shown_where_they_differ(document, other) -> None:
    for item, end in ((document, "først"), (other, "sidst")):
        line(item, "RA21-M1a")["computed_by"] = {"da": "x" * 200 + end, "en": "same"}
    ((_, first, second),) = told(document, other)
    assert (first[-7:], second[-7:], len(first)) == ("xførst…", "xsidst…", 47)


def test_other_files_behind_the_same_numbers_are_told(document, other) -> None:
    other["files"] = [{"role": {"da": "A", "en": "A"}, "name": "a.csv", "sha256": "1", "rows": 1}]
    assert told(document, other) == [("filer, tallene bygger på", "intet", "1 i alt")]


def test_numbers_alone_are_compared_whatever_the_words(document, other) -> None:
    line(other, "RA21-M3a")["title"]["da"] = "Andre ord"
    assert compare(document, other) != ()
    assert compare_numbers(document, other) == ()
    line(other, "RA21-M1a")["measurements"][0]["value"]["value"] = "51"
    line(other, "RA21-M3a")["agreement"][0]["verdict"] = "not_measured"
    assert [item.place.da for item in compare_numbers(document, other)] == [
        "RA21-M1a, værdi",
        "RA21-M3a, aftalens dom",
    ]
