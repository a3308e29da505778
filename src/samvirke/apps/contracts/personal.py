"""Personal data in contracts and statements: who saved, who approved, who assessed."""

from samvirke.apps.contracts.domain.snapshots import clear_unused_snapshots, unused_snapshots
from samvirke.apps.personal_data import PUBLIC_TASK, Leftover, Personal, Retention
from samvirke.figures import Text

_FOR_GOOD = Retention(
    Text(
        da="Varigt: hører til den godkendte opgørelse; navnet bag en konto kan slettes",
        en="For good: part of the approved statement; the name behind an account can be erased",
    )
)
# A snapshot is there before the statement that names it.
_DAYS_UNUSED = 1

_IN_STATEMENT = Text(
    da="Navnet på den, der vurderede, står i opgørelsen, som vedkommende selv kan læse",
    en="The name of who assessed stands in the statement, which they can read themselves",
)

PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="contracts.Contract",
        fields=("saved_by",),
        purpose=Text(
            da="At vide, hvem der gemte en resultatkontrakt",
            en="Knowing who saved a performance contract",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_FOR_GOOD,
        subject="saved_by",
    ),
    Personal(
        model="contracts.ContractConfirmation",
        fields=("actor", "confirmed_on", "document", "recorded_at"),
        purpose=Text(
            da="At vise, hvem der bekræftede en resultatkontrakt",
            en="Showing who confirmed a performance contract",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_FOR_GOOD,
        subject="actor",
    ),
    Personal(
        model="contracts.StatementStep",
        fields=("actor", "taken_on", "document", "recorded_at"),
        purpose=Text(
            da="At vise, hvem der godkendte, sendte og offentliggjorde en opgørelse",
            en="Showing who approved, sent and published a statement",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_FOR_GOOD,
        subject="actor",
    ),
    Personal(
        model="contracts.NationalStatement",
        fields=("made_by",),
        purpose=Text(
            da="At vide, hvem der lavede den nationale opgørelse",
            en="Knowing who made the national statement",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_FOR_GOOD,
        subject="made_by",
    ),
    Personal(
        model="contracts.StatementFile",
        fields=("content",),
        purpose=Text(
            da="At vise, hvem der står bag en vurdering i opgørelsen",
            en="Showing who stands behind an assessment in the statement",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_FOR_GOOD,
        unsearched=_IN_STATEMENT,
    ),
    Personal(
        model="contracts.StatementPage",
        fields=("view",),
        purpose=Text(
            da="At vise, hvem der står bag en vurdering i opgørelsen",
            en="Showing who stands behind an assessment in the statement",
        ),
        legal_basis=PUBLIC_TASK,
        retention=_FOR_GOOD,
        unsearched=_IN_STATEMENT,
    ),
)
LEFTOVERS: tuple[Leftover, ...] = (
    Leftover(
        model="contracts.Snapshot",
        purpose=Text(da="At kunne regne en opgørelse efter", en="Recomputing a statement"),
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(
                da="Så længe en opgørelse hviler på udtrækket; et udkasts går, når det laves om",
                en="As long as a statement rests on the snapshot; a draft’s goes when it is made "
                "again",
            )
        ),
        count=unused_snapshots,
        clear=clear_unused_snapshots,
        days=_DAYS_UNUSED,
    ),
)
_WITHOUT_PERSONS = {
    "contracts.Contract": (*("hub", "year", "version", "title", "content", "sha256", "saved_at"),),
    "contracts.ContractConfirmation": ("contract", "party", "sha256"),
    "contracts.NationalStatement": (
        *("year", "version", "made_at", "code_version", "sources", "content", "demo", "frozen"),
    ),
    "contracts.NationalPaper": ("national", "language", "name", "content", "sha256"),
    "contracts.NationalPage": ("national", "language", "view"),
    "contracts.NationalFigure": ("national", "address", "content"),
    "contracts.Statement": (
        *("hub", "year", "cut_off", "version", "replaces", "made_at", "code_version", "snapshot"),
        *("content", "demo", "due", "state", "frozen"),
    ),
    "contracts.StatementFile": ("statement", "path", "sha256", "frozen"),
    "contracts.StatementPage": ("statement", "public", "language", "glance", "frozen"),
    "contracts.StatementFigure": ("statement", "public", "address", "line", "content", "frozen"),
    "contracts.StatementStep": ("statement", "step", "content"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
