"""Personal data in what the store remembers of imports, and in files that wait to be taken in."""

from samvirke.apps.imports.domain.clearing import (
    clear_names,
    clear_uploads,
    expired_names,
    expired_uploads,
)
from samvirke.apps.imports.domain.uploads import KEPT_DAYS
from samvirke.apps.imports.models import Import
from samvirke.apps.personal_data import PUBLIC_TASK, Leftover, Personal, Retention
from samvirke.figures import Text

_WHO = Text(da="At vide, hvem der læste en fil ind", en="Knowing who imported a file")
_NAMES = Retention(
    Text(
        da="Fem år, og så længe en af importens rækker er der; navnet kan slettes på anmodning",
        en="Five years, and as long as one of the import’s rows is there; the name can be erased "
        "on request",
    ),
)
_FIVE_YEARS = 60

PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="imports.Import",
        fields=(*Import.NAMES, "file_name"),
        purpose=_WHO,
        legal_basis=PUBLIC_TASK,
        retention=_NAMES,
        subject="user",
        more_subjects=("reverted_by_user",),
        names=("on_behalf_of__name", "reverted_on_behalf_of__name"),
    ),
)
LEFTOVERS: tuple[Leftover, ...] = (
    Leftover(
        model="imports.Import",
        purpose=_WHO,
        legal_basis=PUBLIC_TASK,
        retention=Retention(_NAMES.words, months=_FIVE_YEARS),
        count=expired_names,
        clear=clear_names,
    ),
    Leftover(
        model="imports.Upload",
        purpose=Text(
            da="At se, hvad en fil ændrer, før den læses ind",
            en="Seeing what a file changes before it is taken in",
        ),
        legal_basis=PUBLIC_TASK,
        retention=Retention(
            Text(
                da=f"Indtil filen er læst ind eller kasseret, højst {KEPT_DAYS} dage",
                en=f"Until the file is taken in or discarded, {KEPT_DAYS} days at most",
            )
        ),
        count=expired_uploads,
        clear=clear_uploads,
        days=KEPT_DAYS,
    ),
)
_WITHOUT_PERSONS = {
    "imports.Import": (
        *("kind", "hub", "sha256", "size", "full_year", "new", "changed", "equal", "withdrawn"),
        *("committed_at", "reverted_at"),
    ),
    "imports.Confirmation": ("by", "table", "version"),
    "imports.ErasedYear": ("hub", "year"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
