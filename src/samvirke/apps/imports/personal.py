"""Personal data in what the store remembers of imports."""

from samvirke.apps.personal_data import Personal, Retention
from samvirke.figures import Text

PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="imports.Import",
        fields=("actor", "reverted_by", "file_name"),
        purpose=Text(da="At vide, hvem der læste en fil ind", en="Knowing who imported a file"),
        legal_basis=Text(
            da="Databeskyttelsesforordningens artikel 6, stk. 1, litra e: en opgave i samfundets "
            "interesse",
            en="GDPR article 6(1)(e): a task in the public interest",
        ),
        retention=Retention(
            Text(
                da="Så længe importens rækker bevares; navnet kan slettes på anmodning",
                en="As long as the import’s rows are kept; the name can be erased on request",
            )
        ),
    ),
)
_WITHOUT_PERSONS = {
    "imports.Import": (
        *("kind", "hub", "sha256", "size", "full_year", "new", "changed", "equal", "withdrawn"),
        *("committed_at", "reverted_at"),
    ),
    "imports.Confirmation": ("by", "table", "version"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
