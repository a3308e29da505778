"""What must hold of answers: their engagement is known, and a survey's weights are whole."""

from samvirke.apps.surveys.domain.checks import (
    Orphan,
    mixed_weights,
    mixed_weights_with,
    orphans,
    orphans_if_withdrawn,
    unknown_engagements,
)

__all__ = [
    "Orphan",
    "mixed_weights",
    "mixed_weights_with",
    "orphans",
    "orphans_if_withdrawn",
    "unknown_engagements",
]
