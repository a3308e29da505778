"""Registrations, the work list and guided companies: what is shown, to whom, and written down."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.rows import engagement, evaluation, participation, take

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import AccessRecord

COMPANY, OTHER_COMPANY = 99000007, 99000015
WHOLE = {"production_unit": 9900000001, "segment": "growth", "theme": "Innovation"}


def shown(response):
    """What the page says itself, without the head that all pages have."""
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def accesses():
    return list(AccessRecord.objects.order_by("pk").values_list("organisation", "about"))


@pytest.fixture
def records(site):
    """Engagements of two hubs, one of them changed since."""
    take(
        engagement("F1", company=COMPANY, segment="growth", minutes=90, municipality=851),
        engagement("F2", company=OTHER_COMPANY, segment="operation", started=20210401),
        participation("D1", company=COMPANY, municipality=851, day=20210501),
    )
    take(engagement("F1", company=COMPANY, segment="growth", minutes=120, municipality=851))
    take(evaluation("E1", "F1", satisfaction="very_satisfied"))
    take(engagement("X1", hub="fyn", company=COMPANY, municipality=851), hub="fyn")


@pytest.mark.parametrize("role", [Role.ADVISER, Role.CONTROLLER])
def test_the_hub_s_own_engagements_are_listed(client_as, records, role):
    page = shown(client_as(role).get("/registreringer/"))
    assert "Forløb 1–2 af 2" in page
    assert 'href="/registreringer/nordjylland/F1/"' in page
    assert "X1" not in page
    assert accesses() == [("hub:nordjylland", "engagements")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"company={COMPANY}", {"F1"}),
        ("segment=operation", {"F2"}),
        ("since=2021-03-31", {"F2"}),
        ("until=2021-03-31", {"F1"}),
        ("since=2022-01-01", set()),
    ],
)
def test_engagements_are_searched(client_as, records, query, found):
    page = shown(client_as(Role.ADVISER).get(f"/registreringer/?{query}"))
    assert {name for name in ("F1", "F2") if f"/nordjylland/{name}/" in page} == found


def test_a_search_for_a_company_is_written_down_as_such(client_as, records):
    client_as(Role.ADVISER).get(f"/registreringer/?company={COMPANY}")
    assert accesses() == [("hub:nordjylland", f"company:{COMPANY}")]


def test_what_is_no_company_number_is_told_and_finds_nothing(client_as, records):
    page = shown(client_as(Role.ADVISER).get("/registreringer/?company=12345678"))
    assert "Det er ikke et CVR-nummer." in page
    assert "/nordjylland/F1/" not in page


def test_an_engagement_with_its_versions_and_answers(client_as, records):
    page = shown(client_as(Role.ADVISER).get("/registreringer/nordjylland/F1/"))
    for told in (
        "<dt>CVR-nr.</dt><dd>99000007</dd>",
        "<dt>Minutter</dt><dd>120</dd>",
        "<li>Minutter: <del>90</del> → <ins>120</ins></li>",
        "Gælder nu.",
        "Meget tilfreds",
    ):
        assert told in page
    assert accesses() == [("hub:nordjylland", "engagement:F1")]


@pytest.mark.parametrize("address", ["fyn/X1", "nordjylland/X1", "nordjylland/findes-ikke"])
def test_what_one_may_not_know_is_not_found_and_not_written_down(client_as, records, address):
    assert client_as(Role.ADVISER).get(f"/registreringer/{address}/").status_code == 404
    assert accesses() == []


def test_without_a_second_factor_no_records_are_seen(client_as, records):
    weak = client_as(Role.ADVISER, second_factor=False)
    assert weak.get("/registreringer/nordjylland/F1/").url == "/konto/totrin/"
    assert accesses() == []


@pytest.fixture
def tasks(site):
    """What a controller must see to in 2024: of each kind something."""
    take(
        engagement("F1", company=COMPANY, started=20240310, minutes=1300, office="branch", **WHOLE),
        engagement("F2", started=20240410, minutes=100, office="head_office", theme="Innovation"),
        engagement("F3", started=20240411, minutes=100, **WHOLE),
    )
    take(engagement("X1", hub="fyn", started=20240310), hub="fyn")


def test_the_work_list_shows_one_kind_at_a_time(client_as, tasks):
    browser = client_as(Role.CONTROLLER)
    page = shown(browser.get("/arbejdsliste/"))
    assert "Arbejdsliste 2024" in page
    assert "Lange forløb uden brugerevaluering (1)" in page
    assert "Forløb, der mangler oplysninger (1)" in page
    assert "Virksomheder med mange timers vejledning (1)" in page
    assert ("/nordjylland/F1/" in page, "/nordjylland/F2/" in page) == (True, False)
    other = shown(browser.get("/arbejdsliste/?slags=incomplete"))
    assert ("/nordjylland/F1/" in other, "/nordjylland/F2/" in other) == (False, True)
    assert "P-nummer, kundesegment" in other
    assert accesses() == [("hub:nordjylland", "work-list:2024")] * 2


@pytest.mark.parametrize(
    ("office", "counts"),
    [("", (1, 1, 1)), ("branch", (1, 0, 1)), ("head_office", (0, 1, 0)), ("none", (0, 0, 0))],
)
def test_the_work_list_of_one_office(client_as, tasks, office, counts):
    page = shown(client_as(Role.CONTROLLER).get(f"/arbejdsliste/?kontor={office}"))
    titles = ("brugerevaluering", "mangler oplysninger", "timers vejledning")
    for title, count in zip(titles, counts, strict=True):
        assert f"{title} ({count})" in page


def test_the_work_list_as_files(client_as, tasks):
    browser = client_as(Role.CONTROLLER)
    told = browser.get("/arbejdsliste/2024/liste.csv?kontor=head_office")
    lines = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig")), delimiter=";"))
    assert [line[2] for line in lines] == ["Forløb", "F2"]
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/arbejdsliste/2024/liste.xlsx").content))
    assert book.sheetnames == [
        "Uden brugerevaluering",
        "Mangler oplysninger",
        "Mange timers vejledning",
    ]
    assert accesses() == [("hub:nordjylland", "work-list:2024")] * 2
    assert browser.get("/arbejdsliste/2024/liste.pdf").status_code == 404


def test_an_agreement_without_a_limit_says_so(client_as, tasks):
    page = shown(client_as(Role.CONTROLLER).get("/arbejdsliste/?aar=2021&slags=much_guided"))
    assert "har ingen regel om det, så der er ikke ledt." in page


@pytest.mark.parametrize("year", ["1999", "99999"])
def test_a_year_without_an_agreement_has_no_work_list(client_as, tasks, year):
    assert client_as(Role.CONTROLLER).get(f"/arbejdsliste/?aar={year}").status_code == 404


def test_a_business_office_sees_that_its_companies_were_guided_and_no_more(client_as, records):
    take(engagement("F7", company=OTHER_COMPANY, municipality=461, started=20210701))
    page = shown(client_as(Role.BUSINESS_OFFICE).get("/vejledte-virksomheder/"))
    assert "Nr. 1–3 af 3" in page
    assert page.count(str(COMPANY)) == 3
    assert ("maj 2021" in page, "marts 2021" in page, "Erhvervshus Fyn" in page) == (True,) * 3
    for hidden in (str(OTHER_COMPANY), "F1", "D1", "X1", "120"):
        assert hidden not in page
    assert accesses() == [
        ("hub:fyn", "guided-companies:851"),
        ("hub:nordjylland", "guided-companies:851"),
    ]


REFERRED = f"/vejledte-virksomheder/{OTHER_COMPANY}/"


@pytest.fixture
def referred(records):
    """A company of Aalborg's that Aalborg referred once, and that came by itself another time."""
    own = {"company": OTHER_COMPANY, "municipality": 851}
    take(
        engagement(
            "F3",
            **own,
            started=20210610,
            ended=20210820,
            minutes=150,
            segment="growth",
            service="Innovation",
            referred_to="Demobanken",
            referred_by=851,
        ),
        engagement("F4", **own, started=20210901, minutes=999, service="Finansiering"),
    )


