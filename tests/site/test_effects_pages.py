"""Effect statements on the site: published once, read by all, nothing hidden told."""

import html
import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.schemes.effect_statement.made import agreement, statement
from tests.site import contract_objects, effect_objects, people
from tests.site.copies import copied, make_once

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.domain import make_national
from samvirke.apps.effects.figures import figures_of
from samvirke.apps.effects.models import EffectFile, EffectPage, EffectReport
from samvirke.cli import main
from samvirke.cli.demo_effect import publish_demo_effect
from samvirke.papers.effect_report import report_of
from samvirke.schemes.effect_statement import public, public_document

URL = "/effekt/RA-2021-2023/2023/"
UPLOAD = "/effekt/offentliggoer/"


def renamed():
    """The same effects of a register with another name: another file."""
    return effect_objects.document().replace(b"demo_register.parquet", b"demo_andet.parquet")


@pytest.fixture(scope="module")
def filled(empty_site, tmp_path_factory):
    """A database with one published effect statement."""
    return make_once(
        empty_site, tmp_path_factory.mktemp("filled"), lambda folder: effect_objects.stored()
    )


@pytest.fixture
def site(filled, tmp_path):
    """A copy of it, which the site in this process is connected to."""
    with copied(filled, tmp_path):
        yield tmp_path / "copy" / filled.name


def words(response):
    text = response.content.decode()
    assert "MISSING" not in text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def upload(content, name="effekt.json"):
    return {"document": SimpleUploadedFile(name, content)}


# Reading ---------------------------------------------------------------------------------------


def test_the_list_tells_the_newest_headlines(public):
    page = words(public.get("/effekt/"))
    told = EffectPage.objects.get(language="da").headlines
    assert len(told) == 4  # three measures, and the choices that it was measured by
    assert [line for line in told if line not in page] == []
    assert "Demodata · Version 1, offentliggjort 15. april 2024" in page


def test_an_empty_list_says_so(empty_site, tmp_path):
    with copied(empty_site, tmp_path):
        assert "ikke offentliggjort nogen effektmåling" in words(people.client().get("/effekt/"))


@pytest.mark.parametrize(("prefix", "language"), [("", "da"), ("/en", "en")])
def test_the_page_says_all_that_the_report_holds(public, prefix, language):
    page = words(public.get(prefix + URL))
    report = report_of(shown(), agreement(), language)
    told = [
        block
        for section in (report.summary, *report.sections)
        for block in section.blocks
        if isinstance(block, str)
    ]
    cells = [cell for table in report.tables for row in table.rows for cell in row]
    told += [table.caption for table in report.tables]
    told += [cell for cell in cells if isinstance(cell, str)]
    assert [words_ for words_ in told if " ".join(words_.split()) not in page] == []


def shown():
    return public(statement())


def test_the_national_verdict_comes_before_hubs_and_how_sure_it_is(public):
    page = words(public.get(URL))
    order = [
        "Kort fortalt",
        "Erhvervshuse og temaer",
        "Hvor sikkert er det?",
        "År for år (rapportens punkt 5)",
        "Datakvalitet (rapportens punkt 1)",
    ]
    body = page[page.index("Målepunkterne i aftalen") :]
    places = [body.index(heading) for heading in order]
    assert places == sorted(places)


def test_headings_name_the_segment_and_not_the_measure_point_s_code(public):
    page = public.get(URL).content.decode()
    codes = r"<(?:h\d|summary|th)[^>]*>[^<]*RA21-M7"
    assert re.findall(codes, page) == []
    assert "<strong>Vækstsegmentet</strong> · RA21-M7b: " in page
    assert ">Vækstsegmentet · 2023 · omsætning</summary>" in page


def test_what_few_come_for_is_there_to_be_opened(public):
    """Verdict, hubs, how sure, and the years stand open; the rest is one step away."""
    page = public.get(URL).content.decode()
    sections = re.findall(r'<section aria-labelledby="([^"]+)">(.*?)</section>', page, re.DOTALL)
    closed = [id_ for id_, told in sections if "Vis afsnittet" in told]
    assert [id_ for id_, _ in sections if id_ not in (*closed, "figures")] == [
        "verdict", "hubs", "sure", "years",
    ]  # fmt: skip
    assert "controls" in closed
    assert 'Vis tabellen<span class="sr-only">: Hvor meget flytter tallet sig?</span>' in page


