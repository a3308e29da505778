"""What a scheme gives: figures, splits, and remarks on what the reader must know."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from samvirke.allocation import AgreedSplit, AllocationError, Split, split_to_json
from samvirke.figures import Figure, Language, Text, figure_to_json, format_number, plain

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
    missing.
    """

    scheme: str
    title: Text
    splits: tuple[tuple[Text, Split | AgreedSplit], ...] = ()
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Text, ...] = ()
    tables: tuple[Table, ...] = ()

    def check_explained(self, codes: Sequence[str]) -> None:
        """Raises ``AllocationError`` for a code that no split's receiver has.

        The words of ``EVERYTHING`` stand for all of them.
        """
        known = {code for _, split in self.splits for code in receivers(split)}
        for code in codes:
            if code not in known and code not in EVERYTHING:
                raise AllocationError(_no_receiver(code, there_are_some=bool(known)))

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
        remarks = [remark.in_language(language) for remark in self.remarks]
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
    computed = split.computed if isinstance(split, AgreedSplit) else split
    return tuple(share.part.code for share in computed.shares)


def _no_receiver(code: str, *, there_are_some: bool) -> Text:
    if not there_are_some:
        return Text(
            da=f"Her er ingen modtagere, så regningen for »{code}« findes ikke. »alt« skriver "
            "alle regninger ud.",
            en=f"There are no receivers here, so there is no calculation for '{code}'. 'all' "
            "writes every calculation out.",
        )
    return Text(
        da=f"»{code}« er ikke blandt modtagerne. Brug en kode fra tabellens første kolonne, eller "
        "»alt«.",
        en=f"'{code}' is not among the receivers. Use a code of the table's first column, or "
        "'all'.",
    )
