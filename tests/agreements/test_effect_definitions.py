"""Choices of an effect definition that cannot be: refused at their own line."""

import re

import pytest

from samvirke.agreements import agreement_path, load_agreement
from samvirke.records import InputError


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("ratio", "ratio: 0", "ratio must be at least 1."),
        ("caliper", "caliper: -1", "caliper must be above 0."),
        ("caliper", "caliper: 0", "caliper must be above 0."),
        (
            "outliers",
            "outliers: {rule: winsorise, percent: 50}",
            "outliers.percent must be at least 0 and below 50.",
        ),
    ],
)
def test_a_choice_that_cannot_be_is_refused_at_its_own_line(tmp_path, field, written, told):
    lines = agreement_path(2022).read_text("utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if re.match(rf"\s+{field}: ", line))
    lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + written
    path = tmp_path / "aftale.yaml"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError) as caught:
        load_agreement(path)
    problem = caught.value.problems[0]
    assert told in problem.what.en
    assert problem.line == at + 1