def test_each_measure_point_leads_to_its_clause(public):
    page = public.get(URL).content.decode()
    clause = '<a href="/aftaler/RA-2021-2023/" aria-label="RA21-M7b: 7.1, mål 7, 2. punkt i '
    assert clause in page
    assert public.get("/aftaler/RA-2021-2023/").status_code == 200


def test_other_growth_formulas_stand_with_the_verdict_they_would_give(public):
    measure = next(
        one
        for point in shown().points
        if (point.point, point.year) == ("RA21-M7b", 2023)
        for one in point.measures
        if one.measure == "turnover"
    )
    line = next(line for line in measure.lines if line.code == "growth_aggregate")
    assert line.estimate.value < 10  # the agreement asks for at least 10
    page = words(public.get(URL))
    own = page[page.index("Vækstsegmentet · 2023 · omsætning Valg ") :]
    row = re.search(r"Vækst som samlet vækst [\d,]+ \S+( til \S+)? \d+ (.{10})", own)
    assert row[2] == "Ikke nået "


def test_every_chart_is_there_with_words_and_under_the_policy(public):
    page = public.get(URL).content.decode()
    charts = re.findall(r'<img src="([^"]*)" alt="([^"]*)">', page)
    assert len(charts) == 12  # balance of six years, three event studies, three measures by hub
    assert [words_ for _, words_ in charts if "Tallene står i tabellen" not in words_] == []
    for address, _ in charts:
        answer = public.get(address)
        assert answer["Content-Type"] == "image/svg+xml"
        assert "script-src" in answer["Content-Security-Policy"]
        assert answer.content.startswith(b"<svg ")


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{")])
def test_papers_are_the_stored_bytes(public, kind, start):
    address = re.search(rf'href="(/effekt/fil/[^"]*{kind})"', public.get(URL).content.decode())[1]
    content = public.get(address).content
    assert content.startswith(start)
    held = EffectFile.objects.get(language="da", name=f"effekt.{kind}")
    assert content == bytes(held.content)


def test_the_json_is_the_file_that_was_sent(public):
    held = EffectFile.objects.get(language="en", name="effekt.json")
    assert bytes(held.content) == effect_objects.document()


def test_hidden_numbers_are_in_no_page_and_no_file(public):
    hidden = [
        (point.point, point.year, one.measure, part)
        for point in statement().points
        for one in point.measures
        for part in one.parts
        if part.hidden and part.estimate is not None
    ]
    assert hidden  # there is something to hide
    document = json.loads(bytes(EffectFile.objects.get(language="da", name="effekt.json").content))
    told = json.dumps(document) + json.dumps(EffectPage.objects.get(language="da").view)
    numbers = [f"{part.estimate.value:.6f}" for *_, part in hidden]
    assert [number for number in numbers if number in told] == []
    assert "skjult: for få" in words(public.get(URL))


@pytest.mark.parametrize(
    "address",
    [
        "/effekt/RA-2021-2023/1999/",
        "/effekt/RA-1999/2023/",
        f"{URL}?version=2",
        f"{URL}?version=x",
        "/effekt/fil/1/da/par.csv",
        "/effekt/fil/1/fr/effekt.pdf",
        "/effekt/fil/9/da/effekt.pdf",
    ],
)
def test_what_is_not_there_is_not_found(public, address):
    assert public.get(address).status_code == 404


def test_pages_need_few_queries(public):
    for address in ("/effekt/", URL):
        with CaptureQueriesContext(connection) as queries:
            public.get(address)
        assert len(queries) <= 4


# Publishing ------------------------------------------------------------------------------------


def test_an_analyst_publishes_and_the_log_says_so(client_as):
    answer = client_as(Role.ANALYST).post(UPLOAD, upload(renamed()), follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "Effektmålingen er offentliggjort." in words(answer)
    made = EffectReport.objects.get(version=2)
    event = Event.objects.get(about=f"effect:{made.pk}")
    assert (event.verb, event.organisation) == ("effect.stored", "national:kl")
    assert made.stored_by == people.person(Role.ANALYST)


def test_the_former_version_stays_and_leads_to_the_newer(public, client_as):
    client_as(Role.ANALYST).post(UPLOAD, upload(renamed()))
    page = words(public.get(f"{URL}?version=1"))
    assert "Der er en nyere version" in page
    assert "demo_register.parquet" in page
    assert "demo_andet.parquet" in words(public.get(URL))


def test_the_same_file_again_changes_nothing(site):
    before = Event.objects.count()
    assert effect_objects.stored() == EffectReport.objects.get()
    assert Event.objects.count() == before


def test_sending_the_same_file_again_says_that_nothing_changed(client_as):
    answer = client_as(Role.ANALYST).post(UPLOAD, upload(effect_objects.document()), follow=True)
    assert "Filen er offentliggjort i forvejen, så intet er ændret." in words(answer)
    assert "Effektmålingen er offentliggjort." not in words(answer)


def test_other_choices_than_the_agreement_s_file_are_named(public):
    """The made-up statement draws three placebos and a hundred bootstraps, the shipped one ten and
    a thousand.
    """
    told = (
        "Målt med andre valg end dem, der står i aftalens fil. RA21-M7b: Prøver startværdi: "
        "20210101, placeboer: 3, bootstraps: 100 (aftalens fil: startværdi: 20210101, placeboer: "
        "10, bootstraps: 1.000)."
    )
    assert told in words(public.get(URL))
    assert told in words(public.get("/effekt/"))
    assert "placeboer: 3" in words(public.get(URL))  # and so does the annex


def test_years_with_a_result_stand_before_those_without(site, public):
    """An agreement of later years that has no result yet is not the newest news."""
    report = EffectReport.objects.get()
    later = EffectReport.objects.create(
        agreement="RA-2024-2027", year=2027, version=1, title="Senere", code_version="1",
        sha256="0" * 64, demo=True, stored_at=report.stored_at,
    )  # fmt: skip
    EffectPage.objects.create(report=later, language="da", headlines=[], view={})
    page = words(public.get("/effekt/"))
    assert page.index(f"{report.title}: 2023") < page.index("Senere: 2027")


def test_a_file_that_shows_what_must_be_hidden_is_refused_and_nothing_kept(client_as):
    document = json.loads(effect_objects.document())
    parts = [p for point in document["points"] for m in point["measures"] for p in m["parts"]]
    hidden = next(part for part in parts if part["hidden"])
    hidden["guided"] = 4
    answer = client_as(Role.ANALYST).post(UPLOAD, upload(json.dumps(document).encode()))
    assert "Filen viser tal, som skal være skjult" in words(answer)
    assert EffectReport.objects.count() == 1


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"{}", b"\xff"])
def test_what_is_no_statement_is_refused_in_words(client_as, content):
    answer = client_as(Role.ANALYST).post(UPLOAD, upload(content))
    assert answer.status_code == 200
    assert "ikke en hel effektmåling" in words(answer)


