"""Published is only what follows from its effects and shows nothing that must be hidden."""

import json
from functools import cache

import pytest
from tests.schemes.effect_statement.made import agreement, statement

from samvirke.papers.effect_report import public_document
from samvirke.schemes.effect_statement import NotPublishable, public, publishable


@cache
def written():
    return public_document(statement(), agreement())


def refused(content):
    with pytest.raises(NotPublishable) as error:
        publishable(content, [agreement()])
    return error.value.what.da


def edited(change):
    document = json.loads(written())
    change(document)
    return json.dumps(document).encode()


def measures(document):
    return [one for point in document["points"] for one in point["measures"]]


def parts(document):
    return [part for one in measures(document) for part in one["parts"]]


def test_what_the_command_wrote_is_publishable():
    found, about = publishable(written(), [agreement()])
    assert public_document(found, about) == written()
    assert [point.year for point in found.points] == [
        point.year for point in public(statement()).points
    ]


def test_a_hidden_number_that_was_put_back_is_refused():
    def put_back(document):
        hidden = next(part for part in parts(document) if part["hidden"])
        shown = next(part for part in parts(document) if part["estimate"])
        hidden["guided"], hidden["estimate"] = 4, shown["estimate"]

    assert "Filen viser tal, som skal være skjult" in refused(edited(put_back))


def test_a_company_s_match_is_refused():
    match = {
        "company": 98000001, "hub": "fyn", "theme": "", "controls": [98000002],
        "distances": [0.1], "cell": "handel", "reason": None,
    }  # fmt: skip

    def told(document):
        document["points"][0]["matches"] = [match]

    assert "Filen viser tal, som skal være skjult" in refused(edited(told))


def turned(verdict):
    return {"met": "not_met", "not_met": "met"}[verdict]


def national_verdict(document):
    one = next(one for one in measures(document) if one["verdict"] != "too_few")
    one["verdict"] = turned(one["verdict"])


def hub_verdict(document):
    part = next(part for part in parts(document) if part["verdict"] in ("met", "not_met"))
    part["verdict"] = turned(part["verdict"])


def threshold(document):
    measures(document)[0]["threshold"] = "1"


def effect(document):
    estimate = measures(document)[0]["estimate"]
    estimate["guided_growth"] += 1


def figure_left_out(document):
    document["figures"].pop()


@pytest.mark.parametrize(
    "change", [national_verdict, hub_verdict, threshold, effect, figure_left_out]
)
def test_what_does_not_follow_is_refused(change):
    assert "følger ikke af effekterne og aftalen" in refused(edited(change))


def test_another_agreement_is_named():
    def renamed(document):
        document["agreement_id"] = "RA-1999"

    assert "en aftale, der ikke er her: RA-1999" in refused(edited(renamed))


def no_points(document):
    document["points"] = []


def unknown_measure(document):
    measures(document)[0]["measure"] = "happiness"


def unknown_point(document):
    document["points"][0]["point"] = "RA21-M1a"


def endless(document):
    measures(document)[0]["estimate"]["value"] = float("inf")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"[]",
        b"{}",
        b'{"schema": "samvirke.effect-statement/2", "figures": []}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_effect_statement_is_refused_in_words(content):
    assert "ikke en hel effektmåling" in refused(content)


@pytest.mark.parametrize("change", [no_points, unknown_measure, endless])
def test_impossible_parts_are_refused_in_words(change):
    assert "ikke en hel effektmåling" in refused(edited(change))


def test_a_point_that_is_not_about_effects_is_refused():
    assert "Intet er gemt" in refused(edited(unknown_point))
