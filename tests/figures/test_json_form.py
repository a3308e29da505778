"""Figures as JSON: a round trip without loss, and no way in for a changed number."""

import json
from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from samvirke import __version__
from samvirke.figures import (
    Count,
    Derivation,
    Exclusion,
    Figure,
    FigureError,
    Given,
    Operation,
    Rounding,
    Source,
    Text,
    address,
    canonical,
    derive,
    figure_from_json,
    figure_to_json,
)
from samvirke.figures.units import PERCENT, UNITS

AGREEMENT = "Aftale om rammerne for erhvervshuse 2021-2023"
SNAPSHOT = "0123456789ab" + 52 * "c"
SCHEMA = json.loads((files("samvirke.figures") / "figure.schema.json").read_text("utf-8"))

words = st.text(min_size=1, max_size=4)
filled = words.map(lambda text: f"§ {text}")
units = st.sampled_from(list(UNITS.values()))
texts = st.builds(Text, words, words)
sources = st.builds(Source, filled, filled)
addresses = st.none() | st.builds(
    address, st.just("Krav"), st.from_regex("[a-zæøå0-9]{1,8}", fullmatch=True)
)
givens = st.builds(Given, texts, st.fractions(), units, sources)
exclusions = st.lists(st.builds(Exclusion, texts, st.integers(0, 9)), max_size=2).map(tuple)
counted = st.builds(
    Count,
    name=texts,
    value=st.fractions(min_value=0),
    unit=units,
    rule=texts,
    source=sources,
    query=filled,
    excluded=exclusions,
    snapshot=st.binary(min_size=32, max_size=32).map(bytes.hex),
    our_reading=st.booleans(),
)
leaves = givens | counted


@st.composite
def figures(draw: st.DrawFn, items: st.SearchStrategy[Figure | Given | Count]) -> Figure:
    inputs = tuple(draw(st.lists(items, min_size=1, max_size=3)))
    operation = draw(st.sampled_from(Operation))
    unit = draw(units)
    divides = operation in (Operation.QUOTIENT, Operation.PERCENTAGE)
    if divides and any(item.value == 0 for item in inputs[1:]):
        operation = Operation.PRODUCT
    if operation is Operation.PERCENTAGE:
        unit = PERCENT
    if operation in (Operation.SUM, Operation.DIFFERENCE):
        inputs, unit = inputs[:1], inputs[0].unit  # only like is added to like
    rounding = draw(st.none() | st.sampled_from(Rounding))
    derivation = Derivation(
        rule=draw(texts),
        source=draw(sources),
        operation=operation,
        inputs=inputs,
        rounding=rounding,
        decimals=0 if rounding is None else draw(st.integers(0, 6)),
        our_reading=draw(st.booleans()),
    )
    return derive(draw(texts), unit, derivation, address=draw(addresses))


trees = figures(st.recursive(leaves, figures, max_leaves=5))


@given(trees)
def test_a_figure_is_read_back_from_its_json_text(figure: Figure) -> None:
    assert figure_from_json(json.loads(json.dumps(figure_to_json(figure)))) == figure


@given(trees)
def test_the_json_of_a_figure_fits_the_schema(figure: Figure) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(figure_to_json(figure))) == []


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_whole_json_of_a_figure(level_2021: Figure) -> None:
    clause = {"document": AGREEMENT, "clause": "7.1, mål 6, 3. punkt"}
    assert figure_to_json(level_2021) == {
        "schema": "samvirke.figure",
        "version": 2,
        "code_version": __version__,
        "kind": "figure",
        "name": {"da": "Niveau 2021", "en": "Level 2021"},
        "value": "69",
        "unit": "percent",
        "address": "/tal/krav/nordjylland/2021",
        "derivation": {
            "rule": {"da": "udgangspunktet plus stigningen", "en": "the start plus the rise"},
            "source": clause,
            "operation": "sum",
            "rounding": None,
            "our_reading": False,
            "inputs": [
                {
                    "kind": "given",
                    "name": {"da": "Målt 2020", "en": "Measured 2020"},
                    "value": "64",
                    "unit": "percent",
                    "source": {"document": AGREEMENT, "clause": "7.1, fodnote 4"},
                },
                {
                    "kind": "given",
                    "name": {"da": "Stigning 2021", "en": "Rise 2021"},
                    "value": "5",
                    "unit": "percentage_points",
                    "source": clause,
                },
            ],
        },
    }