def test_a_business_office_sees_what_a_company_got_that_it_referred(client_as, referred):
    office = client_as(Role.BUSINESS_OFFICE)
    listed = shown(office.get("/vejledte-virksomheder/"))
    assert listed.count(f'href="{REFERRED}"') == 1
    assert f"/vejledte-virksomheder/{COMPANY}/" not in listed
    AccessRecord.objects.all().delete()
    page = shown(office.get(REFERRED))
    for told in ("Erhvervshus Nordjylland, juni 2021", "Afsluttet, august 2021", "Vækst"):
        assert told in page
    assert "<dt>Ydelse</dt><dd>Innovation</dd>" in page
    assert "<dt>Timer</dt><dd>2,5</dd>" in page  # 150 minutes
    assert "2,5 timer i alt" in page
    for hidden in ("Demobanken", "Finansiering", "september", "16,65", "F3", "F4"):
        assert hidden not in page
    assert accesses() == [("hub:nordjylland", f"company:{OTHER_COMPANY}")]


def test_what_somebody_wrote_in_place_of_a_service_is_not_told(client_as, referred):
    own = {"company": OTHER_COMPANY, "municipality": 851, "referred_by": 851}
    take(engagement("F5", **own, started=20190610, ended=None, service="Snak om gælden"))
    page = shown(client_as(Role.BUSINESS_OFFICE).get(REFERRED))
    assert "juni 2019" in page
    assert "I gang" in page
    assert "Snak om gælden" not in page


