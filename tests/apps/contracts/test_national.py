"""The national statement: made of published statements alone, kept as frozen versions."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from tests.apps.contracts import folders
from tests.apps.contracts.folders import NOW
from tests.site.people import HTTPS

from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.domain import StatementRefused, make_national
from samvirke.apps.contracts.models import (
    NationalFigure,
    NationalPage,
    NationalPaper,
    NationalStatement,
    StatementFile,
)
from samvirke.apps.contracts.pages import figure_page

HUBS = ("hovedstaden", "sjaelland", "fyn", "sydjylland", "midtjylland", "nordjylland")


def national(year=2021):
    return make_national(
        year, organisation="national:kl", by=None, at=NOW, on_behalf_of="Demo Analytiker"
    )


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))


def test_it_is_made_of_what_is_published_and_stays_as_made(store, data, tmp_path):
    published = folders.stored(tmp_path / "nord", far=4)
    folders.stored(tmp_path / "fyn", hub="fyn", far=3)
    made = national()
    assert (made.year, made.version, made.sources) == (2021, 1, [published.pk])
    document = json.loads(bytes(made.papers.get(language="da", name=JSON).content))
    assert [item["hub"] for item in document["statements"]] == ["nordjylland"]
    assert sorted(made.papers.values_list("language", "name")) == [
        (language, f"national-opgoerelse.{kind}")
        for language in ("da", "en")
        for kind in ("json", "pdf", "xlsx")
    ]
    assert list(
        Event.objects.filter(verb="national.made").values_list("organisation", "about")
    ) == [("national:kl", f"national:{made.pk}")]
    assert national() == made
    for model in (NationalStatement, NationalPaper, NationalPage):
        with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
            model.objects.all()._raw_delete(using="default")
    with pytest.raises(IntegrityError, match="unchangeable"), transaction.atomic():
        NationalPaper.objects.update(content=b"andet")
    assert NationalStatement.objects.get() == made


JSON = "national-opgoerelse.json"


def test_it_shows_the_public_edition_alone(sqlite, tmp_path):
    published = folders.stored(tmp_path / "nord", far=4)
    held = published.files.get(path="offentlig/resultatopgoerelse.json")
    public = json.loads(bytes(held.content))
    shown = {
        line["id"]: [item["value"] for item in line["measurements"]]
        for goal in public["goals"]
        for line in goal["lines"]
    }
    document = json.loads(bytes(national().papers.get(language="da", name=JSON).content))
    for row in document["rows"]:
        for hub in row["hubs"]:
            assert [item["value"] for item in hub["values"]] == shown[row["id"]]


def test_without_anything_published_there_is_none(store, data, tmp_path):
    folders.stored(tmp_path / "nord", far=3)
    with pytest.raises(StatementRefused) as refused:
        national()
    assert refused.value.what.da.startswith("Ingen erhvervshuse har offentliggjort en opgørelse")
    assert not NationalStatement.objects.exists()


def test_a_statement_that_is_not_what_was_published_is_refused(sqlite, tmp_path):
    published = folders.stored(tmp_path / "nord", far=4)
    file = published.files.get(path="offentlig/resultatopgoerelse.json")
    document = json.loads(bytes(file.content))
    document["goals"][0]["lines"][0]["measurements"][0]["value"]["value"] = "99"
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER unchangeable_contracts_statementfile_update")
    StatementFile.objects.filter(pk=file.pk).update(content=json.dumps(document).encode())
    with pytest.raises(StatementRefused) as refused:
        national()
    assert "kan ikke længere regnes efter, som den blev offentliggjort" in refused.value.what.da
    assert not NationalStatement.objects.exists()


def test_a_sum_over_all_hubs_has_a_permanent_address(sqlite, tmp_path):
    for hub in HUBS:
        (tmp_path / hub).mkdir()
        folders.stored(tmp_path / hub, hub=hub, year=2027, far=4)
    made = national(2027)
    (figure,) = NationalFigure.objects.all()
    assert figure.address == "/tal/national-opgoerelse/2027/ra24-m1a"
    assert Client(**HTTPS).get(f"/api/v1/figures{figure.address.removeprefix('/tal')}").json() == (
        figure.content
    )
    page = figure_page(None, figure.address)
    assert (page["national"], page["figure"].value) == (made, 0)
