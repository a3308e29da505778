"""What the hubs registered: engagements, participations, meetings of seconded advisers."""

from samvirke.apps.imports.models import row_model
from samvirke.records.schemas import ADVISER_MEETINGS, ENGAGEMENTS, PARTICIPATIONS

Engagement = row_model("Engagement", ENGAGEMENTS, dated_by="started", module=__name__)
Participation = row_model("Participation", PARTICIPATIONS, dated_by="day", module=__name__)
AdviserMeeting = row_model("AdviserMeeting", ADVISER_MEETINGS, dated_by="day", module=__name__)

__all__ = ["AdviserMeeting", "Engagement", "Participation"]
