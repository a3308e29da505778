"""Performance contracts: kept byte for byte as versions that nobody changes."""

import hashlib

import pytest
from django.db import IntegrityError, transaction
from tests.apps.contracts.folders import NOW, somebody

from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.domain import ContractExists, read_contract, save_contract
from samvirke.apps.contracts.models import Contract
from samvirke.records import InputError
from samvirke.schemes.contract_check import NORDJYLLAND_2021

CONTENT = NORDJYLLAND_2021.read_bytes()


def test_a_contract_is_kept_as_it_is_and_logged(store):
    person = somebody()
    saved = save_contract(CONTENT, by=person, at=NOW)
    assert (saved.hub, saved.year, saved.version, bytes(saved.content), saved.saved_by) == (
        *("nordjylland", 2021, 1, CONTENT, person),
    )
    event = Event.objects.get(verb="contract.saved")
    assert (event.organisation, event.about, event.actor, event.reason) == (
        *("hub:nordjylland", f"contract:{saved.pk}", person),
        f"sha256={hashlib.sha256(CONTENT).hexdigest()}",
    )


def test_the_same_bytes_again_change_nothing(store):
    first = save_contract(CONTENT, by=None, at=NOW)
    assert save_contract(CONTENT, by=None, at=NOW) == first
    assert (Contract.objects.count(), Event.objects.count()) == (1, 1)


def test_a_change_is_a_new_version_beside_the_old(store):
    save_contract(CONTENT, by=None, at=NOW)
    save_contract(CONTENT + b"# rettet\n", by=None, at=NOW)
    assert [
        (found.version, bytes(found.content)) for found in Contract.objects.order_by("version")
    ] == [(1, CONTENT), (2, CONTENT + b"# rettet\n")]


def test_going_back_to_an_earlier_text_is_a_version_too(store):
    for content in (CONTENT, CONTENT + b"# rettet\n", CONTENT):
        save_contract(content, by=None, at=NOW)
    assert list(Contract.objects.values_list("version", flat=True)) == [1, 2, 3]


def test_a_file_that_is_no_contract_names_the_line_and_saves_nothing(store):
    broken = CONTENT.replace(b"schema:", b"skema:", 1)
    with pytest.raises(InputError):
        save_contract(broken, by=None, at=NOW)
    assert not Contract.objects.exists()


def test_the_database_refuses_to_change_a_version(store):
    save_contract(CONTENT, by=None, at=NOW)
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        Contract.objects.update(content=b"andet")
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        Contract.objects.all().delete()
    assert bytes(Contract.objects.get().content) == CONTENT


def test_what_is_kept_reads_as_the_contract_it_was(store):
    saved = save_contract(CONTENT, by=None, at=NOW)
    assert read_contract(bytes(saved.content)).title == saved.title


def test_a_contract_of_a_year_without_an_agreement_is_not_saved(store):
    early = CONTENT.replace(b"in_force: 2021-01-01", b"in_force: 2019-01-01")
    assert early != CONTENT
    with pytest.raises(InputError) as refused:
        save_contract(early, by=None, at=NOW)
    assert "Der er ingen rammeaftale for 2019" in refused.value.in_language("da")
    assert not Contract.objects.exists()


def test_a_contract_that_there_is_one_of_already_is_not_saved_as_new(store):
    save_contract(CONTENT, by=None, at=NOW, seen="")
    with pytest.raises(ContractExists) as refused:
        save_contract(CONTENT + b"# ny\n", by=None, at=NOW, seen="")
    assert (refused.value.hub, refused.value.year) == ("nordjylland", 2021)
    assert refused.value.problems[0].what.da.startswith("Der er allerede en kontrakt for 2021.")
    assert Contract.objects.count() == 1
