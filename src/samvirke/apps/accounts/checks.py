"""What ``check --deploy`` asks of an installation beyond Django's own questions."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as Remark

FEWEST_SIGNS = 50


def encryption_keys(app_configs: Any, **_: Any) -> list[Remark]:
    """Whether secrets are encrypted with keys of their own, none of them easy to guess."""
    if settings.DEMO:
        return []
    keys = settings.ENCRYPTION_KEYS
    if not keys:
        return [Remark(_NONE, _HINT, id="samvirke.W001")]
    if any(len(key) < FEWEST_SIGNS or key == settings.SECRET_KEY for key in keys):
        return [Remark(_WEAK, _HINT, id="samvirke.W002")]
    return []


_NONE = (
    "SAMVIRKE_ENCRYPTION_KEYS er ikke sat, så totrinsbekræftelsens hemmeligheder er krypteret med "
    "SAMVIRKE_SECRET_KEY og kan ikke læses, når den skiftes."
)
_WEAK = (
    "En nøgle i SAMVIRKE_ENCRYPTION_KEYS er kortere end 50 tegn eller den samme som "
    "SAMVIRKE_SECRET_KEY."
)
_HINT = (
    "Sæt den til mindst 50 tilfældige tegn for sig, og gem dem et andet sted end "
    "sikkerhedskopierne (docs/guides/drift.md)."
)
