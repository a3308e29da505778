"""Decided refugee quotas of a past year: the printed table, its sums, what each KKR reported.

Facts, never recomputed: the quotas of 2022 were announced under the order before that of May 2022.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from samvirke.allocation import AllocationError
from samvirke.figures import Figure, Given, Source, Text, format_date, format_number
from samvirke.figures.units import PERSONS
from samvirke.records import Day, Record, Whole, Word, Year, read_table, read_yaml, validate
from samvirke.schemes.parameters import SCHEMES
from samvirke.schemes.refugee_agreements import QuotaAgreement
from samvirke.schemes.refugee_numbers import sum_of

YEARS = (2022,)


class DecidedYear(Record):
    """The letter, what it announced, the totals that it prints, and the agreements it names."""

    year: Year
    document: Word
    clause: Word
    announced: Day
    deadline: Day
    national_number: Whole
    printed_totals: dict[str, Whole]
    agreements: tuple[QuotaAgreement, ...]

    @property
    def source(self) -> Source:
        """Document and table."""
        return Source(self.document, self.clause)


@dataclass(frozen=True, slots=True)
class DecidedQuotas:
    """A year's quotas in persons by code, the municipalities' names, and sums per region."""

    facts: DecidedYear
    names: dict[str, str]
    quotas: dict[str, int]
    regions: dict[str, Figure]

    @property
    def national(self) -> Figure:
        """The sum of the regions' sums, down to each municipality."""
        name = Text(
            da=f"Kommunekvoter {self.facts.year} i alt",
            en=f"Municipal quotas {self.facts.year} in all",
        )
        return sum_of(name, list(self.regions.values()), self.facts.source)

    def remarks(self) -> tuple[Text, ...]:
        """Whether the printed totals meet their parts, what was agreed, and what is not printed."""
        return (
            _under_an_earlier_order(self.facts),
            *self._sums(),
            *self._agreements(),
            *self._not_printed(),
        )

    def _sums(self) -> Iterator[Text]:
        printed = {**self.facts.printed_totals, "Landstallet": self.facts.national_number}
        summed = {**self.regions, "Landstallet": self.national}
        wrong = {name for name, total in printed.items() if summed[name].value != total}
        for name in sorted(wrong):
            found = format_number(summed[name].value, "da")
            yield Text(
                da=f"{name}: kommunerne giver {found}, men der er trykt {printed[name]}.",
                en=f"{name}: the municipalities sum to {found}, but {printed[name]} is printed.",
            )
        if not wrong:
            listed = ", ".join(f"{name} {total}" for name, total in printed.items())
            yield Text(
                da=f"De trykte totaler svarer til summen af kommunerne: {listed}.",
                en=f"The printed totals are the sums of the municipalities: {listed}.",
            )

    def _agreements(self) -> Iterator[Text]:
        for item in self.facts.agreements:
            yield _reported(item, self.facts)
            takers = dict.fromkeys(transfer.taker for transfer in item.transfers)
            for taker in takers:
                givers = [part.giver for part in item.transfers if part.taker == taker]
                listed = ", ".join(self._quota(code) for code in givers)
                yield Text(
                    da=f"{self.names[taker]} overtager kvoter. Tabellen viser tallene efter det: "
                    f"{self._quota(taker)}; {listed}. Hvor mange der kom fra hver, er ikke trykt.",
                    en=f"{self.names[taker]} takes over quotas. The table shows them afterwards: "
                    f"{self._quota(taker)}; {listed}. How many came from each is not printed.",
                )
            for exemption in item.exempt:
                yield Text(
                    da=f"{self.names[exemption.municipality]} er friholdt, også hvis landstallet "
                    "ændres. Hvem der overtog kvoten, er ikke trykt.",
                    en=f"{self.names[exemption.municipality]} is exempt, also if the national "
                    "number is changed. Who took its quota is not printed.",
                )

    def _not_printed(self) -> Iterator[Text]:
        """What an agreement must contain, as far as the letter does not say that they do."""
        agreements = self.facts.agreements
        unsigned = [item.kkr for item in agreements if not (item.written and item.signed)]
        if unsigned:
            names = ", ".join(unsigned)
            yield Text(
                da=f"Om aftalerne er skriftlige og underskrevet, er ikke trykt for {names}.",
                en=f"Whether the agreements are written and signed is not printed for {names}.",
            )
        silent = [item.kkr for item in agreements if item.if_changed is None]
        if silent:
            names = ", ".join(silent)
            yield Text(
                da=f"Hvad aftalerne siger om et ændret landstal, er ikke trykt for {names}.",
                en="What the agreements say of a changed national number is not printed for "
                f"{names}.",
            )

    def _quota(self, code: str) -> str:
        return f"{self.names[code]} {self.quotas[code]}"


def decided_quotas(year: int) -> DecidedQuotas:
    """The decided quotas of a year. Raises ``AllocationError`` for a year that is not held."""
    if year not in YEARS:
        held = ", ".join(str(item) for item in YEARS)
        raise AllocationError(
            Text(
                da=f"De besluttede kvoter for {year} haves ikke. De haves for {held}.",
                en=f"The decided quotas of {year} are not held. They are held for {held}.",
            )
        )
    facts = validate(DecidedYear, read_yaml(SCHEMES / f"refugee_agreements_{year}.yaml"))
    columns = ("code", "name", "region", "quota", "source")
    rows = list(read_table(SCHEMES / f"refugee_quotas_{year}.csv", columns))
    by_region: dict[str, list[Given]] = {}
    for row in rows:
        name = Text(da=row.text("name"), en=row.text("name"))
        given = Given(name, Fraction(row.whole("quota")), PERSONS, facts.source)
        by_region.setdefault(row.text("region"), []).append(given)
    regions = {
        region: sum_of(Text(da=region, en=region), parts, facts.source)
        for region, parts in by_region.items()
    }
    names = {row.text("code"): row.text("name") for row in rows}
    return DecidedQuotas(
        facts, names, {row.text("code"): row.whole("quota") for row in rows}, regions
    )


def _under_an_earlier_order(facts: DecidedYear) -> Text:
    return Text(
        da=f"Kvoterne for {facts.year} er vist, som de er besluttet. De er udmeldt "
        f"{format_date(facts.announced, 'da')} efter den tidligere bekendtgørelse og holdes ikke "
        "op mod reglen fra maj 2022.",
        en=f"The quotas of {facts.year} are shown as decided. They were announced on "
        f"{format_date(facts.announced, 'en')} under the earlier order and are not held against "
        "the rule of May 2022.",
    )


def _reported(item: QuotaAgreement, facts: DecidedYear) -> Text:
    in_time = item.reported < facts.deadline
    decided_da = "dato for beslutningen ikke trykt"
    decided_en = "date of decision not printed"
    if item.decided is not None:
        decided_da = f"besluttet {format_date(item.decided, 'da')}"
        decided_en = f"decided {format_date(item.decided, 'en')}"
    return Text(
        da=f"{item.kkr}: {decided_da}, meldt {format_date(item.reported, 'da')}, "
        f"{'i tide' if in_time else 'for sent'}.",
        en=f"{item.kkr}: {decided_en}, reported {format_date(item.reported, 'en')}, "
        f"{'in time' if in_time else 'too late'}.",
    )
