"""The general price and wage index (P/L-fremskrivning): a number that always has a source."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Rounding,
    Source,
    Text,
    derive,
    format_number,
)
from samvirke.figures.units import KR, RATIO
from samvirke.records import FractionField, Record, Word, Year
from samvirke.schemes.scheme_files import read_rows


class IndexParameters(Record):
    """A decided index: from the year before to ``year``, in per cent."""

    year: Year
    percent: FractionField
    document: Word
    clause: Word


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """The price and wage index from the year before to ``year``, in per cent, as decided."""

    year: int
    percent: Fraction
    source: Source


def price_indices(parameters: Sequence[IndexParameters]) -> list[PriceIndex]:
    """The indices of a parameter file."""
    return [
        PriceIndex(item.year, item.percent, Source(item.document, item.clause))
        for item in parameters
    ]


def read_indices(path: Path) -> list[PriceIndex]:
    """Decided indices from a file ``year,percent,document,clause``, in the order of decision.

    Raises ``InputError`` naming the row; an index without a source is refused.
    """
    found = []
    for row in read_rows(path, ("year", "percent", "document", "clause")):
        percent = row.fraction("percent")
        if not (row["document"].strip() and row["clause"].strip()):
            what = Text(
                da=f"Indekset for {row['year']} har ingen kilde. Skriv dokument og punkt.",
                en=f"The index for {row['year']} has no source. State document and clause.",
            )
            raise row.refused(
                what, example='2021,1.5,"KKR Nordjylland, februar 2021","3.7, fodnoter"'
            )
        source = Source(row.text("document"), row.text("clause"))
        found.append(PriceIndex(row.whole("year"), percent, source))
    return found


def index_amount(
    amount: Given | Figure, index: PriceIndex, *, rule: Text, our_reading: bool = False
) -> Figure:
    """``amount``, in kr. of the year before, in the index's year: whole kroner, halves up.

    >>> source = Source("KKR Nordjylland, februar 2021", "3.7, fodnoter")
    >>> amount = Given(Text("Indkrævet 2020", "Collected 2020"), Fraction(1556360), KR, source)
    >>> rule = Text("beløbet fremskrevet", "the amount indexed")
    >>> index_amount(amount, PriceIndex(2021, Fraction(3, 2), source), rule=rule).value
    Fraction(1579705, 1)
    """
    percent = format_number(index.percent, "da"), format_number(index.percent, "en")
    step = f"{index.year - 1}-{index.year}"
    ratio = Given(
        Text(
            da=f"Pris- og lønregulering {step} ({percent[0]} pct.)",
            en=f"Price and wage index {step} ({percent[1]} %)",
        ),
        index.percent / 100,
        RATIO,
        index.source,
    )
    added = derive(
        Text(da="Fremskrivning", en="Indexation"),
        KR,
        Derivation(_TIMES_INDEX, index.source, Operation.PRODUCT, (amount, ratio)),
    )
    return derive(
        Text(
            da=f"Indkrævet {index.year}, fremskrevet med {percent[0]} pct.",
            en=f"Collected {index.year}, indexed by {percent[1]} %",
        ),
        KR,
        Derivation(
            rule,
            index.source,
            Operation.SUM,
            (amount, added),
            Rounding.HALF_UP,
            our_reading=our_reading,
        ),
    )


_TIMES_INDEX = Text(
    da="beløbet gange pris- og lønreguleringen", en="the amount by the price and wage index"
)
