"""Who may read which edition of the book, and what stands where they may not."""

from enum import StrEnum

from samvirke.figures import Text
from samvirke.papers.annex_book.agenda import Annex, Item


class Edition(StrEnum):
    """For the public (nothing closed), for members (everything), for the archive (and proof)."""

    PUBLIC = "public"
    MEMBER = "member"
    ARCHIVE = "archive"

    @property
    def label(self) -> Text:
        """The edition's name as it stands on the cover."""
        return _LABELS[self]

    @property
    def file_word(self) -> str:
        """The word for it in file names."""
        return _FILE_WORDS[self]


_LABELS = {
    Edition.PUBLIC: Text(da="Offentlig udgave", en="Public edition"),
    Edition.MEMBER: Text(da="Medlemsudgave", en="Members' edition"),
    Edition.ARCHIVE: Text(da="Arkivudgave", en="Archive edition"),
}
_FILE_WORDS = {
    Edition.PUBLIC: "offentlig",
    Edition.MEMBER: "medlem",
    Edition.ARCHIVE: "arkiv",
}
CLOSED = Text(da="lukket", en="closed")
_CLOSED_ITEM = Text(da="Lukket punkt", en="Closed item")
_CLOSED_ANNEX = Text(da="Lukket bilag", en="Closed annex")


def shows(edition: Edition, item: Item, annex: Annex) -> bool:
    """Whether ``edition`` holds ``annex``."""
    return edition is not Edition.PUBLIC or not item.is_closed(annex)


def item_title(edition: Edition, item: Item) -> Text:
    """The item's title, marked if closed; in the public edition, what may be said of that."""
    if edition is Edition.PUBLIC and item.access == "closed":
        return _public(item.public_title, _CLOSED_ITEM)
    return marked(item.title, is_closed=item.access == "closed")


def annex_title(edition: Edition, item: Item, annex: Annex) -> Text:
    """The annex's title, marked if closed; in the public edition, what may be said of that."""
    if not shows(edition, item, annex):
        return _public(annex.public_title, _CLOSED_ANNEX)
    return marked(annex.title, is_closed=item.is_closed(annex))


def marked(words: str, *, is_closed: bool) -> Text:
    """``words``, with what tells members that others may not see what they stand for."""
    if not is_closed:
        return Text(da=words, en=words)
    return Text(da=f"{words} ({CLOSED.da})", en=f"{words} ({CLOSED.en})")


def _public(title: str | None, otherwise: Text) -> Text:
    return otherwise if title is None else Text(da=title, en=title)
