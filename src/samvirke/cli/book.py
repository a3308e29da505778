"""``samvirke book``."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.figures import Language, Text
from samvirke.papers.annex_book.agenda import FILE_NAME, Agenda, read_agenda
from samvirke.papers.annex_book.building import BuiltEdition, build_edition
from samvirke.papers.annex_book.cache import FOLDER_NAME, Cache, open_cache
from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.gathering import Progress, gather
from samvirke.papers.annex_book.report import report_json, report_text
from samvirke.papers.annex_book.sources import unnamed_files
from samvirke.papers.annex_book.target import is_book, refuse_overwriting
from samvirke.papers.writing import write_all

_ALL = "all"
_PROGRESS = Text(da="Bilag {done} af {total}: {name}", en="Annex {done} of {total}: {name}")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``book``."""
    parser.description = (
        "Samler et mødes bilag i én PDF med forside, dagsorden, bilagsfortegnelse, bogmærker og "
        "stempel på hver side. Et bilag, der ikke kan vises, bliver til en side, som siger "
        "hvorfor. Afslutter med 0, når alle bilag er vist, 1, når et bilag ikke er, og 2, når "
        "dagsordenen ikke kan bruges."
    )
    parser.add_argument(
        "folder", metavar="MAPPE", type=Path, help="mappe med bilag og dagsorden.yaml"
    )
    parser.add_argument(
        "-o", "--out", metavar="BOG.pdf", type=Path, required=True, help="bogens fil"
    )
    parser.add_argument(
        "--edition",
        choices=(*(edition.value for edition in Edition), _ALL),
        default=Edition.PUBLIC.value,
        help="public (standard) er uden lukkede bilag, member med dem, archive også med register; "
        "all skriver alle tre, med -offentlig, -medlem og -arkiv i filnavnet",
    )
    parser.add_argument(
        "--cache",
        metavar="MAPPE",
        type=Path,
        help=f"hvor klargjorte bilag gemmes til næste gang (standard: MAPPE/{FOLDER_NAME})",
    )
    parser.add_argument("--quiet", action="store_true", help="vis ikke fremskridt")
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    agenda = read_agenda(options.folder)
    files = _files(options.out, options.edition)
    folder = options.out.parent
    refuse_overwriting(options.folder, agenda, [folder / name for name, _ in files])
    with _cache(options.cache or options.folder / FOLDER_NAME) as cache:
        progress = _progress(language, quiet=options.quiet)
        annexes = gather(options.folder, agenda, language, cache=cache, progress=progress)
        editions = [
            (name, build_edition(agenda, annexes, edition, language)) for name, edition in files
        ]
    _write(folder, editions)
    unused = _unused(options.folder, agenda)
    if options.json:
        print_json(report_json(agenda, annexes, editions, unused, language))
    else:
        print(report_text(agenda, annexes, editions, unused, language), end="")
    return FOUND if any(one.refused for one in annexes) else FINE


def _write(folder: Path, editions: list[tuple[str, BuiltEdition]]) -> None:
    """Writes the books; those with closed annexes may be read by nobody but who made them."""
    usual = os.umask(0o077)
    try:
        write_all(folder, {name: built.content for name, built in editions})
    finally:
        os.umask(usual)
    for name, built in editions:
        if built.edition is Edition.PUBLIC:
            (folder / name).chmod(0o666 & ~usual)


def _files(out: Path, wanted: str) -> list[tuple[str, Edition]]:
    """The name of each edition's file, beside ``out``."""
    if wanted != _ALL:
        return [(out.name, Edition(wanted))]
    return [(f"{out.stem}-{edition.file_word}{out.suffix}", edition) for edition in Edition]


def _unused(folder: Path, agenda: Agenda) -> list[str]:
    """The files that the agenda does not name; books, earlier ones too, are no such files."""
    named = [FILE_NAME, *(annex.file for _, _, annex in agenda.annexes())]
    return [one for one in unnamed_files(folder, named) if not is_book(folder / one)]


@contextmanager
def _cache(folder: Path) -> Iterator[Cache]:
    """The cache in ``folder``, or one for this build alone where nothing can be written."""
    cache = open_cache(folder)
    if cache is not None:
        yield cache
        return
    with tempfile.TemporaryDirectory(prefix="samvirke-") as temporary:
        yield Cache(Path(temporary))


def _progress(language: Language, *, quiet: bool) -> Progress:
    def tell(done: int, total: int, name: str) -> None:
        if not quiet:
            words = _PROGRESS.in_language(language)
            print(words.format(done=done, total=total, name=name), file=sys.stderr)

    return tell
