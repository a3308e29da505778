"""Imports, waiting files and engagements that addresses of records lead to."""

from django.utils import timezone
from tests.apps import rows
from tests.site import contract_objects
from tests.site.people import person

from samvirke.apps.accounts.domain import Role
from samvirke.apps.imports.domain import keep_upload
from samvirke.records.imports import ImportKind

HUBS = ("nordjylland", "fyn")
HEADING = "Forløbs-id;CVR-nr.;P-nr.;Kundesegment;Forløbstype;Form;Startdato;Henvist til;Ydelse"
LINE = "F1;99000007;9900000001;Vækst;Vækstforløb;Individuel;15-03-2021;;Innovation"


def brought(hub="nordjylland", *lines, name="forloeb.csv", full_year=None, mapping=None, at=None):
    """A file of registrations that waits, as a controller brought it."""
    content = "\r\n".join((HEADING, *(lines or (LINE,)), "")).encode()
    return keep_upload(
        [content],
        name=name,
        kind=ImportKind.REGISTRATIONS,
        hub=hub,
        full_year=full_year,
        mapping=mapping,
        by=person(Role.CONTROLLER, f"hub:{hub}").pk,
        at=at or timezone.now(),
    )


def _uploads():
    return tuple({"fingerprint": brought(hub).fingerprint} for hub in HUBS)


def taken(hub="nordjylland", name="F1", **cells):
    """An import of one engagement."""
    return rows.take(rows.engagement(name, hub=hub, **cells), hub=hub).record


def _imports():
    return tuple({"number": taken(hub, "F-D").pk} for hub in HUBS)


def _engagements():
    for hub in HUBS:
        taken(hub, "F/1")
    return tuple({"hub": hub, "engagement": "F/1"} for hub in HUBS)


def _revertible():
    return tuple({"number": taken(hub, "F-R").pk} for hub in HUBS)


def _work_list():
    parts = {"year": 2021, "kind": "csv"}
    return parts, parts


def _municipality():
    return {"code": "851"}, {"code": "461"}


def _municipality_figure():
    for hub in HUBS:
        contract_objects.statement(hub, year=2023, far=2)
    return {"address": "851/2023/1/forloeb"}, {"address": "461/2023/1/forloeb"}


def _referred():
    """A company that the own municipality referred, and one that another did."""
    taken("nordjylland", "F-H1", company=99000007, municipality=851, referred_by=851)
    taken("nordjylland", "F-H2", company=99000015, municipality=461, referred_by=461)
    return {"company": 99000007}, {"company": 99000015}


MAKERS = {
    "guidance:referred_company": _referred,
    "imports:preview": _uploads,
    "imports:problems": _uploads,
    "imports:commit": _uploads,
    "imports:discard": _uploads,
    "imports:detail": _imports,
    "imports:revert": _revertible,
    "guidance:registration": _engagements,
    "guidance:work_list_file": _work_list,
    "territory:municipality": _municipality,
    "territory:figure": _municipality_figure,
    "contracts:rows": contract_objects.MAKERS["contracts:figure"],
}
