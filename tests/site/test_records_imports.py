"""Imports on the site: bring a file, look, mend, take in, take back; and who may."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.site.people import HTTPS, pass_second_factor, person
from tests.site.record_objects import HEADING, LINE, brought, taken

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import AccessRecord, Event
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain import MOST_UPLOADED, find_upload, uploads_of
from samvirke.apps.imports.domain.state import state_of
from samvirke.apps.imports.models import Import

OTHER = "F2;99000015;9900000001;Vækst;Vækstforløb;Individuel;16-03-2021;;Innovation"


@pytest.fixture
def controller(client_as):
    """A browser of the north's controller."""
    return client_as(Role.CONTROLLER)


def sent(*lines, name="forloeb.csv", **told):
    content = "\r\n".join((HEADING, *lines, "")).encode()
    file = SimpleUploadedFile(name, content)
    return {"file": file, "kind": "registrations", **told}


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def take_in(browser, waiting):
    """Looks at a waiting file, and sends the form on its page."""
    form = re.search(r'name="seen" value="([^"]*)"', shown(browser.get(waiting, follow=True)))
    return browser.post(f"{waiting}gem/", {"seen": form[1]} if form else {}, follow=True)


def address_of(upload):
    return f"/importer/venter/{upload.fingerprint}/"


def test_from_file_to_import_and_back(controller):
    waiting = controller.post("/importer/ny/", sent(LINE, OTHER))
    assert waiting.status_code == 302
    page = shown(controller.get(waiting.url))
    assert "Intet er læst ind endnu." in page
    assert '<td role="cell" data-title="Nye">2</td>' in page
    assert not Import.objects.exists()
    done = take_in(controller, waiting.url)
    assert "Filen er læst ind." in shown(done)
    record = Import.objects.get()
    assert (record.file_name, record.actor, record.new) == ("forloeb.csv", "Demo Controller", 2)
    assert uploads_of("nordjylland") == []
    again = controller.post(f"/importer/{record.pk}/traek-tilbage/", follow=True)
    assert "Importen er trukket tilbage" in shown(again)
    assert not Engagement.objects.filter(current=True).exists()
    events = Event.objects.filter(about=f"import:{record.pk}").values_list("verb", "actor__email")
    email = person(Role.CONTROLLER).email
    assert list(events) == [("import.committed", email), ("import.reverted", email)]


def test_every_error_has_row_column_reason_and_remedy(controller):
    wrong = LINE.replace("99000007", "12345678").replace("Vækst;", "Vokse;", 1)
    page = shown(controller.post("/importer/ny/", sent(wrong, OTHER), follow=True))
    assert "Fejl: 2 i 1 rækker" in page
    for told in ("CVR-nr.", "12345678", "Kundesegment", "Vokse"):
        assert f">{told}<" in page
    assert "Læs filen ind" not in page
    (upload,) = uploads_of("nordjylland")
    report = controller.get(f"/importer/venter/{upload.fingerprint}/fejl.csv")
    lines = report.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Række;Kolonne;Fejl;Gør sådan;Der står"
    assert [line.split(";")[:2] for line in lines[1:]] == [["2", "CVR-nr."], ["2", "Kundesegment"]]


def test_who_commits_a_file_with_errors_all_the_same_is_told_and_nothing_is_stored(controller):
    wrong = brought("nordjylland", LINE.replace("99000007", "12345678"))
    seen = {"seen": state_of("nordjylland")}
    told = controller.post(f"{address_of(wrong)}gem/", seen, follow=True)
    assert "Filen er ikke læst ind, og intet er ændret." in shown(told)
    assert not Import.objects.exists()
    assert find_upload(wrong.fingerprint) == wrong


def test_changed_rows_are_shown_old_and_new_and_withdrawn_ones_by_name(controller):
    first = brought("nordjylland", LINE, OTHER)
    take_in(controller, address_of(first))
    changed = LINE.replace("Vækst;Vækstforløb", "Drift;Vækstforløb")
    page = shown(controller.post("/importer/ny/", sent(changed, full_year="2021"), follow=True))
    assert "Række 2, F1: Kundesegment <del>Vækst</del> → <ins>Drift</ins>" in page
    assert "<li>Forløb: F2</li>" in page
    (upload,) = uploads_of("nordjylland")
    done = shown(take_in(controller, address_of(upload)))
    assert "Rækker, der udgik" in done
    assert "<li>Forløb: F2</li>" in done


