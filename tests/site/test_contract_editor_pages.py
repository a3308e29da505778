"""A contract written and edited row by row, as those who may do so meet it."""

import shutil

import pytest
from django.db import connection
from tests.apps.contracts import folders
from tests.apps.contracts.forms import posted
from tests.site.reading import links, words

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.domain import read_contract, save_contract
from samvirke.apps.contracts.models import Contract
from samvirke.apps.database import address_of
from samvirke.apps.store import connect_to, open_store

CONTENT = folders.contract_of("nordjylland")
EDIT, NEW = "/kontrakter/nordjylland/2021/ret/", "/kontrakter/skriv/"


@pytest.fixture(scope="module")
def filled(empty_site, tmp_path_factory):
    """A database with Nordjylland's contract of 2021, in force."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    shutil.copy(empty_site, path)
    open_store(address_of(path))
    folders.confirmed(save_contract(CONTENT, by=None, at=folders.NOW))
    connection.close()
    return path


@pytest.fixture
def site(filled, tmp_path):
    """A copy of it, which the site in this process is connected to."""
    path = tmp_path / "site.sqlite3"
    shutil.copy(filled, path)
    connect_to(address_of(path))
    yield address_of(path)
    connection.close()


@pytest.fixture
def director(client_as):
    """The hub's director."""
    return client_as(Role.HUB_DIRECTOR)


def sent(action, **changes):
    newest = Contract.objects.filter(hub="nordjylland", year=2021).latest("version")
    return posted(CONTENT, **changes) | {"seen": newest.sha256, "action": action}


def part(response, start, end):
    """The markup of a page from ``start`` to the next ``end``."""
    text = response.content.decode()
    begun = text.index(start)
    return text[begun : text.index(end, begun)]


# Editing ---------------------------------------------------------------------------------------


def test_the_form_shows_what_the_agreement_requires_beside_each_row(director):
    page = director.get(EDIT)
    row = part(page, 'id="c-g5-t3"', "</fieldset>")
    # 7.1, mål 6: 64 per cent in the North in September 2020, and 5 points more in 2021.
    assert "RA21-M6c" in row
    assert "2021: stigning på mindst 5 procentpoint, Erhvervshus Nordjylland: 69 pct." in row
    later = part(page, 'id="c-g0-t2"', "</fieldset>")
    assert "2023: mindst 50 pct. (7.1, mål 1, 1. punkt)" in later
    assert "Ikke et af rammeaftalens målepunkter" in part(page, 'id="c-g11-t0"', "</fieldset>")


def test_the_form_lists_what_it_does_not_show(director):
    page = words(director.get(EDIT))
    assert "Det, formularen ikke viser" in page
    assert "calculation (mål 4)" in page
    assert "# KKR Nordjylland's papers, February 2021." in page


def test_check_shows_each_finding_beside_the_row_it_is_about_and_keeps_nothing(director):
    page = director.post(EDIT, sent("check"))
    row = part(page, 'id="c-g5-t3"', "</fieldset>")
    assert "Tallet passer ikke med reglen." in row
    assert "Tallet passer ikke med reglen." not in part(page, 'id="c-g5-t2"', "</fieldset>")
    assert "Ramme for opsøgende indsats mangler." in part(page, 'id="check"', "<form")
    assert Contract.objects.count() == 1


def test_saving_makes_a_new_version_of_the_same_file_with_the_change(director):
    answer = director.post(EDIT, sent("save", g5_t3_value="69"))
    assert answer.headers["Location"] == "/kontrakter/nordjylland/2021/"
    saved = Contract.objects.get(version=2)
    assert read_contract(bytes(saved.content)).goals[5].requirements[3].number == 69
    assert bytes(saved.content).startswith(CONTENT[:100])
    event = Event.objects.filter(verb="contract.saved").latest("id")
    assert (event.about, event.actor.name) == (f"contract:{saved.pk}", "Demo Direktør")
    exported = director.get("/kontrakter/nordjylland/2021/fil").content
    assert exported == bytes(saved.content)
    checked = director.post(EDIT, posted(exported) | {"seen": saved.sha256, "action": "check"})
    assert "Tallet passer ikke med reglen." not in words(checked)


def test_saving_without_a_change_makes_no_version(director):
    director.post(EDIT, sent("save"))
    assert [bytes(held.content) for held in Contract.objects.all()] == [CONTENT]


