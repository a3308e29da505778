"""What waits on the start page: for each role through real objects, and for nobody else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.contracts import folders
from tests.apps.rows import engagement, take
from tests.site import contract_objects
from tests.site.reading import words
from tests.site.record_objects import brought

from samvirke.apps.accounts.domain import INSTALLATION, Role
from samvirke.apps.accounts.domain.invitations import invite
from samvirke.apps.accounts.models import Invitation, OutboxMail
from samvirke.apps.contracts.domain import make_national, save_contract, store_statement
from samvirke.apps.contracts.models import Contract, Statement

NOTHING = "Der er ikke noget, der venter på dig lige nu."
NORTH = "Erhvervshus Nordjylland"


@pytest.fixture(autouse=True)
def data(site, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))


def waiting(browser, path="/"):
    """What the start page tells: each link's address, and the words about it."""
    page = browser.get(path)
    assert "MISSING" not in page.content.decode()
    found = re.search(r'<ul class="sv-waiting.*?</ul>', page.content.decode(), re.DOTALL)
    if found is None:
        assert NOTHING in words(page) or path != "/"
        return []
    items = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL)
    return [
        (
            re.search(r'href="([^"]*)"', item)[1].replace("&amp;", "&"),
            " ".join(re.sub(r"<[^>]*>", " ", item).split()),
        )
        for item in items
    ]


def invited(organisation="hub:nordjylland", email="ny@demo.example"):
    invite(
        email=email,
        name="Demo Ny",
        role=Role.ADVISER,
        organisation=organisation,
        by=None,
        link=str,
        language="da",
        at=timezone.now(),
    )


@pytest.mark.parametrize("role", list(Role))
def test_on_an_empty_site_nothing_waits_for_anyone_and_it_says_so(client_as, role):
    assert waiting(client_as(role)) == []


def test_who_is_not_logged_in_is_told_of_no_list(public):
    assert "Venter på dig" not in words(public.get("/"))


def test_a_controller_sees_files_that_wait_and_when_the_first_is_removed(client_as):
    at = timezone.now().replace(2026, 11, 2, 12)
    brought(at=at)
    brought(at=at.replace(day=3), full_year=2021)
    brought("fyn", at=at)
    assert waiting(client_as(Role.CONTROLLER)) == [
        (
            "/importer/",
            "Filer, der venter på at blive læst ind (2) Den første fjernes 9. november 2026",
        )
    ]


def test_a_controller_sees_the_work_list_and_the_year_without_a_statement(client_as):
    take(
        engagement("F1", started=20210315),
        engagement("F2", started=20210401, production_unit=None),
        engagement(
            "F3",
            started=20210401,
            production_unit=9900000001,
            segment="growth",
            service="Innovation",
        ),
    )
    take(engagement("X1", hub="fyn"), hub="fyn")
    assert waiting(client_as(Role.CONTROLLER)) == [
        ("/arbejdsliste/?aar=2021&slags=incomplete", "Forløb, der mangler oplysninger, 2021 (2)"),
        (
            "/opgoerelser/ny/nordjylland/",
            f"Resultatopgørelse 2021, {NORTH}, er ikke lavet endnu Frist 30. juni 2022 "
            "(overskredet)",
        ),
    ]


def test_a_draft_waits_for_the_controller_and_the_director_of_its_hub_alone(client_as):
    for hub in ("nordjylland", "fyn"):
        contract_objects.statement(hub, year=2022)
    address = "/opgoerelser/nordjylland/2022/1/"
    due = "Frist 30. juni 2023 (overskredet)"
    assert waiting(client_as(Role.CONTROLLER)) == [
        (
            address,
            f"Udkastet til resultatopgørelse 2022, {NORTH}, mangler direktørens godkendelse {due}",
        )
    ]
    assert waiting(client_as(Role.HUB_DIRECTOR)) == [
        (address, f"Godkend udkastet til resultatopgørelse 2022, {NORTH} {due}")
    ]
    for role in (Role.HUB_BOARD, Role.KKR_SECRETARY, Role.ANALYST, Role.ADVISER):
        assert waiting(client_as(role)) == []


def test_a_draft_of_a_year_that_is_not_over_waits_for_nobody(client_as):
    now = timezone.localdate()
    made = contract_objects.statement("nordjylland", year=2022)
    Statement.objects.filter(pk=made.pk).update(year=now.year)
    assert waiting(client_as(Role.HUB_DIRECTOR)) == []


