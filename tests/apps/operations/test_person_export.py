"""A person is told all that is held about them: one of each is made, and each is found."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from tests.apps.contracts import folders
from tests.apps.rows import engagement, evaluation, file_of, meeting, participation, take_file
from tests.site import effect_objects

from samvirke.apps.accounts.domain import (
    Actor,
    Role,
    give_role,
    make_user,
    post_letter,
    record_access,
)
from samvirke.apps.accounts.domain.invitations import accept, invite
from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.domain import confirm_contract, make_national, save_contract
from samvirke.apps.imports.domain import commit, revert
from samvirke.apps.operations.domain import OperationRefused, export_person
from samvirke.apps.personal_data import register
from samvirke.figures import Text
from samvirke.schemes.contract_confirmation import Party

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
DONE = {"on_behalf_of": "Demo Drift", "at": NOW}
LETTER = Text("https://localhost/hemmelig", "https://localhost/hemmelig")
EMAIL, NAME, COMPANY = "demo@demo.example", "Demo Person", 99999993


def invited(email, *, by=None):
    return invite(
        email=email,
        name="Demo Anden",
        role=Role.CONTROLLER,
        organisation="hub:fyn",
        by=by,
        link=str,
        language="da",
        at=NOW,
    )


def imported(*rows, user=None, name="fil.csv"):
    done = commit(
        file_of(*rows, name=name),
        actor=user.name if user else NAME,
        user=user,
        at=NOW,
        on_problem=print,
        progress=lambda step, count: None,
    )
    return done.record


def read(user):
    actor = Actor(user, Role.CONTROLLER, "hub:nordjylland", TODAY)
    record_access(actor=actor, organisation="hub:nordjylland", about="engagement:F1", at=NOW)


@pytest.fixture
def user(store, tmp_path, monkeypatch):
    """A user about whom there is one of each thing that can be held."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    user = make_user(email=EMAIL, name=NAME, password=None, by=None, at=NOW)
    give_role(user, Role.CONTROLLER, "hub:fyn", valid_from=TODAY, by=None, at=NOW)
    invited("anden@demo.example", by=user)
    post_letter(to=EMAIL, subject=Text("Til dig", "To you"), body=LETTER, language="da", at=NOW)
    read(user)
    address = EmailAddress.objects.get(user=user)
    EmailConfirmation.objects.create(email_address=address, created=NOW, key="nøgle")
    TOTP.activate(user, generate_totp_secret())
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key="k", user_agent="b")
    social = SocialAccount.objects.create(user=user, provider="kommune", uid="1")
    app = SocialApp.objects.create(provider="kommune", name="K", client_id="1")
    SocialToken.objects.create(app=app, account=social, token="hemmelig")  # noqa: S106
    take_file(file_of(engagement("F1"), participation("D1"), meeting("A1")), actor=NAME)
    imported(evaluation("S1", "F1"), user=user)
    folders.stored(tmp_path / "opgoerelse", far=4, by=user)
    contract = save_contract(folders.contract_of("nordjylland"), by=user, at=NOW)
    told = {"seen": contract.sha256, "confirmed_on": TODAY, "document": "Referat"}
    confirm_contract(contract, Party.HUB, **told, by=user, at=NOW)
    make_national(2021, organisation="national:kl", by=user, at=NOW)
    effect_objects.stored(by=user)
    return user


def held(**asked):
    told = export_person(**asked, language="da", **DONE)
    return {part["model"]: part["rows"] for part in told["held"]}


def test_one_of_each_thing_is_found(user):
    found = held(email=f" {EMAIL.upper()} ", name=NAME, company=COMPANY)
    searched = {entry.model for entry in register() if entry.unsearched is None}
    assert {model for model, rows in found.items() if rows} == searched


def test_what_is_not_searched_says_why(user):
    told = export_person(EMAIL, language="da", **DONE)["held"]
    assert {part["model"]: part["unsearched"] for part in told if "unsearched" in part} == {
        "sessions.Session": "Samme sessioner som usersessions.UserSession, hvor de står med bruger",
        "contracts.StatementFile": "Navnet på den, der vurderede, står i opgørelsen, som "
        "vedkommende selv kan læse",
        "contracts.StatementPage": "Navnet på den, der vurderede, står i opgørelsen, som "
        "vedkommende selv kan læse",
        "surveys.AwarenessAnswer": "Hvem der svarede, ved kun den, der spurgte",
    }


