"""Deficit guarantee for new residential facilities (udvidet underskudsmodel for botilbud).

The municipalities of a KKR together cover a part of the deficit that a new facility has because
its places are taken into use more slowly than expected. Source: »Den udvidede underskudsmodel
blandt kommuner i Syddanmark«, August 2024. What is covered of each year stands in
``deficit_cover``, an application's way to the KKR and through the years in ``deficit_application``.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from samvirke.allocation import AllocationError, Key, Split, SplitRounding, split
from samvirke.figures import Derivation, Figure, Operation, Text, derive
from samvirke.figures.units import KR
from samvirke.schemes.deficit_cover import (
    DeficitGuaranteeParameters,
    HigherCover,
    OperatingYear,
    YearCover,
    cover_years,
    deficit_guarantee_on,
    total_cover,
)
from samvirke.schemes.key_area import check_counted_on, check_names_area
from samvirke.schemes.population_key import municipalities_by_population
from samvirke.territory import BodyKind, Municipality, Territory, load_territory


@dataclass(frozen=True, slots=True)
class Exposure:
    """What each municipality may come to pay; shares in whole kr.

    ``everybody`` is the split where all take part; ``without`` the one after the opt-outs, or
    nothing where nobody opts out. ``amount`` is what both split.
    """

    model: DeficitGuaranteeParameters
    years: tuple[YearCover, ...]
    amount: Figure
    everybody: Split
    without: Split | None

    def added(self, code: str) -> Figure:
        """How much more one municipality pays because others opt out, in kr.

        Raises ``LookupError`` where nobody opts out or where it does not take part.
        """
        if self.without is None:
            raise LookupError(code)
        name = self.without.share(code).part.name
        parts = (self.without.figure(code), self.everybody.figure(code))
        return derive(
            Text(da=f"Merudgift ved fravalg, {name}", en=f"Added by opt-outs, {name}"),
            KR,
            Derivation(_ADDED, self.model.source, Operation.DIFFERENCE, parts, our_reading=True),
        )


def deficit_guarantee(
    *,
    kkr: str,
    decided_on: date,
    population_date: date,
    years: Sequence[OperatingYear],
    opted_out: AbstractSet[str] = frozenset(),
    operator: str | None = None,
    operator_pays: bool = True,
    granted_years: int | None = None,
    higher: HigherCover | None = None,
    only_year: int | None = None,
    key: Key | None = None,
    rounding: SplitRounding | None = None,
    territory: Territory | None = None,
) -> Exposure:
    """The exposure of the municipalities of ``kkr``, as the KKR sees it before it decides.

    »KKR beslutter igangsættelse«: split by population over those who take part, while an opted-out
    municipality is not charged. Our readings: the others pay its share; the ``population_date``;
    the ``operator`` pays a share like the others, as the text names all municipalities of
    Syddanmark (leave it out where the region runs the facility). ``only_year`` splits one year's
    cover instead of all. Codes are municipalities' three digits.

    Raises ``AllocationError`` for what the model does not allow (see ``cover_years``), a
    municipality outside the area, a key that misses one or is of another day, an operator that opts
    out, or nobody left to pay; ``UnknownPlace`` for a KKR or a population that is not held;
    ``InputError`` for a day on which the model is not known.
    """
    territory = territory or load_territory()
    model = deficit_guarantee_on(decided_on)
    body = territory.body(BodyKind.KKR, kkr, on=decided_on)
    area = territory.area(body, on=decided_on)
    if key is None:
        key = municipalities_by_population(area, on=population_date, territory=territory)
    check_names_area(key, area, area_name=body.name)
    check_counted_on(key, population_date, source=model.source)
    _check_codes([*sorted(opted_out), *([operator] if operator else [])], area)
    if operator in opted_out:
        raise AllocationError(_OPERATOR_OPTS_OUT)
    if not operator_pays and operator is None:
        raise AllocationError(_NO_OPERATOR)
    covers = cover_years(years, model=model, granted_years=granted_years, higher=higher)
    amount = total_cover(covers, model=model)
    if only_year is not None:
        if not 1 <= only_year <= len(covers):
            raise AllocationError(
                Text(
                    da=f"År {only_year} er ikke blandt de {len(covers)} driftsår.",
                    en=f"Year {only_year} is not among the {len(covers)} operating years.",
                )
            )
        amount = covers[only_year - 1].covered
    free: set[str] = set() if operator_pays or operator is None else {operator}
    rounding = rounding or SplitRounding(model.rounding)
    everybody = _split(amount, key, free, model, rounding)
    without = _split(amount, key, free | opted_out, model, rounding) if opted_out else None
    return Exposure(model, covers, amount, everybody, without)


def may_use_places(
    code: str, *, year: int, opted_out: AbstractSet[str], model: DeficitGuaranteeParameters
) -> bool:
    """Whether a municipality can use places at the facility in operating year ``year``.

    »KKR beslutter igangsættelse«: those who opted out cannot in the first three years.
    """
    return code not in opted_out or year > model.blocked_years


def _split(
    amount: Figure,
    key: Key,
    free: AbstractSet[str],
    model: DeficitGuaranteeParameters,
    rounding: SplitRounding,
) -> Split:
    parts = tuple(part for part in key.parts if part.code not in free)
    if not parts:
        raise AllocationError(_NOBODY_LEFT)
    taking_part = replace(key, parts=parts)
    return split(amount, taking_part, rounding=rounding, rule=model.rule, source=model.source)


def _check_codes(codes: Sequence[str], area: Sequence[Municipality]) -> None:
    known = {item.code for item in area}
    for code in codes:
        if code not in known:
            raise AllocationError(
                Text(
                    da=f"»{code}« er ikke koden på en kommune i området. Brug kommunens trecifrede "
                    "kode.",
                    en=f"'{code}' is not the code of a municipality of the area. Use its "
                    "three-digit code.",
                )
            )


_ADDED = Text(
    da="andelen uden de fravalgte minus andelen, når alle deltager",
    en="the share without those opted out minus the share where all take part",
)
_OPERATOR_OPTS_OUT = Text(
    da="Driftsherren kan ikke stå uden for sin egen garanti. Tag den ud af de fravalgte.",
    en="The operator cannot opt out of its own guarantee. Take it out of those opted out.",
)
_NO_OPERATOR = Text(
    da="Driftsherren skal ikke betale en andel, men er ikke nævnt. Skriv dens kommunekode.",
    en="The operator is not to pay a share but is not named. Give its municipality code.",
)
_NOBODY_LEFT = Text(
    da="Ingen kommuner er tilbage til at betale. Mindst én skal deltage.",
    en="No municipality is left to pay. At least one must take part.",
)
