"""``samvirke import``, ``imports``, ``revert`` and ``snapshot``, as a controller uses them."""

import re

import pytest
from django.db import connection
from tests.cli.files import (
    COMMIT,
    EVALUATIONS,
    HUB,
    REGISTRATIONS,
    SURVEY,
    answer,
    csv_file,
    engagement,
    evaluation,
)

from samvirke.cli.exit_codes import FINE, FOUND, UNUSABLE
from samvirke.records.snapshot import read_manifest

MOMENT = re.compile(r"\d{1,2}\. [a-z]+ \d{4} \d\d:\d\d")


def engagements(folder, *names, file="udtræk.csv", **cells):
    return csv_file(folder, *(engagement(name, **cells) for name in names), name=file)


def test_a_preview_says_what_would_change_and_stores_nothing(store, tmp_path):
    path = engagements(tmp_path, "F-1", "F-2")
    assert store("import", path, *REGISTRATIONS) == (
        FINE,
        "        nye  ændrede  ens  bliver stående  udgår\n"
        "Forløb    2        0    0               0      0\n"
        "Intet er gemt endnu. Kør igen med --commit for at gemme.\n",
        "",
    )
    assert store("imports") == (FINE, "Der er ikke læst noget ind endnu.\n", "")


def test_a_commit_says_how_to_take_it_back(store, tmp_path):
    path = engagements(tmp_path, "F-1", "F-2")
    assert store("import", path, *REGISTRATIONS, *COMMIT) == (
        FINE,
        "        nye  ændrede  ens  bliver stående  udgår\n"
        "Forløb    2        0    0               0      0\n"
        "Gemt som import 1. »samvirke revert 1« trækker den tilbage.\n",
        "",
    )


def test_the_same_file_again_is_told_and_changes_nothing(store, tmp_path):
    path = engagements(tmp_path, "F-1")
    store("import", path, *REGISTRATIONS, *COMMIT)
    for more in ((), COMMIT):
        done = store("import", path, *REGISTRATIONS, *more)
        assert (done.code, MOMENT.sub("DAG", done.out)) == (
            FINE,
            "Filen er allerede læst ind som import 1 (DAG, Demo Controller). Intet er ændret. Skal "
            "den læses på en anden måde, så træk først import 1 tilbage.\n",
        )


def test_a_later_export_shows_changed_rows_old_and_new(store, tmp_path):
    store("import", engagements(tmp_path, "F-1", "F-2"), *REGISTRATIONS, *COMMIT)
    later = csv_file(
        tmp_path,
        engagement("F-1"),
        engagement("F-2", Minutter="240", Slutdato="", Kundesegment="Drift"),
        engagement("F-3"),
        name="senere.csv",
    )
    assert store("import", later, *REGISTRATIONS) == (
        FINE,
        "        nye  ændrede  ens  bliver stående  udgår\n"
        "Forløb    1        1    1               0      0\n"
        "Række 3, F-2: Kundesegment Vækst → Drift; Slutdato 30. april 2021 → (tom); "
        "Minutter 210 → 240\n"
        "Intet er gemt endnu. Kør igen med --commit for at gemme.\n",
        "",
    )


def test_a_full_year_withdraws_what_is_gone(store, tmp_path):
    store("import", engagements(tmp_path, "F-1", "F-2"), *REGISTRATIONS, *COMMIT)
    year = engagements(tmp_path, "F-1", file="hele 2021.csv")
    for more in ((), ("--full-year", "2021")):
        done = store("import", year, *REGISTRATIONS, *more)
        withdrawn = len(more) // 2
        left = 1 - withdrawn
        assert f"Forløb    0        0    1               {left}      {withdrawn}\n" in done.out
        told = (
            "Udgår: Forløb F-2\n"
            "Advarsel: 1 af de 2 rækker, lageret har, ville udgå (over 10 pct.). Er det virkelig "
            "hele året, filen rummer?\n"
        )
        assert (told in done.out) is bool(more)


def test_a_full_year_without_a_row_of_that_year_is_refused(store, tmp_path):
    store("import", engagements(tmp_path, "F-1"), *REGISTRATIONS, *COMMIT)
    other = engagements(tmp_path, "F-2", file="forkert år.csv", Startdato="01-02-2022", Slutdato="")
    told = (
        "Filen skal rumme hele 2021, men har ikke én række fra det år. Alt fra 2021 ville udgå af "
        "lageret. Kontrollér fil og år."
    )
    done = store("import", other, *REGISTRATIONS, "--full-year", "2021")
    assert (done.code, told in done.out.splitlines()) == (FOUND, True)
    done = store("import", other, *REGISTRATIONS, "--full-year", "2021", *COMMIT)
    assert (done.code, done.err) == (UNUSABLE, f"{told}\n")
    assert store("import", other, *REGISTRATIONS, "--full-year", "2022").code == FINE


