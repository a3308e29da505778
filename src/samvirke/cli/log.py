"""``samvirke verify-log``."""

import argparse

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.cli.serve import add_database, address_given
from samvirke.figures import Language, Text


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``verify-log``."""
    parser.description = (
        "Regner hver organisations kæde af hændelser efter fra den første. Gem kædernes sidste "
        "fingeraftryk et andet sted: så ses det også, hvis hændelser er skåret af enden. Afslutter "
        "med 1, når en kæde ikke holder."
    )
    add_database(parser)
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.store import in_words, open_store

    open_store(address_given(options), make=False)
    from samvirke.apps.accounts.domain import organisation_name, verify_chains

    with in_words():
        chains = verify_chains()
    if options.json:
        print_json(
            [
                {
                    "organisation": chain.organisation,
                    "events": chain.events,
                    "head": chain.head,
                    "broken_at": chain.broken_at,
                    "why": chain.why.in_language(language) if chain.why else None,
                }
                for chain in chains
            ]
        )
    elif not chains:
        print(_EMPTY.in_language(language))
    else:
        for chain in chains:
            words = _HOLDS if chain.why is None else _BROKEN
            print(
                words.in_language(language).format(
                    name=organisation_name(chain.organisation).in_language(language),
                    events=chain.events,
                    head=chain.head,
                    why=chain.why.in_language(language) if chain.why else "",
                )
            )
    return FOUND if any(chain.why for chain in chains) else FINE


_EMPTY = Text(da="Loggen er tom.", en="The log is empty.")
_HOLDS = Text(
    da="{name}: kæden holder. Hændelser: {events}. Sidste fingeraftryk: {head}",
    en="{name}: the chain holds. Events: {events}. Last fingerprint: {head}",
)
_BROKEN = Text(
    da="{name}: KÆDEN ER BRUDT: {why}. Hændelser i alt: {events}. Sammenlign med en "
    "sikkerhedskopi fra før.",
    en="{name}: THE CHAIN IS BROKEN: {why}. Events in all: {events}. Compare with an earlier "
    "backup.",
)
