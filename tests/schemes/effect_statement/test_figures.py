"""Every effect that is shown has a permanent address, and nothing that is hidden has one."""

import json
from fractions import Fraction
from pathlib import Path

from tests.schemes.effect_statement.made import agreement, statement

from samvirke.figures import figure_from_json, figure_to_json
from samvirke.schemes.effect_statement import (
    MEASURE_NAMES,
    addressed_figures,
    effect_statement_to_json,
    public,
)

EARLIER = Path(__file__).parent / "effekt_skema_1.json"
"""What a file of schema 1 looked like, as it was published before the definitions were in it."""
HUBS = {"fyn": "Erhvervshus Fyn"}


def made():
    document = effect_statement_to_json(statement(), agreement())
    return addressed_figures(document, year=2023, version=2, hubs=HUBS)


def test_a_file_of_the_first_schema_keeps_its_figures():
    """Published files never change, so that every schema they have had must stay readable."""
    document = json.loads(EARLIER.read_bytes())
    found = addressed_figures(document, year=2023, version=1, hubs=HUBS)
    national = "/tal/effekt/ra-2021-2023/2023/1/ra21-m7c/2023/productivity"
    (point,) = document["points"]
    hubs = [part for part in point["measures"][0]["parts"] if part["hub"] and part["estimate"]]
    assert list(found) == [national, *(f"{national}/hus/{part['hub']}" for part in hubs)]
    assert figure_to_json(found[national])["value"] == document["figures"][0]["value"]


def shown_parts():
    """Point, year, outcome and part of every part with a number, in the public statement."""
    return [
        (point.point, point.year, measure.measure, part)
        for point in public(statement()).points
        for measure in point.measures
        for part in measure.parts
        if part.estimate is not None and (part.hub, part.theme) != (None, None)
    ]


def test_every_effect_that_is_shown_has_an_address():
    national = [
        f"/tal/effekt/ra-2021-2023/2023/2/{point.point.lower()}/{point.year}/{measure.measure}"
        for point in public(statement()).points
        for measure in point.measures
        if measure.estimate is not None
    ]
    figures = made()
    assert national
    assert list(figures)[: len(national)] == national
    assert len(figures) == len(national) + len(shown_parts())
    assert all(str(figure.address) == at for at, figure in figures.items())


def test_a_hub_s_effect_is_its_own_growths_apart():
    point, year, measure, part = next(
        item for item in shown_parts() if item[3].hub == "fyn" and item[3].theme is None
    )
    at = f"/tal/effekt/ra-2021-2023/2023/2/{point.lower()}/{year}/{measure}/hus/fyn"
    figure = made()[at]
    assert abs(figure.value - Fraction(part.estimate.value)) <= Fraction(2, 10**6)
    assert figure.name.da.endswith(f"{MEASURE_NAMES[measure].da}, {year}, Erhvervshus Fyn")
    assert figure_from_json(figure_to_json(figure)) == figure


def test_what_is_hidden_has_no_address():
    hidden = [
        (point.point, point.year, measure.measure, part.hub, part.theme)
        for point in public(statement()).points
        for measure in point.measures
        for part in measure.parts
        if part.hidden is not None and part.hub is not None and part.theme is None
    ]
    assert hidden
    figures = made()
    for point, year, measure, hub, _ in hidden:
        start = f"/tal/effekt/ra-2021-2023/2023/2/{point.lower()}/{year}/{measure}"
        assert f"{start}/hus/{hub}" not in figures
