"""Making a statement's draft on the site."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps import rows
from tests.apps.contracts import folders
from tests.site.reading import words

from samvirke.apps.accounts.domain import Role
from samvirke.apps.accounts.models import Event
from samvirke.apps.contracts.models import Statement
from samvirke.schemes.results_statement import Step

MAKE = "/opgoerelser/ny/nordjylland/"
pytestmark = pytest.mark.usefixtures("site")


def test_a_controller_makes_a_draft_of_what_is_imported(client_as, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SAMVIRKE_RENDER_PAPERS", "tests.apps.contracts.folders.render")
    monkeypatch.setenv("SAMVIRKE_DATA", str(tmp_path))
    rows.take(rows.engagement("F1", started=20220315))
    answer = client_as(Role.CONTROLLER).post(MAKE, {"year": "2022"})
    assert answer.headers["Location"] == "/opgoerelser/nordjylland/2022/1/"
    made = Statement.objects.get(hub="nordjylland", year=2022)
    event = Event.objects.get(verb="statement.made", about=f"statement:{made.pk}")
    assert (made.step, event.actor.name) == (Step.DRAFT, "Demo Controller")


def test_bad_assessments_are_told_with_their_line_and_make_nothing(client_as, monkeypatch):
    monkeypatch.setattr(settings, "SAMVIRKE_RENDER_PAPERS", "tests.apps.contracts.folders.render")
    rows.take(rows.engagement("F1", started=20220315))
    bad = folders.ASSESSED.replace("done: true", "done: måske").encode()
    told = {"year": "2022", "assessments": SimpleUploadedFile("vurderinger.yaml", bad)}
    page = client_as(Role.CONTROLLER).post(MAKE, told)
    assert "Linje 5:" in words(page)
    assert not Statement.objects.filter(hub="nordjylland", year=2022).exists()


def test_a_status_lies_within_its_year(client_as):
    told = {"year": "2022", "cut_off": "2021-08-31"}
    assert "Dagen ligger ikke i året." in words(client_as(Role.CONTROLLER).post(MAKE, told))


def test_a_hub_of_which_nothing_is_imported_yet_is_told_so(client_as):
    page = client_as(Role.CONTROLLER).post(MAKE, {"year": "2022"})
    assert (page.status_code, "Lageret har ingen rækker" in words(page)) == (200, True)
    assert not Statement.objects.exists()
