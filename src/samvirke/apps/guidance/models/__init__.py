"""What the hubs registered: engagements, participations, meetings of seconded advisers."""

from samvirke.apps.imports.models import row_model
from samvirke.records.schemas import ADVISER_MEETINGS, PARTICIPATIONS, REGISTERED_ENGAGEMENTS

Engagement = row_model(
    "Engagement",
    REGISTERED_ENGAGEMENTS,
    dated_by="started",
    module=__name__,
    found_by=[
        ("hub", "company", "-started", "engagement"),
        ("hub", "-started", "engagement"),
        ("municipality",),
    ],
)
Participation = row_model(
    "Participation",
    PARTICIPATIONS,
    dated_by="day",
    module=__name__,
    found_by=[("municipality",)],
)
AdviserMeeting = row_model("AdviserMeeting", ADVISER_MEETINGS, dated_by="day", module=__name__)

__all__ = ["AdviserMeeting", "Engagement", "Participation"]
