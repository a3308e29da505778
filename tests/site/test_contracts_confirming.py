"""Proposals and contracts in force on the site: who sees which, and how a party confirms."""

import pytest
from tests.apps.contracts import folders
from tests.site import contract_objects
from tests.site.reading import links, words

from samvirke.apps.accounts.domain import Role
from samvirke.apps.contracts.domain import check_stored, save_contract, store_statement
from samvirke.apps.contracts.models import Contract, ContractConfirmation
from samvirke.schemes.contract_check import Grade

CONTRACT, API = "/kontrakter/nordjylland/2021/", "/api/v1/contracts"
CONFIRM = f"{CONTRACT}bekraeft/2/"
FIRST = folders.contract_of("nordjylland")
SECOND = FIRST.replace(b"title: Resultatkontrakt 2021", b"title: Resultatkontrakt 2021 rettet")


@pytest.fixture(autouse=True)
def proposal(site, tmp_path, monkeypatch):
    """Version 2 of a contract, a proposal; version 1 is in force."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    contract_objects.contract(FIRST)
    assert SECOND != FIRST
    return save_contract(SECOND, by=None, at=folders.NOW)


def told(proposal, **changes):
    return {
        "confirmed_on": "2021-12-08",
        "document": "Demoreferat, pkt. 4",
        "seen": proposal.sha256,
    } | changes


def stand(browser):
    """Version and state that the API lists, and whether the file is the proposal."""
    (item,) = browser.get(API).json()
    content = browser.get(f"{API}/nordjylland/2021").content
    return item["version"], item["state"], content == SECOND


def test_only_the_parties_and_analysts_see_a_proposal_beside_the_one_in_force(client_as, public):
    knowing = (Role.ADVISER, Role.HUB_BOARD, Role.KKR_SECRETARY, Role.KKR_MEMBER, Role.ANALYST)
    for browser in (public, client_as(Role.BUSINESS_OFFICE), client_as(Role.ADMINISTRATOR)):
        page = words(browser.get(CONTRACT))
        assert "rettet" not in page + words(browser.get("/kontrakter/"))
        assert "Gældende · Version 1" in page
        assert browser.get(f"{CONTRACT}?version=2").status_code == 404
        assert stand(browser) == (1, "in_force", False)
    for role in knowing:
        page = words(client_as(role).get(CONTRACT))
        assert "Udkast · Version 2" in page
        assert "Versionen gælder ikke" in page
        assert stand(client_as(role)) == (2, "proposal", True)


def test_both_parties_confirm_and_then_everybody_sees_it(client_as, public, proposal):
    director, secretary = client_as(Role.HUB_DIRECTOR), client_as(Role.KKR_SECRETARY)
    assert links(director.get(CONTRACT), CONFIRM) == [CONFIRM]
    assert "Dato for bestyrelsens godkendelse" in words(director.get(CONFIRM))
    page = words(director.post(CONFIRM, told(proposal), follow=True))
    assert "Kontrakten gælder, når KKR også har bekræftet den." in page
    assert "Erhvervshuset: 8. december 2021 · Demo Direktør · Demoreferat, pkt. 4" in page
    assert "KKR: ikke bekræftet endnu" in page
    assert links(director.get(CONTRACT), CONFIRM) == []
    assert stand(public) == (1, "in_force", False)
    assert "Dato for KKR-mødet" in words(secretary.get(CONFIRM))
    page = words(secretary.post(CONFIRM, told(proposal, document="KKR-referat"), follow=True))
    assert "Kontrakten gælder nu: begge parter har bekræftet den." in page
    assert stand(public) == (2, "in_force", True)
    page = words(public.get(CONTRACT))
    assert "Gældende · Version 2" in page
    assert "· KKR-referat" in page
    assert "Afløst · Version 1" in words(public.get(f"{CONTRACT}?version=1"))


def test_a_mistake_is_told_at_the_form_and_confirms_nothing(client_as, proposal):
    director = client_as(Role.HUB_DIRECTOR)
    before = ContractConfirmation.objects.count()
    page = director.post(CONFIRM, told(proposal, confirmed_on="2999-01-01"))
    assert "Datoen 1. januar 2999 ligger i fremtiden." in words(page)
    page = director.post(CONFIRM, told(proposal, confirmed_on="1900-01-01"))
    assert "Datoen 1. januar 1900 ligger før 1. januar 2020" in words(page)
    page = director.post(CONFIRM, told(proposal, document="æ" * 201))
    assert "beskrevet med mere end 200 tegn" in words(page)
    page = director.post(CONFIRM, told(proposal, seen="0" * 64))
    assert "Det er ikke den version, du læste." in words(page)
    assert director.post(CONFIRM, told(proposal, document="")).status_code == 200
    assert ContractConfirmation.objects.count() == before


def test_what_the_check_found_is_told_before_one_confirms(client_as, proposal):
    page = client_as(Role.HUB_DIRECTOR).get(CONFIRM)
    counts = {grade: check_stored(proposal).count(grade) for grade in Grade}
    assert counts[Grade.QUESTION] > 0
    told_of = f"Fejl: {counts[Grade.ERROR]} · Spørgsmål: {counts[Grade.QUESTION]} · "
    assert f"Holdt op mod rammeaftalen: {told_of}" in words(page)
    check = f"{CONTRACT}check/"
    assert [url.partition("?")[2] for url in links(page, check)] == ["version=2"]


def test_the_page_to_save_a_contract_says_who_will_read_it(client_as):
    page = words(client_as(Role.KKR_SECRETARY).get("/kontrakter/ny/"))
    assert "kun erhvervshuset, dets KKR og analytikerne kan se det, til begge har bekræftet" in page
    assert "alle kan læse" not in page


def test_a_confirmation_given_already_and_an_outdated_version_are_told(client_as, proposal):
    director = client_as(Role.HUB_DIRECTOR)
    folders.confirmed(proposal)
    page = words(director.post(CONFIRM, told(proposal), follow=True))
    assert "Versionen er allerede bekræftet af erhvervshuset. Intet er ændret." in page
    older = words(director.get(f"{CONTRACT}bekraeft/1/", follow=True))
    assert "Versionen kan ikke bekræftes: en nyere version gælder." in older
    assert director.get(f"{CONTRACT}bekraeft/3/").status_code == 404


def test_another_hub_s_contract_in_force_is_seen_and_not_confirmed(client_as):
    funen = client_as(Role.HUB_DIRECTOR, "hub:fyn")
    assert funen.get(CONTRACT).status_code == 200
    assert funen.get(f"{CONTRACT}bekraeft/1/").status_code == 403
    assert funen.get(CONFIRM).status_code == 404


def test_a_draft_says_that_its_contract_is_not_confirmed(client_as, tmp_path):
    other = Contract.objects.get(version=2)
    remark = "Udkastet er holdt op mod en resultatkontrakt, som ikke er bekræftet"
    made = folders.write_folder(tmp_path / "nord", contract=SECOND)
    store_statement(made, by=None, at=folders.NOW)
    director = client_as(Role.HUB_DIRECTOR)
    page = director.get("/opgoerelser/nordjylland/2021/1/")
    assert remark in words(page)
    assert CONTRACT in links(page, CONTRACT)
    folders.confirmed(other)
    assert remark not in words(director.get("/opgoerelser/nordjylland/2021/1/"))
