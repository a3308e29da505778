"""The outbox: letters go once, and one that fails keeps none of the others."""

from datetime import UTC, datetime

from django.db import transaction

from samvirke.apps.accounts.domain import post_letter
from samvirke.apps.accounts.domain.letters import Sent, send_letters
from samvirke.apps.accounts.models import OutboxMail
from samvirke.figures import Text

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)


def post(to):
    return post_letter(
        to=to,
        subject=Text(da="Emne", en="Subject"),
        body=Text(da="Brev", en="Letter"),
        language="en",
        at=NOW,
    )


def test_letters_go_in_order_and_once(store):
    post("a@demo.example")
    post("b@demo.example")
    gone = []
    sending = {"at": lambda: NOW}
    assert send_letters(gone.append, **sending) == Sent(2, 0)
    assert send_letters(gone.append, **sending) == Sent(0, 0)
    assert [(mail.to, mail.subject, mail.body) for mail in gone] == [
        ("a@demo.example", "Subject", "Letter"),
        ("b@demo.example", "Subject", "Letter"),
    ]


def test_a_letter_that_fails_waits_and_the_others_go(store):
    first, second = post("a@demo.example"), post("b@demo.example")

    def send(letter):
        if letter.pk == first.pk:
            raise ConnectionRefusedError("no")

    assert send_letters(send, at=lambda: NOW) == Sent(1, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.sent_at, first.attempts, first.last_error) == (
        None,
        1,
        "ConnectionRefusedError: no",
    )
    assert (second.sent_at, second.attempts, second.last_error) == (NOW, 1, "")


def test_a_letter_goes_nowhere_when_its_transaction_fails(store):
    with transaction.atomic():
        post("a@demo.example")
        transaction.set_rollback(True)
    assert not OutboxMail.objects.exists()
