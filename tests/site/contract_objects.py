"""Statements, contracts and agreements that the pages lead to, of hub nordjylland and hub fyn."""

import tempfile
from datetime import date
from pathlib import Path

from tests.apps.contracts import folders
from tests.schemes.results_statement import samples

from samvirke.apps.contracts.domain import make_national, save_contract, store_statement
from samvirke.apps.contracts.models import Contract, Statement, StatementFigure
from samvirke.schemes.contract_confirmation import Party
from samvirke.schemes.results_statement import Step

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
    return tuple({"hub": hub, "year": statement(hub, year=2022).year, "version": 1} for hub in HUBS)


def _sent():
    return [statement(hub, year=2023, far=2) for hub in HUBS]


def _newest():
    return tuple({"hub": found.hub, "year": found.year} for found in _sent())


def _status():
    return tuple(
        {"hub": hub, "day": statement(hub, year=2021, cut_off=DAY).cut_off} for hub in HUBS
    )


def step_form(parts):
    """The KKR takes note of a statement that was sent."""
    found = Statement.objects.get(pk=parts["number"])
    return {
        "step": Step.TAKEN_NOTE_OF.value,
        "taken_on": f"{found.year + 1}-06-20",
        "document": "Demodokument",
        "seen": found.content,
    }


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


def _corrected():
    """The second version of a statement, still a draft: the first was signed off."""
    return tuple(
        {"hub": found.hub, "year": found.year, "version": found.version}
        for found in (_second(hub) for hub in HUBS)
    )


def _second(hub):
    first = statement(hub, year=2024, far=1)
    held = Statement.objects.filter(replaces=first).first()
    if held is not None:
        return held
    with tempfile.TemporaryDirectory() as folder:
        made = folders.following(folder, first, participations=[])
        return store_statement(made, by=None, at=folders.NOW)


def _contract():
    saved = [contract(folders.contract_of(hub)) for hub in HUBS]
    return tuple({"hub": found.hub, "year": found.year} for found in saved)


def contract(content):
    """The contract, kept, and in force."""
    told = {"by": None, "at": folders.NOW, "on_behalf_of": "Demo"}
    return folders.confirmed(save_contract(content, **told))


def proposals():
    """Contracts of 2022 that only the hub has confirmed."""
    saved = []
    for hub in HUBS:
        content = folders.contract_of(hub).replace(b"in_force: 2021-", b"in_force: 2022-")
        told = {"by": None, "at": folders.NOW, "on_behalf_of": "Demo"}
        saved.append(folders.confirmed(save_contract(content, **told), Party.HUB))
    return tuple({"hub": found.hub, "year": found.year} for found in saved)


def _to_confirm():
    return tuple({**parts, "version": 1} for parts in proposals())


def confirm_form(parts):
    """The KKR confirms a version that the hub has confirmed."""
    found = Contract.objects.get(**parts)
    return {"confirmed_on": "2021-12-17", "document": "Demoreferat", "seen": found.sha256}


def national():
    """The national statement of 2021, of what Nordjylland alone has published."""
    statement(HUBS[0], year=2021, far=4)
    return make_national(
        2021, organisation="national:kl", by=None, at=folders.NOW, on_behalf_of="Demo"
    )


def _same(make):
    def maker():
        parts = make()
        return parts, parts

    return maker


def _published():
    """Statements in whose public edition numbers on few answers are hidden: both of one record."""
    north, funen = HUBS
    held = Statement.objects.filter(hub=funen, year=2021, cut_off=None).first()
    if held is None:
        told = {"engagements": samples.engagements(), "evaluations": samples.answers()}
        tables = {name: [_in(funen, row) for row in rows] for name, rows in told.items()}
        with tempfile.TemporaryDirectory() as folder:
            held = folders.stored(Path(folder), hub=funen, year=2021, far=4, **tables)
    return statement(north, year=2021, far=4), held


def _in(hub, row):
    return tuple(hub if cell == samples.HUB else cell for cell in row)


def published():
    """The addresses of both."""
    return tuple({"hub": found.hub, "year": found.year, "version": 1} for found in _published())


def _hidden_figure():
    addresses = []
    for found in _published():
        held = {public: found.figures.filter(public=public) for public in (True, False)}
        whole, shown = (set(held[key].values_list("address", flat=True)) for key in (False, True))
        addresses.append(min(whole - shown))
    return tuple({"address": address.removeprefix("/tal/")} for address in addresses)


def _hub():
    return tuple({"hub": hub} for hub in HUBS)


MAKERS = {
    "contracts:differences": _corrected,
    "contracts:make_draft": _hub,
    "contracts:agreement": _same(lambda: {"agreement": "RA-2021-2023"}),
    "contracts:contract": _contract,
    "contracts:contract_file": _contract,
    "contracts:contract_check": _contract,
    "contracts:contract proposal": proposals,
    "contracts:contract_file proposal": proposals,
    "contracts:contract_check proposal": proposals,
    "contracts:confirm_contract": _to_confirm,
    "contracts:edit_contract": _contract,
    "contracts:edit_contract_rows": _contract,
    "contracts:national": _same(lambda: {"year": national().year}),
    "api:national": _same(lambda: {"year": national().year}),
    "contracts:make_national": _same(lambda: {"year": national().year}),
    "contracts:national_paper": _same(
        lambda: {"number": national().pk, "language": "da", "name": "national-opgoerelse.pdf"}
    ),
    "contracts:hub": _hub,
    "contracts:newest": _newest,
    "contracts:statement": _draft,
    "contracts:statement published": published,
    "contracts:figure published": _hidden_figure,
    "contracts:rows published": _hidden_figure,
    "contracts:status": _status,
    "contracts:step": _step,
    "contracts:paper": _paper,
    "contracts:figure": _figure,
}