@pytest.mark.parametrize("kind", ["registreringer", "Registrations"])
def test_a_kind_is_named_in_danish_or_english(store, tmp_path, kind):
    path = engagements(tmp_path, "F-1")
    assert store("import", path, "--kind", kind, "--hub", HUB).code == FINE


def test_a_kind_that_is_none_says_which_there_are(store, tmp_path):
    done = store("import", engagements(tmp_path, "F-1"), "--kind", "svar", "--hub", HUB)
    assert "»svar« er ingen slags fil. Vælg mellem registreringer, evalueringer, " in done.err


def test_a_revert_names_the_later_imports_that_rest_on_it(store, tmp_path):
    store("import", engagements(tmp_path, "F-1", "F-2"), *REGISTRATIONS, *COMMIT)
    later = engagements(tmp_path, "F-1", file="senere.csv", Minutter="240")
    store("import", later, *REGISTRATIONS, *COMMIT)
    answers = csv_file(tmp_path, evaluation("S-1", "F-2"), name="svar.csv")
    store("import", answers, *EVALUATIONS, *COMMIT)
    assert store("revert", "1", "--actor", "Demo Controller") == (
        UNUSABLE,
        "",
        "Import 1 kan ikke trækkes tilbage: senere importer har ændret, trukket eller bekræftet "
        "dens rækker. Træk først disse tilbage, i denne rækkefølge: import 2. Intet er ændret.\n",
    )
    assert store("revert", "2", "--actor", "Demo Controller") == (
        FINE,
        "Import 2 (senere.csv) er trukket tilbage: rækkerne fra før den gælder igen. Udtræk, der "
        "er frosset, er ikke ændret.\n",
        "",
    )
    assert store("revert", "1", language="en").err == (
        "Import 1 cannot be reverted: 1 evaluations would be without their engagement (such as "
        "evaluation S-1 on engagement F-2). First revert these, in this order: import 3. Nothing "
        "was changed.\n"
    )


def test_imports_lists_what_was_taken_in_and_taken_back(store, tmp_path):
    store("import", engagements(tmp_path, "F-1", "F-2"), *REGISTRATIONS, *COMMIT)
    survey = csv_file(tmp_path, answer("R-1"), name="kendskab.csv")
    store("import", survey, *SURVEY, "--full-year", "2021", *COMMIT)
    store("revert", "2", "--actor", "Demo Direktør")
    rows = [re.split(r" {2,}", line.strip()) for line in store("imports").out.splitlines()]
    assert [[MOMENT.sub("DAG", cell) for cell in row] for row in rows] == [
        [
            *("Nr.", "Erhvervshus", "Fil", "Slags", "Helt år"),
            *("nye", "ændrede", "ens", "udgået", "Indlæst", "Trukket tilbage"),
        ],
        [
            *("1", "nordjylland", "udtræk.csv", "registreringer"),
            *("2", "0", "0", "0", "DAG, Demo Controller"),
        ],
        [
            *("2", "nordjylland", "kendskab.csv", "kendskabsmåling", "2021"),
            *("1", "0", "0", "0", "DAG, Demo Controller", "DAG, Demo Direktør"),
        ],
    ]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("7", "Der er ingen import 7. »samvirke imports« viser dem, der er.\n"),
        ("1,5", "Kommandoen kan ikke bruges sådan: NR: ikke et helt tal: '1,5'\n"),
    ],
)
def test_a_number_that_is_no_import(store, tmp_path, number, message):
    store("import", engagements(tmp_path, "F-1"), *REGISTRATIONS, *COMMIT)
    done = store("revert", number)
    assert (done.code, done.out, done.err[: len(message)]) == (UNUSABLE, "", message)


def test_a_snapshot_is_frozen_and_no_revert_reaches_it(store, tmp_path):
    store("import", engagements(tmp_path, "F-1", "F-2"), *REGISTRATIONS, *COMMIT)
    out = tmp_path / "udtræk"
    done = store("snapshot", "--hub", "Erhvervshus Nordjylland", "--out", out)
    frozen = read_manifest(out)
    assert done == (
        FINE,
        "engagements.parquet: 2\nparticipations.parquet: 0\nevaluations.parquet: 0\n"
        f"awareness.parquet: 0\nUdtrækket ligger i {out}. Fingeraftryk: {frozen.fingerprint}\n",
        "",
    )
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    store("revert", "1")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    nothing = store("snapshot", "--hub", HUB, "--out", tmp_path / "tomt")
    assert (nothing.code, (tmp_path / "tomt").exists()) == (UNUSABLE, False)
    assert nothing.err.startswith("Lageret har ingen rækker at lave et udtræk af.")
    store("import", engagements(tmp_path, "F-3", file="ny.csv"), *REGISTRATIONS, *COMMIT)
    refused = store("snapshot", "--hub", HUB, "--out", out)
    assert refused.code == UNUSABLE
    assert "Mappen rummer allerede et andet udtræk, og et udtræk ændres aldrig." in refused.err


