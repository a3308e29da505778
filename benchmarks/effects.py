"""Effects measured beside peers in one run: matching, staggered differences, the whole report.

    python benchmarks/effects.py matching
    python benchmarks/effects.py staggered
    python benchmarks/effects.py report
    python benchmarks/effects.py coverage

Results are asserted equal before times are told. Peers that are not installed are left out and
named; ``csdid`` and ``pyfixest`` are not among the locked packages.
"""

import contextlib
import io
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import numpy as np

from samvirke.agreements import agreement_path
from samvirke.demo.national_register import RegisterPlan, make_register, write_register
from samvirke.effects.balance import balance
from samvirke.effects.matching import Rule, cells, match
from samvirke.effects.pair_effect import mean_effect, near_variance
from samvirke.effects.register import read_register
from samvirke.effects.score import logistic_score
from samvirke.effects.staggered import Staggered, staggered

_COVARIATES = ("x1", "x2", "x3", "x4", "x5")
_EXACT = ("a", "b", "c")


def timed(work: Callable[[], Any], rounds: int = 3) -> tuple[float, Any]:
    """The median processor time of ``rounds`` and the last result.

    Processor time, of all threads together, so that a busy machine does not blur the comparison.
    """
    times, result = [], None
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return median(times), result


def memory() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(name: str, seconds: float, ours: float) -> None:
    """A line: the time, and how many times ours it is."""
    print(f"{name:<52}{seconds:9.2f} s{seconds / ours:9.1f} of ours", flush=True)


def require(held: bool, told: str) -> None:  # noqa: FBT001
    """Ends the run where a result is not the peer's."""
    if not held:
        raise SystemExit(told)


def quiet(work: Callable[[], Any]) -> Any:
    """``work`` without what it prints and warns about."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return work()


def companies(treated: int, controls: int) -> dict[str, Any]:
    """Made-up companies with five covariates and three exact variables."""
    draws = np.random.default_rng(1)
    size = treated + controls
    data: dict[str, Any] = {name: draws.normal(size=size) for name in _COVARIATES}
    data |= {
        name: draws.integers(0, count, size) for name, count in zip(_EXACT, (8, 5, 5), strict=True)
    }
    chosen = np.zeros(size, bool)
    chosen[draws.choice(size, treated, replace=False, p=_pull(data["x1"] + 0.5 * data["x2"]))] = (
        True
    )
    return data | {"t": chosen.astype(int)}


def _pull(score: Any) -> Any:
    weight = np.exp(0.7 * score)
    return weight / weight.sum()


def matched(data: dict[str, Any]) -> Any:
    """Score, pairs and balance as a statement makes them."""
    treated = data["t"] == 1
    variables = np.column_stack([data[name] for name in _COVARIATES])
    score = logistic_score(treated, variables, _COVARIATES)
    cell = cells(*(data[name] for name in _EXACT))
    pairs = match(treated, score.logit, cell, Rule(caliper=0.2))
    balance(treated, variables, _COVARIATES, pairs)
    return pairs


def matching() -> None:
    """10,000 in 300,000 beside pymatchit-causal, then 20,000 in 600,000 by ourselves."""
    import pandas as pd
    from pymatchit import MatchIt

    data = companies(10_000, 300_000)
    ours, pairs = timed(lambda: matched(data))
    tell("10,000 in 300,000, Samvirke (score, pairs, balance)", ours, ours)
    print(f"{'  most memory so far':<52}{memory():9.0f} MB")
    larger = companies(20_000, 600_000)
    twice, _ = timed(lambda: matched(larger))
    tell("20,000 in 600,000, Samvirke", twice, ours)
    print(f"{'  most memory so far':<52}{memory():9.0f} MB")
    frame = pd.DataFrame(data)

    def peer() -> Any:
        model = MatchIt(
            data=frame.copy(),
            method="nearest",
            link="linear.logit",
            exact=list(_EXACT),
            caliper=0.2,
        )
        model.fit("t ~ " + " + ".join(_COVARIATES))
        model.summary(print_output=False)
        return model.matches()

    theirs, found = timed(lambda: quiet(peer), rounds=1)
    same = set(zip(found.treated_index.tolist(), found.control_index.tolist(), strict=True))
    own = set(zip(pairs.treated.tolist(), pairs.control.tolist(), strict=True))
    require(own == same, f"{len(own ^ same)} pairs differ")
    tell(f"10,000 in 300,000, pymatchit-causal ({len(own)} pairs alike)", theirs, ours)


def panel(folder: Path, companies_: int = 310_000, years: int = 10) -> Path:
    """A register of 3.1 million rows as Parquet, with the first year of guidance."""
    draws = np.random.default_rng(2)
    first = draws.choice([0, 2017, 2018, 2019, 2020], companies_, p=[0.96, 0.01, 0.01, 0.01, 0.01])
    outcome = draws.normal(size=(companies_, years)).cumsum(axis=1)
    rows = {
        "company": np.repeat(np.arange(1, companies_ + 1), years),
        "year": np.tile(np.arange(2014, 2014 + years), companies_),
        "first": np.repeat(first, years),
        "y": outcome.ravel(),
    }
    path = folder / "panel.parquet"
    with duckdb.connect() as engine:
        engine.register("rows", rows)
        engine.execute(f"COPY (SELECT * FROM rows) TO '{path}' (FORMAT parquet)")  # noqa: S608
    return path


def staggered_peers() -> None:
    """Callaway–Sant'Anna on 3.1 million rows from Parquet, beside diff-diff and others."""
    with tempfile.TemporaryDirectory() as name:
        path = panel(Path(name))

        def ours_() -> Any:
            with duckdb.connect() as engine:
                found = engine.execute(f"SELECT * FROM '{path}'").fetchnumpy()  # noqa: S608
            years, at = np.unique(found["year"][:10]), found["year"] - found["year"].min()
            row = np.cumsum(np.concatenate([[0], np.diff(found["company"]) != 0]))
            outcome = np.full((row[-1] + 1, len(years)), np.nan)
            outcome[row, at] = found["y"]
            first = np.zeros(len(outcome), np.int64)
            first[row] = found["first"]
            return staggered(outcome, first, years)

        ours, own = timed(ours_)
        tell("3.1 million rows from Parquet, Samvirke", ours, ours)
        print(f"{'  most memory so far':<52}{memory():9.0f} MB")
        for peer in (_diff_diff, _csdid, _pyfixest):
            try:
                label, seconds, is_equal = quiet(lambda peer=peer: peer(path, own))  # type: ignore[misc]
            except ImportError as missing:
                print(f"{missing.name}: not installed")
                continue
            require(is_equal, f"{label}: other estimates")
            tell(f"3.1 million rows, {label}", seconds, ours)


