"""Pages of records in a real browser: three widths, axe, no JavaScript, both languages."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.apps.contracts import folders
from tests.apps.rows import engagement, evaluation, take
from tests.site.record_objects import HEADING, LINE, brought
from tests.site.server import serving
from tests.site.test_live_browser import WIDTHS, check, choose, open_site

from samvirke.apps.accounts.domain.demo_people import make_demo_people
from samvirke.apps.database import address_of
from samvirke.apps.store import open_store

CONTROLLER, OFFICE = "controller@demo.example", "erhvervskontor@demo.example"


def filled(folder):
    """A database with registrations, waiting files, imports, and a published statement."""
    path = folder / "demo.sqlite3"
    open_store(address_of(path))
    make_demo_people(at=folders.NOW)
    take(*(engagement(f"F{at}", municipality=851, started=20210301) for at in range(60)))
    take(engagement("F0", municipality=851, started=20210301, minutes=120))
    take(
        engagement(
            "F-HENVIST",
            company=99000015,
            municipality=851,
            referred_by=851,
            segment="growth",
            service="Innovation",
            ended=20210601,
        )
    )
    take(evaluation("E1", "F0"))
    brought("nordjylland", LINE)
    brought("nordjylland", LINE.replace("99000007", "12345678"), name="fejl.csv")
    folders.stored(folder / "made", far=4)
    connection.close()
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of a demo site with all of it."""
    folder = tmp_path_factory.mktemp("served-records")
    # The browser keeps this thread for itself, as Django sees it.
    with ThreadPoolExecutor(1) as thread:
        path = thread.submit(filled, folder).result()
    with serving(path) as address:
        yield address


PAGES = {
    CONTROLLER: (
        "/importer/",
        "/importer/ny/",
        "/importer/1/",
        "/registreringer/",
        "/registreringer/nordjylland/F0/",
        "/arbejdsliste/?aar=2021",
        "/raekker/resultatopgoerelse/nordjylland/2021/1/ra21-m3b",
        "/kommuner/851/",
        "/tal/kommune/851/2021/1/forloeb",
        "/tal/kommune/851/2021/1/afvigelse",
        "/kommuner/",
    ),
    OFFICE: (
        "/vejledte-virksomheder/",
        "/en/vejledte-virksomheder/",
        "/vejledte-virksomheder/99000015/",
        "/kommuner/851/",
    ),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", [CONTROLLER, OFFICE])
def test_pages_fit_and_axe_finds_nothing(chromium, served, width, who):
    page = open_site(chromium, width=width)
    choose(page, served, who)
    for address in PAGES[who]:
        answer = page.goto(served + address)
        assert answer.status == 200
        check(page, width)
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_waiting_files_with_and_without_errors_fit_and_axe_finds_nothing(chromium, served, width):
    page = open_site(chromium, width=width)
    choose(page, served, CONTROLLER)
    for name in ("forloeb.csv", "fejl.csv"):
        page.goto(f"{served}/importer/")
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).wait_for()
        check(page, width)
    page.context.close()


def test_a_file_is_brought_and_taken_in_by_keyboard_without_javascript(chromium, served, tmp_path):
    file = tmp_path / "ny.csv"
    file.write_text(f"{HEADING}\n{LINE.replace('F1', 'NY-1')}\n", "utf-8")
    page = open_site(chromium, javascript=False)
    choose(page, served, CONTROLLER)
    page.goto(f"{served}/importer/ny/")
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Se, hvad filen ville ændre").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Læs filen ind").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Filen er læst ind.").wait_for()
    page.goto(f"{served}/registreringer/?company=99000007")
    page.get_by_role("link", name="NY-1").click()
    page.get_by_role("heading", name="Forløb NY-1").wait_for()
    page.context.close()
