"""Contracts as they were saved, statements as they were made, and the steps they took."""

from samvirke.apps.contracts.models.contracts import Contract
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
