"""Published is only what follows from its effects and shows nothing that must be hidden."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from tests.schemes.effect_statement.made import Memory, agreement, files, statement

from samvirke.agreements import load_agreements
from samvirke.schemes.effect_statement import (
    EffectOrder,
    NotPublishable,
    effect_statement_from_json,
    hiding_warnings,
    make_statement,
    public,
    public_document,
    publishable,
)
from samvirke.schemes.effect_statement.definitions import measured_with


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


def test_what_another_version_of_the_code_wrote_is_publishable():
    """The closed machine need not have the version that the site has."""
    earlier = replace(statement(), version="0.0.9")
    found, _ = publishable(public_document(earlier, agreement()), [agreement()])
    assert found.version == "0.0.9"


def test_a_hidden_number_that_was_put_back_is_refused():
    def put_back(document):
        hidden = next(part for part in parts(document) if part["hidden"])
        shown = next(part for part in parts(document) if part["estimate"])
        hidden["guided"], hidden["estimate"] = 4, shown["estimate"]

    assert "Filen viser tal, som skal være skjult" in refused(edited(put_back))


def test_a_hidden_part_with_a_made_up_number_of_companies_is_refused():
    """The part hidden for few, told as nine companies: those hidden beside it are then given away
    or too few.
    """

    def told(document):
        national = measures(document)[0]
        hidden = next(part for part in national["parts"] if part["hidden"] == "few")
        shown = next(part for part in national["parts"] if part["estimate"])
        estimate = {**shown["estimate"], "guided": 9}
        hidden.update(hidden=None, guided=9, estimate=estimate, verdict="too_few")

    assert "Filen viser tal, som skal være skjult" in refused(edited(told))


def shown_from_one(document):
    for point in document["points"]:
        point["shown_from"] = 1


def few_in_a_line(document):
    line = next(one for one in measures(document)[0]["lines"] if one["estimate"])
    line["estimate"]["guided"] = 4


@pytest.mark.parametrize("change", [shown_from_one, few_in_a_line])
def test_what_the_agreement_hides_is_refused(change):
    assert "Filen viser tal, som skal være skjult" in refused(edited(change))


def redefined(**changes):
    """The agreement with other choices at every point that is about effects."""

    def changed(point):
        effect = point.effect and point.effect.model_copy(update=changes)
        return point.id, effect

    own = dict(changed(point) for point in agreement().measure_points if point.effect)
    return measured_with(agreement(), own)


def disclosure(**changes):
    rule = agreement().measure_point("RA21-M7b").effect.disclosure
    return redefined(disclosure=rule.model_copy(update=changes))


@cache
def with_nothing_hidden():
    """A statement that the command itself made by a rule that hides nothing."""
    register, guided = files()
    weak = disclosure(minimum=0, dominance_percent=Fraction(100))
    order = EffectOrder(register, guided, weak, "RA21-M7c", demo=True)
    return public_document(make_statement(order, Memory(), lambda step: None), weak)


def test_a_file_measured_by_a_rule_that_hides_less_is_refused_with_both_rules():
    told = refused(with_nothing_hidden())
    assert "RA21-M7c: under 0 virksomheder, eller én over 100 pct. (aftalen: under 5 " in told
    few = {part["guided"] for part in parts(json.loads(with_nothing_hidden()))} & {1, 2, 3, 4}
    assert few  # there was something to hide


def test_the_command_warns_of_a_rule_that_hides_less():
    weak = disclosure(minimum=0)
    told = [warning.da for warning in hiding_warnings(weak, agreement())]
    assert [line[:45] for line in told] == [
        "Pas på: RA21-M7b skjuler mindre end aftalens ",
        "Pas på: RA21-M7c skjuler mindre end aftalens ",
    ]
    assert "under 0 virksomheder, eller én over 50 pct. (aftalen: under 5" in told[0]
    assert list(hiding_warnings(disclosure(minimum=10), agreement())) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"caliper": Fraction(1, 10)},
        {"growth": "median"},
        {"growth": "midpoint", "exits": "all_with_midpoint", "ratio": 3, "replacement": True},
    ],
)
def test_a_file_by_other_choices_says_itself_which_they_were(changes):
    """Everything that is held against the rest of the file holds for other choices too."""
    register, guided = files()
    other = redefined(**changes)
    order = EffectOrder(register, guided, other, "RA21-M7c", demo=True)
    made = make_statement(order, Memory(), lambda step: None)
    _, about = publishable(public_document(made, other), [agreement()])
    assert about.measure_point("RA21-M7c").effect == other.measure_point("RA21-M7c").effect


def test_years_without_a_result_are_publishable():
    """The register ends before the years of the next agreement that can be measured."""
    register, guided = files()
    later = load_agreements()[1]
    order = EffectOrder(register, guided, later, demo=True)
    made = make_statement(order, Memory(), lambda step: None)
    found, _ = publishable(public_document(made, later), load_agreements())
    assert {point.why_not is None for point in found.points} == {False}


def test_lines_of_other_choices_than_the_definition_leads_to_are_refused():
    content = public_document(statement(), redefined(caliper=Fraction(1, 10)))
    assert "følger ikke af effekterne og aftalen" in refused(content)


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"horizon_years": 3}, "horizon_years"), ({"our_reading": ("growth",)}, "our_reading")],
)
def test_a_choice_that_the_agreement_does_not_leave_open_is_refused(changes, named):
    told = refused(public_document(statement(), redefined(**changes)))
    assert f"aftalen siger om RA21-M7b: {named}." in told


def test_a_definition_with_the_fingerprint_of_another_is_refused():
    def swapped(document):
        document["definitions"][0]["definition"]["caliper"] = "0.1"

    assert "beskadiget" in refused(edited(swapped))


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


def national_value(document):
    """All that hangs on it is moved along."""
    one = measures(document)[0]
    for estimate in (one["estimate"], one["parts"][0]["estimate"]):
        for name in ("value", "low", "high"):
            estimate[name] += 80


def national_value_and_growth(document):
    """The sum of the hubs no longer is the national effect."""
    national_value(document)
    one = measures(document)[0]
    for estimate in (one["estimate"], one["parts"][0]["estimate"]):
        estimate["guided_growth"] += 80
    one["certainty"], one["verdict"] = "clear", "met"


def interval(document):
    measures(document)[0]["estimate"]["high"] += 1


def error(document):
    measures(document)[0]["clustered_error"] /= 2


def line_value(document):
    line = next(one for one in measures(document)[0]["lines"] if one["estimate"])
    line["estimate"]["value"] = 55.0


def line_left_out(document):
    measures(document)[0]["lines"].pop(0)


def line_label(document):
    measures(document)[0]["lines"][0]["label"] = {"da": "Andet", "en": "Other"}


def agreement_title(document):
    document["agreement"] = "En anden aftale"


def point_title(document):
    document["points"][0]["title"] = {"da": "Andet", "en": "Other"}


def ended_year(document):
    document["points"][0]["ended_year"] -= 1


def placebos(document):
    measures(document)[0]["placebos"]["as_far"] += 1


def numbers_of_guided(document):
    document["points"][0]["guided"] += 1


def year_twice(document):
    document["points"].append(document["points"][0])


def unknown_measure(document):
    measures(document)[0]["measure"] = "happiness"


def measure_left_out(document):
    document["points"][0]["measures"].pop()


@pytest.mark.parametrize(
    "change",
    [
        national_verdict, hub_verdict, threshold, effect, figure_left_out, national_value,
        national_value_and_growth, interval, error, line_value, line_left_out, line_label,
        agreement_title, point_title, ended_year, placebos, numbers_of_guided, year_twice,
        measure_left_out, unknown_measure,
    ],
)  # fmt: skip
def test_what_does_not_follow_is_refused(change):
    assert "følger ikke af effekterne og aftalen" in refused(edited(change))


def company(document):
    document["cvr"] = "98000005"


def company_within(document):
    measures(document)[0]["parts"][0]["cvr"] = "98000005"


@pytest.mark.parametrize("change", [company, company_within, lambda document: None])
def test_what_the_command_does_not_write_is_refused(change):
    """Also a file that was only opened and saved: its bytes are no longer those of the command."""
    assert "noget er føjet til, fjernet eller skrevet om" in refused(edited(change))


def test_demo_data_that_does_not_say_so_is_refused():
    def unmarked(document):
        document["demo"] = False

    assert statement().inputs.made_up
    assert "mærket som opdigtede demodata" in refused(edited(unmarked))


def test_a_file_of_an_earlier_version_is_named_as_that():
    def earlier(document):
        document["schema"] = "samvirke.effect-statement/1"
        del document["definitions"]

    assert "Kør »samvirke effect« igen" in refused(edited(earlier))
    assert effect_statement_from_json(json.loads(edited(earlier))).points  # but can be read


def test_another_agreement_is_named():
    def renamed(document):
        document["agreement_id"] = "RA-1999"

    assert "en aftale, der ikke er her: RA-1999" in refused(edited(renamed))


def no_points(document):
    document["points"] = []


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
        b'{"schema": "samvirke.effect-statement/9", "figures": []}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_effect_statement_is_refused_in_words(content):
    assert "ikke en hel effektmåling" in refused(content)


@pytest.mark.parametrize("change", [no_points, endless])
def test_impossible_parts_are_refused_in_words(change):
    assert "ikke en hel effektmåling" in refused(edited(change))


def test_a_point_that_is_not_about_effects_is_refused():
    assert "Intet er gemt" in refused(edited(unknown_point))
