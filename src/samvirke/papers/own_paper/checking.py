"""Finds the papers of our own in a paper, their objects near it, and what differs."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

from samvirke.figures import Language, Text
from samvirke.papers.annex_book.ready import STAMP
from samvirke.papers.own_paper.comparing import Read, compared
from samvirke.papers.own_paper.remaking import (
    CONTRACT_SUFFIXES,
    CannotRemake,
    Json,
    Remaking,
    contract_remaking,
    paper_id,
    read_object,
    remakings,
    require_object,
)
from samvirke.papers.own_paper.rows import is_rows, rows_checked
from samvirke.records.archive import Line, PaperText, read_paper
from samvirke.records.files import refused
from samvirke.schemes.paper_check import PaperCheck, check_text
from samvirke.schemes.paper_check.own import OwnPaper, Remade, not_recomputed, not_remade

_MARK = re.compile(r"Samvirke \d+\.\d\S* · (?P<id>[\w.-]{1,80})(?:\s+(?P<page>\d{1,4}) / \d+)?")
_SUFFIXES = (".json", *CONTRACT_SUFFIXES)
_MOST_FILES = 500
_DEEPEST = 4
_MOST_PARTS = 100
_LANGUAGES: tuple[Language, Language] = ("da", "en")


def check_with_objects(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    *,
    objects: Sequence[Path] = (),
) -> PaperCheck:
    """The paper check of ``path``, and its own papers held against what their objects give.

    ``objects`` are files or folders in which to look for them, besides the paper's own folder.
    Raises ``InputError`` for what is no paper, and for an object that cannot be used.
    """
    paper = read_paper(path, progress)
    check = check_text(paper, remade(paper, path, objects))
    return replace(check, stamps=_stamps(paper))


def _stamps(paper: PaperText) -> dict[int, str]:
    """What an annex book says of its pages: item, annex and annex page."""
    found = ((line.page, STAMP.fullmatch(line.words)) for line in paper.lines)
    return {page: match["place"] for page, match in found if page and match and match["place"]}


def remade(paper: PaperText, path: Path, objects: Sequence[Path] = ()) -> Remade:
    """Every own paper in ``paper``, made again where its object is found."""
    near = _Near(path, objects)
    parts = list(islice(_own_parts(paper), _MOST_PARTS))
    found = [_checked(part, near) if _is_pdf(path) else _only_text(part) for part in parts]
    if not parts:
        found = [rows_checked(paper, file.name, document) for file, document in near.rows()]
    if objects and not found:
        told = _unused(", ".join(item.name for item in objects))
        found = [Remade(findings=(not_recomputed(path.name, told),))]
    return Remade(
        tuple(own for one in found for own in one.papers),
        tuple(finding for one in found for finding in one.findings),
        frozenset(line for one in found for line in one.lines),
    )


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _only_text(part: "_Part") -> Remade:
    """A paper as text: its lines are other ones than those of the PDF."""
    return not_remade(part.id, part.pages, _TEXT)


@dataclass(frozen=True, slots=True)
class _Part:
    """The pages of a paper that name the same own paper; ``whole`` where they are all of it."""

    id: str
    pages: tuple[int, int]
    lines: tuple[Line, ...]
    headings: frozenset[str]
    whole: bool


def _own_parts(paper: PaperText) -> Iterator[_Part]:
    """Runs of pages with the same own mark at their foot, until its numbers begin again."""
    on_page: dict[int | None, list[Line]] = defaultdict(list)
    marks: dict[int, tuple[str, int]] = {}
    starts = 0
    for line in paper.lines:
        on_page[line.page].append(line)
        match = _MARK.fullmatch(line.words)
        if match is not None and line.page is not None:
            starts += match["page"] == "1"
            marks[line.page] = (match["id"], starts)
    headings = frozenset(" ".join(item.title.split()) for item in paper.bookmarks)
    for mark, run in groupby(range(1, (paper.pages or 0) + 1), marks.get):
        if mark is not None:
            pages = list(run)
            lines = tuple(line for page in pages for line in on_page[page])
            is_whole = len(pages) == paper.pages
            yield _Part(mark[0], (pages[0], pages[-1]), lines, headings, is_whole)


class _Near:
    """The files in which objects are looked for: those named, then those beside the paper."""

    def __init__(self, paper: Path, objects: Sequence[Path]) -> None:
        self._paper = paper
        self.named = ", ".join(item.name for item in objects)
        self._named = [file for item in objects for file in _files(item)]
        beside = sorted(item for item in paper.parent.iterdir() if _may_be_object(item))
        self.files = list(dict.fromkeys((*self._named, *beside[:_MOST_FILES])))
        self._read: dict[Path, Json | None] = {}

    def objects(self) -> Iterator[tuple[Path, Json]]:
        """The JSON objects, those named first."""
        for file in self.files:
            if file.suffix == ".json":
                if file not in self._read:
                    self._read[file] = read_object(file)
                document = self._read[file]
                if document is not None:
                    yield file, document

    def rows(self) -> Iterator[tuple[Path, Json]]:
        """Splits and seats: those named, or the one that is called as the paper is."""
        for file, document in self.objects():
            if (file in self._named or file.stem == self._paper.stem) and is_rows(document):
                yield file, document


def _may_be_object(path: Path) -> bool:
    return path.suffix in _SUFFIXES and path.is_file()


def _files(item: Path) -> list[Path]:
    """``item`` itself, or the files that may be objects in the folder it is."""
    if item.is_file():
        require_object(item)
        return [item]
    if not item.is_dir():
        raise refused(item, _NO_OBJECT)
    found = (
        path
        for depth in range(_DEEPEST)
        for path in sorted(item.glob("/".join(["*"] * (depth + 1))))
        if _may_be_object(path)
    )
    return [path for path, _ in zip(found, range(_MOST_FILES), strict=False)]


def _checked(part: _Part, near: _Near) -> Remade:
    """The own paper and its differences from the object that gives the fewest."""
    best: Remade | None = None
    fewest = 0
    reason = _not_found(part.id, near.named)
    mine = Read(
        tuple(line for line in part.lines if part.whole or not STAMP.fullmatch(line.words)),
        part.headings,
    )
    try:
        for remaking in _ways(part.id, near):
            language = _language(remaking, part)
            if language is None:
                continue
            found = compared(mine, _reading(remaking.pdf(language)), remaking.basis)
            if best is None or found.differing < fewest:
                own = OwnPaper(part.id, part.pages, remaking.basis, len(mine.lines))
                best, fewest = (
                    Remade((own,), found.findings, frozenset(mine.lines)),
                    found.differing,
                )
            if not found.differing:
                break
    except CannotRemake as error:
        reason = error.what
    if best is None:
        return not_remade(part.id, part.pages, reason)
    return best


def _ways(wanted: str, near: _Near) -> Iterator[Remaking]:
    """Every way to make the paper called ``wanted`` again, as it is found."""
    known = False
    for file, document in near.objects():
        if paper_id(document) == wanted:
            known = True
            yield from remakings(file, document, near.files)
    contract = None if known else contract_remaking(wanted, near.files)
    if contract is not None:
        yield contract


def _language(remaking: Remaking, part: _Part) -> Language | None:
    """The language whose title stands in the paper."""
    told = " ".join(line.words for line in part.lines[:40])
    return next((one for one in _LANGUAGES if remaking.title(one) in told), None)


def _reading(pdf: bytes) -> Read:
    """What is read from a paper that was just made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        paper = read_paper(path)
    return Read(paper.lines)


