"""The operators of an agreement's thresholds in words."""

from samvirke.agreements.vocabulary import Operator
from samvirke.figures import Text

_LEVEL = {
    ">=": Text(da="mindst", en="at least"),
    ">": Text(da="mere end", en="more than"),
    "increase>=": Text(da="mindst", en="at least"),
}


def level_bound(operator: Operator) -> Text:
    """Stands before the level that must be reached, also where a rise leads to it.

    Raises ``LookupError`` for »done«, which has no level.
    """
    return _LEVEL[operator]


def threshold_bound(operator: Operator) -> Text:
    """Stands before the number that the threshold itself holds, which may be a rise.

    >>> threshold_bound(">").da, threshold_bound("increase>=").da
    ('mere end', 'stigning på mindst')
    """
    if operator == "increase>=":
        return Text(da="stigning på mindst", en="a rise of at least")
    return _LEVEL[operator]
