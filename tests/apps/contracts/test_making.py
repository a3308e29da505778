"""Drafts from what the record store holds, with the newest contract and what was assessed."""

import json
from datetime import date

import pytest
from django.conf import settings
from tests.apps import rows
from tests.apps.contracts import folders
from tests.apps.contracts.folders import NOW, go, somebody

from samvirke.apps.contracts.domain import (
    StatementRefused,
    make_draft,
    save_contract,
    snapshot_folder,
)
from samvirke.apps.contracts.models import Statement
from samvirke.apps.operations.domain import erase_due
from samvirke.records import InputError
from samvirke.records.snapshot import read_manifest
from samvirke.schemes.contract_check import NORDJYLLAND_2021
from samvirke.schemes.contract_confirmation import Party
from samvirke.schemes.results_statement import Step


@pytest.fixture
def records(store, tmp_path, monkeypatch):
    """A store with three engagements of Nordjylland and one of Fyn in 2021."""
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(settings, "SAMVIRKE_RENDER_PAPERS", "tests.apps.contracts.folders.render")
    days = (20210315, 20210920, 20210921)
    rows.take(*(rows.engagement(f"F{at}", started=day) for at, day in enumerate(days)))
    rows.take(rows.engagement("F9", hub="fyn"), hub="fyn", name="fyn.csv")
    return store


def draft(**told):
    return make_draft(
        **{
            "hub": folders.HUB,
            "year": folders.YEAR,
            "by": None,
            "at": NOW,
            "progress": rows.Told(),
            **told,
        }
    )


def engagements_of(statement):
    manifest = read_manifest(snapshot_folder(statement.snapshot))
    (table,) = (found for found in manifest.tables if found.name == "engagements")
    return table.rows


def document(statement):
    return json.loads(bytes(statement.files.get(path="resultatopgoerelse.json").content))


def test_a_draft_counts_the_hub_s_own_records(records):
    assert engagements_of(draft()) == 3


def test_the_newest_proposal_where_none_is_in_force_and_the_assessments_are_used(records):
    contract = NORDJYLLAND_2021.read_bytes()
    save_contract(contract, by=None, at=NOW)
    save_contract(contract + b"# newer\n", by=None, at=NOW)
    made = draft(assessments=folders.ASSESSED.encode())
    kept = {
        name: bytes(made.files.get(path=f"grundlag/{name}.yaml").content)
        for name in ("kontrakt", "vurderinger")
    }
    assert kept == {
        "kontrakt": contract + b"# newer\n",
        "vurderinger": folders.ASSESSED.encode(),
    }


def test_the_contract_in_force_is_used_before_a_newer_proposal(records):
    content = NORDJYLLAND_2021.read_bytes()
    folders.confirmed(save_contract(content, by=None, at=NOW))
    save_contract(content + b"# newer\n", by=None, at=NOW)
    assert bytes(draft().files.get(path="grundlag/kontrakt.yaml").content) == content


def test_a_draft_by_a_proposal_is_signed_off_once_the_contract_is_in_force(records):
    content = NORDJYLLAND_2021.read_bytes()
    contract = folders.confirmed(save_contract(content, by=None, at=NOW), Party.HUB)
    made = draft()
    director = somebody()
    with pytest.raises(StatementRefused) as refused:
        go(made, Step.SIGNED_OFF, by=director)
    assert refused.value.what.da == (
        "Udkastet er holdt op mod en resultatkontrakt, som ikke er bekræftet af både "
        "erhvervshuset og KKR. Det kan først godkendes, når kontrakten er bekræftet."
    )
    assert Statement.objects.get().step is Step.DRAFT
    folders.confirmed(contract)
    go(made, Step.SIGNED_OFF, by=director)
    assert Statement.objects.get().step is Step.SIGNED_OFF


def test_a_draft_by_a_contract_that_was_replaced_is_made_again(records):
    content = NORDJYLLAND_2021.read_bytes()
    folders.confirmed(save_contract(content, by=None, at=NOW))
    made = draft()
    folders.confirmed(save_contract(content + b"# newer\n", by=None, at=NOW))
    director = somebody()
    with pytest.raises(StatementRefused) as refused:
        go(made, Step.SIGNED_OFF, by=director)
    assert refused.value.what.da == (
        "Udkastet er holdt op mod en version af resultatkontrakten, som en nyere har afløst. Lav "
        "udkastet igen med den, der gælder; derefter kan det godkendes."
    )
    go(draft(), Step.SIGNED_OFF, by=director)


def test_a_status_is_of_what_had_happened_by_the_day(records):
    status = draft(cut_off=date(2021, 9, 20))
    assert (status.cut_off, engagements_of(status)) == (date(2021, 9, 20), 2)
    assert document(status)["cut_off"] == "2021-09-20"


def test_after_sign_off_the_draft_is_the_next_version(records):
    first = draft()
    go(first, Step.SIGNED_OFF, by=somebody())
    rows.take(rows.engagement("F8"), name="flere.csv")
    second = draft()
    assert (second.version, second.replaces, engagements_of(second)) == (2, first, 4)
    assert bytes(second.files.get(path="grundlag/version-1.json").content) == bytes(
        first.files.get(path="offentlig/resultatopgoerelse.json").content
    )


def test_a_year_without_an_agreement_makes_nothing(records):
    with pytest.raises(InputError) as refused:
        draft(year=2015)
    assert refused.value.problems[0].what.da == (
        "Der er ingen rammeaftale for 2015, så der er intet at gøre op mod."
    )
    assert not Statement.objects.exists()


def test_assessments_of_another_hub_make_nothing(records):
    other = folders.ASSESSED.replace("Nordjylland", "Fyn").encode()
    with pytest.raises(InputError):
        draft(assessments=other)
    assert not Statement.objects.exists()


def test_no_draft_is_made_of_what_is_left_after_erasing(records):
    """The record of 2019 is gone: 2021 is held against 2020, whose companies are new or not."""
    rows.take(rows.engagement("F7", started=20190315), name="2019.csv")
    erase_due(today=date(2025, 1, 1), on_behalf_of="Demo", at=NOW)
    with pytest.raises(StatementRefused) as refused:
        draft()
    assert refused.value.what.da == (
        "Der kan ikke laves et udkast for 2021: registreringer og svar fra 2019 er slettet, fordi "
        "de har været gemt så længe, de må, og opgørelsen tæller dem med. De opgørelser, der er "
        "lavet, står ved magt og kan regnes efter på deres egne udtræk."
    )
    assert not Statement.objects.exists()
    assert engagements_of(draft(year=2022)) == 3
    assert draft(hub="fyn").hub == "fyn"


def test_what_is_made_of_made_up_records_says_so_on_every_server(records):
    """One such row is enough, and it is the hub's own that count."""
    rows.take(rows.engagement("DEMO-2021-00001", started=20210401), name="demo.csv")
    assert (draft().demo, draft(hub="fyn").demo, draft(hub="fyn", demo=True).demo) == (
        True,
        False,
        True,
    )
