"""Things that addresses with parts lead to: one's own, and another organisation's.

A maker returns the parts of both addresses: own is of hub nordjylland, KKR Nordjylland and
municipality 851; the other of hub fyn, KKR Syddanmark and municipality 461.
"""

from django.utils import timezone
from tests.site import api_objects, contract_objects, effect_objects, record_objects
from tests.site.people import person

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.domain.invitations import invite
from samvirke.apps.accounts.models import Invitation


def _same(**parts):
    return lambda: (parts, parts)


def _assignments():
    held = [
        person(Role.HUB_BOARD, organisation).role_assignments.get().pk
        for organisation in ("hub:nordjylland", "hub:fyn")
    ]
    return tuple({"number": number} for number in held)


def _invited(organisation):
    return invite(
        email="ny@demo.example",
        name="Demo Ny",
        role=Role.ADVISER,
        organisation=organisation,
        by=None,
        link=str,
        language="da",
        at=timezone.now(),
    )


def _invitations():
    for organisation in ("hub:nordjylland", "hub:fyn"):
        _invited(organisation)
    funen, north = Invitation.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    return {"number": north}, {"number": funen}


def _invitation():
    parts = {"token": _invited("hub:nordjylland")}
    return parts, parts


MAKERS = {
    **api_objects.MAKERS,
    **contract_objects.MAKERS,
    **effect_objects.MAKERS,
    **record_objects.MAKERS,
    "accounts:end_role": _assignments,
    "accounts:close_user": _same(number=1),
    "accounts:withdraw": _invitations,
    "accounts:invitation": _invitation,
    "account_confirm_email": _same(key="unknown"),
    "account_reset_password_from_key": _same(uidb36="1", key="unknown"),
    "mfa_remove_webauthn": _same(pk=1),
    "mfa_edit_webauthn": _same(pk=1),
    "openid_connect_login": _same(provider_id="demo-kommune"),
    "openid_connect_callback": _same(provider_id="demo-kommune"),
    "saml_acs": _same(organization_slug="demo-hus"),
    "saml_finish_acs": _same(organization_slug="demo-hus"),
    "saml_login": _same(organization_slug="demo-hus"),
    "saml_metadata": _same(organization_slug="demo-hus"),
    "saml_sls": _same(organization_slug="demo-hus"),
}

# What is sent to a form that takes more than the matrix can say, of the parts of its address.
FORMS = {
    "contracts:step": contract_objects.step_form,
    "contracts:confirm_contract": contract_objects.confirm_form,
}
