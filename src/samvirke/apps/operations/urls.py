"""Addresses for whoever runs the installation."""

from django.urls import path

from samvirke.apps.operations import views

app_name = "operations"
urlpatterns = [path("sundhed/", views.health_page, name="health")]
