"""The contract check as terminal text and as an accessible PDF."""

from samvirke.papers.contract_check.content import (
    Cell,
    Entry,
    Group,
    Report,
    report_of,
)
from samvirke.papers.contract_check.pdf import to_pdf
from samvirke.papers.contract_check.terminal import to_terminal
from samvirke.papers.contract_check.view import view_of

__all__ = ["Cell", "Entry", "Group", "Report", "report_of", "to_pdf", "to_terminal", "view_of"]