def test_a_file_that_was_taken_in_is_said_to_be(controller):
    for _ in range(2):
        upload, seen = brought(), {"seen": state_of("nordjylland")}
        page = shown(controller.post(f"{address_of(upload)}gem/", seen, follow=True))
    assert "Filen var allerede læst ind. Intet er ændret." in page
    assert Import.objects.count() == 1
    waiting = shown(controller.get(f"/importer/venter/{brought().fingerprint}/"))
    assert f"Filen er allerede læst ind som import {Import.objects.get().pk}" in waiting


def test_nothing_is_taken_in_that_was_not_seen(controller):
    """Someone takes in a row of the year, while another looks at a full year without it."""
    full = brought("nordjylland", LINE, full_year=2021)
    waiting = address_of(full)
    seen = re.search(r'name="seen" value="([^"]*)"', shown(controller.get(waiting)))[1]
    take_in(controller, address_of(brought("nordjylland", OTHER, name="anden.csv")))
    told = controller.post(f"{waiting}gem/", {"seen": seen}, follow=True)
    page = shown(told)
    assert told.redirect_chain == [(waiting, 302)]
    assert "Der er læst noget andet ind eller trukket noget tilbage" in page
    assert '<td role="cell" data-title="Udgår">1</td>' in page
    assert set(Engagement.objects.values_list("engagement", "current")) == {("F2", True)}
    assert controller.post(f"{waiting}gem/").url == waiting
    assert Import.objects.count() == 1
    assert "Filen er læst ind." in shown(take_in(controller, waiting))
    assert Import.objects.get(full_year=2021).withdrawn == 1


def test_what_another_took_back_must_be_seen_too(controller):
    first = take_in(controller, address_of(brought()))
    other = address_of(brought("nordjylland", OTHER, name="anden.csv"))
    seen = re.search(r'name="seen" value="([^"]*)"', shown(controller.get(other)))[1]
    controller.post(f"{first.redirect_chain[0][0]}traek-tilbage/")
    told = shown(controller.post(f"{other}gem/", {"seen": seen}, follow=True))
    assert "Filen er ikke læst ind, og intet er ændret." in told
    assert not Engagement.objects.filter(current=True).exists()


def test_a_form_sent_twice_and_the_page_before_it_lead_to_the_import(controller, client_as):
    upload = brought()
    waiting = f"/importer/venter/{upload.fingerprint}/"
    take_in(controller, waiting)
    record = Import.objects.get()
    for again in (
        controller.post(f"{waiting}gem/", follow=True),
        controller.get(waiting, follow=True),
    ):
        assert "Filen var allerede læst ind." in shown(again)
        assert again.redirect_chain == [(f"/importer/{record.pk}/", 302)]
    assert client_as(Role.CONTROLLER, "hub:fyn").get(waiting).status_code == 404


@pytest.mark.parametrize("what", ["gem", "slet"])
def test_who_comes_to_a_form_s_address_by_a_link_is_led_to_the_file(controller, public, what):
    waiting = f"/importer/venter/{brought().fingerprint}/"
    answer = public.post(f"{waiting}{what}/")
    assert answer.url == f"/konto/login/?next={waiting}{what}/"
    assert controller.get(f"{waiting}{what}/").url == waiting
    assert not Import.objects.exists()


def test_who_comes_to_take_an_import_back_by_a_link_is_led_to_it(controller):
    record = taken()
    assert controller.get(f"/importer/{record.pk}/traek-tilbage/").url == f"/importer/{record.pk}/"
    record.refresh_from_db()
    assert record.reverted_at is None


def test_a_file_that_withdraws_many_rows_warns_and_counts_what_stays(controller):
    others = [OTHER.replace("F2", f"F{n}") for n in range(2, 5)]
    last = OTHER.replace("F2", "F9").replace("2021", "2022")
    first = brought("nordjylland", LINE, *others, last)
    take_in(controller, address_of(first))
    page = shown(controller.post("/importer/ny/", sent(LINE, full_year="2021"), follow=True))
    assert '<td role="cell" data-title="Bliver stående">1</td>' in page
    assert '<td role="cell" data-title="Udgår">3</td>' in page
    # Three go and one is equal: three of four rows.
    assert "Advarsel: 3 af de 4 rækker, lageret har, ville udgå" in page


