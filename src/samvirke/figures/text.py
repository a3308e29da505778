"""Words in the two languages that Samvirke speaks."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["da", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Danish and English.

    >>> Text(da="kommune", en="municipality").in_language("en")
    'municipality'
    """

    da: str
    en: str

    def in_language(self, language: Language) -> str:
        """The words in ``language``: ``"da"`` or ``"en"``."""
        return self.da if language == "da" else self.en
