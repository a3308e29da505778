"""Rows on effects are measured in the drafts that are made once an effect statement is stored."""

import json
from datetime import date

import pytest
import yaml
from django.conf import settings
from tests.apps import rows
from tests.apps.contracts.folders import NOW
from tests.schemes.effect_statement.made import statement
from tests.site import effect_objects

from samvirke.apps.contracts.domain import make_draft
from samvirke.apps.effects.domain import effects_left_out, with_published_effects
from samvirke.papers.effect_report import with_effects
from samvirke.records import InputError
from samvirke.schemes.effect_statement import public

HUB, YEAR = "hovedstaden", 2021
ASSESSED = """\
# What the hub states.
schema: samvirke.assessments/1
hub: Erhvervshus Hovedstaden
year: 2021
received:
  - {point: RA21-M1a, value: 43.20, n: 812, authority: Demo Myndighed, document: Demo, date: 2022-02-01}
  - {point: RA21-M7b, measure: turnover, value: 1, unit: percentage_points, authority: Demo Myndighed, document: "Effektmåling, gammel.parquet, Samvirke 0.1", date: 2022-02-01}
"""  # noqa: E501


@pytest.fixture
def records(store, tmp_path, monkeypatch):
    """A store with a row of the hub."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(settings, "SAMVIRKE_RENDER_PAPERS", "tests.apps.contracts.folders.render")
    rows.take(rows.engagement("F1", hub=HUB), hub=HUB, name="hovedstaden.csv")
    return store


def draft(*, year=YEAR, **told):
    made = make_draft(hub=HUB, year=year, by=None, at=NOW, progress=rows.Told(), **told)
    return json.loads(bytes(made.files.get(path="resultatopgoerelse.json").content))


def verdicts(document):
    """The agreement's verdict on each effect, by measure point and measure."""
    return {
        (line["id"], judged["measure"]): judged["verdict"]
        for goal in document["goals"]
        for line in goal["lines"]
        if line["id"] in ("RA21-M7b", "RA21-M7c")
        for judged in line["agreement"]
    }


_JUDGED = {"met": "met", "not_met": "missed", "too_few": "measured_later"}


def effects():
    """The hub's own effects as they were published, by point and measure."""
    return {
        (point.point, one.measure): part
        for point in public(statement()).points
        for one in point.measures
        for part in one.parts
        if point.year == YEAR and (part.hub, part.theme) == (HUB, None)
    }


def test_rows_that_were_measured_later_become_real(records):
    later = {("RA21-M7b", None): "measured_later", ("RA21-M7c", None): "measured_later"}
    assert verdicts(draft(demo=True)) == later
    effect_objects.stored()
    own = effects()
    judged = {key: _JUDGED[part.verdict] for key, part in own.items()}
    # Both in the growth segment, and too few in the operation segment.
    assert set(judged.values()) == {"met", "measured_later"}
    assert verdicts(draft(demo=True)) == {
        ("RA21-M7b", None): "met",
        ("RA21-M7b", "turnover"): judged["RA21-M7b", "turnover"],
        ("RA21-M7b", "employment"): judged["RA21-M7b", "employment"],
        ("RA21-M7c", None): judged["RA21-M7c", "productivity"],
    }


def test_what_was_measured_and_has_no_verdict_is_told_with_the_reason(records):
    report = effect_objects.stored()
    found = effects_left_out(report, hub=HUB, year=YEAR)
    # Too few in the operation segment; the growth segment has numbers.
    assert [(item.point, item.measure.da, item.why.da) for item in found] == [
        ("RA21-M7c", "produktivitet", "for få par til en vurdering")
    ]
    assert effects_left_out(report, hub="nowhere", year=YEAR) == ()


def test_each_measure_is_held_against_its_own_requirement_also_where_all_are_missed(records):
    effect_objects.stored()
    (line,) = (
        line
        for goal in draft(year=2022, demo=True)["goals"]
        for line in goal["lines"]
        if line["id"] == "RA21-M7b"
    )
    told = [(one["measure"], one["verdict"]) for one in line["agreement"]]
    assert told == [(None, "missed"), ("turnover", "missed"), ("employment", "missed")]
    # 7.1, goal 7: 10 percentage points more in turnover and 5 in employment.
    assert [one["requirement"]["value"] for one in line["agreement"][1:]] == ["10", "5"]


def test_real_statements_take_no_made_up_effects(records):
    effect_objects.stored()
    assert set(verdicts(draft(demo=False)).values()) == {"measured_later"}
    assert set(verdicts(draft(demo=True)).values()) != {"measured_later"}


def test_years_without_effects_keep_their_assessments_as_they_are(records):
    effect_objects.stored()
    told = ASSESSED.encode()
    assert with_published_effects(told, hub=HUB, year=2026, demo=True) == told
    assert with_published_effects(told, hub="nowhere", year=YEAR, demo=True) == told
    assert with_published_effects(told, hub=HUB, year=1999, demo=True) == told


def test_a_file_that_cannot_be_read_is_refused_at_its_own_line(records):
    effect_objects.stored()
    with pytest.raises(InputError) as error:
        draft(
            demo=True, assessments=ASSESSED.replace("RA21-M1a, value", "RA21-M1a, worth").encode()
        )
    assert error.value.problems[0].line == 6


def test_only_an_earlier_effect_statement_is_replaced():
    report, about = effect_objects.statement(), effect_objects.agreement()
    made = with_effects(
        ASSESSED.encode(), public(report), about, hub=HUB, year=YEAR, on=date(2024, 4, 15)
    )
    told = yaml.safe_load(made)
    assert (told["schema"], told["hub"]) == ("samvirke.assessments/1", "Erhvervshus Hovedstaden")
    other, *entries = told["received"]
    assert (other["point"], other["value"], other["document"]) == ("RA21-M1a", "43.20", "Demo")
    assert {(one["point"], one["measure"], one["n"]) for one in entries} == {
        (*key, str(part.guided)) for key, part in effects().items() if part.verdict != "too_few"
    }
    assert {one["date"] for one in entries} == {"2024-04-15"}
    # Nobody said who measured; it was not those whom the agreement names.
    assert {one["authority"] for one in entries} == {
        "den, der udarbejdede effektmålingen (aftalen nævner Erhvervsstyrelsen og KL)"
    }
    assert all(one["document"].startswith("Demodata: Effektmåling, ") for one in entries)
    again = with_effects(made, public(report), about, hub=HUB, year=YEAR, on=date(2024, 4, 15))
    assert again == made
