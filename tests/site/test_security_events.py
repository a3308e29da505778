"""The log tells when someone turns a second factor on or off, or takes another password."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from tests.site.people import client_of, person
from tests.site.test_live_people import PASSWORD, code, link_in_letter, log_in, with_password

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import Event

OTHER = "seks heste og en ko"


def told(user):
    found = Event.objects.filter(about=f"user:{user.pk}").exclude(verb="user.made").order_by("pk")
    return [
        (event.organisation, event.verb, event.fields, event.actor)
        for event in found
        if event.verb.startswith("user.")
    ]


def happened(verb, field, user):
    return ("installation:samvirke", f"user.{verb}", [field], user)


def test_a_second_factor_turned_on(public):
    user = with_password(Role.HUB_DIRECTOR)
    log_in(public, user)
    public.post("/konto/reauthenticate/", {"password": PASSWORD})
    page = public.get("/konto/totrin/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[1]
    public.post("/konto/totrin/totp/activate/", {"code": code(secret)})
    assert happened("second_factor_on", "totp", user) in told(user)


def test_a_second_factor_turned_off(site):
    user = person(Role.HUB_DIRECTOR)
    browser = client_of(user)
    off = "/konto/totrin/totp/deactivate/"
    secret = decrypt(Authenticator.objects.get(user=user).data["secret"])
    browser.post(f"/konto/totrin/reauthenticate/?next={off}", {"code": code(secret)})
    browser.post(off)
    assert told(user) == [happened("second_factor_off", "totp", user)]


def test_a_password_changed(public):
    user = with_password(Role.CONTROLLER)
    log_in(public, user)
    public.post(
        "/konto/password/change/",
        {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER},
    )
    assert told(user) == [happened("password_changed", "password", user)]


def test_a_password_reset_by_letter(public):
    user = with_password(Role.CONTROLLER)
    public.post("/konto/password/reset/", {"email": user.email})
    page = public.get(link_in_letter(), follow=True)
    public.post(page.redirect_chain[-1][0], {"password1": OTHER, "password2": OTHER})
    assert told(user) == [happened("password_changed", "password", user)]
