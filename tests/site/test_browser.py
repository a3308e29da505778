"""The pages in a real browser: three widths, keyboard, no JavaScript, axe."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from tests.papers.national_example import national_2021
from tests.papers.statement_example import example

from samvirke.papers.writing import write_all
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021, check_file
from samvirke.schemes.results_statement import json_bytes, national_to_json, statement_bytes
from samvirke.site.front_page import write_front_page
from samvirke.site.national_pages import national_papers
from samvirke.site.pages import write_pages
from samvirke.site.settings import STATIC_FILES
from samvirke.site.statement_pages import statement_papers

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1280, 768, 320)
STATEMENT = "resultatopgoerelse-nordjylland-2021"
NATIONAL = "national-opgoerelse"
PAGES = ("index", "rk-midt-2022", "rk-nord-2021", STATEMENT, NATIONAL, "all/index")


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    assert (STATIC_FILES / "dkfds" / "css" / "dkfds.min.css").is_file()
    folder = tmp_path_factory.mktemp("pages")
    checks = [check_file(MIDTJYLLAND_2022), check_file(NORDJYLLAND_2021)]
    write_pages(checks, folder, language="da")
    papers = {
        **statement_papers(example(), "da", name=STATEMENT),
        f"{STATEMENT}.json": statement_bytes(example()),
        **national_papers(national_2021(), "da", name=NATIONAL),
        f"{NATIONAL}.json": json_bytes(national_to_json(national_2021())),
    }
    write_all(folder, papers)
    write_all(folder / "all", papers)
    write_front_page(folder / "all", language="da")
    return folder


def open_page(browser, folder, name, width, *, javascript=True):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript
    )
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/{name}.html")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(browser, folder, name, width):
    page = open_page(browser, folder, name, width)
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser, folder, name, width):
    page = open_page(browser, folder, name, width)
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    page.context.close()


def test_axe_would_find_a_picture_without_words(browser, folder):
    page = open_page(browser, folder, "index", 1280)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x>')")
    assert Axe().run(page).violations_count == 1
    page.context.close()


def test_a_calculation_opens_by_keyboard(browser, folder):
    page = open_page(browser, folder, "rk-nord-2021", 1280, javascript=False)
    summary = page.locator("summary").first
    steps = page.locator(".sv-calculation").first
    assert not steps.is_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if summary.evaluate("item => item === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert steps.is_visible()
    assert "64 pct. + 5 procentpoint = 69 pct." in steps.inner_text()
    page.context.close()


def test_the_skip_link_leads_to_the_content(browser, folder):
    page = open_page(browser, folder, "rk-nord-2021", 320)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.context.close()


def test_the_overview_leads_to_each_page_and_back(browser, folder):
    page = open_page(browser, folder, "index", 1280)
    page.get_by_role("link", name="Resultatkontrakt 2021").first.click()
    assert page.locator("h1").inner_text() == (
        "Kontraktcheck: Resultatkontrakt 2021, Erhvervshus Nordjylland"
    )
    page.get_by_role("link", name="Oversigt").click()
    assert page.locator("h1").inner_text() == "Oversigt"
    page.context.close()


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("Erhvervshus Nordjylland 2021", "Resultatopgørelse 2021: Erhvervshus Nordjylland"),
        ("National resultatopgørelse 2021", "National resultatopgørelse 2021"),
    ],
)
def test_the_front_page_leads_to_statements(browser, folder, link, heading):
    page = open_page(browser, folder, "all/index", 320)
    page.get_by_role("link", name=link).click()
    assert page.locator("h1").inner_text() == heading
    page.context.close()


def test_a_goal_in_the_overview_leads_to_its_place_on_the_page(browser, folder):
    page = open_page(browser, folder, STATEMENT, 768, javascript=False)
    page.get_by_role("link", name="Net Promoter Score i brugerevalueringen").click()
    assert page.url.endswith("#line-5")
    assert page.locator("#line-5 h4").inner_text() == "Net Promoter Score i brugerevalueringen"
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_in_the_overview_stands_with_its_label_at_every_width(browser, folder, width):
    page = open_page(browser, folder, STATEMENT, width)
    row = page.get_by_role("row").filter(has_text="Andel af de vejledte virksomheder").first
    assert row.get_by_role("cell").all_inner_texts()[:2] == ["75,5 pct.", "mindst 50 pct."]
    label = row.get_by_role("cell").first.evaluate(
        "cell => getComputedStyle(cell, '::before').content"
    )
    assert label == ("none" if width > 767 else '"Værdi"')
    page.context.close()


def test_the_page_that_is_sent_around_has_its_style_without_other_files(browser, folder, tmp_path):
    (tmp_path / "alone.html").write_bytes((folder / f"{STATEMENT}.html").read_bytes())
    page = open_page(browser, tmp_path, "alone", 1280)
    badge = page.locator(".badge-success").first
    assert badge.evaluate("item => getComputedStyle(item).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.context.close()
