"""Personal data in registrations: a sole trader's company number is about a person."""

from samvirke.apps.personal_data import HUB_TASK, Personal, Retention
from samvirke.figures import Text

_GUIDING = Text(
    da="At vejlede virksomheder og gøre resultaterne op",
    en="Guiding companies and accounting for the results",
)
_FIVE_YEARS = Retention(
    Text(
        da="Fem hele kalenderår efter vejledningens år; udtrækket bag en opgørelse gemmes, så den "
        "kan regnes efter",
        en="Five whole calendar years after the year of the guidance; a statement’s snapshot is "
        "kept, so that it can be recomputed",
    ),
    years=5,
)


PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="guidance.Engagement",
        fields=("engagement", "company", "production_unit", "company_founded"),
        purpose=_GUIDING,
        legal_basis=HUB_TASK,
        retention=_FIVE_YEARS,
        companies=("company",),
    ),
    Personal(
        model="guidance.Participation",
        fields=("participation", "company", "production_unit", "company_founded"),
        purpose=_GUIDING,
        legal_basis=HUB_TASK,
        retention=_FIVE_YEARS,
        companies=("company",),
    ),
    Personal(
        model="guidance.AdviserMeeting",
        fields=("adviser", "company", "contact", "description"),
        purpose=_GUIDING,
        legal_basis=HUB_TASK,
        retention=_FIVE_YEARS,
        names=("adviser", "contact"),
        companies=("company",),
    ),
)
_VERSION = ("brought_by", "row", "current", "ended_by", "hub")
_WITHOUT_PERSONS = {
    "guidance.Engagement": (
        *(*_VERSION, "municipality", "segment", "type", "form", "started", "ended", "minutes"),
        *("office", "referred_to", "service", "theme", "referred_by"),
    ),
    "guidance.Participation": (*_VERSION, "municipality", "day", "activity"),
    "guidance.AdviserMeeting": (*_VERSION, "day"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
