"""Word files and spreadsheets become PDF through LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from samvirke.papers.annex_book.facts import CannotShow, Refused
from samvirke.papers.annex_book.sources import FileKind, SourceFile

_PROGRAMS = ("soffice", "libreoffice")
_MOST_SECONDS = 180
_SHEETS = {FileKind.XLSX, FileKind.XLS, FileKind.ODS}
_OPTIONS = (
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def converter() -> str | None:
    """LibreOffice's command, if it is installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def convert(source: SourceFile, target: Path) -> None:
    """Writes ``source`` to ``target`` as a tagged PDF. Raises ``CannotShow``.

    LibreOffice runs with a profile of its own, so that it neither meets nor changes the user's,
    on a copy, so that no lock file is left beside the annex, and without macros.
    """
    program = converter()
    if program is None:
        raise CannotShow(Refused.NO_CONVERTER, source.kind.upper())
    export = "calc_pdf_Export" if source.kind in _SHEETS else "writer_pdf_Export"
    with tempfile.TemporaryDirectory(prefix="samvirke-") as folder:
        work = Path(folder)
        copy = work / f"annex.{source.kind}"
        shutil.copyfile(source.path, copy)
        command = [
            program,
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", f"pdf:{export}:{_OPTIONS}"),
            *("--outdir", str(work / "out"), str(copy)),
        ]
        _run(command)
        made = work / "out" / "annex.pdf"
        if not made.is_file() or made.stat().st_size == 0:
            raise CannotShow(Refused.NOT_CONVERTED)
        shutil.move(made, target)


def _run(command: list[str]) -> None:
    """Runs ``command`` to its end, or ends it with all that it started."""
    process = subprocess.Popen(  # noqa: S603  a fixed command; the file is a copy of known name
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(_MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise CannotShow(Refused.TOO_HEAVY) from error
