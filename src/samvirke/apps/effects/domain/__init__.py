"""What can be done with effect statements."""

from samvirke.apps.effects.domain.receiving import (
    effects_left_out,
    published_effects,
    with_published_effects,
)
from samvirke.apps.effects.domain.storing import DOCUMENT, MOST_BYTES, Stored, store_report

__all__ = [
    "DOCUMENT",
    "MOST_BYTES",
    "Stored",
    "effects_left_out",
    "published_effects",
    "store_report",
    "with_published_effects",
]
