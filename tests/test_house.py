"""The house in order: short files, no addresses, records for dependencies, guides that keep up."""

import re
import subprocess
from pathlib import Path

import pytest

from samvirke.schemes.contract_check import Grade, Kind

ROOT = Path(__file__).parent.parent
LONGEST = 400


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def text(path):
    try:
        return path.read_text("utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return ""


def test_no_source_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "src").rglob("*.py")
        if (lines := len(text(path).splitlines())) > LONGEST
    }
    assert long == {}


def test_no_file_names_a_registry_or_a_machine():
    words = [
        "registry" + ".npmjs",
        "pypi" + ".org",
        "--index" + "-url ",
        "/work" + "/",
        "/root" + "/",
    ]
    found = [(path.name, word) for path in tracked() for word in words if word in text(path)]
    assert found == []


def test_the_npm_lock_holds_hashes_and_no_addresses():
    lock = text(ROOT / "package-lock.json")
    assert '"integrity": "sha512-' in lock
    assert '"resolved"' not in lock


@pytest.mark.parametrize("name", ["run", "test", "node"])
def test_every_locked_package_has_a_hash(name):
    entries = re.split(r"\n(?=\S)", text(ROOT / "requirements" / f"{name}.txt"))
    packages = [entry for entry in entries if "==" in entry.split("\n")[0]]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []


def test_every_direct_dependency_has_a_decision_record():
    wanted = {
        re.match(r"[a-z0-9-]+", line)[0]
        for name in ("run", "test", "node")
        for line in text(ROOT / "requirements" / f"{name}.in").splitlines()
        if re.match(r"[a-z0-9]", line)
    } | {"dkfds"}
    records = "\n".join(text(path) for path in (ROOT / "docs" / "decisions").glob("*.md")).lower()
    stubs = {name for name in wanted if name.startswith("types-")}
    assert {name for name in wanted - stubs if name not in records} == set()


def test_the_guide_explains_every_kind_of_finding_and_grade():
    guide = text(ROOT / "docs" / "guides" / "kontraktcheck.md")
    labels = [item.label.da for item in (*Kind, *Grade)]
    assert [label for label in labels if label not in guide] == []


def test_links_between_documents_lead_somewhere():
    missing = [
        (path.name, link)
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for link in re.findall(r"\]\(([^)#]+)\)", text(path))
        if not link.startswith("http") and not (path.parent / link).exists()
    ]
    assert missing == []


def test_make_has_the_two_commands_of_the_readme():
    readme, makefile = text(ROOT / "README.md"), text(ROOT / "Makefile")
    for command in ("run", "test"):
        assert f"make {command} " in readme
        assert f"\n{command}:\n" in makefile
