"""One's logins: where they are, in words, and how they end."""

import re

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import override_settings
from django.utils import timezone
from tests.site.people import client, person
from tests.site.reading import words
from tests.site.test_live_people import PASSWORD, TOLD, link_in_letter, log_in, with_password

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.domain.demo_people import make_demo_people
from samvirke.apps.accounts.models import User

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1"


def rows(browser, path="/konto/sessioner/"):
    page = browser.get(path).content.decode()
    body = page.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_each_login_tells_what_when_and_where_and_all_others_end_at_once(site):
    user = with_password(Role.CONTROLLER)
    here, phone = client(), client()
    here.defaults |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "192.0.2.1"}
    phone.defaults |= {"HTTP_USER_AGENT": PHONE, "REMOTE_ADDR": "192.0.2.2"}
    for browser in (here, phone):
        log_in(browser, user)
    at = timezone.now().replace(2026, 11, 21, 18, 36)
    UserSession.objects.update(created_at=at)
    assert rows(here) == [
        "Firefox på Windows Her 21. november 2026 19.36 192.0.2.1",
        "Safari på iPhone 21. november 2026 19.36 192.0.2.2",
    ]
    assert rows(phone, "/en/konto/sessioner/") == [
        "Firefox on Windows 21 November 2026 19:36 192.0.2.1",
        "Safari on iPhone Here 21 November 2026 19:36 192.0.2.2",
    ]
    ended = here.post("/konto/sessioner/", follow=True)
    assert "Du er logget ud alle andre steder." in words(ended)
    assert rows(here) == ["Firefox på Windows Her 21. november 2026 19.36 192.0.2.1"]
    assert phone.get("/konto/").status_code == 302


def test_who_accepted_an_invitation_sees_that_login_and_can_end_it(client_as, public):
    client_as(Role.ADMINISTRATOR).post("/konto/brugere/inviter/", TOLD)
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    public.post(link_in_letter(), chosen)
    assert len(rows(public)) == 1
    elsewhere = client()
    log_in(elsewhere, User.objects.get(email=TOLD["email"]))
    elsewhere.post("/konto/sessioner/")
    assert public.get("/konto/").status_code == 302


@override_settings(DEMO=True)
def test_a_login_in_the_demo_is_seen_too(public):
    make_demo_people(at=timezone.now())
    public.post("/demo/", {"email": "controller@demo.example"})
    assert len(rows(public)) == 1


def test_who_logs_out_of_the_english_pages_stays_in_english(client_as):
    answer = client_as(Role.CONTROLLER).post("/en/konto/logout/")
    assert answer.headers["Location"] == "/en/"


def test_one_s_security_keys_are_listed_by_name_with_when_they_were_used(client_as):
    browser = client_as(Role.CONTROLLER)
    added = timezone.now().replace(2026, 11, 1, 12)
    for name, used in (("Nøgle på kontoret", None), ("Nøgle <i lommen>", added.replace(day=20))):
        Authenticator.objects.create(
            user=person(Role.CONTROLLER),
            type=Authenticator.Type.WEBAUTHN,
            data={"name": name, "credential": {}},
            created_at=added,
            last_used_at=used,
        )
    assert rows(browser, "/konto/totrin/webauthn/") == [
        "Nøgle på kontoret 1. november 2026 Ikke brugt Ret navnet Nøgle på kontoret · Fjern Nøgle "
        "på kontoret",
        "Nøgle &lt;i lommen&gt; 1. november 2026 20. november 2026 Ret navnet Nøgle &lt;i "
        "lommen&gt; · Fjern Nøgle &lt;i lommen&gt;",
    ]


def test_a_key_s_name_is_asked_for_in_the_language_of_the_page(public):
    user = with_password(Role.CONTROLLER)
    log_in(public, user)
    public.post("/konto/reauthenticate/", {"password": PASSWORD})
    told = [words(public.get(f"{start}/konto/totrin/webauthn/add/")) for start in ("", "/en")]
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Nøgle", "credential": {}}
    )
    edit = f"/konto/totrin/webauthn/keys/{key.pk}/edit/"
    told += [words(public.get(f"{start}{edit}")) for start in ("", "/en")]
    danish, english = told[::2], told[1::2]
    assert ["Nøglens navn" in page for page in danish] == [True, True]
    assert ["Name of the key" in page for page in english] == [True, True]
