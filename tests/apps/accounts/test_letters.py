"""The outbox: letters go once, and one that fails keeps none of the others."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection, transaction

from samvirke.apps.accounts.domain import Verb, post_letter
from samvirke.apps.accounts.domain.letters import (
    MOST_ATTEMPTS,
    Sent,
    clear_unsent_texts,
    letters_given_up,
    send_letters,
    try_again,
    unsent_texts,
    wait_after,
)
from samvirke.apps.accounts.models import Event, OutboxMail
from samvirke.figures import Text

NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)


def post(to, at=NOW):
    return post_letter(
        to=to,
        subject=Text(da="Emne", en="Subject"),
        body=Text(da="Brev", en="https://localhost/konto/invitation/hemmelig/"),
        language="en",
        at=at,
    )


def sent_by(send, at=NOW):
    return send_letters(send, at=lambda: at)


def refusing(error):
    def send(letter):
        raise error

    return send


def found(letter):
    letter.refresh_from_db()
    return letter


def test_letters_go_in_order_and_once(store):
    post("a@demo.example")
    post("b@demo.example")
    gone = []
    assert sent_by(gone.append) == Sent(2)
    assert sent_by(gone.append) == Sent()
    assert [(mail.to, mail.subject, mail.body) for mail in gone] == [
        ("a@demo.example", "Subject", "https://localhost/konto/invitation/hemmelig/"),
        ("b@demo.example", "Subject", "https://localhost/konto/invitation/hemmelig/"),
    ]


def test_of_a_letter_that_went_the_text_is_gone(store):
    """Its link opens an account for two weeks, and a backup of the outbox is taken each night."""
    letter = post("a@demo.example")
    sent_by(lambda letter: None)
    assert (found(letter).sent_at, letter.body, letter.subject) == (NOW, "", "Subject")


def test_a_letter_that_fails_waits_and_the_others_go(store):
    first, second = post("a@demo.example"), post("b@demo.example")

    def send(letter):
        if letter.pk == first.pk:
            raise ConnectionRefusedError("no")

    assert sent_by(send) == Sent(1, failed=1)
    assert (found(first).sent_at, first.attempts, first.last_error, first.given_up_at) == (
        None,
        1,
        "ConnectionRefusedError: no",
        None,
    )
    assert (found(second).sent_at, second.attempts, second.last_error) == (NOW, 1, "")


def test_an_address_that_nothing_can_be_sent_to_stops_no_letter_behind_it(store):
    """Django itself refuses it, before any server is asked."""
    bad, good = post("ida@"), post("b@demo.example")
    gone = []

    class Server(EmailBackend):
        def open(self):
            class Connection:
                def sendmail(self, sender, recipients, message):
                    gone.extend(recipients)

            self.connection = Connection()
            return True

        def close(self):
            pass

    def send(letter):
        EmailMessage(letter.subject, letter.body, to=[letter.to], connection=Server()).send()

    assert sent_by(send) == Sent(1, given_up=1)
    assert gone == ["b@demo.example"]
    assert (found(good).sent_at, found(bad).given_up_at) == (NOW, NOW)
    event = Event.objects.get()
    assert (event.organisation, event.verb, event.about, event.reason) == (
        "installation:samvirke",
        Verb.LETTER_GIVEN_UP,
        f"letter:{bad.pk}",
        "attempts=1",
    )


REFUSED = {"a@demo.example": (550, b"no such user")}
BUSY = {"a@demo.example": (450, b"try later")}


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (SMTPRecipientsRefused(REFUSED), Sent(given_up=1)),
        (SMTPRecipientsRefused(BUSY), Sent(failed=1)),
        (SMTPDataError(554, b"spam"), Sent(given_up=1)),
        (SMTPDataError(451, b"later"), Sent(failed=1)),
        (SMTPAuthenticationError(535, b"our password is wrong"), Sent(failed=1)),
    ],
)
def test_what_a_server_will_never_take_is_given_up(sqlite, error, result):
    post("a@demo.example")
    assert sent_by(refusing(error)) == result


def test_a_letter_that_keeps_failing_is_tried_ever_more_seldom_and_given_up(store):
    letter = post("a@demo.example")
    at, tried = NOW, 0
    while found(letter).given_up_at is None:
        if tried:
            assert sent_by(refusing(OSError("away")), at - timedelta(seconds=1)) == Sent()
        done = sent_by(refusing(OSError("away")), at)
        tried += 1
        assert done == (Sent(given_up=1) if tried == MOST_ATTEMPTS else Sent(failed=1))
        at += wait_after(tried)
    assert timedelta(days=3) < letter.given_up_at - NOW < timedelta(days=4)
    assert sent_by(refusing(OSError("away")), at + timedelta(days=1)) == Sent()
    assert list(letters_given_up()) == [letter]


def test_letters_given_up_are_tried_again_where_the_operator_asks(store):
    kept, emptied = post("a@demo.example"), post("b@demo.example")
    assert sent_by(refusing(SMTPDataError(554, b"spam"))) == Sent(given_up=2)
    OutboxMail.objects.filter(pk=emptied.pk).update(body="")
    assert try_again() == 1
    gone = []
    assert sent_by(gone.append) == Sent(1)
    assert gone == [kept]


def test_while_a_server_talks_others_write(store):
    """On SQLite one writes at a time; a server may take half a minute for each letter."""
    post("a@demo.example")
    within = []

    def send(letter):
        within.append((connection.in_atomic_block, found(letter).attempts))

    sent_by(send)
    assert within == [(False, 1)]


def test_another_process_takes_none_that_is_being_sent(store):
    post("a@demo.example")
    meanwhile = []

    def send(letter):
        meanwhile.append(sent_by(refusing(AssertionError), NOW + timedelta(minutes=1)))

    assert sent_by(send) == Sent(1)
    assert meanwhile == [Sent()]


def test_the_text_of_a_letter_that_never_went_goes_too(store):
    old, new = post("a@demo.example", NOW - timedelta(days=1)), post("b@demo.example")
    assert unsent_texts(date(2022, 3, 1)) == 1
    clear_unsent_texts(date(2022, 3, 1))
    assert (found(old).body, old.given_up_at is None) == ("", False)
    assert (found(new).body != "", new.given_up_at) == (True, None)
    gone = []
    assert sent_by(gone.append) == Sent(1)
    assert gone == [new]


def test_a_letter_goes_nowhere_when_its_transaction_fails(store):
    with transaction.atomic():
        post("a@demo.example")
        transaction.set_rollback(True)
    assert not OutboxMail.objects.exists()
