"""What a scheme gives: figures, splits, and remarks on what the reader must know."""

from dataclasses import dataclass
from typing import Any

from samvirke.allocation import AgreedSplit, Split, split_to_json
from samvirke.figures import Figure, Language, Text, figure_to_json

SCHEMA = "samvirke.scheme"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words and numbers as a reader sees them; the first ``left`` columns to the left."""

    name: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1


@dataclass(frozen=True, slots=True)
class SchemeResult:
    """The outcome of one scheme.

    ``splits`` are named; ``figures`` stand beside them; ``tables`` set figures side by side for
    reading and hold nothing of their own, so JSON leaves them out; ``remarks`` say where the
    printed papers differ, which reading was chosen, or what is missing.
    """

    scheme: str
    title: Text
    splits: tuple[tuple[Text, Split | AgreedSplit], ...] = ()
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Text, ...] = ()
    tables: tuple[Table, ...] = ()

    def to_json(self, language: Language = "da") -> dict[str, Any]:
        """A single split in its own schema; anything more as a scheme that holds the parts."""
        if len(self.splits) == 1 and not self.figures:
            document = split_to_json(self.scheme, self.splits[0][1], language=language)
        else:
            document = {
                "schema": SCHEMA,
                "version": VERSION,
                "scheme": self.scheme,
                "figures": [figure_to_json(figure) for figure in self.figures],
                "splits": [
                    {
                        "name": name.in_language(language),
                        **split_to_json(self.scheme, split, language=language),
                    }
                    for name, split in self.splits
                ],
            }
        remarks = [remark.in_language(language) for remark in self.remarks]
        return {**document, "remarks": remarks}
