"""Addresses of effect statements."""

from django.urls import path

from samvirke.apps.effects import views

app_name = "effects"
urlpatterns = [
    path("effekt/", views.reports, name="list"),
    path("effekt/offentliggoer/", views.store, name="store"),
    path("effekt/fil/<int:number>/<slug:language>/<str:name>", views.file, name="file"),
    path("effekt/<slug:agreement>/<int:year>/", views.report, name="report"),
    path("tal/effekt/<path:address>", views.figure, name="figure"),
]
