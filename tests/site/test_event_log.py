"""The event log as sentences: who did what with what, and what leads on to it."""

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.contracts import folders
from tests.apps.rows import engagement, take
from tests.site import contract_objects, effect_objects
from tests.site.people import client_of, person

from samvirke.apps.accounts.domain import (
    INSTALLATION,
    Role,
    Verb,
    end_role,
    give_role,
    make_user,
    record_event,
)
from samvirke.apps.accounts.domain.invitations import accept, invite, withdraw
from samvirke.apps.accounts.models import Event, Invitation, Outsider, User
from samvirke.apps.contracts.domain import make_national, save_contract

NORTH = "Erhvervshus Nordjylland"


@pytest.fixture(autouse=True)
def data(site, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path / "data"))


def cells(browser, query=""):
    """The column that says what happened, with its links, the newest first."""
    page = browser.get(f"/konto/log/{query}").content.decode()
    assert "MISSING" not in page
    return [
        " ".join(cell.split())
        for cell in re.findall(
            r'data-title="(?:Hvad der skete|What happened)"><div>(.*?)</div>', page
        )
    ]


def record(verb, about, *, organisation="hub:nordjylland", actor=None, on_behalf_of="", fields=()):
    with transaction.atomic():
        return record_event(
            organisation=organisation,
            actor=actor,
            verb=verb,
            about=about,
            fields=fields,
            on_behalf_of=on_behalf_of,
            at=timezone.now(),
        )


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_has_a_sentence_with_the_same_gaps_in_both_languages(verb):
    danish, english = (
        set(re.findall(r"{(\w+)}", words)) for words in (verb.sentence.da, verb.sentence.en)
    )
    assert danish == english
    assert {"who"} <= danish <= {"who", "thing", "role"}


