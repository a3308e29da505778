"""``samvirke split`` and ``samvirke seats``: results, JSON and errors on the command line."""

import json
import subprocess
import sys

import pytest

from samvirke.cli import main
from samvirke.cli.schemes import SCHEMES, capacity_needs

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
    assert lines[3:6] == [
        "Kommunernes andele",
        "Der fordeles: 39.010 t. kr. (Basisbevilling)",
        "Regel: efter folketallet den 1. januar året før (Resultatkontrakterne 2021 (Nordjylland) "
        "og 2022 (Midtjylland), fordelingsnøgle og Økonomi)",
    ]
    assert "Nøgle: Folketal (Danmarks Statistik, FOLK1A, folketal pr. 1. januar 2021)" in lines
    assert any(line.split() == ["751", "Aarhus", "352.751", "10.331"] for line in lines)
    assert "Andelene giver 39.009 t. kr., totalen er 39.010 t. kr.: −1 i forskel." in lines
    assert "Andel, Aarhus: 39.010 t. kr. × ≈ 0,26481854 = 10.331 t. kr." in lines


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


FYN = ("420", "430", "440", "450", "461", "479", "480", "482", "492")


def test_a_key_of_ones_own_may_be_used(tmp_path):
    key = tmp_path / "key.csv"
    rows = [f"{code},{code},{12 if code == '461' else 1}" for code in FYN]
    key.write_text("\n".join(["code,name,value", *rows]) + "\n", "utf-8")
    done = run(
        *("split", "hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100),
        *("--key", key, "--counted-on", "2022-01-01", "--json"),
    )
    document = json.loads(done.stdout)
    shares = {share["code"]: share["rounded"] for share in document["shares"]}
    assert shares == dict.fromkeys(FYN, 5) | {"461": 60}
    assert document["as_of"] == "2022-01-01"


def test_a_key_of_another_day_is_refused_in_words(tmp_path):
    key = tmp_path / "key.csv"
    key.write_text("code,name,value\n" + "".join(f"{code},{code},1\n" for code in FYN), "utf-8")
    grant = ("split", "hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100, "--key", key)
    done = run(*grant, "--counted-on", "2023-01-01")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Nøglens tal er fra 1. januar 2023, men der fordeles efter tal fra 1. januar 2022 "
        "(Resultatkontrakterne 2021 (Nordjylland) og 2022 (Midtjylland), fordelingsnøgle og "
        "Økonomi). Brug tallene fra den dag.\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "code,name,value\nA,Første,1\nA,Første,3\n",
            "key.csv, linje 3: Første (A) står også på linje 2. Skriv modtageren én gang.\n",
        ),
        (
            "code,name,value\n" + "".join(f"{code},{code},0\n" for code in FYN),
            "Nøglens tal giver tilsammen 0, så intet kan fordeles",
        ),
        (
            "code,name,value\nA,Første,-1\n",
            "key.csv, linje 2: »value« er negativ. Nøglens tal er 0 eller mere.\n",
        ),
        (
            "code,name,value\nA,Første,1.200\n",
            "key.csv, linje 2: »value«: Tallet kan læses på to måder",
        ),
        (
            "code,name,value\nA,Første,1\n",
            "Nøglen mangler Assens (420), ",
        ),
        ("navn;beløb\n", "key.csv, linje 1: Overskrifterne er ikke dem, tabellen skal have.\n"),
        ("code,name,value\n", "key.csv: Filen har ingen linjer.\n"),
        (
            "kode;navn;værdi\n851;Hjørring;1\n",
            "key.csv, linje 2: 851 er Aalborg, ikke Hjørring. Ret koden eller navnet.\n"
            "  Der står: 851 Hjørring\n",
        ),
        (
            "kode;navn;værdi\n999;Hjørring;1\n",
            "key.csv, linje 2: Hjørring har koden 860, ikke 999. Ret koden eller navnet.\n",
        ),
        (
            "kommune;værdi\nAlborg;1\n",
            "key.csv, linje 2: Kommunen kendes ikke. Skriv dens navn eller trecifrede kode. Mente "
            "du »Aalborg«?\n",
        ),
        (
            "kode;navn;antal\n430;;1.200\n",
            "key.csv, linje 2: »antal«: Tallet kan læses på to måder: punktummet kan dele tusinder "
            "eller decimaler. Skriv tusinder uden punktum (1234) og decimaler med komma (1,234).\n"
            "  Der står: 1.200\n  Eksempel: 1200\n",
        ),
        (
            "kommune;procent\nOdense;66,64\nFaaborg-Midtfyn;33,33\n",
            "key.csv: Tallene ligner procenter, men giver 99,97 tilsammen, ikke 100. Ret dem, "
            "eller brug de tal, de er regnet af. Er de antal, siges det med --key-unit antal, hvor "
            "ordningen har den.\n",
        ),
    ],
)
def test_a_key_that_cannot_be_used_is_refused_by_row_and_rule(content, message, tmp_path):
    key = tmp_path / "key.csv"
    key.write_text(content, "utf-8")
    grant = ("split", "hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100)
    done = run(*grant, "--key", key, "--counted-on", "2022-01-01")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_an_interrupted_command_says_so_without_a_traceback(monkeypatch, capsys):
    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(capacity_needs, "run", interrupted)
    assert main(["split", "capacity_needs"]) == 130
    assert capsys.readouterr().err == "Afbrudt. Kør kommandoen igen for at få resultatet.\n"


def test_a_long_sum_is_one_line_on_the_screen_and_whole_in_json():
    arguments = ("split", "ukraine_quotas", "--year", 2024, "--explain", 851)
    lines = run(*arguments).stdout.splitlines()
    assert any("Folketal i alt, sum af 98 tal (hvert tal: --json): 5.932.561" in it for it in lines)
    assert not any("Folketal, Læsø" in line for line in lines)
    explained = json.loads(run(*arguments, "--json").stdout)["explained"]
    assert list(explained) == ["851"]
    assert "Folketal, Læsø" in json.dumps(explained, ensure_ascii=False)


def test_everything_can_be_explained_at_once():
    grant = ("split", "hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100)
    lines = run(*grant, "--explain", "alt").stdout.splitlines()
    assert sum(line.startswith("Andel, ") for line in lines) == len(FYN)
    explained = json.loads(run(*grant, "--explain", "alt", "--json").stdout)["explained"]
    assert tuple(explained) == FYN


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("hub_grant", "--hub", "fyn", "--year", 2023, "--total", 100),
            "»851« er ikke blandt modtagerne. Brug en kode eller et navn fra tabellen, eller "
            "»alt«.\n",
        ),
        (
            ("capacity_needs",),
            "Her er ingen modtagere, så regningen for »851« findes ikke. »alt« skriver alle "
            "regninger ud.\n",
        ),
    ],
)
def test_a_receiver_that_is_not_there_cannot_be_explained(arguments, message):
    done = run("split", *arguments, "--explain", 851)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_a_figure_that_a_table_shows_is_not_said_again():
    lines = run("split", "joint_secretariats").stdout.splitlines()
    assert [line for line in lines if line.startswith("Regnskab 2020")] == []
    assert "Indkrævet 2021, fremskrevet med 1,5 pct.: 1.556.360 kr. + 23.345,4 kr. = " in "\n".join(
        lines
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("hub_grant", "--hub", "fyn", "--year", 2023, "--total", "17.500"),
            "--total: Tallet kan læses på to måder: punktummet kan dele tusinder eller decimaler. "
            "Skriv tusinder uden punktum (1234) og decimaler med komma (1,234).",
        ),
        (("refugee_quotas",), "angiv en af disse: --counts --decided"),
        (
            ("refugee_quotas", "--counts", "x.csv", "--decided", 2022),
            "--decided: kan ikke bruges sammen med --counts",
        ),
    ],
)
def test_a_command_that_cannot_be_used_is_refused_in_danish(arguments, message):
    done = run("split", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == f"Kommandoen kan ikke bruges sådan: {message}"


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
    lines = done.stdout.splitlines()
    assert lines[0] == "5 mandater efter d'Hondts metode"
    assert [line.split() for line in lines[5:9]] == [
        ["A", "X", "50", "2", "1", "4"],
        ["B", "60", "2", "2", "5"],
        ["C", "X", "40", "1", "3"],
        ["I", "alt", "150", "5"],
    ]
    # B's second quotient is 60 / 2 = 30, the alliance's fourth (50 + 40) / 4 = 22.5.
    assert lines[9:] == [
        "Sidste mandat, nr. 5: B med kvotienten 30.",
        "Højeste kvotient uden mandat: alliance X med 22,5.",
    ]


# A's 500 / 11 is 45.4545…, B's 400 / 9 is 44.4444….
def test_quotients_without_an_end_are_marked(tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_text("list,votes\nA,500\nB,400\nC,300\n", "utf-8")
    assert run("seats", "--votes", votes, "--seats", 25).stdout.splitlines()[-2:] == [
        "Sidste mandat, nr. 25: A med kvotienten ≈ 45,45454545.",
        "Højeste kvotient uden mandat: B med ≈ 44,44444444.",
    ]


def test_alliances_that_nobody_asked_for_are_told(tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_text(VOTES, "utf-8")
    note = (
        "* Stemmefilen har valgforbund (X), men de er ikke regnet med. Tilføj --alliances, så "
        "forbundene konkurrerer samlet først."
    )
    done = run("seats", "--votes", votes, "--seats", 1)
    assert done.stdout.splitlines()[-1] == note
    as_json = run("seats", "--votes", votes, "--seats", 1, "--json")
    assert (as_json.stderr.strip(), json.loads(as_json.stdout)["unfilled"]) == (note, 0)
    assert note not in run("seats", "--votes", votes, "--seats", 1, "--alliances").stdout


# A 10, B 7: 10, 7, 5, 3.5 …; one candidate each leaves the third seat to nobody.
def test_seats_that_candidates_leave_open_have_no_quotient_after_them(tmp_path):
    votes = tmp_path / "stemmer.csv"
    votes.write_text("Liste;Stemmer;Kandidater\nÆ;10;1\nB;7;1\n;;\n", "cp1252")
    done = run("seats", "--votes", votes, "--seats", 3)
    assert (done.returncode, done.stdout.splitlines()[-2:]) == (
        1,
        ["Sidste mandat, nr. 2: B med kvotienten 7.", "Ikke fordelt: 1 mandat."],
    )
    assert "Æ" in done.stdout


def test_a_tie_exits_with_1_until_the_lot_is_given(tmp_path):
    votes, lots = tmp_path / "votes.csv", tmp_path / "lots.csv"
    votes.write_text("list,votes\nA,10\nB,10\n", "utf-8")
    open_tie = run("seats", "--votes", votes, "--seats", 1)
    assert open_tie.returncode == 1
    assert "Lige kvotienter mellem A, B om 1 mandat: lodtrækning mangler." in open_tie.stdout
    lots.write_text("drawn_by,day,outcome\nValgbestyrelsen,2025-11-20,B; A\n", "utf-8")
    settled = run("seats", "--votes", votes, "--seats", 1, "--lots", lots, "--json")
    assert settled.returncode == 0
    assert [row["seats"] for row in json.loads(settled.stdout)["seats"]] == [0, 1]


def test_a_tie_between_alliances_is_settled_by_their_names(tmp_path):
    votes, lots = tmp_path / "votes.csv", tmp_path / "lots.csv"
    votes.write_text("list,votes,alliance\nA,6,X\nB,4,X\nC,7,Y\nD,3,Y\n", "utf-8")
    lots.write_text(
        "drawn_by,day,outcome\nValgbestyrelsen,2025-11-20,alliance Y; alliance X\n", "utf-8"
    )
    done = run("seats", "--votes", votes, "--seats", 1, "--alliances", "--lots", lots)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == (
        "Lige kvotienter mellem alliance X, alliance Y om 1 mandat: afgjort ved lod af "
        "Valgbestyrelsen den 20. november 2025."
    )


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        (
            "B; C",
            "Lodtrækningen »B; C« afgør ingen lige kvotienter her. Lige står: A; B. Ret navnene, "
            "eller tag lodtrækningen ud.\n",
        ),
        (
            "B A",
            "lots.csv, linje 2: Udfaldet skal være mindst to navne i den trukne orden, adskilt af "
            "semikolon.\n  Der står: B A\n  Eksempel: B; A\n",
        ),
    ],
)
def test_a_lot_that_settles_nothing_is_refused(outcome, message, tmp_path):
    votes, lots = tmp_path / "votes.csv", tmp_path / "lots.csv"
    votes.write_text("list,votes\nA,10\nB,10\nC,1\n", "utf-8")
    lots.write_text(f"drawn_by,day,outcome\nValgbestyrelsen,2025-11-20,{outcome}\n", "utf-8")
    done = run("seats", "--votes", votes, "--seats", 1, "--lots", lots)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("content", "seats"),
    [
        ("list,votes,alliance\nA,9,X\nB,6,\nC,4,X\n", [2, 0, 0]),
        ("list,votes,candidates\nA,9,1\nB,6,\nC,4,\n", [1, 1, 0]),
    ],
)
def test_a_votes_file_may_have_one_of_the_two_further_columns(content, seats, tmp_path):
    # Together A and C have 13 against 6: 13 and 6.5 win, and inside 9 and 4.5. With one candidate
    # A takes one seat, and B's 6 the next.
    votes = tmp_path / "votes.csv"
    votes.write_text(content, "utf-8")
    done = run("seats", "--votes", votes, "--seats", 2, "--alliances", "--json")
    assert [row["seats"] for row in json.loads(done.stdout)["seats"]] == seats


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
