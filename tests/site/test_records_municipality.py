"""A municipality's page: from statements that the reader may see, small numbers hidden."""

import json
import re
import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.contracts import folders
from tests.schemes.results_statement.samples import HUB, guided
from tests.site.copies import copied, make_once

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import AccessRecord
from samvirke.apps.contracts.domain import snapshot_folder, store_statement
from samvirke.apps.contracts.models import Statement

MORSOE = 773


def rows():
    """Aalborg: 15 engagements of nine companies, twelve of growth and on innovation, three of
    operation and on sales; Morsø: two engagements on sales.
    """
    aalborg = [
        guided(f"a{at}", at % 9, 20210301 + at, segment=segment, service=service)
        for at in range(15)
        for segment, service in [("growth", "Innovation") if at < 12 else ("operation", "Salg")]
    ]
    morsoe = [
        guided(f"m{at}", 50 + at, 20210401, municipality=MORSOE, service="Salg") for at in range(2)
    ]
    return [*aalborg, *morsoe]


def published(folder, far=4):
    return folders.stored(
        folder, far=far, engagements=rows(), participations=[], evaluations=[], awareness=[]
    )


@pytest.fixture(scope="module")
def made(empty_site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    return make_once(empty_site, folder, lambda path: published(path / "made"))


@pytest.fixture
def statement(made, site, tmp_path):
    """The published statement of the north."""
    with copied(made, tmp_path):
        yield Statement.objects.get()


def page_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def page_words(browser, address):
    """The page without its links: numbers lead to their calculations."""
    return re.sub(r"</?a\b[^>]*>", "", page_of(browser, address))


def words_of(page):
    return re.sub("<[^>]*>", " ", page)


def row(name, count):
    return f'<tr><th scope="row">{name}</th><td class="sv-number">{count}</td></tr>'


def test_the_public_sees_the_year_and_no_small_number(public, statement):
    page = page_words(public, "/kommuner/851/")
    assert "Erhvervshus Nordjylland i 2021" in page
    assert "<dt>Vejledte virksomheder</dt><dd>9</dd>" in page
    assert "<dt>Forløb</dt><dd>15</dd>" in page
    assert row("Øvrige", 15) in page
    for word in ("Salg", "Innovation", "Drift", "Vækst"):
        assert f">{word}<" not in page


@pytest.mark.parametrize(
    "role", [Role.ADVISER, Role.HUB_DIRECTOR, Role.KKR_SECRETARY, Role.KKR_MEMBER, Role.ANALYST]
)
def test_those_who_see_the_whole_statement_see_every_number(client_as, statement, role):
    page = page_words(client_as(role), "/kommuner/851/")
    assert row("Vækst", 12) in page
    assert row("Drift", 3) in page
    assert row("Innovation", 12) in page
    assert row("Salg", 3) in page
    assert "Øvrige" not in page


@pytest.mark.parametrize("role", [Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE])
def test_the_municipality_itself_sees_the_public_edition(client_as, site, tmp_path, role):
    published(tmp_path, far=2)
    browser = client_as(role)
    assert browser.get("/min-kommune/").url == "/kommuner/851/"
    assert row("Øvrige", 15) in page_words(browser, "/kommuner/851/")


def test_few_engagements_are_told_but_not_what_they_were_on(client_as, public, statement):
    """Two engagements follow from the hub's 17 and Aalborg's 15 anyhow."""
    page = page_words(public, "/kommuner/773/")
    assert "<dt>Forløb</dt><dd>2</dd>" in page
    assert "Salg" not in page
    assert "<table" in page_words(public, "/kommuner/851/").partition("Erhvervshus Nordjylland")[2]
    assert row("Salg", 2) in page_words(client_as(Role.CONTROLLER), "/kommuner/773/")


def test_a_new_version_does_not_tell_what_one_more_engagement_was_on(
    client_as, public, statement, tmp_path
):
    more = guided("ny", 70, 20210501, segment="growth", service="Innovation")
    rest = {"participations": [], "evaluations": [], "awareness": []}
    folder = folders.following(tmp_path, statement, engagements=[*rows(), more], **rest)
    second = store_statement(folder, by=None, at=folders.NOW)
    person = folders.somebody("anden-direktoer")
    for step in folders.WAY:
        folders.go(second, step, by=person)
    page = page_words(public, "/kommuner/851/")
    assert "<dt>Forløb</dt><dd>16</dd>" in page
    assert "Øvrige</th>" not in page
    assert row("Innovation", 13) in page_words(client_as(Role.CONTROLLER), "/kommuner/851/")
    assert told_by_api(public, OTHERS) == "15"
    assert told_by_api(public, OTHERS.replace("/2021/1/", "/2021/2/")) == 404


def test_the_spread_is_that_of_the_statement(public, statement):
    """15 of 17 engagements were in Aalborg."""
    page = page_words(public, "/kommuner/851/")
    view = statement.pages.get(public=True, language="da").view
    (line,) = [item for item in view["spread"] if item["name"] == "Aalborg"]
    assert line["guidance"]["words"] == "15"
    for name in ("share_of_guidance", "share_of_population", "relative"):
        assert f">{line[name]['words']}</td>" in page
    assert line["outcome"] == ""
    assert ">Ingen grænse sat</td>" in page


def test_a_draft_is_seen_by_the_hub_alone(client_as, public, site, tmp_path):
    published(tmp_path, far=0)
    assert "ingen opgørelse" in page_words(public, "/kommuner/851/")
    assert "ingen opgørelse" in page_words(client_as(Role.KKR_SECRETARY), "/kommuner/851/")
    assert row("Vækst", 12) in page_words(client_as(Role.CONTROLLER), "/kommuner/851/")


def test_a_year_and_a_municipality_of_another_hub_have_nothing(public, statement):
    assert "ingen opgørelse" in page_words(public, "/kommuner/851/?aar=2019")
    assert "ingen opgørelse" in page_words(public, "/kommuner/461/")
    assert public.get("/kommuner/999/").status_code == 404


def test_a_snapshot_that_is_gone_leaves_the_years(public, statement):
    shutil.rmtree(snapshot_folder(statement.snapshot))
    page = page_words(public, "/kommuner/851/")
    assert "Udtrækket bag opgørelsen kan ikke læses lige nu" in page
    assert ">15</td>" in page


def test_the_number_of_questions_does_not_grow_with_the_years(public, statement, tmp_path):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            page_of(public, "/kommuner/851/?aar=2021")
        return len(asked)

    few = questions()
    told = {"engagements": rows(), "participations": [], "evaluations": [], "awareness": []}
    for year in (2022, 2023):
        path = tmp_path / str(year)
        folders.stored(path, far=4, hub=HUB, year=year, **told)
    assert questions() == few
    assert page_of(public, "/kommuner/851/").count("?aar=") == 3


def test_all_municipalities_are_listed_in_danish_order(public):
    page = page_of(public, "/kommuner/")
    places = [page.index(f">{name}<") for name in ("Allerød", "Vejle", "Ærø", "Aabenraa", "Aarhus")]
    assert page.count("/kommuner/") >= 98
    assert places == sorted(places)


def test_the_page_speaks_english(public, statement):
    page = page_words(public, "/en/kommuner/851/")
    assert "<dt>Guided companies</dt><dd>9</dd>" in page
    assert row("Others", 15) in page


START = "/tal/kommune/851/2021/1"
OTHERS = f"{START}/ydelse/oevrige"
INNOVATION = f"{START}/ydelse/innovation"
SALES = f"{START}/ydelse/salg"
GROWTH = f"{START}/kundesegment/vaekst"
OPERATION = f"{START}/kundesegment/drift"


def told_by_api(browser, address):
    response = browser.get(address.replace("/tal/", "/api/v1/figures/"))
    return response.json()["value"] if response.status_code == 200 else response.status_code


def test_every_number_on_the_page_leads_to_its_calculation(public, client_as, statement):
    for browser in (public, client_as(Role.CONTROLLER)):
        page = page_of(browser, "/kommuner/851/")
        linked = re.findall(r'<a href="(/tal/[^"]+)">([^<]+)</a>', page)
        # four numbers of the spread, three totals, and the parts: »Øvrige«, or two and two
        assert len(linked) == (8 if browser is public else 11)
        for address, number in linked:
            shown = page_of(browser, address)
            assert f": {address}</p>" in shown
            # shares are rounded on the page and whole in the calculation
            whole = number.strip("+−").partition(",")[0]
            assert re.search(rf"\b{whole}\b", words_of(shown))


def test_the_public_never_gets_what_its_edition_hides(public, client_as, statement):
    """Three on sales are under five, and twelve would give them away; segments are not public."""
    hidden = (INNOVATION, SALES, GROWTH, OPERATION)
    controller = client_as(Role.CONTROLLER)
    assert [told_by_api(controller, at) for at in hidden] == ["12", "3", "12", "3"]
    assert [told_by_api(public, at) for at in hidden] == [404] * 4
    assert [public.get(at).status_code for at in hidden] == [404] * 4
    assert told_by_api(public, OTHERS) == "15"
    document = public.get(OTHERS.replace("/tal/", "/api/v1/figures/")).content.decode()
    assert "Salg" not in document
    assert [part["value"] for part in json.loads(document)["derivation"]["inputs"]] == ["15"]


def test_the_rows_behind_a_number_recompute_it_for_those_who_may_see_them(
    public, client_as, statement
):
    page = page_of(client_as(Role.ADVISER), OPERATION)
    assert re.findall(r"/registreringer/nordjylland/(a\d+)/", page) == ["a12", "a13", "a14"]
    assert AccessRecord.objects.get().about == f"figure:{OPERATION}"
    for browser in (public, client_as(Role.HUB_DIRECTOR), client_as(Role.ANALYST)):
        page = page_of(browser, "/tal/kommune/851/2021/1/forloeb")
        assert "Rækkerne bag tallet handler om enkelte virksomheder" in page
        assert "/registreringer/" not in page
    assert AccessRecord.objects.count() == 1


def test_a_share_says_nothing_of_rows_and_the_guidance_behind_it_lists_them(client_as, statement):
    controller = client_as(Role.CONTROLLER)
    share = page_of(controller, "/tal/kommune/851/2021/1/andel-af-vejledning")
    assert "Rækkerne bag tallet" not in share
    rows = page_of(controller, "/tal/kommune/851/2021/1/vejledning")
    assert rows.count('<td class="sv-break">') == 15


def test_rows_are_not_seen_without_a_second_factor(client_as, statement):
    weak = client_as(Role.ADVISER, second_factor=False)
    assert "/registreringer/" not in page_of(weak, "/tal/kommune/851/2021/1/forloeb")


def test_figures_of_a_draft_and_of_other_places_are_not_found(client_as, public, site, tmp_path):
    published(tmp_path, far=0)
    at = "/tal/kommune/851/2021/1/forloeb"
    assert told_by_api(client_as(Role.CONTROLLER), at) == "15"
    assert told_by_api(public, at) == 404
    assert public.get(at).status_code == 404
    controller = client_as(Role.CONTROLLER)
    for other in ("461/2021/1/forloeb", "851/2021/2/forloeb", "851/2021/1/andet", "999/2021/1/x"):
        assert controller.get(f"/tal/kommune/{other}").status_code == 404


def test_a_figure_whose_snapshot_is_gone_says_so(public, statement):
    shutil.rmtree(snapshot_folder(statement.snapshot))
    answer = public.get(OTHERS)
    assert answer.status_code == 503
    assert "kan ikke læses lige nu" in answer.content.decode()
    assert told_by_api(public, OTHERS) == 409
