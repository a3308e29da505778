"""The number that each municipality's refugee quota follows (fordelingstal), and its counts.

Bekendtgørelse nr. 550 af 3. maj 2022 om boligplacering af flygtninge, § 4, stk. 2-5. Letters as in
the calculation: p and i are a municipality's parts of the population and of immigrants and
refugees, f its persons reunified with refugees, L the national number, F the sum of f.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

from samvirke.allocation import AllocationError
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    Unit,
    derive,
    format_date,
)
from samvirke.figures.units import PERSONS, RATIO
from samvirke.records import InputError, Problem, Record, Whole, Word
from samvirke.schemes.key_area import shortened
from samvirke.schemes.parameters import Parameters
from samvirke.schemes.scheme_files import municipality_named, read_rows, two_names
from samvirke.territory import BodyKind, Territory

COLUMNS = ("code", "name", "region", "population", "immigrants", "family_reunified")


class Excess(Enum):
    """How the excess E is taken from those with a positive preliminary number c.

    ``IN_PROPORTION`` to c, so that q = c·L / (L + E), or ``BY_DISTRIBUTION_SHARE``, in proportion
    to a. The order's words were not at hand in full, so the choice is our reading.
    """

    IN_PROPORTION = "in_proportion"
    BY_DISTRIBUTION_SHARE = "by_distribution_share"


class YearDay(Record):
    """A day of every year."""

    month: Whole
    day: Whole


class RefugeeQuotaParameters(Parameters):
    """Clauses and choices; counts are those of 1 January ``counts_years_before`` announcement."""

    region_clause: Word
    share_clause: Word
    computed_clause: Word
    preliminary_clause: Word
    final_clause: Word
    municipal_clause: Word
    counts_clause: Word
    agreement_clause: Word
    change_clause: Word
    form_clause: Word
    counts_years_before: Whole
    agreement_before: YearDay
    excess: Word
    rounding: Word

    def at(self, clause: str) -> Source:
        """A place in the order."""
        return Source(self.document, clause)


@dataclass(frozen=True, slots=True)
class MunicipalityCounts:
    """One municipality's counts in persons, and the line they were read from."""

    code: str
    name: str
    region: str
    population: int
    immigrants: int
    family_reunified: int
    line: int


@dataclass(frozen=True, slots=True)
class Counts:
    """All municipalities' counts from one file; population and immigrants are of one day."""

    file: str
    counted_on: date
    rows: tuple[MunicipalityCounts, ...]


def read_counts(path: Path, *, counted_on: date) -> Counts:
    """The counts of a CSV file with ``COLUMNS``. Raises ``InputError`` naming the row."""
    rows: dict[str, MunicipalityCounts] = {}
    for row in read_rows(path, COLUMNS):
        code = row.text("code")
        if code in rows:
            what = Text(
                da=f"Kommunen står også på linje {rows[code].line}. En kommune må stå én gang.",
                en=f"The municipality also stands on line {rows[code].line}. It may stand once.",
            )
            raise row.refused(what, got=code)
        population, immigrants, family = (row.whole(column) for column in COLUMNS[3:])
        place = (code, row.text("name"), row.text("region"))
        rows[code] = MunicipalityCounts(*place, population, immigrants, family, row.line)
    return Counts(path.name, counted_on, tuple(rows.values()))


def check_area(counts: Counts, *, territory: Territory, on: date) -> None:
    """Raises ``InputError`` unless each municipality of the day stands there, in its region."""
    problems = []
    for row in counts.rows:
        place = territory.municipalities.get(row.code)
        if place is None:
            what = Text(da="Kommunen kendes ikke.", en="The municipality is not known.")
            problems.append(Problem(counts.file, row.line, what, got=f"{row.code} {row.name}"))
            continue
        if municipality_named(row.name, [place]) is None:
            what = two_names(place, row.name)
            problems.append(Problem(counts.file, row.line, what, got=f"{row.code} {row.name}"))
        body = territory.membership(place, BodyKind.REGION, on=on).body
        if row.region.casefold() not in (body.id, body.name.casefold()):
            what = Text(
                da=f"{place.name} ligger i {body.name} pr. {format_date(on, 'da')}.",
                en=f"{place.name} lies in {body.name} on {format_date(on, 'en')}.",
            )
            valid = Text(da=body.name, en=body.name)
            problems.append(Problem(counts.file, row.line, what, got=row.region, valid=valid))
    named = {row.code for row in counts.rows}
    missing = {
        code: item.name
        for code, item in territory.municipalities.items()
        if code not in named and item.period.contains(on)
    }
    if missing:
        told = shortened(missing)
        what = Text(
            da=f"Der mangler {told.da}. Alle landets kommuner skal stå i filen.",
            en=f"{told.en} missing. Every municipality of the country must stand in the file.",
        )
        problems.append(Problem(counts.file, None, what))
    if problems:
        raise InputError(problems)


