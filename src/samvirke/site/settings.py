"""Django settings: templates and language. There is no database and no server yet."""

from pathlib import Path

_SITE = Path(__file__).parent

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
INSTALLED_APPS: list[str] = []
STATIC_FILES = _SITE / "static"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_SITE / "templates"],
        "OPTIONS": {"string_if_invalid": "MISSING %s"},
    }
]
