"""Logging in through one's own organisation (OIDC, SAML): which ones a file names.

``SAMVIRKE_LOGINS`` names a YAML file; it needs the extra ``samvirke[oidc]`` or ``samvirke[saml]``:

    oidc:
      - {id: aalborg, name: Aalborg Kommune, server: https://login.example, client_id: samvirke,
         secret: …, domains: [aalborg.example]}
    saml:
      - {id: kl, name: KL, entity_id: https://idp.example, sso_url: https://idp.example/sso,
         certificate: …, domains: [kl.example]}

An organisation's server logs in people who were invited with an address in its ``domains``, and
nobody else: it must not speak for another organisation's people.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.core.exceptions import ImproperlyConfigured

_OIDC_APP = "allauth.socialaccount.providers.openid_connect"
_SAML_APP = "allauth.socialaccount.providers.saml"
_ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "https://data.gov.dk/model/core/eid/email",
    ],
}


@dataclass(frozen=True, slots=True)
class Logins:
    """Django's settings for the servers of a file.

    ``apps`` are installed, ``providers`` is allauth's ``SOCIALACCOUNT_PROVIDERS``, and ``origins``
    are the sites that a login's form may lead to.
    """

    apps: tuple[str, ...] = ()
    providers: dict[str, Any] | None = None
    origins: tuple[str, ...] = ()


def read_logins(path: str) -> Logins:
    """The servers that the file at ``path`` names; none for an empty ``path``.

    Raises Django's ``ImproperlyConfigured`` for a file that lacks something.
    """
    if not path:
        return Logins()
    try:
        told = yaml.safe_load(Path(path).read_text("utf-8")) or {}
        oidc, saml = told.get("oidc", []), told.get("saml", [])
        providers = {
            "openid_connect": {"APPS": [_oidc(server) for server in oidc]},
            "saml": {"APPS": [_saml(server) for server in saml]},
        }
        leads_to = [server["server"] for server in oidc] + [server["sso_url"] for server in saml]
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise ImproperlyConfigured(f"SAMVIRKE_LOGINS: {path}: {error!r}") from error
    apps = ((_OIDC_APP,) if oidc else ()) + ((_SAML_APP,) if saml else ())
    return Logins(apps, providers, tuple(sorted({_origin(address) for address in leads_to})))


def _oidc(server: dict[str, Any]) -> dict[str, Any]:
    return {
        "provider_id": server["id"],
        "name": server["name"],
        "client_id": server["client_id"],
        "secret": server["secret"],
        "settings": {"server_url": server["server"], **_trust(server)},
    }


def _saml(server: dict[str, Any]) -> dict[str, Any]:
    return {
        "provider_id": server["entity_id"],
        "name": server["name"],
        "client_id": server["id"],
        "settings": {
            "attribute_mapping": _ATTRIBUTES,
            "idp": {
                "entity_id": server["entity_id"],
                "sso_url": server["sso_url"],
                "x509cert": server["certificate"],
            },
            "advanced": {"want_assertion_signed": True, "strict": True},
            **_trust(server),
        },
    }


def _trust(server: dict[str, Any]) -> dict[str, Any]:
    domains = [str(domain).lower() for domain in server["domains"]]
    return {"verified_email": domains, "email_authentication": True, "domains": domains}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
