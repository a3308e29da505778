"""The live site in a real browser: three widths, keyboard, no JavaScript, axe, both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (1280, 768, 320)
PUBLIC = ("/", "/demo/", "/konto/login/", "/konto/password/reset/", "/findes-ikke/", "/en/")
ADMINISTRATOR = "administrator@demo.example"
OWN = (
    "/",
    "/konto/",
    "/konto/log/",
    "/konto/brugere/",
    "/konto/totrin/",
    "/konto/sessioner/",
    "/konto/logout/",
)


def open_site(chromium, *, width=1280, javascript=True):
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=javascript
    )
    return context.new_page()


def choose(page, served, email):
    """Logs in as one of the demo's people."""
    page.goto(f"{served}/demo/")
    page.locator(f"button[value='{email}']").click()


def check(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") == width
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", PUBLIC)
def test_pages_for_all_fit_and_axe_finds_nothing(chromium, served, address, width):
    page = open_site(chromium, width=width)
    page.goto(served + address)
    check(page, width)
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_someone_logged_in_fit_and_axe_finds_nothing(chromium, served, width):
    page = open_site(chromium, width=width)
    choose(page, served, ADMINISTRATOR)
    for address in OWN:
        page.goto(served + address)
        check(page, width)
    page.context.close()


def test_the_policy_refuses_nothing_that_the_pages_hold(chromium, served):
    page = open_site(chromium)
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    choose(page, served, ADMINISTRATOR)
    for address in OWN:
        page.goto(served + address)
    assert [text for text in refused if "Content Security Policy" in text] == []
    page.context.close()


def test_one_logs_in_and_out_by_keyboard_without_javascript(chromium, served):
    page = open_site(chromium, javascript=False)
    page.goto(f"{served}/demo/")
    page.locator("button[value='analytiker@demo.example']").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Velkommen, Demo Analytiker").wait_for()
    page.get_by_role("button", name="Log ud").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Log ind").wait_for()
    page.context.close()
