"""The rows behind a figure: they recompute it for those who may see them; others learn how many."""

import re
import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.contracts import folders
from tests.site.copies import copied, make_once

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import AccessRecord
from samvirke.apps.contracts.domain import snapshot_folder
from samvirke.apps.contracts.models import Statement, StatementFigure
from samvirke.figures import counts, figure_from_json
from samvirke.figures.units import COMPANIES

WHO = "Selve rækkerne handler om enkelte virksomheder"


@pytest.fixture(scope="module")
def made(empty_site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    return make_once(empty_site, folder, lambda path: folders.stored(path / "made", far=4))


@pytest.fixture
def statement(made, site, tmp_path):
    """A published statement of the north."""
    with copied(made, tmp_path):
        yield Statement.objects.get()


def whole(statement):
    """The figures of the edition in which nothing is hidden, by address."""
    held = StatementFigure.objects.filter(statement=statement, public=False)
    return {row.address: figure_from_json(row.content) for row in held.order_by("address")}


def page_of(browser, address, query=""):
    response = browser.get(address.replace("/tal/", "/raekker/") + query)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def listed(browser, address, part):
    """How many rows a part's table has, over all of its pages."""
    page = page_of(browser, address, f"?del={part}")
    found = re.search(r"nr\. \d+–(\d+) af (\d+)", page)
    if found is None:
        return 0
    rows = page.count("<tr>") - 1
    pages = -(-int(found[2]) // 50)
    for side in range(2, pages + 1):
        rows += page_of(browser, address, f"?del={part}&side={side}").count("<tr>") - 1
    assert rows == int(found[2])
    return rows


def test_the_rows_that_are_listed_recompute_the_figures(client_as, statement):
    browser = client_as(Role.CONTROLLER)
    figures = whole(statement)
    assert len(figures) > 20
    for address, figure in list(figures.items())[::6]:
        at = 0
        for count in counts(figure):
            assert listed(browser, address, at) == count.value, address
            at += 1 + len(count.excluded)


def test_a_score_is_the_rows_of_promoters_less_those_of_detractors(client_as, statement):
    """Eight of ten in growth are promoters and one is a detractor."""
    browser = client_as(Role.ADVISER)
    address = next(name for name in whole(statement) if name.endswith("/ra21-m3b/growth"))
    promoters, base, detractors = (listed(browser, address, at) for at in range(3))
    assert (promoters, detractors, base) == (8, 1, 10)
    assert whole(statement)[address].value == 100 * (promoters - detractors) / base


def test_an_answer_leads_to_its_engagement_and_a_company_to_its_own(client_as, statement):
    browser = client_as(Role.ADVISER)
    names = list(whole(statement))
    answers = next(name for name in names if name.endswith("/ra21-m3b"))
    assert 'href="/registreringer/nordjylland/' in page_of(browser, answers)
    companies = next(
        name for name, figure in whole(statement).items() if counts(figure)[0].unit == COMPANIES
    )
    assert 'href="/registreringer/?company=1' in page_of(browser, companies)


def test_each_reading_of_rows_is_written_down(client_as, statement):
    address = next(iter(whole(statement)))
    page_of(client_as(Role.CONTROLLER), address)
    assert list(AccessRecord.objects.values_list("organisation", "role", "about")) == [
        ("hub:nordjylland", "controller", f"figure:{address}")
    ]


OTHERS = [role for role in Role if role not in (Role.ADVISER, Role.CONTROLLER)]


@pytest.mark.parametrize("role", OTHERS)
def test_others_learn_how_many_and_why_no_more(client_as, statement, role):
    address = next(name for name in whole(statement) if name.endswith("/ra21-m1a"))
    page = page_of(client_as(role), address)
    assert WHO in page
    for count in counts(whole(statement)[address]):
        assert f": {count.value} " in page
    assert "/registreringer/" not in page
    assert not AccessRecord.objects.exists()


def test_the_public_and_another_hub_see_no_rows(client_as, public, statement):
    address = next(name for name in whole(statement) if name.endswith("/ra21-m1a"))
    for browser in (public, client_as(Role.CONTROLLER, "hub:fyn")):
        page = page_of(browser, address)
        assert (WHO in page, "<table" in page) == (True, False)
    assert not AccessRecord.objects.exists()


def test_a_figure_that_is_hidden_from_the_public_shows_not_even_how_many(public, statement):
    shown = set(
        StatementFigure.objects.filter(statement=statement, public=True).values_list(
            "address", flat=True
        )
    )
    hidden = [address for address in whole(statement) if address not in shown]
    page = page_of(public, hidden[0])
    assert "Tallet er skjult" in page
    assert "<li>" not in page


def test_without_a_second_factor_no_rows_are_seen(client_as, statement):
    address = next(iter(whole(statement)))
    page = page_of(client_as(Role.CONTROLLER, second_factor=False), address)
    assert (WHO in page, "<table" in page) == (True, False)


def test_a_draft_has_no_rows_for_others_to_know_of(client_as, site, tmp_path):
    draft = folders.stored(tmp_path / "udkast")
    address = next(iter(whole(draft))).replace("/tal/", "/raekker/")
    assert client_as(Role.KKR_SECRETARY).get(address).status_code == 404
    assert client_as(Role.CONTROLLER).get(address).status_code == 200


def test_a_snapshot_that_is_gone_is_told(client_as, statement):
    address = next(iter(whole(statement))).replace("/tal/", "/raekker/")
    shutil.rmtree(snapshot_folder(statement.snapshot))
    told = client_as(Role.CONTROLLER).get(address)
    assert told.status_code == 503
    assert "kan ikke læses lige nu" in told.content.decode()


def test_the_figure_s_page_leads_to_its_rows(public, statement):
    address = StatementFigure.objects.filter(statement=statement, public=True).first().address
    page = public.get(address).content.decode()
    assert f'href="{address.replace("/tal/", "/raekker/")}"' in page
    english = public.get(f"/en{address}").content.decode()
    assert f'href="/en{address.replace("/tal/", "/raekker/")}"' in english


def test_the_number_of_questions_is_the_same_for_every_figure(client_as, statement):
    browser = client_as(Role.CONTROLLER)
    names = list(whole(statement))
    page_of(browser, names[0])
    asked = set()
    for name in names[:6]:
        with CaptureQueriesContext(connection) as found:
            page_of(browser, name)
        asked.add(len(found))
    assert len(asked) == 1
