"""A municipality's page: from statements that the reader may see, small numbers hidden."""

import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.contracts import folders
from tests.schemes.results_statement.samples import HUB, guided
from tests.site.copies import copied, make_once

from samvirke.apps.accounts.domain import Role
from samvirke.apps.contracts.domain import snapshot_folder
from samvirke.apps.contracts.models import Statement

MORSOE = 773


def rows():
    """Aalborg: 12 growth and 3 operation engagements of nine companies; Morsø: two engagements."""
    aalborg = [
        guided(f"a{at}", at % 9, 20210301 + at, segment="growth" if at < 12 else "operation")
        for at in range(15)
    ]
    morsoe = [guided(f"m{at}", 50 + at, 20210401, municipality=MORSOE) for at in range(2)]
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


def row(name, count):
    return f'<tr><th scope="row">{name}</th><td class="sv-number">{count}</td></tr>'


def test_the_public_sees_the_year_and_no_small_number(public, statement):
    page = page_of(public, "/kommuner/851/")
    assert "Erhvervshus Nordjylland i 2021" in page
    assert "<dt>Vejledte virksomheder</dt><dd>9</dd>" in page
    assert "<dt>Forløb</dt><dd>15</dd>" in page
    assert row("Øvrige", 15) in page
    assert row("Drift", 3) not in page
    assert row("Vækst", 12) not in page


@pytest.mark.parametrize(
    "role", [Role.ADVISER, Role.HUB_DIRECTOR, Role.KKR_SECRETARY, Role.KKR_MEMBER, Role.ANALYST]
)
def test_those_who_see_the_whole_statement_see_every_number(client_as, statement, role):
    page = page_of(client_as(role), "/kommuner/851/")
    assert row("Vækst", 12) in page
    assert row("Drift", 3) in page
    assert "Øvrige" not in page


@pytest.mark.parametrize("role", [Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE])
def test_the_municipality_itself_sees_the_public_edition(client_as, site, tmp_path, role):
    published(tmp_path, far=2)
    browser = client_as(role)
    assert browser.get("/min-kommune/").url == "/kommuner/851/"
    assert row("Øvrige", 15) in page_of(browser, "/kommuner/851/")


def test_where_there_are_few_engagements_nothing_more_is_shown(client_as, public, statement):
    page = page_of(public, "/kommuner/773/")
    assert "Fordelingen vises ikke, når forløb eller kollektive deltagelser er under fem" in page
    assert "<dt>Forløb</dt>" not in page
    assert "<dt>Forløb</dt><dd>2</dd>" in page_of(client_as(Role.CONTROLLER), "/kommuner/773/")


def test_the_spread_is_that_of_the_statement(public, statement):
    """15 of 17 engagements were in Aalborg."""
    page = page_of(public, "/kommuner/851/")
    view = statement.pages.get(public=True, language="da").view
    (line,) = [item for item in view["spread"] if item["name"] == "Aalborg"]
    assert line["guidance"]["words"] == "15"
    for name in ("share_of_guidance", "share_of_population", "relative"):
        assert f">{line[name]['words']}</td>" in page
    assert f">{line['outcome']}</td>" in page


def test_a_draft_is_seen_by_the_hub_alone(client_as, public, site, tmp_path):
    published(tmp_path, far=0)
    assert "ingen opgørelse" in page_of(public, "/kommuner/851/")
    assert "ingen opgørelse" in page_of(client_as(Role.KKR_SECRETARY), "/kommuner/851/")
    assert row("Vækst", 12) in page_of(client_as(Role.CONTROLLER), "/kommuner/851/")


def test_a_year_and_a_municipality_of_another_hub_have_nothing(public, statement):
    assert "ingen opgørelse" in page_of(public, "/kommuner/851/?aar=2019")
    assert "ingen opgørelse" in page_of(public, "/kommuner/461/")
    assert public.get("/kommuner/999/").status_code == 404


def test_a_snapshot_that_is_gone_leaves_the_years(public, statement):
    shutil.rmtree(snapshot_folder(statement.snapshot))
    page = page_of(public, "/kommuner/851/")
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
    page = page_of(public, "/en/kommuner/851/")
    assert "<dt>Guided companies</dt><dd>9</dd>" in page
    assert row("Others", 15) in page
