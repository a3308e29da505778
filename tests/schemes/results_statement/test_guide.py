"""The library call in the guide, run as it stands there."""

import re
import runpy
from pathlib import Path

from samvirke.agreements import load_agreements
from samvirke.demo import demo_files
from samvirke.records.imports import ImportKind
from samvirke.schemes.record_files import RecordFile, known_places, snapshot_from_files
from samvirke.territory import load_territory

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "resultatopgoerelse.md"
FILES = (
    (ImportKind.REGISTRATIONS, "registreringer_nordjylland_2020"),
    (ImportKind.REGISTRATIONS, "registreringer_nordjylland_2021"),
    (ImportKind.EVALUATIONS, "evalueringer_nordjylland_2020"),
    (ImportKind.AWARENESS, "kendskab_nordjylland_2021"),
)


def blocks():
    """The indented blocks of the section, without their indent."""
    section = GUIDE.read_text("utf-8").split("## Som bibliotek\n")[1]
    found = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in found]


def test_the_library_call_of_five_lines_prints_what_the_guide_says(tmp_path, monkeypatch, capsys):
    for file in demo_files((2020, 2021)):
        (tmp_path / file.name).write_bytes(file.content)
    files = [RecordFile(kind, tmp_path / f"demo_{name}.csv", None) for kind, name in FILES]
    known = known_places(load_territory(), load_agreements())
    snapshot_from_files(files, tmp_path / "udtraek", known=known, hub="nordjylland")
    monkeypatch.chdir(tmp_path)
    call, printed = blocks()
    assert len(call.splitlines()) == 5
    script = tmp_path / "call.py"
    script.write_text(call, "utf-8")
    runpy.run_path(str(script))
    assert capsys.readouterr().out == printed
