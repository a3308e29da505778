"""All hubs' made-up records, year by year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samvirke.demo.awareness import draw_awareness
from samvirke.demo.cells import Row
from samvirke.demo.collective import draw_adviser_meetings, draw_participations
from samvirke.demo.companies import Portfolio, company_numbers
from samvirke.demo.draws import Draws, parts
from samvirke.demo.engagements import HubYear, draw_engagements, give_referrals
from samvirke.demo.evaluations import draw_evaluations
from samvirke.demo.profiles import Profiles, load_profiles
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.imports import load_subjects
from samvirke.records.schemas import (
    ADVISER_MEETINGS,
    AWARENESS,
    ENGAGEMENTS,
    EVALUATIONS,
    PARTICIPATIONS,
)
from samvirke.territory import Body, BodyKind, OfficeKind, Territory, load_territory

DEFAULT_YEARS = (2020, 2021, 2022)
DEFAULT_SEED = 1


@dataclass(frozen=True, slots=True)
class HubRecords:
    """A hub's records of one year: the rows of each table of ``records.schemas`` by its name.

    The evaluations are those about guidance that began in the year.
    """

    hub: Body
    year: int
    rows: Mapping[str, Sequence[Row]]


def demo_records(
    years: Sequence[int] = DEFAULT_YEARS, *, seed: int = DEFAULT_SEED
) -> Iterator[HubRecords]:
    """Made-up records of all hubs for ``years``: equal years and seed, equal rows.

    In the first year every company is new. Raises ``InputError`` for years that are not in one
    unbroken row, or that nothing is known of.
    """
    profiles = load_profiles()
    _check(years, profiles)
    territory = load_territory()
    hubs = _hubs(territory, years[0])
    portfolios = {hub.id: Portfolio(company_numbers(at, len(hubs))) for at, hub in enumerate(hubs)}
    for year in years:
        plans = _plans(year, seed, profiles, territory)
        for hub in hubs:
            yield _records(hub, plans[hub.id], portfolios[hub.id], profiles, seed)


def _records(
    hub: Body, plan: HubYear, portfolio: Portfolio, profiles: Profiles, seed: int
) -> HubRecords:
    def draws(what: str) -> Draws:
        return Draws(seed, hub.id, plan.year, what)

    engagements = draw_engagements(plan, portfolio, profiles, draws(ENGAGEMENTS.name))
    give_referrals(engagements, profiles, draws("referred_by"))
    rows = {
        ENGAGEMENTS.name: [item.as_row(plan) for item in engagements],
        PARTICIPATIONS.name: draw_participations(
            plan, portfolio, profiles, draws(PARTICIPATIONS.name)
        ),
        ADVISER_MEETINGS.name: draw_adviser_meetings(
            plan, portfolio, profiles, draws(ADVISER_MEETINGS.name)
        ),
        EVALUATIONS.name: draw_evaluations(
            plan, portfolio, engagements, profiles, draws(EVALUATIONS.name)
        ),
        AWARENESS.name: draw_awareness(plan, profiles, draws(AWARENESS.name)),
    }
    return HubRecords(hub, plan.year, rows)


def _plans(year: int, seed: int, profiles: Profiles, territory: Territory) -> dict[str, HubYear]:
    day = date(year, 1, 1)
    hubs = _hubs(territory, year)
    inhabitants = {
        hub.id: {
            int(municipality.code): territory.population(municipality, on=day).value
            for municipality in territory.area(hub, on=day)
        }
        for hub in hubs
    }
    populations = {hub: sum(found.values(), Fraction(0)) for hub, found in inhabitants.items()}
    guided = parts(profiles.guided_companies[year], populations)
    young = parts(profiles.young_companies[year], populations)
    column, subjects = _subjects(year)
    return {
        hub.id: HubYear(
            hub=hub.id,
            year=year,
            guided=guided[hub.id],
            young=young[hub.id],
            inhabitants=_uneven(inhabitants[hub.id], Draws(seed, hub.id, "spread"), profiles),
            has_branches=any(
                office.kind is OfficeKind.BRANCH for office in territory.offices_of(hub, on=day)
            ),
            subject_column=column,
            subjects=subjects,
            rates=profiles.hubs[hub.id],
        )
        for hub in hubs
    }


def _subjects(year: int) -> tuple[str, Sequence[str]]:
    """The column of services or themes and its words; no words before the first agreement."""
    for found in load_subjects():
        if year in found.years:
            return found.column, found.kept
    return "service", ()


def _uneven(
    inhabitants: Mapping[int, Fraction], draws: Draws, profiles: Profiles
) -> dict[int, Fraction]:
    """The populations bent a little, each year alike, so that the spread shows deviations."""
    factors = draws.deal(len(inhabitants), profiles.spread_factors)
    return {
        municipality: inhabitants[municipality] * factor
        for municipality, factor in zip(sorted(inhabitants), factors, strict=True)
    }


def _hubs(territory: Territory, year: int) -> list[Body]:
    return [
        body
        for body in territory.bodies
        if body.kind is BodyKind.HUB and body.period.contains(date(year, 1, 1))
    ]


def _check(years: Sequence[int], profiles: Profiles) -> None:
    known = profiles.years
    if years and list(years) == [year for year in known if years[0] <= year <= years[-1]]:
        return
    shown = "–".join(str(year) for year in dict.fromkeys((*years[:1], *years[-1:])))
    what = Text(
        da=f"Der kan ikke laves demodata for {shown}. Vælg år, der følger efter hinanden, fra "
        f"{known[0]} til {known[-1]}.",
        en=f"There can be no demo data for {shown}. Choose years that follow each other, from "
        f"{known[0]} to {known[-1]}.",
    )
    raise InputError([Problem("demodata", None, what)])
