"""A security key from invitation to records, in a real browser with a made-up key, over HTTPS."""

import re
import subprocess
import sys

import pytest
from tests.site.proxy import over_tls
from tests.site.server import serving_behind_a_proxy

PASSWORD = "fem heste og en ko"  # noqa: S105 - of a made-up person
EMAIL = "ny@demo.example"
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return tmp_path_factory.mktemp("key") / "site.sqlite3"


@pytest.fixture(scope="module")
def secure(database):
    """The HTTPS address of the site as it runs outside the demo."""
    with (
        serving_behind_a_proxy(database) as port,
        over_tls(port, database.parent) as address,
    ):
        yield address


def open_page(chromium, *, javascript=True):
    """A page over HTTPS whose browser says so, and what it may not do by the site's policy."""
    context = chromium.new_context(
        ignore_https_errors=True,
        java_script_enabled=javascript,
        extra_http_headers={"X-Forwarded-Proto": "https"},
    )
    page = context.new_page()
    page.told = []
    page.on("console", lambda message: page.told.append(message.text))
    return page


def plug_in(page):
    """A key that answers without being touched."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def invited(secure, database):
    """The link of an invitation from the command line."""
    command = [sys.executable, "-m", "samvirke.cli", "invite", "--email", EMAIL]
    told = subprocess.run(
        [*command, "--name", "Demo Ny", "--site", secure, "--database", str(database)],
        capture_output=True,
        text=True,
        check=True,
    )
    return re.search(r"https://\S+", told.stdout)[0]


def send(page):
    """Sends the form, and waits until the next page answers to its buttons."""
    with page.expect_navigation(wait_until="load"):
        page.locator("main form button[type=submit]").first.click()


def log_in(page, secure):
    page.goto(f"{secure}/konto/login/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    send(page)


def log_out(page, secure):
    page.goto(f"{secure}/konto/logout/")
    send(page)


NEEDS_IT, ASKS_FOR_IT = "/konto/brugere/", "/konto/totrin/authenticate/"


def test_from_an_invitation_to_a_login_with_a_security_key(chromium, secure, database):
    page = open_page(chromium)
    plug_in(page)
    page.goto(invited(secure, database))
    page.locator("input[name=new_password1]").fill(PASSWORD)
    page.locator("input[name=new_password2]").fill(PASSWORD)
    send(page)

    # without a key the page is not opened, but leads to where one is added
    page.goto(secure + NEEDS_IT)
    assert page.url == f"{secure}/konto/totrin/"
    assert "Her kræves totrinsbekræftelse" in page.inner_text("body")
    page.locator("a[href='/konto/totrin/webauthn/add/']").click()
    page.locator("input[name=password]").fill(PASSWORD)
    send(page)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(f"{secure}/konto/totrin/recovery-codes/")
    page.goto(secure + NEEDS_IT)
    assert page.url == secure + NEEDS_IT

    # the password alone opens nothing, password and key do
    log_out(page, secure)
    log_in(page, secure)
    page.goto(secure + NEEDS_IT)
    assert page.url == secure + ASKS_FOR_IT
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(f"{secure}/")
    page.goto(secure + NEEDS_IT)
    assert page.url == secure + NEEDS_IT
    assert [text for text in page.told if "Content Security Policy" in text] == []

    # someone else's key answers for nobody
    log_out(page, secure)
    other = open_page(chromium)
    plug_in(other)
    log_in(other, secure)
    other.locator("#mfa_webauthn_authenticate").click()
    other.get_by_text("Nøglen svarede ikke").wait_for()
    other.goto(secure + NEEDS_IT)
    assert other.url == secure + ASKS_FOR_IT

    # without JavaScript the page says what to do instead
    plain = open_page(chromium, javascript=False)
    log_in(plain, secure)
    told = plain.inner_text("main")
    assert "En sikkerhedsnøgle kræver JavaScript" in told
    assert "Nøglen svarede ikke" not in told
    assert plain.locator("input[name=code]").is_visible()
    for opened in (page, other, plain):
        opened.context.close()
