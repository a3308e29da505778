"""The folder of an effect statement: papers to publish, and what must stay on the machine.

Finished steps lie in a hidden folder among what must stay until the papers are written, so that a
run that was interrupted goes on where it stopped and leaves no company's number anywhere else.
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.content import report_of
from samvirke.papers.effect_report.pdf import to_pdf
from samvirke.papers.effect_report.received import FOLDER as RECEIVED
from samvirke.papers.effect_report.xlsx import to_xlsx
from samvirke.papers.writing import CannotWrite, write_all
from samvirke.records import InputError, Problem
from samvirke.schemes.effect_statement import EffectStatement, public, public_document

NAME = "effekt"
CONFIDENTIAL = "fortroligt"
STEPS = f"{CONFIDENTIAL}/.igang"
CHARTS = "figurer"
MATCHES = f"{CONFIDENTIAL}/par.csv"
_OWN = (f"{NAME}.json", f"{NAME}.xlsx", f"{NAME}.pdf", CHARTS, RECEIVED, CONFIDENTIAL)
_LEFT = (f"{CHARTS}/*.svg", f"{RECEIVED}/*.yaml")
_HEADING = (
    "point", "year", "company", "hub", "theme", "control", "distance", "cell", "reason",
)  # fmt: skip


class FolderSteps:
    """Finished steps as files in the confidential folder of ``out``: they hold the matches."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def get(self, name: str) -> bytes | None:
        """What was kept under ``name``, or ``None``."""
        path = self._out / _step(name)
        return path.read_bytes() if path.is_file() else None

    def keep(self, name: str, content: bytes) -> None:
        """Keeps ``content`` whole or not at all. Raises ``CannotWrite``."""
        write_all(self._out, {_step(name): content}, private=CONFIDENTIAL)

    def clear(self) -> None:
        """Removes the steps: the papers hold all of it now."""
        shutil.rmtree(self._out / STEPS, ignore_errors=True)


def _step(name: str) -> str:
    return f"{STEPS}/{name}.json"


def check_folder(out: Path) -> None:
    """Raises ``CannotWrite`` where ``out`` cannot be written in, and ``InputError`` where it holds
    something else than an effect statement. Changes nothing.
    """
    place = next(path for path in (out, *out.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        raise CannotWrite(out, error) from error
    held = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
    others = [name for name in held if name not in _OWN and not name.startswith(".")]
    if f"{NAME}.json" in held and not _is_own(out / f"{NAME}.json"):
        others.append(f"{NAME}.json")
    if others:
        what = Text(
            da="Mappen rummer andet end en effektmåling. Vælg en ny eller tom mappe med --out.",
            en="The folder holds something else than an effect statement. Choose a new or empty "
            "folder with --out.",
        )
        raise InputError([Problem(str(out), None, what, got=", ".join(others[:3]))])


def _is_own(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"samvirke.effect-statement/' in file.read(200)


def write_folder(out: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Writes the files of an effect statement, and removes those that an earlier one left and this
    one does not have; returns their names. Raises ``CannotWrite``.
    """
    write_all(out, files, private=CONFIDENTIAL)
    kept = {out / name for name in files}
    left = [path for pattern in _LEFT for path in sorted(out.glob(pattern)) if path not in kept]
    for path in left:
        path.unlink()
    return tuple(path.relative_to(out).as_posix() for path in left)


def effect_files(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> dict[str, bytes]:
    """Every file by its path: JSON, spreadsheet, PDF, charts, and the confidential matches."""
    report = report_of(public(statement), agreement, language)
    files = {
        f"{NAME}.json": public_document(statement, agreement),
        f"{NAME}.xlsx": to_xlsx(report),
        f"{NAME}.pdf": to_pdf(report),
        MATCHES: matches_csv(statement).encode(),
        f"{CONFIDENTIAL}/LAES-MIG.txt": _CONFIDENTIAL.in_language(language).encode(),
    }
    charts: Mapping[str, str] = {chart.name: chart.svg for chart in report.charts}
    return files | {f"{CHARTS}/{name}.svg": svg.encode() for name, svg in charts.items()}


def matches_csv(statement: EffectStatement) -> str:
    """A row for each pair and for each guided company without one: the effect's derivation."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_HEADING)
    for point in statement.points:
        for match in point.matches:
            start = (point.point, point.year, match.company, match.hub, match.theme)
            if not match.controls:
                table.writerow([*start, "", "", match.cell, match.reason])
            for control, distance in zip(match.controls, match.distances, strict=True):
                table.writerow([*start, control, f"{distance:.9f}", match.cell, ""])
    return written.getvalue()


_CONFIDENTIAL = Text(
    da="par.csv rummer virksomheders numre og hvem de er sammenlignet med. Filen er grundlaget for "
    "effekten og må ikke forlade den lukkede maskine.\n",
    en="par.csv holds companies' numbers and whom they were compared with. The file is the "
    "derivation of the effect and may not leave the closed machine.\n",
)
