"""All commands: each tells how it is used, and none waits for what only others need."""

import subprocess
import sys

import pytest

from samvirke.cli import _COMMANDS
from samvirke.cli.exit_codes import FINE, UNUSABLE

COMMANDS = [name for name, _, _ in _COMMANDS]
SLOW = {"django", "duckdb", "numpy", "openpyxl", "typst", "xlsxwriter"}


def test_help_lists_every_command(samvirke):
    done = samvirke("--help")
    words = done.out.split()
    assert (done.code, [name for name in COMMANDS if name not in words]) == (FINE, [])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_in_danish_how_it_is_used(samvirke, command):
    done = samvirke(command, "--help")
    assert (done.code, done.err) == (FINE, "")
    assert done.out.startswith(f"brug: samvirke {command} [-h]")
    _, description, *_ = done.out.split("\n\n")
    assert description.endswith(".")


def loaded_by(*arguments):
    """The slow parts that a process of its own has loaded when the command is done."""
    code = (
        "import sys\n"
        "from samvirke.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print(*sorted({SLOW!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "slow"),
    [
        (["--help"], set()),
        (["agreement", "--year", "2022"], set()),
        (["split", "startup_targets"], set()),
        (["imports", "--help"], {"duckdb"}),
    ],
)
def test_a_command_loads_what_it_needs_and_no_more(arguments, slow):
    assert loaded_by(*arguments) <= slow


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "her mangler: KOMMANDO"),
        (["opgør"], "KOMMANDO: findes ikke: 'opgør' (vælg mellem 'check-contract', "),
        (["import", "fil.csv"], "her mangler: --kind, --hub"),
        (
            ["import", "f", "--kind", "regnskab", "--hub", "fyn"],
            "--kind: »regnskab« er ingen slags fil",
        ),
        (["snapshot", "--out", "u"], "angiv en af disse: --hub --all"),
        (["snapshot", "--all", "--hub", "fyn"], "--hub: kan ikke bruges sammen med --all"),
        (["revert", "3", "--langt"], "ukendt: --langt"),
        (["statement", "--hub", "fyn", "--year", "21", "--out", "u"], "»21« er ikke et årstal."),
        (["snapshot", "--all", "--out", "u", "--cut-off", "30-06-21"], "»30-06-21« er ikke en"),
    ],
)
def test_a_command_that_cannot_be_used_says_why_in_danish(samvirke, arguments, told):
    done = samvirke(*arguments)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err.startswith("Kommandoen kan ikke bruges sådan: ")
    assert told in done.err
