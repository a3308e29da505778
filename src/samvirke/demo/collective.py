"""Made-up participations in collective activities, and meetings of seconded trade advisers."""

from fractions import Fraction

from samvirke.demo.cells import Row, day_number, row
from samvirke.demo.companies import Company, Portfolio, working_day
from samvirke.demo.draws import Draws
from samvirke.demo.engagements import HubYear
from samvirke.demo.profiles import Profiles, share_of
from samvirke.records.made_up import MADE_UP
from samvirke.records.schemas import ADVISER_MEETINGS, PARTICIPATIONS

# Per cent of the participants that are also guided in the year.
_GUIDED_TOO = Fraction(20)


def draw_participations(
    plan: HubYear, portfolio: Portfolio, profiles: Profiles, draws: Draws
) -> list[Row]:
    """The year's participations: some of companies guided this year, most of others."""
    count = share_of(plan.guided, plan.rates.participants)
    guided = draws.some(portfolio.guided, share_of(count, _GUIDED_TOO))
    others = plan.new_companies(profiles).draw(
        count - len(guided), young=0, year=plan.year, numbers=portfolio.numbers, draws=draws
    )
    missing = profiles.engagements.missing_per_cent.production_unit
    without_unit = set(draws.some(range(count), share_of(count, missing)))
    meetings = sorted(
        ((working_day(plan.year, draws), company) for company in [*guided, *others]),
        key=lambda item: (item[0], item[1].number),
    )
    return [
        row(
            PARTICIPATIONS,
            hub=plan.hub,
            participation=f"{MADE_UP}K-{plan.year}-{at + 1:05d}",
            company=company.number,
            production_unit=None if at in without_unit else company.production_unit,
            company_founded=company.founded,
            municipality=company.municipality,
            day=day_number(day),
            activity=draws.one_of(profiles.words.activities),
        )
        for at, (day, company) in enumerate(meetings)
    ]


def draw_adviser_meetings(
    plan: HubYear, portfolio: Portfolio, profiles: Profiles, draws: Draws
) -> list[Row]:
    """The year's meetings of seconded advisers, each with another of the guided companies."""
    found = []
    for adviser in range(1, plan.rates.advisers + 1):
        met: list[Company] = draws.some(
            portfolio.guided, profiles.seconded_advisers.meetings_a_year
        )
        found += [
            row(
                ADVISER_MEETINGS,
                hub=plan.hub,
                adviser=profiles.words.adviser.format(number=adviser),
                company=company.number,
                contact=profiles.words.contact.format(number=draws.between(1, 99)),
                day=day_number(working_day(plan.year, draws)),
                description=draws.one_of(profiles.words.meetings),
            )
            for company in met
        ]
    return found
