"""Django settings of the site, on top of those of the record store.

What an installation decides stands in its environment: ``DATABASE_URL``, ``SAMVIRKE_SECRET_KEY``,
``SAMVIRKE_HOSTS`` (names of the site, comma between), ``SAMVIRKE_DATA`` (folder of snapshots),
``SAMVIRKE_ENCRYPTION_KEYS`` (of the second factors' secrets, the newest first, comma between),
``SAMVIRKE_BEHIND_PROXY=1`` (a proxy ends TLS and sets X-Forwarded-Proto and X-Forwarded-For),
``SAMVIRKE_HSTS_SUBDOMAINS=1`` (browsers ask for all names below the site's over HTTPS only, too),
``SAMVIRKE_MAIL_*``,
``SAMVIRKE_LOGINS`` (file of organisations' own logins, see ``site/logins.py``), and
``SAMVIRKE_DEMO=1``: made-up data, logins without password, no second factor, plain HTTP, on this
machine alone.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from samvirke.apps.database import settings_of
from samvirke.apps.settings import (
    AUTH_USER_MODEL,
    DATABASE_ADDRESS,
    DEFAULT_AUTO_FIELD,
    LANGUAGE_CODE,
    LANGUAGES,
    MFA_SUPPORTED_TYPES,
    TIME_ZONE,
    USE_TZ,
)
from samvirke.apps.settings import INSTALLED_APPS as _STORED_APPS
from samvirke.site.logins import read_logins
from samvirke.site.recipients import read_recipients

__all__ = [
    "AUTH_USER_MODEL",
    "DEFAULT_AUTO_FIELD",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "MFA_SUPPORTED_TYPES",
    "TIME_ZONE",
    "USE_TZ",
]

_SITE = Path(__file__).parent
_APPS = _SITE.parent / "apps"


def _named(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


LOGINS = read_logins(os.environ.get("SAMVIRKE_LOGINS", ""))
DEMO = os.environ.get("SAMVIRKE_DEMO") == "1"
_BEHIND_PROXY = os.environ.get("SAMVIRKE_BEHIND_PROXY") == "1"
DEBUG = False
SECRET_KEY = os.environ.get("SAMVIRKE_SECRET_KEY", "")
# The newest first, see apps/accounts/encryption.py.
ENCRYPTION_KEYS = _named("SAMVIRKE_ENCRYPTION_KEYS")
# Who needs no password sits at this machine.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if DEMO else _named("SAMVIRKE_HOSTS")

# Who waits for another's import holds one of the server's few threads.
DATABASES = {"default": settings_of(DATABASE_ADDRESS, seconds=10)}
ROOT_URLCONF = "samvirke.site.urls"
WSGI_APPLICATION = "samvirke.site.wsgi.application"
INSTALLED_APPS = [
    *_STORED_APPS,
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    *LOGINS.apps,
    "samvirke.site",
]
MIDDLEWARE = [
    # the headers first, so that redirects and files carry them too
    "csp.middleware.CSPMiddleware",
    "samvirke.site.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samvirke.site.middleware.private",
    "samvirke.site.middleware.no_null_characters",
]

# Faults --------------------------------------------------------------------------------------

# To stderr with traceback, which whatever runs the service keeps (journal, container log).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        name: {"handlers": ["stderr"], "level": "ERROR", "propagate": False}
        for name in ("django.request", "samvirke")
    },
}

# Statements ----------------------------------------------------------------------------------

# What renders a statement's papers lies above the apps.
SAMVIRKE_RENDER_PAPERS = "samvirke.site.statement_pages.danish_papers"
# The site's own address, for letters.
SAMVIRKE_ADDRESS = os.environ.get("SAMVIRKE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
# Who a hub's statement is sent to: national:kl=post@example.dk,kkr:fyn=…
SAMVIRKE_RECIPIENTS = read_recipients(_named("SAMVIRKE_RECIPIENTS"))

# Pages ---------------------------------------------------------------------------------------

STATIC_FILES = _SITE / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [STATIC_FILES]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "samvirke.site.context.site",
]
# The first engine renders our own templates, and a missing value shows. allauth's templates leave
# values out on purpose, so they have an engine of their own, with our looks for them.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "samvirke",
        "DIRS": [_SITE / "templates", *sorted(_APPS.glob("*/templates"))],
        "OPTIONS": {
            "string_if_invalid": "MISSING %s",
            "builtins": ["django.templatetags.static", "samvirke.site.templatetags.words"],
            "context_processors": _CONTEXT,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "libraries",
        "DIRS": [_SITE / "library_templates", _SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.static", "samvirke.site.templatetags.words"],
            "context_processors": _CONTEXT,
        },
    },
]
USE_I18N = True
# Our own words for the pages of libraries, before theirs.
LOCALE_PATHS = [_SITE / "locale"]

# Logging in ----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "samvirke.apps.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Samvirke: "
# Tracking would write in every request, and readers would wait while an import is stored.
USERSESSIONS_TRACK_ACTIVITY = False
MFA_TOTP_ISSUER = "Samvirke"
MFA_ADAPTER = "samvirke.apps.accounts.adapters.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_FORMS = {
    "add_webauthn": "samvirke.apps.accounts.key_forms.AddKeyForm",
    "edit_webauthn": "samvirke.apps.accounts.key_forms.EditKeyForm",
}
SOCIALACCOUNT_ADAPTER = "samvirke.apps.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = LOGINS.providers or {}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
EMAIL_BACKEND = "samvirke.apps.accounts.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = os.environ.get("SAMVIRKE_MAIL_FROM", "samvirke@localhost")
EMAIL_TIMEOUT = 30
EMAIL_HOST = os.environ.get("SAMVIRKE_MAIL_HOST", "localhost")
EMAIL_HOST_USER = os.environ.get("SAMVIRKE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SAMVIRKE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SAMVIRKE_MAIL_TLS") == "1"
EMAIL_PORT = int(os.environ.get("SAMVIRKE_MAIL_PORT", "25"))

# Security ------------------------------------------------------------------------------------

_HTTPS = not DEMO
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
# The names below are the municipality's to decide on, and browsers' lists are left by no release.
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS and os.environ.get("SAMVIRKE_HSTS_SUBDOMAINS") == "1"
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
# The last address of X-Forwarded-For is the proxy's word; those before are anybody's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _BEHIND_PROXY else 0
# Failed logins are counted here. The workers of »samvirke serve« share a folder that it names.
CACHES = {
    "default": {
        "BACKEND": "samvirke.site.shared_cache.SharedFiles",
        "LOCATION": os.environ["SAMVIRKE_SHARED"],
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    if os.environ.get("SAMVIRKE_SHARED")
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _named("SAMVIRKE_HOSTS")]
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, *LOGINS.origins],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
