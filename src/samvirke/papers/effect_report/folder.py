"""The folder of an effect statement: papers to publish, and what must stay on the machine.

Finished steps lie in a hidden folder until the papers are written, so that a run that was
interrupted goes on where it stopped.
"""

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.content import report_of
from samvirke.papers.effect_report.pdf import to_pdf
from samvirke.papers.effect_report.xlsx import to_xlsx
from samvirke.papers.writing import write_all
from samvirke.schemes.effect_statement import EffectStatement, effect_statement_to_json, public

NAME = "effekt"
CONFIDENTIAL = "fortroligt"
STEPS = ".igang"
MATCHES = f"{CONFIDENTIAL}/par.csv"
_HEADING = (
    "point", "year", "company", "hub", "theme", "control", "distance", "cell", "reason",
)  # fmt: skip


class FolderSteps:
    """Finished steps as files in the hidden folder of ``out``."""

    def __init__(self, out: Path) -> None:
        self._folder = out / STEPS

    def get(self, name: str) -> bytes | None:
        """What was kept under ``name``, or ``None``."""
        path = self._folder / f"{name}.json"
        return path.read_bytes() if path.is_file() else None

    def keep(self, name: str, content: bytes) -> None:
        """Keeps ``content`` whole or not at all."""
        write_all(self._folder, {f"{name}.json": content})

    def clear(self) -> None:
        """Removes the steps: the papers hold all of it now."""
        shutil.rmtree(self._folder, ignore_errors=True)


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
    return files | {f"figurer/{name}.svg": svg.encode() for name, svg in charts.items()}


def public_document(statement: EffectStatement, agreement: FrameworkAgreement) -> bytes:
    """The file ``effekt.json``: what may be published, and what papers can be made of again."""
    document = effect_statement_to_json(statement, agreement)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


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
