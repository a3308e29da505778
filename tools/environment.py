"""Builds the environment for ``make run`` and ``make test``; only the standard library is needed.

Everything comes from lock files with hashes. A stamp with the fingerprint of the locks is written
last, so a build that was interrupted is taken up again, and a finished one costs nothing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STATIC = ROOT / "src" / "samvirke" / "site" / "static" / "dkfds"
DKFDS = ROOT / "node_modules" / "dkfds"
OLDEST_PYTHON = (3, 11)
_STYLE = "css/dkfds.min.css"


def main(arguments: list[str]) -> int:
    """Prepares the environment called ``run`` or ``test``."""
    purpose = arguments[0] if arguments else "run"
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            f"Samvirke kræver Python 3.11 eller nyere; python3 er her {found}.\n"
            "Installér en nyere, eller peg på den: make run PYTHON=/sti/til/python3.12",
            file=sys.stderr,
        )
        return 2
    try:
        prepare_python(purpose)
        prepare_assets()
    except subprocess.CalledProcessError as error:
        command = " ".join(str(part) for part in error.cmd)
        print(
            f"Et trin gik galt (kode {error.returncode}): {command}\n"
            "Kontrollér netforbindelsen, og kør kommandoen igen; det, der er hentet, genbruges.",
            file=sys.stderr,
        )
        return 2
    return 0


def prepare_python(purpose: str) -> None:
    """A virtual environment with the locked wheels of ``purpose`` and Samvirke itself."""
    lock = ROOT / "requirements" / f"{purpose}.txt"
    stamp = VENV / f".{purpose}.stamp"
    wanted = fingerprint(lock, ROOT / "pyproject.toml")
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if not (BIN / "python").exists() or not runs(BIN / "python"):
        say("Opretter Python-miljøet i .venv")
        venv.create(VENV, clear=True, with_pip=True)
    say(f"Henter låste pakker ({lock.name}); første gang tager det et par minutter")
    pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(lock))
    say("Installerer Samvirke")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)


def prepare_assets() -> None:
    """DKFDS from npm, copied into the static files; only what its style sheet names."""
    stamp = STATIC / ".stamp"
    wanted = fingerprint(ROOT / "package-lock.json")
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("Henter DKFDS (Det Fælles Designsystem) til siderne")
    subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        check=True,
        env={**os.environ, "PATH": f"{os.environ.get('PATH', '')}{os.pathsep}{BIN}"},
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(STATIC, ignore_errors=True)
    for name in style_files(DKFDS / "dist"):
        target = STATIC / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DKFDS / "dist" / name, target)
    shutil.copyfile(DKFDS / "LICENSE.md", STATIC / "LICENSE.md")
    stamp.write_text(wanted)


def npm() -> list[str]:
    """The command for npm: the machine's own, else the one that a locked wheel carries."""
    own = shutil.which("npm")
    if own:
        return [own]
    carried = BIN / "npm"
    if not carried.exists():
        say("npm findes ikke på maskinen; henter den låste pakke, der bærer det")
        lock = ROOT / "requirements" / "node.txt"
        pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(lock))
    return [str(carried)]


def style_files(source: Path) -> list[str]:
    """The style sheet, the files that it points to, and their licence, relative to ``source``."""
    style = (source / _STYLE).read_text(encoding="utf-8")
    named = {_STYLE, f"{_STYLE}.map", "fonts/IBMPlexSans/complete/woff2/license.txt"}
    for address in re.findall(r"url\(\s*['\"]?([^'\")?#]+)", style):
        if not address.startswith(("data:", "http")):
            named.add(os.path.normpath(f"css/{address}"))
    return sorted(name for name in named if (source / name).is_file())


def pip(*arguments: str) -> None:
    """Runs the environment's pip, quietly but for errors."""
    command = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*command, *arguments], check=True)


def runs(python: Path) -> bool:
    """Whether the environment's Python and pip still work and the version is right."""
    code = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.run([str(python), "-c", code], capture_output=True).returncode == 0


def fingerprint(*files: Path) -> str:
    """SHA-256 over the files and the Python that uses them."""
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def say(step: str) -> None:
    """Progress, with the time so far."""
    print(f"[{time.monotonic() - _STARTED:5.1f} s] {step} …", flush=True)


_STARTED = time.monotonic()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
