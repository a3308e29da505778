"""What companies answered: evaluations of an engagement, and awareness of the hub."""

from samvirke.apps.imports.models import row_model
from samvirke.records.schemas import AWARENESS, EVALUATIONS

Evaluation = row_model("Evaluation", EVALUATIONS, dated_by="answered", module=__name__)
AwarenessAnswer = row_model("AwarenessAnswer", AWARENESS, dated_by="survey_year", module=__name__)

__all__ = ["AwarenessAnswer", "Evaluation"]