def test_a_refused_revert_names_the_later_imports_and_changes_nothing(controller):
    first, later = taken(minutes=90), taken(minutes=120)
    told = controller.post(f"/importer/{first.pk}/traek-tilbage/")
    assert told.status_code == 409
    page = told.content.decode()
    assert f"Import {first.pk} kan ikke trækkes tilbage" in page
    assert f'<a href="/importer/{later.pk}/">import {later.pk}</a>' in page
    assert not Import.objects.exclude(reverted_at=None).exists()


def test_a_mapping_translates_headings(controller):
    mapping = "schema: samvirke.import-mapping/1\ncolumns: {Number: Forløbs-id}\n"
    told = sent(LINE)
    told["file"] = SimpleUploadedFile(
        "fremmed.csv", f"{HEADING.replace('Forløbs-id', 'Number')}\r\n{LINE}\r\n".encode()
    )
    told["mapping"] = SimpleUploadedFile("m.yaml", mapping.encode())
    assert "Læs filen ind" in shown(controller.post("/importer/ny/", told, follow=True))


def test_a_bad_mapping_is_told_on_the_form(controller):
    told = sent(LINE, mapping=SimpleUploadedFile("m.yaml", b"columns: ["))
    page = shown(controller.post("/importer/ny/", told))
    assert 'class="alert alert-error"' in page
    assert uploads_of("nordjylland") == []


def test_a_bad_mapping_is_called_what_the_user_called_it(controller):
    wrong = b"schema: samvirke.import-mapping/1\ncolumns: {Nummer: Findes ikke}\n"
    for content in (b"columns: [", wrong):
        told = sent(LINE, mapping=SimpleUploadedFile("min egen.yaml", content))
        page = shown(controller.post("/importer/ny/", told))
        assert ("min egen.yaml, linje 2" in page, "oversaettelse.yaml" in page) == (True, False)


def test_a_heading_without_rows_is_not_taken_in(controller):
    page = shown(controller.post("/importer/ny/", sent(), follow=True))
    assert "Filen har en overskrift, men ingen rækker, så der er intet at læse ind." in page
    assert "Læs filen ind" not in page


def test_all_changes_of_a_short_list_are_not_called_the_first(controller):
    take_in(controller, controller.post("/importer/ny/", sent(LINE)).url)
    changed = LINE.replace("15-03-2021", "16-03-2021")
    page = shown(controller.post("/importer/ny/", sent(changed), follow=True))
    assert ("<p>Fra → til.</p>" in page, "De første 1" in page) == (True, False)


def test_a_file_that_is_none_of_ours_says_why_and_can_be_deleted(controller):
    told = sent() | {"file": SimpleUploadedFile("brev.pdf", b"%PDF-1.7 brev")}
    waiting = controller.post("/importer/ny/", told).url
    assert "Det er et PDF-dokument" in shown(controller.get(waiting))
    assert controller.get(f"{waiting}fejl.csv").url == waiting
    assert "Filen er slettet." in shown(controller.post(f"{waiting}slet/", follow=True))
    assert controller.get(waiting).status_code == 404


def test_what_is_too_large_is_refused_before_it_is_read(controller):
    class Unread:
        """A body that nobody may look into."""

        def read(self, *_):
            raise AssertionError("the file was read")

        readline = read

    answer = controller.generic(
        "POST",
        "/importer/ny/",
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(MOST_UPLOADED + 3 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    assert "Filen er større end 25 MB og er ikke læst." in answer.content.decode()


def test_a_form_of_another_site_is_refused(site):
    browser = Client(enforce_csrf_checks=True, **HTTPS)
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    controller = person(Role.CONTROLLER)
    browser.force_login(controller, backend=backend)
    pass_second_factor(browser, controller)
    assert browser.post("/importer/ny/", sent(LINE)).status_code == 403
    assert uploads_of("nordjylland") == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CONTROLLER])
def test_no_other_role_brings_a_file(client_as, role):
    assert client_as(role).post("/importer/ny/", sent(LINE)).status_code == 403
    assert uploads_of("nordjylland") == []


def test_without_a_second_factor_no_file_is_brought(client_as):
    weak = client_as(Role.CONTROLLER, second_factor=False)
    assert weak.post("/importer/ny/", sent(LINE)).url == "/konto/totrin/"
    assert uploads_of("nordjylland") == []


