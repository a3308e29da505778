"""Addresses of the accounts app, under ``/konto/``."""

from django.urls import path

from samvirke.apps.accounts import people_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.own, name="own"),
    path("rolle/", views.choose_role, name="choose_role"),
    path("brugere/", people_views.people, name="people"),
    path("brugere/inviter/", people_views.invite_someone, name="invite"),
    path("brugere/roller/<int:number>/afslut/", people_views.end, name="end_role"),
    path("brugere/<int:number>/luk/", people_views.close, name="close_user"),
    path(
        "brugere/invitationer/<int:number>/traek-tilbage/",
        people_views.withdraw_invitation,
        name="withdraw",
    ),
    path("invitation/<str:token>/", people_views.invitation, name="invitation"),
]
