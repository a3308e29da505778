"""Logging in through one's own organisation: signed answers, forged ones, and foreign addresses."""

import base64
import json
import re
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import yaml
from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.utils import timezone
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from tests.site import people

from samvirke.apps.accounts.domain import make_user
from samvirke.apps.accounts.models import User
from samvirke.site.logins import Logins, read_logins

OIDC = "/konto/organisation/oidc/demo-kommune/"
SAML = "/konto/organisation/saml/demo-hus/"
IDP = "https://idp.demo.example"


def key_and_certificate():
    """A key and its certificate, made for this run, as PEM texts."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "demo.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


KEY, CERTIFICATE = key_and_certificate()
OTHER_KEY, OTHER_CERTIFICATE = key_and_certificate()


def using(tmp_path, **told):
    """The settings in force when the installation's file says ``told``."""
    path = tmp_path / "logins.yaml"
    path.write_text(yaml.safe_dump(told), "utf-8")
    return override_settings(SOCIALACCOUNT_PROVIDERS=read_logins(str(path)).providers)


def invited(email):
    return make_user(email=email, name="Demo Person", password=None, by=None, at=timezone.now())


def logged_in(browser):
    number = browser.session.get("_auth_user_id")
    return User.objects.get(pk=number).email if number else None


# OIDC ------------------------------------------------------------------------------------------


class Server(HTTPServer):
    """An organisation's OIDC server; ``claims`` is what its next token says, over the usual."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.claims = {}

    def documents(self):
        now = int(time.time())
        usual = {"iss": self.address, "aud": "samvirke", "sub": "7", "iat": now, "exp": now + 60}
        token = jwt.encode({**usual, **self.claims}, KEY, algorithm="RS256")
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
            },
            "/token": {"access_token": "a", "token_type": "Bearer", "id_token": token},
            "/userinfo": {"sub": "7", **self.claims},
        }


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        content = json.dumps(self.server.documents()[self.path]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def oidc(public, tmp_path):
    """An OIDC server that the site knows as Demo Kommune's."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        told = yaml.safe_load(OIDC_TOLD) | {"server": server.address}
        with using(tmp_path, oidc=[told]):
            yield server
        server.shutdown()
        thread.join()


OIDC_TOLD = """
id: demo-kommune
name: Demo Kommune
client_id: samvirke
secret: made up
domains: [kommune.demo.example]
"""


def through_oidc(browser, server, *, process="login", **claims):
    server.claims = claims
    asked = urlsplit(browser.post(f"{OIDC}login/?process={process}").headers["Location"])
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{server.address}/authorize"
    state = parse_qs(asked.query)["state"][0]
    return browser.get(f"{OIDC}login/callback/", {"code": "c", "state": state})


def test_oidc_logs_in_whoever_was_invited(oidc, public):
    invited("ida@kommune.demo.example")
    told = {"email": "ida@kommune.demo.example", "email_verified": True}
    assert through_oidc(public, oidc, **told).headers["Location"] == "/"
    assert logged_in(public) == "ida@kommune.demo.example"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ukendt@kommune.demo.example"},
        {"email": "ida@andre.demo.example"},
        {"email": "ida@kommune.demo.example", "aud": "another client"},
        {"email": "ida@kommune.demo.example", "iss": "https://another.demo.example"},
        {"email": "ida@kommune.demo.example", "exp": 1},
    ],
    ids=["not invited", "another's people", "for another", "from another", "too old"],
)
def test_oidc_logs_in_nobody_else(oidc, public, claims):
    invited("ida@kommune.demo.example")
    invited("ida@andre.demo.example")
    through_oidc(public, oidc, email_verified=True, **claims)
    assert logged_in(public) is None
    assert User.objects.count() == 2


def test_nobody_connects_a_server_to_themselves(oidc, public):
    ida = people.client_of(invited("ida@andre.demo.example"))
    claims = {"email": "bo@kommune.demo.example", "email_verified": True}
    assert through_oidc(ida, oidc, process="connect", **claims).status_code == 401
    through_oidc(public, oidc, **claims)
    assert (logged_in(public), SocialAccount.objects.count()) == (None, 0)


def test_a_server_known_from_before_logs_in_people_of_its_domains_only(oidc, public):
    ida = invited("ida@andre.demo.example")
    SocialAccount.objects.create(user=ida, provider="demo-kommune", uid="7")
    answer = through_oidc(public, oidc, email="bo@kommune.demo.example", email_verified=True)
    assert answer.headers["Location"] == "/konto/login/"
    assert logged_in(public) is None
    assert "hører ikke til den" in public.get("/konto/login/").content.decode()


def test_a_person_who_got_another_address_is_no_longer_logged_in_by_the_former(oidc, public):
    ida = invited("ida@kommune.demo.example")
    claims = {"email": "ida@kommune.demo.example", "email_verified": True}
    through_oidc(people.client(), oidc, **claims)
    assert SocialAccount.objects.get().user == ida
    User.objects.filter(pk=ida.pk).update(email="ida@andre.demo.example")
    through_oidc(public, oidc, **claims)
    assert logged_in(public) is None


