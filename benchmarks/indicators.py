"""All indicators of six hubs beside pandas, in one run: ``python benchmarks/indicators.py``.

A made-up snapshot of a million engagements and 300,000 evaluations is written once; then every
declared indicator of both agreements, the local ones and the spread are counted from its Parquet
files in processes of their own: by Samvirke, and by pandas (with pyarrow, which reads Parquet for
it and is no dependency of ours). All counts are asserted equal. Reports the rounds' median time by
the clock and of the processor, the peak memory of the process and ratios, never pass or fail.

``--engagements 10000000`` counts ten times as many, for how it grows; ``--folder`` keeps the
snapshot there, and counts in the one that is there already; ``--spark`` runs the same queries
through sqlglot on a local Spark, where pyspark is installed.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from samvirke.agreements import Definition, load_agreements
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.indicators import Engine, open_snapshot, tallies
from samvirke.indicators.geographic_spread import guidance_by_municipality
from samvirke.records import schemas
from samvirke.records.snapshot import verify_snapshot, write_snapshot
from samvirke.records.snapshot.cells import Cell

HUBS = ("fyn", "hovedstaden", "midtjylland", "nordjylland", "sjaelland", "sydjylland")
MUNICIPALITIES = range(101, 861, 8)
YEAR = 2022
Counts = dict[str, Any]
Row = tuple[Cell, ...]


def declared() -> dict[str, Definition]:
    """Every definition that is counted from the record, by name."""
    points = [point for agreement in load_agreements() for point in agreement.measure_points]
    counted = [point for point in points if point.kind in ("share", "nps", "count")]
    found = {point.id: point.definition for point in counted}
    for point in counted:
        if point.printed_definition is not None:
            found[f"{point.id} printed"] = point.printed_definition
    for id_, indicator in load_local_indicators().items():
        if indicator.kind != "local_target":
            found[id_] = indicator.definition
    return found


def by_samvirke(engine: Engine) -> Counts:
    """All counts by Samvirke, in a form that JSON can hold."""
    definitions = declared()
    found = tallies(engine, list(definitions.values()), year=YEAR)
    counts: Counts = {
        name: {
            hub: {
                segment or "all": [
                    one.base,
                    one.counted,
                    one.dont_know,
                    one.unanswered,
                    sorted(one.excluded),
                    one.promoters,
                    one.detractors,
                    None if one.weights is None else [one.weights.base, one.weights.squares],
                    one.guided_year_before,
                    one.registered_referred,
                ]
                for segment, one in by_segment.items()
            }
            for hub, by_segment in by_hub.items()
        }
        for name, by_hub in zip(definitions, found, strict=True)
    }
    counts["spread"] = {
        hub: sorted([code or 0, count] for code, count in by_code.items())
        for hub, by_code in guidance_by_municipality(engine, year=YEAR).items()
    }
    return counts


def by_spark(folder: Path) -> Counts:
    """The same queries, put into Spark's dialect by sqlglot and otherwise unchanged."""
    import sqlglot
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[*]").appName("indicators").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for table in schemas.FROZEN_TABLES:
        spark.read.parquet(str(folder / f"{table.name}.parquet")).createOrReplaceTempView(
            table.name
        )

    class Spark:
        def fetch(self, query: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
            (translated,) = sqlglot.transpile(query, read="duckdb", write="spark")
            return [tuple(row) for row in spark.sql(translated, args=list(parameters)).collect()]

    return by_samvirke(Spark())


def by_duckdb(folder: Path) -> Counts:
    """Samvirke as it counts a snapshot that it wrote or verified just before."""
    with open_snapshot(folder, verify=False) as snapshot:
        return by_samvirke(snapshot)


def by_pandas(folder: Path) -> Counts:
    """The same counts by pandas."""
    from indicators_in_pandas import counts

    return counts(folder, YEAR)


COUNTERS: dict[str, Callable[[Path], Counts]] = {
    "Samvirke": by_duckdb,
    "pandas": by_pandas,
    "Spark": by_spark,
}


def write(folder: Path, engagements: int) -> None:
    """A made-up snapshot over three years; three evaluations for every ten engagements."""
    dice = random.Random(2022)  # noqa: S311
    companies = engagements // 2
    ids = [f"F-{at:08d}" for at in range(engagements)]
    homes = [dice.choice(HUBS) for _ in ids]

    def maybe(codes: Sequence[str]) -> str | None:
        return None if dice.random() < 0.05 else dice.choice(codes)

    def day() -> int:
        return (
            dice.randint(YEAR - 2, YEAR) * 10000 + dice.randint(1, 12) * 100 + dice.randint(1, 28)
        )

    def made(table: schemas.TableSchema, own: Callable[[int], dict[str, Cell]], count: int) -> Any:
        names = table.column_names
        for at in range(count):
            cells = own(at)
            yield tuple(cells.get(name) for name in names)

    def engagement(at: int) -> dict[str, Cell]:
        return {
            "hub": homes[at],
            "engagement": ids[at],
            "company": 10_000_000 + dice.randrange(companies),
            "company_founded": None if dice.random() < 0.05 else day() - dice.randrange(9) * 10000,
            "municipality": None if dice.random() < 0.02 else dice.choice(MUNICIPALITIES),
            "segment": maybe(schemas.SEGMENTS),
            "type": dice.choice(schemas.ENGAGEMENT_TYPES),
            "form": dice.choice(("individual", "individual", "collective")),
            "started": day(),
            "minutes": dice.randrange(30, 3000),
            "referred_to": dice.choice((None, "En bank", "En revisor")),
        }

    def participation(at: int) -> dict[str, Cell]:
        return {
            "hub": dice.choice(HUBS),
            "participation": f"D-{at:08d}",
            "company": 10_000_000 + dice.randrange(companies),
            "municipality": dice.choice(MUNICIPALITIES),
            "day": day(),
        }

    def evaluation(at: int) -> dict[str, Cell]:
        about = dice.randrange(engagements)
        said = {one.name: maybe(one.codes) for one in schemas.EVALUATIONS.columns if one.codes}
        answered = day() * 1_000_000 + dice.randrange(24) * 10_000
        keys = {"hub": homes[about], "answer": f"S-{at:08d}", "engagement": ids[about]}
        return {**keys, "answered": answered, **said}

    def answer(at: int) -> dict[str, Cell]:
        said = {one.name: maybe(one.codes) for one in schemas.AWARENESS.columns if one.codes}
        hub = dice.choice(HUBS)
        weight = dice.randrange(200_000, 3_000_000) if hub == "fyn" else None
        keys = {"hub": hub, "survey_year": YEAR, "respondent": f"R-{at:08d}"}
        return {**keys, **said, "knows_hub": dice.choice(schemas.YES_NO), "weight": weight}

    write_snapshot(
        folder,
        {
            "engagements": made(schemas.ENGAGEMENTS, engagement, engagements),
            "participations": made(schemas.PARTICIPATIONS, participation, engagements // 10),
            "evaluations": made(schemas.EVALUATIONS, evaluation, engagements * 3 // 10),
            "awareness": made(schemas.AWARENESS, answer, 12_000),
        },
    )


def child(work: str, folder: Path, engagements: int) -> None:
    """Does one thing in this process and prints what it took as JSON."""
    if work == "pandas":
        import indicators_in_pandas  # noqa: F401
    started, processor = time.perf_counter(), time.process_time()
    counts: Counts | None = None
    if work == "write":
        write(folder, engagements)
    elif work == "verify":
        verify_snapshot(folder)
    else:
        counts = COUNTERS[work](folder)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = {
        "seconds": seconds,
        "processor": time.process_time() - processor,
        "mebibytes": peak,
    }
    print(json.dumps({**took, "counts": counts}, sort_keys=True))


def run(work: str, folder: Path, engagements: int) -> dict[str, Any]:
    """Does one thing in a process of its own."""
    command = [sys.executable, __file__, "--child", work, "--folder", str(folder)]
    command += ["--engagements", str(engagements)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measured(
    folder: Path, asked: argparse.Namespace, workers: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    """Each worker's name with the median of its seconds by the clock and of the processor, and its
    highest peak; the counts must be equal.
    """
    rounds = [
        {name: run(name, folder, asked.engagements) for name in workers}
        for _ in range(asked.rounds)
    ]
    expected = rounds[0][workers[0]]["counts"]
    for name in workers:
        own = [one[name] for one in rounds]
        for one in own:
            if one["counts"] != expected:
                raise SystemExit(f"{name} counts otherwise: {_difference(expected, one['counts'])}")
        yield (
            name,
            (
                statistics.median(one["seconds"] for one in own),
                statistics.median(one["processor"] for one in own),
                max(one["mebibytes"] for one in own),
            ),
        )


def _difference(expected: Counts, got: Counts) -> str:
    name = next(name for name in expected if expected[name] != got.get(name))
    return f"{name}: {expected[name]} / {got.get(name)}"


def main() -> None:
    """Prints a table of times, peaks and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engagements", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.folder, asked.engagements)
        return
    workers = ["Samvirke", "pandas", *(["Spark"] if asked.spark else [])]
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch) / "snapshot"
        works = (("write", "written"), ("verify", "verified"))
        for work, label in works[folder.exists() :]:
            done = run(work, folder, asked.engagements)
            print(f"snapshot {label:10} {done['seconds']:8.2f} s {done['mebibytes']:8.0f} MiB")
        found = dict(measured(folder, asked, workers))
        own_time, own_processor, own_peak = found["Samvirke"]
        print(f"{len(declared())} indicators and the spread, {asked.engagements:,} engagements")
        for name, (seconds, processor, peak) in found.items():
            print(
                f"{name:10} {seconds:8.2f} s {own_time / seconds:6.2f} of ours"
                f" {processor:8.2f} s of the processor {own_processor / processor:6.2f} of ours"
                f" {peak:8.0f} MiB {own_peak / peak:6.2f} of ours"
            )


if __name__ == "__main__":
    main()
