"""A hub's made-up engagements of one year."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from samvirke.demo.cells import Row, day_number, row
from samvirke.demo.companies import Company, NewCompanies, Portfolio, working_day
from samvirke.demo.draws import Draws
from samvirke.demo.profiles import Hub, Profiles, share_of
from samvirke.records.made_up import MADE_UP
from samvirke.records.schemas import REGISTERED_ENGAGEMENTS

_THREE_YEARS = 30_000  # between days yyyymmdd
_QUARTER = 15
_SHORT_DAYS, _LONG_DAYS = (0, 21), (7, 150)
_OFFICES = {"head_office": 70, "branch": 30}


@dataclass(frozen=True, slots=True)
class HubYear:
    """What a year of a hub is drawn by.

    ``guided`` and of these ``young`` companies are to be made; ``inhabitants`` by municipality are
    already made uneven; ``subjects`` are the year's services or themes, in ``subject_column``.
    """

    hub: str
    year: int
    guided: int
    young: int
    inhabitants: Mapping[int, Fraction]
    has_branches: bool
    subject_column: str
    subjects: Sequence[str]
    rates: Hub

    def new_companies(self, profiles: Profiles) -> NewCompanies:
        """Where this year's new companies come from."""
        growth = self.rates.growth
        return NewCompanies(
            self.inhabitants,
            {"growth": growth, "operation": 100 - growth},
            profiles.engagements.missing_per_cent.founded,
        )


@dataclass(slots=True)
class Engagement:
    """An engagement while its cells are drawn."""

    company: Company
    started: date
    much_guided: bool
    segment: str | None
    production_unit: int | None
    municipality: int | None
    number: str = ""
    type: str = ""
    form: str = ""
    minutes: int | None = None
    ended: date | None = None
    referred_to: str | None = None
    subject: str | None = None
    office: str | None = "head_office"
    referred_by: int | None = None

    def as_row(self, plan: HubYear) -> Row:
        """The engagement as a row of the record."""
        subjects = {"service": None, "theme": None} | {plan.subject_column: self.subject}
        return row(
            REGISTERED_ENGAGEMENTS,
            hub=plan.hub,
            engagement=self.number,
            company=self.company.number,
            production_unit=self.production_unit,
            company_founded=self.company.founded,
            municipality=self.municipality,
            segment=self.segment,
            type=self.type,
            form=self.form,
            started=day_number(self.started),
            ended=None if self.ended is None else day_number(self.ended),
            minutes=self.minutes,
            office=self.office,
            referred_to=self.referred_to,
            referred_by=self.referred_by,
            **subjects,
        )


def draw_engagements(
    plan: HubYear, portfolio: Portfolio, profiles: Profiles, draws: Draws
) -> list[Engagement]:
    """The year's engagements in the order of their start; the portfolio moves on by a year."""
    found = _begin(plan, portfolio, profiles, draws)
    found.sort(key=lambda item: (item.started, item.company.number))
    for at, item in enumerate(found, start=1):
        item.number = f"{MADE_UP}{plan.year}-{at:05d}"
    _give_types_and_lengths(found, profiles, draws)
    _give_the_rest(found, plan, profiles, draws)
    _take_cells_away(found, profiles, draws)
    portfolio.guided = list({item.company.number: item.company for item in found}.values())
    early = {item.company.number for item in found if item.type == "early_warning"}
    portfolio.early_warning |= early
    return found


def give_referrals(found: list[Engagement], profiles: Profiles, draws: Draws) -> None:
    """Says of some companies that their own municipality's business office sent them."""
    placed = [item for item in found if item.municipality is not None]
    for item in draws.some(
        placed, share_of(len(placed), profiles.engagements.referred_by_per_cent)
    ):
        item.referred_by = item.municipality


