"""Comparing what people write: case, spaces and the two ways to write å do not count."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from samvirke.figures import Text

_MOST_LISTED = 30


def fold(text: str) -> str:
    """``text`` as it is compared: without case and doubled spaces.

    >>> fold("  Meget   Tilfreds ")
    'meget tilfreds'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def fold_heading(text: str) -> str:
    """A heading as it is compared: only its letters and digits.

    >>> fold_heading("CVR-nr."), fold_heading("cvr nr")
    ('cvrnr', 'cvrnr')
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).casefold())


def one_of(names: Iterable[str]) -> Text:
    """The remedy for an unknown word: what may stand there."""
    listed = list(dict.fromkeys(names))
    shown = ", ".join(listed[:_MOST_LISTED])
    more = len(listed) - _MOST_LISTED
    return Text(
        da=f"Skriv et af: {shown}{f' … og {more} flere' if more > 0 else ''}.",
        en=f"Write one of: {shown}{f' … and {more} more' if more > 0 else ''}.",
    )


def quoted(names: Iterable[str]) -> Text:
    """``names`` in quotation marks, one after the other."""
    listed = list(names)
    return Text(
        da=", ".join(f"»{name}«" for name in listed), en=", ".join(f"'{name}'" for name in listed)
    )


def did_you_mean(got: str, names: Iterable[str]) -> Text:
    """The nearest of ``names`` as a question, or an empty text.

    >>> did_you_mean("Albrog", ["Aalborg", "Aarhus"]).da
    'Mente du »Aalborg«?'
    """
    shown = {fold(name): name for name in names}
    near = get_close_matches(fold(got), shown, n=1)
    if not near:
        return Text(da="", en="")
    return Text(da=f"Mente du »{shown[near[0]]}«?", en=f"Did you mean '{shown[near[0]]}'?")
