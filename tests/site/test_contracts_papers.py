"""Pages of agreements and contracts: read, checked, imported, edited, exported."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.contracts import folders
from tests.site import contract_objects
from tests.site.reading import links, words

from samvirke.apps.accounts.domain import Role
from samvirke.apps.contracts.models import Contract

CONTRACT = "/kontrakter/nordjylland/2021/"
CONTENT = folders.contract_of("nordjylland")


@pytest.fixture(autouse=True)
def held(site):
    """The one contract that is kept, in force."""
    return contract_objects.contract(CONTENT)


# Agreements ------------------------------------------------------------------------------------


def test_an_agreement_shows_thresholds_in_their_years_and_works_them_out(public):
    page = public.get("/aftaler/RA-2021-2023/", {"hus": "nordjylland"})
    # 64 pct. in 2020; plus 5 in 2021, plus 5 in 2023 (7.1, mål 6, 3. punkt).
    told = words(page)
    assert "RA21-M6c · 7.1, mål 6, 3. punkt stigning på mindst 5 procentpoint" in told
    assert told.count("Erhvervshus Nordjylland: 69 pct.") == 1
    assert told.count("Erhvervshus Nordjylland: 74 pct.") == 1
    assert "RA21-M8a · 7.1, mål 8 mindst 70 pct. mindst 70 pct. mindst 70 pct." in told


def test_without_a_hub_nothing_is_worked_out(public):
    assert "69 pct." not in words(public.get("/aftaler/RA-2021-2023/"))
    assert public.get("/aftaler/RA-1999/").status_code == 404


# Contracts -------------------------------------------------------------------------------------


def test_a_contract_leaves_as_it_came_in(public):
    answer = public.get(f"{CONTRACT}fil")
    assert answer.content == CONTENT
    assert "resultatkontrakt-nordjylland-2021-1.yaml" in answer.headers["Content-Disposition"]


def test_the_page_of_a_contract_says_its_goals_and_the_check_its_findings(public):
    page = words(public.get(CONTRACT))
    assert "Henviste virksomheder, som har benyttet henvisningen mindst 45 pct. 2021" in page
    check = public.get(f"{CONTRACT}check/")
    # The contract's own slip: 45 pct. where the agreement gives 64 + 5 = 69 pct.
    assert "45 pct. 69 pct." in words(check)


def test_there_is_no_contract_or_version_that_was_not_saved(public):
    assert public.get("/kontrakter/fyn/2021/").status_code == 404
    assert public.get(f"{CONTRACT}?version=2").status_code == 404


def test_a_check_of_one_s_own_file_keeps_nothing(client_as):
    other = folders.contract_of("fyn").decode()
    page = client_as(Role.ADVISER).post("/kontraktcheck/", {"text": other, "action": "save"})
    assert "Erhvervshus Fyn" in words(page)
    assert "sv-finding" in page.content.decode()
    assert Contract.objects.count() == 1


def test_an_error_in_a_contract_names_its_line(client_as):
    broken = CONTENT.decode().replace("in_force: 2021-01-01", "in_force: i går")
    number = broken.splitlines().index("in_force: i går") + 1
    for address in ("/kontraktcheck/", "/kontrakter/ny/"):
        told = {"text": broken, "action": "save"}
        page = words(client_as(Role.KKR_SECRETARY).post(address, told))
        assert f"Linje {number}:" in page
    assert Contract.objects.count() == 1


def test_an_uploaded_contract_is_kept_byte_for_byte(client_as):
    content = folders.contract_of("fyn") + b"# \xc3\xa6\r\n"
    browser = client_as(Role.KKR_SECRETARY, "kkr:syddanmark")
    told = {"file": SimpleUploadedFile("fyn.yaml", content), "action": "save"}
    answer = browser.post("/kontrakter/ny/", told)
    assert answer.headers["Location"] == "/kontrakter/fyn/2021/"
    assert browser.get("/kontrakter/fyn/2021/fil").content == content


def test_nobody_saves_another_organisation_s_contract(client_as):
    told = {"text": folders.contract_of("fyn").decode(), "action": "save"}
    assert client_as(Role.KKR_SECRETARY).post("/kontrakter/ny/", told).status_code == 403
    assert Contract.objects.count() == 1


def edited(browser, text):
    """The answer to saving ``text`` from the form as it was opened."""
    page = browser.get(f"{CONTRACT}yaml/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]*)"', page)[1]
    return lambda: browser.post(
        f"{CONTRACT}yaml/",
        {"text": text.replace("\n", "\r\n"), "seen": seen, "action": "save"},
    )


def test_editing_makes_a_new_version_and_the_old_one_stays(client_as):
    browser = client_as(Role.HUB_DIRECTOR)
    text = CONTENT.decode().replace("value: 45, unit: pct", "value: 46, unit: pct")
    assert edited(browser, text)().headers["Location"] == CONTRACT
    assert browser.get(f"{CONTRACT}fil").content == text.encode()
    assert browser.get(f"{CONTRACT}fil?version=1").content == CONTENT


def test_two_who_edit_at_once_do_not_overwrite_each_other(client_as):
    first, second = client_as(Role.HUB_DIRECTOR), client_as(Role.KKR_SECRETARY)
    mine, theirs = CONTENT.decode() + "# min\n", CONTENT.decode() + "# deres\n"
    save_mine, save_theirs = edited(first, mine), edited(second, theirs)
    save_mine()
    assert "Der er i mellemtiden gemt en anden version" in words(save_theirs())
    assert bytes(Contract.objects.get(version=2).content) == mine.encode()


def test_an_edit_that_makes_it_another_contract_is_refused(client_as):
    text = CONTENT.decode().replace("in_force: 2021-01-01", "in_force: 2022-01-01")
    page = words(edited(client_as(Role.HUB_DIRECTOR), text)())
    assert "Parterne eller datoen er nu en anden kontrakts." in page
    assert Contract.objects.count() == 1


def test_importing_a_contract_that_there_is_leads_to_editing_it(client_as):
    told = {"text": CONTENT.decode() + "# ny\n", "action": "save"}
    page = client_as(Role.KKR_SECRETARY).post("/kontrakter/ny/", told)
    assert "Der er allerede en kontrakt for 2021." in words(page)
    assert links(page, f"{CONTRACT}ret/") == [f"{CONTRACT}ret/"]
    assert Contract.objects.count() == 1