def test_a_form_without_a_file_asks_for_it(client_as):
    answer = client_as(Role.ADMINISTRATOR).post(UPLOAD, {})
    assert answer.status_code == 200
    assert EffectReport.objects.count() == 1


def test_without_a_second_factor_nothing_is_published(client_as):
    browser = client_as(Role.ANALYST, second_factor=False)
    answer = browser.post(UPLOAD, upload(renamed()))
    assert (answer.status_code, EffectReport.objects.count()) == (302, 1)


def test_others_see_no_way_to_publish(public, client_as):
    assert UPLOAD not in public.get("/effekt/").content.decode()
    assert UPLOAD not in client_as(Role.CONTROLLER).get("/effekt/").content.decode()
    assert UPLOAD in client_as(Role.ANALYST).get("/effekt/").content.decode()


@pytest.mark.parametrize("model", [EffectReport, EffectFile, EffectPage])
def test_what_is_published_cannot_be_changed_or_removed(site, model):
    found = model.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=found.pk).update(
            **{"title": "x"} if model is EffectReport else {"language": "x"}
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=found.pk)._raw_delete("default")


# The command -----------------------------------------------------------------------------------


def test_the_command_publishes_a_folder(site, tmp_path, capsys):
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / "effekt.json").write_bytes(renamed())
    connection.close()
    assert main(["store-effect", str(tmp_path / "ud"), "--database", str(site)]) == 0
    told = "Effektmålingen er offentliggjort: RA-2021-2023, 2023, version 2.\n"
    assert capsys.readouterr().out == told


