"""Common costs of the six business hubs.

Rule: common efforts and fixed costs across the hubs are paid equally or by population, as the
managements of the hubs agree; seconded advisers of The Trade Council are always paid by population.
Source: Aftale om rammerne for erhvervshuse 2021-2023, 11. The later agreement has no such clause.

>>> from fractions import Fraction
>>> from samvirke.figures.units import KR
>>> bill = Given(Text("Fælles system", "Common system"), Fraction(100000), KR, Source("Bilag", "1"))
>>> result = hub_joint_costs(
...     year=2022, total=bill, key=CostKey.EQUALLY, agreed_by="Ledelserne, 3. marts 2022"
... )
>>> [int(share.rounded) for share in result.shares], int(result.residual)
([16667, 16667, 16667, 16667, 16667, 16667], 2)
"""

from datetime import date
from enum import Enum
from fractions import Fraction

from samvirke.allocation import AllocationError, Key, KeyPart, Split, SplitRounding, split
from samvirke.figures import Figure, Given, Source, Text
from samvirke.figures.units import RATIO
from samvirke.records import Whole, Word
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.schemes.population_key import bodies_by_counts, bodies_by_population
from samvirke.territory import BodyKind, Territory, load_territory


class CostKey(Enum):
    """The keys between which the managements choose."""

    EQUALLY = "equally"
    BY_POPULATION = "by_population"


class JointCost(Enum):
    """What is paid: common efforts and fixed costs, or advisers of The Trade Council."""

    COMMON = "common"
    ADVISERS = "advisers"


class HubJointCostParameters(Parameters):
    """``population_years_before``: 1 means 1 January of the year before, which is our reading."""

    population_years_before: Whole
    rounding: Word


def hub_joint_costs(
    *,
    year: int,
    total: Given | Figure,
    key: CostKey,
    cost: JointCost = JointCost.COMMON,
    agreed_by: str = "",
    population_date: date | None = None,
    counts: Key | None = None,
    rounding: SplitRounding | None = None,
    territory: Territory | None = None,
) -> Split:
    """A common cost of ``year`` over the six hubs, in the unit of ``total``.

    ``counts`` of every municipality are used instead of the population of the reference data.
    ``agreed_by`` says who chose the key and when; only advisers, whose key the agreement sets, need
    none. Raises ``AllocationError`` for a choice that nobody has agreed or that the agreement does
    not allow, ``InputError`` for a year without a rule.
    """
    day = date(year, 1, 1)
    rule = load_parameters(HubJointCostParameters, "hub_joint_costs", on=day)
    _check(key, cost, agreed_by, rule.source)
    territory = territory or load_territory()
    hubs = territory.bodies_of(BodyKind.HUB, on=day)
    if key is CostKey.EQUALLY:
        parts = tuple(KeyPart(hub.id, hub.name, Fraction(1)) for hub in hubs)
        chosen = Key(_EQUAL_PARTS, RATIO, rule.source, parts)
    elif counts is not None:
        chosen = bodies_by_counts(counts, BodyKind.HUB, areas_on=day, territory=territory)
    else:
        counted = population_date or date(year - rule.population_years_before, 1, 1)
        chosen = bodies_by_population(BodyKind.HUB, on=counted, areas_on=day, territory=territory)
    return split(
        total,
        chosen,
        rounding=rounding or SplitRounding(rule.rounding),
        rule=_rule(key, cost, agreed_by),
        source=rule.source,
    )


def _check(key: CostKey, cost: JointCost, agreed_by: str, source: Source) -> None:
    if cost is JointCost.ADVISERS and key is not CostKey.BY_POPULATION:
        raise AllocationError(
            Text(
                da=f"Rådgivere fra The Trade Council betales altid efter folketal ({source}). Vælg "
                "folketal.",
                en=f"Advisers of The Trade Council are always paid by population ({source}). "
                "Choose population.",
            )
        )
    if cost is JointCost.COMMON and not agreed_by.strip():
        raise AllocationError(
            Text(
                da="Erhvervshusenes ledelser aftaler, om udgiften deles ligeligt eller efter "
                f"folketal ({source}). Skriv med --agreed-by, hvem der har "
                "aftalt det og hvornår.",
                en="The managements of the hubs agree whether the cost is split equally or by "
                f"population ({source}). State with --agreed-by who "
                "agreed it and when.",
            )
        )


def _rule(key: CostKey, cost: JointCost, agreed_by: str) -> Text:
    if cost is JointCost.ADVISERS:
        return Text(
            da="rådgivere fra The Trade Council betales altid efter folketal",
            en="advisers of The Trade Council are always paid by population",
        )
    words = _KEY_WORDS[key]
    return Text(da=f"{words.da}, aftalt af: {agreed_by}", en=f"{words.en}, agreed by: {agreed_by}")


_EQUAL_PARTS = Text(da="Lige dele", en="Equal parts")
_KEY_WORDS = {
    CostKey.EQUALLY: Text(da="ligeligt", en="equally"),
    CostKey.BY_POPULATION: Text(da="efter folketal", en="by population"),
}
