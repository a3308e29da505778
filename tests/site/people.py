"""Made-up people in each role, in organisations that belong together: the north, and Funen."""

from datetime import date

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client, RequestFactory
from django.utils import timezone

from samvirke.apps.accounts.domain import Role, give_role, make_user
from samvirke.apps.accounts.models import User

HTTPS = {"HTTP_HOST": "localhost", "HTTP_X_FORWARDED_PROTO": "https"}
_KINDS = {"hub": "hub:nordjylland", "kkr": "kkr:nordjylland", "municipality": "municipality:851"}
ORGANISATION = {
    role: next((_KINDS[kind] for kind in sorted(role.held_in) if kind in _KINDS), "national:kl")
    for role in Role
    if role is not Role.ADMINISTRATOR
} | {Role.ADMINISTRATOR: "hub:nordjylland"}
"""The organisation in which each role is held where a test names none."""


def person(role, organisation=None, *, second_factor=True):
    """A user with the role since 2020; the same one when asked again."""
    organisation = organisation or ORGANISATION[role]
    email = f"{role}.{organisation.replace(':', '.')}.{int(second_factor)}@demo.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        now = timezone.now()
        user = make_user(email=email, name=f"Demo {role.words.da}", password=None, by=None, at=now)
        give_role(user, role, organisation, valid_from=date(2020, 1, 1), by=None, at=now)
        if second_factor:
            TOTP.activate(user, generate_totp_secret())
    return user


def client():
    """A browser that is not logged in, over HTTPS."""
    return Client(**HTTPS)


def client_of(user):
    """A browser in which ``user`` is logged in."""
    browser = client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if Authenticator.objects.filter(user=user).exists():
        pass_second_factor(browser, user)
    return browser


def pass_second_factor(browser, user):
    """Leaves in the session what allauth leaves when the second factor is passed."""
    request = RequestFactory().get("/")
    request.session = browser.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()