def _begin(
    plan: HubYear, portfolio: Portfolio, profiles: Profiles, draws: Draws
) -> list[Engagement]:
    """Engagements with their company and first day: some companies come back, others are new."""
    wanted = profiles.engagements
    many = share_of(plan.guided, wanted.much_guided.per_thousand / 10)
    usual = draws.deal(plan.guided - many, wanted.per_company)
    visits = draws.shuffled(
        [(number, False) for number in usual] + [(wanted.much_guided.engagements, True)] * many
    )
    back = draws.some(portfolio.guided, share_of(plan.guided, plan.rates.returning))
    found: list[Engagement] = []
    for company, (number, much) in zip(back, visits, strict=False):
        found += _visits(company, number, plan.year, draws, much=much)
    young_again = {item.company.number for item in found if _is_young(item)}
    new = plan.guided - len(back)
    fresh = plan.new_companies(profiles).draw(
        new,
        young=min(new, max(0, plan.young - len(young_again))),
        year=plan.year,
        numbers=portfolio.numbers,
        draws=draws,
    )
    for company, (number, much) in zip(fresh, visits[len(back) :], strict=True):
        found += _visits(company, number, plan.year, draws, much=much)
    return found


def _visits(
    company: Company, number: int, year: int, draws: Draws, *, much: bool
) -> list[Engagement]:
    return [
        Engagement(
            company=company,
            started=working_day(year, draws),
            much_guided=much,
            segment=company.segment,
            production_unit=company.production_unit,
            municipality=company.municipality,
        )
        for _ in range(number)
    ]


def _is_young(item: Engagement) -> bool:
    founded = item.company.founded
    return founded is not None and day_number(item.started) - founded < _THREE_YEARS


def _give_types_and_lengths(found: list[Engagement], profiles: Profiles, draws: Draws) -> None:
    wanted = profiles.engagements
    by_segment: dict[str, list[Engagement]] = defaultdict(list)
    for item in found:
        by_segment[item.company.segment].append(item)
    for segment in sorted(by_segment):
        items = by_segment[segment]
        types = draws.deal(len(items), wanted.types[segment])
        for item, kind in zip(items, types, strict=True):
            item.type = segment if item.much_guided else kind
    for item in found:
        span = wanted.much_guided.minutes if item.much_guided else wanted.minutes[item.type]
        first, last = span
        item.minutes = first + _QUARTER * draws.below((last - first) // _QUARTER + 1)
        first, last = _SHORT_DAYS if item.type == "short" else _LONG_DAYS
        item.ended = item.started + timedelta(days=draws.between(first, last))


def _give_the_rest(
    found: list[Engagement], plan: HubYear, profiles: Profiles, draws: Draws
) -> None:
    forms = draws.deal(len(found), profiles.engagements.form)
    for item, form in zip(found, forms, strict=True):
        item.form = form
        if plan.subjects:
            item.subject = draws.one_of(plan.subjects)
    if plan.has_branches:
        for item, office in zip(found, draws.deal(len(found), _OFFICES), strict=True):
            item.office = office
    alone = [item for item in found if item.form == "individual"]
    for item in draws.some(alone, share_of(len(alone), plan.rates.referred)):
        item.referred_to = draws.one_of(profiles.words.referred_to)


def _take_cells_away(found: list[Engagement], profiles: Profiles, draws: Draws) -> None:
    """Leaves out what people forget to write; half of those without P-number lack the place too."""
    missing = profiles.engagements.missing_per_cent

    def some(per_cent: Fraction) -> list[Engagement]:
        return draws.some(found, share_of(len(found), per_cent))

    for at, item in enumerate(some(missing.production_unit)):
        item.production_unit = None
        if at % 2:
            item.municipality = None
    for item in some(missing.segment):
        item.segment = None
    for item in some(missing.subject):
        item.subject = None
    for item in some(missing.office):
        item.office = None
    for item in some(missing.minutes):
        if not item.much_guided:
            item.minutes = None
    for item in some(profiles.engagements.open_per_cent):
        item.ended = None
