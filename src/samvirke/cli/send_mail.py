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
        "hvert minut, fx fra cron. Breve, der ikke kan sendes, venter til næste gang; afslutter "
        "så med 1."
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

    from samvirke.apps.accounts.domain.letters import send_letters

    server = EmailBackend()

    def send(letter: Any) -> None:
        message = EmailMessage(letter.subject, letter.body, to=[letter.to], connection=server)
        message.send()

    with in_words():
        done = send_letters(send, at=timezone.now)
    print(_DONE.in_language(language).format(sent=done.sent, failed=done.failed))
    return FOUND if done.failed else FINE


_DONE = Text(
    da="Sendt: {sent}. Venter til næste gang: {failed}.",
    en="Sent: {sent}. Waiting for the next time: {failed}.",
)
