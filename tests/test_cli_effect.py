"""``samvirke effect`` and ``samvirke demo-register``."""

import json
import subprocess
import sys

import numpy as np
import pytest
from tests.effects.registers import company, engagement, write_csv, write_guided
from tests.schemes.effect_statement.made import files

from samvirke.agreements import agreement_path
from samvirke.cli import main


def effect(tmp_path, *more):
    register, guided = files()
    return main(
        [
            "effect",
            *("--register", str(register), "--treated", str(guided)),
            *("--agreement", str(agreement_path(2022)), "--point", "RA21-M7c"),
            *("--out", str(tmp_path / "ud"), "--demo"),
            *more,
        ]
    )


def test_the_papers_are_written_and_the_steps_cleared(tmp_path, capsys):
    assert effect(tmp_path) == 0
    told = capsys.readouterr()
    assert "Papirerne ligger i" in told.out
    assert "finder kontrolvirksomheder" in told.err
    assert sorted(path.name for path in (tmp_path / "ud").iterdir()) == [
        "effekt.json",
        "effekt.pdf",
        "effekt.xlsx",
        "figurer",
        "fortroligt",
    ]
    document = json.loads((tmp_path / "ud" / "effekt.json").read_text("utf-8"))
    assert (document["schema"], document["demo"]) == ("samvirke.effect-statement/1", True)
    assert [(p["point"], p["year"]) for p in document["points"]] == [
        ("RA21-M7c", 2021),
        ("RA21-M7c", 2022),
        ("RA21-M7c", 2023),
    ]


def test_a_register_that_is_missing_is_told_in_danish(tmp_path, capsys):
    _, guided = files()
    code = main(
        [
            "effect",
            *("--register", str(tmp_path / "intet.parquet"), "--treated", str(guided)),
            *("--agreement", str(agreement_path(2022)), "--out", str(tmp_path / "ud")),
        ]
    )
    assert code == 2
    assert "Filen findes ikke." in capsys.readouterr().err
    assert not (tmp_path / "ud").exists()


def test_the_demo_register_tells_the_truth_beside_it(tmp_path, capsys):
    arguments = ["demo-register", "--out", str(tmp_path), "--companies", "1000"]
    assert main(arguments) == 0
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(arguments) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    truth = json.loads(first["demo_sandhed.json"])
    assert truth["demodata"] is True
    assert truth["planted"] == {"turnover": 12.0, "employment": 6.0, "productivity": 4.0}
    assert "Opdigtet register" in capsys.readouterr().out


def test_too_few_demo_companies_are_refused(tmp_path, capsys):
    assert main(["demo-register", "--out", str(tmp_path), "--companies", "10"]) == 2
    assert "Vælg mellem 1000 og 1000000" in capsys.readouterr().err


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path, capsys):
    register, guided = files()
    command = [
        *(sys.executable, "-m", "samvirke.cli", "effect", "--quiet", "--demo"),
        *("--register", str(register), "--treated", str(guided)),
        *("--agreement", str(agreement_path(2022)), "--point", "RA21-M7c"),
        *("--out", str(tmp_path / "ud")),
    ]
    steps = tmp_path / "ud" / ".igang"
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    # The year after the first finished step is being computed when the command is killed.
    for line in running.stderr:
        if "2022" in line:
            break
    running.kill()
    running.communicate()
    kept = {path.name: path.read_bytes() for path in steps.iterdir()}
    assert len([name for name in kept if name.endswith(".json")]) == 1
    assert sorted(path.name for path in (tmp_path / "ud").iterdir()) == [".igang"]

    assert effect(tmp_path) == 0
    told = capsys.readouterr().err
    assert "2021" not in told
    assert "RA21-M7c, 2022: finder kontrolvirksomheder" in told
    undisturbed = tmp_path / "uforstyrret"
    assert effect(undisturbed) == 0
    found, wanted = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "ud", undisturbed / "ud")
    )
    assert found == wanted


def refused(tmp_path, capsys, companies, guided, *more):
    """What the command says of small files that it cannot use."""
    register = write_csv(tmp_path / "register.csv", [row for rows in companies for row in rows])
    listed = write_guided(tmp_path / "vejledte.csv", guided)
    code = main(
        [
            "effect",
            *("--register", str(register), "--treated", str(listed)),
            *("--agreement", str(agreement_path(2022)), "--out", str(tmp_path / "ud"), *more),
        ]
    )
    told = capsys.readouterr()
    return code, told.err, told.out


