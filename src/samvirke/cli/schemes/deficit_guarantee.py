"""``samvirke split deficit_guarantee``."""

import argparse
from datetime import date
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import AllocationError, Split
from samvirke.cli.options import amount, day
from samvirke.cli.schemes.arguments import (
    add_key,
    add_rounding,
    given_rounding,
    in_danish,
    read_key,
)
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import KR
from samvirke.records import InputError, Problem, Row
from samvirke.schemes.deficit_cover import HigherCover, OperatingYear
from samvirke.schemes.deficit_guarantee import Exposure, deficit_guarantee
from samvirke.schemes.result import Cell, SchemeResult, Table
from samvirke.schemes.scheme_files import municipality_named, read_rows
from samvirke.territory import load_territory

NAME = "deficit_guarantee"
HELP = "underskudsgaranti for et nyt botilbud: hver kommunes andel med og uden fravalg"

_COLUMNS = ("year", "deficit_kr", "full_occupancy")
_YES_OR_NO = {"yes": True, "ja": True, "no": False, "nej": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The deficits, who takes part, and what the text leaves open."""
    parser.add_argument("--kkr", metavar="NAVN", required=True, help="kommunekontaktrådet")
    parser.add_argument(
        "--deficits",
        metavar="FIL",
        type=Path,
        required=True,
        help="CSV med kolonnerne year,deficit_kr,full_occupancy: driftsår 1, 2, 3; årets underskud "
        "som positivt tal; fuld belægning hele året (yes eller no)",
    )
    parser.add_argument(
        "--population-date",
        metavar="DATO",
        type=day,
        required=True,
        help="dagen, folketallet gælder (står ikke i modellen)",
    )
    parser.add_argument(
        "--decided-on",
        metavar="DATO",
        type=day,
        help="dagen, KKR beslutter (standard: sidste dag i folketallets år)",
    )
    parser.add_argument(
        "--opt-out",
        metavar="KOMMUNE",
        type=municipality_code,
        nargs="+",
        action="extend",
        default=[],
        help="kommuner, der står uden for garantien, ved navn eller kode",
    )
    parser.add_argument(
        "--operator",
        metavar="KOMMUNE",
        type=municipality_code,
        help="driftsherren ved navn eller kode, hvis det er en kommune",
    )
    parser.add_argument(
        "--operator-pays",
        type=in_danish({"ja": "yes", "nej": "no"}),
        choices=("yes", "no"),
        default="yes",
        help="om driftsherren betaler en andel som de andre: ja (yes, vores læsning) eller nej",
    )
    parser.add_argument(
        "--granted-years", metavar="ANTAL", type=int, help="de år, garantien gives for (højst 3)"
    )
    parser.add_argument("--only-year", metavar="ÅR", type=int, help="fordel kun dette driftsår")
    parser.add_argument(
        "--other-causes",
        metavar="ÅR=KR",
        type=year_and_amount,
        action="append",
        default=[],
        help="den del af et års underskud, der ikke skyldes langsom ibrugtagning",
    )
    parser.add_argument(
        "--cover", metavar="PCT", type=amount, help="højere dækning efter særlig beslutning"
    )
    parser.add_argument("--cover-decided-by", metavar="ORGAN", help="hvem der besluttede den")
    parser.add_argument("--cover-decided-on", metavar="DATO", type=day, help="hvornår")
    add_key(parser)
    add_rounding(parser, standard="hver_for_sig, halve op, vores læsning")


def municipality_code(text: str) -> str:
    """A municipality's code from its code or name; what names none stays, and is refused later."""
    found = municipality_named(text, load_territory().municipalities.values())
    return text if found is None else found.code


def run(options: argparse.Namespace) -> SchemeResult:
    """Each year's cover and the splits with and without opt-outs."""
    key = None if options.key is None else read_key(options.key, as_of=options.population_date)
    exposure = deficit_guarantee(
        kkr=options.kkr,
        decided_on=options.decided_on or date(options.population_date.year, 12, 31),
        population_date=options.population_date,
        years=read_deficits(options.deficits, other_causes=dict(options.other_causes)),
        opted_out=frozenset(options.opt_out),
        operator=options.operator,
        operator_pays=options.operator_pays == "yes",
        granted_years=options.granted_years,
        higher=_higher_cover(options),
        only_year=options.only_year,
        key=key,
        rounding=given_rounding(options),
    )
    figures = [figure for year in exposure.years for figure in (year.covered, year.remaining)]
    title = Text(da="Underskudsgaranti for et botilbud", en="Deficit guarantee for a facility")
    return SchemeResult(
        NAME,
        title,
        splits=_splits(exposure),
        figures=tuple(figures),
        remarks=tuple(_remarks(exposure, options)),
        tables=() if exposure.without is None else (_beside(exposure, exposure.without),),
    )


def read_deficits(path: Path, *, other_causes: dict[int, Fraction]) -> list[OperatingYear]:
    """The operating years of a file. Raises ``InputError`` naming the row that cannot be used."""
    years = []
    for place, row in enumerate(read_rows(path, _COLUMNS), start=1):
        number = row.whole("year")
        if number != place:
            what = Text(
                da=f"Her skal stå driftsår {place}: årene tælles 1, 2, 3 … fra botilbuddets start.",
                en=f"Operating year {place} must stand here: years are counted 1, 2, 3, … from the "
                "facility's start.",
            )
            raise row.refused(what, got=row["year"], example=f"{place},1200000,no")
        years.append(_year(row, number, other_causes.pop(number, Fraction(0))))
    if not years:
        what = Text(
            da="Filen har ingen driftsår. Skriv mindst ét.",
            en="The file has no operating years. Give at least one.",
        )
        raise InputError([Problem(path.name, None, what)])
    for number in other_causes:
        raise AllocationError(
            Text(
                da=f"--other-causes nævner år {number}, som filen ikke har.",
                en=f"--other-causes names year {number}, which the file does not have.",
            )
        )
    return years


def _year(row: Row, number: int, other_causes: Fraction) -> OperatingYear:
    deficit = row.fraction("deficit_kr")
    if deficit < 0:
        what = Text(
            da="Underskuddet er negativt. Skriv et underskud som et positivt tal, og 0 for et år "
            "med overskud.",
            en="The deficit is negative. Write a deficit as a positive number, and 0 for a year "
            "with a surplus.",
        )
        raise row.refused(what, got=row["deficit_kr"], example="1200000")
    full = _YES_OR_NO.get(row["full_occupancy"].strip().lower())
    if full is None:
        what = Text(
            da=f"»{row.heading('full_occupancy')}« skal være ja eller nej (yes eller no).",
            en=f"'{row.heading('full_occupancy')}' must be yes or no.",
        )
        raise row.refused(what, got=row["full_occupancy"], example="nej")
    name = Text(da=f"Underskud, år {number}", en=f"Deficit, year {number}")
    given = Given(name, deficit, KR, Source(row.file, f"linje {row.line}"))
    return OperatingYear(number, given, full, other_causes)


def _higher_cover(options: argparse.Namespace) -> HigherCover | None:
    stated = (options.cover, options.cover_decided_by, options.cover_decided_on)
    if all(item is None for item in stated):
        return None
    if any(item is None for item in stated):
        raise AllocationError(
            Text(
                da="En højere dækning kræver en beslutning: skriv --cover, --cover-decided-by og "
                "--cover-decided-on.",
                en="A higher cover needs a decision: give --cover, --cover-decided-by and "
                "--cover-decided-on.",
            )
        )
    return HigherCover(*stated)


def _beside(exposure: Exposure, without: Split) -> Table:
    """What each municipality pays with and without the opt-outs, and the difference."""
    paid = {share.part.code: share.rounded for share in without.shares}
    amounts = [
        (share.part, share.rounded, paid.get(share.part.code, Fraction(0)))
        for share in exposure.everybody.shares
    ]
    rows: list[tuple[Cell, ...]] = [
        (part.code, part.name, before, after, after - before) for part, before, after in amounts
    ]
    before = sum((item[1] for item in amounts), start=Fraction(0))
    after = sum(paid.values(), start=Fraction(0))
    rows.append(("", _IN_ALL, before, after, after - before))
    return Table(_BESIDE, _BESIDE_HEADINGS, tuple(rows), left=2)


def _splits(exposure: Exposure) -> tuple[tuple[Text, Split], ...]:
    everybody = Text(da="Når alle deltager", en="Where all take part")
    if exposure.without is None:
        return ((everybody, exposure.everybody),)
    without = Text(da="Når de fravalgte ikke deltager", en="Without those that opted out")
    return ((everybody, exposure.everybody), (without, exposure.without))


def _remarks(exposure: Exposure, options: argparse.Namespace) -> list[Text]:
    model = exposure.model
    remarks = [_DATE, _SLOW_UPTAKE, *model.assumptions()]
    if options.operator_pays == "yes":
        remarks.insert(1, _OPERATOR_PAYS)
    else:
        remarks.insert(1, _OPERATOR_DOES_NOT)
    if options.opt_out:
        codes = set(options.opt_out)
        parts = exposure.everybody.key.parts
        names = ", ".join(part.name for part in parts if part.code in codes)
        remarks.append(
            Text(
                da=f"{names} betaler ikke og kan ikke bruge pladser på botilbuddet i de første "
                f"{model.blocked_years} år. At de øvrige bærer andelen, er vores læsning.",
                en=f"{names}: not charged, and no places at the facility in the first "
                f"{model.blocked_years} years. That the others bear the share is our reading.",
            )
        )
    if options.kkr.casefold() not in (model.kkr, f"kkr {model.kkr}"):
        remarks.append(_OTHER_KKR)
    return remarks


def year_and_amount(text: str) -> tuple[int, Fraction]:
    """An argument such as ``1=250000``."""
    number, equals, rest = text.partition("=")
    if not equals or not number.isdecimal():
        raise argparse.ArgumentTypeError(f"»{text}« er ikke år og beløb. Eksempel: 1=250000")
    return int(number), amount(rest)


_BESIDE = Text(
    da="Hver kommunes andel med og uden fravalg, kr.",
    en="Each municipality's share with and without opt-outs, DKK",
)
_BESIDE_HEADINGS = (
    Text(da="Kode", en="Code"),
    Text(da="Kommune", en="Municipality"),
    Text(da="Alle deltager", en="All take part"),
    Text(da="Uden de fravalgte", en="Without opt-outs"),
    Text(da="Forskel", en="Difference"),
)
_IN_ALL = Text(da="I alt", en="In all")
_DATE = Text(
    da="Modellen siger »befolkningsandelen« uden dag; dagen er den, der blev angivet "
    "(vores læsning). Afrunding til hele kroner står der heller ikke.",
    en="The model says 'population share' without a day; the day is the one given (our reading). "
    "Rounding to whole kroner is not printed either.",
)
_OPERATOR_PAYS = Text(
    da="Om driftsherren betaler en andel, står ikke i modellen. Her betaler den som de andre "
    "(vores læsning); --operator-pays no tager den ud.",
    en="Whether the operator pays a share is not printed. Here it pays like the others (our "
    "reading); --operator-pays no takes it out.",
)
_OPERATOR_DOES_NOT = Text(
    da="Om driftsherren betaler en andel, står ikke i modellen. Her betaler den ikke (valgt).",
    en="Whether the operator pays a share is not printed. Here it does not (chosen).",
)
_SLOW_UPTAKE = Text(
    da="Kun underskud af langsommere ibrugtagning end forventet dækkes; andre årsager trækkes fra "
    "med --other-causes. Resten følger rammeaftalen: køberne og driftsherren.",
    en="Only a deficit from slower uptake than expected is covered; other causes are taken off "
    "with --other-causes. The rest follows the framework agreement: buyers and operator.",
)
_OTHER_KKR = Text(
    da="Modellen er KKR Syddanmarks; her er den brugt på et andet KKR.",
    en="The model is that of KKR Syddanmark; here it is used for another KKR.",
)
