"""Thresholds' operators in words: a rise is named as one only beside the rise itself."""

import pytest

from samvirke.agreements.wording import level_bound, threshold_bound
from samvirke.figures import Text

AT_LEAST = Text(da="mindst", en="at least")
MORE_THAN = Text(da="mere end", en="more than")
A_RISE = Text(da="stigning på mindst", en="a rise of at least")


@pytest.mark.parametrize(
    ("operator", "of_a_level", "of_a_threshold"),
    [
        (">=", AT_LEAST, AT_LEAST),
        (">", MORE_THAN, MORE_THAN),
        ("increase>=", AT_LEAST, A_RISE),
    ],
)
def test_an_operator_stands_before_a_level_or_a_threshold(operator, of_a_level, of_a_threshold):
    assert (level_bound(operator), threshold_bound(operator)) == (of_a_level, of_a_threshold)


@pytest.mark.parametrize("word", [level_bound, threshold_bound])
def test_what_is_delivered_has_no_level(word):
    with pytest.raises(LookupError):
        word("done")
