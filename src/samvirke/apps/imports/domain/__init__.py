"""What can be done with imports: look before, commit, revert, and freeze what is current."""

from samvirke.apps.imports.domain.differences import Change, Difference
from samvirke.apps.imports.domain.files import ImportFile, import_file
from samvirke.apps.imports.domain.freezing import freeze
from samvirke.apps.imports.domain.importing import (
    Committed,
    Preview,
    commit,
    preview,
)
from samvirke.apps.imports.domain.progress import Progress, Step
from samvirke.apps.imports.domain.reverting import CannotRevert, revert

__all__ = [
    "CannotRevert",
    "Change",
    "Committed",
    "Difference",
    "ImportFile",
    "Preview",
    "Progress",
    "Step",
    "commit",
    "freeze",
    "import_file",
    "preview",
    "revert",
]