def _frame(path: Path) -> Any:
    with duckdb.connect() as engine:
        return engine.execute(f"SELECT * FROM '{path}'").df()  # noqa: S608


def _close(*pairs: tuple[float, float]) -> bool:
    return all(abs(one - other) < 1e-6 for one, other in pairs)


def _diff_diff(path: Path, own: Staggered) -> tuple[str, float, bool]:
    from diff_diff import CallawaySantAnna

    def work() -> Any:
        return CallawaySantAnna(estimation_method="reg").fit(
            _frame(path), outcome="y", unit="company", time="year", first_treat="first",
            aggregate="event_study",
        )  # fmt: skip

    seconds, found = timed(work, rounds=1)
    equal = _close((found.overall_att, own.overall.estimate), (found.overall_se, own.overall.error))
    return "diff-diff 3.13 (equal estimates and errors)", seconds, equal


def _csdid(path: Path, own: Staggered) -> tuple[str, float, bool]:
    from csdid.att_gt import ATTgt

    def work() -> Any:
        model = ATTgt(
            yname="y",
            gname="first",
            idname="company",
            tname="year",
            xformla="y~1",
            data=_frame(path),
        )
        return model.fit(est_method="reg", bstrap=False).aggte(typec="simple", bstrap=False)

    seconds, found = timed(work, rounds=1)
    equal = _close((found.atte["overall_att"], own.overall.estimate))
    return "csdid (equal estimate)", seconds, equal


def _pyfixest(path: Path, own: Staggered) -> tuple[str, float, bool]:
    import pyfixest

    def work() -> Any:
        # Its did2s asks for a matrix of companies by rows: 900 GB here.
        fitted = pyfixest.event_study(
            _frame(path),
            yname="y",
            idname="company",
            tname="year",
            gname="first",
            estimator="saturated",
        )
        return fitted.aggregate()

    seconds, found = timed(work, rounds=1)
    events = {event: effect for event, effect in own.by_event_year.items() if event >= 0}
    equal = _close(
        *((found.loc[event, "Estimate"], effect.estimate) for event, effect in events.items())
    )
    return "pyfixest (Sun–Abraham, equal estimates)", seconds, equal


def report() -> None:
    """From a national register of 310,000 companies × 10 years to the PDF, in a fresh process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = RegisterPlan(companies=310_000, guided_share=0.05)
        register, guided, _ = write_register(make_register(plan), folder)
        seconds, held = timed(lambda: read_register(register), rounds=1)
        print(f"reading {held.rows} rows{'':<32}{seconds:9.2f} s")
        command = [
            *(sys.executable, "-m", "samvirke.cli", "effect", "--quiet", "--demo"),
            *("--register", str(register), "--treated", str(guided)),
            *("--agreement", str(agreement_path(2022)), "--out", str(folder / "out")),
        ]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        spent = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = used.ru_utime + used.ru_stime
        print(f"register to PDF, 10 placebos, 1,000 bootstraps: {spent:.1f} s by the clock")
        print(f"  processor time {processor:.1f} s, most memory {used.ru_maxrss / 1024:.0f} MB")


def coverage(draws: int = 500) -> None:
    """How often the 95 per cent interval holds the planted effect: 95 of 100 wanted."""
    truth, held = 10.0, {"pairs once": 0, "controls again": 0}
    for draw in range(draws):
        random = np.random.default_rng([5, draw])
        trait = random.normal(size=1500)
        treated = random.random(1500) < 1 / (1 + np.exp(2.2 - trait))
        outcome = 5 * trait + truth * treated + random.normal(0, 10, 1500)
        score = logistic_score(treated, trait[:, None], ("trait",))
        cell = np.zeros(1500, np.int64)
        for name, again in (("pairs once", False), ("controls again", True)):
            pairs = match(treated, score.logit, cell, Rule(1, again, 0.2))
            variance = near_variance(outcome, score.logit, cell, np.flatnonzero(~treated))
            effect = mean_effect(outcome, pairs, control_variance=variance)
            error = effect.abadie_imbens_error if again else effect.clustered_error
            low, high = effect.interval(error) or (0.0, 0.0)
            held[name] += low <= truth <= high
    for name, count in held.items():
        print(f"{name:<20}{count} of {draws}: {100 * count / draws:.1f} per cent")


_PARTS = {
    "matching": matching,
    "staggered": staggered_peers,
    "report": report,
    "coverage": coverage,
}

if __name__ == "__main__":
    for wanted in sys.argv[1:] or list(_PARTS):
        _PARTS[wanted]()
