"""A municipality's figures by their permanent addresses, from statements the reader may see."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from samvirke.agreements import agreement_path, load_agreement
from samvirke.apps.accounts.domain import Actor, record_access
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.contracts.domain import snapshot_folder
from samvirke.apps.contracts.editions import SENT_STATES, document_path, sees_all, visible_to
from samvirke.apps.contracts.models import Statement
from samvirke.apps.guidance.rules import VIEW
from samvirke.figures import Figure, Source
from samvirke.indicators import open_snapshot
from samvirke.records.snapshot import read_manifest
from samvirke.schemes.municipality_figures import (
    guidance_figures,
    names_of,
    rows_behind,
    spread_addresses,
    spread_figures,
)
from samvirke.schemes.municipality_guidance import (
    MunicipalityGuidance,
    municipality_guidance,
    released,
)
from samvirke.territory import Body, BodyKind, Municipality, UnknownPlace, load_territory

_ADDRESS = re.compile(r"/tal/kommune/(\d{3})/([12]\d{3})/(\d{1,6})/.+")


@dataclass(frozen=True, slots=True)
class Rows:
    """What was counted: the column that is the rows' key, and its values."""

    key: str
    values: Sequence[str | int]


@dataclass(frozen=True, slots=True)
class MunicipalityFigure:
    """A figure in the edition that the reader may see."""

    address: str
    municipality: Municipality
    statement: Statement
    figure: Figure


def figure_at(actor: Actor | None, address: str) -> MunicipalityFigure | None:
    """The figure at ``address`` in the edition that ``actor`` may see; ``None`` for no such figure.

    Raises ``InputError`` where the snapshot behind it is not at hand.
    """
    named = _ADDRESS.fullmatch(address)
    found = None if named is None else _found(actor, named[1], int(named[2]), int(named[3]))
    if found is None:
        return None
    municipality, statement = found
    figures = _figures(municipality, statement, address, public=not sees_all(actor, statement))
    if address not in figures:
        return None
    return MunicipalityFigure(address, municipality, statement, figures[address])


def rows_of(actor: Actor | None, shown: MunicipalityFigure, *, at: datetime) -> Rows | None:
    """The rows that were counted, for who may see records; reading them is written down.

    ``None`` for everybody else, and for a figure that is no single count. Raises ``InputError``.
    """
    if actor is None or not allowed(actor, VIEW, shown.statement):
        return None
    statement, municipality = shown.statement, shown.municipality
    place = {"municipality": int(municipality.code), "hub": statement.hub, "year": statement.year}
    names = names_of(municipality.code, statement.year, statement.version)
    found = guidance_of(statement, municipality)
    with open_snapshot(snapshot_folder(statement.snapshot), verify=False) as snapshot:
        counted = rows_behind(snapshot, shown.address, found, names, **place)
    if counted is None:
        return None
    organisation, about = f"hub:{statement.hub}", f"figure:{shown.address}"
    record_access(actor=actor, organisation=organisation, about=about, at=at)
    return Rows(*counted)


def guidance_of(statement: Statement, municipality: Municipality) -> MunicipalityGuidance:
    """What the municipality got in the statement's year, nothing hidden. Raises ``InputError``."""
    folder = snapshot_folder(statement.snapshot)
    read_manifest(folder)  # a snapshot that is gone is not remembered
    return _counted(folder, statement.hub, int(municipality.code), statement.year)


def released_of(statement: Statement, municipality: Municipality) -> MunicipalityGuidance:
    """What of it is public, with the earlier public versions at hand. Raises ``InputError``."""
    before = Statement.objects.filter(
        hub=statement.hub,
        year=statement.year,
        cut_off=None,
        version__lt=statement.version,
        state__in=SENT_STATES,
    )
    earlier = [guidance_of(item, municipality) for item in before.order_by("version")]
    return released(guidance_of(statement, municipality), earlier=earlier)


@lru_cache(maxsize=1_000)
def _counted(folder: Path, hub: str, municipality: int, year: int) -> MunicipalityGuidance:
    """Counted once: a snapshot never changes, and opening it takes longer than all else."""
    with open_snapshot(folder, verify=False) as snapshot:
        return municipality_guidance(snapshot, hub=hub, municipality=municipality, year=year)


def hub_in_year(municipality: Municipality, year: int) -> Body:
    """The hub that the municipality belonged to on 1 January. Raises ``UnknownPlace``."""
    on = date(year, 1, 1)
    return load_territory().membership(municipality, BodyKind.HUB, on=on).body


def _found(
    actor: Actor | None, code: str, year: int, version: int
) -> tuple[Municipality, Statement] | None:
    municipality = load_territory().municipalities.get(code)
    if municipality is None:
        return None
    try:
        hub = hub_in_year(municipality, year).id
    except UnknownPlace:
        return None
    known = Statement.objects.filter(visible_to(actor), cut_off=None)
    statement = known.filter(hub=hub, year=year, version=version).first()
    return None if statement is None else (municipality, statement)


def _figures(
    municipality: Municipality, statement: Statement, address: str, *, public: bool
) -> dict[str, Figure]:
    names = names_of(municipality.code, statement.year, statement.version)
    if address in spread_addresses(names).values():
        return _spread(municipality, statement, names, public=public)
    found = guidance_of(statement, municipality)
    return guidance_figures(
        found,
        released_of(statement, municipality) if public else found,
        names=names,
        source=_asked_by(statement),
        snapshot=statement.snapshot,
    )


def _spread(
    municipality: Municipality, statement: Statement, names: Sequence[str], *, public: bool
) -> dict[str, Figure]:
    """The municipality's line as it stands in the edition; none where there is no guidance."""
    file = statement.files.get(path=document_path(public=public))
    document = json.loads(bytes(file.content))
    own = (line for line in document["spread"] if line["municipality"] == municipality.name)
    line = next((line for line in own if not line["is_total"]), None)
    return {} if line is None else spread_figures(line, names)


def _asked_by(statement: Statement) -> Source:
    """The clause that asks the hub to account for its guidance."""
    path = agreement_path(statement.year)
    if path is None:
        raise ValueError(f"no agreement for {statement.year}")
    agreement = load_agreement(path)
    return agreement.source(agreement.reporting.hub_statement.clause)
