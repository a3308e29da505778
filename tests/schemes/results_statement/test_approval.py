"""A statement's way from draft to published."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from samvirke.schemes.results_statement.approval import (
    ALLOWED,
    Step,
    StepRefused,
    StepTaken,
    current,
    is_frozen,
    is_late,
    take,
)

DUE = date(2022, 6, 30)
WAY = (Step.SIGNED_OFF, Step.SENT, Step.TAKEN_NOTE_OF, Step.PUBLISHED)


def taken(step: Step, *, on: date = date(2022, 5, 1), content: str = "a" * 64) -> StepTaken:
    return StepTaken(step, "Demo Direktør", on, "Referat, punkt 4", content)


def along(*steps: Step) -> tuple[StepTaken, ...]:
    done: tuple[StepTaken, ...] = ()
    for step in steps:
        done = take(done, taken(step))
    return done


ROUTES = {
    Step.DRAFT: (),
    Step.SIGNED_OFF: WAY[:1],
    Step.BOARD_APPROVED: (Step.SIGNED_OFF, Step.BOARD_APPROVED),
    Step.SENT: WAY[:2],
    Step.TAKEN_NOTE_OF: WAY[:3],
    Step.PUBLISHED: WAY,
}


@pytest.mark.parametrize(("now", "wanted"), list(product(Step, Step)))
def test_only_what_the_table_allows_may_follow(now: Step, wanted: Step) -> None:
    done = along(*ROUTES[now])
    if wanted in ALLOWED[now]:
        assert current(take(done, taken(wanted))) is wanted
    else:
        with pytest.raises(StepRefused) as refused:
            take(done, taken(wanted))
        assert now.label.da in refused.value.what.da
        assert wanted.label.da in refused.value.what.da


def test_the_board_may_approve_between_sign_off_and_sending() -> None:
    done = along(Step.SIGNED_OFF, Step.BOARD_APPROVED, Step.SENT)
    assert [item.step for item in done] == [Step.SIGNED_OFF, Step.BOARD_APPROVED, Step.SENT]


def test_a_draft_may_change_and_what_is_signed_off_may_not() -> None:
    assert not is_frozen(())
    assert is_frozen(along(Step.SIGNED_OFF))


def test_a_step_needs_the_content_that_was_signed_off() -> None:
    done = along(Step.SIGNED_OFF)
    with pytest.raises(StepRefused, match="no longer the one"):
        take(done, taken(Step.SENT, content="b" * 64))


def test_a_step_cannot_lie_before_the_last() -> None:
    done = along(Step.SIGNED_OFF)
    with pytest.raises(StepRefused, match="cannot lie before"):
        take(done, taken(Step.SENT, on=date(2022, 4, 30)))


@pytest.mark.parametrize("field", ["actor", "document"])
def test_a_step_names_who_and_which_document(field: str) -> None:
    with pytest.raises(StepRefused, match="both a person and a document"):
        take((), replace(taken(Step.SIGNED_OFF), **{field: "  "}))


@pytest.mark.parametrize(("on", "late"), [(DUE, False), (date(2022, 7, 1), True)])
def test_sending_after_the_last_day_is_late(on: date, late: bool) -> None:
    done = take(along(Step.SIGNED_OFF), taken(Step.SENT, on=on))
    assert is_late(done, due=DUE) is late
