"""``make test``: style, types, floors, tests; what CI runs, in the same order."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
STEPS = (
    ("Stil (ruff)", ["ruff", "check", "src", "tests", "tools", "benchmarks"]),
    ("Form (ruff format)", ["ruff", "format", "--check", "src", "tests", "tools", "benchmarks"]),
    ("Typer (mypy)", ["mypy"]),
    ("Etager (import-linter)", ["lint-imports", "--no-logo"]),
    ("Prøver (pytest)", ["pytest", "--numprocesses=auto"]),
)


def main() -> int:
    """Runs every step and stops at the first that fails, with its exit code."""
    for name, command in STEPS:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT).returncode
        if code:
            print(f"{name} fejlede (kode {code}).", file=sys.stderr)
            return code
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