def test_a_server_that_does_not_answer_is_told_of(public):
    page = public.post(f"{OIDC}login/", follow=True)
    assert page.redirect_chain == [("/konto/login/", 302)]
    assert "Organisationens login svarer ikke." in page.content.decode()


# SAML ------------------------------------------------------------------------------------------


@pytest.fixture
def saml(public, tmp_path):
    """Settings in which the site knows a SAML server as Demo Erhvervshus's."""
    told = {
        "id": "demo-hus",
        "name": "Demo Erhvervshus",
        "entity_id": IDP,
        "sso_url": f"{IDP}/sso",
        "certificate": CERTIFICATE,
        "domains": ["hus.demo.example"],
    }
    with using(tmp_path, saml=[told]):
        yield


def asked_id(browser):
    """Begins a login and returns the id of the request that the browser is sent away with."""
    asked = urlsplit(browser.post(f"{SAML}login/").headers["Location"])
    assert asked.netloc == "idp.demo.example"
    packed = base64.b64decode(parse_qs(asked.query)["SAMLRequest"][0])
    return re.search(rb'ID="([^"]+)"', zlib.decompress(packed, -15))[1].decode()


def assertion(request, email, *, late=timedelta(0)):
    now = datetime.now(UTC) - late
    moment = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    until = f"{now + timedelta(minutes=2):%Y-%m-%dT%H:%M:%SZ}"
    to = f"https://localhost{SAML}"
    return (
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" '
        f'Version="2.0" IssueInstant="{moment}"><saml:Issuer>{IDP}</saml:Issuer><saml:Subject>'
        f"<saml:NameID>{email}</saml:NameID><saml:SubjectConfirmation "
        'Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
        f'InResponseTo="{request}" NotOnOrAfter="{until}" Recipient="{to}acs/"/>'
        f'</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{moment}" '
        f'NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{to}metadata/'
        "</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement "
        f'AuthnInstant="{moment}"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
        "</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute "
        'Name="urn:oid:0.9.2342.19200300.100.1.3"><saml:AttributeValue>'
        f"{email}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"
    )


def signed(text, key=KEY, certificate=CERTIFICATE):
    return OneLogin_Saml2_Utils.add_sign(text, key, certificate).decode()


def through_saml(browser, content, request):
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    response = (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
        'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" '
        f'IssueInstant="{moment}" Destination="https://localhost{SAML}acs/" '
        f'InResponseTo="{request}"><saml:Issuer>{IDP}</saml:Issuer><samlp:Status>'
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f"{content}</samlp:Response>"
    )
    packed = base64.b64encode(response.encode()).decode()
    return browser.post(f"{SAML}acs/", {"SAMLResponse": packed}, follow=True)


def test_saml_logs_in_whoever_was_invited(saml, public):
    invited("ida@hus.demo.example")
    request = asked_id(public)
    through_saml(public, signed(assertion(request, "ida@hus.demo.example")), request)
    assert logged_in(public) == "ida@hus.demo.example"


@pytest.mark.parametrize(
    "forge",
    [
        lambda request: signed(assertion(request, "ukendt@hus.demo.example")),
        lambda request: signed(assertion(request, "ida@andre.demo.example")),
        lambda request: assertion(request, "ida@hus.demo.example"),
        lambda request: signed(
            assertion(request, "ida@hus.demo.example"), OTHER_KEY, OTHER_CERTIFICATE
        ),
        lambda request: signed(assertion(request, "bo@hus.demo.example")).replace(
            "bo@hus.demo.example", "ida@hus.demo.example"
        ),
        lambda request: signed(assertion(request, "ida@hus.demo.example", late=timedelta(hours=2))),
        lambda request: signed(assertion("another request", "ida@hus.demo.example")),
    ],
    ids=[
        *("not invited", "another's people", "unsigned", "signed by another"),
        *("changed after it was signed", "too old", "answers another request"),
    ],
)
def test_saml_logs_in_nobody_else(saml, public, forge):
    invited("ida@hus.demo.example")
    invited("ida@andre.demo.example")
    request = asked_id(public)
    through_saml(public, forge(request), request)
    assert logged_in(public) is None
    assert User.objects.count() == 2


def test_an_answer_nobody_asked_for_logs_in_nobody(saml, public):
    invited("ida@hus.demo.example")
    through_saml(public, signed(assertion("_none", "ida@hus.demo.example")), "_none")
    assert logged_in(public) is None


def test_the_login_page_names_the_organisations(public):
    page = public.get("/konto/login/").content.decode()
    assert "Demo Kommune" in page
    assert "Demo Erhvervshus" in page


def test_without_a_file_there_are_no_such_logins():
    assert read_logins("") == Logins()


def test_a_file_that_lacks_something_says_which(tmp_path):
    (tmp_path / "l.yaml").write_text("oidc: [{id: a, name: A}]", "utf-8")
    with pytest.raises(ImproperlyConfigured, match="KeyError"):
        read_logins(str(tmp_path / "l.yaml"))
