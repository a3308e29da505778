"""What a scheme gives: figures, splits, and remarks on what the reader must know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from samvirke.allocation import AgreedSplit, AllocationError, Split, split_to_json
from samvirke.figures import Figure, Language, Text, figure_to_json, format_number, plain
from samvirke.records.imports.words import did_you_mean
from samvirke.schemes.scheme_files import is_named

SCHEMA = "samvirke.scheme"
VERSION = 2
EVERYTHING = ("alt", "all")

# What stands in a table: a number, words, or nothing.
Cell = Fraction | Text | str | None
_NOTHING = Text(da="", en="")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words and numbers, the first ``left`` columns to the left; ``empty`` names no number.

    ``shown`` are the result's figures whose values stand in the rows.
    """

    name: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 1
    shown: tuple[Figure, ...] = ()
    empty: Text = _NOTHING

    def in_words(self, language: Language) -> list[list[str]]:
        """The rows as a reader sees them."""
        return [
            [_in_words(self.empty if cell is None else cell, language) for cell in row]
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class SchemeResult:
    """The outcome of one scheme.

    ``splits`` are named; ``figures`` stand beside them; ``tables`` set numbers side by side for
    reading; ``remarks`` say where the printed papers differ, which reading was chosen, or what is
    missing. What must be known before the numbers are read is said in ``first``. ``written`` are
    the files that were written beside.
    """

    scheme: str
    title: Text
    splits: tuple[tuple[Text, Split | AgreedSplit], ...] = ()
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Text, ...] = ()
    tables: tuple[Table, ...] = ()
    first: tuple[Text, ...] = ()
    written: tuple[Path, ...] = ()

    def codes_of(self, asked: Sequence[str]) -> tuple[str, ...]:
        """The codes of the receivers that are ``asked`` for by code or name.

        The words of ``EVERYTHING`` stand for all of them. Raises ``AllocationError`` for what
        names no receiver.
        """
        known = dict(item for _, split in self.splits for item in _names(split))
        return tuple(self._code_of(text, known) for text in asked)

    def _code_of(self, text: str, known: Mapping[str, str]) -> str:
        if text in EVERYTHING or text in known:
            return text
        for code, name in known.items():
            if is_named(text, code, name):
                return code
        raise AllocationError(_no_receiver(text, known))

    def to_json(self, language: Language = "da", *, explain: Sequence[str] = ()) -> dict[str, Any]:
        """A single split in its own schema; anything more as a scheme that holds the parts.

        ``explain`` names receivers whose whole calculation each split also holds, ``EVERYTHING``
        all of them.
        """
        if len(self.splits) == 1 and not self.figures and not self.tables:
            document = self._split(self.splits[0][1], language, explain)
        else:
            document = {
                "schema": SCHEMA,
                "version": VERSION,
                "scheme": self.scheme,
                "figures": [figure_to_json(figure) for figure in self.figures],
                "splits": [
                    {
                        "name": name.in_language(language),
                        **self._split(split, language, explain),
                    }
                    for name, split in self.splits
                ],
                "tables": [
                    {
                        "name": table.name.in_language(language),
                        "headings": [text.in_language(language) for text in table.headings],
                        "rows": [[_to_json(cell, language) for cell in row] for row in table.rows],
                    }
                    for table in self.tables
                ],
            }
        remarks = [remark.in_language(language) for remark in (*self.first, *self.remarks)]
        return {**document, "remarks": remarks}

    def _split(
        self, split: Split | AgreedSplit, language: Language, explain: Sequence[str]
    ) -> dict[str, Any]:
        document = split_to_json(self.scheme, split, language=language)
        everything = any(word in explain for word in EVERYTHING)
        explained = {
            code: figure_to_json(split.figure(code))
            for code in receivers(split)
            if everything or code in explain
        }
        return {**document, "explained": explained} if explained else document


def _in_words(cell: Fraction | Text | str, language: Language) -> str:
    if isinstance(cell, Fraction):
        return format_number(cell, language)
    return cell.in_language(language) if isinstance(cell, Text) else cell


def _to_json(cell: Cell, language: Language) -> int | str | None:
    if isinstance(cell, Fraction):
        return plain(cell)
    return cell.in_language(language) if isinstance(cell, Text) else cell


def receivers(split: Split | AgreedSplit) -> tuple[str, ...]:
    """The codes of those who share, in their order."""
    return tuple(code for code, _ in _names(split))


def _names(split: Split | AgreedSplit) -> tuple[tuple[str, str], ...]:
    """Code and name of those who share."""
    computed = split.computed if isinstance(split, AgreedSplit) else split
    return tuple((share.part.code, share.part.name) for share in computed.shares)


def _no_receiver(code: str, known: Mapping[str, str]) -> Text:
    if not known:
        return Text(
            da=f"Her er ingen modtagere, så regningen for »{code}« findes ikke. »alt« skriver "
            "alle regninger ud.",
            en=f"There are no receivers here, so there is no calculation for '{code}'. 'all' "
            "writes every calculation out.",
        )
    hint = did_you_mean(code, known.values())
    return Text(
        da=f"»{code}« er ikke blandt modtagerne. {hint.da}{' ' if hint.da else ''}Brug en kode "
        "eller et navn fra tabellen, eller »alt«.",
        en=f"'{code}' is not among the receivers. {hint.en}{' ' if hint.en else ''}Use a code or a "
        "name of the table, or 'all'.",
    )
