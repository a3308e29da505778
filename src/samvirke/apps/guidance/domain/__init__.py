"""Reading registrations: finding engagements, how one came to be as it is, who was guided."""

from samvirke.apps.guidance.domain.contacts import (
    guided_months,
    referred_among,
    referred_engagements,
)
from samvirke.apps.guidance.domain.history import Version, history
from samvirke.apps.guidance.domain.search import Search, found_engagements

__all__ = [
    "Search",
    "Version",
    "found_engagements",
    "guided_months",
    "history",
    "referred_among",
    "referred_engagements",
]
