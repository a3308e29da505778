"""Arguments that several schemes share."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import AllocationError, Key, KeyPart, SplitRounding
from samvirke.cli.options import amount, day
from samvirke.figures import Given, Source, Text, Unit, format_date, format_number
from samvirke.figures.units import COMPANIES, KR, PERCENT, PERSONS, PLACES, THOUSAND_KR
from samvirke.records import InputError, Problem
from samvirke.schemes.scheme_files import read_receiver, read_rows
from samvirke.territory import load_territory

UNITS: dict[str, Unit] = {
    "kr": KR,
    "1000kr": THOUSAND_KR,
    "persons": PERSONS,
    "places": PLACES,
    "companies": COMPANIES,
}
_UNIT_WORDS = {
    "1000 kr": "1000kr",
    "personer": "persons",
    "pladser": "places",
    "virksomheder": "companies",
}
KEY_UNITS = {"persons": PERSONS, "percent": PERCENT}
_MOST_LIKELY = 1_000_000
_ROUNDINGS = {
    "hver_for_sig": SplitRounding.HALF_UP_EACH.value,
    "skåret_ned": SplitRounding.TRUNCATE_EACH.value,
    "største_brøkrest": SplitRounding.LARGEST_REMAINDER.value,
    "rest_til_største": SplitRounding.RESIDUAL_TO_LARGEST.value,
}


def in_danish(words: Mapping[str, str]) -> Callable[[str], str]:
    """An argument's type that lets ``words`` be written for the option's own values."""
    return lambda text: words.get(text.strip().casefold(), text)


def add_rounding(
    parser: argparse.ArgumentParser, *, standard: str = "hver_for_sig, halve op"
) -> None:
    """``--rounding``: the engine's rules by name; ``standard`` says which one the scheme has."""
    parser.add_argument(
        "--rounding",
        type=in_danish(_ROUNDINGS),
        choices=[item.value for item in SplitRounding],
        help=f"afrunding; på dansk {', '.join(_ROUNDINGS)} (standard: {standard})",
    )


def given_rounding(options: argparse.Namespace) -> SplitRounding | None:
    """The rounding of ``add_rounding``, or nothing where the scheme's own is to be used."""
    return None if options.rounding is None else SplitRounding(options.rounding)


def add_total(parser: argparse.ArgumentParser, *, unit: str) -> None:
    """``--total`` and ``--unit``."""
    parser.add_argument(
        "--total", metavar="TAL", type=amount, required=True, help="det, der skal fordeles"
    )
    parser.add_argument(
        "--unit",
        type=in_danish(_UNIT_WORDS),
        choices=sorted(UNITS),
        default=unit,
        help=f"totalens enhed, kr, 1000kr, personer, pladser, virksomheder ({unit} er standard)",
    )


def given_total(options: argparse.Namespace, name: Text) -> Given:
    """The total that the command was given."""
    source = Source("Kommandolinjen", "--total")
    return Given(name, options.total, UNITS[options.unit], source)


def doubtful_total(total: Given) -> tuple[Text, ...]:
    """What is said where an amount in 1,000 kr. is so large that it is most likely in kr."""
    if total.unit != THOUSAND_KR or total.value <= _MOST_LIKELY:
        return ()
    billions = total.value / _MOST_LIKELY
    da, en = (format_number(billions, language) for language in ("da", "en"))
    return (
        Text(
            da=f"Totalen er {da} mia. kr., for den er læst som 1.000 kr. Er beløbet i kroner, så "
            "tilføj --unit kr.",
            en=f"The total is DKK {en} billion, since it was read as DKK 1,000. If the amount is "
            "in kroner, add --unit kr.",
        ),
    )


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
        help="fordel efter denne nøgle: CSV med kolonnerne kode,navn,værdi (code,name,value)",
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
        type=in_danish({"personer": "persons", "antal": "persons", "procent": "percent"}),
        choices=sorted(KEY_UNITS),
        help="nøglens enhed: persons (antal) eller percent, som skal give 100 tilsammen (standard: "
        "antal; giver decimaltal præcis 100, er de procenter)",
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


def given_counts(options: argparse.Namespace) -> Key | None:
    """The numbers of ``--key``, of ``--population-date`` if that was stated, or nothing.

    Raises ``InputError`` as ``read_key`` does.
    """
    return None if options.key is None else read_key(options.key, as_of=options.population_date)


def key_unit(options: argparse.Namespace) -> Unit | None:
    """The unit of ``add_key_unit``, or nothing where it was not stated."""
    return None if options.key_unit is None else KEY_UNITS[options.key_unit]


def read_key(path: Path, *, as_of: date | None, unit: Unit | None = None) -> Key:
    """A key from a file. Raises ``InputError`` naming the row that cannot be used.

    Without ``unit``, values with decimals that sum to exactly 100 are percentages; values that
    nearly do are refused, since they are most likely percentages that were rounded.
    """
    parts: list[KeyPart] = []
    lines: dict[str, int] = {}
    territory = load_territory()
    for row in read_rows(path, ("value",), optional=("code", "name")):
        code, name = read_receiver(row, territory)
        value = row.fraction("value")
        if code in lines:
            what = Text(
                da=f"{name} ({code}) står også på linje {lines[code]}. Skriv modtageren én gang.",
                en=f"{name} ({code}) also stands on line {lines[code]}. Write the receiver once.",
            )
            raise row.refused(what)
        if value < 0:
            column = row.heading("value")
            what = Text(
                da=f"»{column}« er negativ. Nøglens tal er 0 eller mere.",
                en=f"'{column}' is negative. The key's numbers are 0 or more.",
            )
            raise row.refused(what, got=row["value"])
        lines[code] = row.line
        parts.append(KeyPart(code, name, value))
    if not parts:
        what = Text(da="Filen har ingen linjer.", en="The file has no lines.")
        raise InputError([Problem(path.name, None, what)])
    unit = unit or _likely_unit(path, parts)
    title = Text(da=f"Tal i {path.name}", en=f"Numbers in {path.name}")
    if unit == PERCENT:
        title = Text(da=f"Procenter i {path.name}", en=f"Percentages in {path.name}")
    clause = "value" if as_of is None else f"value pr. {format_date(as_of, 'da')}"
    return Key(title, unit, Source(path.name, clause), tuple(parts), as_of)


def _likely_unit(path: Path, parts: Sequence[KeyPart]) -> Unit:
    whole = sum((part.value for part in parts), start=Fraction(0))
    if whole == 100 and any(part.value.denominator != 1 for part in parts):
        return PERCENT
    if not 99 <= whole <= 101 or whole == 100:
        return PERSONS
    da, en = format_number(whole, "da"), format_number(whole, "en")
    what = Text(
        da=f"Tallene ligner procenter, men giver {da} tilsammen, ikke 100. Ret dem, eller brug de "
        "tal, de er regnet af. Er de antal, siges det med --key-unit antal, hvor ordningen har "
        "den.",
        en=f"The numbers look like percentages but sum to {en}, not 100. Correct them, or use the "
        "numbers that they were computed from. If they are counts, say so with --key-unit persons "
        "where the scheme has it.",
    )
    raise InputError([Problem(path.name, None, what)])
