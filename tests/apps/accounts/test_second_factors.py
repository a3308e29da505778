"""Secrets of the second factor lie encrypted, and keys can be changed."""

import zipfile

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone

from samvirke.apps.accounts.checks import encryption_keys
from samvirke.apps.accounts.domain import make_user
from samvirke.apps.accounts.domain.second_factors import Encrypted, encrypt_second_factors
from samvirke.apps.accounts.encryption import CannotDecrypt, decrypt, encrypt
from samvirke.apps.accounts.models import Event
from samvirke.apps.operations.domain import back_up

OLD, NEW, LOST = ("o" * 50, "n" * 50, "l" * 50)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of a made-up person
SEED = "ab" * 40


def keys(*named):
    return override_settings(ENCRYPTION_KEYS=list(named))


@pytest.fixture
def user(store):
    return make_user(
        email="demo@demo.example", name="Demo", password=None, by=None, at=timezone.now()
    )


def activated(user):
    """An app and recovery codes; returns the codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def app_of(user):
    return Authenticator.objects.get(user=user, type="totp").wrap()


def codes_of(user):
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().generate_codes()


def code():
    cache.clear()  # a code is good once
    return format_hotp_value(hotp_value(SECRET, next(iter(counters()))))


def again():
    return encrypt_second_factors(on_behalf_of="Demo", at=timezone.now())


def test_neither_database_nor_backup_holds_a_secret_that_can_be_read(user, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path))
    monkeypatch.setattr(RecoveryCodes, "generate_seed", classmethod(lambda cls: SEED))
    codes = activated(user)
    back_up(tmp_path / "kopi.zip", on_behalf_of="Demo", at=timezone.now())
    with zipfile.ZipFile(tmp_path / "kopi.zip") as archive:
        kept = archive.read("rows/mfa.authenticator.jsonl").decode()
    assert len(kept.splitlines()) == 2
    for text in (SECRET, SEED, *codes):
        assert text not in kept
        assert text not in str(list(Authenticator.objects.values()))
    assert app_of(user).validate_code(code())
    assert codes_of(user) == codes


def test_a_key_is_changed_without_anyone_noticing(user):
    with keys(OLD):
        codes = activated(user)
    with keys(NEW, OLD):
        assert app_of(user).validate_code(code())
        assert again() == Encrypted(anew=2, unreadable=0)
        assert again() == Encrypted(anew=0, unreadable=0)
    with keys(NEW):
        assert app_of(user).validate_code(code())
        assert codes_of(user) == codes
    (event,) = Event.objects.filter(verb="installation.secrets_encrypted")
    assert (event.about, event.reason) == ("installation:second_factors", "rows=2")


def test_what_an_earlier_release_stored_is_read_and_then_encrypted(user):
    seed = RecoveryCodes.generate_seed()
    plain = {"totp": {"secret": SECRET}, "recovery_codes": {"seed": seed, "used_mask": 1}}
    for kind, data in plain.items():
        Authenticator.objects.create(user=user, type=kind, data=data)
    with keys(NEW):
        assert app_of(user).validate_code(code())
        codes = codes_of(user)
        assert again() == Encrypted(anew=2, unreadable=0)
        assert SECRET not in str(list(Authenticator.objects.values()))
        assert app_of(user).validate_code(code())
        assert codes_of(user) == codes
        assert Authenticator.objects.get(type="recovery_codes").data["used_mask"] == 1


def test_codes_that_were_brought_from_elsewhere_are_encrypted_too(user):
    data = {"migrated_codes": ["11112222", "33334444"]}
    Authenticator.objects.create(user=user, type="recovery_codes", data=data)
    with keys(NEW):
        again()
        assert "11112222" not in str(list(Authenticator.objects.values()))
        assert codes_of(user) == ["11112222", "33334444"]


def test_a_security_key_is_left_as_it_is(user):
    data = {"name": "Nøgle", "credential": {"id": "x"}}
    Authenticator.objects.create(user=user, type="webauthn", data=data)
    assert again() == Encrypted(anew=0, unreadable=0)
    assert Authenticator.objects.get().data == data


def test_a_secret_whose_key_is_lost_opens_nothing_and_waits_for_the_key(user):
    with keys(LOST):
        activated(user)
    before = list(Authenticator.objects.order_by("pk").values())
    with keys(NEW):
        with pytest.raises(CannotDecrypt):
            app_of(user).validate_code(code())
        assert again() == Encrypted(anew=0, unreadable=2)
    assert list(Authenticator.objects.order_by("pk").values()) == before
    with keys(NEW, LOST):
        assert app_of(user).validate_code(code())


def test_without_keys_of_their_own_secrets_are_encrypted_with_the_site_s(user):
    with keys():
        activated(user)
        assert SECRET not in str(list(Authenticator.objects.values()))
    with keys(NEW):  # the site's key still reads
        assert again() == Encrypted(anew=2, unreadable=0)
    with keys(NEW), override_settings(SECRET_KEY="z" * 50):
        assert app_of(user).validate_code(code())


def test_the_same_text_is_never_stored_twice_alike():
    with keys(NEW):
        first, second = encrypt("hemmelig"), encrypt("hemmelig")
        assert first != second
        assert decrypt(first) == decrypt(second) == "hemmelig"


def test_no_secret_of_allauth_looks_encrypted():
    """So that what was stored as it was can be told from what was encrypted."""
    for text in (generate_totp_secret(), RecoveryCodes.generate_seed(), "12345678"):
        assert decrypt(text) == text


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"ENCRYPTION_KEYS": []}, ["samvirke.W001"]),
        ({"ENCRYPTION_KEYS": [NEW, "kort"]}, ["samvirke.W002"]),
        ({"ENCRYPTION_KEYS": [NEW], "SECRET_KEY": NEW}, ["samvirke.W002"]),
        ({"ENCRYPTION_KEYS": [NEW, OLD]}, []),
        ({"ENCRYPTION_KEYS": [], "DEMO": True}, []),
    ],
)
def test_the_deployment_check_asks_for_keys_of_their_own(told, found):
    with override_settings(**told):
        assert [remark.id for remark in encryption_keys(None)] == found
