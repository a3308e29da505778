"""One cell at a time: texts, answers, names and numbers of companies.

Every reader takes the tidied, non-empty text of a cell and returns what is stored, or raises
``CellRefused``. Danish forms come first; what could mean two things is refused.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from stdnum.dk import cvr

from samvirke.figures import Text
from samvirke.records.imports.words import did_you_mean, fold, one_of

Cell = str | int | None
Read = Callable[[str], Cell]

LONGEST = 2000


class CellRefused(ValueError):
    """A cell that cannot be used: why, and what to do. ``reason`` says the same for all cells."""

    def __init__(self, reason: Text, remedy: Text) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason.en)


def tidy(text: str) -> str:
    """``text`` with single spaces and one spelling of each letter.

    Line breaks inside a cell become spaces. Raises ``CellRefused`` for cells over 2,000 signs and
    for signs that nobody can see.
    """
    if len(text) > LONGEST:
        raise CellRefused(_TOO_LONG, _SHORTEN)
    if not text.isprintable():
        for sign in text:
            if unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in "\t\n\r":
                code = f"U+{ord(sign):04X}"
                raise CellRefused(
                    Text(
                        da=f"Feltet rummer et usynligt tegn ({code}).",
                        en=f"The cell holds an invisible sign ({code}).",
                    ),
                    _WRITE_AGAIN,
                )
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


_TOO_LONG = Text(da="Teksten er over 2.000 tegn lang.", en="The text is over 2,000 signs long.")
_SHORTEN = Text(
    da="Kort den af, eller kontrollér, at kolonnerne ikke er forskudt i rækken.",
    en="Shorten it, or check that the columns are not displaced in the row.",
)
_WRITE_AGAIN = Text(
    da="Slet feltets indhold, og skriv det igen.", en="Delete the cell's content and type it again."
)

_SHEET_ERRORS = re.compile(
    r"#(N/A|I/T|VALUE!|VÆRDI!|REF!|REFERENCE!|DIV/0!|DIVISION/0!|NAME\?|NAVN\?|NUM!|NUL!|NULL!)"
)
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)


def read_text(text: str) -> str:
    """A free text; what a spreadsheet leaves behind instead of one is refused."""
    if text[0] == "#" and _SHEET_ERRORS.fullmatch(text):
        raise sheet_error()
    if "E+" in text.upper() and _ROUNDED.fullmatch(text):
        raise CellRefused(_CUT_NUMBER, _AS_TEXT)
    return text


def sheet_error() -> CellRefused:
    """The refusal of a cell in which a spreadsheet shows an error."""
    return CellRefused(
        Text(da="Regnearket viser en fejl i feltet.", en="The spreadsheet shows an error here."),
        Text(da="Skriv den rigtige værdi, eller tøm feltet.", en="Write the value, or empty it."),
    )


def too_many_digits() -> CellRefused:
    """The refusal of a number of more digits than a spreadsheet keeps."""
    return CellRefused(_CUT_NUMBER, _AS_TEXT)


_CUT_NUMBER = Text(
    da="Regnearket har rundet et langt nummer af.", en="The spreadsheet has rounded a long number."
)
_AS_TEXT = Text(
    da="Formatér kolonnen som tekst i det system, filen kommer fra, og hent den igen.",
    en="Format the column as text in the system the file comes from, and export it again.",
)


def code_reader(answers: Mapping[str, str], printed: tuple[str, ...]) -> Read:
    """A reader of coded answers: ``answers`` leads from every accepted answer to its code."""
    scale = "10" in answers

    def read(text: str) -> str:
        code = answers.get(fold(text))
        if code is not None:
            return code
        if scale and re.fullmatch(r"[-−]?[0-9]+([.,][0-9]+)?", text):
            raise CellRefused(
                Text(
                    da="Svaret ligger uden for skalaen 0–10.",
                    en="The answer is outside the scale 0–10.",
                ),
                one_of(printed),
            )
        raise CellRefused(
            Text(da="Svaret kendes ikke.", en="The answer is not known."), one_of(printed)
        )

    return read


def hub_reader(hubs: Mapping[str, str], hub: str | None) -> Read:
    """A reader of hub names; with ``hub`` no other hub may stand there."""
    known = {fold(name): id_ for name, id_ in hubs.items()}
    first_names = {id_: name for name, id_ in reversed(list(hubs.items()))}

    def read(text: str) -> str:
        found = known.get(fold(text))
        if found is None:
            raise CellRefused(
                Text(da="Erhvervshuset kendes ikke.", en="The business hub is not known."),
                one_of(reversed(first_names.values())),
            )
        if hub is not None and found != hub:
            raise CellRefused(
                Text(
                    da="Rækken hører til et andet erhvervshus end det, filen tages ind for.",
                    en="The row belongs to another hub than the one the file is imported for.",
                ),
                Text(
                    da="Fjern rækken, eller tag filen ind for det hus, den kommer fra.",
                    en="Remove the row, or import the file for the hub it comes from.",
                ),
            )
        return found

    return read


def municipality_reader(municipalities: Mapping[str, int]) -> Read:
    """A reader of municipalities by name or code."""
    known = {fold(name): code for name, code in municipalities.items()}

    def read(text: str) -> int:
        code = known.get(fold(text))
        if code is None:
            near = did_you_mean(text, municipalities)
            raise CellRefused(
                Text(da="Kommunen kendes ikke.", en="The municipality is not known."),
                Text(
                    da=f"{near.da} Skriv kommunens navn eller dens kode på tre cifre.".strip(),
                    en=f"{near.en} Write the municipality's name or its three-digit code.".strip(),
                ),
            )
        return code

    return read


def read_company(text: str) -> int:
    """A CVR number: eight digits that pass the check (modulus 11), with or without DK."""
    digits = text if _digits(text, 8) else cvr.compact(text)
    if not _digits(digits, 8) or digits[0] == "0":
        raise CellRefused(
            Text(
                da="Et CVR-nummer har otte cifre og begynder ikke med 0.",
                en="A CVR number has eight digits and does not start with 0.",
            ),
            _LOOK_UP,
        )
    if cvr.checksum(digits):
        raise CellRefused(
            Text(
                da="CVR-nummeret er ikke gyldigt: cifrene går ikke op i kontrollen (modulus 11).",
                en="The CVR number is not valid: its digits fail the check (modulus 11).",
            ),
            _LOOK_UP,
        )
    return int(digits)


_LOOK_UP = Text(
    da="Slå virksomheden op i CVR, og ret nummeret.",
    en="Look the company up in CVR and correct the number.",
)


def read_production_unit(text: str) -> int:
    """A P-number: ten digits, the first of them not 0."""
    digits = text.replace(" ", "")
    if not _digits(digits, 10) or digits[0] == "0":
        raise CellRefused(
            Text(
                da="Et P-nummer har ti cifre og begynder ikke med 0.",
                en="A P-number has ten digits and does not start with 0.",
            ),
            Text(
                da="Slå P-enheden op i CVR, og ret nummeret.",
                en="Look the unit up in CVR and correct the number.",
            ),
        )
    return int(digits)


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdecimal()
