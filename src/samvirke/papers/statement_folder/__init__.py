"""A results statement as a folder: its papers, what it rests on, and the steps it has taken.

    OUT/resultatopgoerelse.json|pdf|xlsx|html   for the hub and its council
    OUT/offentlig/…                             the same with small numbers of answers hidden
    OUT/grundlag/                               snapshot, contract, assessments: all it rests on
    OUT/godkendelse.json                        the steps taken, once there are any

The folder can be recomputed from itself.
"""

from samvirke.papers.statement_folder.approval import (
    content_of,
    papers_in,
    steps_of,
)
from samvirke.papers.statement_folder.order_file import Basis, Folder, open_folder
from samvirke.papers.statement_folder.taking_steps import take_step
from samvirke.papers.statement_folder.verification import Verification, verify
from samvirke.papers.statement_folder.writing import (
    Frozen,
    OtherFiles,
    Render,
    write_statement,
)

__all__ = [
    "Basis",
    "Folder",
    "Frozen",
    "OtherFiles",
    "Render",
    "Verification",
    "content_of",
    "open_folder",
    "papers_in",
    "steps_of",
    "take_step",
    "verify",
    "write_statement",
]
