"""Every scheme of a year for the 98 municipalities: ``python benchmarks/schemes.py``.

Each of the twelve commands of ``samvirke split`` once, the base grant once for each hub, in one
process: arguments and files are read, everything is computed, and the JSON is written to memory.
Times are the processor's, so that they hold on a busy machine too; the year is also timed by the
clock. Reports medians of the rounds, never pass or fail.
"""

import contextlib
import io
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from samvirke.cli import main as samvirke
from samvirke.territory import BodyKind, load_territory

ROUNDS = 7
HUBS = ("hovedstaden", "sjaelland", "fyn", "sydjylland", "midtjylland", "nordjylland")


def write_inputs(folder: Path) -> None:
    """The files that a secretariat would bring; all but the populations are made up."""
    territory, day = load_territory(), date(2023, 1, 1)
    counts, north = [], []
    for code, place in territory.municipalities.items():
        people = int(territory.population(place, on=day).value)
        region = territory.membership(place, BodyKind.REGION, on=day).body
        counts.append(f"{code},{place.name},{region.name},{people},{people // 12},3")
        if region.id == "nordjylland":
            north.append(f"{code},{place.name},{people}")
    projection = [
        f"{year},400,300,-10,{50_000 + 100 * (year - 2020)}" for year in range(2021, 2045)
    ]
    tables = {
        "counts": ["code,name,region,population,immigrants,family_reunified", *counts],
        "north": ["code,name,value", *north],
        "deficits": ["year,deficit_kr,full_occupancy", "1,2000000,no", "2,900000,no", "3,0,yes"],
        "projection": ["year,graduates,retirement,migration,served", *projection],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def commands(folder: Path) -> dict[str, list[str]]:
    """What is run, by name."""
    grants = {
        f"hub_grant, {hub}": f"hub_grant --hub {hub} --year 2024 --total 40000" for hub in HUBS
    }
    others = {
        "startup_targets": "startup_targets",
        "hub_joint_costs": "hub_joint_costs --year 2023 --total 600000 --by equally "
        "--agreed-by KKR",
        "adviser_funding": "adviser_funding --year 2024",
        "refugee_quotas": f"refugee_quotas --counts {folder}/counts.csv --counted-on 2023-01-01 "
        "--announced 2023-04-28 --national-number 1000",
        "ukraine_quotas": "ukraine_quotas --year 2024",
        "barnahus": "barnahus --year 2021",
        "joint_secretariats": f"joint_secretariats --key {folder}/north.csv --key-source KKR",
        "deficit_guarantee": f"deficit_guarantee --kkr syddanmark --deficits {folder}/deficits.csv "
        "--population-date 2024-01-01 --opt-out 410",
        "capacity_needs": "capacity_needs",
        "study_places": f"study_places --key {folder}/north.csv",
        "study_supply": "study_supply --base-year 2020 --stock 8000 --served 50000 "
        f"--inputs {folder}/projection.csv",
    }
    return {name: ["split", *words.split(), "--json"] for name, words in (grants | others).items()}


def seconds(arguments: list[str]) -> float:
    """The processor's time for one command; a command that fails ends the run."""
    started = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        code = samvirke(arguments)
    if code:
        sys.exit(f"samvirke {' '.join(arguments)}: {code}")
    return time.process_time() - started


def main() -> None:
    """Prints the median of each command and of a whole year."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        load_territory()
        loading = time.process_time() - started
        write_inputs(folder)
        rounds, by_clock = [], []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            rounds.append(
                {label: seconds(arguments) for label, arguments in commands(folder).items()}
            )
            by_clock.append(time.perf_counter() - started)
    for label in rounds[0]:
        show(label, statistics.median(found[label] for found in rounds))
    show("reading the reference data, once", loading)
    show("all schemes of a year", statistics.median(sum(found.values()) for found in rounds))
    show("all schemes of a year, by the clock", statistics.median(by_clock))


def show(label: str, value: float) -> None:
    """One line of the table."""
    print(f"{label:40} {value * 1000:9.1f} ms")


if __name__ == "__main__":
    main()