def test_what_another_saved_meanwhile_is_never_written_over(director):
    told = sent("save", g5_t3_value="69")
    save_contract(CONTENT + b"# en anden\n", by=None, at=folders.NOW)
    page = director.post(EDIT, told)
    assert "gemt en anden version af kontrakten" in words(page)
    assert 'value="69"' in part(page, 'id="c-g5-t3-value"', ">")
    assert f'name="seen" value="{told["seen"]}"' in page.content.decode()
    assert Contract.objects.count() == 2


def test_mistakes_stand_beside_their_fields_and_in_a_list_that_leads_to_them(director):
    page = director.post(EDIT, sent("save", g0_t1_value="femogfyrre", title="", g9_title="Nyt"))
    assert "Intet er gemt. Ret dette:" in words(page)
    assert links(page, "#c-") == ["#c-title", "#c-g0-t1-value"]
    field = part(page, 'id="c-g0-t1-value-error"', "</div>")
    assert "Det er ikke et tal." in field
    assert 'value="femogfyrre"' in field
    assert 'aria-describedby="c-g0-t1-value-hint c-g0-t1-value-error"' in field
    assert 'value="Nyt"' in part(page, 'id="c-g9-title"', ">")
    assert Contract.objects.count() == 1


def test_a_goal_whose_number_is_mistyped_is_named_by_its_place(director):
    page = words(director.post(EDIT, sent("check", g0_number="x", g0_t1_value="1.234")))
    assert "Kontraktens 1. mål: Nummer" in page
    assert "Kontraktens 1. mål, krav " in page
    assert "Mål x" not in page


def test_a_button_adds_a_row_and_keeps_what_was_typed(director):
    page = director.post(EDIT, sent("add-row:0", g0_t1_value="femogfyrre"))
    assert " autofocus" in part(page, 'id="c-g0-t4-text"', ">")
    assert 'value="e"' in part(page, 'id="c-g0-t4-id"', ">")
    assert 'value="femogfyrre"' in part(page, 'id="c-g0-t1-value"', ">")
    assert "Intet er gemt" not in words(page)


def test_the_button_at_a_finding_writes_the_missing_measure_point_in(director):
    page = director.post(EDIT, sent("check"))
    buttons = 'value="add-point:2:0:RA21-M3b"'
    assert buttons in page.content.decode()
    added = director.post(EDIT, sent("add-point:2:0:RA21-M3b"))
    assert 'value="70"' in part(added, 'id="c-g2-t1-value"', ">")


def test_a_form_that_did_not_arrive_whole_is_not_taken_for_deleted_goals(director):
    whole = sent("save")
    half = {key: value for key, value in whole.items() if not key.startswith(("g", "whole"))}
    page = director.post(EDIT, half)
    assert "Formularen kom ikke hel frem. Intet er gemt" in words(page)
    assert [bytes(held.content) for held in Contract.objects.all()] == [CONTENT]


def test_words_that_were_typed_are_never_markup(director):
    page = director.post(EDIT, sent("check", title="<b>x</b>", g0_t0_text="</textarea><b>y"))
    assert "<b>" not in page.content.decode()


def test_the_year_cannot_be_moved_onto_another_contract(director):
    page = director.post(EDIT, sent("save", in_force="2022-01-01"))
    assert "Parterne eller datoen er nu en anden kontrakts." in words(page)
    assert Contract.objects.count() == 1


def test_a_contract_too_large_for_the_form_is_edited_as_yaml(director):
    rows = "".join(
        f"      - {{id: x{n}, text: Ydelse {n}, operator: done, value: true}}\n" for n in range(60)
    )
    content = CONTENT.decode().replace("    thresholds:\n", f"    thresholds:\n{rows}", 1).encode()
    save_contract(content, by=None, at=folders.NOW)
    page = director.get(EDIT)
    assert "flere rækker, end formularen kan rumme" in words(page)
    assert 'value="save"' not in page.content.decode()
    assert links(page, "/kontrakter/nordjylland/2021/yaml/")