def test_a_rounded_figure_names_its_rule(rural_share: Figure) -> None:
    derivation = figure_to_json(rural_share)["derivation"]
    assert derivation["rounding"] == {"rule": "half_up", "decimals": 2}


def test_the_whole_json_of_a_count(satisfied_share: Figure) -> None:
    assert first_input(figure_to_json(satisfied_share)) == {
        "kind": "count",
        "name": {"da": "Meget tilfredse", "en": "Very satisfied"},
        "value": "78",
        "unit": "answers",
        "rule": {"da": "svar »meget tilfreds«", "en": "answers 'very satisfied'"},
        "source": {"document": AGREEMENT, "clause": "7.1, mål 3"},
        "our_reading": True,
        "query": "satisfaction/counted",
        "excluded": [
            {"reason": {"da": "ubesvaret", "en": "not answered"}, "count": 3},
            {"reason": {"da": "ved ikke", "en": "don't know"}, "count": 1},
        ],
        "snapshot": SNAPSHOT,
    }


def test_only_the_code_version_depends_on_the_code(satisfied_share: Figure) -> None:
    written = figure_to_json(satisfied_share, code_version="7.1.0")
    assert written == {**figure_to_json(satisfied_share), "code_version": "7.1.0"}
    assert figure_from_json(written) == satisfied_share


JSON = dict[str, Any]


def first_input(document: JSON) -> JSON:
    found: JSON = document["derivation"]["inputs"][0]
    return found


TAMPERED: list[tuple[str, Callable[[JSON], object]]] = [
    ("the value", lambda it: it.update(value="75")),
    ("a value inside", lambda it: first_input(it).update(value="70")),
    ("the value of a leaf", lambda it: first_input(first_input(it)).update(value="65")),
    ("the operation", lambda it: it["derivation"].update(operation="difference")),
    ("an input left out", lambda it: it["derivation"]["inputs"].pop()),
    ("no inputs", lambda it: it["derivation"].update(inputs=[])),
    ("a value in another form", lambda it: it.update(value="74.0")),
    ("a value as a number", lambda it: it.update(value=74)),
    ("no value", lambda it: it.pop("value")),
    ("no derivation", lambda it: it.pop("derivation")),
    ("an unknown unit", lambda it: it.update(unit="bananas")),
    ("an unknown operation", lambda it: it["derivation"].update(operation="mean")),
    ("an unknown kind", lambda it: first_input(it).update(kind="guess")),
    ("an empty clause", lambda it: it["derivation"]["source"].update(clause=" ")),
    ("an address elsewhere", lambda it: it.update(address="https://example.org/74")),
    ("an unknown rounding", lambda it: it["derivation"].update(rounding={"rule": "up"})),
    ("another schema", lambda it: it.update(schema="samvirke.contract")),
    ("an earlier version", lambda it: it.update(version=1)),
    ("a later version", lambda it: it.update(version=3)),
    ("no code version", lambda it: it.pop("code_version")),
    ("an empty code version", lambda it: it.update(code_version="")),
    ("no version", lambda it: it.pop("version")),
    ("an unknown part", lambda it: it.update(remark="rounded by hand")),
    ("an unknown part inside", lambda it: first_input(it).update(remark="rounded by hand")),
    ("a name that is no text", lambda it: it.update(name={"da": 1, "en": 2})),
    ("a text for a truth value", lambda it: it["derivation"].update(our_reading="no")),
    ("a text for an input", lambda it: it["derivation"].update(inputs=["64"])),
]


