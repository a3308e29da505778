"""The access log: those who must watch who reads records can read it, for their own alone."""

import re
from datetime import UTC, datetime

import pytest
from tests.apps.rows import engagement, take
from tests.site.people import client_of, person

from samvirke.apps.accounts.domain import INSTALLATION, Actor, Role, record_access
from samvirke.apps.accounts.domain.access_log import Read, read_in_words
from samvirke.apps.accounts.models import AccessRecord

PAGE = "/konto/adgange/"


def read(about, *, role=Role.CONTROLLER, day=1, hub="hub:nordjylland", hour=12):
    user = person(role, hub)
    at = datetime(2026, 3, day, hour, tzinfo=UTC)
    record_access(actor=Actor(user, role, hub, at.date()), organisation=hub, about=about, at=at)
    return user


def lines(browser, query=""):
    """Who and what of each line."""
    page = browser.get(f"{PAGE}{query}").content.decode()
    assert "MISSING" not in page
    return re.findall(
        r'data-title="(?:Hvem|Who)">([^<]*)</td>.*?data-title="(?:Hvad|What)">([^<]*)</td>',
        page,
        re.DOTALL,
    )


@pytest.fixture
def director(site):
    """A hub's director, after colleagues and others have read records."""
    read("engagement:F1")
    read("company:99999993", role=Role.ADVISER, day=2)
    read("work-list:2025", hub="hub:fyn", day=3)
    return client_of(person(Role.HUB_DIRECTOR))


def test_a_director_sees_who_read_which_records_of_the_own_hub(director):
    assert lines(director) == [
        ("Demo Konsulent", "En virksomhed: 99999993"),
        ("Demo Controller", "Et forløb: F1"),
    ]


def test_that_the_log_was_read_is_written_in_it(director):
    lines(director)
    assert lines(director)[0] == ("Demo Direktør", "Adgangsloggen")


def test_an_administrator_sees_the_own_organisation_and_whoever_runs_it_all(director):
    own = client_of(person(Role.ADMINISTRATOR, "hub:fyn"))
    assert lines(own) == [("Demo Controller", "Arbejdslisten: 2025")]
    all_of_it = client_of(person(Role.ADMINISTRATOR, INSTALLATION))
    assert len(lines(all_of_it)) == 4  # the other administrator's reading too
    assert lines(all_of_it, "?organisation=hub:nordjylland") == [
        ("Demo Konsulent", "En virksomhed: 99999993"),
        ("Demo Controller", "Et forløb: F1"),
    ]


def test_it_is_narrowed_by_day_person_and_what(director):
    adviser = person(Role.ADVISER, "hub:nordjylland")
    first, second = (
        ("Demo Controller", "Et forløb: F1"),
        (
            "Demo Konsulent",
            "En virksomhed: 99999993",
        ),
    )
    assert lines(director, "?fra=2026-03-02&til=2026-03-02") == [second]
    assert lines(director, "?til=2026-03-01") == [first]
    assert lines(director, f"?person={adviser.pk}") == [second]
    assert lines(director, "?slags=engagement") == [first]
    assert lines(director, "?slags=engagements") == []
    assert lines(director, "?fra=i%20går") == []


def test_another_organisation_cannot_be_asked_for(director):
    found = lines(director, "?organisation=hub:fyn")
    assert ("Demo Controller", "Arbejdslisten: 2025") not in found
    assert len(found) == 2


def test_days_are_those_of_copenhagen(site):
    read("engagement:F1", day=1, hour=23)  # half past midnight on the 2nd in Copenhagen
    browser = client_of(person(Role.HUB_DIRECTOR))
    assert lines(browser, "?til=2026-03-01") == []
    assert len(lines(browser, "?fra=2026-03-02&til=2026-03-02")) == 1


def test_what_is_read_on_the_pages_has_words(client_as):
    take(engagement("F1"))
    controller = client_as(Role.CONTROLLER)
    for page in (
        "/registreringer/",
        "/registreringer/?cvr=99999993",
        "/registreringer/nordjylland/F1/",
        "/arbejdsliste/",
        "/importer/1/",
    ):
        controller.get(page)
    told = set(AccessRecord.objects.values_list("about", flat=True))
    assert len(told) >= 3
    assert {about.partition(":")[0] for about in told} <= set(Read)
    assert all(read_in_words(about).da != about for about in told)
