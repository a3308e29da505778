"""Whoever has an earlier release can go on with this one: nothing lost, nothing changed."""

import re
from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from tests.apps.contracts import folders
from tests.apps.operations.release_backup import HUB, TOTP_SECRET
from tests.apps.rows import current, engagement, take

from samvirke.apps.accounts.domain import verify_chains
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.domain import agreed, lay_out
from samvirke.apps.contracts.models import Contract, Statement
from samvirke.apps.imports.models import Import
from samvirke.apps.operations.domain import restore
from samvirke.apps.store import connect_to
from samvirke.papers.statement_folder import verify
from samvirke.schemes.results_statement import Step

ROOT = Path(__file__).parent.parent.parent.parent
RELEASES = sorted((ROOT / "tests" / "data" / "releases").glob("*.zip"))


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def release(request, new, data):
    """The store that a release left, brought up to date."""
    connect_to(new)
    assert restore(request.param).release == request.param.stem
    return request.param.stem


def test_every_release_of_the_changelog_is_tried():
    told = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert [path.stem for path in RELEASES] == sorted(told)


def test_nothing_is_lost(release):
    """What ``release_backup`` makes."""
    assert len(current()["engagements"]) == 2
    assert [item.content for item in Contract.objects.all()] == [folders.contract_of(HUB)]
    assert {item.actor for item in Import.objects.all()} == {"Demo Controller"}
    assert {user.name for user in User.objects.all()} >= {"Demo Controller", "Demo Direktør"}
    assert {chain.broken_at for chain in verify_chains()} == {None}
    statement = Statement.objects.get()
    assert (statement.hub, statement.year, statement.step) == (HUB, 2021, Step.TAKEN_NOTE_OF)


def test_a_contract_from_before_confirmation_is_in_force_since_it_was_saved(release):
    contract = Contract.objects.get()
    rows = contract.confirmations.order_by("party")
    assert [(row.party, row.confirmed_on, row.document, row.sha256) for row in rows] == [
        (party, date(2022, 7, 1), "Indlæst, før bekræftelse blev indført", contract.sha256)
        for party in ("hub", "kkr")
    ]
    assert list(agreed()) == [contract]


def test_a_second_factor_still_holds(release):
    director = User.objects.get(name="Demo Direktør")
    (held,) = Authenticator.objects.filter(user=director)
    assert decrypt(held.data["secret"]) == TOTP_SECRET


def test_an_approved_statement_recomputes_and_goes_on(release, tmp_path):
    statement = Statement.objects.get()
    folder = lay_out(statement, tmp_path / "lagt ud")
    assert verify(folder, render=folders.render).holds
    director = User.objects.get(name="Demo Direktør")
    folders.go(statement, Step.PUBLISHED, by=director)
    assert Statement.objects.get().step == Step.PUBLISHED


def test_a_new_import_goes_on_from_the_old_rows(release):
    done = take(engagement("F1", minutes=3), engagement("F9"))
    assert (done.record.new, done.record.changed) == (1, 1)
    assert len(current()["engagements"]) == 3
