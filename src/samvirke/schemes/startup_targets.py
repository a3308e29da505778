"""The common goal for guided start-ups, split over the six business hubs.

Rule: 1,200 companies under three years a year, split by population. Source: Aftale om rammerne for
erhvervshuse 2024-2027, 8.1, mål 1, which also prints the split itself. The printed split is decided
fact; the computed one stands beside it. The day of the population and the rounding are not printed.

>>> result = startup_targets(year=2027)
>>> [(part.part.code, int(part.rounded)) for part in result.computed.shares][:2]
[('hovedstaden', 383), ('sjaelland', 172)]
>>> int(result.final["hovedstaden"]), int(result.final["sjaelland"]), agreeing(result)
(385, 171, 3)
"""

from datetime import date

from samvirke.agreements import FrameworkAgreement, load_agreements, requirement
from samvirke.agreements.framework import Distribution
from samvirke.allocation import AgreedSplit, Key, SplitRounding, agree_on_table, split
from samvirke.figures import Given, Text, format_date
from samvirke.records import Day, Word
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.schemes.population_key import bodies_by_counts, bodies_by_population
from samvirke.schemes.result import SchemeResult
from samvirke.territory import BodyKind, Territory, load_territory


class StartupTargetParameters(Parameters):
    """``agreement`` and ``measure_point`` say where goal and printed split are to be found.

    ``population_date`` and ``rounding`` are our reading.
    """

    agreement: Word
    measure_point: Word
    population_date: Day
    rounding: Word


def startup_targets(
    *,
    year: int,
    population_date: date | None = None,
    counts: Key | None = None,
    rounding: SplitRounding | None = None,
    territory: Territory | None = None,
) -> AgreedSplit:
    """The goal of the agreement that holds in ``year`` over the hubs, in companies a year.

    ``computed`` is by ``counts`` of every municipality, or by the population of
    ``population_date`` (without it, the day of the parameters); ``final`` is what the agreement
    prints. Raises ``InputError`` for a year without a rule, ``UnknownPlace`` for a day without
    population, ``AllocationError`` where ``counts`` name other municipalities or the printed split
    cannot stand beside the computed one.
    """
    territory = territory or load_territory()
    day = date(year, 1, 1)
    rule = load_parameters(StartupTargetParameters, "startup_targets", on=day)
    agreement, goal, printed = _printed(rule, year)
    if counts is None:
        counted = population_date or rule.population_date
        key = bodies_by_population(BodyKind.HUB, on=counted, areas_on=day, territory=territory)
    else:
        key = bodies_by_counts(counts, BodyKind.HUB, areas_on=day, territory=territory)
    computed = split(
        goal,
        key,
        rounding=rounding or SplitRounding(rule.rounding),
        rule=rule.rule,
        source=rule.source,
    )
    return agree_on_table(computed, printed.hubs, source=agreement.source(printed.clause))


def agreeing(result: AgreedSplit) -> int:
    """How many hubs the computed and the printed split give the same figure."""
    return sum(result.change(share.part.code) == 0 for share in result.computed.shares)


def startup_targets_result(
    *,
    year: int,
    population_date: date | None = None,
    counts: Key | None = None,
    rounding: SplitRounding | None = None,
) -> SchemeResult:
    """The split with what its reader must know: the population used, and what is not printed."""
    result = startup_targets(
        year=year, population_date=population_date, counts=counts, rounding=rounding
    )
    rule = load_parameters(StartupTargetParameters, "startup_targets", on=date(year, 1, 1))
    by = _by(population_date or rule.population_date, counts)
    same, hubs = agreeing(result), len(result.computed.shares)
    remarks = [
        Text(
            da=f"Beregnet efter {by.da}: {same} af {hubs} tal er dem, aftalen selv fordeler. "
            "Aftalens tal er besluttet og gælder.",
            en=f"Computed by {by.en}: {same} of {hubs} figures are those that the agreement itself "
            "prints. The agreement's figures are decided and hold.",
        ),
        Text(
            da="Aftalen skriver ikke, hvilken dags folketal den bruger, og ikke hvordan den runder "
            "af. Begge dele er vores læsning og kan vælges.",
            en="The agreement prints neither the day of the population it uses nor how it rounds. "
            "Both are our reading and can be chosen.",
        ),
    ]
    agreement = _agreement(rule)
    wanted = requirement(agreement.measure_point(rule.measure_point), year=year)
    first: tuple[Text, ...] = ()
    if wanted.threshold is None:
        first = (
            Text(
                da=f"I {year} stiller aftalen intet krav. Kravet, som fordeles her, gælder i "
                f"{wanted.next_year}.",
                en=f"The agreement requires nothing in {year}. The goal that is split here holds "
                f"in {wanted.next_year}.",
            ),
        )
    title = Text(
        da=f"Vejledte virksomheder under tre år, {year}",
        en=f"Guided companies under three years old, {year}",
    )
    name = Text(da="Erhvervshusenes andele af målet", en="The hubs' parts of the goal")
    splits = ((name, result),)
    return SchemeResult("startup_targets", title, splits, remarks=tuple(remarks), first=first)


def _by(counted: date, counts: Key | None) -> Text:
    if counts is not None:
        return Text(da=f"»{counts.name.da}«", en=f'"{counts.name.en}"')
    return Text(
        da=f"folketallet pr. {format_date(counted, 'da')}",
        en=f"the population of {format_date(counted, 'en')}",
    )


def _agreement(rule: StartupTargetParameters) -> FrameworkAgreement:
    return next(item for item in load_agreements() if item.id == rule.agreement)


def _printed(
    rule: StartupTargetParameters, year: int
) -> tuple[FrameworkAgreement, Given, Distribution]:
    agreement = _agreement(rule)
    point = agreement.measure_point(rule.measure_point)
    wanted = requirement(point, year=year)
    threshold = wanted.threshold or wanted.next_threshold
    if threshold is None or point.distribution is None:
        raise LookupError(f"{point.id} has no goal from {year} on, or no printed split")
    goal = Given(
        point.title, threshold.number, threshold.figure_unit, agreement.source(threshold.clause)
    )
    return agreement, goal, point.distribution
