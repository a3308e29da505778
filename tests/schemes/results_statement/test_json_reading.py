"""A results statement read back from its JSON, whole, and refused where it is not whole."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.papers.statement_example import example

from samvirke.figures import FigureError
from samvirke.schemes.results_statement import statement_to_json
from samvirke.schemes.results_statement.json_reading import statement_from_json

DOCUMENT = statement_to_json(example())


@pytest.mark.parametrize(
    "changes", [{}, {"contract": None, "contract_title": None}, {"demo": True}, {"spread": ()}]
)
def test_what_is_read_is_written_again_alike(changes):
    document = json.loads(json.dumps(statement_to_json(example(**changes))))
    assert statement_to_json(statement_from_json(document)) == document


@pytest.mark.parametrize("part", sorted(set(DOCUMENT) - {"schema", "version"}))
def test_a_missing_part_is_refused(part):
    document = {name: value for name, value in DOCUMENT.items() if name != part}
    with pytest.raises(ValueError, match="not a whole results statement"):
        statement_from_json(document)


@pytest.mark.parametrize("change", [{"schema": "noget.andet"}, {"version": 2}])
def test_another_schema_is_refused(change):
    with pytest.raises(ValueError, match="has the schema"):
        statement_from_json({**DOCUMENT, **change})


def test_a_figure_that_does_not_follow_is_refused():
    document = copy.deepcopy(DOCUMENT)
    document["spread"][0]["relative"]["value"] = "1"
    with pytest.raises(FigureError):
        statement_from_json(document)


def _places(value, found):
    """Every object and list of the document."""
    if isinstance(value, dict | list):
        found.append(value)
        for part in value.values() if isinstance(value, dict) else value:
            _places(part, found)
    return found


@settings(max_examples=80)
@given(data=st.data())
def test_a_document_changed_by_chance_is_read_or_refused(data):
    document = copy.deepcopy(DOCUMENT)
    places = [place for place in _places(document, []) if place]
    place = places[data.draw(st.integers(0, len(places) - 1))]
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    key = keys[data.draw(st.integers(0, len(keys) - 1))]
    place[key] = data.draw(st.sampled_from([None, "", "x", "1/3", -1, [], {}, True]))
    try:
        statement_from_json(document)
    except ValueError:
        return