def distribution_numbers(
    counts: Counts, *, national_number: Given, rule: RefugeeQuotaParameters, excess: Excess
) -> dict[str, Figure]:
    """Each municipality's q by code, in persons, exact, with a, b and c nested.

    Takes counts with inhabitants and immigrants; the q sum to the national number. Raises
    ``AllocationError`` where the excess, taken by distribution share, leaves less than zero.
    """
    population, all_population = _column(counts, "population")
    immigrants, all_immigrants = _column(counts, "immigrants")
    family, all_family = _column(counts, "family_reunified")
    to_share = _step(_TO_SHARE, rule.at(rule.computed_clause), Operation.SUM)(
        national_number, all_family
    )
    by_share, by_computed = rule.at(rule.share_clause), rule.at(rule.computed_clause)
    by_preliminary = rule.at(rule.preliminary_clause)
    twice = Given(_TWICE, Fraction(2), RATIO, by_share)
    shares, preliminary = {}, {}
    for row in counts.rows:
        code, name = row.code, row.name
        p = _step(_P, by_share, Operation.QUOTIENT, name, RATIO)(population[code], all_population)
        i = _step(_I, by_share, Operation.QUOTIENT, name, RATIO)(immigrants[code], all_immigrants)
        double = _step(_TWO_P, by_share, Operation.PRODUCT, name, RATIO)(twice, p)
        shares[code] = _step(_A, by_share, Operation.DIFFERENCE, name, RATIO)(double, i)
        b = _step(_B, by_computed, Operation.PRODUCT, name)(shares[code], to_share)
        preliminary[code] = _step(_C, by_preliminary, Operation.DIFFERENCE, name)(b, family[code])
    numbers = _kept(counts, national_number, rule, excess, shares, preliminary)
    for row in counts.rows:
        if row.code not in numbers:
            c = preliminary[row.code]
            lifted = Given(_LIFTED, -c.value, PERSONS, rule.at(rule.final_clause))
            numbers[row.code] = _step(_ZERO, rule.at(rule.final_clause), Operation.SUM, row.name)(
                c, lifted
            )
    return numbers


def _kept(
    counts: Counts,
    national_number: Given,
    rule: RefugeeQuotaParameters,
    excess: Excess,
    shares: Mapping[str, Figure],
    preliminary: Mapping[str, Figure],
) -> dict[str, Figure]:
    """The q of those with a positive preliminary number, after the excess has been taken."""
    final = rule.at(rule.final_clause)
    kept = [row for row in counts.rows if preliminary[row.code].value > 0]
    given = [stated(preliminary[row.code], rule.at(rule.preliminary_clause)) for row in kept]
    positive = sum_of(_POSITIVE, given, final)
    if excess is Excess.IN_PROPORTION:
        factor = _step(_FACTOR, final, Operation.QUOTIENT, unit=RATIO)(national_number, positive)
        return {
            row.code: _step(_Q, final, Operation.PRODUCT, row.name, our_reading=True)(
                preliminary[row.code], factor
            )
            for row in kept
        }
    over = _step(_EXCESS, final, Operation.DIFFERENCE)(positive, national_number)
    given = [stated(shares[row.code], rule.at(rule.share_clause)) for row in kept]
    rate = _step(_RATE, final, Operation.QUOTIENT)(over, sum_of(_KEPT_SHARES, given, final))
    numbers = {}
    for row in kept:
        taken = _step(_TAKEN, final, Operation.PRODUCT, row.name)(shares[row.code], rate)
        number = _step(_Q_BY_SHARE, final, Operation.DIFFERENCE, row.name, our_reading=True)(
            preliminary[row.code], taken
        )
        if number.value < 0:
            raise AllocationError(_below_zero(row.name))
        numbers[row.code] = number
    return numbers


def _below_zero(name: str) -> Text:
    return Text(
        da=f"Tages det overskydende efter fordelingsandel, får {name} mindre end nul, og det siger "
        "den læsning ikke noget om. Vælg in_proportion.",
        en=f"Taking the excess by distribution share leaves {name} with less than zero, which that "
        "reading says nothing of. Choose in_proportion.",
    )


def sum_of(name: Text, parts: Sequence[Figure | Given], source: Source) -> Figure:
    """The sum of parts of one unit."""
    return derive(name, parts[0].unit, Derivation(_SUM, source, Operation.SUM, tuple(parts)))


def stated(figure: Figure, source: Source) -> Given:
    """A figure as a plain number, where its calculation stands elsewhere."""
    return Given(figure.name, figure.value, figure.unit, source)


def named(words: Text, name: str) -> Text:
    """``words`` followed by whom they are about."""
    return Text(da=f"{words.da}, {name}", en=f"{words.en}, {name}")


