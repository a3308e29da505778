"""The health page, and who sees which letters were never sent."""

import pytest
from django.utils import timezone
from tests.site.people import client, client_of, person

from samvirke.apps.accounts.domain import INSTALLATION, Role, post_letter
from samvirke.apps.accounts.models import OutboxMail
from samvirke.figures import Text


@pytest.fixture
def letter(site):
    """A letter that was given up."""
    made = post_letter(
        to="ukendt@demo.example",
        subject=Text("Invitation", "Invitation"),
        body=Text("https://localhost/hemmelig/", "https://localhost/hemmelig/"),
        language="da",
        at=timezone.now(),
    )
    told = {
        "given_up_at": timezone.now(),
        "last_error": "SMTPRecipientsRefused: 550",
        "attempts": 3,
    }
    OutboxMail.objects.filter(pk=made.pk).update(**told)
    return made


def page(browser, address="/sundhed/"):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/sundhed/", "Breve, der er opgivet"), ("/en/sundhed/", "Letters given up")],
)
def test_whoever_runs_the_installation_sees_which_letters_were_given_up(letter, address, heading):
    shown = page(client_of(person(Role.ADMINISTRATOR, INSTALLATION)), address)
    assert heading in shown
    assert "ukendt@demo.example" in shown
    assert "SMTPRecipientsRefused: 550" in shown
    assert "hemmelig" not in shown


def test_nobody_else_sees_them(letter):
    for browser in (client(), client_of(person(Role.ADMINISTRATOR))):
        assert "ukendt@demo.example" not in page(browser)