@pytest.mark.parametrize(
    "cells",
    [
        {"municipality": 461, "referred_by": 461},  # another's company, referred by the other
        {"municipality": 851, "referred_by": 461},  # its own, but referred by another
        {"municipality": 851, "referred_by": None},  # its own, which came by itself
        {"municipality": 461, "referred_by": 851},  # another's company
        {"municipality": None, "referred_by": 851},  # whose it is is not registered
    ],
)
def test_a_company_that_it_did_not_refer_is_hidden_from_a_business_office(
    client_as, records, cells
):
    take(engagement("F9", company=OTHER_COMPANY, **cells))
    office = client_as(Role.BUSINESS_OFFICE)
    assert office.get(REFERRED).status_code == 404
    assert REFERRED not in shown(office.get("/vejledte-virksomheder/"))
    assert ("hub:nordjylland", f"company:{OTHER_COMPANY}") not in accesses()


def test_a_referral_that_was_withdrawn_shows_nothing_any_more(client_as, referred):
    own = {"company": OTHER_COMPANY, "municipality": 851, "started": 20210610}
    take(engagement("F3", **own))  # the newest file no longer says who referred it
    assert client_as(Role.BUSINESS_OFFICE).get(REFERRED).status_code == 404


def test_the_referring_office_s_page_speaks_english(client_as, referred):
    page = shown(client_as(Role.BUSINESS_OFFICE).get(f"/en{REFERRED}"))
    assert "2.5 hours in all" in page
    assert "<dt>Service</dt>" in page


def test_a_business_office_looks_for_one_company_or_year(client_as, records):
    browser = client_as(Role.BUSINESS_OFFICE)
    found = shown(browser.get(f"/vejledte-virksomheder/?company={COMPANY}&year=2021"))
    assert "Nr. 1–3 af 3" in found
    none = shown(browser.get("/vejledte-virksomheder/?year=2022"))
    assert "Ingen vejledte virksomheder passer på søgningen." in none


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.ADVISER, "/registreringer/"),
        (Role.CONTROLLER, "/arbejdsliste/?aar=2021&slags=incomplete"),
        (Role.BUSINESS_OFFICE, "/vejledte-virksomheder/?year=2021"),
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_records(client_as, records, role, address):
    browser = client_as(role)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            shown(browser.get(address))
        return len(asked)

    questions()  # a session's first request asks more
    few = questions()
    take(
        *(
            engagement(f"G{number}", municipality=851, started=20210601 + number)
            for number in range(25)
        )
    )
    assert questions() == few


def test_the_pages_speak_english(client_as, records):
    adviser = client_as(Role.ADVISER)
    assert "Engagements 1–2 of 2" in shown(adviser.get("/en/registreringer/"))
    page = shown(adviser.get("/en/registreringer/nordjylland/F1/"))
    assert "How the engagement came to be" in page
    for told in ("<dt>Segment</dt><dd>Growth</dd>", "<dt>Started</dt>", "<dt>Company</dt>"):
        assert told in page
    assert "Kundesegment" not in page
    controller = client_as(Role.CONTROLLER)
    assert "What to do:" in shown(controller.get("/en/arbejdsliste/?aar=2021&slags=incomplete"))
    office = client_as(Role.BUSINESS_OFFICE)
    assert "Only that there was guidance is shown." in shown(
        office.get("/en/vejledte-virksomheder/")
    )
