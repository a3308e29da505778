"""The made-up register: the same for the same plan, and what it promises."""

import numpy as np

from samvirke.demo.national_register import RegisterPlan, make_register

PLAN = RegisterPlan(companies=3_000, seed=2)


def test_the_same_plan_gives_the_same_rows():
    first, second = make_register(PLAN), make_register(PLAN)
    assert first.guided == second.guided
    assert list(first.register) == list(second.register)
    for name, column in first.register.items():
        np.testing.assert_array_equal(column, second.register[name])


def test_without_guidance_nothing_is_planted():
    plain = make_register(RegisterPlan(companies=3_000, seed=2, planted=PLAN.planted))
    bare = make_register(
        RegisterPlan(companies=3_000, seed=2, planted=type(PLAN.planted)(0.0, 0.0, 0.0))
    )
    guided = {row["company"] for row in plain.guided}
    never = ~np.isin(plain.register["company"], sorted(guided))
    np.testing.assert_array_equal(
        plain.register["turnover"][never], bare.register["turnover"][never]
    )
    ended = {row["company"]: int(str(row["ended"])[:4]) for row in plain.guided}
    rows = np.flatnonzero(~never)
    after = np.array(
        [plain.register["year"][row] > ended[plain.register["company"][row]] for row in rows]
    )
    same = plain.register["turnover"][rows] == bare.register["turnover"][rows]
    gone = np.isnan(plain.register["turnover"][rows])
    assert (same | gone)[~after].all()
    segment = {row["company"]: row["segment"] for row in plain.guided}
    grows = np.array([segment[plain.register["company"][row]] == "growth" for row in rows])
    assert not (same & ~gone)[after & grows].any()


def test_numbers_are_those_that_no_company_has():
    assert make_register(PLAN).register["company"].min() == 98_000_000


def test_guided_companies_were_larger_and_grew_before():
    made = make_register(PLAN)
    guided = {row["company"] for row in made.guided}
    first = made.register["year"] == PLAN.first_year
    chosen = np.isin(made.register["company"], sorted(guided))
    turnover = made.register["turnover"]
    assert np.median(turnover[first & chosen]) > 1.2 * np.median(turnover[first & ~chosen])


def test_some_close_and_some_merge_and_are_then_gone():
    made = make_register(PLAN)
    status, company = made.register["status"], made.register["company"]
    for word in ("exited", "merged"):
        rows = np.flatnonzero(status == word)
        assert len(rows) > 10
        assert not (company[np.minimum(rows + 1, len(company) - 1)] == company[rows])[:-1].any()
        assert np.isnan(made.register["turnover"][rows]).all()
