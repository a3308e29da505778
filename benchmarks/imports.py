"""Import of registrations beside bare ``executemany``, in one run.

A made-up CSV file of 100,000 registrations with every column is imported with full validation: a
first time, a second time with a tenth of the rows changed, and a third time with a fault in every
row, all of them kept for the list of errors. Beside it the same rows, read beforehand, go by one
``executemany`` into a plain table with the same columns and key. Each runs in a process of its own,
and the rows stored are asserted equal. Reports time by the clock and of the processor (which holds
on a busy machine too, but knows nothing of a server's work), peak memory and ratios, never pass or
fail.

``--postgresql ADDRESS`` does it in a database of its own on that server instead of in SQLite.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection, transaction

from samvirke.apps.database import address_of
from samvirke.apps.store import open_store
from samvirke.records.imports import ImportKind, ImportRefused, Parsed, Reading, known_from
from samvirke.records.schemas import REGISTERED_ENGAGEMENTS

ROWS = 100_000
HUB = "nordjylland"
KNOWN = known_from(
    hubs={HUB: "Erhvervshus Nordjylland"},
    municipalities={"851": "Aalborg"},
    years=range(2019, 2028),
)
HEADINGS = [
    "Forløbs-id",
    "CVR-nr.",
    "P-nr.",
    "Kundesegment",
    "Forløbstype",
    "Form",
    "Startdato",
    "Slutdato",
    "Minutter",
    "Henvist til",
    "Ydelse",
    "Kommune",
    "Kontor",
    "Stiftet",
]


def valid_companies(count: int) -> list[int]:
    """CVR numbers with valid check digits from a range that is not issued."""
    weights = (2, 7, 6, 5, 4, 3, 2, 1)
    found: list[int] = []
    number = 99_999_999
    while len(found) < count:
        if sum(w * int(d) for w, d in zip(weights, str(number), strict=True)) % 11 == 0:
            found.append(number)
        number -= 1
    return found


def write(path: Path, *, changed: bool = False, faulty: bool = False) -> None:
    """A file in which every tenth row differs if ``changed``, and no row is fine if ``faulty``."""
    draw = random.Random(2021)  # noqa: S311
    companies = valid_companies(20_000)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        for number in range(ROWS):
            day, minutes = draw.randint(1, 28), draw.randint(10, 600)
            company = draw.choice(companies)
            writer.writerow(
                (
                    f"F-{number:06}",
                    company + faulty,
                    1_000_000_000 + company,
                    draw.choice(("Vækst", "Drift", "")),
                    draw.choice(("Vækstforløb", "Driftsforløb", "Kort forløb")),
                    draw.choice(("Individuel", "Kollektiv")),
                    f"{day:02}-03-2021",
                    f"{day:02}-06-2021",
                    minutes + (changed and number % 10 == 0),
                    draw.choice(("", "Vækstfonden", "Demo Rådgivning")),
                    draw.choice(("Innovation", "Eksport", "Finansiering")),
                    draw.choice(("Aalborg", "851")),
                    draw.choice(("Hovedkontor", "Filial")),
                    f"{day:02}-01-2015",
                )
            )


def reading(path: Path) -> Reading:
    """The rows of a file."""
    return Reading(path, ImportKind.REGISTRATIONS, known=KNOWN, hub=HUB)


def measure(work: str, address: str, path: Path) -> dict[str, Any]:
    """Does one piece of work in this process: seconds by the clock and of the processor, peak
    memory in MB, and what is stored.
    """
    open_store(address)
    from samvirke.apps.imports.domain import commit, import_file

    problems: list[object] = []
    rows = [item.values for item in reading(path) if isinstance(item, Parsed)] * (work == "bare")
    started, worked = time.perf_counter(), time.process_time()
    if work == "read":
        for _ in reading(path):
            pass
    elif work == "bare":
        bare(rows)
    else:
        try:
            commit(
                import_file(reading(path), hub=HUB),
                actor="Demo",
                at=datetime.now(UTC),
                on_problem=problems.append,
                progress=lambda step, count: None,
            )
        except ImportRefused:
            if len(problems) < ROWS:
                raise
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "processor": processor, "mb": peak, "stored": stored(work)}


def bare(rows: list[tuple[Any, ...]]) -> None:
    """One transaction into a table with the columns and the key, and nothing else."""
    columns = ", ".join(
        f'"{column.name}" {"text" if column.kind.is_text else "bigint"}'
        for column in REGISTERED_ENGAGEMENTS.columns
    )
    marks = ", ".join(["%s"] * len(REGISTERED_ENGAGEMENTS.columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare ({columns}, PRIMARY KEY (hub, engagement))")
        cursor.executemany(f"INSERT INTO bare VALUES ({marks})", rows)  # noqa: S608


def stored(work: str) -> list[int]:
    """Rows, and the sums of two columns."""
    table = "bare" if work == "bare" else "guidance_engagement WHERE current"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), SUM(company), SUM(minutes) FROM {table}")  # noqa: S608
        return [int(number or 0) for number in cursor.fetchone()]


WORKS = {
    "bare": ("first.csv", "bare executemany, rows read beforehand"),
    "read": ("first.csv", "reading and validating alone"),
    "first": ("first.csv", "import, all rows new"),
    "second": ("second.csv", "import, a tenth changed"),
    "faulty": ("faulty.csv", "import refused, a fault in every row"),
}


def run(address: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Every piece of work in a process of its own."""
    found = {}
    for work, (name, _) in WORKS.items():
        command = [sys.executable, __file__, "--work", work, address, str(folder / name)]
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
        found[work] = json.loads(done.stdout)
    return found


def report(found: dict[str, dict[str, Any]]) -> None:
    """A table of times, ratios and peaks."""
    if found["first"]["stored"] != found["bare"]["stored"]:
        sys.exit("the two did not store the same")
    print(f"{'':42} {'clock':>8} × bare  {'processor':>10} × bare")
    for work, (_, label) in WORKS.items():
        show(label, found[work], found["bare"])
        print(f"{found[work]['mb']:8.0f} MB")
    storing = {
        name: found["first"][name] - found["read"][name] for name in ("seconds", "processor")
    }
    show("of the first import, all but reading", storing, found["bare"])
    print()


def show(label: str, done: dict[str, Any], bare: dict[str, Any]) -> None:
    """The two times of one piece of work, and how many times the bare ones they are."""
    print(f"{label:42}", end="")
    for name in ("seconds", "processor"):
        print(f" {done[name]:8.2f} s {done[name] / bare[name]:6.1f}", end="")


def main() -> None:
    """Writes the files, measures, and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", metavar="ADDRESS")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work, address, path = options.work
        print(json.dumps(measure(work, address, Path(path))))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder / "first.csv")
        write(folder / "second.csv", changed=True)
        write(folder / "faulty.csv", faulty=True)
        if options.postgresql is None:
            report(run(address_of(folder / "store.sqlite3"), folder))
            return
        with psycopg.connect(options.postgresql, autocommit=True) as server:
            server.execute("CREATE DATABASE samvirke_benchmark")
            try:
                path = "/samvirke_benchmark"
                report(run(urlunsplit(urlsplit(options.postgresql)._replace(path=path)), folder))
            finally:
                server.execute("DROP DATABASE samvirke_benchmark WITH (FORCE)")


if __name__ == "__main__":
    main()
