"""What can be done with imports: look before, commit, revert, and freeze what is current."""

from samvirke.apps.imports.domain.counting import CurrentRows
from samvirke.apps.imports.domain.differences import Change, Difference, Withdrawal
from samvirke.apps.imports.domain.erased import erased_years
from samvirke.apps.imports.domain.files import ImportFile, import_file
from samvirke.apps.imports.domain.freezing import freeze
from samvirke.apps.imports.domain.importing import (
    Committed,
    Preview,
    commit,
    preview,
)
from samvirke.apps.imports.domain.made_up import has_made_up_rows
from samvirke.apps.imports.domain.progress import Progress, Step
from samvirke.apps.imports.domain.reverting import CannotRevert, revert
from samvirke.apps.imports.domain.uploads import (
    KEPT_DAYS,
    MOST_UPLOADED,
    Upload,
    discard_upload,
    find_upload,
    finish_upload,
    forget_uploads,
    import_of,
    keep_upload,
    uploads_of,
    waiting_since,
)

__all__ = [
    "KEPT_DAYS",
    "MOST_UPLOADED",
    "CannotRevert",
    "Change",
    "Committed",
    "CurrentRows",
    "Difference",
    "ImportFile",
    "Preview",
    "Progress",
    "Step",
    "Upload",
    "Withdrawal",
    "commit",
    "discard_upload",
    "erased_years",
    "find_upload",
    "finish_upload",
    "forget_uploads",
    "freeze",
    "has_made_up_rows",
    "import_file",
    "import_of",
    "keep_upload",
    "preview",
    "revert",
    "uploads_of",
    "waiting_since",
]
