"""Every address of the site: Danish without a prefix, English under ``/en/``.

What has no language (files, JSON) stands outside ``i18n_patterns``. Every name is in
``access_matrix.yaml``.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from samvirke.site import access_log, event_log, views
from samvirke.site.api import api

handler400 = "samvirke.site.faults.bad_request"
handler500 = "samvirke.site.faults.fault"
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
        path("konto/log/", event_log.events, name="events"),
        path("konto/adgange/", access_log.access_log, name="accesses"),
        # the first login by address connects a person to their organisation's server, no page does
        path("konto/organisation/", views.no_such_page, name="socialaccount_connections"),
        path("konto/organisation/", include("allauth.socialaccount.urls")),
        *(path("konto/organisation/", include(f"{app}.urls")) for app in settings.LOGINS.apps),
        # their figures' addresses stand before those of all other figures, which are statements'
        path("", include("samvirke.apps.effects.urls")),
        path("", include("samvirke.apps.territory.urls")),
        path("", include("samvirke.apps.contracts.urls")),
        path("importer/", include("samvirke.apps.imports.urls")),
        path("", include("samvirke.apps.guidance.urls")),
        path("", include("samvirke.apps.operations.urls")),
        prefix_default_language=False,
    ),
]
