"""A full disk or a kill leaves nothing half of ``samvirke statement``, and a new run mends."""

import os
import resource
import signal
import subprocess
import sys

import pytest
from tests.cli.files import HUB, answer, csv_file, engagement, evaluation

from samvirke.cli.exit_codes import FINE, UNUSABLE

COMMAND = [sys.executable, "-m", "samvirke.cli"]


@pytest.fixture
def arguments(tmp_path):
    """A statement of a few rows, without where it goes."""
    rows = [engagement(f"F-{at}", Kundesegment="Drift") for at in range(9)]
    answers = [evaluation(f"S-{at}", f"F-{at}") for at in range(9)]
    survey = [answer(f"R-{at}") for at in range(9)]
    return [
        *("statement", "--hub", HUB, "--year", "2021", "--quiet"),
        *("--registrations", csv_file(tmp_path, *rows, name="forløb.csv")),
        *("--evaluations", csv_file(tmp_path, *answers, name="svar.csv")),
        *("--awareness", csv_file(tmp_path, *survey, name="kendskab.csv")),
    ]


def seen(folder):
    """The files that a reader meets in ``folder``, with their content."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {
        str(name): path.read_bytes()
        for name, path in found.items()
        if not any(part.startswith(".") for part in name.parts)
    }


def test_killed_at_any_moment_every_file_is_whole_and_a_new_run_completes(
    samvirke, arguments, tmp_path
):
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert samvirke(*arguments, "--out", whole).code == FINE
    expected = seen(whole)
    for moment in (0.8, 1.1, 1.4, 1.7, 2.0):
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments), "--out", str(out)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        assert seen(out).items() <= expected.items()
    assert samvirke(*arguments, "--out", out).code == FINE
    assert seen(out) == expected
    assert samvirke("verify-statement", out).code == FINE


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (1_000, "Mappen er midlertidig: TMPDIR=MAPPE foran kommandoen vælger en anden."),
        (30_000, "filen bliver større, end der er lov til. Intet er ændret."),
    ],
    ids=["from the start", "at the papers"],
)
def test_a_full_disk_leaves_the_draft_that_was_there(samvirke, arguments, tmp_path, limit, told):
    out = tmp_path / "out"
    samvirke(*arguments, "--out", out)
    before = seen(out)

    def limit_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    # Measuring coverage would write files of its own under the limit set here.
    unmeasured = {key: text for key, text in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run(
        [*COMMAND, *map(str, arguments), "--demo", "--out", str(out)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=unmeasured,
        preexec_fn=limit_files,
    )
    assert (done.returncode, done.stdout) == (UNUSABLE, "")
    assert told in done.stderr
    assert seen(out) == before
