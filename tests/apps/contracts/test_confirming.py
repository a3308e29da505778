"""A contract's version is in force once both parties confirmed it, and stands from then on."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.apps.contracts import folders
from tests.apps.contracts.folders import NOW, confirm, confirmed, somebody

from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.domain import agreed, contract_for_draft, save_contract, states_of
from samvirke.apps.contracts.models import Contract, ContractConfirmation
from samvirke.schemes.contract_confirmation import ConfirmationRefused, Party, State

CONTENT = folders.contract_of("nordjylland")


def saved(suffix=b"", hub="nordjylland"):
    return save_contract(folders.contract_of(hub) + suffix, by=None, at=NOW)


def states():
    found = states_of(Contract.objects.all())
    return [found[item.pk] for item in Contract.objects.order_by("hub", "year", "version")]


def refused(act):
    """Why nothing was confirmed."""
    before = recorded()
    with pytest.raises(ConfirmationRefused) as found:
        act()
    assert recorded() == before
    return found.value.what.da


def recorded():
    logged = Event.objects.filter(verb__startswith="contract.").count()
    return ContractConfirmation.objects.count(), logged


def test_a_confirmation_is_recorded_with_person_day_and_document(store):
    contract, person = saved(), somebody()
    state = confirm(contract, Party.HUB, by=person, document=" Referat, pkt. 4 ")
    assert state is State.HUB_CONFIRMED
    row = ContractConfirmation.objects.get()
    assert (row.contract, row.party, row.actor, row.confirmed_on, row.document) == (
        *(contract, "hub", person, date(2021, 12, 8), "Referat, pkt. 4"),
    )
    assert (row.sha256, row.recorded_at) == (contract.sha256, NOW)
    event = Event.objects.get(verb="contract.confirmed_by_hub")
    assert (event.organisation, event.about, event.actor, event.reason) == (
        *("hub:nordjylland", f"contract:{contract.pk}", person),
        f"sha256={contract.sha256} state=hub_confirmed",
    )


def test_with_both_it_is_in_force_and_the_other_hub_s_is_not(store):
    contract, _ = saved(), saved(hub="fyn")
    assert list(agreed()) == []
    assert confirm(contract, Party.KKR, by=somebody("a")) is State.KKR_CONFIRMED
    assert list(agreed()) == []
    assert confirm(contract, Party.HUB, by=somebody("b")) is State.IN_FORCE
    assert list(agreed()) == [contract]
    assert states() == [State.PROPOSAL, State.IN_FORCE]
    assert Event.objects.filter(verb="contract.confirmed_by_kkr").count() == 1


def test_a_change_is_a_proposal_and_the_one_in_force_stays_until_both_confirm(store):
    first = confirmed(saved())
    second = saved(b"# rettet\n")
    assert (states(), contract_for_draft("nordjylland", 2021)) == (
        [State.IN_FORCE, State.PROPOSAL],
        first,
    )
    confirmed(second)
    assert (states(), contract_for_draft("nordjylland", 2021)) == (
        [State.REPLACED, State.IN_FORCE],
        second,
    )


def test_a_newer_proposal_does_not_keep_a_version_from_being_confirmed(store):
    first = confirmed(saved(), Party.HUB)
    saved(b"# rettet\n")
    assert confirm(first, Party.KKR, by=somebody()) is State.IN_FORCE
    assert states() == [State.IN_FORCE, State.PROPOSAL]


def test_the_same_bytes_saved_again_are_confirmed_anew(store):
    confirmed(saved())
    confirmed(saved(b"# rettet\n"))
    saved()
    assert states() == [State.REPLACED, State.IN_FORCE, State.PROPOSAL]


def test_an_outdated_version_is_not_confirmed(store):
    first = confirmed(saved(), Party.HUB)
    confirmed(saved(b"# rettet\n"))
    assert states() == [State.LAPSED, State.IN_FORCE]
    assert refused(lambda: confirm(first, Party.KKR, by=somebody())) == (
        "Versionen kan ikke bekræftes: en nyere version gælder. Bekræft den nyeste version, eller "
        "gem en ny."
    )


def test_another_version_than_the_one_that_was_read_is_not_confirmed(store):
    contract, other = saved(), saved(b"# rettet\n")
    assert refused(lambda: confirm(contract, Party.HUB, by=somebody(), seen=other.sha256)) == (
        "Det er ikke den version, du læste. Intet er bekræftet. Åbn kontrakten igen, og bekræft "
        "den version, du har læst."
    )


def test_a_party_confirms_once_and_a_person_for_one_party(store):
    contract, person = saved(), somebody()
    confirm(contract, Party.HUB, by=person)
    other = somebody("anden")
    assert refused(lambda: confirm(contract, Party.HUB, by=other)) == (
        "Versionen er allerede bekræftet af erhvervshuset. Intet er ændret."
    )
    assert refused(lambda: confirm(contract, Party.KKR, by=person)) == (
        "Du har allerede bekræftet versionen for den anden part. Bed en anden om at bekræfte den: "
        "kontrakten er en aftale mellem to parter."
    )
    assert states() == [State.HUB_CONFIRMED]


def test_a_day_to_come_and_no_document_confirm_nothing(store):
    contract, person = saved(), somebody()
    later = {"on": date(2022, 7, 2)}
    assert "ligger i fremtiden" in refused(lambda: confirm(contract, Party.HUB, by=person, **later))
    assert "skal have et dokument" in refused(
        lambda: confirm(contract, Party.HUB, by=person, document=" ")
    )


def test_the_database_refuses_to_change_a_confirmation(store):
    confirmed(saved())
    rows = ContractConfirmation.objects
    for act in (lambda: rows.update(document="andet"), rows.all().delete):
        with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
            act()
    assert list(rows.values_list("document", flat=True)) == ["Demoreferat", "Demoreferat"]
