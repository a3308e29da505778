"""The table of contents against the papers behind it."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from samvirke.figures import Text
from samvirke.records.archive import Line, PaperText
from samvirke.records.archive.contents import Contents, find_contents
from samvirke.records.archive.likeness import folded
from samvirke.records.archive.parts import ItemDraft
from samvirke.records.archive.placing import find_headers, items_of, page_shift
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line

_INNER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\D.{2,}?(?:[\s.…]+(\d{1,3}))?$")
_NAMED_PAPER = re.compile(
    r"\b(resultatkontrakt|forretningsorden|regnskab|budget)\s+(20\d\d)\b", re.I
)
_LEAST_RUN = 6
_MOST_WITHOUT = 2


def contents_findings(paper: PaperText) -> Iterator[Finding]:
    """Wrong pages and titles, papers that are named but not there, missing page numbers."""
    contents = find_contents(paper.lines)
    if contents is not None:
        items = items_of(contents)
        entries = {entry.number: entry.line for entry in contents.entries if entry.number}
        yield from _against_headings(paper, contents, items, entries)
        for item in items:
            yield from _missing_paper(item, entries.get(item.number or ""))
    after = contents.end if contents else 0
    yield from _inner_contents(paper.lines[after:])


def _against_headings(
    paper: PaperText,
    contents: Contents,
    items: Sequence[ItemDraft],
    entries: dict[str, Line],
) -> Iterator[Finding]:
    headers = find_headers(paper.lines, items, contents.end)
    shift = page_shift(paper, items, headers)
    for order, item in enumerate(items):
        found = headers[order]
        line = entries.get(item.number or "")
        if not found or line is None or item.title is None:
            continue
        printed = _heading(paper.lines, found[0], item)
        if printed is not None:
            yield _title_differs(line, item, printed)
        page = paper.lines[found[0]].page
        if shift is None or page is None or item.page is None or item.page + shift == page:
            continue
        yield _wrong_page(line, item, item.page, page - shift)


def _heading(lines: Sequence[Line], at: int, item: ItemDraft) -> str | None:
    """The heading as it stands over the papers, where its words differ from the contents'."""
    number, wanted = item.number or "", folded(item.title or "")
    words = lines[at].words
    text = words[words.find(number) + len(number) :].strip(" .:")
    for line in lines[at + 1 : at + 6]:
        if len(folded(text)) >= len(wanted) - 2:
            break
        text = f"{text} {line.words}".strip()
    if folded(text) == wanted:
        return text if _other_case(text, item.title or "") else None
    return None if folded(text).startswith(wanted) else text


def _other_case(text: str, title: str) -> bool:
    """»KKS« against »KKs«: capitals inside a word, where neither is written in capitals only."""
    if text.isupper() or title.isupper():
        return False
    signs = [[sign for sign in each if sign.isalpha()] for each in (text, title)]
    return any(a != b and a.casefold() == b.casefold() for a, b in zip(*signs, strict=False))


def _title_differs(line: Line, item: ItemDraft, printed: str) -> Finding:
    same = folded(printed) == folded(item.title or "")
    return Finding(
        Kind.CONTENTS,
        Grade.POSSIBLE if same else Grade.LIKELY,
        Text(
            da=f"Punkt {item.number} hedder »{item.title}« i indholdsfortegnelsen, men »{printed}« "
            "over bilagene. Skriv det samme begge steder.",
            en=f"Item {item.number} is called '{item.title}' in the contents but '{printed}' over "
            "the annexes. Write the same in both places.",
        ),
        row=item.number,
        got=item.title,
        expected=printed,
        **at_line(line),
    )


def _wrong_page(line: Line, item: ItemDraft, printed: int, real: int) -> Finding:
    return Finding(
        Kind.CONTENTS,
        Grade.LIKELY,
        Text(
            da=f"Punkt {item.number} står på side {real}, men indholdsfortegnelsen siger side "
            f"{printed}. Ret sidetallet.",
            en=f"Item {item.number} is on page {real}, but the contents say page {printed}. "
            "Correct the page number.",
        ),
        row=item.number,
        got=Fraction(printed),
        expected=Fraction(real),
        **at_line(line),
    )


def _missing_paper(item: ItemDraft, line: Line | None) -> Iterator[Finding]:
    """A paper with its year that the item's title names, but no annex carries."""
    for name, year in _NAMED_PAPER.findall(item.title or ""):
        titles = " ".join(annex.title or "" for annex in item.annexes).lower()
        stem = name.lower().removeprefix("resultat")
        if line is not None and item.annexes and stem not in titles:
            yield Finding(
                Kind.CONTENTS,
                Grade.POSSIBLE,
                Text(
                    da=f"Punkt {item.number} nævner »{name} {year}«, men intet af dets bilag er "
                    "det. Mangler bilaget?",
                    en=f"Item {item.number} names '{name} {year}', but none of its annexes is "
                    "that. Is the annex missing?",
                ),
                row=item.number,
                expected=f"{name} {year}",
                **at_line(line),
            )


def _inner_contents(lines: Sequence[Line]) -> Iterator[Finding]:
    """Entries without a page in a table of contents whose other entries have one."""
    run: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        match = _INNER.match(line.words)
        if match is not None:
            run.append((line, match))
        elif line.words:
            yield from _without_page(run)
            run = []
    yield from _without_page(run)


def _without_page(run: Sequence[tuple[Line, re.Match[str]]]) -> Iterator[Finding]:
    without = [(line, match) for line, match in run if match[2] is None]
    if len(run) - len(without) < _LEAST_RUN or len(without) > _MOST_WITHOUT:
        return
    for line, match in without:
        yield Finding(
            Kind.CONTENTS,
            Grade.LIKELY,
            Text(
                da=f"»{line.words}« står uden sidetal i indholdsfortegnelsen. Skriv det.",
                en=f"'{line.words}' has no page number in the table of contents. Add it.",
            ),
            row=match[1],
            **at_line(line),
        )
