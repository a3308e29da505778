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
from samvirke.apps.store import one_at_a_time
from samvirke.data import DATA
from samvirke.figures import Text
from samvirke.records import InputError, Problem, read_yaml
from samvirke.records.yaml_file import Place
from samvirke.schemes.contract_check import ContractCheck, check_file
from samvirke.territory import BodyKind, UnknownPlace, load_territory

_FILE = "kontrakt.yaml"


class ContractExists(InputError):
    """A contract brought as a new one, where the hub has one of that year already."""

    def __init__(self, hub: str, year: int) -> None:
        self.hub, self.year = hub, year
        super().__init__([Problem(_FILE, None, _exists(year))])


def save_contract(
    content: bytes,
    *,
    by: User | None,
    at: datetime,
    on_behalf_of: str = "",
    seen: str | None = None,
) -> Contract:
    """Keeps ``content`` as the newest version of the contract that it holds.

    The same bytes as the newest version change nothing. ``seen`` is the SHA-256 of the newest
    version that the writer knew of, empty for none: where there is another by now, nothing is
    saved. Raises ``InputError`` for that, for a file that is no contract, for a hub that there
    is none of, and for a year without a framework agreement.
    """
    hub, year = hub_of_contract(content)
    title = check_content(content).contract.title
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        one_at_a_time(f"contract:{hub}:{year}")
        newest = Contract.objects.filter(hub=hub, year=year).order_by("-version").first()
        if newest is not None and newest.sha256 == sha256:
            kept: Contract = newest
            return kept
        if seen == "" and newest is not None:
            raise ContractExists(hub, year)
        if seen is not None and seen != (newest.sha256 if newest else ""):
            raise InputError([Problem(_FILE, None, _OTHER_SINCE)])
        saved: Contract = Contract.objects.create(
            hub=hub,
            year=year,
            version=newest.version + 1 if newest else 1,
            title=title,
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


def places_in(content: bytes) -> dict[int, Place]:
    """By line of a file what stands there, the innermost of it. Raises ``InputError``."""
    with _as_file(content) as path:
        lines = read_yaml(path).lines
    return {line: place for place, line in sorted(lines.items(), key=lambda item: len(item[0]))}


def hub_of_contract(content: bytes) -> tuple[str, int]:
    """The id of the hub and the year that a contract is of. Raises ``InputError``."""
    contract = read_contract(content)
    try:
        hub = load_territory().body(BodyKind.HUB, contract.hub_name, on=contract.in_force)
    except UnknownPlace as error:
        raise InputError([Problem(_FILE, None, error.what, got=contract.hub_name)]) from error
    return hub.id, contract.contract_year


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


def _exists(year: int) -> Text:
    return Text(
        da=f"Der er allerede en kontrakt for {year}. Intet er gemt. Ret den, der er.",
        en=f"There is a contract for {year} already. Nothing was saved. Edit the one there is.",
    )


_OTHER_SINCE = Text(
    da="Der er i mellemtiden gemt en anden version af kontrakten for det år. Intet er gemt. Åbn "
    "den nyeste version, og før dine rettelser ind i den.",
    en="Another version of the contract of that year has been saved meanwhile. Nothing was saved. "
    "Open the newest version and make your changes in it.",
)
