"""Statement folders of made-up records, with papers that cost nothing to make."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.indicators.samples import engagement
from tests.schemes.results_statement import samples

from samvirke.agreements import agreement_path
from samvirke.apps.accounts.domain import make_user
from samvirke.apps.contracts.domain import confirm_contract, store_statement, take_step
from samvirke.papers.statement_folder import Basis, write_statement
from samvirke.schemes.contract_check import NORDJYLLAND_2021
from samvirke.schemes.contract_confirmation import Party
from samvirke.schemes.results_statement import Step, statement_bytes

HUB, YEAR = "nordjylland", 2021
NOW = datetime(2022, 7, 1, 12, 0, tzinfo=UTC)
ASSESSED = """\
schema: samvirke.assessments/1
hub: Erhvervshus Nordjylland
year: 2021
deliveries:
  - {point: RA21-M5a, done: true, evidence: Notat, author: Demo Direktør, date: 2022-03-01}
"""
PUBLIC_JSON = "offentlig/resultatopgoerelse.json"
_FUNEN = b"[KKR Syddanmark, Erhvervshus Fyn]"
WAY = (Step.SIGNED_OFF, Step.SENT, Step.TAKEN_NOTE_OF, Step.PUBLISHED)


def render(statement):
    """Papers that hold all of the statement, without the cost of setting a PDF."""
    content = statement_bytes(statement)
    return {f"resultatopgoerelse.{kind}": kind.encode() + content for kind in ("pdf", "xlsx")}


def write_folder(
    path, *, hub=HUB, year=YEAR, earlier=(), cut_off=None, demo=False, contract=None, **tables
):
    """The folder of a hub's statement: Nordjylland's sample record, or a few rows of another's.

    ``tables`` are taken instead of these, and the bytes of a ``contract`` instead of its own.
    """
    own = hub == HUB and year == YEAR
    if own:
        snapshot = samples.snapshot(path / "udtraek", **tables)
    else:
        rows = [
            engagement(f"{at}-{n}", hub=hub, company=20_000_000 + n, started=at * 10_000 + 315)
            for at in (year - 1, year)
            for n in range(6 + at - year)
        ]
        plain = {"engagements": rows, "participations": [], "evaluations": [], "awareness": []}
        snapshot = samples.snapshot(path / "udtraek", **(plain | tables))
    told = None
    if own:
        told = path / "mine-vurderinger.yaml"
        told.write_text(ASSESSED, "utf-8")
    judged_by = NORDJYLLAND_2021 if own else None
    if contract is not None:
        judged_by = path / "min-kontrakt.yaml"
        judged_by.write_bytes(contract)
    basis = Basis(snapshot, agreement_path(year), judged_by, told, tuple(earlier))
    order = basis.order(hub=hub, year=year, cut_off=cut_off, demo=demo)
    write_statement(basis, order, path / "ud", render=render)
    return path / "ud"


def stored(path, *, far=0, by=None, **told):
    """A statement in the database that has taken the first ``far`` steps of ``WAY``."""
    statement = store_statement(write_folder(Path(path), **told), by=by, at=NOW)
    person = by or (somebody(f"{statement.hub}-{statement.pk}") if far else None)
    for step in WAY[:far]:
        go(statement, step, by=person)
    return statement


def following(path, first, **tables):
    """The folder of the version after ``first``, with other rows in the tables that are named."""
    shown = Path(path) / "version-1.json"
    shown.write_bytes(bytes(first.files.get(path=PUBLIC_JSON).content))
    told = {"hub": first.hub, "year": first.year, "earlier": (shown,)}
    return write_folder(Path(path), **told, **tables)


def contract_of(hub):
    """A contract of a hub for 2021: Nordjylland's, or the same under another's name."""
    content = NORDJYLLAND_2021.read_bytes()
    if hub == HUB:
        return content
    return content.replace(b"[KKR Nordjylland, Erhvervshus Nordjylland]", _FUNEN)


def confirmed(contract, *parties):
    """The contract, confirmed by ``parties``, both where none is named, each by its own person."""
    given = set(contract.confirmations.values_list("party", flat=True))
    for party in parties or Party:
        if party.value not in given:
            confirm(contract, party, by=somebody(f"{party.value}-{contract.pk}"))
    return contract


def confirm(contract, party, *, by, seen=None, on=date(2021, 12, 8), document="Demoreferat"):
    """Confirms a version as a page would."""
    return confirm_contract(
        contract,
        party,
        seen=contract.sha256 if seen is None else seen,
        confirmed_on=on,
        document=document,
        by=by,
        at=NOW,
    )


def go(statement, step, *, by, seen=None, on=None, document="Demodokument"):
    """Takes a step as a page would, in the summer after the statement's year."""
    after = statement.year + 1
    return take_step(
        statement,
        step,
        seen=statement.content if seen is None else seen,
        taken_on=on or date(after, 6, 20),
        document=document,
        by=by,
        at=NOW.replace(year=after),
    )


def somebody(login="direktoer"):
    """A made-up user."""
    return make_user(
        email=f"{login}@demo.example", name=f"Demo {login}", password=None, by=None, at=NOW
    )
