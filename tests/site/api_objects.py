"""Things that the API leads to: statements that were sent and not published, and a contract."""

import tempfile
from pathlib import Path

from tests.apps.contracts import folders
from tests.site import contract_objects

from samvirke.apps.contracts.models import Statement, StatementFigure
from samvirke.schemes.contract_check import NORDJYLLAND_2021

_YEAR = 2023
_HUBS = ("nordjylland", "fyn")


def _sent(hub):
    held = Statement.objects.filter(hub=hub, year=_YEAR).first()
    if held is not None:
        return held
    with tempfile.TemporaryDirectory() as folder:
        return folders.stored(Path(folder), hub=hub, year=_YEAR, far=2)


def _statements():
    return tuple({"hub": _sent(hub).hub, "year": _YEAR, "version": 1} for hub in _HUBS)


def _figures():
    shown = StatementFigure.objects.filter(public=True)
    found = (shown.filter(statement=_sent(hub)).first() for hub in _HUBS)
    return tuple({"address": row.address.removeprefix("/tal/")} for row in found)


def _contract():
    saved = contract_objects.contract(NORDJYLLAND_2021.read_bytes())
    parts = {"hub": saved.hub, "year": saved.year}
    return parts, parts


def _same(**parts):
    return lambda: (parts, parts)


MAKERS = {
    "api:agreement": _same(agreement="RA-2021-2023"),
    "api:statements_of_hub": _same(hub="fyn"),
    "api:statement": _statements,
    "api:statement published": contract_objects.published,
    "api:status": contract_objects.MAKERS["contracts:status"],
    "api:figure": _figures,
    "api:contract": _contract,
    "api:contract_check": _contract,
    "api:contract proposal": contract_objects.proposals,
    "api:contract_check proposal": contract_objects.proposals,
}
