"""The volume of a hub's guidance in a year: engagements and companies, by type and by form.

Every number is a declared local indicator. They are the hub's activity and are shown even where
they are small.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.figures import Figure, Source, Text
from samvirke.indicators.engine import Engine
from samvirke.indicators.measures import Measured, measure
from samvirke.indicators.tallies import Tally, tallies

# Label, engagements, companies: by the ids of local indicators.
_TYPES = (
    (Text(da="Vækst", en="Growth"), "growth_engagements", "growth_companies"),
    (Text(da="Drift", en="Operation"), "operation_engagements", "operation_companies"),
    (Text(da="Korte", en="Short"), "short_engagements", "short_companies"),
    (
        Text(da="Early Warning", en="Early warning"),
        "early_warning_engagements",
        "early_warning_companies",
    ),
    (Text(da="I alt", en="In all"), "guidance_engagements", "guided_companies"),
)
_OTHERS = (
    "companies_in_all",
    "individual_companies",
    "collective_companies",
    "individual_against_collective",
    "referred_share",
)


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """Engagements of one type, and the companies that had one, each counted once."""

    label: Text
    engagements: Figure
    companies: Figure


@dataclass(frozen=True, slots=True)
class Volumes:
    """A hub's volumes: the types in their order with all together last, then the forms.

    ``in_all`` are companies with an engagement or a part in a collective offer. A company with
    several types or both forms counts in each, so rows do not add up to companies in all.
    """

    types: tuple[VolumeRow, ...]
    in_all: Figure
    individual: Figure
    collective: Figure
    individual_against_collective: Measured
    referred: Measured


def volumes(
    engine: Engine, *, year: int, source: Source, snapshot: str, until: date | None = None
) -> Mapping[str, Volumes]:
    """The volumes of every hub that has registrations, by hub id.

    ``source`` is the clause that asks for them and ``snapshot`` the fingerprint counted in;
    ``until`` counts as of a day in the year.
    """
    known = load_local_indicators()
    ids = [*(id_ for _, *pair in _TYPES for id_ in pair), *_OTHERS]
    counted = tallies(engine, [known[id_].definition for id_ in ids], year=year, until=until)
    by_id = dict(zip(ids, counted, strict=True))
    hubs = sorted({hub for found in counted for hub in found})

    def measured(hub: str, id_: str) -> Measured:
        found = by_id[id_].get(hub, {None: Tally()})[None]
        return measure(known[id_], found, source=source, snapshot=snapshot)

    def number(hub: str, id_: str) -> Figure:
        figure = measured(hub, id_).figure
        if figure is None:
            raise ValueError(f"{id_} is no number")
        return figure

    return {
        hub: Volumes(
            types=tuple(
                VolumeRow(label, number(hub, engagements), number(hub, companies))
                for label, engagements, companies in _TYPES
            ),
            in_all=number(hub, "companies_in_all"),
            individual=number(hub, "individual_companies"),
            collective=number(hub, "collective_companies"),
            individual_against_collective=measured(hub, "individual_against_collective"),
            referred=measured(hub, "referred_share"),
        )
        for hub in hubs
    }