def test_a_row_of_another_hub_is_refused(controller):
    lines = (f"{HEADING};Erhvervshus", f"{LINE};Erhvervshus Fyn")
    told = sent() | {"file": SimpleUploadedFile("fyn.csv", "\r\n".join(lines).encode())}
    page = shown(controller.post("/importer/ny/", told, follow=True))
    assert "Fejl: 1 i 1 rækker" in page


def test_reading_a_waiting_file_and_an_import_is_written_down(controller):
    upload, record = brought(), taken(name="F9")
    controller.get(f"/importer/venter/{upload.fingerprint}/")
    controller.get(f"/importer/{record.pk}/")
    assert list(AccessRecord.objects.values_list("organisation", "about")) == [
        ("hub:nordjylland", f"upload:{upload.fingerprint}"),
        ("hub:nordjylland", f"import:{record.pk}"),
    ]


def test_the_list_shows_own_imports_and_files_alone(controller):
    own, other = taken(name="F8"), taken("fyn", "F8")
    brought(name="vores.csv")
    brought("fyn", name="fynske.csv")
    page = shown(controller.get("/importer/"))
    assert f'href="/importer/{own.pk}/"' in page
    assert f'href="/importer/{other.pk}/"' not in page
    assert ("vores.csv" in page, "fynske.csv" in page) == (True, False)


def test_the_list_asks_the_same_number_of_questions_whatever_there_is(controller):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            shown(controller.get("/importer/"))
        return len(asked)

    taken(name="F0")
    brought(name="en.csv")
    questions()  # a session's first request asks more
    few = questions()
    for number in range(5):
        taken(name=f"G{number}")
        brought("nordjylland", LINE, full_year=2021 + number)
    assert questions() == few


def test_a_file_that_waited_too_long_is_gone_when_the_next_one_comes(controller):
    old = brought(at=timezone.now() - timedelta(days=8))
    controller.post("/importer/ny/", sent(OTHER))
    assert controller.get(f"/importer/venter/{old.fingerprint}/").status_code == 404


def test_a_file_that_waited_too_long_is_gone_when_someone_looks(controller):
    old = brought(at=timezone.now() - timedelta(days=8))
    assert old.name not in shown(controller.get("/importer/"))
    assert controller.get(f"/importer/venter/{old.fingerprint}/").status_code == 404


def test_the_pages_speak_english(controller):
    upload = brought("nordjylland", LINE.replace("99000007", "12345678"))
    page = shown(controller.get(f"/en/importer/venter/{upload.fingerprint}/"))
    assert "Nothing is taken in yet." in page
    assert "Errors: 1 in 1 rows" in page
    report = controller.get(f"/en/importer/venter/{upload.fingerprint}/fejl.csv")
    assert report.content.decode("utf-8-sig").startswith("Row;Column;Error;")


def test_of_many_rows_that_were_withdrawn_only_those_listed_are_read(controller):
    """Sixty go, and one that is changed is ended too, but brought anew."""
    lines = [OTHER.replace("F2", f"F{number:02}") for number in range(60)]
    take_in(controller, address_of(brought("nordjylland", LINE, *lines)))
    changed = LINE.replace("Vækst;Vækstforløb", "Drift;Vækstforløb")
    upload = brought("nordjylland", changed, full_year=2021, name="hele.csv")
    done = take_in(controller, address_of(upload))
    with CaptureQueriesContext(connection) as asked:
        page = shown(controller.get(done.redirect_chain[0][0]))
    assert "De første 50 af 60." in page
    assert page.count("<li>Forløb: F") == 50
    assert ("<li>Forløb: F00</li>" in page, "<li>Forløb: F1</li>" in page) == (True, False)
    of_rows = [item["sql"] for item in asked if "guidance_engagement" in item["sql"]]
    assert [sql.endswith("LIMIT 50") for sql in of_rows] == [True]


def test_who_takes_a_large_file_in_is_told_that_it_takes_long(controller):
    def preview_of(rows, name):
        lines = [OTHER.replace("F2", f"F{number:05}") for number in range(rows)]
        return shown(controller.get(address_of(brought("nordjylland", *lines, name=name))))

    assert "Filen har 10.000 rækker, så det tager op til et minut" in preview_of(10_000, "stor.csv")
    assert "op til et minut" not in preview_of(100, "lille.csv")
