"""What is found out about an annex while it is made fit for the book.

Plain values that pass between processes as JSON; the words for them are in ``words``.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Refused(StrEnum):
    """Why an annex cannot be shown and a replacement page stands in its place."""

    MISSING = "missing"
    NOT_A_FILE = "not_a_file"
    OTHER_CASE = "other_case"
    OUTSIDE = "outside_folder"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    NO_PAGES = "no_pages"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNKNOWN_TYPE = "unknown_type"
    INFLATES = "inflates"
    NO_CONVERTER = "no_converter"
    NOT_CONVERTED = "not_converted"
    TOO_HEAVY = "too_heavy"
    REDACTIONS = "redactions"
    HIDDEN_LAYERS = "hidden_layers"
    ALSO_CLOSED = "also_closed"


class Note(StrEnum):
    """What was done to an annex, or is worth knowing about it."""

    ACTIONS_REMOVED = "actions_removed"
    FILES_REMOVED = "files_removed"
    MEDIA_REMOVED = "media_removed"
    FORM_FLATTENED = "form_flattened"
    FORM_DRAWN = "form_drawn"
    FORM_SIGNS_LOST = "form_signs_lost"
    SIGNATURE_LOST = "signature_lost"
    PROTECTION_LIFTED = "protection_lifted"
    REPAIRED = "repaired"
    HIDDEN_LAYERS = "hidden_layers"
    HIDDEN_REMARKS = "hidden_remarks"
    COMMENTS = "comments"
    ROTATED = "rotated"
    OTHER_FORMAT = "other_format"
    DEAD_LINKS = "dead_links"
    IMAGE_PAGES = "image_pages"
    OTHER_TYPE = "other_type"
    CONVERTED = "converted"
    MADE_SMALLER = "made_smaller"
    ALT_UNUSED = "alt_unused"


class Tagging(StrEnum):
    """Who told the annex's structure: headings, tables, reading order."""

    AUTHOR = "author"
    MACHINE = "machine"
    IMAGE_ONLY = "image_only"


class Breach(StrEnum):
    """A requirement of PDF/UA-1 (ISO 14289-1) that an annex breaks. ``CLAUSES`` has its clause."""

    NOT_IDENTIFIED = "not_identified"
    NOT_TAGGED = "not_tagged"
    CONTENT_NOT_MARKED = "content_not_marked"
    NO_TITLE = "no_title"
    NO_LANGUAGE = "no_language"
    FIGURE_WITHOUT_TEXT = "figure_without_text"
    ANNOTATION_NOT_TAGGED = "annotation_not_tagged"
    NO_TAB_ORDER = "no_tab_order"
    LINK_WITHOUT_TEXT = "link_without_text"
    DYNAMIC_FORM = "dynamic_form"
    FONT_NOT_EMBEDDED = "font_not_embedded"


CLAUSES = {
    Breach.NOT_IDENTIFIED: "5",
    Breach.NOT_TAGGED: "7.1",
    Breach.CONTENT_NOT_MARKED: "7.1",
    Breach.NO_TITLE: "7.1",
    Breach.NO_LANGUAGE: "7.2",
    Breach.FIGURE_WITHOUT_TEXT: "7.3",
    Breach.DYNAMIC_FORM: "7.15",
    Breach.ANNOTATION_NOT_TAGGED: "7.18.1",
    Breach.NO_TAB_ORDER: "7.18.3",
    Breach.LINK_WITHOUT_TEXT: "7.18.5",
    Breach.FONT_NOT_EMBEDDED: "7.21.4.1",
}


class CannotShow(Exception):
    """An annex that is replaced. ``detail`` is what was found: a size, a count, a reason."""

    def __init__(self, reason: Refused, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason} {detail}".strip())


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark of the annex: its title, its page from 0, where on it, and what lies below."""

    title: str
    page: int
    top: float | None = None
    below: tuple["Bookmark", ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """An annex that is ready for the book.

    ``notes`` counts what each note is about (pages, annotations, files); ``parents`` is how many
    keys its parent tree has; ``breaches`` counts places.
    """

    pages: int
    tagging: Tagging
    notes: dict[Note, int] = field(default_factory=dict)
    breaches: dict[Breach, int] = field(default_factory=dict)
    parents: int = 0
    bookmarks: tuple[Bookmark, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Facts":
        """The inverse of ``to_json``. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        return cls(
            pages=content["pages"],
            tagging=Tagging(content["tagging"]),
            notes={Note(kind): count for kind, count in content["notes"].items()},
            breaches={Breach(kind): count for kind, count in content["breaches"].items()},
            parents=content["parents"],
            bookmarks=_bookmarks(content["bookmarks"]),
        )


def _bookmarks(content: list[dict[str, Any]]) -> tuple[Bookmark, ...]:
    return tuple(
        Bookmark(one["title"], one["page"], one["top"], _bookmarks(one["below"])) for one in content
    )
