"""How far the reading of a long PDF has come, on standard error."""

import sys
from collections.abc import Callable

from samvirke.figures import Language, Text

_SHORT = 50
_EVERY = 25


def page_progress(language: Language) -> Callable[[int, int], None]:
    """Tells every 25th page of a document over 50 pages; a terminal shows one running line."""
    words = _READING.in_language(language)
    running = sys.stderr.isatty()

    def told(read: int, pages: int) -> None:
        if pages <= _SHORT or (read % _EVERY and read != pages):
            return
        end = "\n" if read == pages or not running else "\r"
        print(words.format(read=read, pages=pages), end=end, file=sys.stderr, flush=True)

    return told


_READING = Text(da="Læser side {read} af {pages}", en="Reading page {read} of {pages}")