def test_a_signed_off_statement_waits_to_be_sent_and_the_board_may_approve_it(client_as):
    contract_objects.statement("nordjylland", year=2022, far=1)
    address, due = "/opgoerelser/nordjylland/2022/1/", "Frist 30. juni 2023 (overskredet)"
    assert waiting(client_as(Role.HUB_DIRECTOR)) == [
        (
            address,
            f"Send resultatopgørelse 2022, {NORTH}, til KKR, KL og Erhvervsstyrelsen {due}",
        )
    ]
    assert waiting(client_as(Role.HUB_BOARD)) == [
        (address, f"Bestyrelsen kan godkende resultatopgørelse 2022, {NORTH} {due}")
    ]
    assert waiting(client_as(Role.CONTROLLER)) == []
    assert waiting(client_as(Role.KKR_SECRETARY)) == []


def test_what_a_kkr_has_received_waits_for_its_secretary(client_as):
    contract_objects.statement("nordjylland", year=2022, far=2)
    contract_objects.statement("fyn", year=2022, far=2)
    assert waiting(client_as(Role.KKR_SECRETARY)) == [
        (
            "/opgoerelser/nordjylland/2022/1/",
            f"Modtaget: resultatopgørelse 2022, {NORTH}, skal tages til efterretning "
            "Siden 20. juni 2023",
        )
    ]
    assert waiting(client_as(Role.HUB_DIRECTOR)) == []


def test_what_was_taken_note_of_waits_to_be_published_by_hub_and_kkr(client_as):
    contract_objects.statement("nordjylland", year=2022, far=3)
    told = [
        (
            "/opgoerelser/nordjylland/2022/1/",
            f"Offentliggør resultatopgørelse 2022, {NORTH} Siden 20. juni 2023",
        )
    ]
    assert waiting(client_as(Role.KKR_SECRETARY)) == told
    assert waiting(client_as(Role.HUB_DIRECTOR)) == told


def test_a_replaced_version_waits_no_more(client_as, tmp_path):
    first = contract_objects.statement("nordjylland", year=2021, far=1)
    store_statement(folders.following(tmp_path, first, participations=[]), by=None, at=folders.NOW)
    (told,) = waiting(client_as(Role.HUB_DIRECTOR))
    assert told[0] == "/opgoerelser/nordjylland/2021/2/"
    assert told[1].startswith("Godkend udkastet")


def test_errors_in_the_newest_contract_wait_for_those_who_may_mend_it(client_as):
    for hub in ("nordjylland", "fyn"):
        contract_objects.contract(folders.contract_of(hub))
    check = client_as(Role.HUB_DIRECTOR).get("/kontrakter/nordjylland/2021/check/")
    errors = int(re.search(r'sv-count">(\d+)<', check.content.decode())[1])
    told = [
        (
            "/kontrakter/nordjylland/2021/check/",
            f"Fejl i resultatkontrakten 2021, {NORTH} ({errors})",
        )
    ]
    assert errors > 0
    assert waiting(client_as(Role.HUB_DIRECTOR)) == told
    assert waiting(client_as(Role.KKR_SECRETARY)) == told
    assert waiting(client_as(Role.CONTROLLER)) == []


def test_a_contract_waits_for_the_party_that_has_not_confirmed_it(client_as):
    north, _ = contract_objects.proposals()
    saved = Contract.objects.get(**north)
    address = "/kontrakter/nordjylland/2022/bekraeft/1/"
    words = f"Bekræft resultatkontrakten 2022, {NORTH}, version 1"
    told = [(address, f"{words} Bekræftet af erhvervshuset")]
    assert to_confirm(client_as(Role.KKR_SECRETARY)) == told
    assert to_confirm(client_as(Role.HUB_DIRECTOR)) == []
    folders.confirmed(saved)
    assert to_confirm(client_as(Role.KKR_SECRETARY)) == []
    save_contract(bytes(saved.content) + b"# ny\n", by=None, at=folders.NOW, on_behalf_of="Demo")
    newer = [(address.replace("/1/", "/2/"), words.replace("version 1", "version 2"))]
    assert to_confirm(client_as(Role.KKR_SECRETARY)) == newer
    assert to_confirm(client_as(Role.HUB_DIRECTOR)) == newer


def to_confirm(browser):
    return [told for told in waiting(browser) if "/bekraeft/" in told[0]]


