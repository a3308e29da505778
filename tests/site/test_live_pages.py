"""The live site as its visitors meet it: start page, language, roles, errors, headers."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from tests.site.people import ORGANISATION, client_of, person

from samvirke.apps.accounts.domain import Role, give_role
from samvirke.apps.accounts.domain.demo_people import DEMO_PEOPLE, make_demo_people
from samvirke.apps.accounts.models import Event, OutboxMail, User

PASSWORD = "fem heste og en ko"  # noqa: S105 - of a made-up person


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


def test_the_start_page_is_danish_without_a_prefix_and_english_with(public):
    assert heading(public.get("/")) == "Fra registreringen til rådets bord"
    english = public.get("/en/")
    assert heading(english) == "From the record to the council’s table"
    assert '<html lang="en">' in english.content.decode()


def test_every_page_leads_to_itself_in_the_other_language(public):
    assert 'href="/en/konto/login/?next=%2Fkonto%2F"' in (
        public.get("/konto/login/", {"next": "/konto/"}).content.decode()
    )
    assert 'href="/konto/login/"' in public.get("/en/konto/login/").content.decode()


def test_the_browser_s_language_does_not_change_a_danish_address(public):
    assert heading(public.get("/", headers={"Accept-Language": "en"})).startswith("Fra")


def test_someone_logged_in_sees_their_role(client_as):
    page = client_as(Role.CONTROLLER).get("/").content.decode()
    assert "Du arbejder som Controller, Erhvervshus Nordjylland." in page


def test_someone_with_two_roles_changes_between_them(site):
    user = person(Role.CONTROLLER)
    now = timezone.now()
    give_role(user, Role.ANALYST, "national:kl", valid_from=now.date(), by=None, at=now)
    browser = client_of(user)
    assert "Skift rolle" in browser.get("/").content.decode()
    browser.post("/konto/rolle/", {"role": "analyst@national:kl"})
    assert "Du arbejder som Analytiker, KL." in browser.get("/").content.decode()


def test_nobody_takes_a_role_they_do_not_have(client_as):
    browser = client_as(Role.CONTROLLER)
    assert browser.post("/konto/rolle/", {"role": "analyst@national:kl"}).status_code == 403
    assert "Du arbejder som Controller" in browser.get("/").content.decode()


def test_someone_without_a_role_is_told_whom_to_ask(site):
    user = person(Role.CONTROLLER)
    user.role_assignments.update(valid_to=timezone.localdate())
    browser = client_of(user)
    assert "Du er logget ind, men har ingen rolle" in browser.get("/").content.decode()
    assert browser.get("/konto/log/").status_code == 403


def test_a_second_factor_is_demanded_before_the_log_is_seen(client_as):
    weak = client_as(Role.HUB_DIRECTOR, second_factor=False)
    refused = weak.get("/konto/log/", follow=True)
    assert refused.redirect_chain == [("/konto/totrin/", 302)]
    assert "Her kræves totrinsbekræftelse" in refused.content.decode()


@override_settings(DEMO=True)
def test_the_demo_demands_no_second_factor(client_as):
    weak = client_as(Role.HUB_DIRECTOR, second_factor=False)
    assert weak.get("/konto/log/").status_code == 200


def test_the_log_shows_the_own_organisation_s_events_only(client_as):
    person(Role.HUB_DIRECTOR, "hub:fyn")
    page = client_as(Role.HUB_DIRECTOR).get("/konto/log/").content.decode()
    assert Event.objects.filter(organisation="hub:fyn").count() == 1
    assert "Hændelser 1–1 af 1" in page
    assert "Samvirke gav Demo Direktør rollen »Direktør«." in page


@override_settings(DEMO=True)
def test_in_the_demo_one_button_logs_in(public):
    make_demo_people(at=timezone.now())
    page = public.get("/demo/").content.decode()
    assert page.count("Fortsæt som") == len(DEMO_PEOPLE)
    answer = public.post("/demo/", {"email": "controller@demo.example"}, follow=True)
    assert heading(answer) == "Velkommen, Demo Controller"
    assert "Personer og data er opdigtede." in answer.content.decode()


@override_settings(DEMO=True)
@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/konto/login/", 200), ("/demo/", 200), ("/findes-ikke/", 404)],
)
def test_every_page_of_the_demo_says_that_its_data_are_made_up(public, path, status):
    answer = public.get(path)
    assert answer.status_code == status
    assert "Personer og data er opdigtede." in answer.content.decode()


@override_settings(DEMO=True)
def test_a_refusal_in_the_demo_says_so_too(client_as):
    refused = client_as(Role.ADVISER).get("/konto/brugere/")
    assert refused.status_code == 403
    assert "Personer og data er opdigtede." in refused.content.decode()


@override_settings(DEMO=True)
def test_the_demo_logs_in_as_made_up_people_alone(public, client_as):
    make_demo_people(at=timezone.now())
    real = person(Role.ADMINISTRATOR)
    assert public.post("/demo/", {"email": real.email}).status_code == 404
    assert "_auth_user_id" not in public.session


def test_outside_the_demo_no_button_logs_in(public):
    make_demo_people(at=timezone.now())
    answer = public.post("/demo/", {"email": "controller@demo.example"})
    assert answer.status_code == 404
    assert "Demodata" not in answer.content.decode()


def test_making_the_demo_s_people_twice_makes_them_once(site):
    first = make_demo_people(at=timezone.now())
    events = Event.objects.count()
    assert make_demo_people(at=timezone.now()) == first
    assert (User.objects.count(), Event.objects.count()) == (len(DEMO_PEOPLE), events)


def test_one_logs_in_with_address_and_password(public):
    user = person(Role.CONTROLLER, second_factor=False)
    user.set_password(PASSWORD)
    user.save()
    wrong = public.post("/konto/login/", {"login": user.email, "password": "forkert"})
    assert "form-error" in wrong.content.decode() or "alert-error" in wrong.content.decode()
    right = public.post("/konto/login/", {"login": user.email.upper(), "password": PASSWORD})
    assert (right.status_code, right.headers["Location"]) == (302, "/")


def test_nobody_signs_up(public):
    told = {"email": "ny@demo.example", "password1": PASSWORD, "password2": PASSWORD}
    answer = public.post("/konto/signup/", told)
    assert heading(answer) == "Konti gives ved invitation"
    assert not User.objects.exists()


def test_a_forgotten_password_sends_a_letter_through_the_outbox(public):
    user = person(Role.CONTROLLER, second_factor=False)
    public.post("/konto/password/reset/", {"email": user.email})
    letter = OutboxMail.objects.get()
    assert (letter.to, letter.sent_at) == (user.email, None)
    assert "https://localhost/konto/password/reset/key/" in letter.body


@pytest.mark.parametrize("address", ["/", "/findes-ikke/", "/konto/", "/static/samvirke/site.css"])
def test_every_answer_has_its_headers(public, address):
    answer = public.get(address)
    kept = {
        name: answer.headers[name]
        for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    }
    assert kept == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self' https://127.0.0.1:1 https://idp.demo.example",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
    }
    assert "camera=()" in answer.headers["Permissions-Policy"]
    answer.close()


def test_a_redirect_to_https_has_them_too(public):
    answer = public.get("/", headers={"X-Forwarded-Proto": "http"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://localhost/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_no_cache_keeps_what_someone_logged_in_sees(client_as):
    assert client_as(Role.ADVISER).get("/").headers["Cache-Control"] == "private, no-store"


def test_a_missing_page_says_what_to_do(public):
    answer = public.get("/findes-ikke/")
    assert (answer.status_code, heading(answer)) == (404, "Siden findes ikke")


@pytest.mark.parametrize(
    "address",
    [
        f"/effekt/fil/{'9' * 30}/da/x.svg",
        f"/national/papir/{'9' * 30}/da/x.pdf",
        f"/arbejdsliste/?aar={'9' * 5000}",
        "/arbejdsliste/?aar=0",
        f"/arbejdsliste/{'9' * 30}/liste.csv",
    ],
)
def test_a_number_larger_than_any_is_not_found(client_as, address):
    assert client_as(Role.CONTROLLER).get(address).status_code == 404


def test_a_year_of_many_digits_asks_for_no_year(public):
    assert public.get(f"/kommuner/851/?aar={'9' * 5000}").status_code == 200


_FAULT = """
import django
django.setup()
from django.test import Client
told = Client(raise_request_exception=False, HTTP_HOST="localhost").get("/national/")
assert told.status_code == 500
"""


def test_a_fault_is_written_to_stderr_with_its_traceback(tmp_path):
    without_tables = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "samvirke.site.settings",
        "SAMVIRKE_DEMO": "1",
        "SAMVIRKE_SECRET_KEY": "x" * 50,
    }
    run = subprocess.run(
        [sys.executable, "-c", _FAULT], env=without_tables, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "ERROR django.request: Internal Server Error: /national/" in run.stderr
    assert "Traceback" in run.stderr
    assert "no such table" in run.stderr


def test_the_deployment_check_finds_nothing(site, monkeypatch):
    # set for the browser's tests alone
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    call_command("check", deploy=True, fail_level="WARNING")


def test_there_are_people_in_every_role():
    assert set(ORGANISATION) == set(Role) == {found.role for found in DEMO_PEOPLE}
