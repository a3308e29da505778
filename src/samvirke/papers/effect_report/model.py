"""What every rendering of an effect report says: one content, so that they cannot disagree."""

from dataclasses import dataclass
from fractions import Fraction

from samvirke.figures import Language
from samvirke.papers.spreadsheet import Amount


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high; a spreadsheet holds the two in columns of their own."""

    low: Amount
    high: Amount


NONE = "–"
Cell = str | int | Fraction | Amount | Interval
"""Words, ``NONE``, a year, or a number that a spreadsheet holds as a number."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; fractions in ``rows`` are written with one decimal, or none where whole, amounts
    with their own.

    ``name`` is the sheet's name in the spreadsheet. Rows that share their first ``shared`` cells
    stand next to each other.
    """

    name: str
    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shared: int = 0


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with the name of its file and what it shows in words."""

    name: str
    svg: str
    words: str


Block = str | TableBlock | ChartBlock
"""A paragraph, a table or a chart."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class EffectReport:
    """The report in one language; ``summary`` is the first page."""

    language: Language
    title: str
    subtitle: str
    demo_mark: str
    version: str
    id: str
    summary: Section
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """All tables in their order."""
        return tuple(
            block
            for section in (self.summary, *self.sections)
            for block in section.blocks
            if isinstance(block, TableBlock)
        )

    @property
    def charts(self) -> tuple[ChartBlock, ...]:
        """All charts in their order."""
        return tuple(
            block
            for section in (self.summary, *self.sections)
            for block in section.blocks
            if isinstance(block, ChartBlock)
        )