def _column(counts: Counts, column: str) -> tuple[dict[str, Given], Figure]:
    """A column's numbers by code, and their sum."""
    words = _COLUMNS[column]
    source = Source(counts.file, column)
    parts = {
        row.code: Given(named(words, row.name), Fraction(getattr(row, column)), PERSONS, source)
        for row in counts.rows
    }
    in_all = Text(da=f"{words.da} i alt", en=f"{words.en} in all")
    return parts, sum_of(in_all, list(parts.values()), source)


_Words = tuple[Text, Text]


def _step(
    words: _Words,
    source: Source,
    operation: Operation,
    name: str | None = None,
    unit: Unit = PERSONS,
    *,
    our_reading: bool = False,
) -> Callable[..., Figure]:
    """Makes a figure from its inputs; ``words`` are what it is called and its rule."""
    title = words[0] if name is None else named(words[0], name)

    def of(*inputs: Figure | Given) -> Figure:
        derivation = Derivation(words[1], source, operation, inputs, our_reading=our_reading)
        return derive(title, unit, derivation)

    return of


_COLUMNS = {
    "population": Text(da="Folketal", en="Population"),
    "immigrants": Text(da="Indvandrere og flygtninge", en="Immigrants and refugees"),
    "family_reunified": Text(
        da="Familiesammenførte til flygtninge", en="Persons reunified with refugees"
    ),
}
_SUM = Text(da="summen af delene", en="the sum of the parts")
_TWICE = Text(da="Befolkningens vægt: p - (i - p) = 2p - i", en="Weight of p: p - (i - p) = 2p - i")
_LIFTED = Text(da="Sat op til nul, fordi tallet er negativt", en="Raised to zero, being negative")
_POSITIVE = Text(da="De positive foreløbige fordelingstal i alt (L + E)", en="Positive c (L + E)")
_KEPT_SHARES = Text(da="Deres fordelingsandele i alt", en="Their distribution shares in all")
_PART = Text(
    da="kommunens tal divideret med landets", en="the municipality's count by the nation's"
)
_TO_SHARE = (
    Text(da="Landstal og familiesammenførte (L + F)", en="National number and reunified (L + F)"),
    Text(
        da="landstallet plus alle familiesammenførte", en="the national number plus all reunified"
    ),
)
_P = (Text(da="Andel af befolkningen (p)", en="Part of the population (p)"), _PART)
_I = (
    Text(da="Andel af indvandrere og flygtninge (i)", en="Part of immigrants and refugees (i)"),
    _PART,
)
_TWO_P = (
    Text(da="Andel af befolkningen, to gange (2p)", en="Part of the population, twice (2p)"),
    Text(da="befolkningsandelen tæller to gange", en="the part of the population counts twice"),
)
_A = (
    Text(da="Fordelingsandel (a)", en="Distribution share (a)"),
    Text(
        da="befolkningsandelen minus forskellen mellem indvandrerandelen og den: a = 2p - i",
        en="part of the population minus the difference between that of immigrants and it: "
        "a = 2p - i",
    ),
)
_B = (
    Text(da="Beregnet fordelingstal (b)", en="Computed distribution number (b)"),
    Text(da="b = a × (L + F)", en="b = a × (L + F)"),
)
_C = (
    Text(da="Foreløbigt fordelingstal (c)", en="Preliminary distribution number (c)"),
    Text(da="minus kommunens egne familiesammenførte: c = b - f", en="minus its own: c = b - f"),
)
_FACTOR = (
    Text(da="Nedsættelse til landstallet", en="Reduction to the national number"),
    Text(da="L / (L + E)", en="L / (L + E)"),
)
_NUMBER = Text(da="Fordelingstal (q)", en="Distribution number (q)")
_Q = (
    _NUMBER,
    Text(
        da="det overskydende E tages forholdsmæssigt: q = c × L / (L + E)",
        en="the excess E is taken in proportion: q = c × L / (L + E)",
    ),
)
_ZERO = (
    _NUMBER,
    Text(da="et negativt foreløbigt fordelingstal sættes til nul", en="a negative c becomes zero"),
)
_EXCESS = (
    Text(da="Det overskydende (E)", en="Excess (E)"),
    Text(
        da="de positive tal minus landstallet", en="the positive numbers minus the national number"
    ),
)
_RATE = (
    Text(da="Overskydende pr. fordelingsandel", en="Excess per distribution share"),
    Text(da="E divideret med andelene", en="E divided by the shares"),
)
_TAKEN = (
    Text(da="Kommunens del af det overskydende", en="The municipality's part of the excess"),
    Text(da="fordelingsandelen gange satsen", en="the distribution share times the rate"),
)
_Q_BY_SHARE = (
    _NUMBER,
    Text(
        da="det overskydende E tages efter fordelingsandel",
        en="the excess E is taken by distribution share",
    ),
)
