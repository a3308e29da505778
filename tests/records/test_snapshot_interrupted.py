"""Writing a snapshot that is killed or runs out of disk leaves no half snapshot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.records.snapshot_samples import awareness, engagement

from samvirke.records.snapshot import verify_snapshot, write_snapshot

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.records.snapshot_samples import awareness, engagement
from samvirke.records.snapshot import write_snapshot

table, folder = sys.argv[1], Path(sys.argv[2])

def rows(make, **cells):
    for number in range(25_000):
        yield make(**{name: f"{kind}-{number}" for name, kind in cells.items()})
    if make.__name__ == table:
        os.kill(os.getpid(), signal.SIGKILL)

write_snapshot(
    folder,
    {
        "engagements": rows(engagement, engagement="F"),
        "awareness": rows(awareness, respondent="R"),
    },
)
"""
FULL = """
import resource, sys
from pathlib import Path
from tests.records.snapshot_samples import engagement
from samvirke.records.snapshot import SnapshotNotWritten, engine, write_snapshot

limit, memory, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
engine._MOST_MEMORY = memory
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
rows = (engagement(engagement=f"{number * 7919 % 120_000:x}" * 60) for number in range(120_000))
try:
    write_snapshot(folder, {"engagements": rows})
except SnapshotNotWritten as error:
    print(error.what.da)
"""
ROOT = Path(__file__).parents[2]


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    # A limit on files would also stop coverage from writing its own, so it is left out of account.
    unmeasured = {key: text for key, text in os.environ.items() if not key.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=unmeasured,
        check=False,
    )


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("table", ["engagement", "awareness"])
def test_a_killed_process_leaves_no_snapshot_and_the_next_one_clears_up(
    tmp_path: Path, table: str
) -> None:
    folder = tmp_path / "a"
    done = run(KILLED, table, folder)
    assert (done.returncode, done.stderr) == (-9, "")
    assert not folder.exists()
    assert [path.name for path in tmp_path.iterdir()] == [".a.part"]
    (tmp_path / ".a.part" / "spill").mkdir(exist_ok=True)
    (tmp_path / ".a.part" / "spill" / "rest").write_text("x")
    rows = {"engagements": [engagement()], "awareness": [awareness()]}
    assert write_snapshot(folder, rows) == verify_snapshot(folder)
    assert everything(tmp_path) == [
        "a",
        "a/awareness.parquet",
        "a/engagements.parquet",
        "a/evaluations.parquet",
        "a/manifest.json",
        "a/participations.parquet",
    ]


def test_a_killed_process_leaves_the_snapshot_that_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    first = write_snapshot(folder, {"engagements": [engagement()]})
    assert run(KILLED, "awareness", folder).returncode == -9
    assert verify_snapshot(folder) == first


@pytest.mark.parametrize(
    ("limit", "memory"),
    [
        pytest.param(20_000, "256MB", id="in a table"),
        pytest.param(20_000, "20MB", id="in what is put aside"),
        pytest.param(200, "256MB", id="at once"),
    ],
)
def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path, limit: int, memory: str) -> None:
    done = run(FULL, limit, memory, tmp_path / "a")
    assert (done.stdout, done.stderr) == (
        f"Udtrækket kan ikke skrives i {tmp_path / 'a'}: der er ikke plads nok på disken eller i "
        "hukommelsen. Intet er ændret. Vælg en anden mappe, eller skaf plads.\n",
        "",
    )
    assert everything(tmp_path) == []


def test_a_disk_full_at_the_manifest_leaves_nothing(tmp_path: Path) -> None:
    sizes = {}
    write_snapshot(tmp_path / "whole", {})
    for path in (tmp_path / "whole").iterdir():
        sizes[path.name] = path.stat().st_size
    manifest = sizes.pop("manifest.json")
    assert manifest > max(sizes.values())
    script = FULL.replace("for number in range(120_000))\n", "for number in range(0))\n")
    done = run(script, manifest - 1, "256MB", tmp_path / "a")
    assert "der er ikke plads nok på disken" in done.stdout
    assert everything(tmp_path) == [
        "whole",
        *(f"whole/{n}" for n in sorted([*sizes, "manifest.json"])),
    ]
