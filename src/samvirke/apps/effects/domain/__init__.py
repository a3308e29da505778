"""What can be done with effect statements."""

from samvirke.apps.effects.domain.storing import MOST_BYTES, store_report

__all__ = ["MOST_BYTES", "store_report"]
