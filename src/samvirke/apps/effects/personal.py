"""Personal data in effect statements: who published one. Companies' numbers never come here."""

from samvirke.apps.personal_data import Personal, Retention
from samvirke.figures import Text

PERSONAL: tuple[Personal, ...] = (
    Personal(
        model="effects.EffectReport",
        fields=("stored_by",),
        purpose=Text(
            da="At vide, hvem der offentliggjorde en effektmåling",
            en="Knowing who published an effect statement",
        ),
        legal_basis=Text(
            da="Databeskyttelsesforordningens artikel 6, stk. 1, litra e: en opgave i samfundets "
            "interesse",
            en="GDPR article 6(1)(e): a task in the public interest",
        ),
        retention=Retention(
            Text(
                da="Varigt: hører til det offentliggjorte; navnet bag en konto kan slettes",
                en="For good: part of what is published; the name behind an account can be erased",
            )
        ),
        subject="stored_by",
    ),
)
_WITHOUT_PERSONS = {
    "effects.EffectReport": (
        *("agreement", "year", "version", "title", "code_version", "sha256", "demo", "stored_at"),
        "frozen",
    ),
    "effects.EffectFile": ("report", "language", "name", "content", "sha256"),
    "effects.EffectPage": ("report", "language", "headlines", "view"),
}
IMPERSONAL = frozenset(
    f"{model}.{name}" for model, names in _WITHOUT_PERSONS.items() for name in names
)
