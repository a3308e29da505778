"""The contract check as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samvirke.agreements import (
    FrameworkAgreement,
    PerformanceContract,
    agreement_in_force,
    load_agreements,
    load_contract,
)
from samvirke.data import DATA
from samvirke.figures import Figure, Language, Text, figure_to_json
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check.context import Context
from samvirke.schemes.contract_check.counts import count_findings
from samvirke.schemes.contract_check.coverage import coverage_findings
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind
from samvirke.schemes.contract_check.references import reference_findings
from samvirke.schemes.contract_check.structure import structure_findings
from samvirke.schemes.contract_check.thresholds import threshold_findings
from samvirke.territory import Body, BodyKind, Territory, UnknownPlace, load_territory

SCHEMA = "samvirke.contract-check"
VERSION = 1
MIDTJYLLAND_2022 = DATA / "contracts" / "midtjylland_2022.yaml"
NORDJYLLAND_2021 = DATA / "contracts" / "nordjylland_2021.yaml"

_GRADE_ORDER = list(Grade)
_KIND_ORDER = list(Kind)


@dataclass(frozen=True, slots=True)
class ContractCheck:
    """A contract, the agreement it was held against, and what was found, gravest first."""

    contract: PerformanceContract
    agreement: FrameworkAgreement
    findings: tuple[Finding, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every calculation behind the findings, once each."""
        unique = {figure.address: figure for item in self.findings for figure in item.figures}
        return tuple(unique.values())

    def count(self, grade: Grade) -> int:
        """How many findings have this grade."""
        return sum(finding.grade is grade for finding in self.findings)

    def to_json(self, language: Language = "da") -> dict[str, Any]:
        """The check as JSON values, with the calculation behind each number."""
        return {
            "schema": SCHEMA,
            "version": VERSION,
            "contract": self.contract.id,
            "title": f"{self.contract.title}, {self.contract.hub_name}",
            "agreement": self.agreement.id,
            "findings": [finding.to_json(language) for finding in self.findings],
            "figures": [figure_to_json(figure) for figure in self.figures],
        }


def check_file(path: Path, *, tables: Path | None = None) -> ContractCheck:
    """Checks the contract in ``path`` against the agreements and areas that Samvirke holds.

    A grant table that the contract names is looked for in ``tables``, or beside the file. Raises
    ``InputError`` where the file cannot be read, the parties are unknown, or no agreement is in
    force when the contract starts.
    """
    contract = load_contract(path)
    try:
        return check_contract(
            contract, load_agreements(), load_territory(), folder=tables or path.parent
        )
    except _CannotCheck as error:
        raise InputError([Problem(path.name, None, error.what, error.got)]) from error


class _CannotCheck(ValueError):
    def __init__(self, what: Text, got: str) -> None:
        self.what, self.got = what, got
        super().__init__(what.en)


def check_contract(
    contract: PerformanceContract,
    agreements: Sequence[FrameworkAgreement],
    territory: Territory,
    *,
    folder: Path | None = None,
) -> ContractCheck:
    """Holds ``contract`` against the agreement in force on the day it starts.

    ``folder`` is where a grant table named in the contract is looked for. Raises ``ValueError``
    where the parties are unknown or no agreement is in force.
    """
    agreement = agreement_in_force(agreements, on=contract.in_force)
    if agreement is None:
        spans = "; ".join(f"{item.title}" for item in agreements)
        raise _CannotCheck(
            Text(
                da=f"Der er ingen rammeaftale for {contract.contract_year}, så kontrakten kan ikke "
                f"holdes op mod nogen. Kontrollér in_force. Kendte aftaler: {spans}.",
                en=f"There is no framework agreement for {contract.contract_year} to hold the "
                f"contract against. Check in_force. Known agreements: {spans}.",
            ),
            str(contract.in_force),
        )
    context = Context(
        contract=contract,
        agreement=agreement,
        territory=territory,
        kkr=_party(territory, BodyKind.KKR, contract.kkr_name, contract),
        hub=_party(territory, BodyKind.HUB, contract.hub_name, contract),
        folder=folder,
    )
    found = [
        *threshold_findings(context),
        *coverage_findings(context),
        *reference_findings(context),
        *structure_findings(context),
        *count_findings(context),
    ]
    found.sort(key=lambda item: (_GRADE_ORDER.index(item.grade), _KIND_ORDER.index(item.kind)))
    return ContractCheck(contract, agreement, tuple(found))


def _party(territory: Territory, kind: BodyKind, name: str, contract: PerformanceContract) -> Body:
    try:
        return territory.body(kind, name, on=contract.in_force)
    except UnknownPlace as error:
        raise _CannotCheck(
            Text(
                da=f"En part i kontrakten kendes ikke. {error.what.da}",
                en=f"A party of the contract is not known. {error.what.en}",
            ),
            name,
        ) from error
