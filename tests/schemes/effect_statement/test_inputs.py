"""Register and list as CSV or Parquet, and the list from a snapshot: the same effects."""

from dataclasses import replace

import duckdb
import numpy as np
import pytest
from tests.effects.registers import company, engagement, write_csv, write_guided
from tests.records.snapshot_samples import engagement as frozen
from tests.schemes.effect_statement.made import Memory, agreement

from samvirke.records.snapshot import write_snapshot
from samvirke.schemes.effect_statement import EffectOrder, make_statement

YEARS = (2017, 2018, 2019, 2020, 2021)
FIRST = 98_000_000
GUIDED = range(10, 30)


def register(folder):
    draws = np.random.default_rng(2)
    rows = [
        row
        for at in range(1, 120)
        for row in company(FIRST + at, draws.uniform(50, 150, 5).round(1).tolist(), years=YEARS)
    ]
    return write_csv(folder / "register.csv", rows)


def listed(folder):
    return write_guided(folder / "vejledte.csv", [engagement(FIRST + at) for at in GUIDED])


def as_parquet(path):
    made = path.with_suffix(".parquet")
    with duckdb.connect() as engine:
        engine.execute(f"COPY (SELECT * FROM '{path}') TO '{made}' (FORMAT parquet)")  # noqa: S608
    return made


def as_snapshot(folder):
    rows = [
        frozen(
            hub="nordjylland",
            engagement=f"F-{at}",
            company=FIRST + at,
            segment="growth",
            type="growth",
            started=20190101,
            ended=20190630,
            minutes=600,
            theme="eksport",
        )
        for at in GUIDED
    ]
    write_snapshot(folder / "udtraek", {"engagements": rows})
    return folder / "udtraek"


def effects(register_, guided):
    order = EffectOrder(register_, guided, agreement(), "RA21-M7b")
    made = make_statement(order, Memory(), lambda step: None)
    assert made.points[0].matched > 10
    return replace(made, inputs=None)


@pytest.mark.parametrize("form", ["parquet", "snapshot"])
def test_the_form_of_the_files_changes_nothing(tmp_path, form):
    plain = effects(register(tmp_path), listed(tmp_path))
    if form == "parquet":
        files = as_parquet(register(tmp_path)), as_parquet(listed(tmp_path))
    else:
        files = register(tmp_path), as_snapshot(tmp_path)
    assert effects(*files) == plain
