"""Municipal numbers for persons displaced from Ukraine: population share times 10,000.

The sibling of the refugee quotas, outside the national number. Bekendtgørelse nr. 509 af
26. april 2022 (for 2022) and nr. 1633 af 4. december 2023 (for 2024), § 2 (10,000 persons at a
time) and § 3, stk. 2-3 (share of the population on 1 January of the year before). The rounding is
our reading.

>>> result = ukraine_quotas(year=2022)
>>> len(result.shares), int(result.total.value), int(result.share("851").rounded)
(98, 10000, 376)
"""

from datetime import date
from fractions import Fraction

from samvirke.allocation import Key, Split, SplitRounding, split
from samvirke.figures import Given, Text
from samvirke.figures.units import PERSONS
from samvirke.records import Whole, Word
from samvirke.schemes.key_area import check_counted_on, check_names_area
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.schemes.population_key import municipalities_by_population
from samvirke.territory import Territory, load_territory


class UkraineQuotaParameters(Parameters):
    """``population_years_before``: 1 means 1 January of the year before the distribution."""

    persons_at_a_time: Whole
    population_years_before: Whole
    rounding: Word


def ukraine_quotas(
    *,
    year: int,
    key: Key | None = None,
    rounding: SplitRounding | None = None,
    territory: Territory | None = None,
) -> Split:
    """The municipalities' numbers of ``year`` in persons, for each batch of 10,000.

    Without ``key`` the population of the reference data is used. Raises ``InputError`` for a year
    whose order is not held, ``UnknownPlace`` for a population that is not held,
    ``AllocationError`` for a key of another day or other municipalities.
    """
    territory = territory or load_territory()
    day = date(year, 1, 1)
    rule = load_parameters(UkraineQuotaParameters, "ukraine_quotas", on=day)
    counted = date(year - rule.population_years_before, 1, 1)
    area = [item for item in territory.municipalities.values() if item.period.contains(day)]
    if key is None:
        key = municipalities_by_population(area, on=counted, territory=territory)
    check_names_area(key, area, area_name="Danmark")
    check_counted_on(key, counted, source=rule.source)
    name = Text(da="Personer ad gangen", en="Persons at a time")
    total = Given(name, Fraction(rule.persons_at_a_time), PERSONS, rule.source)
    return split(
        total,
        key,
        rounding=rounding or SplitRounding(rule.rounding),
        rule=rule.rule,
        source=rule.source,
    )
