"""Base grant of a business hub (basisbevilling), split over the municipalities of its area.

Rule: by population on 1 January of the year before, each share rounded by itself to whole
thousands. Source: the performance contracts 2021 of Nordjylland (which states the date) and 2022 of
Midtjylland (whose nineteen printed shares it gives), »Økonomi«.

>>> from fractions import Fraction
>>> from samvirke.figures import Given, Source, Text
>>> from samvirke.figures.units import THOUSAND_KR
>>> source = Source("Resultatkontrakt 2022, Erhvervshus Midtjylland", "Økonomi")
>>> grant = Given(Text("Basisbevilling", "Base grant"), Fraction(39010), THOUSAND_KR, source)
>>> result = hub_grant(hub="midtjylland", year=2022, total=grant)
>>> int(result.share("751").rounded), int(result.residual)
(10331, -1)
"""

from datetime import date

from samvirke.allocation import Key, Split, SplitRounding, split
from samvirke.figures import Figure, Given
from samvirke.records import Whole, Word
from samvirke.schemes.key_area import check_counted_on, check_names_area
from samvirke.schemes.parameters import Parameters, load_parameters
from samvirke.schemes.population_key import municipalities_by_population
from samvirke.territory import BodyKind, Territory, load_territory


class HubGrantParameters(Parameters):
    """``population_years_before``: 1 means 1 January of the year before the grant's year."""

    population_years_before: Whole
    rounding: Word


def hub_grant(
    *,
    hub: str,
    year: int,
    total: Given | Figure,
    key: Key | None = None,
    rounding: SplitRounding | None = None,
    territory: Territory | None = None,
) -> Split:
    """The grant of ``hub`` (id or name) in ``year`` over its municipalities.

    The shares have the unit of ``total``. Without ``key`` the population of the reference data is
    used, without ``rounding`` each share is rounded by itself as the printed shares are. Raises
    ``UnknownPlace`` for a hub or population that is not held, ``AllocationError`` for a total that
    cannot be split, or a key of another day or other municipalities.
    """
    territory = territory or load_territory()
    day = date(year, 1, 1)
    rule = load_parameters(HubGrantParameters, "hub_grant", on=day)
    body = territory.body(BodyKind.HUB, hub, on=day)
    counted = date(year - rule.population_years_before, 1, 1)
    area = territory.area(body, on=day)
    if key is None:
        key = municipalities_by_population(area, on=counted, territory=territory)
    check_names_area(key, area, area_name=body.name)
    check_counted_on(key, counted, source=rule.source)
    return split(
        total,
        key,
        rounding=rounding or SplitRounding(rule.rounding),
        rule=rule.rule,
        source=rule.source,
    )