def test_people_and_roles_are_told_by_name(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    by = person(Role.ADMINISTRATOR)
    now = timezone.now()
    new = make_user(email="ny@demo.example", name="Demo Ny", password=None, by=by, at=now)
    held = give_role(
        new, Role.ADVISER, "hub:nordjylland", valid_from=date(2024, 1, 1), by=by, at=now
    )
    end_role(held, valid_to=now.date(), by=by, at=now)
    invited = {
        "email": "ny@demo.example",
        "name": "Demo Ny",
        "role": Role.CONTROLLER,
        "organisation": "hub:nordjylland",
        "by": by,
        "link": str,
        "language": "da",
        "at": now,
    }
    accept(invite(**invited), user=new, at=now)
    invite(**invited | {"email": "to@demo.example", "name": "Demo To"})
    withdraw(Invitation.objects.latest("pk"), by=by, at=now)
    assert cells(director)[:7] == [
        "Demo Administrator trak invitationen til Demo To tilbage.",
        "Demo Administrator inviterede Demo To til rollen »Controller«.",
        "Demo Ny tog imod sin invitation.",
        "Demo Administrator gav Demo Ny rollen »Controller«.",
        "Demo Administrator inviterede Demo Ny til rollen »Controller«.",
        "Demo Administrator afsluttede rollen »Konsulent« for Demo Ny.",
        "Demo Administrator gav Demo Ny rollen »Konsulent«.",
    ]


def test_an_erased_name_is_told_as_erased(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    gone = make_user(
        email="gone@demo.example", name="Demo Glemt", password=None, by=None, at=timezone.now()
    )
    record(Verb.ROLE_ENDED, f"user:{gone.pk}", actor=gone, fields=["adviser"])
    record(Verb.CONTRACT_SAVED, "contract:99", on_behalf_of="Demo Kommando")
    before = cells(director)[:2]
    User.objects.filter(pk=gone.pk).update(name="")
    Outsider.objects.update(name=None)
    assert before == [
        "Demo Kommando gemte noget, der ikke er her længere.",
        "Demo Glemt afsluttede rollen »Konsulent« for Demo Glemt.",
    ]
    assert cells(director)[:2] == [
        "En person, hvis navn er slettet gemte noget, der ikke er her længere.",
        "En person, hvis navn er slettet afsluttede rollen »Konsulent« for en person, hvis navn "
        "er slettet.",
    ]


def test_a_statement_leads_to_its_page_for_those_who_may_open_it_alone(client_as):
    by = person(Role.HUB_DIRECTOR)
    contract_objects.statement("nordjylland", year=2022)
    made = contract_objects.statement("nordjylland", year=2023)
    folders.go(made, folders.WAY[0], by=by)
    named = f"resultatopgørelse 2023, {NORTH} (version 1)"
    link = f'<a href="/opgoerelser/nordjylland/2023/1/">{named}</a>'
    assert cells(client_as(Role.HUB_DIRECTOR))[:2] == [
        f"Demo Direktør godkendte {link} som direktør.",
        f"Samvirke lavede udkastet til {link}.",
    ]
    assert cells(client_as(Role.ADMINISTRATOR), "?slags=opgoerelser")[0] == (
        f"Demo Direktør godkendte {named} som direktør."
    )
    for step in folders.WAY[1:]:
        folders.go(made, step, by=by)
    assert cells(client_as(Role.ADMINISTRATOR), "?slags=opgoerelser")[:3] == [
        f"Demo Direktør offentliggjorde {link}.",
        f"Demo Direktør skrev ned, at KKR har taget {link} til efterretning.",
        f"Demo Direktør sendte {link} til KKR, KL og Erhvervsstyrelsen.",
    ]


def test_contracts_imports_and_a_status_are_told_by_name(client_as):
    contract_objects.statement("nordjylland", year=2021, cut_off=contract_objects.DAY)
    save_contract(folders.contract_of("nordjylland"), by=None, at=folders.NOW, on_behalf_of="Demo")
    assert cells(client_as(Role.ADMINISTRATOR), "?slags=kontrakter") == [
        f"Demo gemte resultatkontrakten 2021, {NORTH} (version 1)."  # a proposal: no link
    ]
    taken = take(engagement("F1"), engagement("F2")).record
    told = dict(
        zip(
            ("statement", "contract", "import"),
            (
                cells(client_as(Role.HUB_DIRECTOR), f"?slags={kind}")[0]
                for kind in ("opgoerelser", "kontrakter", "importer")
            ),
            strict=True,
        )
    )
    assert told["statement"] == (
        'Samvirke lavede udkastet til <a href="/opgoerelser/nordjylland/pr/2021-08-31/">status '
        f"pr. 31. august 2021, {NORTH}</a>."
    )
    assert told["contract"] == (
        'Demo gemte <a href="/kontrakter/nordjylland/2021/?version=1">resultatkontrakten 2021, '
        f"{NORTH} (version 1)</a>."
    )
    assert f"læste »{taken.file_name}« (" in told["import"]
    assert "Rækker: 2 nye, 0 ændrede, 0 som før, 0 trukket ud." in told["import"]


def test_national_statements_and_effects_are_told_by_name(client_as, site):
    contract_objects.statement("nordjylland", year=2021, far=4)
    make_national(2021, organisation="national:kl", by=None, at=folders.NOW, on_behalf_of="Demo")
    effect_objects.stored()
    administrator = client_as(Role.ADMINISTRATOR, "national:kl")
    assert cells(administrator, "?slags=nationale") == [
        'Demo lavede <a href="/national/2021/?version=1">den nationale opgørelse 2021 (version '
        "1)</a>."
    ]
    (effect,) = cells(administrator, "?slags=effekt")
    assert re.fullmatch(
        r'.+ offentliggjorde <a href="/effekt/[^"]+">effektmålingen \d+ \(version 1\)</a>\.', effect
    )


def test_names_are_escaped(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    odd = make_user(
        email="odd@demo.example", name="<b>Demo</b>", password=None, by=None, at=timezone.now()
    )
    record(Verb.ROLE_ENDED, f"user:{odd.pk}", actor=odd, fields=["adviser"])
    assert cells(director)[0].startswith("&lt;b&gt;Demo&lt;/b&gt; afsluttede")


def test_the_filter_keeps_what_it_is_asked_for_and_a_wrong_one_shows_nothing(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    record(Verb.CONTRACT_SAVED, "contract:99")
    assert len(cells(director, "?slags=kontrakter")) == 1
    assert len(cells(director, "?slags=brugere")) == 1
    assert len(cells(director)) == 2
    assert cells(director, "?slags=nationale") == []
    assert cells(director, "?slags=ukendt") == []


def test_only_who_runs_the_installation_chooses_an_organisation(client_as):
    person(Role.HUB_DIRECTOR, "hub:fyn")
    own = client_as(Role.HUB_DIRECTOR)
    assert len(cells(own, "?organisation=hub:fyn")) == 1
    assert "Erhvervshus Fyn" not in own.get("/konto/log/?organisation=hub:fyn").content.decode()
    everywhere = client_as(Role.ADMINISTRATOR, INSTALLATION)
    assert cells(everywhere, "?organisation=hub:fyn") == [
        "Samvirke gav Demo Direktør rollen »Direktør«."
    ]
    assert len(cells(everywhere)) == Event.objects.count()


def test_what_the_log_holds_is_there_word_for_word(client_as):
    event = record(Verb.CONTRACT_SAVED, "contract:99")
    page = client_as(Role.HUB_DIRECTOR).get("/konto/log/?slags=kontrakter").content.decode()
    assert f"Nr. {event.number}" in page
    assert "contract:99" in page
    assert event.hash in page


def test_the_log_is_in_english_too(site):
    browser = client_of(person(Role.HUB_DIRECTOR))
    page = browser.get("/en/konto/log/").content.decode()
    assert "Samvirke gave Demo Direktør the role “Director”." in page


def test_the_log_comes_in_pages_that_keep_the_filter(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    for number in range(51):
        record(Verb.CONTRACT_SAVED, f"contract:{number}")
    page = director.get("/konto/log/?slags=kontrakter").content.decode()
    assert "Hændelser 1–50 af 51" in page
    assert 'href="?slags=kontrakter&amp;side=2"' in page
    assert len(cells(director, "?slags=kontrakter&side=2")) == 1


def test_the_log_takes_the_same_queries_however_many_events(client_as):
    director = client_as(Role.HUB_DIRECTOR)
    counts = []
    for names in ("A", "BC"):
        for name in names:
            take(engagement(name))
            save_contract(
                folders.contract_of("nordjylland") + f"# {name}\n".encode(),
                by=None,
                at=folders.NOW,
                on_behalf_of="Demo",
            )
        contract_objects.statement("nordjylland", year=2020 + len(names))
        with CaptureQueriesContext(connection) as asked:
            cells(director)
        counts.append(len(asked))
    assert counts[0] == counts[1]
