"""Failed logins are counted for each client, by all workers together, and others go free."""

import re
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from threading import Barrier
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.utils import timezone
from tests.site import people
from tests.site.server import serving

from samvirke.apps.accounts.domain import make_user
from samvirke.site.shared_cache import SharedFiles

PASSWORD = "fem heste og en ko"  # noqa: S105 - made up
# allauth's »login_failed«: ten a minute from one client.
ALLOWED = 10
TOO_MANY = "Der er prøvet for mange gange"


@pytest.fixture
def ida(site):
    cache.clear()
    email = "ida@demo.example"
    yield make_user(email=email, name="Ida", password=PASSWORD, by=None, at=timezone.now())
    cache.clear()


def log_in(browser, email, password, forwarded):
    told = {"login": email, "password": password}
    return browser.post("/konto/login/", told, HTTP_X_FORWARDED_FOR=forwarded)


def fail(forwarded, number):
    answer = log_in(people.client(), f"ukendt{number}@demo.example", "forkert", forwarded)
    return TOO_MANY in answer.content.decode()


def test_one_clients_failures_keep_nobody_else_behind_the_proxy_out(ida):
    refused = [fail("203.0.113.9", number) for number in range(ALLOWED + 2)]
    assert refused == [False] * ALLOWED + [True] * 2
    assert log_in(people.client(), ida.email, PASSWORD, "198.51.100.7").status_code == 302


def test_what_a_client_says_of_itself_is_not_believed(ida):
    refused = [fail(f"192.0.2.{number}, 203.0.113.9", number) for number in range(ALLOWED + 1)]
    assert refused == [False] * ALLOWED + [True]


def test_a_session_is_shown_with_the_clients_own_address(ida):
    log_in(people.client(), ida.email, PASSWORD, "192.0.2.1, 198.51.100.7")
    assert UserSession.objects.get().ip == "198.51.100.7"


def test_of_many_workers_one_gets_a_lock(tmp_path):
    def ask(number):
        worker = SharedFiles(str(tmp_path), {})
        ready.wait()
        return [worker.add(f"lock-{key}", number) for key in range(50)]

    ready = Barrier(8)
    with ThreadPoolExecutor(8) as workers:
        answers = list(workers.map(ask, range(8)))
    assert [sum(given) for given in zip(*answers, strict=True)] == [1] * 50


def test_the_workers_of_the_site_count_together(tmp_path):
    with serving(tmp_path / "demo.sqlite3") as address:
        refused = [failed_at(address, number) for number in range(ALLOWED + 2)]
    assert refused == [False] * ALLOWED + [True] * 2


def failed_at(address, number):
    """Whether a failed login at a running site was refused as one too many."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = browser.open(f"{address}/konto/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    told = {"csrfmiddlewaretoken": token, "login": f"u{number}@demo.example", "password": "forkert"}
    page = browser.open(f"{address}/konto/login/", urlencode(told).encode())
    return TOO_MANY in page.read().decode()