def test_every_entry_tells_how_a_person_is_found_or_why_not():
    ways = {
        entry.model: bool(
            entry.subjects
            or entry.addresses
            or entry.names
            or entry.companies
            or entry.retention.kept_with
        )
        for entry in register()
    }
    assert ways == {entry.model: entry.unsearched is None for entry in register()}


def test_rows_are_told_with_values_and_secrets_are_not(user):
    found = held(email=EMAIL)
    assert found["accounts.User"][0]["name"] == NAME
    assert found["accounts.User"][0]["password"] is True
    assert found["accounts.RoleAssignment"] == [
        {
            "user": user.pk,
            "role": "controller",
            "organisation": "hub:fyn",
            "valid_from": "2026-06-01",
            "valid_to": None,
        }
    ]
    assert [row["about"] for row in found["accounts.AccessRecord"]] == ["engagement:F1"]
    assert [row["email"] for row in found["accounts.Invitation"]] == ["anden@demo.example"]
    assert found["socialaccount.SocialToken"][0]["token"] is True
    assert [row["body"] for row in found["accounts.OutboxMail"]] == [True]
    assert "hemmelig" not in str(found)
    assert found["guidance.Engagement"] == []


def test_somebody_who_has_not_accepted_yet_is_told_of_invitation_and_letter(store):
    token = invited("ny@demo.example")
    found = held(email="ny@demo.example")
    assert [row["name"] for row in found["accounts.Invitation"]] == ["Demo Anden"]
    assert [row["to"] for row in found["accounts.OutboxMail"]] == ["ny@demo.example"]
    assert token not in str(found)


def test_a_sole_trader_is_told_all_columns_of_what_is_registered(store):
    take_file(
        file_of(engagement("F1", theme="Konkurs"), engagement("F2", company=88888888), name="a.csv")
    )
    take_file(file_of(evaluation("S1", "F1"), evaluation("S2", "F2"), name="b.csv"))
    found = held(company=COMPANY)
    assert [(row["engagement"], row["theme"]) for row in found["guidance.Engagement"]] == [
        ("F1", "Konkurs")
    ]
    assert [row["answer"] for row in found["surveys.Evaluation"]] == ["S1"]


def test_who_reverted_and_on_whose_behalf_is_told(user):
    record = imported(engagement("F9", started=20200101), name="ny.csv")
    revert(record.pk, actor=user.name, user=user, at=NOW + timedelta(days=1))
    numbers = [row["file_name"] for row in held(email=EMAIL)["imports.Import"]]
    assert numbers == ["fil.csv", "ny.csv"]
    assert "ny.csv" in str(held(name=NAME)["imports.Import"])


def test_a_person_is_told_nothing_about_others(user):
    other = make_user(email="to@demo.example", name="Demo To", password=None, by=user, at=NOW)
    accept(invited(other.email), user=other, at=NOW)
    post_letter(
        to=other.email, subject=Text("Til to", "To"), body=Text("b", "b"), language="da", at=NOW
    )
    text = str(export_person(EMAIL, language="da", **DONE))
    assert "to@demo.example" not in text
    assert "Til to" not in text
    assert "Demo To" not in text


@pytest.mark.parametrize(
    "asked", [{"email": "ingen@demo.example"}, {"name": "Ingen"}, {"company": 11111111}]
)
def test_where_nothing_is_held_that_is_told(sqlite, asked):
    with pytest.raises(OperationRefused) as refused:
        export_person(**asked, language="da", **DONE)
    assert refused.value.what.da.startswith("Der er intet om den person,")


def test_the_log_tells_that_it_was_asked_for(store):
    user = make_user(email=EMAIL, name=NAME, password=None, by=None, at=NOW)
    held(email=EMAIL)
    event = Event.objects.get(verb="user.exported")
    assert (event.organisation, event.about, event.on_behalf_of.name) == (
        "installation:samvirke",
        f"user:{user.pk}",
        "Demo Drift",
    )
