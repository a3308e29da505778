r"""The archive: bundles of meeting papers, split into items and annexes.

>>> from samvirke.records.archive import paper_of_text, split_bundle
>>> paper = paper_of_text("bilag.txt", "Punkt 3.2 Takster 2022\nNotat om takster\n")
>>> [(item.number, item.title) for item in split_bundle(paper).items]
[('3.2', 'Takster 2022')]
"""

from samvirke.records.archive.bundle import Bundle, import_bundle, split_bundle
from samvirke.records.archive.corrections import correct, corrections_text
from samvirke.records.archive.json_form import bundle_to_json
from samvirke.records.archive.parts import Annex, Item, Unplaced
from samvirke.records.archive.store import Outcome, Stored, store_bundle
from samvirke.records.archive.text import Line, PaperText, paper_of_text, read_paper

__all__ = [
    "Annex",
    "Bundle",
    "Item",
    "Line",
    "Outcome",
    "PaperText",
    "Stored",
    "Unplaced",
    "bundle_to_json",
    "correct",
    "corrections_text",
    "import_bundle",
    "paper_of_text",
    "read_paper",
    "split_bundle",
    "store_bundle",
]