def test_only_the_hub_s_own_director_and_secretary_may_edit(client_as, public):
    for role, organisation, status in (
        (Role.KKR_SECRETARY, None, 200),
        (Role.KKR_SECRETARY, "kkr:syddanmark", 403),
        (Role.HUB_DIRECTOR, "hub:fyn", 403),
        (Role.CONTROLLER, None, 403),
    ):
        browser = client_as(role, organisation)
        assert browser.get(EDIT).status_code == status
        assert browser.post(EDIT, sent("save", g5_t3_value="69")).status_code == (
            302 if status == 200 else 403
        )
    assert public.get(EDIT).status_code == 302


# A new contract --------------------------------------------------------------------------------


def begun(browser, **told):
    start = {"hub": "nordjylland", "year": "2025", "start": "agreement"} | told
    return browser.post(NEW, start)


def base_of(page):
    """The file that a new contract began as, as the browser keeps it."""
    text = part(page, 'name="base" value="', '">').removeprefix('name="base" value="')
    for mark, sign in (("&gt;", ">"), ("&#x27;", "'"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text.encode()


def test_a_new_contract_begins_with_the_agreement_s_measure_points(director):
    page = begun(director)
    assert "Erhvervshus Nordjylland · 2025 · 1. januar 2025 – 31. december 2025" in words(page)
    assert 'value="55"' in part(page, 'id="c-g1-t1-value"', ">")  # 8.1, mål 2, 2. punkt
    base = base_of(page)
    form = posted(base, g1_t1_value="60") | {"base": base.decode().replace("\n", "\r\n")}
    checked = director.post(NEW, form | {"action": "check"})
    assert "Afvigende krav" in part(checked, 'id="c-g1-t1"', "</fieldset>")
    answer = director.post(NEW, form | {"action": "save"})
    assert answer.headers["Location"] == "/kontrakter/nordjylland/2025/"
    saved = Contract.objects.get(year=2025)
    assert (saved.version, saved.title) == (1, "Resultatkontrakt 2025")
    assert read_contract(bytes(saved.content)).goals[1].requirements[1].number == 60


def test_a_new_contract_begins_with_last_year_s(director):
    page = begun(director, year="2022", start="last_year")
    assert 'value="Resultatkontrakt 2022"' in part(page, 'id="c-title"', ">")
    assert 'value="2022"' in part(page, 'id="c-g0-t0-year"', ">")
    assert 'value="45"' in part(page, 'id="c-g0-t1-value"', ">")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"year": "2021"}, "Der er allerede en kontrakt for det år."),
        ({"year": "2035"}, "Der er ingen rammeaftale for det år."),
        ({"year": "x"}, ""),
        ({"start": "last_year"}, "Der er ingen kontrakt for året før."),
        ({"hub": "fyn"}, ""),
    ],
)
def test_a_start_that_cannot_be_is_refused_with_the_reason(director, told, why):
    page = begun(director, **told)
    assert "form-error" in page.content.decode()
    assert why in words(page)
    assert 'name="base"' not in page.content.decode()


def test_where_there_is_one_already_the_page_leads_to_it(director):
    assert links(begun(director, year="2021"), EDIT) == [EDIT]


def test_a_contract_that_was_made_meanwhile_is_not_written_over(director):
    base = base_of(begun(director))
    save_contract(base + b"# en anden\n", by=None, at=folders.NOW)
    form = posted(base) | {"base": base.decode(), "action": "save"}
    page = director.post(NEW, form)
    assert "Der er allerede en kontrakt for 2025." in words(page)
    assert links(page, "/kontrakter/nordjylland/2025/ret/")
    assert Contract.objects.filter(year=2025).count() == 1


def test_a_new_contract_for_another_s_hub_is_not_kept(director):
    base = base_of(begun(director))
    form = posted(base, parties="KKR Syddanmark\nErhvervshus Fyn") | {"base": base.decode()}
    assert director.post(NEW, form | {"action": "save"}).status_code == 403
    assert not Contract.objects.filter(hub="fyn").exists()


def test_a_base_that_is_no_contract_is_refused(director):
    page = director.post(NEW, {"base": "title: [", "action": "save"})
    assert "Filen kan ikke bruges" in words(page)


def test_a_secretary_of_two_hubs_chooses_between_them(client_as):
    page = client_as(Role.KKR_SECRETARY, "kkr:syddanmark").get(NEW)
    assert part(page, 'name="hub"', "</select>").count("<option") == 2
