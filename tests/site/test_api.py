"""The JSON API: what it answers, to whom, and that it holds what it promises."""

import json
from datetime import date
from importlib.resources import files

import jsonschema
import pytest
import schemathesis
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from tests.apps.contracts import folders
from tests.site import contract_objects, people

from samvirke.apps.accounts.domain import Role
from samvirke.apps.contracts.models import StatementFigure
from samvirke.figures import figure_from_json
from samvirke.schemes.contract_check import NORDJYLLAND_2021
from samvirke.site.wsgi import application

ADDRESS = "/api/v1/statements/nordjylland/2021/1"
HTTPS = {"X-Forwarded-Proto": "https", "Host": "localhost"}


@pytest.fixture
def published(site, tmp_path):
    """Nordjylland's statement of 2021, published."""
    return folders.stored(tmp_path / "published", far=4)


@pytest.fixture
def draft(site, tmp_path):
    """Nordjylland's statement of 2021 as a draft."""
    return folders.stored(tmp_path / "draft")


def get(browser, path):
    return browser.get(f"/api/v1/{path}")


def test_the_agreements_are_listed_with_when_they_hold(public):
    listed = get(public, "agreements").json()
    assert [(item["id"], item["valid_from"], item["valid_to"]) for item in listed] == [
        ("RA-2021-2023", "2021-01-01", "2024-01-01"),
        ("RA-2024-2027", "2024-01-01", "2028-01-01"),
    ]


def test_an_agreement_tells_its_thresholds_year_by_year(public):
    told = get(public, "agreements/RA-2021-2023").json()
    satisfied = [item for item in told["requirements"] if item["measure_point"] == "RA21-M3a"]
    # Agreement 2021-2023, 7.1, goal 3: 80 per cent very satisfied, every year.
    assert [(item["years"], item["operator"], item["level"]) for item in satisfied] == [
        ([2021, 2022, 2023], ">=", "80")
    ]


