"""Django settings: those of the record store, and the templates of the pages."""

from pathlib import Path

from samvirke.apps.settings import (
    DATABASES,
    DEFAULT_AUTO_FIELD,
    INSTALLED_APPS,
    LANGUAGE_CODE,
    LANGUAGES,
    TIME_ZONE,
    USE_TZ,
)

__all__ = [
    "DATABASES",
    "DEFAULT_AUTO_FIELD",
    "INSTALLED_APPS",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "STATIC_FILES",
    "TEMPLATES",
    "TIME_ZONE",
    "USE_TZ",
]

_SITE = Path(__file__).parent

STATIC_FILES = _SITE / "static"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_SITE / "templates"],
        "OPTIONS": {"string_if_invalid": "MISSING %s"},
    }
]
