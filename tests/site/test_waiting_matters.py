"""Which matter waits for whom, and when: without a database."""

from datetime import date

import pytest

from samvirke.apps.accounts.domain import Role
from samvirke.figures import Text
from samvirke.schemes.results_statement import Step
from samvirke.site.waiting import matters
from samvirke.site.waiting.matters import HeldStatement, Matter, Waiting

DUE = date(2022, 6, 30)


def held(step, *next_steps, since=None):
    return HeldStatement("Erhvervshus Fyn", 2021, step, DUE, since, next_steps, "/o/")


@pytest.mark.parametrize(
    ("role", "own"),
    [
        (Role.ADVISER, ()),
        (Role.CONTROLLER, (Matter.UPLOADS, Matter.TASKS, Matter.UNMADE, Matter.DRAFTS)),
        (Role.HUB_DIRECTOR, (Matter.STEPS, Matter.CONFIRMATIONS, Matter.CONTRACTS)),
        (Role.HUB_BOARD, (Matter.STEPS,)),
        (Role.KKR_SECRETARY, (Matter.STEPS, Matter.CONFIRMATIONS, Matter.CONTRACTS)),
        (Role.BUSINESS_OFFICE, (Matter.NEWEST,)),
        (Role.KKR_MEMBER, (Matter.NEWEST,)),
        (Role.MUNICIPAL_FINANCE, (Matter.NEWEST,)),
        (Role.ANALYST, (Matter.NATIONAL,)),
        (Role.ADMINISTRATOR, (Matter.INVITATIONS, Matter.LETTERS)),
    ],
)
def test_each_role_has_its_own_matters(role, own):
    assert matters.matters_for(role, strong=True) == own
    public = tuple(matter for matter in own if matter is Matter.NEWEST)
    assert matters.matters_for(role, strong=False) == public
    assert matters.hides_some(role, strong=False) is (own != public)


@pytest.mark.parametrize(
    ("today", "late"), [(date(2022, 1, 1), False), (DUE, False), (date(2022, 7, 1), True)]
)
def test_a_draft_is_late_from_the_day_after_its_deadline(today, late):
    assert matters.step_waits(held(Step.DRAFT, Step.SIGNED_OFF), today=today) == Waiting(
        Text(
            da="Godkend udkastet til resultatopgørelse 2021, Erhvervshus Fyn",
            en="Sign off the draft of the results statement 2021, Erhvervshus Fyn",
        ),
        "/o/",
        day=Text(da="Frist 30. juni 2022", en="Due 30 June 2022"),
        late=late,
    )


def test_no_step_waits_before_the_year_is_over_or_for_who_may_take_none():
    last = date(2021, 12, 31)
    assert matters.step_waits(held(Step.DRAFT, Step.SIGNED_OFF), today=last) is None
    assert matters.draft_waits(held(Step.DRAFT), today=last) is None
    assert matters.step_waits(held(Step.DRAFT), today=DUE) is None
    assert matters.draft_waits(held(Step.SIGNED_OFF), today=DUE) is None


def test_whoever_may_send_it_is_asked_to_send_it_although_the_board_may_approve_first():
    found = held(Step.SIGNED_OFF, Step.BOARD_APPROVED, Step.SENT)
    assert matters.step_waits(found, today=DUE).words.da == (
        "Send resultatopgørelse 2021, Erhvervshus Fyn, til KKR, KL og Erhvervsstyrelsen"
    )


def test_what_was_sent_has_no_deadline_any_more():
    found = held(Step.SENT, Step.TAKEN_NOTE_OF, since=date(2022, 6, 29))
    told = matters.step_waits(found, today=date(2030, 1, 1))
    assert (told.day.da, told.late) == ("Siden 29. juni 2022", False)


@pytest.mark.parametrize(
    ("made", "today", "waits"),
    [
        ((), date(2022, 1, 1), True),
        ((), date(2021, 12, 31), False),
        ((2020,), DUE, True),
        ((2020, 2021), DUE, False),
    ],
)
def test_a_year_that_is_over_and_has_no_statement_waits(made, today, waits):
    told = matters.statement_unmade(
        "Erhvervshus Fyn", year=2021, due=DUE, url="/ny/", made=made, today=today
    )
    assert (told is not None) is waits


def test_a_contract_without_errors_waits_for_nobody_and_one_without_an_agreement_does():
    title = Text(da="kontrakten", en="the contract")
    assert matters.contract_errors(title, errors=0, url="/k/") is None
    assert matters.contract_errors(title, errors=None, url="/k/") == Waiting(
        Text(
            da="Der er ingen rammeaftale at holde kontrakten op mod",
            en="There is no framework agreement to hold the contract against",
        ),
        "/k/",
    )
