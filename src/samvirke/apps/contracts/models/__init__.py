"""Contracts as they were saved and confirmed, statements as they were made, and their steps."""

from samvirke.apps.contracts.models.contracts import Contract, ContractConfirmation
from samvirke.apps.contracts.models.national import (
    NationalFigure,
    NationalPage,
    NationalPaper,
    NationalStatement,
)
from samvirke.apps.contracts.models.statements import (
    Statement,
    StatementFigure,
    StatementFile,
    StatementPage,
    StatementStep,
)

__all__ = [
    "Contract",
    "ContractConfirmation",
    "NationalFigure",
    "NationalPage",
    "NationalPaper",
    "NationalStatement",
    "Statement",
    "StatementFigure",
    "StatementFile",
    "StatementPage",
    "StatementStep",
]
