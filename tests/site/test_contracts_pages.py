"""Pages of hubs, statements, figures, agreements and contracts, as each visitor meets them."""

import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.contracts import folders
from tests.site import contract_objects, people
from tests.site.reading import links, words

from samvirke.apps.accounts.domain import Role
from samvirke.apps.contracts.domain import store_statement
from samvirke.apps.contracts.models import (
    NationalStatement,
    Statement,
    StatementFigure,
    StatementStep,
)
from samvirke.apps.database import address_of
from samvirke.apps.store import connect_to, open_store
from samvirke.schemes.results_statement import Step

NORTH, CORRECTED = "/opgoerelser/nordjylland/2021/1/", "/opgoerelser/nordjylland/2021/2/"
SENT, DRAFT = "/opgoerelser/nordjylland/2023/1/", "/opgoerelser/fyn/2022/1/"
CONTRACT = "/kontrakter/nordjylland/2021/"
CONTENT = folders.contract_of("nordjylland")


@pytest.fixture(scope="module")
def filled(empty_site, tmp_path_factory):
    """A database: Nordjylland 2021 published and corrected, 2023 sent; Fyn 2022 a draft."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    shutil.copy(empty_site, path)
    open_store(address_of(path))
    contract_objects.national()
    first = Statement.objects.get(hub="nordjylland", year=2021)
    made = folders.following(tmp_path_factory.mktemp("second"), first, participations=[])
    second = store_statement(made, by=None, at=folders.NOW)
    folders.go(second, Step.SIGNED_OFF, by=folders.somebody("direktoer"))
    contract_objects.statement("nordjylland", year=2023, far=2)
    contract_objects.statement("fyn", year=2022)
    contract_objects.contract(CONTENT)
    connection.close()
    return path


@pytest.fixture
def site(filled, tmp_path, monkeypatch):
    """A copy of it, which the site in this process is connected to."""
    path = tmp_path / "site.sqlite3"
    shutil.copy(filled, path)
    monkeypatch.setenv("SAMVIRKE_DATA", str(filled.parent))
    connect_to(address_of(path))
    yield address_of(path)
    connection.close()


# Hubs ------------------------------------------------------------------------------------------


def test_the_public_sees_the_newest_published_statement_of_each_hub(public):
    page = public.get("/erhvervshuse/")
    assert links(page, "/opgoerelser/") == [NORTH]
    assert words(page).count("Ingen endnu") == 5


def test_a_hub_s_own_people_see_its_draft_and_the_public_does_not(client_as, public):
    funen = client_as(Role.CONTROLLER, "hub:fyn")
    assert DRAFT in links(funen.get("/erhvervshuse/fyn/"), DRAFT)
    assert "Der er endnu ingen opgørelse, du kan se" in words(public.get("/erhvervshuse/fyn/"))


def test_the_hub_page_shows_the_year_that_is_asked_for(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    assert "Målene for 2023 på ét blik" in words(director.get("/erhvervshuse/nordjylland/"))
    page = director.get("/erhvervshuse/nordjylland/", {"aar": "2021"})
    assert "Målene for 2021 på ét blik. Status: Godkendt af direktøren." in words(page)


@pytest.mark.parametrize("year", ["1999", "x", "\u0662\u0660\u0662\u0661", "9" * 5000])
def test_a_year_that_there_is_not_shows_no_goals(client_as, year):
    page = client_as(Role.HUB_DIRECTOR).get("/erhvervshuse/nordjylland/", {"aar": year})
    assert page.status_code == 200


def test_a_status_is_on_the_hub_s_page_for_its_own_people(client_as, public):
    contract_objects.statement("nordjylland", year=2021, cut_off=contract_objects.DAY)
    address = "/opgoerelser/nordjylland/pr/2021-08-31/"
    page = client_as(Role.ADVISER).get("/erhvervshuse/nordjylland/")
    assert links(page, address) == [address]
    assert links(public.get("/erhvervshuse/nordjylland/"), address) == []


def test_there_is_no_page_of_an_unknown_hub(public):
    assert public.get("/erhvervshuse/atlantis/").status_code == 404


# Statements ------------------------------------------------------------------------------------


def test_the_public_reads_the_public_edition_and_the_hub_the_whole(public, client_as):
    assert "Du læser den offentlige udgave" in words(public.get(NORTH))
    assert "Du læser den offentlige udgave" not in words(client_as(Role.ADVISER).get(NORTH))


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json"])
def test_papers_are_the_stored_bytes(public, client_as, kind):
    held = Statement.objects.get(hub="nordjylland", year=2021, version=1)
    for browser, edition, folder in (
        (public, "offentlig", "offentlig/"),
        (client_as(Role.HUB_BOARD), "hele", ""),
    ):
        url = f"/opgoerelser/papir/{held.pk}/{edition}/resultatopgoerelse.{kind}"
        assert url in links(browser.get(NORTH), "/opgoerelser/papir/")
        stored = held.files.get(path=f"{folder}resultatopgoerelse.{kind}")
        answer = browser.get(url)
        assert (answer.content, answer.headers["ETag"]) == (
            bytes(stored.content),
            f'"{stored.sha256}"',
        )


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("hele", "resultatopgoerelse.pdf"),
        ("grundlag", "kontrakt.yaml"),
        ("offentlig", "findes-ikke.pdf"),
        ("andet", "resultatopgoerelse.pdf"),
    ],
)
def test_the_public_gets_no_other_file(public, edition, name):
    held = Statement.objects.get(hub="nordjylland", year=2021, version=1)
    assert public.get(f"/opgoerelser/papir/{held.pk}/{edition}/{name}").status_code == 404


def test_the_address_of_a_year_leads_to_the_newest_version_one_may_see(public, client_as):
    address = "/opgoerelser/nordjylland/2021/"
    assert public.get(address).headers["Location"] == NORTH
    assert client_as(Role.ADVISER).get(address).headers["Location"] == CORRECTED


def test_every_figure_address_on_the_page_leads_to_its_calculation(public, client_as):
    for browser in (public, client_as(Role.ANALYST)):
        addresses = sorted(set(links(browser.get(NORTH), "/tal/")))
        assert addresses
        assert {browser.get(address).status_code for address in addresses} == {200}


def test_in_english_figures_lead_to_english_pages(public):
    addresses = links(public.get(f"/en{NORTH}"), "/en/tal/")
    assert "How the number was computed" in words(public.get(addresses[0]))


def test_a_hidden_figure_is_known_but_not_shown(public, client_as):
    held = StatementFigure.objects.filter(statement__year=2021, statement__version=1)
    shown = set(held.filter(public=True).values_list("address", flat=True))
    hidden = held.filter(public=False).exclude(address__in=shown).first()
    assert "Tallet er skjult" in words(public.get(hidden.address))
    own = words(client_as(Role.CONTROLLER).get(hidden.address))
    assert "Tallet er skjult" not in own
    assert hidden.content["name"]["da"] in own


def test_what_changed_is_told_to_those_who_may_see_both_versions(public, client_as):
    page = words(client_as(Role.CONTROLLER).get(f"{CORRECTED}aendringer/"))
    # Two participations, both of Aalborg, were left out: 8 of 14 became 6 of 12.
    assert "Version 2 holdt op mod version 1" in page
    assert "Aalborg, vejledning 8 forløb 6 forløb" in page
    assert "Aalborg, andel af vejledningen ≈ 57,1429 pct. 50 pct." in page
    assert "RA21-M1a" not in page
    assert public.get(f"{CORRECTED}aendringer/").status_code == 404
    assert public.get(f"{NORTH}aendringer/").status_code == 404


QUERIES = {SENT: 9, "/erhvervshuse/nordjylland/": 7, "/erhvervshuse/": 6}


def test_the_number_of_queries_is_fixed_however_many_years_there_are(client_as, tmp_path):
    browser = client_as(Role.CONTROLLER)
    assert {address: queries_of(browser, address) for address in QUERIES} == QUERIES
    for year in (2024, 2025, 2026):
        (tmp_path / str(year)).mkdir()
        folders.stored(tmp_path / str(year), year=year, far=1)
    assert {address: queries_of(browser, address) for address in QUERIES} == QUERIES


def queries_of(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as told:
        assert browser.get(address).status_code == 200
    return len(told)


# Steps -----------------------------------------------------------------------------------------


def step_form(held, **told):
    return {
        "step": "signed_off",
        "taken_on": "2023-06-20",
        "document": "Notat",
        "seen": held.content,
        **told,
    }


def test_the_director_signs_off_and_the_statement_stands(client_as):
    held = Statement.objects.get(hub="fyn", year=2022)
    director = client_as(Role.HUB_DIRECTOR, "hub:fyn")
    page = director.get(f"/opgoerelser/skridt/{held.pk}/")
    assert "Når direktøren har godkendt, ligger opgørelsen fast" in words(page)
    answer = director.post(f"/opgoerelser/skridt/{held.pk}/", step_form(held))
    assert answer.headers["Location"] == DRAFT
    held.refresh_from_db()
    assert (held.step, held.frozen) == (Step.SIGNED_OFF, True)
    shown = words(director.get(DRAFT))
    assert "Skridtet er gemt: Godkendt af direktøren." in shown
    assert "20. juni 2023 · Demo Direktør · Notat" in shown


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"seen": "0" * 64}, "Udkastet er lavet om, siden du åbnede det."),
        ({"taken_on": "2222-06-20"}, "Datoen 20. juni 2222 ligger i fremtiden."),
        ({"taken_on": "2022-12-31"}, "Skridtet kan først tages, når den periode"),
        ({"document": " "}, ""),
        ({"step": "published"}, "Det skridt kan ikke tages nu."),
    ],
)
def test_a_step_that_is_refused_changes_nothing_and_says_why(client_as, told, why):
    held = Statement.objects.get(hub="fyn", year=2022)
    director = client_as(Role.HUB_DIRECTOR, "hub:fyn")
    answer = director.post(f"/opgoerelser/skridt/{held.pk}/", step_form(held, **told))
    assert answer.status_code == 200
    assert "form-error" in answer.content.decode() or why in words(answer)
    assert why in words(answer)
    held.refresh_from_db()
    assert held.step is Step.DRAFT


def test_the_form_of_a_draft_that_was_made_again_says_so_and_leads_to_it(client_as, tmp_path):
    held = Statement.objects.get(hub="fyn", year=2022)
    stale = step_form(held)
    again = folders.write_folder(tmp_path, hub="fyn", year=2022, demo=True)
    assert store_statement(again, by=None, at=folders.NOW).content != held.content
    director = client_as(Role.HUB_DIRECTOR, "hub:fyn")
    page = director.post(f"/opgoerelser/skridt/{held.pk}/", stale)
    assert "Udkastet er lavet om, siden du åbnede det." in words(page)
    assert DRAFT in links(page, DRAFT)
    assert not StatementStep.objects.filter(statement=held).exists()


def test_a_step_that_is_taken_already_is_said_to_be(client_as):
    held = Statement.objects.get(hub="fyn", year=2022)
    director = client_as(Role.HUB_DIRECTOR, "hub:fyn")
    for _ in range(2):
        answer = director.post(f"/opgoerelser/skridt/{held.pk}/", step_form(held), follow=True)
    assert "Skridtet var allerede taget. Intet er ændret." in words(answer)
    assert StatementStep.objects.filter(statement=held).count() == 1


def test_the_receipt_of_sending_counts_the_letters(client_as, monkeypatch):
    monkeypatch.setattr(settings, "SAMVIRKE_RECIPIENTS", {"kkr:nordjylland": "kkr@demo.example"})
    held = Statement.objects.get(hub="nordjylland", year=2021, version=2)
    told = step_form(held, step="sent")
    answer = client_as(Role.HUB_DIRECTOR).post(f"/opgoerelser/skridt/{held.pk}/", told, follow=True)
    assert "Breve, der er lagt til afsendelse: 1." in words(answer)


def test_the_draft_of_a_year_that_runs_says_so_and_takes_no_step(client_as, tmp_path):
    folders.stored(tmp_path, hub="fyn", year=2027)
    page = client_as(Role.HUB_DIRECTOR, "hub:fyn").get("/opgoerelser/fyn/2027/1/")
    assert "Året er ikke slut" in words(page)
    assert links(page, "/opgoerelser/skridt/") == []
    over = client_as(Role.HUB_DIRECTOR, "hub:fyn").get(DRAFT)
    assert "Året er ikke slut" not in words(over)
    assert len(links(over, "/opgoerelser/skridt/")) == 1


def test_before_sending_one_sees_who_gets_a_letter(client_as, monkeypatch):
    monkeypatch.setattr(settings, "SAMVIRKE_RECIPIENTS", {"kkr:nordjylland": "kkr@demo.example"})
    held = Statement.objects.get(hub="nordjylland", year=2021, version=2)
    page = words(client_as(Role.HUB_DIRECTOR).get(f"/opgoerelser/skridt/{held.pk}/"))
    assert "KKR Nordjylland: kkr@demo.example" in page
    assert "KL: ingen adresse" in page


def test_a_controller_signs_nothing(client_as):
    held = Statement.objects.get(hub="fyn", year=2022)
    browser = client_as(Role.CONTROLLER, "hub:fyn")
    answer = browser.post(f"/opgoerelser/skridt/{held.pk}/", step_form(held))
    assert answer.status_code == 403
    assert not StatementStep.objects.filter(statement=held).exists()


def test_a_weak_login_is_led_to_a_second_factor_before_signing(client_as):
    held = Statement.objects.get(hub="fyn", year=2022)
    weak = client_as(Role.HUB_DIRECTOR, "hub:fyn", second_factor=False)
    answer = weak.post(f"/opgoerelser/skridt/{held.pk}/", step_form(held))
    assert answer.headers["Location"] == "/konto/totrin/"


# The national statement ------------------------------------------------------------------------


def test_the_national_statement_is_read_by_all_with_its_papers(public):
    page = public.get("/national/2021/")
    assert "Nordjylland Version 1" in words(page)
    held = NationalStatement.objects.get()
    for url in links(page, "/national/papir/"):
        file = held.papers.get(language="da", name=url.rpartition("/")[2])
        assert public.get(url).content == bytes(file.content)
    assert {public.get(url).status_code for url in links(page, "/tal/")} == {200}


def test_the_api_gives_the_national_statement_as_it_was_made(public):
    held = NationalStatement.objects.get()
    stored = held.papers.get(language="da", name="national-opgoerelse.json")
    assert public.get("/api/v1/national/2021").content == bytes(stored.content)
    assert public.get("/api/v1/national/2022").status_code == 404


def test_an_analyst_makes_it_again_once_more_is_published(client_as, public):
    second = Statement.objects.get(hub="nordjylland", year=2021, version=2)
    analyst = client_as(Role.ANALYST)
    assert "Lav den nationale opgørelse for 2021" not in words(analyst.get("/national/"))
    for step in (Step.SENT, Step.TAKEN_NOTE_OF, Step.PUBLISHED):
        folders.go(second, step, by=people.person(Role.HUB_DIRECTOR))
    assert "Lav den nationale opgørelse for 2021" in words(analyst.get("/national/"))
    assert "Der er offentliggjort nyt" in words(public.get("/national/2021/"))
    assert "Lav den nationale opgørelse for 2021" not in words(public.get("/national/"))
    assert analyst.get("/national/2021/lav/").headers["Location"] == "/national/"
    assert analyst.post("/national/2021/lav/").headers["Location"] == "/national/2021/"
    newest = NationalStatement.objects.order_by("version").last()
    assert (newest.version, newest.sources) == (2, [second.pk])
    assert "Version 2, lavet" in words(public.get("/national/2021/"))
    for address in ("/national/2021/", "/national/2021/?version=1"):
        assert "Der er offentliggjort nyt" not in words(public.get(address))
    assert "Der er en nyere version" in words(public.get("/national/2021/?version=1"))


# Both languages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/erhvervshuse/",
        "/erhvervshuse/nordjylland/",
        NORTH,
        CORRECTED,
        f"{CORRECTED}aendringer/",
        "/national/",
        "/national/2021/",
        "/aftaler/",
        "/aftaler/RA-2024-2027/?hus=fyn",
        "/kontrakter/",
        CONTRACT,
        f"{CONTRACT}check/",
        "/kontraktcheck/",
        "/kontrakter/ny/",
        "/kontrakter/skriv/",
        f"{CONTRACT}ret/",
        f"{CONTRACT}yaml/",
        "/opgoerelser/ny/nordjylland/",
    ],
)
def test_every_page_is_there_in_english(client_as, address):
    browser = client_as(Role.HUB_DIRECTOR)
    danish, english = browser.get(address), browser.get(f"/en{address}")
    assert (danish.status_code, english.status_code) == (200, 200)
    assert words(danish) != words(english)
