"""An effect statement in a real browser: three widths, axe, charts, no JavaScript needed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.site import effect_objects
from tests.site.server import serving
from tests.site.test_live_browser import check, open_site

from samvirke.apps.accounts.domain.demo_people import make_demo_people
from samvirke.apps.database import address_of
from samvirke.apps.store import open_store

URL = "/effekt/RA-2021-2023/2023/"
FIGURE = "/tal/effekt/ra-2021-2023/2023/1/ra21-m7b/2023/turnover"


def filled(folder):
    """A database with one published effect statement."""
    path = folder / "demo.sqlite3"
    open_store(address_of(path))
    make_demo_people(at=effect_objects.NOW)
    effect_objects.stored()
    connection.close()
    return path


@pytest.fixture(scope="module")
def effects_site(tmp_path_factory):
    """The address of the demo site with it."""
    folder = tmp_path_factory.mktemp("effects")
    # The browser keeps this thread for itself, as Django sees it.
    with ThreadPoolExecutor(1) as thread:
        path = thread.submit(filled, folder).result()
    with serving(path) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_every_page_fits_and_axe_finds_nothing(chromium, effects_site, width):
    page = open_site(chromium, width=width)
    for address in ("/effekt/", URL, f"/en{URL}", FIGURE):
        assert page.goto(effects_site + address).status == 200
        check(page, width)
    page.context.close()


def test_charts_are_drawn_and_the_policy_refuses_nothing(chromium, effects_site):
    page = open_site(chromium)
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(effects_site + URL)
    drawn = page.evaluate("[...document.images].map(image => image.naturalWidth > 0)")
    assert drawn == [True] * 12
    assert refused == []
    page.context.close()


def test_a_closed_part_and_its_tables_open_by_keyboard_without_javascript(chromium, effects_site):
    page = open_site(chromium, javascript=False)
    page.goto(effects_site + URL)
    part = page.locator("#annex ~ details").first
    part.locator("> summary").press("Enter")
    panel = part.locator("details").first
    panel.locator("summary").press("Enter")
    panel.get_by_text("mean_company_growth").wait_for()
    page.context.close()
