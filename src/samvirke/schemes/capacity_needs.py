"""Capacity needs: places planned against places expected to be bought, per target group.

The printed survey, »Byggeplaner sammeholdt med behovet for køb« (KKR Syddanmark, item 3.4), has
lost its column headings: whether its three columns of expected purchases are years or something
else cannot be read, so they are named by their number only. A survey with its columns known comes
from a file (``capacity_survey``). A gap is expected minus planned: positive where places are
missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from samvirke.data import DATA
from samvirke.figures import Derivation, Figure, Given, Operation, Source, Text, derive
from samvirke.figures.units import PLACES
from samvirke.records import Row, read_table
from samvirke.schemes.capacity_survey import Need

PRINTED = DATA / "schemes" / "capacity_needs_2024.csv"
PRINTED_COLUMNS = (
    "target_group",
    "printed_line",
    "planned_values",
    "planned_total",
    "expected_values",
    "willing_marks",
    "confidence",
    "reading",
)
SURVEY = Source("KKR Syddanmark, pkt. 3.4", "Byggeplaner sammeholdt med behovet for køb")


@dataclass(frozen=True, slots=True)
class Gap:
    """One target group in one column (a year, or the number of a printed column without a name).

    ``planned`` or ``expected`` is nothing where none is stated, which is not the same as 0; then
    there is no ``missing``. ``willing`` says who will build, or how many marks are printed; nothing
    where nobody will.
    """

    target_group: str
    column: Text
    planned: Given | Figure | None
    expected: Given | Figure | None
    missing: Figure | None
    willing: Text | None


def printed_gaps(path: Path = PRINTED) -> tuple[tuple[Gap, ...], tuple[Text, ...]]:
    """The printed survey's gaps by column, and what the reader must know about it.

    A gap compares all planned places with one column, which is our reading. Raises ``InputError``
    for a file that cannot be used.
    """
    gaps: list[Gap] = []
    remarks = [_NO_HEADINGS, _ONE_COLUMN_EACH, _WHO_IS_UNREADABLE]
    for row in read_table(path, PRINTED_COLUMNS):
        group = row.text("target_group")
        planned = _planned(row, group)
        if planned is not None and planned.value != row.whole("planned_total"):
            remarks.append(_printed_total_misses(group, planned, row["planned_total"]))
        marks = row.whole("willing_marks")
        willing = Text(da=f"{marks} kryds", en=f"{marks} marks") if marks else None
        expected = tuple(_values(row, "expected_values"))
        for number, value in enumerate(expected, start=1):
            column = Text(da=f"kolonne {number}", en=f"column {number}")
            name = Text(
                da=f"Forventet køb, {group}, {column.da}",
                en=f"Expected purchase, {group}, {column.en}",
            )
            gaps.append(_gap(group, column, planned, Given(name, value, PLACES, SURVEY), willing))
        if not expected:
            gaps.append(Gap(group, _NO_COLUMN, planned, None, None, willing))
        if row["confidence"] != "high":
            what, line = row.text("reading"), row.text("printed_line")
            remarks.append(
                Text(
                    da=f"Usikker læsning af »{line}«: {what}.",
                    en=f"Uncertain reading of '{line}' (in Danish): {what}.",
                )
            )
    return tuple(gaps), tuple(remarks)


def gaps_by_year(needs: Iterable[Need]) -> tuple[Gap, ...]:
    """Planned and expected places summed over municipalities, per target group and year.

    A sum is stated only where every municipality of the group and year has stated its number.
    Groups come in the order of the file, years ascending.
    """
    groups: dict[str, dict[int, list[Need]]] = defaultdict(lambda: defaultdict(list))
    for need in needs:
        groups[need.target_group][need.year].append(need)
    return tuple(
        _gap_of_year(group, year, years[year])
        for group, years in groups.items()
        for year in sorted(years)
    )


def gaps_by_municipality(needs: Iterable[Need]) -> tuple[Gap, ...]:
    """The gap of each line by itself; the column names the year and the municipality."""
    return tuple(
        _gap(
            need.target_group,
            Text(
                f"{need.year}, {need.municipality.name}", f"{need.year}, {need.municipality.name}"
            ),
            need.planned,
            need.expected,
            _names([need]),
        )
        for need in needs
    )


def not_stated(needs: Iterable[Need]) -> tuple[Text, ...]:
    """Who has left out what, per target group and year: a sum without it would be no sum."""
    missing: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for need in needs:
        for value, what in ((need.planned, "planned"), (need.expected, "expected")):
            if value is None:
                missing[need.target_group, need.year, what].append(need.municipality.name)
    return tuple(
        Text(
            da=f"{group} {year}: {_LEFT_OUT[what].da} er ikke oplyst for {', '.join(names)}. "
            "Summen og det, der mangler, er derfor ikke oplyst.",
            en=f"{group} {year}: {_LEFT_OUT[what].en} not stated for {', '.join(names)}. The sum "
            "and what is missing are therefore not stated.",
        )
        for (group, year, what), names in missing.items()
    )


_LEFT_OUT = {
    "planned": Text(da="planlagte pladser", en="planned places are"),
    "expected": Text(da="forventet behov", en="expected need is"),
}


def _gap_of_year(group: str, year: int, needs: Sequence[Need]) -> Gap:
    column = Text(str(year), str(year))
    planned = _sum("Planlagt", "Planned", group, column, [need.planned for need in needs])
    expected = _sum("Forventet", "Expected", group, column, [need.expected for need in needs])
    return _gap(group, column, planned, expected, _names(needs))


def _gap(
    group: str,
    column: Text,
    planned: Given | Figure | None,
    expected: Given | Figure | None,
    willing: Text | None,
) -> Gap:
    if planned is None or expected is None:
        return Gap(group, column, planned, expected, None, willing)
    name = Text(
        da=f"Manglende pladser, {group}, {column.da}", en=f"Missing places, {group}, {column.en}"
    )
    derivation = Derivation(
        _RULE,
        expected.source if isinstance(expected, Given) else expected.derivation.source,
        Operation.DIFFERENCE,
        (expected, planned),
        our_reading=True,
    )
    return Gap(group, column, planned, expected, derive(name, PLACES, derivation), willing)


def _sum(
    da: str, en: str, group: str, column: Text, given: Iterable[Given | None]
) -> Figure | None:
    stated = tuple(given)
    parts = tuple(item for item in stated if item is not None)
    if len(parts) < len(stated) or not parts:
        return None
    name = Text(da=f"{da}, {group}, {column.da}", en=f"{en}, {group}, {column.en}")
    rule = Text(da="summen af kommunernes tal", en="the sum of the municipalities' numbers")
    source = Source(parts[0].source.document, f"{group}, {column.da}")
    return derive(name, PLACES, Derivation(rule, source, Operation.SUM, parts))


def _planned(row: Row, group: str) -> Figure | None:
    parts = tuple(
        Given(
            Text(da=f"Planlagt, {group}, {number}. tal", en=f"Planned, {group}, number {number}"),
            value,
            PLACES,
            SURVEY,
        )
        for number, value in enumerate(_values(row, "planned_values"), start=1)
    )
    if not parts:
        return None
    name = Text(da=f"Planlagt i alt, {group}", en=f"Planned in all, {group}")
    rule = Text(da="summen af de trykte tal", en="the sum of the printed numbers")
    return derive(name, PLACES, Derivation(rule, SURVEY, Operation.SUM, parts))


def _values(row: Row, column: str) -> Iterator[Fraction]:
    for text in row[column].split(";"):
        if text:
            if not text.isascii() or not text.isdecimal():
                what = Text(
                    da=f"»{column}« skal være hele tal adskilt af semikolon.",
                    en=f"'{column}' must be whole numbers separated by semicolons.",
                )
                raise row.refused(what, got=text, example="18;35;10")
            yield Fraction(text)


def _names(needs: Sequence[Need]) -> Text | None:
    names = ", ".join(need.municipality.name for need in needs if need.willing)
    return Text(names, names) if names else None


def _printed_total_misses(group: str, planned: Figure, printed: str) -> Text:
    return Text(
        da=f"{group}: de trykte tal giver {planned.value}, men summen er trykt som {printed}.",
        en=f"{group}: the printed numbers sum to {planned.value}, but {printed} is printed.",
    )


_RULE = Text(da="forventet køb minus planlagte pladser", en="expected minus planned places")
_NO_COLUMN = Text(da="intet forventet køb trykt", en="no expected purchase printed")
_NO_HEADINGS = Text(
    da="Kolonnernes overskrifter (år eller kommuner) mangler i papiret. De er derfor kun nævnt ved "
    "nummer.",
    en="The paper has lost its column headings (years or municipalities). The columns are "
    "therefore named by number only.",
)
_ONE_COLUMN_EACH = Text(
    da="Hver kolonne af forventet køb er sammenholdt med alt planlagt byggeri (vores læsning). Er "
    "kolonnerne dele af ét tal, skal de lægges sammen først.",
    en="Each column of expected purchases is compared with all that is planned (our reading). If "
    "the columns are parts of one number, they must be added first.",
)
_WHO_IS_UNREADABLE = Text(
    da="Krydsene for kommuner, der vil bygge, er talt; hvilke kommuner det er, kan ikke læses.",
    en="The marks of municipalities willing to build are counted; which they are cannot be read.",
)