def test_a_snapshot_at_a_day_holds_what_began_by_then(store, tmp_path):
    rows = [engagement("F-1"), engagement("F-2", Startdato="16-03-2021")]
    store("import", csv_file(tmp_path, *rows), *REGISTRATIONS, *COMMIT)
    done = store("snapshot", "--all", "--cut-off", "2021-03-15", "--out", tmp_path / "udtræk")
    assert (done.code, done.out.splitlines()[0]) == (FINE, "engagements.parquet: 1")


def test_foreign_headings_are_mapped(store, tmp_path):
    mapping = tmp_path / "oversættelse.yaml"
    mapping.write_text(
        "schema: samvirke.import-mapping/1\n"
        "columns: {Company number: CVR-nr., Owner: '-'}\n"
        "values: {Kundesegment: {Growth: Vækst}}\n",
        encoding="utf-8",
    )
    row = engagement("F-1", Kundesegment="Growth", Owner="Demo Ejer")
    row["Company number"] = row.pop("CVR-nr.")
    done = store("import", csv_file(tmp_path, row), *REGISTRATIONS, "--mapping", mapping, *COMMIT)
    assert (done.code, done.err) == (FINE, "udtræk.csv: Disse kolonner er ikke læst: »Owner«.\n")


def test_problems_are_told_with_a_remedy_and_written_for_a_spreadsheet(store, tmp_path):
    rows = [engagement("F-1"), engagement("F-2", **{"CVR-nr.": "99000008"})]
    report = tmp_path / "fejl.csv"
    path = csv_file(tmp_path, *rows)
    assert store("import", path, *REGISTRATIONS, "--problems", report) == (
        FOUND,
        "        nye  ændrede  ens  bliver stående  udgår\n"
        "Forløb    1        0    0               0      0\n"
        "1 række har fejl og tælles ikke med ovenfor:\n"
        "række 3, »CVR-nr.«: CVR-nummeret er ikke gyldigt: cifrene går ikke op i kontrollen "
        "(modulus 11).\n"
        "  Der står: 99000008\n"
        "  Gør sådan: Slå virksomheden op i CVR, og ret nummeret.\n"
        "Filen kan ikke gemmes, før det er rettet.\n",
        f"1 fejl er skrevet i {report}.\n",
    )
    assert store("import", path, *REGISTRATIONS).out.endswith(
        "--problems FIL.csv skriver alle fejl i rækkerne i et regneark.\n"
    )
    assert report.read_text(encoding="utf-8-sig") == (
        "Række;Kolonne;Fejl;Gør sådan;Der står\n"
        "3;CVR-nr.;CVR-nummeret er ikke gyldigt: cifrene går ikke op i kontrollen (modulus 11)."
        ";Slå virksomheden op i CVR, og ret nummeret.;99000008\n"
    )


def test_ten_thousand_bad_rows_do_not_hide_the_first(store, tmp_path):
    path = engagements(tmp_path, *(f"F-{at}" for at in range(10_000)), Minutter="-1")
    report = tmp_path / "fejl.csv"
    done = store("import", path, *REGISTRATIONS, *COMMIT, "--problems", report)
    told, *lines = done.err.splitlines()
    assert told == f"10.000 fejl er skrevet i {report}."
    assert (done.code, done.out, lines[0], lines[1], lines[-2], lines[-1]) == (
        UNUSABLE,
        "",
        "udtræk.csv: 10.000 fejl i 10.000 rækker. Intet er taget ind. Ret filen, og prøv igen.",
        "række 2, »Minutter«: Tidsforbruget er negativt.",
        "… og 9.995 fejl mere. Fejl efter kolonne og årsag:",
        "  10.000 × »Minutter«: Tidsforbruget er negativt.",
    )
    assert len(report.read_text(encoding="utf-8-sig").splitlines()) == 10_001
    assert store("imports").out == "Der er ikke læst noget ind endnu.\n"


def test_a_store_that_is_not_there_is_only_made_by_an_import(samvirke, tmp_path):
    path = tmp_path / "lager.sqlite3"
    for command in (("imports",), ("revert", "1"), ("snapshot", "--all", "--out", tmp_path / "u")):
        done = samvirke(*command, "--database", path)
        assert (done.code, done.out) == (UNUSABLE, "")
        assert done.err.startswith(f"Der er endnu intet lager i {path}.")
    assert list(tmp_path.iterdir()) == []
    file = engagements(tmp_path, "F-1")
    assert samvirke("import", file, *REGISTRATIONS, *COMMIT, "--database", path).code == FINE
    connection.close()
