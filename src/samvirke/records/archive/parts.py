"""What an import recognises: items, annexes, and what could not be placed."""

from dataclasses import dataclass, field

from samvirke.figures import Text
from samvirke.records.archive.text import Line


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex. ``number`` is as printed and ``None`` where none is.

    ``page`` counts in the bundle: as its contents print it, or the page of the PDF. ``dates`` are
    ISO days and months from stamps and from lines that are a date alone.
    """

    number: str | None
    title: str | None
    page: int | None
    dates: tuple[str, ...] = ()
    file_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda; number and title are ``None`` where none is printed."""

    number: str | None
    title: str | None
    page: int | None
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line (or nothing but a reason) that a person has to look at."""

    reason: Text
    text: str | None = None
    line: int | None = None
    page: int | None = None


@dataclass(slots=True)
class AnnexDraft:
    """An annex while it is being recognised; ``start`` is the index of its first line."""

    number: str | None
    title: str | None
    page: int | None
    start: int | None = None


@dataclass(slots=True)
class ItemDraft:
    """An item while it is being recognised."""

    number: str | None
    title: str | None
    page: int | None
    annexes: list[AnnexDraft] = field(default_factory=list)
    start: int | None = None


@dataclass(slots=True)
class Draft:
    """All that was recognised so far; ``after`` is the index of the first line of the papers."""

    items: list[ItemDraft]
    unplaced: list[Unplaced]
    after: int = 0


def unplaced(reason: Text, line: Line | None = None, text: str | None = None) -> Unplaced:
    """An entry about ``line``, or about ``text`` that stands nowhere."""
    if line is None:
        return Unplaced(reason, text)
    return Unplaced(reason, text or line.words[:200], line.number, line.page)
