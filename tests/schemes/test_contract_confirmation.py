"""A contract comes into force when both parties have confirmed it."""

from datetime import date

import pytest

from samvirke.schemes.contract_confirmation import (
    FOLLOWS,
    ConfirmationRefused,
    Party,
    State,
    check_told,
    confirmed,
    state_of,
)

HUB, KKR = Party.HUB, Party.KKR
ALREADY = "Versionen er allerede bekræftet af {}. Intet er ændret."
OUTDATED = (
    "Versionen kan ikke bekræftes: en nyere version gælder. Bekræft den nyeste version, eller gem "
    "en ny."
)


@pytest.mark.parametrize(
    ("by", "newer_in_force", "state"),
    [
        ((), False, State.PROPOSAL),
        ((HUB,), False, State.HUB_CONFIRMED),
        ((KKR,), False, State.KKR_CONFIRMED),
        ((HUB, KKR), False, State.IN_FORCE),
        ((KKR, HUB), False, State.IN_FORCE),
        ((), True, State.LAPSED),
        ((HUB,), True, State.LAPSED),
        ((KKR,), True, State.LAPSED),
        ((HUB, KKR), True, State.REPLACED),
    ],
)
def test_the_state_follows_from_who_confirmed_and_what_is_newer(by, newer_in_force, state):
    assert state_of(by, newer_in_force=newer_in_force) is state


@pytest.mark.parametrize(
    ("state", "party", "after"),
    [
        (State.PROPOSAL, HUB, State.HUB_CONFIRMED),
        (State.PROPOSAL, KKR, State.KKR_CONFIRMED),
        (State.HUB_CONFIRMED, HUB, ALREADY.format("erhvervshuset")),
        (State.HUB_CONFIRMED, KKR, State.IN_FORCE),
        (State.KKR_CONFIRMED, HUB, State.IN_FORCE),
        (State.KKR_CONFIRMED, KKR, ALREADY.format("KKR")),
        (State.IN_FORCE, HUB, ALREADY.format("erhvervshuset")),
        (State.IN_FORCE, KKR, ALREADY.format("KKR")),
        (State.REPLACED, HUB, OUTDATED),
        (State.REPLACED, KKR, OUTDATED),
        (State.LAPSED, HUB, OUTDATED),
        (State.LAPSED, KKR, OUTDATED),
    ],
)
def test_each_party_confirms_once_and_nothing_that_is_outdated(state, party, after):
    if isinstance(after, State):
        assert confirmed(state, party) is after
        return
    with pytest.raises(ConfirmationRefused) as refused:
        confirmed(state, party)
    assert refused.value.what.da == after


def test_every_state_has_its_line():
    assert set(FOLLOWS) == set(State)


@pytest.mark.parametrize(
    ("day", "document", "what"),
    [
        (date(2022, 7, 1), "Referat", None),
        (
            date(2022, 7, 2),
            "Referat",
            "Datoen 2. juli 2022 ligger i fremtiden. Skriv den dag, kontrakten blev godkendt.",
        ),
        (
            date(2022, 7, 1),
            " ",
            "En bekræftelse skal have et dokument. Skriv, hvad der viser den, fx referatet af "
            "mødet.",
        ),
        (
            date(2021, 12, 31),
            "Referat",
            "Datoen 31. december 2021 ligger før 1. januar 2022, og kontrakten gælder først fra "
            "2023. Skriv den dag, den blev godkendt.",
        ),
        (date(2022, 1, 1), "æ" * 200, None),
        (
            date(2022, 1, 1),
            "æ" * 201,
            "Dokumentet er beskrevet med mere end 200 tegn. Skriv kun, hvad det hedder, og hvor i "
            "det godkendelsen står.",
        ),
    ],
)
def test_a_confirmation_has_a_day_that_was_and_a_document(day, document, what):
    told = {"year": 2023, "confirmed_on": day, "document": document, "today": date(2022, 7, 1)}
    if what is None:
        check_told(**told)
        return
    with pytest.raises(ConfirmationRefused) as refused:
        check_told(**told)
    assert refused.value.what.da == what