_NO_OBJECT = Text(
    da="Grundlaget findes ikke. Angiv en fil eller en mappe, som Samvirke har skrevet.",
    en="There is no such object. Name a file or a folder that Samvirke wrote.",
)
_TEXT = Text(
    da="Det er papirets tekst. Kontrollér den PDF-fil, som Samvirke skrev.",
    en="This is the text of the paper. Check the PDF that Samvirke wrote.",
)


def _not_found(wanted: str, named: str) -> Text:
    if not named:
        return Text(
            da="Dets grundlag er ikke fundet ved siden af, så tallene kan være rettet, uden at det "
            "ses. Angiv det med --object FIL.",
            en="Its object was not found beside it, so its numbers may have been edited without a "
            "trace. Name it with --object FILE.",
        )
    return Text(
        da=f"Grundlaget for {wanted} er hverken i {named} eller ved siden af papiret. Angiv den "
        "fil eller mappe, som netop dette papir er lavet af, med --object.",
        en=f"The object of {wanted} is neither in {named} nor beside the paper. Name the file or "
        "folder that this very paper was made from with --object.",
    )


def _unused(named: str) -> Text:
    return Text(
        da=f"{named} er ikke brugt: ingen side bærer det navn, som Samvirke skriver nederst på "
        "sine papirer, så det vides ikke, hvad der skal holdes op mod det. Kontrollér den PDF-fil, "
        "som Samvirke skrev, eller udelad --object.",
        en=f"{named} was not used: no page bears the name that Samvirke writes at the foot of its "
        "papers, so it is not known what to hold against it. Check the PDF that Samvirke wrote, or "
        "leave --object out.",
    )
