"""``samvirke effect`` and ``samvirke demo-register``."""

import json
import stat
import subprocess
import sys

import numpy as np
import pytest
import yaml
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
    assert (document["schema"], document["demo"]) == ("samvirke.effect-statement/2", True)
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


def only_for_the_owner(folder):
    """Whether nobody else can enter the folder, nor read a file in it."""
    files_ = [path for path in folder.rglob("*") if path.is_file()]
    assert files_
    modes = {stat.S_IMODE(path.stat().st_mode) for path in files_}
    return (stat.S_IMODE(folder.stat().st_mode), modes) == (0o700, {0o600})


def test_what_must_stay_is_for_its_owner_alone(tmp_path):
    confidential = tmp_path / "ud" / "fortroligt"
    confidential.mkdir(parents=True)
    confidential.chmod(0o755)  # as an earlier version made it
    assert effect(tmp_path, "--quiet") == 0
    assert only_for_the_owner(confidential)


def test_files_that_are_marked_as_made_up_are_told_as_such_without_being_asked(tmp_path):
    register, guided = files()
    told = ["--register", str(register), "--treated", str(guided), "--point", "RA21-M7c"]
    told += ["--agreement", str(agreement_path(2022)), "--out", str(tmp_path / "ud"), "--quiet"]
    assert main(["effect", *told]) == 0
    document = json.loads((tmp_path / "ud" / "effekt.json").read_text("utf-8"))
    assert (document["demo"], document["inputs"]["made_up"]) == (True, True)


def test_an_earlier_run_leaves_nothing_beside_a_new_one(tmp_path, capsys):
    out = tmp_path / "ud"
    assert effect(tmp_path, "--quiet") == 0
    stale = [out / "figurer" / "RA21-M7b-gammel.svg", out / "modtagne-tal" / "fyn-2023.yaml"]
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text("fra en tidligere kørsel", encoding="utf-8")
    capsys.readouterr()
    assert effect(tmp_path, "--quiet") == 0
    assert [path.exists() for path in stale] == [False, False]
    told = capsys.readouterr().out
    assert told.split("Fjernet, fordi de var fra en tidligere kørsel:")[1].split() == [
        "figurer/RA21-M7b-gammel.svg",
        "modtagne-tal/fyn-2023.yaml",
    ]


@pytest.mark.parametrize(("name", "held"), [("notater.txt", "x"), ("effekt.json", "{}")])
def test_a_folder_with_something_else_is_left_alone(tmp_path, capsys, name, held):
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / name).write_text(held, encoding="utf-8")
    assert effect(tmp_path) == 2
    told = capsys.readouterr().err
    assert "Mappen rummer andet end en effektmåling" in told
    assert name in told
    assert "læser registret" not in told
    assert (tmp_path / "ud" / name).read_text("utf-8") == held


def test_a_folder_that_cannot_be_written_in_is_told_before_anything_is_computed(tmp_path, capsys):
    (tmp_path / "ud").write_text("en fil", encoding="utf-8")
    assert effect(tmp_path) == 2
    told = capsys.readouterr().err
    assert f"Der kan ikke skrives i {tmp_path / 'ud'}: der ligger en fil" in told
    assert "læser registret" not in told


def test_a_rule_that_hides_less_than_the_agreement_s_is_warned_of(tmp_path, capsys):
    weak = tmp_path / "svag.yaml"
    told = agreement_path(2022).read_text("utf-8").replace("{minimum: 5,", "{minimum: 2,")
    weak.write_text(told, encoding="utf-8")
    assert effect(tmp_path, "--agreement", str(weak), "--quiet") == 0
    error = capsys.readouterr().err
    assert "Pas på: RA21-M7c skjuler mindre end aftalens regel: under 2 virksomheder" in error


def test_received_values_name_who_measured(tmp_path):
    stated = ("--stated", "31-12-2023", "--measured-by", "Demoanalyse", "--quiet")
    assert effect(tmp_path, "--point", "RA21-M7b", *stated) == 0
    written = (tmp_path / "ud" / "modtagne-tal").iterdir()
    found = [yaml.safe_load(path.read_bytes())["received"] for path in written]
    assert {entry["authority"] for entries in found for entry in entries} == {"Demoanalyse"}
    document = json.loads((tmp_path / "ud" / "effekt.json").read_text("utf-8"))
    assert document["measured_by"] == "Demoanalyse"