def test_an_analyst_sees_which_years_the_national_statement_lacks_hubs_of(client_as):
    contract_objects.statement("nordjylland", year=2021, far=4)
    lacks = "Offentliggjorte opgørelser, der mangler i den nationale opgørelse 2021"
    analyst = client_as(Role.ANALYST)
    assert [told[1].partition(" Frist")[0] for told in waiting(analyst)] == [f"{lacks} (1)"]
    make_national(2021, organisation="national:kl", by=None, at=folders.NOW, on_behalf_of="Demo")
    assert waiting(analyst) == []
    contract_objects.statement("fyn", year=2021, far=4)
    assert [told[1].partition(" Frist")[0] for told in waiting(analyst)] == [f"{lacks} (1)"]
    assert waiting(client_as(Role.HUB_DIRECTOR)) == []


def test_an_administrator_sees_open_invitations_and_when_the_first_ends(client_as):
    invited()
    invited("hub:fyn", "fyn@demo.example")
    until = timezone.now().replace(2126, 11, 2, 12)
    Invitation.objects.update(expires_at=until)
    assert waiting(client_as(Role.ADMINISTRATOR)) == [
        (
            "/konto/brugere/#invitations",
            "Invitationer, der venter på svar (1) Den første gælder til 2. november 2126",
        )
    ]


def test_who_runs_the_installation_sees_letters_that_wait_and_those_given_up(client_as):
    at = timezone.now().replace(2026, 11, 2, 12)
    for login, told in (
        ("waits", {}),
        ("given.up", {"given_up_at": at}),
        ("given.up.and.emptied", {"given_up_at": at, "body": ""}),
        ("sent", {"sent_at": at}),
    ):
        letter = {"to": f"{login}@demo.example", "subject": "Demo", "body": "Demo"} | told
        OutboxMail.objects.create(made_at=at, **letter)
    assert waiting(client_as(Role.ADMINISTRATOR, INSTALLATION)) == [
        ("/sundhed/", "Breve, der ikke kunne sendes (1)"),
        ("/sundhed/", "Breve, der venter på at blive sendt (1) Siden 2. november 2026"),
    ]
    assert waiting(client_as(Role.ADMINISTRATOR)) == []


@pytest.mark.parametrize("role", [Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE, Role.KKR_MEMBER])
@pytest.mark.parametrize("second_factor", [True, False])
def test_municipal_roles_see_their_hub_s_newest_published_statement(client_as, role, second_factor):
    contract_objects.statement("nordjylland", year=2021, far=4)
    contract_objects.statement("nordjylland", year=2022, far=2)
    contract_objects.statement("fyn", year=2022, far=4)
    assert waiting(client_as(role, second_factor=second_factor)) == [
        (
            "/opgoerelser/nordjylland/2021/1/",
            f"Nyeste opgørelse: 2021, {NORTH} Offentliggjort 20. juni 2022",
        )
    ]


def test_without_a_second_factor_nothing_is_told_but_how_to_see_it(client_as):
    contract_objects.statement("nordjylland", year=2022)
    weak = client_as(Role.HUB_DIRECTOR, second_factor=False)
    assert waiting(weak, "/?") == []
    page = weak.get("/")
    assert "Bekræft, at det er dig, med totrinsbekræftelse , så ser du" in words(page)
    assert NOTHING not in words(page)
    assert 'href="/konto/totrin/"' in page.content.decode()


def test_who_has_a_second_factor_but_did_not_pass_it_is_led_to_pass_it(client_as, site):
    browser = client_as(Role.HUB_DIRECTOR)
    session = browser.session
    del session["account_authentication_methods"]
    session.save()
    assert 'href="/konto/totrin/reauthenticate/?next=/"' in browser.get("/").content.decode()


def test_the_list_is_in_english_too(client_as):
    contract_objects.statement("nordjylland", year=2022)
    assert waiting(client_as(Role.HUB_DIRECTOR), "/en/") == [
        (
            "/en/opgoerelser/nordjylland/2022/1/",
            f"Sign off the draft of the results statement 2022, {NORTH} Due 30 June 2023 (overdue)",
        )
    ]


def test_the_start_page_takes_the_same_queries_however_much_waits(client_as):
    browsers = [client_as(role) for role in Role]
    counts = []
    for years, names in (((2021,), "A"), ((2022, 2023, 2024), "BCDEF")):
        for year in years:
            contract_objects.statement("nordjylland", year=year, far=4 if year == 2023 else 0)
        save_contract(
            folders.contract_of("nordjylland") + f"# {names}\n".encode(),
            by=None,
            at=folders.NOW,
            on_behalf_of="Demo",
        )
        for name in names:
            take(engagement(name, started=20210315))
            brought(full_year=2000 + ord(name))
            invited(email=f"{name}@demo.example")
        counts.append([queries_of(browser) for browser in browsers])
    assert counts[0] == counts[1]
    assert max(counts[0]) < 20


def queries_of(browser):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/").status_code == 200
    return len(asked)
