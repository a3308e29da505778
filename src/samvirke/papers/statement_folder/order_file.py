"""What a statement was ordered with, kept beside it so that it can be made again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samvirke.agreements import load_agreement, load_contract
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.records.files import MEBIBYTE, read_text
from samvirke.schemes.results_statement import (
    FileUsed,
    Order,
    Statement,
    json_bytes,
    load_assessments,
    make_statement,
    released,
    shown_in,
)

NAME = "resultatopgoerelse"
PUBLIC = "offentlig"
BASIS = "grundlag"
ORDER_FILE = f"{BASIS}/bestilling.json"
AGREEMENT_FILE = f"{BASIS}/aftale.yaml"
CONTRACT_FILE = f"{BASIS}/kontrakt.yaml"
ASSESSMENTS_FILE = f"{BASIS}/vurderinger.yaml"
APPROVAL_FILE = "godkendelse.json"
MOST_BYTES = 64 * MEBIBYTE
_SCHEMA, _VERSION = "samvirke.statement-order", 1


@dataclass(frozen=True, slots=True)
class Basis:
    """What a statement rests on: a snapshot folder, files that are copied as they are, and the
    public JSON of the versions before it, the oldest first.
    """

    snapshot: Path
    agreement: Path
    contract: Path | None = None
    assessments: Path | None = None
    earlier: tuple[Path, ...] = ()

    def order(
        self,
        *,
        hub: str,
        year: int,
        cut_off: date | None = None,
        demo: bool = False,
        files: tuple[FileUsed, ...] = (),
    ) -> Order:
        """The order for a statement on this basis. Raises ``InputError`` for a bad file."""
        return Order(
            hub,
            year,
            contract=None if self.contract is None else load_contract(self.contract),
            assessments=None if self.assessments is None else load_assessments(self.assessments),
            cut_off=cut_off,
            version=len(self.earlier) + 1,
            demo=demo,
            files=files,
        )

    def statement(self, order: Order) -> Statement:
        """The statement that ``order`` asks for, on this basis."""
        return make_statement(self.snapshot, order, agreements=[load_agreement(self.agreement)])

    def public(self, statement: Statement) -> Statement:
        """The statement with small numbers hidden, heeding what earlier versions show."""
        return released(statement, earlier=[shown_in(read_json(path)) for path in self.earlier])


@dataclass(frozen=True, slots=True)
class Folder:
    """A statement's folder, read back: where it is, what it rests on, what was ordered."""

    path: Path
    basis: Basis
    order: Order

    def recompute(self) -> Statement:
        """The statement made again from the folder's own basis."""
        return self.basis.statement(self.order)

    def stored(self, *, public: bool = False) -> dict[str, Any]:
        """The statement's JSON as it was written."""
        place = self.path / PUBLIC if public else self.path
        return read_json(place / f"{NAME}.json")


def order_bytes(order: Order, basis: Basis, *, snapshot: str, earlier: Sequence[str]) -> bytes:
    """The order as the file beside the statement; ``snapshot`` and ``earlier`` are names in it."""
    return json_bytes(
        {
            "schema": _SCHEMA,
            "version": _VERSION,
            "hub": order.hub,
            "year": order.year,
            "cut_off": None if order.cut_off is None else order.cut_off.isoformat(),
            "demo": order.demo,
            "snapshot": snapshot,
            "contract": basis.contract is not None,
            "assessments": basis.assessments is not None,
            "earlier": list(earlier),
            "files": [
                {
                    "role": {"da": item.role.da, "en": item.role.en},
                    "name": item.name,
                    "sha256": item.sha256,
                    "rows": item.rows,
                }
                for item in order.files
            ],
        }
    )


def open_folder(path: Path) -> Folder:
    """The statement folder at ``path``. Raises ``InputError`` where it is none, or is damaged."""
    if not (path / ORDER_FILE).exists():
        raise InputError([Problem(path.name, None, _NO_STATEMENT)])
    document = read_json(path / ORDER_FILE)
    if (document.get("schema"), document.get("version")) != (_SCHEMA, _VERSION):
        raise damaged(path / ORDER_FILE)
    try:
        basis = Basis(
            snapshot=path / BASIS / _plain_name(document["snapshot"]),
            agreement=path / AGREEMENT_FILE,
            contract=path / CONTRACT_FILE if document["contract"] else None,
            assessments=path / ASSESSMENTS_FILE if document["assessments"] else None,
            earlier=tuple(path / BASIS / _plain_name(name) for name in document["earlier"]),
        )
        cut_off = document["cut_off"]
        files = tuple(
            FileUsed(
                Text(da=item["role"]["da"], en=item["role"]["en"]),
                item["name"],
                item["sha256"],
                item["rows"],
            )
            for item in document["files"]
        )
        order = basis.order(
            hub=document["hub"],
            year=int(document["year"]),
            cut_off=None if cut_off is None else date.fromisoformat(cut_off),
            demo=bool(document["demo"]),
            files=files,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(path / ORDER_FILE) from error
    return Folder(path, basis, order)


_NO_STATEMENT = Text(
    da="Her er ingen opgørelse fra Samvirke. Angiv den mappe, som »samvirke statement« skrev.",
    en="There is no statement of Samvirke here. Name the folder that 'samvirke statement' wrote.",
)


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in ``path``. Raises ``InputError`` for anything else."""
    try:
        document = json.loads(read_text(path, most_bytes=MOST_BYTES))
    except (ValueError, RecursionError) as error:
        raise damaged(path) from error
    if not isinstance(document, dict):
        raise damaged(path)
    return document


def _plain_name(name: Any) -> str:
    """A name in the basis folder; a path that leads elsewhere is refused."""
    if not isinstance(name, str) or not name or Path(name).name != name:
        raise ValueError(f"not a name in the folder: {name!r}")
    return name


def damaged(path: Path) -> InputError:
    """The error for a file that is not as it was written."""
    what = Text(
        da="Filen er ikke den, Samvirke skrev: den er beskadiget, rettet i hånden eller fra en "
        "anden udgave. Hent den frem fra en sikkerhedskopi, eller lav opgørelsen igen.",
        en="The file is not as Samvirke wrote it: it is damaged, edited by hand or from another "
        "release. Restore it from a backup, or make the statement again.",
    )
    return InputError([Problem(path.name, None, what)])
