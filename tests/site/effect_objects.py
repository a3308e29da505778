"""Published effect statements that the pages lead to."""

from datetime import UTC, datetime
from functools import cache

from tests.schemes.effect_statement.made import agreement, statement

from samvirke.apps.effects.domain import store_report
from samvirke.apps.effects.figures import figures_of
from samvirke.schemes.effect_statement import public_document

NOW = datetime(2024, 4, 15, 10, 0, tzinfo=UTC)


@cache
def document():
    """The ``effekt.json`` of the made-up register."""
    return public_document(statement(), agreement())


def stored(content=None, **told):
    """The effects of 2023, published; the same ones when asked again."""
    words = {"organisation": "national:kl", "by": None, "at": NOW, "on_behalf_of": "Demo"}
    return store_report(content or document(), **(words | told)).report


def _report():
    found = stored()
    parts = {"agreement": found.agreement, "year": found.year}
    return parts, parts


def _file():
    parts = {"number": stored().pk, "language": "da", "name": "effekt.pdf"}
    return parts, parts


def _figure():
    path = next(iter(figures_of(stored())))
    parts = {"address": path.removeprefix("/tal/effekt/")}
    return parts, parts


MAKERS = {"effects:figure": _figure, "effects:report": _report, "effects:file": _file}
