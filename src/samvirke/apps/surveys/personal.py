"""Personal data in answers: an answer leads to the engagement, and so to a company."""

from samvirke.apps.personal_data import HUB_TASK, Personal, Retention
from samvirke.figures import Text

_MEASURING = Text(
    da="At måle tilfredshed, udbytte og kendskab",
    en="Measuring satisfaction, benefit and awareness",
)
_WITH_ENGAGEMENT = Retention(
    Text(
        da="Så længe det forløb, svaret handler om; udtrækket bag en opgørelse gemmes, så den kan "
        "regnes efter",
        en="As long as the engagement that the answer is about; a statement’s snapshot is kept, "
        "so that it can be recomputed",
    ),
    years=5,
    kept_with="guidance.Engagement",
)
_FIVE_YEARS = Retention(
    Text(
        da="Fem hele kalenderår efter undersøgelsens år; udtrækket bag en opgørelse gemmes, så den "
        "kan regnes efter",
        en="Five whole calendar years after the year of the survey; a statement’s snapshot is "
        "kept, so that it can be recomputed",
    ),
    years=5,
)

PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="surveys.Evaluation",
        fields=(
            *("answer", "engagement", "answered", "satisfaction", "competence_satisfaction"),
            *("recommend", "referral_received", "referral_use", "effect", "green_guidance"),
            *("digital_guidance", "sustainability_guidance", "sustainability_environment"),
            *("sustainability_social", "sustainability_governance"),
        ),
        purpose=_MEASURING,
        legal_basis=HUB_TASK,
        retention=_WITH_ENGAGEMENT,
    ),
    Personal(
        model="surveys.AwarenessAnswer",
        fields=(
            *("respondent", "knows_hub", "knows_offers", "believes_green_offer"),
            *("guided_because_of_crisis", "crisis_effect"),
        ),
        purpose=_MEASURING,
        legal_basis=HUB_TASK,
        retention=_FIVE_YEARS,
        unsearched=Text(
            da="Hvem der svarede, ved kun den, der spurgte",
            en="Who answered is known only to whoever asked",
        ),
    ),
)
_VERSION = ("brought_by", "row", "current", "ended_by", "hub")
_WITHOUT_PERSONS = {
    "surveys.Evaluation": _VERSION,
    "surveys.AwarenessAnswer": (*_VERSION, "survey_year", "weight"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
