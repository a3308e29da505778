"""The statement of Nordjylland for 2021, counted by hand in ``samples.py``."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.indicators.samples import evaluation
from tests.schemes.results_statement import samples

from samvirke.agreements import (
    FrameworkAgreement,
    MeasurePoint,
    PerformanceContract,
    load_agreements,
    load_contract,
)
from samvirke.figures import Count, Given, counts
from samvirke.records import InputError
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021
from samvirke.schemes.results_statement import (
    Order,
    Statement,
    Verdict,
    make_statement,
    statement_bytes,
)
from samvirke.schemes.results_statement.assessments import Assessments, nothing_assessed

MET, MISSED, NONE = Verdict.MET, Verdict.MISSED, Verdict.NO_REQUIREMENT
NOT_MEASURED, LATER, FEW = Verdict.NOT_MEASURED, Verdict.MEASURED_LATER, Verdict.TOO_FEW


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.snapshot(tmp_path_factory.mktemp("statement") / "udtraek")


def ordered(**changes: Any) -> Order:
    order = Order(
        "nordjylland",
        2021,
        contract=load_contract(NORDJYLLAND_2021),
        assessments=samples.assessed(),
    )
    return replace(order, **changes)


@pytest.fixture(scope="module")
def statement(folder: Path) -> Statement:
    return make_statement(folder, ordered())


def line(statement: Statement, id_: str):
    return next(item for item in statement.lines if item.id == id_)


def value(statement: Statement, id_: str, segment: str | None = None) -> Fraction:
    found = next(item for item in line(statement, id_).measurements if item.segment == segment)
    assert found.value is not None
    return found.value.value


@pytest.mark.parametrize(
    ("id_", "segment", "expected"),
    [
        ("RA21-M1a", None, Fraction(45)),  # 45 of 100 know the hub
        ("RA21-M1b", None, Fraction(200, 3)),  # 8 of 12 companies are new
        ("RA21-M3a", "growth", Fraction(90)),
        ("RA21-M3a", "operation", Fraction(70)),
        ("RA21-M3b", "growth", Fraction(70)),  # 80 - 10
        ("RA21-M3b", "operation", Fraction(80)),  # 90 - 10
        ("RA21-M3b", None, Fraction(75)),  # 17/20 - 2/20
        ("RA21-M4a", None, Fraction(60)),  # 3 of the 5 who know what they did
        ("RA21-M5b", None, Fraction(80)),
        ("RA21-M6c", None, Fraction(200, 3)),  # 30 of 45
        ("RA21-M7a", None, Fraction(65)),  # 13 of 20
        ("RK-NORD-2021-12a", None, Fraction(12)),
        ("RK-NORD-2021-12b", None, Fraction(0)),  # no growth or operation engagement in 2021
        ("RK-NORD-2021-12c", None, Fraction(12)),
    ],
)
def test_values_are_those_counted_by_hand(
    statement: Statement, id_: str, segment: str | None, expected: Fraction
) -> None:
    assert value(statement, id_, segment) == expected


AGREEMENT = {
    "RA21-M1a": [MET],  # 45 against 40 + 5
    "RA21-M1b": [MET],
    "RA21-M2a": [NONE],  # the contract sets the goal
    "RA21-M3a": [MISSED, MET, MISSED],  # growth 90, operation 70 against 80
    "RA21-M3b": [MET, MET, MET],
    "RA21-M4a": [MET],
    "RA21-M5a": [MET],
    "RA21-M5b": [MET],
    "RA21-M6a": [MISSED],
    "RA21-M6b": [NONE],  # from 2022
    "RA21-M6c": [MISSED],  # 66.7 against 64 + 5
    "RA21-M7a": [MET],  # 65 against 65
    "RA21-M7b": [LATER],  # turnover and employment
    "RA21-M7c": [LATER],
    "RA21-M8a": [FEW],  # four answers
}
CONTRACT = {
    "RA21-M1a": [MET, MET],  # up 5 on 2020, and 45
    "RA21-M1b": [MET],
    "RA21-M2a": [],
    "RA21-M3a": [MISSED, MET, MISSED],
    "RA21-M3b": [NONE],  # left out of the contract
    "RA21-M4a": [MET],
    "RA21-M5a": [MET],
    "RA21-M5b": [MET],
    "RA21-M6a": [MISSED],
    "RA21-M6b": [NONE],
    "RA21-M6c": [MISSED, MET],  # up 5 on 2020 is 69; the stray 45 is reached
    "RA21-M7a": [MET],
    "RA21-M7b": [LATER, LATER],
    "RA21-M7c": [LATER],
    "RA21-M8a": [FEW],
    "RK-NORD-2021-9": [Verdict.ASSESSED],
    "RK-NORD-2021-10": [NOT_MEASURED],
    "RK-NORD-2021-11": [NOT_MEASURED],
    "RK-NORD-2021-12a": [MISSED],  # 12 against 800
    "RK-NORD-2021-12b": [MISSED],
    "RK-NORD-2021-12c": [MISSED],
}


def test_the_agreement_and_the_contract_each_judge_for_themselves(statement: Statement) -> None:
    lines = statement.lines
    assert {
        item.id: [judged.verdict for judged in item.agreement] for item in lines if item.agreement
    } == AGREEMENT
    assert {item.id: [judged.verdict for judged in item.contract] for item in lines} == CONTRACT


def test_the_agreements_own_words_stand_beside_the_method(statement: Statement) -> None:
    (measured,) = line(statement, "RA21-M4a").measurements
    beside = {item.label.da: item.figure.value for item in measured.beside}
    assert beside["Efter aftalens egne ord"] == Fraction(40)  # 2 of 5 used it


def test_without_the_year_before_nobody_is_new(tmp_path: Path) -> None:
    now = [row for row in samples.engagements() if str(row[1]).startswith("n")]
    folder = samples.snapshot(tmp_path / "s", engagements=now, evaluations=[])
    made = make_statement(folder, ordered())
    (measured,) = line(made, "RA21-M1b").measurements
    assert measured.value is None
    assert line(made, "RA21-M1b").agreement[0].verdict is NOT_MEASURED


def test_without_records_nothing_is_zero(tmp_path: Path) -> None:
    nothing: dict[str, list[Any]] = {
        name: [] for name in ("engagements", "participations", "evaluations", "awareness")
    }
    made = make_statement(samples.snapshot(tmp_path / "s", **nothing), ordered(assessments=None))
    shown = [item.value for each in made.lines for item in each.measurements]
    assert all(item is None for item in shown)
    judged = {one.verdict for each in made.lines for one in (*each.agreement, *each.contract)}
    assert judged == {NOT_MEASURED, NONE, LATER}


def test_every_count_names_the_snapshot_it_was_counted_in(statement: Statement) -> None:
    found: list[Count] = [
        one
        for each in statement.lines
        for item in each.measurements
        if item.value is not None and not isinstance(item.value, Given)
        for one in counts(item.value)
    ]
    assert found
    assert {one.snapshot for one in found} == {statement.snapshot}


def test_the_same_snapshot_gives_the_same_bytes(folder: Path, statement: Statement) -> None:
    assert statement_bytes(make_statement(folder, ordered())) == statement_bytes(statement)


def test_status_at_a_day_counts_what_was_known_then(tmp_path: Path) -> None:
    late = samples.guided("sen", 900, 20210701, type="short")
    folder = samples.snapshot(tmp_path / "s", engagements=[*samples.engagements(), late])
    before = make_statement(folder, ordered(cut_off=date(2021, 6, 30)))
    whole_year = make_statement(folder, ordered())
    assert value(before, "RK-NORD-2021-12a") == 12
    assert value(whole_year, "RK-NORD-2021-12a") == 13


def test_the_last_answer_about_an_engagement_counts(tmp_path: Path) -> None:
    changed = evaluation(
        "igen",
        "d20",
        hub=samples.HUB,
        answered=20210301120000,
        competence_satisfaction="very_satisfied",
    )
    folder = samples.snapshot(tmp_path / "s", evaluations=[*samples.answers(), changed])
    assert value(make_statement(folder, ordered()), "RA21-M3a", "operation") == 80


def test_a_received_value_fills_a_gap_and_a_difference_is_a_finding(tmp_path: Path) -> None:
    told = samples.assessed().model_dump(by_alias=True, mode="python")
    stated = {"authority": "Erhvervsstyrelsen", "document": "Måling", "date": date(2022, 2, 1)}
    told["received"] = [
        {"point": "RA21-M1a", "value": Fraction(216, 5), "n": 812, **stated},
        {
            "point": "RA21-M7b",
            "measure": "turnover",
            "value": 12,
            "unit": "percentage_points",
            **stated,
        },
    ]
    assessments = type(samples.assessed()).model_validate(told)
    folder = samples.snapshot(tmp_path / "s")
    made = make_statement(folder, ordered(assessments=assessments))
    awareness = line(made, "RA21-M1a")
    assert value(made, "RA21-M1a") == 45  # our own count is judged
    (finding,) = awareness.findings
    assert "43,2 pct." in finding.da
    assert "45 pct." in finding.da
    effect = line(made, "RA21-M7b")
    assert [one.verdict for one in effect.agreement] == [LATER, MET, LATER]
    assert effect.computed_by.da == "Opgjort af Erhvervsstyrelsen"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"contract": load_contract(MIDTJYLLAND_2022)},
            "Kontrakten gælder Erhvervshus Midtjylland",
        ),
        ({"assessments": nothing_assessed("Erhvervshus Fyn", 2021)}, "Vurderingerne gælder"),
        ({"assessments": nothing_assessed("Erhvervshus Nordjylland", 2022)}, "i 2022"),
        ({"cut_off": date(2022, 1, 1)}, "Skæringsdagen"),
        ({"year": 2018, "contract": None, "assessments": None}, "ingen rammeaftale for 2018"),
    ],
)
def test_what_belongs_elsewhere_is_refused(
    folder: Path, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(InputError) as refused:
        make_statement(folder, ordered(**changes))
    assert words in refused.value.in_language("da")


def test_without_a_contract_only_the_agreement_judges(folder: Path) -> None:
    made = make_statement(folder, ordered(contract=None))
    assert made.contract is None
    assert not any(each.contract for each in made.lines)
    assert [each.id for each in made.lines] == list(AGREEMENT)


def with_years(
    agreement: FrameworkAgreement, id_: str, years_of: dict[str | None, tuple[int, ...]]
) -> FrameworkAgreement:
    """The agreement with other years for the requirements of one measure point, by measure."""

    def changed(point: MeasurePoint) -> MeasurePoint:
        if point.id != id_:
            return point
        thresholds = [
            item.model_copy(update={"years": years_of[item.measure]}) for item in point.thresholds
        ]
        return point.model_copy(update={"thresholds": tuple(thresholds)})

    goals = tuple(
        goal.model_copy(update={"measure_points": tuple(map(changed, goal.measure_points))})
        for goal in agreement.goals
    )
    return agreement.model_copy(update={"goals": goals})


def test_a_point_whose_measures_are_required_in_other_years_has_no_requirement(
    folder: Path,
) -> None:
    years = {"turnover": (2022,), "employment": (2023,)}
    changed = with_years(load_agreements()[0], "RA21-M7b", years)
    made = make_statement(folder, ordered(contract=None), agreements=[changed])
    judged = line(made, "RA21-M7b").agreement
    assert [(item.measure, item.verdict) for item in judged] == [
        (None, NONE),
        ("turnover", NONE),
        ("employment", NONE),
    ]


def with_first_volume(path: Path, stated: str) -> PerformanceContract:
    """The contract with another requirement than »800 virksomheder« as its goal 12 a."""
    text = NORDJYLLAND_2021.read_text(encoding="utf-8")
    old = 'operator: ">=", value: 800, unit: virksomheder, counted_as: guided_companies'
    assert old in text
    path.write_text(text.replace(old, stated), encoding="utf-8")
    return load_contract(path)


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("operator: within, counted_as: geographic_spread", NOT_MEASURED),
        ("operator: within, counted_as: geographic_spread, tolerance: 10 pct", MISSED),
        # Twelve companies are neither ten per cent nor ten more than last year.
        ('operator: ">=", value: 10, unit: pct, counted_as: guided_companies', NOT_MEASURED),
        (
            'operator: "increase>=", value: 10, unit: virksomheder, counted_as: guided_companies',
            NOT_MEASURED,
        ),
        ('operator: ">=", value: 12, unit: virksomheder, counted_as: guided_companies', MET),
    ],
)
def test_a_local_goal_is_judged_only_by_what_it_is_measured_in(
    folder: Path, tmp_path: Path, stated: str, verdict: Verdict
) -> None:
    contract = with_first_volume(tmp_path / "kontrakt.yaml", stated)
    made = make_statement(folder, ordered(contract=contract))
    (judged,) = line(made, "RK-NORD-2021-12a").contract
    assert judged.verdict is verdict
    assert (judged.reason is None) == (verdict is MET)


def test_a_rise_that_no_number_decides_can_be_assessed(folder: Path, tmp_path: Path) -> None:
    rise = 'operator: "increase>=", value: 10, unit: virksomheder, counted_as: guided_companies'
    contract = with_first_volume(tmp_path / "kontrakt.yaml", rise)
    signed = {"author": "Demo Direktør", "date": "2022-03-01"}
    entry = {"goal": "12", "threshold": "a", "status": "carried_out", "text": "Steget", **signed}
    told = Assessments.model_validate(
        {
            "schema": "samvirke.assessments/1",
            "hub": "Erhvervshus Nordjylland",
            "year": "2021",
            "processes": [entry],
        }
    )
    made = make_statement(folder, ordered(contract=contract, assessments=told))
    (judged,) = line(made, "RK-NORD-2021-12a").contract
    assert judged.verdict is Verdict.ASSESSED


@pytest.mark.parametrize("unit", ["procentpoint", "virksomheder"])
def test_a_threshold_of_a_measure_point_with_another_unit_is_not_held_against_it(
    folder: Path, tmp_path: Path, unit: str
) -> None:
    text = NORDJYLLAND_2021.read_text(encoding="utf-8")
    effect = 'text: "I høj grad positiv effekt", year: 2021, operator: ">=", value: 65, unit: '
    assert f"{effect}pct" in text
    path = tmp_path / "kontrakt.yaml"
    path.write_text(text.replace(f"{effect}pct", f"{effect}{unit}"), encoding="utf-8")
    made = make_statement(folder, ordered(contract=load_contract(path)))
    (judged,) = line(made, "RA21-M7a").contract
    assert (judged.verdict, judged.reason and judged.reason.da) == (
        NOT_MEASURED,
        f"Målet tælles i pct., men kontrakten sætter kravet i »{unit}«. Ret kontraktfilens felt "
        "unit eller counted_as.",
    )
    assert [item.verdict for item in line(made, "RA21-M7a").agreement] == [MET]


def test_a_requirement_of_all_hubs_is_left_to_the_national_statement(tmp_path: Path) -> None:
    young = samples.guided("u1", 1, 20260301, company_founded=20250101)
    folder = samples.snapshot(
        tmp_path / "udtraek", engagements=[young], participations=[], evaluations=[], awareness=[]
    )
    # The agreement requires 1,200 in 2027, for which no population is held yet.
    agreement = with_years(load_agreements()[1], "RA24-M1a", {None: (2026,)})
    made = make_statement(folder, Order("nordjylland", 2026), agreements=[agreement])
    (judged,) = line(made, "RA24-M1a").agreement
    assert (judged.verdict, judged.verdict.label.da) == (
        Verdict.JUDGED_TOGETHER,
        "Afgøres samlet",
    )
