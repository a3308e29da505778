"""Saving a performance contract: checked as a file, kept as a version."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction

from samvirke.agreements import PerformanceContract, load_contract
from samvirke.apps.accounts.domain import Verb, record_event
from samvirke.apps.accounts.models import User
from samvirke.apps.contracts.models import Contract
from samvirke.data import DATA
from samvirke.schemes.contract_check import ContractCheck, check_file
from samvirke.territory import BodyKind, load_territory

_FILE = "kontrakt.yaml"


def save_contract(
    content: bytes, *, by: User | None, at: datetime, on_behalf_of: str = ""
) -> Contract:
    """Keeps ``content`` as the newest version of the contract that it holds.

    The same bytes as the newest version change nothing. Raises ``InputError`` for a file that is
    no contract, and ``UnknownPlace`` for a hub that there is none of.
    """
    contract = read_contract(content)
    day = contract.in_force
    hub = load_territory().body(BodyKind.HUB, contract.hub_name, on=day).id
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        same = Contract.objects.select_for_update().filter(hub=hub, year=contract.contract_year)
        newest = same.order_by("-version").first()
        if newest is not None and newest.sha256 == sha256:
            kept: Contract = newest
            return kept
        saved: Contract = Contract.objects.create(
            hub=hub,
            year=contract.contract_year,
            version=newest.version + 1 if newest else 1,
            title=contract.title,
            content=content,
            sha256=sha256,
            saved_at=at,
            saved_by=by,
        )
        record_event(
            organisation=f"hub:{hub}",
            actor=by,
            verb=Verb.CONTRACT_SAVED,
            about=f"contract:{saved.pk}",
            fields=("content",),
            reason=f"sha256={sha256}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return saved


def read_contract(content: bytes) -> PerformanceContract:
    """The contract in ``content``. Raises ``InputError`` naming line and field."""
    with _as_file(content) as path:
        return load_contract(path)


def check_stored(contract: Contract) -> ContractCheck:
    """The stored contract held against the agreement in force.

    Raises ``InputError`` where no agreement is in force in its year.
    """
    return check_content(bytes(contract.content))


def check_content(content: bytes) -> ContractCheck:
    """The contract in ``content`` held against the agreement in force; nothing is kept.

    A grant table that it names is looked for among those that Samvirke holds. Raises
    ``InputError`` for what is no contract, and where no agreement is in force in its year.
    """
    with _as_file(content) as path:
        return check_file(path, tables=DATA / "contracts")


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        path = Path(scratch) / _FILE
        path.write_bytes(content)
        yield path
