"""Addresses of effect statements."""

from django.urls import path

from samvirke.apps.effects import views

app_name = "effects"
urlpatterns = [
    path("", views.reports, name="list"),
    path("offentliggoer/", views.store, name="store"),
    path("fil/<int:number>/<slug:language>/<str:name>", views.file, name="file"),
    path("<slug:agreement>/<int:year>/", views.report, name="report"),
]
