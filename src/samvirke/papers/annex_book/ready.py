"""An annex that is ready for the book, however that went, and how it is referred to.

A reference names item, annex and annex page, never a page of the book, so that a supplementary
agenda changes none of them.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from samvirke.figures import Language, Text
from samvirke.papers.annex_book.agenda import Annex, Item
from samvirke.papers.annex_book.editions import marked
from samvirke.papers.annex_book.facts import CannotShow, Facts, Refused
from samvirke.papers.annex_book.words import REFUSED

_ANNEX = Text(da="Bilag", en="Annex")
_STAMP = Text(da="{reference} – side {page} af {pages}", en="{reference} – page {page} of {pages}")
_DEMO = Text(da="Demodata – ", en="Demo data – ")
# A line that a book writes on an annex's page: at its top with the ``place`` of it, or at its foot.
STAMP = re.compile(
    r"(?P<place>\S+ (?:Bilag|Annex) \d+(?: \(\w+\))? – (?:side|page) \d+) (?:af|of) \d+|"
    r"(?:Demodata – |Demo data – )?\d{1,4}"
)


@dataclass(frozen=True, slots=True)
class ReadyAnnex:
    """An annex with the prepared PDF that stands for it: its own, or a replacement page.

    ``fingerprint`` is the original file's SHA-256, if the file could be read at all.
    """

    item: Item
    number: int
    annex: Annex
    file: Path
    facts: Facts
    fingerprint: str | None = None
    size: int | None = None
    refused: CannotShow | None = None
    same_as: str | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the public may not see it."""
        return self.item.is_closed(self.annex)

    @property
    def prefix(self) -> str:
        """What its names begin with in the book."""
        return prefix_of(self.item, self.number)

    def reference(self, language: Language) -> str:
        """As in »2.4 Bilag 1«."""
        return reference_of(self.item, self.number, language)

    def heading(self, language: Language) -> str:
        """As in »2.4 Bilag 1: Udkast til kontrakt«, and »(lukket)« if it is closed."""
        title = marked(self.annex.title, is_closed=self.is_closed)
        return f"{self.reference(language)}: {title.in_language(language)}"

    def stamp(self, page: int, language: Language) -> str:
        """As in »2.4 Bilag 1 – side 3 af 9« or »2.4 Bilag 1 (lukket) – …«; pages count from 1."""
        reference = marked(self.reference(language), is_closed=self.is_closed)
        return _STAMP.in_language(language).format(
            reference=reference.in_language(language), page=page, pages=self.facts.pages
        )

    def place_name(self, page: int) -> str:
        """The name by which other documents link to a page of it: "2.4-bilag-1-side-3"."""
        return f"{self.item.number}-bilag-{self.number}-side-{page}"


def foot_of(page: int, language: Language, *, demo: bool) -> str:
    """The stamp at the bottom: the book's page, from 1, and on made-up data that it is."""
    return f"{_DEMO.in_language(language) if demo else ''}{page}"


def prefix_of(item: Item, number: int) -> str:
    """The prefix of annex ``number`` of ``item``."""
    return f"{item.number}-{number}-"


def reference_of(item: Item, number: int, language: Language) -> str:
    """As in »2.4 Bilag 1«."""
    return f"{item.number} {label_of(number, language)}"


def label_of(number: int, language: Language) -> str:
    """As in »Bilag 1«."""
    return f"{_ANNEX.in_language(language)} {number}"


def why_refused(refused: CannotShow, language: Language) -> str:
    """What happened, why, and what to do, as a sentence or three: to who builds the book."""
    return REFUSED[refused.reason].in_language(language).format(detail=refused.detail)


def why_replaced(refused: CannotShow, language: Language) -> str:
    """The same to the book's readers, who must not learn what else lies in the folder."""
    if refused.reason is Refused.OTHER_CASE:
        return REFUSED[Refused.MISSING].in_language(language)
    return why_refused(refused, language)