def in_short(tmp_path, capsys, companies, guided):
    """Page one of a statement on the growth segment, on one line."""
    code, _, out = refused(tmp_path, capsys, companies, guided, "--point", "RA21-M7b")
    assert code == 0
    return " ".join(out.split())


@pytest.mark.parametrize(
    ("companies", "guided", "told"),
    [
        ([company(1, 5), company(1, 6)], [engagement(1)], "4 virksomhedsår står mere end én gang"),
        (
            [company(1, 5, years=(2018, 2021))],
            [engagement(1)],
            "Registret mangler år midt i rækken: 2019, 2020",
        ),
        (
            [company(1, "1.234,5")],
            [engagement(1)],
            "»turnover« skal være et tal uden tusindtalstegn",
        ),
        ([company(1, 5)], [engagement(1, "30/6 2019")], "»ended« for virksomhed 1 er ikke en dag"),
        ([company(1, 5)], [], "Listen rummer ingen afsluttet vejledning"),
        ([], [engagement(1)], "Registret er tomt"),
    ],
)
def test_files_that_cannot_be_used_are_refused_in_words(tmp_path, capsys, companies, guided, told):
    code, error, _ = refused(tmp_path, capsys, companies, guided)
    assert (code, told in error) == (2, True), error
    assert not (tmp_path / "ud").exists()


PANEL = (2017, 2018, 2019, 2020, 2021)


def varied(count, low=50, high=150):
    """Companies with turnovers that go up and down, each its own way."""
    draws = np.random.default_rng(3)
    return [
        company(number, draws.uniform(low, high, 5).round(1).tolist(), years=PANEL)
        for number in range(1, count + 1)
    ]


def test_what_cannot_be_measured_is_said_on_page_one(tmp_path, capsys):
    apart = [company(n, 100 + n, years=PANEL) for n in range(1, 9)]
    apart += [company(n, 9000 + n, years=PANEL) for n in range(9, 17)]
    told = in_short(tmp_path, capsys, apart, [engagement(n) for n in range(9, 17)])
    assert "variablene skiller de vejledte helt fra de øvrige" in told
    told = in_short(tmp_path, capsys, varied(20), [engagement(3)])
    assert "RA21-M7b · 2021 · omsætning · Effekt (procentpoint): –" in told
    assert "Vurdering: Kan ikke vurderes" in told
    equal = [company(n, 100, years=PANEL) for n in range(1, 81)]
    told = in_short(tmp_path, capsys, equal, [engagement(n) for n in range(1, 36)])
    assert "RA21-M7b · 2021 · omsætning · Effekt (procentpoint): 0" in told


def excluded(tmp_path, capsys, companies, guided):
    """The counts of what was not used, in the year 2021 of the growth segment."""
    in_short(tmp_path, capsys, companies, guided)
    document = json.loads((tmp_path / "ud" / "effekt.json").read_text("utf-8"))
    point = next(one for one in document["points"] if one["year"] == 2021)
    remarks = {one["reason"]["da"]: one["count"] for one in document["inputs"]["remarks"]}
    return remarks, {why: count for why, count in (point["unmatched"] or {}).items() if count}


def test_what_is_not_used_is_counted_and_never_dropped_in_silence(tmp_path, capsys):
    companies = varied(40)
    companies[0][1]["turnover"] = -5
    companies[1][1]["full_time_equivalents"] = 0
    companies[2][1]["sector"] = "alene"
    for at in range(3, 7):
        companies[at][2]["full_time_equivalents"] = ""
    listed = [engagement(n) for n in (1, 2, 3, 99, *range(8, 20))]
    remarks, unmatched = excluded(tmp_path, capsys, companies, listed)
    assert remarks == {
        "negativ omsætning: regnet som ukendt": 1,
        "ingen årsværk (0)": 1,
        "årsværk mangler": 4,
    }
    # 1 and 2 lack a base year, 3 is alone in its cell, 99 is not in the register.
    assert {why: unmatched[why] for why in ("missing_base_year", "no_cell", "not_in_register")} == {
        "missing_base_year": 2,
        "no_cell": 1,
        "not_in_register": 1,
    }


def test_those_guided_before_the_panel_starts_are_counted(tmp_path, capsys):
    late = [
        company(number, [row["turnover"] for row in rows[:3]], years=(2019, 2020, 2021))
        for number, rows in enumerate(varied(20), start=1)
    ]
    remarks, unmatched = excluded(tmp_path, capsys, late, [engagement(n) for n in range(1, 8)])
    assert (remarks, unmatched) == ({}, {"outside_panel": 7})
