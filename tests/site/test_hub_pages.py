"""What hub and statement pages say where a contract judges, and where none does."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.site import contract_objects
from tests.site.reading import words

from samvirke.apps.accounts.domain import Role

HEADINGS = re.compile(r'<th scope="col" role="columnheader"[^>]*>(.*?)</th>')


@pytest.fixture(autouse=True)
def data(site, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))


def headings(response):
    """The columns of each table on the page, in their order."""
    assert response.status_code == 200
    return [HEADINGS.findall(head) for head in response.content.decode().split("<thead")[1:]]


def test_without_a_contract_the_hub_s_page_says_so_once_and_has_no_column_for_it(client_as):
    contract_objects.statement("fyn", year=2021)
    page = client_as(Role.CONTROLLER, "hub:fyn").get("/erhvervshuse/fyn/")
    assert headings(page) == [
        ["Mål", "Værdi", "Krav", "Aftalen", "Året før"],
        ["År", "Status", "Aftalens mål"],
    ]
    assert words(page).count("Opgørelsen er ikke holdt op mod en resultatkontrakt.") == 1


def test_with_a_contract_the_hub_s_page_has_the_columns(client_as):
    contract_objects.statement("nordjylland", year=2021)
    contract_objects.statement("nordjylland", year=2022)
    hub = client_as(Role.CONTROLLER)
    judged = ["Mål", "Værdi", "Krav", "Aftalen", "Kontrakten", "Året før"]
    years = ["År", "Status", "Aftalens mål", "Kontraktens mål"]
    with_contract = hub.get("/erhvervshuse/nordjylland/?aar=2021")
    assert headings(with_contract) == [judged, years]
    assert "er ikke holdt op mod" not in words(with_contract)
    without = hub.get("/erhvervshuse/nordjylland/?aar=2022")
    assert headings(without) == [[word for word in judged if word != "Kontrakten"], years]
    assert "Ikke holdt op mod en kontrakt" in words(without)


def test_a_statement_has_a_column_for_the_contract_only_where_there_is_one(client_as):
    for year in (2021, 2022):
        contract_objects.statement("nordjylland", year=year)
    hub = client_as(Role.CONTROLLER)
    for year, has_contract in ((2021, True), (2022, False)):
        page = hub.get(f"/opgoerelser/nordjylland/{year}/1/")
        columns = [heading for table in headings(page) for heading in table]
        assert ("Kontrakten" in columns) is has_contract
        assert "Aftalen" in columns


def test_the_tally_is_told_as_a_sentence_of_the_document_s_goals(client_as):
    contract_objects.statement("nordjylland", year=2021)
    told = words(client_as(Role.CONTROLLER).get("/erhvervshuse/nordjylland/"))
    assert re.search(r"Rammeaftalens 15 målepunkter: \d+ nået", told)
    assert re.search(r"Resultatkontraktens \d+ mål: \d+ nået", told)


def test_the_list_of_national_statements_takes_the_same_queries_for_one_year_and_three(
    client_as,
):
    analyst = client_as(Role.ANALYST)
    counts = []
    for years in ((2021,), (2022, 2023)):
        for year in years:
            contract_objects.statement("nordjylland", year=year, far=4)
        with CaptureQueriesContext(connection) as asked:
            page = words(analyst.get("/national/"))
        assert str(years[-1]) in page
        counts.append(len(asked))
    assert counts[0] == counts[1]
