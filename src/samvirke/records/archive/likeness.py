"""Whether two titles are the same but for spacing, case, hyphenation and a slip or two."""

import re
from difflib import SequenceMatcher

_LIKE = 0.85
_OTHER_SIGNS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """``text`` in lower case without spaces and punctuation."""
    return _OTHER_SIGNS.sub("", text).casefold()


def begins_like(text: str, title: str) -> bool:
    """Whether ``text`` begins with ``title``.

    >>> begins_like("Landstallet for flygtninge 2021 for 2022 Kommunernes", "Landstallet for "
    ...             "flygtning 2021 for 2022")
    True
    """
    wanted, got = folded(title), folded(text)
    if not wanted or not got:
        return False
    if got.startswith(wanted):
        return True
    beginning = got[: len(wanted)]
    matcher = SequenceMatcher(None, beginning, wanted, autojunk=False)
    return matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE
