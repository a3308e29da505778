"""Inviting, accepting and ending roles on the site, and the second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.utils import timezone
from tests.site.people import client, client_of, person

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.domain.closing import close_user
from samvirke.apps.accounts.encryption import decrypt
from samvirke.apps.accounts.models import Invitation, OutboxMail, RoleAssignment, User
from samvirke.cli import main

PASSWORD = "fem heste og en ko"  # noqa: S105 - of a made-up person
TOLD = {
    "name": "Demo Ny",
    "email": "ny@demo.example",
    "role": "controller",
    "organisation": "hub:nordjylland",
}


def link_in_letter():
    return re.search(r"https://localhost(\S+)", OutboxMail.objects.latest("pk").body)[1]


def test_from_invitation_to_role_in_two_pages(client_as, public):
    administrator = client_as(Role.ADMINISTRATOR)
    sent = administrator.post("/konto/brugere/inviter/", TOLD, follow=True)
    assert "Invitationen er sendt." in sent.content.decode()
    link = link_in_letter()
    assert "Demo Ny, du er inviteret som Controller, Erhvervshus Nordjylland." in (
        public.get(link).content.decode()
    )
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    welcome = public.post(link, chosen, follow=True)
    assert "Du arbejder som Controller, Erhvervshus Nordjylland." in welcome.content.decode()
    assert client().get(link).status_code == 404
    assert "Demo Ny" in administrator.get("/konto/brugere/").content.decode()


def test_a_weak_password_is_told_beside_its_field(client_as, public):
    client_as(Role.ADMINISTRATOR).post("/konto/brugere/inviter/", TOLD)
    weak = public.post(link_in_letter(), {"new_password1": "kort", "new_password2": "kort"})
    assert "form-error-message" in weak.content.decode()
    assert not User.objects.filter(email=TOLD["email"]).exists()


def test_someone_with_an_account_logs_in_to_accept(client_as, public):
    user = person(Role.ADVISER)
    client_as(Role.ADMINISTRATOR).post("/konto/brugere/inviter/", TOLD | {"email": user.email})
    link = link_in_letter()
    assert public.get(link).headers["Location"] == f"/konto/login/?next={link}"
    client_of(user).post(link)
    assert set(user.role_assignments.values_list("role", flat=True)) == {"adviser", "controller"}


@pytest.mark.parametrize("email", [TOLD["email"], "adviser.hub.nordjylland.1@demo.example"])
def test_who_is_logged_in_as_another_logs_out_and_comes_back(client_as, email):
    client_as(Role.ADVISER)  # the second of the two has an account
    administrator = client_as(Role.ADMINISTRATOR)
    administrator.post("/konto/brugere/inviter/", TOLD | {"email": email})
    link = link_in_letter()
    page = administrator.get(link)
    assert page.status_code == 403
    assert "Du er logget ind som administrator.hub.nordjylland.1@" in page.content.decode()
    assert administrator.post(link).status_code == 403
    assert Invitation.objects.filter(accepted_at=None).count() == 1
    (way,) = re.findall(r'name="next" value="([^"]+)"', page.content.decode())
    assert administrator.post("/konto/logout/", {"next": way}).headers["Location"] == link
    welcome = administrator.get(link, follow=True)
    assert (welcome.status_code, len(welcome.redirect_chain)) == (200, int(email != TOLD["email"]))


@pytest.mark.parametrize(
    "wrong", [{"role": "kkr_secretary"}, {"organisation": "hub:fyn"}, {"email": "ingen"}]
)
def test_what_cannot_be_invited_is_told_and_sends_nothing(client_as, wrong):
    answer = client_as(Role.ADMINISTRATOR).post("/konto/brugere/inviter/", TOLD | wrong)
    assert re.search("form-error-message|alert-error", answer.content.decode())
    assert not Invitation.objects.exists()


def test_an_invitation_that_waits_is_told_beside_the_address(client_as):
    administrator = client_as(Role.ADMINISTRATOR)
    administrator.post("/konto/brugere/inviter/", TOLD)
    page = administrator.post("/konto/brugere/inviter/", TOLD).content.decode()
    assert "Der venter allerede en invitation til samme rolle på svar fra den adresse." in page
    assert Invitation.objects.count() == 1


def test_the_last_administrator_is_told_why_the_role_stays(client_as):
    administrator = client_as(Role.ADMINISTRATOR)
    held = RoleAssignment.objects.get(role="administrator")
    page = administrator.post(f"/konto/brugere/roller/{held.pk}/afslut/", follow=True)
    assert (
        "Rollen er ikke afsluttet, for den er den sidste administrator i Erhvervshus Nordjylland: "
        "uden den kan ingen dér invitere andre. Invitér først en anden administrator, og afslut "
        "rollen, når invitationen er taget imod."
    ) in page.content.decode()
    assert administrator.get("/konto/brugere/").status_code == 200


def roles_offered(browser):
    page = browser.get("/konto/brugere/").content.decode()
    offered = re.search(r'<select name="role".*?</select>', page, re.DOTALL)[0]
    return re.findall(r'value="(\w+)"', offered)


def test_only_roles_of_the_organisation_are_offered(client_as):
    hub = roles_offered(client_as(Role.ADMINISTRATOR))
    assert hub == ["adviser", "controller", "hub_director", "hub_board", "administrator"]
    everywhere = roles_offered(client_as(Role.ADMINISTRATOR, "installation:samvirke"))
    assert everywhere == [role.value for role in Role]


def test_whoever_runs_the_installation_invites_everywhere(client_as):
    everywhere = client_as(Role.ADMINISTRATOR, "installation:samvirke")
    everywhere.post("/konto/brugere/inviter/", TOLD | {"organisation": "hub:fyn"})
    assert Invitation.objects.get().organisation == "hub:fyn"


def test_an_ended_role_opens_nothing_from_the_same_day(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    assert director.get("/konto/log/").status_code == 200
    held = RoleAssignment.objects.get(role="hub_director")
    client_as(Role.ADMINISTRATOR).post(f"/konto/brugere/roller/{held.pk}/afslut/")
    assert director.get("/konto/log/").status_code == 403


def test_whoever_runs_the_installation_closes_an_account_and_nobody_else_does(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    user = person(Role.HUB_DIRECTOR)
    address = f"/konto/brugere/{user.pk}/luk/"
    own = client_as(Role.ADMINISTRATOR)
    assert own.post(address).status_code == 403
    assert "Luk kontoen" not in own.get("/konto/brugere/").content.decode()
    everywhere = client_as(Role.ADMINISTRATOR, "installation:samvirke")
    shown = everywhere.get("/konto/brugere/").content.decode()
    assert (shown.count("Luk kontoen"), address in shown) == (2, True)  # not their own
    assert "Kontoen er lukket." in everywhere.post(address, follow=True).content.decode()
    assert director.get("/konto/").status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    themselves = person(Role.ADMINISTRATOR, "installation:samvirke")
    assert everywhere.post(f"/konto/brugere/{themselves.pk}/luk/").status_code == 404


def test_whose_account_is_closed_is_not_invited(client_as):
    user = person(Role.CONTROLLER)
    close_user(user, by=None, at=timezone.now())
    before = OutboxMail.objects.count()
    told = TOLD | {"email": user.email.upper()}
    page = client_as(Role.ADMINISTRATOR).post("/konto/brugere/inviter/", told)
    assert "Brugeren har en konto, som er lukket." in page.content.decode()
    assert OutboxMail.objects.count() == before


def test_the_first_administrator_is_invited_from_the_command_line(site, public, capsys):
    assert (
        main(
            [
                *("invite", "--email", "ny@demo.example", "--name", "Demo Ny"),
                *("--site", "https://localhost/"),
            ]
        )
        == 0
    )
    link = re.search(r"https://localhost(\S+)", capsys.readouterr().out)[1]
    public.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    held = RoleAssignment.objects.get()
    assert (held.user.email, held.role, held.organisation) == (
        "ny@demo.example",
        "administrator",
        "installation:samvirke",
    )


def with_password(role):
    user = person(role, second_factor=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(browser, user):
    return browser.post("/konto/login/", {"login": user.email, "password": PASSWORD})


def code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_turning_on_an_app_opens_the_log_and_ends_the_other_sessions(public):
    user, elsewhere = with_password(Role.HUB_DIRECTOR), client()
    for browser in (public, elsewhere):
        log_in(browser, user)
        browser.get("/")
    assert UserSession.objects.filter(user=user).count() == 2
    public.post("/konto/reauthenticate/", {"password": PASSWORD})
    page = public.get("/konto/totrin/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[1]
    public.post("/konto/totrin/totp/activate/", {"code": code(secret)})
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert public.get("/konto/log/").status_code == 200
    assert elsewhere.get("/konto/").status_code == 302


def test_a_session_that_passed_no_second_factor_is_asked_for_it(public):
    director = person(Role.HUB_DIRECTOR)
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    public.force_login(director, backend=backend)
    answer = public.get("/konto/log/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/konto/totrin/reauthenticate/?next=/konto/log/",
    )
    secret = decrypt(Authenticator.objects.get(user=director).data["secret"])
    answer = public.post("/konto/totrin/reauthenticate/?next=/konto/log/", {"code": code(secret)})
    assert answer.headers["Location"] == "/konto/log/"
    assert public.get("/konto/log/").status_code == 200


def test_a_session_is_weak_again_when_the_factor_is_gone(client_as):
    browser = client_as(Role.HUB_DIRECTOR)
    assert browser.get("/konto/log/").status_code == 200
    Authenticator.objects.all().delete()
    assert browser.get("/konto/log/").headers["Location"] == "/konto/totrin/"


def test_with_an_app_the_password_alone_logs_nobody_in(public):
    strong = person(Role.CONTROLLER)
    strong.set_password(PASSWORD)
    strong.save()
    answer = log_in(public, strong)
    assert answer.headers["Location"] == "/konto/totrin/authenticate/"
    assert public.get("/konto/").status_code == 302


def test_one_sees_and_ends_one_s_other_sessions(public):
    user, elsewhere = with_password(Role.ADVISER), client()
    for browser in (public, elsewhere):
        log_in(browser, user)
        browser.get("/")
    assert "Hvor du er logget ind" in public.get("/konto/sessioner/").content.decode()
    public.post("/konto/sessioner/")
    assert elsewhere.get("/konto/").status_code == 302
    assert public.get("/konto/").status_code == 200


def test_a_closed_account_is_logged_out_and_stays_out(public):
    user = with_password(Role.ADVISER)
    log_in(public, user)
    User.objects.update(is_active=False)
    assert public.get("/konto/").status_code == 302
    log_in(public, user)
    assert public.get("/konto/").status_code == 302
