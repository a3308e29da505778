"""Numbers of paragraphs, list entries, figures and tables."""

import re
from collections.abc import Iterator, Sequence

from samvirke.figures import Text
from samvirke.records.archive import Line
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line

_PARAGRAPH = re.compile(r"^§\s*(\d{1,3})\.?\s+([A-ZÆØÅ].*)$")
_EMPTY = re.compile(r"^(\d{1,2})\.$")
_ENTRY = re.compile(r"^(\d{1,2})\.\s+\S")
_CAPTION = re.compile(r"^(Figur|Tabel)\s+(\d+(?:\.\d+)*)(?:\.?([A-Z])\b)?[:.]?\s+(\S.*)$")
_COUNT = re.compile(r"\bn\s*=\s*\d+|\(?sorteret efter.*", re.I)
_LEAST_TITLE = 15
_LOOK_BACK = 6


def numbering_findings(lines: Sequence[Line]) -> Iterator[Finding]:
    """Paragraphs numbered twice, list entries without words, captions used twice."""
    yield from _paragraphs(lines)
    yield from _empty_entries(lines)
    yield from _captions(lines)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Finding]:
    last: int | None = None
    title = ""
    for line in lines:
        match = _PARAGRAPH.match(line.words)
        if match is None:
            continue
        number = int(match[1])
        if number == last and match[2] != title:
            yield Finding(
                Kind.NUMBERING,
                Grade.LIKELY,
                Text(
                    da=f"To paragraffer har nummer {number}: »{title}« og »{match[2]}«. Ret "
                    "nummeret og henvisningerne til det.",
                    en=f"Two paragraphs have the number {number}: '{title}' and '{match[2]}'. "
                    "Correct the number and the references to it.",
                ),
                row=f"§ {number}",
                got=f"§ {number}",
                expected=f"§ {number + 1}",
                **at_line(line),
            )
        last, title = number, match[2]


def _empty_entries(lines: Sequence[Line]) -> Iterator[Finding]:
    for at, line in enumerate(lines):
        match = _EMPTY.match(line.words)
        if match is None:
            continue
        before = [each.words for each in lines[max(0, at - _LOOK_BACK) : at] if each.words]
        numbers = [int(entry[1]) for words in before if (entry := _ENTRY.match(words))]
        after = next((each.words for each in lines[at + 1 : at + 3] if each.words), "")
        if int(match[1]) - 1 in numbers and (not after or after[0].isdigit() or _gap(lines, at)):
            yield Finding(
                Kind.NUMBERING,
                Grade.LIKELY,
                Text(
                    da=f"Listens punkt {match[1]} står uden tekst. Skriv det færdigt, eller slet "
                    "det.",
                    en=f"Entry {match[1]} of the list has no words. Complete it or delete it.",
                ),
                row=match[0],
                **at_line(line),
            )


def _gap(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and not lines[at + 1].words


def _captions(lines: Sequence[Line]) -> Iterator[Finding]:
    """Two figures of the same series with the same caption: one of them is a copy."""
    seen: dict[tuple[str, str, str], str] = {}
    for line in lines:
        match = _CAPTION.match(line.words)
        if match is None:
            continue
        title = " ".join(_COUNT.sub("", match[4]).split()).strip(" :.")
        number = f"{match[1]} {match[2]}" + (f".{match[3]}" if match[3] else "")
        key = (match[1], match[3] or "", title.casefold())
        first = seen.setdefault(key, number)
        if len(title) >= _LEAST_TITLE and first != number:
            yield Finding(
                Kind.CAPTION,
                Grade.LIKELY,
                Text(
                    da=f"{number} har samme overskrift som {first}: »{title}«. Den ene er nok "
                    "kopieret.",
                    en=f"{number} has the same caption as {first}: '{title}'. One of them is "
                    "probably a copy.",
                ),
                row=number,
                **at_line(line),
            )
