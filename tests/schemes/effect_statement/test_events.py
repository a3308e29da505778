"""The event study of a statement: each cohort against the controls that it was matched with."""

import duckdb
import numpy as np
import pytest
from tests.schemes.effect_statement.made import files, statement


def test_each_cohort_is_followed_against_the_controls_it_was_matched_with():
    with duckdb.connect() as engine:
        rows = engine.execute(
            "SELECT company, year, turnover FROM read_parquet($file) WHERE turnover > 0 "
            "AND coalesce(status, 'active') IN ('', 'active')",
            {"file": str(files()[0])},
        ).fetchall()
    turnover = {(company, year): amount for company, year, amount in rows}
    study = next(
        one for one in statement().events if (one.measure, one.sample) == ("turnover", "matched")
    )
    for event in (-2, -1, 1, 2):
        apart = []
        for point in statement().points:
            year = point.ended_year + event
            base = min(year, point.ended_year) - 1
            for match in point.matches if point.point == "RA21-M7b" else ():
                held = [turnover.get((match.company, at)) for at in (base, year)]
                other = [turnover.get((one, at)) for one in match.controls for at in (base, year)]
                if other and all([*held, *other]):
                    apart.append(np.log(held[1] / held[0]) - np.log(other[1] / other[0]))
        found = next(one for one in study.events if one.event == event)
        assert (found.value, found.guided) == (pytest.approx(100 * np.mean(apart)), len(apart))
    # The year that the score uses: the pairs resemble each other there, and so does the study.
    before = next(one for one in study.events if one.event == -1)
    assert abs(before.value) < 1.0
    assert before.low < 0 < before.high


def test_before_guidance_the_matched_moved_alike_and_afterwards_apart():
    study = next(
        one for one in statement().events if (one.measure, one.sample) == ("turnover", "matched")
    )
    effects = {event.event: event for event in study.events}
    assert effects[-3].low < 0 < effects[-3].high
    assert effects[2].low > 0
