"""Where a rule or a number comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the place in it: a clause, a §, a table, a footnote.

    Raises ``ValueError`` where either is empty: a number without a clause is no figure.

    >>> str(Source("Aftale om rammerne for erhvervshuse 2021-2023", "7.1, mål 1"))
    'Aftale om rammerne for erhvervshuse 2021-2023, 7.1, mål 1'
    """

    document: str
    clause: str

    def __post_init__(self) -> None:
        if not self.document.strip() or not self.clause.strip():
            raise ValueError(
                f"a source names a document and a clause, got {self.document!r}, {self.clause!r}"
            )

    def __str__(self) -> str:
        return f"{self.document}, {self.clause}"
