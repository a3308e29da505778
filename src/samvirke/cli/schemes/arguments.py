"""Arguments that several schemes share."""

import argparse
from datetime import date
from pathlib import Path

from samvirke.allocation import Key, KeyPart
from samvirke.cli.options import amount
from samvirke.figures import Given, Source, Text, Unit
from samvirke.figures.units import COMPANIES, KR, PERSONS, PLACES, THOUSAND_KR
from samvirke.records import Rejected, read_fraction, read_table

UNITS: dict[str, Unit] = {
    "kr": KR,
    "1000kr": THOUSAND_KR,
    "persons": PERSONS,
    "places": PLACES,
    "companies": COMPANIES,
}


def add_total(parser: argparse.ArgumentParser, *, unit: str) -> None:
    """``--total`` and ``--unit``."""
    parser.add_argument(
        "--total", metavar="TAL", type=amount, required=True, help="det, der skal fordeles"
    )
    parser.add_argument(
        "--unit", choices=sorted(UNITS), default=unit, help=f"enhed ({unit} er standard)"
    )


def given_total(options: argparse.Namespace, name: Text) -> Given:
    """The total that the command was given."""
    source = Source("Kommandolinjen", "--total")
    return Given(name, options.total, UNITS[options.unit], source)


def add_key(parser: argparse.ArgumentParser) -> None:
    """``--key``."""
    parser.add_argument(
        "--key",
        metavar="FIL",
        type=Path,
        help="fordel efter denne nøgle: CSV med kolonnerne code,name,value",
    )


def read_key(path: Path, *, as_of: date | None, unit: Unit = PERSONS) -> Key:
    """A key from a file. Raises ``InputError`` naming the row that cannot be used."""
    parts = []
    for row in read_table(path, ("code", "name", "value")):
        try:
            value = read_fraction(row.text("value"))
        except Rejected as error:
            raise row.refused(error.what, got=row["value"], example=error.example) from error
        parts.append(KeyPart(row.text("code"), row.text("name"), value))
    name = Text(da=f"Nøgle fra {path.name}", en=f"Key from {path.name}")
    return Key(name, unit, Source(path.name, "value"), tuple(parts), as_of)
