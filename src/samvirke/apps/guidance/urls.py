"""Addresses of registrations."""

from django.urls import path

from samvirke.apps.guidance import views

app_name = "guidance"
urlpatterns = [
    path("registreringer/", views.registrations, name="registrations"),
    path("registreringer/<slug:hub>/<path:engagement>/", views.registration, name="registration"),
    path("arbejdsliste/", views.tasks, name="work_list"),
    path("arbejdsliste/<int:year>/liste.<str:kind>", views.tasks_file, name="work_list_file"),
    path("vejledte-virksomheder/", views.own_companies, name="own_companies"),
    path("vejledte-virksomheder/<int:company>/", views.referred_company, name="referred_company"),
]