def test_hubs_that_are_in_no_received_file_are_named_with_the_reason(tmp_path, capsys):
    assert effect(tmp_path, "--stated", "31-12-2023", "--quiet") == 0
    told = capsys.readouterr().out
    document = json.loads((tmp_path / "ud" / "effekt.json").read_text("utf-8"))
    missing = sorted(
        f"{part['hub']} {point['year']}, produktivitet:"
        for point in document["points"]
        for part in point["measures"][0]["parts"]
        if part["hub"] and part["theme"] is None and part["verdict"] not in ("met", "not_met")
    )
    assert missing
    listed = told.split("ikke kan vises eller vurderes:\n")[1].splitlines()
    assert sorted(line.strip().partition(":")[0] + ":" for line in listed) == missing


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path, capsys):
    register, guided = files()
    command = [
        *(sys.executable, "-m", "samvirke.cli", "effect", "--quiet", "--demo"),
        *("--register", str(register), "--treated", str(guided)),
        *("--agreement", str(agreement_path(2022)), "--point", "RA21-M7c"),
        *("--out", str(tmp_path / "ud")),
    ]
    steps = tmp_path / "ud" / "fortroligt" / ".igang"
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    # The year after the first finished step is being computed when the command is killed.
    for line in running.stderr:
        if "2022" in line:
            break
    running.kill()
    running.communicate()
    kept = {path.name: path.read_bytes() for path in steps.iterdir()}
    assert len([name for name in kept if name.endswith(".json")]) == 1
    # The finished step holds companies' numbers: it lies where nobody else can read.
    assert sorted(path.name for path in (tmp_path / "ud").iterdir()) == ["fortroligt"]
    assert only_for_the_owner(tmp_path / "ud" / "fortroligt")

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
    assert "RA21-M7b · 2021 · omsætning · Effekt (procentpoint): 0,0" in told
    assert "Alle par i vækstsegmentet har samme vækst i omsætning." in told
    assert "Kravet" not in told.partition("EFFEKTEN")[0]


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


def cut(rows, first):
    return [row for row in rows if row["year"] >= first]


@pytest.mark.parametrize(
    ("companies", "listed", "told"),
    [
        (
            [cut(rows, 2019) for rows in varied(20)],
            range(1, 8),
            "basisåret eller året før ligger uden for registret (7). Registret begynder i 2019; "
            "hent et, der begynder senest i 2017 og rummer 2018.",
        ),
        (varied(20), range(101, 108), "findes ikke i registret (7). Se efter, om de to filer"),
        (
            [company(n, 100 + n, 0, years=PANEL) for n in range(1, 20)],
            range(1, 8),
            "mangler tal i basisåret (omsætning, årsværk, branche, alder eller vækst før) (7). Se",
        ),
        (varied(8), range(1, 9), "Registret har ingen mulig kontrol"),
        (
            [*varied(8), *(company(n, 90 + n, sector="andet", years=PANEL) for n in range(9, 30))],
            range(1, 9),
            "ingen ikke-vejledt virksomhed i samme celle (8). Gør cellerne grovere",
        ),
    ],
)
def test_why_nobody_can_be_compared_is_said_with_what_to_do(
    tmp_path, capsys, companies, listed, told
):
    code, error, out = refused(
        tmp_path, capsys, companies, [engagement(n) for n in listed], "--point", "RA21-M7b"
    )
    assert code == 0
    # On page one, and while it runs.
    assert told in " ".join(out.split())
    assert told in " ".join(error.split())


def test_a_list_of_nothing_that_counts_is_refused_with_the_reasons(tmp_path, capsys):
    listed = [engagement(n, type="early_warning") for n in range(1, 8)]
    code, error, _ = refused(tmp_path, capsys, varied(20), listed)
    assert code == 2
    assert (
        "Ingen række på listen tæller med i det, der skal måles (Early Warning-forløb: 7)" in error
    )


def test_a_list_from_other_years_shows_what_became_of_it_first(tmp_path, capsys):
    listed = [engagement(n, "2010-05-01") for n in range(1, 8)]
    listed += [engagement(8, "2031-05-01")]
    told = in_short(tmp_path, capsys, varied(20), listed)
    assert "Der er endnu intet resultat." in told
    shown = told.partition("FRA LISTENS RÆKKER TIL PAR")[2].partition("ÅR UDEN RESULTAT")[0]
    assert "− sluttede før 2019 · RA21-M7b: 7" in shown
    assert "− sluttede efter 2021 · RA21-M7b: 1" in shown
    assert "= Vejledte i de år, der måles · RA21-M7b: 0" in shown
    assert "segmentet i 2019; listens forløb i segmentet sluttede i 2010–2031." in told