def test_everyone_gets_the_public_edition_of_what_is_published(published, public):
    response = public.get(ADDRESS)
    stored = published.files.get(path="offentlig/resultatopgoerelse.json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.content == bytes(stored.content)


def test_the_hub_gets_the_whole(published, client_as):
    stored = published.files.get(path="resultatopgoerelse.json")
    assert client_as(Role.CONTROLLER).get(ADDRESS).content == bytes(stored.content)


def test_a_draft_is_there_for_the_hub_alone(draft, public, client_as):
    assert public.get(ADDRESS).status_code == 404
    assert get(public, "hubs/nordjylland/statements").json() == []
    assert client_as(Role.KKR_SECRETARY).get(ADDRESS).status_code == 404
    assert client_as(Role.CONTROLLER, "hub:fyn").get(ADDRESS).status_code == 404
    listed = get(client_as(Role.CONTROLLER), "hubs/nordjylland/statements").json()
    assert [(item["state"], item["edition"], item["url"]) for item in listed] == [
        ("draft", "whole", ADDRESS)
    ]


def test_a_figure_is_found_by_the_address_that_papers_print(published, public):
    row = StatementFigure.objects.filter(statement=published, public=True).first()
    told = get(public, f"figures/{row.address.removeprefix('/tal/')}").json()
    schema = json.loads(files("samvirke.figures").joinpath("figure.schema.json").read_text("utf-8"))
    jsonschema.validate(told, schema)
    assert figure_from_json(told).value == figure_from_json(row.content).value


def test_a_figure_that_the_public_edition_hides_is_not_found(published, public, client_as):
    whole = set(published.figures.filter(public=False).values_list("address", flat=True))
    shown = set(published.figures.filter(public=True).values_list("address", flat=True))
    hidden = sorted(whole - shown)
    assert hidden
    path = f"figures/{hidden[0].removeprefix('/tal/')}"
    assert get(public, path).status_code == 404
    assert get(client_as(Role.CONTROLLER), path).status_code == 200


def test_a_contract_comes_as_it_was_saved_with_what_the_check_finds(site, public):
    content = NORDJYLLAND_2021.read_bytes()
    contract_objects.contract(content)
    assert get(public, "contracts/nordjylland/2021").content == content
    found = get(public, "contracts/nordjylland/2021/check").json()["findings"]
    # The contract's five errors, see the guide on the contract check.
    assert sum(item["grade"] == "error" for item in found) == 5


def test_what_is_not_there_is_told_in_both_languages(public):
    response = get(public, "contracts/fyn/2021")
    assert response.status_code == 404
    assert response.json() == {
        "da": "Det findes ikke, eller du kan ikke se det. Slå adressen op i listerne "
        "(/api/v1/agreements, /api/v1/hubs, /api/v1/contracts); det, der ikke er offentliggjort, "
        "ses kun af den, der er logget ind.",
        "en": "It does not exist, or you cannot see it. Look up the address in the lists "
        "(/api/v1/agreements, /api/v1/hubs, /api/v1/contracts); what is not published is seen only "
        "by who is logged in.",
    }
    for listed in ("agreements", "hubs", "contracts"):
        assert get(public, listed).status_code == 200


def test_an_address_that_cannot_be_read_says_which_part_and_what_may_stand_there(public):
    response = get(public, "statements/fyn/i-fjor/0")
    assert response.status_code == 422
    assert response.json() == {
        "da": "Adressen kan ikke læses: year, version. Skriv året med fire cifre fra 2000 til "
        "2200, versionen som et helt tal fra 1 og en dag som 2022-06-30.",
        "en": "The address cannot be read: year, version. Write the year with four digits from "
        "2000 to 2200, the version as a whole number from 1 and a day as 2022-06-30.",
    }
    day = get(public, "statements/fyn/as-of/2021-02-30")
    assert (day.status_code, "kan ikke læses: day." in day.json()["da"]) == (422, True)


def test_nothing_can_be_written(public):
    assert public.post(ADDRESS).status_code == 405
    assert public.delete("/api/v1/contracts/fyn/2021").status_code == 405


def test_a_list_takes_the_same_queries_however_long_it_is(site, tmp_path, client_as):
    browser = client_as(Role.CONTROLLER)
    get(browser, "hubs")  # the first page of a session writes the session down
    counts = []
    for year in (2021, 2022):
        folders.stored(tmp_path / str(year), year=year)
        with CaptureQueriesContext(connection) as queries:
            listed = get(browser, "hubs/nordjylland/statements").json()
        counts.append((len(listed), len(queries)))
    assert counts[0][0] < counts[1][0]
    assert counts[0][1] == counts[1][1]


def test_a_status_is_at_an_address_of_its_own(site, tmp_path, client_as, public):
    year = folders.stored(tmp_path / "year")
    status = folders.stored(tmp_path / "status", cut_off=date(2021, 8, 31))
    controller = client_as(Role.CONTROLLER)
    listed = get(controller, "hubs/nordjylland/statements").json()
    given = {item["cut_off"]: item["url"] for item in listed}
    own = "/api/v1/statements/nordjylland/as-of/2021-08-31"
    assert given == {None: ADDRESS, "2021-08-31": own}
    for statement, address in ((year, ADDRESS), (status, own)):
        stored = statement.files.get(path="resultatopgoerelse.json")
        assert controller.get(address).content == bytes(stored.content)
    assert public.get(own).status_code == 404
    assert controller.get(own.replace("-31", "-30")).status_code == 404


def test_an_address_with_a_null_character_is_told_as_any_other(public):
    unknown = get(public, "contracts/fyn/2021")
    for path in ("contracts/%00/2021", "figures/resultatopgoerelse/%00"):
        told = get(public, path)
        assert (told.status_code, told.json()) == (404, unknown.json())


@pytest.mark.parametrize("role", [None, Role.CONTROLLER], ids=["public", "controller"])
def test_every_answer_is_as_described_whatever_is_asked(either_site, tmp_path, role):
    folders.stored(tmp_path / "published", far=4)
    headers = HTTPS if role is None else HTTPS | {"Cookie": session_of(role)}
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=HTTPS)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 12
    for operation in operations:
        ask(operation.as_strategy(), headers)


def session_of(role):
    (cookie,) = people.client_of(people.person(role)).cookies.values()
    return cookie.OutputString(attrs=[])


def ask(cases, headers):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=cases)
    def holds(case):
        case.call_and_validate(headers=headers)

    holds()
