"""What the store remembers of imports, and what every imported row carries."""

from samvirke.apps.imports.models.erased import ErasedYear
from samvirke.apps.imports.models.imports import Confirmation, Import
from samvirke.apps.imports.models.row_versions import (
    RowVersion,
    every_row_model,
    row_model,
    row_models,
)

__all__ = [
    "Confirmation",
    "ErasedYear",
    "Import",
    "RowVersion",
    "every_row_model",
    "row_model",
    "row_models",
]
