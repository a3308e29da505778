"""An address with a null character leads to nothing, on both databases; a field refuses one."""

import pytest
from tests.site import people

from samvirke.apps.accounts.domain import Role

ADDRESSES = [
    "/tal/%00",
    "/en/tal/%00",
    "/raekker/%00",
    "/kommuner/%00/",
    "/opgoerelser/papir/1/hele/%00.pdf",
    "/effekt/fil/1/da/%00",
    "/konto/invitation/%00/",
    "/konto/organisation/oidc/%00/login/",
    "/registreringer/nordjylland/%00/",
    "/registreringer/?q=%00",
    "/arbejdsliste/?kontor=%00",
    "/kontrakter/nordjylland/2021/?version=%00",
    "/api/v1/figures/%00",
    "/api/v1/contracts/%00/2021",
    "/api/v1/statements/%00/2021/1",
    "/api/v1/hubs/%00/statements",
]


@pytest.mark.parametrize("role", [None, Role.CONTROLLER], ids=["public", "controller"])
def test_no_address_has_one(either_site, role):
    browser = people.client() if role is None else people.client_of(people.person(role))
    browser.raise_request_exception = False
    answered = {address: browser.get(address).status_code for address in ADDRESSES}
    assert answered == dict.fromkeys(ADDRESSES, 404)


def test_a_form_says_that_it_takes_none(either_site):
    administrator = people.client_of(people.person(Role.ADMINISTRATOR))
    told = {"name": "De\0mo", "email": "a@demo.example", "role": "adviser"}
    page = administrator.post("/konto/brugere/inviter/", told | {"organisation": "hub:fyn"})
    assert page.status_code == 200
    assert "form-error-message" in page.content.decode()
