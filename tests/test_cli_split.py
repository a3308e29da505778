"""``samvirke split`` and ``samvirke seats``: results, JSON and errors on the command line."""

import json
import subprocess
import sys

import pytest

from samvirke.cli.schemes import SCHEMES

COMMAND = [sys.executable, "-m", "samvirke.cli"]


def run(*arguments):
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
    )


def test_a_split_prints_shares_residual_and_one_calculation():
    done = run(
        *("split", "hub_grant", "--hub", "midtjylland", "--year", 2022),
        *("--total", 39010, "--explain", 751),
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert any(line.split() == ["751", "Aarhus", "352.751", "10.331"] for line in lines)
    assert "Andelene giver 39.009 t. kr., totalen er 39.010 t. kr.: −1 i forskel." in lines
    assert "Andel, Aarhus: 39.010 t. kr. × ≈ 0,2648 = 10.331 t. kr." in lines


def test_the_json_of_a_split_has_the_schema_of_every_split():
    done = run(
        *("split", "hub_grant", "--hub", "midtjylland", "--year", 2022),
        *("--total", 39010, "--unit", "1000kr", "--json"),
    )
    document = json.loads(done.stdout)
    assert {key: document[key] for key in ("scheme", "total", "unit", "as_of", "residual")} == {
        "scheme": "hub_grant",
        "total": 39010,
        "unit": "thousand_kr",
        "as_of": "2021-01-01",
        "residual": -1,
    }
    assert set(document["shares"][0]) == {"code", "name", "key_value", "exact", "rounded"}
    assert sum(share["rounded"] for share in document["shares"]) == 39009


def test_a_key_of_ones_own_may_be_used(tmp_path):
    key = tmp_path / "key.csv"
    key.write_text("code,name,value\nA,Første,1\nB,Anden,3\n", "utf-8")
    done = run(
        *("split", "hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100),
        *("--key", key, "--json"),
    )
    assert [share["rounded"] for share in json.loads(done.stdout)["shares"]] == [25, 75]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,name,value\nA,Første,1\nA,Første,3\n", "Første (A) står to gange i nøglen.\n"),
        ("code,name,value\nA,Første,0\n", "Nøglens tal giver tilsammen 0, så intet kan fordeles"),
        ("code,name,value\nA,Første,1.200\n", "key.csv, linje 2: Tallet kan læses på to måder"),
        ("name,value\n", "key.csv, linje 1: Overskrifterne er ikke dem, tabellen skal have.\n"),
    ],
)
def test_a_key_that_cannot_be_used_is_refused_by_row_and_rule(content, message, tmp_path):
    key = tmp_path / "key.csv"
    key.write_text(content, "utf-8")
    done = run("split", "hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100, "--key", key)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


@pytest.mark.parametrize("scheme", [scheme.NAME for scheme in SCHEMES])
def test_every_scheme_says_in_danish_what_it_needs(scheme):
    done = run("split", scheme, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"brug: samvirke split {scheme} ")
    assert "usage" not in done.stdout
    assert "show this help" not in done.stdout


VOTES = "list,votes,alliance,candidates\nA,50,X,\nB,60,,\nC,40,X,5\n"


def test_seats_are_shown_with_their_numbers(tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_text(VOTES, "utf-8")
    done = run("seats", "--votes", votes, "--seats", 5, "--alliances")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows == [
        ["A", "X", "50", "2", "1", "4"],
        ["B", "60", "2", "2", "5"],
        ["C", "X", "40", "1", "3"],
    ]


def test_a_tie_exits_with_1_until_the_lot_is_given(tmp_path):
    votes, lots = tmp_path / "votes.csv", tmp_path / "lots.csv"
    votes.write_text("list,votes\nA,10\nB,10\n", "utf-8")
    open_tie = run("seats", "--votes", votes, "--seats", 1)
    assert open_tie.returncode == 1
    assert "Lige kvotienter mellem A, B om 1 mandat(er): lodtrækning mangler." in open_tie.stdout
    lots.write_text("drawn_by,day,outcome\nValgbestyrelsen,2025-11-20,B A\n", "utf-8")
    settled = run("seats", "--votes", votes, "--seats", 1, "--lots", lots, "--json")
    assert settled.returncode == 0
    assert [row["seats"] for row in json.loads(settled.stdout)["seats"]] == [0, 1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("list,votes\nA,10\nA,5\n", "votes.csv, linje 3: Listen står også på linje 2."),
        ("list,votes\nA,-1\n", "votes.csv, linje 2: »votes« skal være et helt tal"),
        ("list,votes\n", "Ingen liste har stemmer."),
        ("party,votes\nA,1\n", "votes.csv, linje 1: Overskrifterne er ikke dem"),
        ("", "votes.csv, linje 1: Overskrifterne er ikke dem"),
    ],
)
def test_votes_that_cannot_be_used_are_refused(content, message, tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_text(content, "utf-8")
    done = run("seats", "--votes", votes, "--seats", 3)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_a_votes_file_that_is_not_there_is_said():
    done = run("seats", "--votes", "nope.csv", "--seats", 3)
    assert done.returncode == 2
    assert done.stderr == "nope.csv: Filen findes ikke. Kontrollér navn og mappe.\n"
