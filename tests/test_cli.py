"""The command: exit codes, streams, words, and nothing half-written."""

import json
import os
import resource
import signal
import subprocess
import sys

import pytest
import yaml
from tests.schemes.compliant import compliant_contract

from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021, check_file

COMMAND = [sys.executable, "-m", "samvirke.cli"]


def run(*arguments, **options):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        **options,
    )


def written(folder, document):
    path = folder / "kontrakt.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return path


def test_nothing_found_exits_with_0(tmp_path):
    done = run("check-contract", written(tmp_path, compliant_contract(2022)))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ingen afvigelser fundet." in done.stdout


def test_findings_exit_with_1():
    done = run("check-contract", NORDJYLLAND_2021)
    assert (done.returncode, done.stderr) == (1, "")
    assert "5 fejl, 1 spørgsmål og 1 bemærkning." in done.stdout


def test_json_is_the_check_and_nothing_else():
    done = run("check-contract", MIDTJYLLAND_2022, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == check_file(MIDTJYLLAND_2022).to_json()


def test_json_of_several_contracts_is_a_list():
    done = run("check-contract", MIDTJYLLAND_2022, NORDJYLLAND_2021, "--json", "--language", "en")
    assert [document["contract"] for document in json.loads(done.stdout)] == [
        "RK-MIDT-2022",
        "RK-NORD-2021",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x.yaml, linje 1"),
        (b"\xff\xfe", "x.yaml, linje 1: Filen er ikke gemt som UTF-8"),
        (b"id: [", "x.yaml, linje 1: Filen kan ikke læses som YAML"),
        (b"%PDF-1.7\n", "x.yaml"),
        (b"- 1\n- 2\n", "x.yaml, linje 1"),
        (b"just words", "x.yaml, linje 1"),
    ],
)
def test_what_is_no_contract_exits_with_2_and_says_where(content, message, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    done = run("check-contract", path, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message.split(",")[0])
    assert "Traceback" not in done.stderr


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path):
    path = tmp_path / "stor.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    done = run("check-contract", path)
    assert done.returncode == 2
    assert done.stderr == (
        "stor.yaml: Filen fylder 100 MB. Den må højst fylde 1 MB og er ikke læst. "
        "Kontrollér, at det er den rigtige fil.\n"
    )


def test_a_wrong_command_says_in_danish_what_is_missing():
    done = run("check-contract")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Kommandoen kan ikke bruges sådan: her mangler: FIL\n")


def test_one_bad_file_among_good_ones_writes_nothing(tmp_path):
    bad = written(tmp_path, compliant_contract(2022) | {"in_force": "1999-01-01"})
    out = tmp_path / "out"
    done = run("check-contract", NORDJYLLAND_2021, bad, "--out", out)
    assert (done.returncode, done.stdout, out.exists()) == (2, "", False)


def test_out_writes_page_pdf_and_json(tmp_path):
    done = run("check-contract", NORDJYLLAND_2021, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stdout.endswith(f"Åbn siden i en browser: {tmp_path / 'out' / 'index.html'}\n")
    assert (tmp_path / "out" / "rk-nord-2021.pdf").read_bytes().startswith(b"%PDF-")


def test_a_full_disk_leaves_what_was_there_and_says_so(tmp_path):
    out = tmp_path / "out"
    run("check-contract", NORDJYLLAND_2021, "--out", out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    # The limit would also stop coverage from writing its own file, so it is left out of account.
    unmeasured = {key: text for key, text in os.environ.items() if not key.startswith("COVERAGE")}
    arguments = ("check-contract", NORDJYLLAND_2021, "--out", out, "--language", "en")
    done = run(*arguments, preexec_fn=limit, env=unmeasured)
    assert done.returncode == 2
    assert done.stderr == (
        f"Nothing can be written in {out}: the file gets too large. Nothing was changed. Choose "
        "another folder, or make room.\n"
    )
    assert "Traceback" not in done.stderr
    after = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert after == before


def test_killed_at_any_moment_every_file_is_whole_and_a_new_run_completes(tmp_path):
    whole = tmp_path / "whole"
    run("check-contract", NORDJYLLAND_2021, "--out", whole)
    expected = {path.name: path.read_bytes() for path in whole.iterdir() if path.is_file()}
    out = tmp_path / "out"
    for moment in (0.3, 0.5, 0.7, 0.9, 1.1):
        process = subprocess.Popen(
            [*COMMAND, "check-contract", str(NORDJYLLAND_2021), "--out", str(out)],
            stdout=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        found = out.glob("[!.]*") if out.exists() else []
        for path in found:
            assert path.is_dir() or path.read_bytes() == expected[path.name]
    run("check-contract", NORDJYLLAND_2021, "--out", out)
    assert {path.name for path in out.glob("[!.]*") if path.is_file()} == expected.keys()


def test_a_reader_who_has_seen_enough_gets_no_traceback():
    command = [*COMMAND, "check-contract", str(MIDTJYLLAND_2022)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["--year", "2022"],
            ["  intet krav i året; næste krav 2023: mindst 50 pct. (7.1, mål 4)"],
        ),
        (
            ["--year", "2021", "--hub", "Erhvervshus Nordjylland"],
            [
                "  Niveau, som kræves i 2021: 40 pct. + 5 procentpoint = 45 pct.",
                "  Niveau, som kræves i 2021: 64 pct. + 5 procentpoint = 69 pct.",
            ],
        ),
        (
            ["--year", "2025", "--hub", "fyn"],
            [
                "  intet krav i året; næste krav 2027: mindst 1.200 virksomheder (8.1, mål 1)",
                "  heraf 94 hos Erhvervshus Fyn (8.1, mål 1)",
            ],
        ),
    ],
    ids=["none this year", "rises worked out", "part of a common total"],
)
def test_agreement_shows_what_a_year_requires(arguments, lines):
    done = run("agreement", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line in lines] == lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--year", "2030"], "Der er ingen rammeaftale for 2030. Kendte år: 2021-2027.\n"),
        (["--year", "to"], "Kommandoen kan ikke bruges sådan: --year: ikke et helt tal: 'to'\n"),
        (
            ["--year", "2022", "--hub", "Vest"],
            "»Vest« fandtes ikke den 1. januar 2022. Mulige navne: ",
        ),
    ],
)
def test_agreement_says_what_it_cannot_show(arguments, message):
    done = run("agreement", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
