"""Where a book may be written: never over a paper that is not an earlier book."""

from collections.abc import Iterable
from pathlib import Path

import pikepdf

from samvirke.figures import Text
from samvirke.papers.annex_book.agenda import FILE_NAME, Agenda
from samvirke.papers.annex_book.front import NAME
from samvirke.papers.annex_book.metadata import PRODUCER
from samvirke.records import InputError, Problem

_NO_FOLDER = Text(
    da="Mappen, som bogen skal ligge i, findes ikke. Opret den, eller ret stien.",
    en="The folder that the book is to lie in does not exist. Make it, or correct the path.",
)
_NO_FILE = Text(
    da="Der ligger en mappe eller noget andet, som ikke er en fil, med bogens navn. Giv bogen et "
    "andet navn.",
    en="A folder, or something else that is no file, has the book's name. Give the book another "
    "name.",
)
_AGENDA = Text(
    da="Bogen ville blive skrevet oven i dagsordenen. Giv bogen et andet navn.",
    en="The book would be written over the agenda. Give the book another name.",
)
_ANNEX = Text(
    da="Bogen ville blive skrevet oven i et bilag, som dagsordenen nævner. Giv bogen et "
    "andet navn.",
    en="The book would be written over an annex that the agenda names. Give the book another name.",
)
_OTHER = Text(
    da="Der ligger en fil med bogens navn, som ikke er en tidligere bog. Giv bogen et andet navn, "
    "eller flyt filen.",
    en="A file that is no earlier book has the book's name. Give the book another name, or move "
    "the file.",
)


def refuse_overwriting(folder: Path, agenda: Agenda, targets: Iterable[Path]) -> None:
    """Raises ``InputError`` with every one of ``targets`` that no book may be written to."""
    problems = []
    for target in targets:
        what = _objection(folder, agenda, target)
        if what is not None:
            problems.append(Problem(str(target), None, what))
    if problems:
        raise InputError(problems)


def _objection(folder: Path, agenda: Agenda, target: Path) -> Text | None:
    if not target.parent.is_dir():
        return _NO_FOLDER
    if _same(target, folder / FILE_NAME):
        return _AGENDA
    if any(_same(target, folder / annex.file) for _, _, annex in agenda.annexes()):
        return _ANNEX
    if target.is_symlink() or target.exists():
        if not target.is_file():
            return _NO_FILE
        if not is_book(target):
            return _OTHER
    return None


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file, by whatever names; also where it is yet to come."""
    try:
        if one.resolve() == other.resolve():
            return True
        return one.exists() and other.exists() and one.samefile(other)
    except (OSError, ValueError, RuntimeError):  # a name that no file can have
        return False


def is_book(path: Path) -> bool:
    """Whether the file is an earlier book, of whatever meeting and edition."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            title, producer = (str(pdf.docinfo.get(key, "")) for key in ("/Title", "/Producer"))
    except (pikepdf.PdfError, OSError, RuntimeError, ValueError):
        return False
    return producer == PRODUCER and title.startswith((f"{NAME.da}: ", f"{NAME.en}: "))
