"""Splits and seats beside exact peers, all in one run: ``python benchmarks/allocation.py``.

Seats: the 98 municipal elections of 2025 without alliances and exhaustion, which the peers do not
know, so that all compute the same thing; results are asserted equal. Splits: a grant over 98
municipalities by population, beside exact fractions in pandas and the largest remainder of
``apportionment``. Reports the median of the rounds and ratios, never pass or fail.
"""

import csv
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import apportionment.methods
import pandas as pd
import votelib.evaluate.proportional

from samvirke.allocation import DivisorMethod, ListVotes, SplitRounding, apportion, split
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import PERSONS
from samvirke.schemes.population_key import municipalities_by_population
from samvirke.territory import load_territory

ELECTIONS = Path(__file__).parent.parent / "tests" / "data" / "municipal_election_2025.csv"
ROUNDS = 7


def median_seconds(work: Callable[[], object]) -> float:
    """The median time of several rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def elections() -> list[tuple[int, dict[str, int]]]:
    """Seats and votes per list of each municipality."""
    seats: dict[str, int] = defaultdict(int)
    votes: dict[str, dict[str, int]] = defaultdict(dict)
    with ELECTIONS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            seats[row["municipality"]] += int(row["seats"])
            votes[row["municipality"]][row["list"]] = int(row["votes"])
    return [(seats[code], votes[code]) for code in seats]


def ours(count: int, votes: dict[str, int]) -> dict[str, int]:
    """Seats per list by Samvirke."""
    lists = [ListVotes(name, number) for name, number in votes.items()]
    return apportion(count, lists, DivisorMethod.DHONDT).seats_by_list()


def by_votelib(count: int, votes: dict[str, int]) -> dict[str, int]:
    """Seats per list by votelib."""
    found = votelib.evaluate.proportional.HighestAverages("d_hondt").evaluate(votes, count)
    return {name: found.get(name, 0) for name in votes}


def by_apportionment(count: int, votes: dict[str, int]) -> dict[str, int]:
    """Seats per list by apportionment, with exact fractions."""
    found = apportionment.methods.compute(
        "dhondt",
        list(votes.values()),
        count,
        fractions=True,
        tiesallowed=False,
        parties=list(votes),
    )
    return dict(zip(votes, found, strict=True))


def main() -> None:
    """Prints a table of medians and ratios."""
    contests = elections()
    for count, votes in contests:
        if not ours(count, votes) == by_votelib(count, votes) == by_apportionment(count, votes):
            sys.exit("the peers disagree")
    rows = {
        f"98 elections, {name}": median_seconds(
            lambda peer=peer: [peer(count, votes) for count, votes in contests]
        )
        for name, peer in (
            ("Samvirke", ours),
            ("votelib 0.4.0", by_votelib),
            ("apportionment 1.0", by_apportionment),
        )
    }
    territory = load_territory()
    day = date(2023, 1, 1)
    municipalities = tuple(territory.municipalities.values())
    key = municipalities_by_population(municipalities, on=day, territory=territory)
    source = Source("Benchmark", "1")
    total = Given(Text("Landstal", "Number"), Fraction(10_000), PERSONS, source)
    numbers = [int(part.value) for part in key.parts]

    def our_split() -> list[int]:
        result = split(
            total,
            key,
            rounding=SplitRounding.LARGEST_REMAINDER,
            rule=total.name,
            source=source,
        )
        return [int(share.rounded) for share in result.shares]

    def in_pandas() -> list[int]:
        column = pd.Series([Fraction(number) for number in numbers])
        exact = column * 10_000 / sum(numbers)
        floors = exact.map(lambda value: value.numerator // value.denominator)
        order = (exact - floors).sort_values(ascending=False, kind="stable").index
        floors.loc[order[: 10_000 - int(floors.sum())]] += 1
        return [int(value) for value in floors]

    def by_remainder() -> list[int]:
        names = [part.code for part in key.parts]
        return list(
            apportionment.methods.compute(
                "largest_remainder",
                numbers,
                10_000,
                fractions=True,
                tiesallowed=True,
                parties=names,
            )
        )

    if not our_split() == in_pandas() == by_remainder():
        sys.exit("the splits disagree")
    rows["98-way split, Samvirke"] = median_seconds(our_split)
    rows["98-way split, pandas with fractions"] = median_seconds(in_pandas)
    rows["98-way split, apportionment 1.0"] = median_seconds(by_remainder)
    for name, seconds in rows.items():
        own = rows[f"{name.split(',')[0]}, Samvirke"]
        print(f"{name:40} {seconds * 1000:9.2f} ms   {own / seconds:6.2f} of ours")


if __name__ == "__main__":
    main()
