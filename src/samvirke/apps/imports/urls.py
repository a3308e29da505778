"""Addresses of imports, under ``/importer/``."""

from django.urls import path

from samvirke.apps.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="list"),
    path("ny/", views.upload, name="upload"),
    path("venter/<str:fingerprint>/", views.preview, name="preview"),
    path("venter/<str:fingerprint>/fejl.csv", views.problems, name="problems"),
    path("venter/<str:fingerprint>/gem/", views.commit, name="commit"),
    path("venter/<str:fingerprint>/slet/", views.discard, name="discard"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/traek-tilbage/", views.revert, name="revert"),
]
