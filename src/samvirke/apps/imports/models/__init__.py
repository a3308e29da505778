"""What the store remembers of imports, and what every imported row carries."""

from samvirke.apps.imports.models.imports import Confirmation, Import
from samvirke.apps.imports.models.row_versions import RowVersion, row_model, row_models

__all__ = ["Confirmation", "Import", "RowVersion", "row_model", "row_models"]
