"""From the rows of the list to the companies that a point measures, with every loss counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from samvirke.agreements import MeasurePoint
from samvirke.effects.guided import GuidedCompanies
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.schemes.effect_statement.model import Counted, PointYear, Waterfall


def waterfall_of(point: MeasurePoint, guided: GuidedCompanies) -> Waterfall:
    """The list as ``point`` counts it. Raises ``LookupError`` for a point without a definition."""
    definition = point.effect
    if definition is None:
        raise LookupError(point.id)
    segment, which = point.definition.segments, definition.engagement
    minutes = definition.minimum_minutes
    counted = guided.counted(segment, engagement=which, minimum_minutes=minutes)
    aside = guided.aside_of(segment, engagement=which, minimum_minutes=minutes)
    ended = [item.year for item in counted.values()]
    stated = {year for threshold in point.thresholds for year in threshold.years}
    measured = {year - definition.horizon_years for year in stated}
    return Waterfall(
        point.id,
        len(guided.engagements) + guided.repeated,
        tuple(Counted(remark.reason, remark.count) for remark in aside),
        len(counted),
        tuple(_outside(ended, measured)),
    )


def _outside(ended: Sequence[int], measured: set[int]) -> Iterator[Counted]:
    first, last = min(measured), max(measured)
    found = (
        (
            Text(f"sluttede før {first}", f"ended before {first}"),
            sum(year < first for year in ended),
        ),
        (Text(f"sluttede efter {last}", f"ended after {last}"), sum(year > last for year in ended)),
        (
            Text(
                "sluttede i et år, som aftalen ikke måler",
                "ended in a year that the agreement does not measure",
            ),
            sum(first < year < last and year not in measured for year in ended),
        ),
    )
    yield from (Counted(why, count) for why, count in found if count)


def refuse_unused(name: str, waterfalls: Sequence[Waterfall]) -> None:
    """Raises ``InputError`` where no row of the list ``name`` stands for a company of any point."""
    if any(one.companies for one in waterfalls):
        return
    why = {counted.reason: counted.count for one in waterfalls for counted in one.aside}
    told = [
        ", ".join(f"{reason.in_language(language)}: {count}" for reason, count in why.items())
        for language in ("da", "en")
    ]
    what = Text(
        da=f"Ingen række på listen tæller med i det, der skal måles ({told[0]}). Se efter, om "
        "»segment« og »type« er skrevet, som de skal.",
        en=f"No row of the list counts in what is to be measured ({told[1]}). See whether "
        "'segment' and 'type' are written as they should be.",
    )
    raise InputError([Problem(name, None, what)])


def published_waterfalls(
    waterfalls: Iterable[Waterfall], points: Sequence[PointYear]
) -> tuple[Waterfall, ...]:
    """The waterfalls as they may be shown beside the public ``points``.

    Where a year's companies are hidden, so is what they would follow from: the companies that
    ended in other years. A segment of few stands in the other's list too, as what does not count
    there; then neither is shown.
    """
    shown = []
    for one in waterfalls:
        years = [point for point in points if point.point == one.point]
        minimum = max((point.shown_from for point in years), default=0)
        is_hidden = any(point.guided is None for point in years)
        if is_hidden and one.companies < minimum:
            return ()
        shown.append(replace(one, outside=None) if is_hidden else one)
    return tuple(shown)
