"""How growth is defined, and what outliers and exits do to it.

Every formula takes the value of the base year and of the horizon year, each company by itself,
except the aggregate, which divides sums.
"""

from enum import Enum

import numpy as np

from samvirke.effects.score import Flags, Floats
from samvirke.figures import Text


class Growth(Enum):
    """A definition of growth, in percentage points of the base unless said otherwise."""

    MEAN_COMPANY_GROWTH = "mean_company_growth"
    LOG_POINTS = "log_points"
    MIDPOINT = "midpoint"
    AGGREGATE = "aggregate"
    MEDIAN = "median"

    @property
    def label(self) -> Text:
        """The name of the formula."""
        return _LABELS[self]

    @property
    def rule(self) -> Text:
        """The formula in words."""
        return _RULES[self]


_LABELS = {
    Growth.MEAN_COMPANY_GROWTH: Text("gennemsnit af virksomhedernes vækst", "mean company growth"),
    Growth.LOG_POINTS: Text("logpoint", "log points"),
    Growth.MIDPOINT: Text("midtpunktsformlen (DHS)", "midpoint formula (DHS)"),
    Growth.AGGREGATE: Text("samlet vækst", "aggregate growth"),
    Growth.MEDIAN: Text("median af virksomhedernes vækst", "median company growth"),
}
_RULES = {
    Growth.MEAN_COMPANY_GROWTH: Text(
        "100 · (slut − start) / start for hver virksomhed, derefter gennemsnit",
        "100 · (end − start) / start for each company, then the mean",
    ),
    Growth.LOG_POINTS: Text(
        "100 · (ln slut − ln start) for hver virksomhed, derefter gennemsnit",
        "100 · (ln end − ln start) for each company, then the mean",
    ),
    Growth.MIDPOINT: Text(
        "200 · (slut − start) / (slut + start) for hver virksomhed, derefter gennemsnit; en "
        "virksomhed, der er ophørt, tæller −200",
        "200 · (end − start) / (end + start) for each company, then the mean; a company that is "
        "gone counts −200",
    ),
    Growth.AGGREGATE: Text(
        "100 · (sum af slut / sum af start − 1) for hver gruppe",
        "100 · (sum of ends / sum of starts − 1) for each group",
    ),
    Growth.MEDIAN: Text(
        "100 · (slut − start) / start for hver virksomhed, derefter medianen",
        "100 · (end − start) / start for each company, then the median",
    ),
}


def company_growth(formula: Growth, base: Floats, end: Floats) -> Floats:
    """The growth of each company; not a number where the formula has none.

    The base must be above zero; logarithms need an end above zero as well.

    >>> company_growth(Growth.MIDPOINT, np.array([100.0, 100.0]), np.array([150.0, 0.0])).tolist()
    [40.0, -200.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if formula is Growth.LOG_POINTS:
            grown = 100 * (np.log(end) - np.log(base))
        elif formula is Growth.MIDPOINT:
            grown = 200 * (end - base) / (end + base)
        else:
            grown = 100 * (end - base) / base
    return np.where((base > 0) & np.isfinite(grown), grown, np.nan)


def winsorised(values: Floats, percent: float) -> tuple[Floats, Flags]:
    """``values`` pulled in to the percentiles ``percent`` and 100 − ``percent``, and which were.

    >>> pulled, which = winsorised(np.arange(101.0), 1)
    >>> pulled[:3].tolist(), pulled[-2:].tolist(), int(which.sum())
    ([1.0, 1.0, 2.0], [99.0, 99.0], 2)
    """
    low, high = np.percentile(values, [percent, 100 - percent])
    return np.clip(values, low, high), (values < low) | (values > high)
