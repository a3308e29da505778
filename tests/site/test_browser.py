"""The pages in a real browser: three widths, keyboard, no JavaScript, axe."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021, check_file
from samvirke.site.pages import write_pages
from samvirke.site.settings import STATIC_FILES

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
PAGES = ("index", "rk-midt-2022", "rk-nord-2021")


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


def test_the_overview_leads_to_each_check_and_back(browser, folder):
    page = open_page(browser, folder, "index", 1280)
    page.get_by_role("link", name="Resultatkontrakt 2021").click()
    assert page.locator("h1").inner_text() == (
        "Kontraktcheck: Resultatkontrakt 2021, Erhvervshus Nordjylland"
    )
    page.get_by_role("link", name="Kontraktcheck").click()
    assert page.locator("h1").inner_text() == "Kontraktcheck"
    page.context.close()
