"""The language of the page that is being made. Knows no tables, so that any template may ask."""

from django.utils.translation import get_language

from samvirke.figures import Language, Text


def page_language() -> Language:
    """Danish unless the address is under ``/en/``."""
    return "en" if get_language() == "en" else "da"


def in_page_language(words: Text) -> str:
    """The words in the language of the page that is being made."""
    return words.in_language(page_language())