@pytest.mark.parametrize(
    "tamper", [change for _, change in TAMPERED], ids=[name for name, _ in TAMPERED]
)
def test_changed_json_is_refused(level_2023: Figure, tamper: Callable[[JSON], object]) -> None:
    document = deepcopy(figure_to_json(level_2023))
    tamper(document)
    with pytest.raises(FigureError):
        figure_from_json(document)


TAMPERED_COUNT: list[tuple[str, Callable[[JSON], object]]] = [
    ("another value", lambda it: it.update(value="79")),
    ("a negative value", lambda it: it.update(value="-78")),
    ("no query", lambda it: it.pop("query")),
    ("an empty query", lambda it: it.update(query=" ")),
    ("a number for a query", lambda it: it.update(query=7)),
    ("no snapshot", lambda it: it.pop("snapshot")),
    ("a shortened snapshot", lambda it: it.update(snapshot=SNAPSHOT[:12])),
    ("a number for a snapshot", lambda it: it.update(snapshot=7)),
    ("no rule", lambda it: it.pop("rule")),
    ("an unknown part", lambda it: it.update(address=None)),
    ("a text for a truth value", lambda it: it.update(our_reading="no")),
    ("an object for the exclusions", lambda it: it.update(excluded={})),
    ("a text for an exclusion", lambda it: it.update(excluded=["3"])),
    ("a negative exclusion", lambda it: it["excluded"][0].update(count=-1)),
    ("a part of an exclusion", lambda it: it["excluded"][0].update(count=1.5)),
    ("an exclusion without reason", lambda it: it["excluded"][0].pop("reason")),
    ("an unknown part of an exclusion", lambda it: it["excluded"][0].update(who="nn")),
    ("another kind", lambda it: it.update(kind="given")),
]


@pytest.mark.parametrize(
    "tamper", [change for _, change in TAMPERED_COUNT], ids=[name for name, _ in TAMPERED_COUNT]
)
def test_a_changed_count_is_refused(
    satisfied_share: Figure, tamper: Callable[[JSON], object]
) -> None:
    document = deepcopy(figure_to_json(satisfied_share))
    tamper(first_input(document))
    with pytest.raises(FigureError):
        figure_from_json(document)


def test_the_refusal_names_the_figure_and_both_values(level_2023: Figure) -> None:
    document = figure_to_json(level_2023)
    first_input(document)["value"] = "70"
    with pytest.raises(FigureError) as caught:
        figure_from_json(document)
    assert str(caught.value) == (
        "Level 2021: the value 70 does not follow from its inputs, which give 69"
    )


@pytest.mark.parametrize("at", [0, 1])
def test_a_single_number_is_no_figure(mixed_sum: Figure, at: int) -> None:
    document = figure_to_json(mixed_sum)
    marks = {key: document[key] for key in ("schema", "version", "code_version")}
    single = {**marks, **document["derivation"]["inputs"][at]}
    with pytest.raises(FigureError, match=r"this is a single number$"):
        figure_from_json(single)


def test_a_tree_that_is_too_deep_to_read_is_refused(level_2021: Figure) -> None:
    document = figure_to_json(level_2021)
    marks = {key: document.pop(key) for key in ("schema", "version", "code_version")}
    part = document
    for _ in range(3000):
        part = {**part, "derivation": {**part["derivation"], "inputs": [part]}}
    with pytest.raises(FigureError, match=r"^the derivation is nested too deeply to be read$"):
        figure_from_json({**marks, **part})


def test_a_tree_that_is_too_deep_to_write_is_refused(deep_figure: Figure) -> None:
    with pytest.raises(FigureError, match=r"^the derivation is nested too deeply to be written$"):
        figure_to_json(deep_figure)


@given(trees, st.fractions().filter(bool))
def test_a_figure_with_another_value_is_never_read(figure: Figure, change: Fraction) -> None:
    changed = {**figure_to_json(figure), "value": canonical(figure.value + change)}
    with pytest.raises(FigureError):
        figure_from_json(changed)
