"""Every address of the site: Danish without a prefix, English under ``/en/``.

What has no language (files, JSON) stands outside ``i18n_patterns``. Every name is in
``access_matrix.yaml``.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from samvirke.site import views
from samvirke.site.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", views.start, name="start"),
        path("demo/", views.demo, name="demo"),
        # invitations decide who has which address
        path("konto/email/", views.no_such_page, name="account_email"),
        path("konto/", include("allauth.account.urls")),
        path("konto/totrin/", include("allauth.mfa.urls")),
        path("konto/sessioner/", include("allauth.usersessions.urls")),
        path("konto/", include("samvirke.apps.accounts.urls")),
        path("konto/organisation/", include("allauth.socialaccount.urls")),
        *(path("konto/organisation/", include(f"{app}.urls")) for app in settings.LOGINS.apps),
        path("", include("samvirke.apps.contracts.urls")),
        path("effekt/", include("samvirke.apps.effects.urls")),
        path("importer/", include("samvirke.apps.imports.urls")),
        path("", include("samvirke.apps.guidance.urls")),
        path("", include("samvirke.apps.territory.urls")),
        path("", include("samvirke.apps.operations.urls")),
        prefix_default_language=False,
    ),
]
