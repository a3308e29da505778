"""Holds a performance contract against the framework agreement in force.

>>> from pathlib import Path
>>> from samvirke.schemes import contract_check
>>> check = contract_check.check_file(contract_check.NORDJYLLAND_2021)
>>> wrong = [item for item in check.findings if item.kind is contract_check.Kind.CONTRADICTS_RULE]
>>> [item.got_and_expected("da") for item in wrong]
[('45 pct.', '69 pct.')]
"""

from samvirke.schemes.contract_check.check import (
    MIDTJYLLAND_2022,
    NORDJYLLAND_2021,
    ContractCheck,
    check_contract,
    check_file,
)
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind

__all__ = [
    "MIDTJYLLAND_2022",
    "NORDJYLLAND_2021",
    "ContractCheck",
    "Finding",
    "Grade",
    "Kind",
    "check_contract",
    "check_file",
]
