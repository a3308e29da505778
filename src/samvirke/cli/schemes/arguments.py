"""Arguments that several schemes share."""

import argparse
from datetime import date
from pathlib import Path

from samvirke.allocation import AllocationError, Key, KeyPart
from samvirke.cli.options import amount, day
from samvirke.figures import Given, Source, Text, Unit, format_date
from samvirke.figures.units import COMPANIES, KR, PERCENT, PERSONS, PLACES, THOUSAND_KR
from samvirke.records import read_table

UNITS: dict[str, Unit] = {
    "kr": KR,
    "1000kr": THOUSAND_KR,
    "persons": PERSONS,
    "places": PLACES,
    "companies": COMPANIES,
}
KEY_UNITS = {"persons": PERSONS, "percent": PERCENT}


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


def add_population_date(parser: argparse.ArgumentParser, standard: str) -> None:
    """``--population-date``; ``standard`` says in words which day it is otherwise."""
    parser.add_argument(
        "--population-date",
        metavar="DATO",
        type=day,
        help=f"folketallets dag, en 1. januar (standard: {standard})",
    )


def add_key(parser: argparse.ArgumentParser, *, counted: bool = False) -> None:
    """``--key``, and ``--counted-on`` where the scheme's rule names the day of its numbers."""
    parser.add_argument(
        "--key",
        metavar="FIL",
        type=Path,
        help="fordel efter denne nøgle: CSV med kolonnerne code,name,value",
    )
    if counted:
        parser.add_argument(
            "--counted-on",
            metavar="DATO",
            type=day,
            help="den dag, nøglens tal er fra (kræves sammen med --key)",
        )


def add_key_unit(parser: argparse.ArgumentParser) -> None:
    """``--key-unit``, for keys that may be agreed percentages; those must sum to 100."""
    parser.add_argument(
        "--key-unit",
        choices=sorted(KEY_UNITS),
        default="persons",
        help="nøglens enhed (persons er standard; percent skal give 100 tilsammen)",
    )


def counted_key(options: argparse.Namespace) -> Key | None:
    """The key of ``add_key(counted=True)``, or nothing where the reference data are to be used.

    Raises ``AllocationError`` where only one of file and day is stated, ``InputError`` as
    ``read_key`` does.
    """
    if options.key is None and options.counted_on is None:
        return None
    if options.key is None or options.counted_on is None:
        raise AllocationError(
            Text(
                da="Reglen siger, hvilken dag nøglens tal skal være fra. Skriv både --key og "
                "--counted-on, fx --counted-on 2021-01-01.",
                en="The rule says of which day the key's numbers must be. State both --key and "
                "--counted-on, such as --counted-on 2021-01-01.",
            )
        )
    return read_key(options.key, as_of=options.counted_on)


def read_key(path: Path, *, as_of: date | None, unit: Unit = PERSONS) -> Key:
    """A key from a file. Raises ``InputError`` naming the row that cannot be used."""
    parts: list[KeyPart] = []
    lines: dict[str, int] = {}
    for row in read_table(path, ("code", "name", "value")):
        code, name, value = row.text("code"), row.text("name"), row.fraction("value")
        if code in lines:
            what = Text(
                da=f"{name} ({code}) står også på linje {lines[code]}. Skriv modtageren én gang.",
                en=f"{name} ({code}) also stands on line {lines[code]}. Write the receiver once.",
            )
            raise row.refused(what)
        if value < 0:
            what = Text(
                da="»value« er negativ. Nøglens tal er 0 eller mere.",
                en="'value' is negative. The key's numbers are 0 or more.",
            )
            raise row.refused(what, got=row["value"])
        lines[code] = row.line
        parts.append(KeyPart(code, name, value))
    title = Text(da=f"Tal i {path.name}", en=f"Numbers in {path.name}")
    clause = "value" if as_of is None else f"value pr. {format_date(as_of, 'da')}"
    return Key(title, unit, Source(path.name, clause), tuple(parts), as_of)
