"""Addresses of municipalities."""

from django.urls import path

from samvirke.apps.territory import views

app_name = "territory"
urlpatterns = [
    path("kommuner/", views.municipalities, name="municipalities"),
    path("kommuner/<str:code>/", views.municipality, name="municipality"),
    path("tal/kommune/<path:address>", views.figure, name="figure"),
    path("min-kommune/", views.own, name="own"),
]
