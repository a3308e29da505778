"""Django settings of the record store: its apps and its database. The site adds its pages."""

import os

from samvirke.apps.database import DEFAULT_FILE, address_of, settings_of

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
# Every app with tables stands here, so that commands and site make the same database.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "samvirke.apps.accounts",
    "samvirke.apps.imports",
    "samvirke.apps.guidance",
    "samvirke.apps.surveys",
    "samvirke.apps.contracts",
    "samvirke.apps.effects",
]
# allauth does not load without it; commands answer no requests.
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
DATABASE_ADDRESS = os.environ.get("DATABASE_URL") or address_of(DEFAULT_FILE)
DATABASES = {"default": settings_of(DATABASE_ADDRESS)}
