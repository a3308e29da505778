"""Statements, contracts and agreements that the pages lead to, of hub nordjylland and hub fyn."""

import tempfile
from datetime import date
from pathlib import Path

from tests.apps.contracts import folders

from samvirke.apps.contracts.models import Statement, StatementFigure

HUBS = ("nordjylland", "fyn")
DAY = date(2021, 8, 31)


def statement(hub, *, year, far=0, cut_off=None):
    """The hub's statement after ``far`` steps; the same one when asked again."""
    held = Statement.objects.filter(hub=hub, year=year, cut_off=cut_off).first()
    if held is not None:
        return held
    with tempfile.TemporaryDirectory() as folder:
        return folders.stored(Path(folder), hub=hub, year=year, far=far, cut_off=cut_off)


def _draft():
    return tuple(
        {"hub": hub, "year": statement(hub, year=2022).year, "version": 1} for hub in HUBS
    )


def _sent():
    return [statement(hub, year=2023, far=2) for hub in HUBS]


def _newest():
    return tuple({"hub": found.hub, "year": found.year} for found in _sent())


def _status():
    return tuple(
        {"hub": hub, "day": statement(hub, year=2021, cut_off=DAY).cut_off} for hub in HUBS
    )


def _step():
    return tuple({"number": found.pk} for found in _sent())


def _paper():
    return tuple(
        {"number": found.pk, "edition": "hele", "name": "resultatopgoerelse.pdf"}
        for found in _sent()
    )


def _figure():
    shown = StatementFigure.objects.filter(public=True)
    found = [shown.filter(statement=sent).first().address for sent in _sent()]
    return tuple({"address": address.removeprefix("/tal/")} for address in found)


MAKERS = {
    "contracts:hub": lambda: tuple({"hub": hub} for hub in HUBS),
    "contracts:newest": _newest,
    "contracts:statement": _draft,
    "contracts:status": _status,
    "contracts:step": _step,
    "contracts:paper": _paper,
    "contracts:figure": _figure,
}
