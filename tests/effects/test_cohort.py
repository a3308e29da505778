"""Who can be matched, and why the others cannot."""

import numpy as np
from tests.effects.registers import company, engagement, write_csv, write_guided

from samvirke.agreements import load_agreements
from samvirke.effects.cohort import Reason, cohort_of, values_of
from samvirke.effects.estimates import Lost, sample_of
from samvirke.effects.guided import read_guided
from samvirke.effects.register import read_register

DEFINITION = load_agreements()[0].measure_point("RA21-M7b").effect


def cohort(tmp_path, companies, engagements, *, base_year=2019, **changes):
    rows = [row for rows in companies for row in rows]
    register = read_register(write_csv(tmp_path / "register.csv", rows))
    guided = read_guided(write_guided(tmp_path / "guided.csv", engagements))
    definition = DEFINITION.model_copy(update=changes)
    chosen = guided.counted("growth", engagement="first", minimum_minutes=0)
    found = cohort_of(register, chosen, guided.companies, definition, base_year=base_year)
    return register, found


def reasons(found):
    return {item.company: reason for item, reason in found.left_out}


def test_each_guided_company_that_cannot_be_matched_has_its_reason(tmp_path):
    companies = [
        company(1, 100),
        company(2, 100, 0),
        company(3, [100, "", 100, 100]),
        company(4, 100, sector=""),
        company(5, 100, founded=""),
        company(6, 100, status="exited"),
        company(7, 100),
    ]
    register, found = cohort(tmp_path, companies, [engagement(n) for n in (1, 2, 3, 4, 5, 6, 99)])
    lacking = dict.fromkeys((2, 3, 4, 5, 6), Reason.MISSING_BASE_YEAR)
    assert reasons(found) == {99: Reason.NOT_IN_REGISTER} | lacking
    assert register.companies[found.rows].tolist() == [1, 7]
    assert found.guided.tolist() == [True, False]
    assert found.variables[:, 2].tolist() == [19.0, 19.0]


def test_those_guided_before_the_panel_starts_are_counted(tmp_path):
    _, found = cohort(tmp_path, [company(1, 100), company(2, 100)], [engagement(1)], base_year=2018)
    assert reasons(found) == {1: Reason.OUTSIDE_PANEL}
    assert not found.guided.any()


def test_nobody_who_was_ever_guided_is_a_control(tmp_path):
    listed = [engagement(1), engagement(2, segment="operation"), engagement(3, "")]
    register, found = cohort(tmp_path, [company(n, 100) for n in (1, 2, 3, 4)], listed)
    assert register.companies[found.rows].tolist() == [1, 4]


def test_cells_are_combinations_of_the_exact_variables_in_the_base_year(tmp_path):
    companies = [
        company(1, 100),
        company(2, 100, sector="industri"),
        company(3, 100, region="Region Sjælland"),
        company(4, 100),
    ]
    _, found = cohort(tmp_path, companies, [engagement(1)])
    assert len(set(found.cell.tolist())) == 3
    assert found.cell[0] == found.cell[3]
    _, coarse = cohort(tmp_path, companies, [engagement(1)], exact=())
    assert set(coarse.cell.tolist()) == {0}


def end_values(tmp_path, measure, companies):
    register = read_register(
        write_csv(tmp_path / "register.csv", [row for rows in companies for row in rows])
    )
    return values_of(register, np.arange(len(register.companies)), measure, 2019, 2021)


def test_values_of_those_who_are_gone_or_merged_are_unknown(tmp_path):
    gone = company(2, 100)
    gone[2]["status"] = "exited"
    merged = company(3, 100)
    merged[3]["status"] = "merged"
    found = end_values(tmp_path, "turnover", [company(1, [1, 100, 3, 150]), gone, merged])
    assert found.base.tolist() == [100, 100, 100]
    np.testing.assert_array_equal(found.end, [150, np.nan, np.nan])
    assert found.gone.tolist() == [False, True, False]
    assert found.merged.tolist() == [False, False, True]


def test_productivity_is_turnover_per_full_time_equivalent(tmp_path):
    found = end_values(
        tmp_path,
        "turnover_per_full_time_equivalent",
        [company(1, [1, 100, 1, 90], [1, 10, 1, 6]), company(2, 5, 0)],
    )
    np.testing.assert_array_equal(found.base, [10, np.nan])
    np.testing.assert_array_equal(found.end, [15, np.nan])


def test_pairs_without_growth_are_counted_by_why(tmp_path):
    from samvirke.effects.cohort import Matched
    from samvirke.effects.matching import Pairs
    from samvirke.effects.score import Score

    companies = [company(n, [100, 100, 100, 200]) for n in range(1, 9)]
    companies[1][3]["status"] = "exited"
    companies[6][3]["status"] = "merged"
    companies[7][3]["turnover"] = ""
    register, found = cohort(tmp_path, companies, [engagement(n) for n in (1, 2, 3, 4)])
    pairs = Pairs(np.arange(4), np.arange(4, 8), np.zeros(4), np.arange(4), np.zeros(4, np.int8))
    matched = Matched(found, Score(np.zeros(8), np.zeros(1), ()), pairs)
    values = values_of(register, found.rows, "turnover", 2019, 2021)
    sample = sample_of(matched, values, DEFINITION)
    assert sample.lost == Lost(gone=1, merged=1, unknown=1)
    assert sample.pairs.treated.tolist() == [0]
    kept = DEFINITION.outliers.model_copy(update={"rule": "none"})
    midpoint = {"growth": "midpoint", "exits": "all_with_midpoint", "outliers": kept}
    everybody = sample_of(matched, values, DEFINITION.model_copy(update=midpoint))
    assert everybody.lost == Lost(gone=0, merged=1, unknown=1)
    # 200 · (200 − 100)/300 against −200 for the one that is gone.
    assert everybody.growth[[0, 1]].tolist() == [200 / 3, -200.0]