def test_the_command_says_that_the_same_file_changed_nothing(site, tmp_path, capsys):
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / "effekt.json").write_bytes(effect_objects.document())
    connection.close()
    assert main(["store-effect", str(tmp_path / "ud"), "--database", str(site)]) == 0
    assert "er offentliggjort i forvejen, og intet er ændret" in capsys.readouterr().out


def test_the_command_refuses_a_folder_without_the_file(site, tmp_path, capsys):
    assert main(["store-effect", str(tmp_path), "--database", str(site)]) == 2
    assert "Filen findes ikke" in capsys.readouterr().err
    assert EffectReport.objects.count() == 1


def test_the_demo_publishes_its_effects_once(empty_site, tmp_path):
    with copied(empty_site, tmp_path):
        for _ in range(2):
            publish_demo_effect(tmp_path, effect_objects.NOW)
        page = words(people.client().get("/effekt/"))
        assert EffectReport.objects.count() == 1
    assert "Demodata · Version 1, offentliggjort 15. april 2024" in page


# Figures ---------------------------------------------------------------------------------------


def test_every_effect_on_the_page_leads_to_its_calculation(public, client_as):
    page = public.get(URL).content.decode()
    linked = re.findall(r'href="(/tal/effekt/[^"]+)"', page)
    assert linked == list(figures_of(EffectReport.objects.get()))
    for address in linked[:2]:
        shown = words(public.get(address))
        assert "de vejledtes vækst minus kontrolvirksomhedernes" in shown
        assert f"Tallets faste adresse: {address}" in shown
        told = public.get(address.replace("/tal/", "/api/v1/figures/")).json()
        assert told["address"] == address
        growths = [Fraction(part["value"]) for part in told["derivation"]["inputs"]]
        assert Fraction(told["value"]) == growths[0] - growths[1]
    assert "the growth of the guided minus that of the controls" in words(
        public.get(f"/en{linked[0]}")
    )


def test_a_figure_of_another_version_or_of_nothing_is_not_found(public):
    first = next(iter(figures_of(EffectReport.objects.get())))
    for address in (
        first.replace("/2023/1/", "/2023/2/"),
        f"{first}/hus/atlantis",
        "/tal/effekt/x",
    ):
        assert public.get(address).status_code == 404
        assert public.get(address.replace("/tal/", "/api/v1/figures/")).status_code == 404


def test_a_newer_version_leaves_the_former_figures_at_their_addresses(public):
    first = next(iter(figures_of(EffectReport.objects.get())))
    effect_objects.stored(renamed())
    assert "demo_register.parquet" in words(public.get(first))
    assert "demo_andet.parquet" in words(public.get(first.replace("/2023/1/", "/2023/2/")))


# Beside the results statements ------------------------------------------------------------------


def test_statements_lead_to_the_real_effects_of_their_year(site):
    contract_objects.statement("nordjylland", year=2021, far=4)
    make_national(2021, organisation="national:kl", by=None, at=effect_objects.NOW)
    browser = people.client()
    addresses = ("/opgoerelser/nordjylland/2021/1/", "/national/2021/")
    link = f'<a href="{URL}">'

    def linked():
        return [link in browser.get(address).content.decode() for address in addresses]

    # The one that is stored is made up, and the statements are not.
    assert linked() == [False, False]
    inputs = replace(statement().inputs, made_up=False)
    real = replace(statement(), demo=False, inputs=inputs)
    effect_objects.stored(public_document(real, agreement()))
    assert linked() == [True, True]
    page = words(browser.get(addresses[0]))
    assert "Deres linjer siger »Måles senere«: RA21-M7b, omsætning (for få par til en" in page
    assert "RA21-M7c, produktivitet (skjult: for få)." in page
    assert "Deres linjer" not in words(browser.get(addresses[1]))
