"""``samvirke send-mail``: what waits in the outbox, sent by SMTP."""

import argparse
import os
from typing import Any

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_language
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``send-mail``."""
    parser.description = (
        "Sender de breve, der venter i udbakken, gennem mailserveren i SAMVIRKE_MAIL_HOST. Kør den "
        "hvert minut, fx fra cron. Et brev, der ikke kan sendes, venter længere og længere og "
        "opgives efter tre dage, eller straks, hvis adressen ikke findes; afslutter så med 1."
    )
    parser.add_argument(
        "--again", action="store_true", help="prøv også de breve, der er opgivet, igen"
    )
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
    from samvirke.apps.store import in_words, open_store

    open_store(address_given(options), make=False)
    from django.core.mail import EmailMessage
    from django.core.mail.backends.smtp import EmailBackend
    from django.utils import timezone

    from samvirke.apps.accounts.domain.letters import send_letters, try_again

    server = EmailBackend()

    def send(letter: Any) -> None:
        message = EmailMessage(letter.subject, letter.body, to=[letter.to], connection=server)
        if not message.send():
            raise ValueError("no recipient")

    with in_words():
        if options.again:
            try_again()
        done = send_letters(send, at=timezone.now)
    told = {"sent": done.sent, "failed": done.failed, "given_up": done.given_up}
    print(_DONE.in_language(language).format(**told))
    return FOUND if done.failed or done.given_up else FINE


_DONE = Text(
    da="Sendt: {sent}. Venter til en anden gang: {failed}. Opgivet: {given_up}.",
    en="Sent: {sent}. Waiting for another time: {failed}. Given up: {given_up}.",
)
