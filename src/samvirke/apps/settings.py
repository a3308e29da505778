"""Django settings of the record store: its apps and its database. The site adds its pages."""

import os

from samvirke.apps.database import DEFAULT_FILE, address_of, settings_of

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["samvirke.apps.imports", "samvirke.apps.guidance", "samvirke.apps.surveys"]
DATABASES = {"default": settings_of(os.environ.get("DATABASE_URL") or address_of(DEFAULT_FILE))}
