"""``samvirke statement`` from files or a snapshot, and what is done with it afterwards."""

import json
import re
import shutil
from argparse import ArgumentTypeError
from datetime import date

import pytest
from tests.cli.files import COMMIT, EVALUATIONS, HUB, REGISTRATIONS, SURVEY, csv_file, engagement

from samvirke.cli import main, options
from samvirke.cli.exit_codes import FINE, FOUND, UNUSABLE
from samvirke.data import DATA
from samvirke.demo import demo_files
from samvirke.records.snapshot import read_manifest

CONTRACT = DATA / "contracts" / "nordjylland_2021.yaml"
OF = ("statement", "--hub", HUB, "--year", "2021")
DIRECTOR = ("--actor", "Demo Direktør", "--document", "Mail af 20. april 2022")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo files of one hub, by what they are."""
    folder = tmp_path_factory.mktemp("demo")
    for file in demo_files((2020, 2021)):
        if HUB in file.name:
            (folder / file.name).write_bytes(file.content)
    return {
        "before": folder / f"demo_registreringer_{HUB}_2020.csv",
        "registrations": folder / f"demo_registreringer_{HUB}_2021.csv",
        "evaluations": folder / f"demo_evalueringer_{HUB}_2020.csv",
        "awareness": folder / f"demo_kendskab_{HUB}_2021.csv",
    }


def from_files(demo):
    return (
        *("--registrations", demo["registrations"], "--previous-registrations", demo["before"]),
        *("--evaluations", demo["evaluations"], "--awareness", demo["awareness"]),
    )


@pytest.fixture(scope="module")
def made(demo, tmp_path_factory):
    """A draft on demo files, against a contract."""
    out = tmp_path_factory.mktemp("made") / "opgørelse"
    arguments = (*OF, *from_files(demo), "--contract", CONTRACT, "--demo", "--quiet", "--out", out)
    assert main([str(argument) for argument in arguments]) == FINE
    return out


@pytest.fixture
def draft(made, tmp_path):
    """A copy of the draft that a test may change."""
    return shutil.copytree(made, tmp_path / "opgørelse")


def snapshot_of(folder):
    (path,) = (folder / "grundlag").glob("udtraek-*")
    return path


def test_the_folder_holds_papers_for_the_hub_and_for_the_public(made):
    papers = {f"resultatopgoerelse.{kind}" for kind in ("html", "json", "pdf", "xlsx")}
    assert {path.name for path in made.iterdir()} == {*papers, "grundlag", "offentlig"}
    assert {path.name for path in (made / "offentlig").iterdir()} == papers


def test_the_statement_is_shown_and_every_page_says_demo_data(samvirke, made, tmp_path):
    out = tmp_path / "ny"
    snapshot = snapshot_of(made)
    done = samvirke(*OF, "--snapshot", snapshot, "--demo", "--out", out)
    assert (done.code, done.err) == (FINE, "Regner og skriver papirer …\n")
    assert done.out.startswith("Resultatopgørelse 2021: Erhvervshus Nordjylland\n")
    assert "Demodata: alle registreringer, svar og navne er opdigtede." in done.out
    assert done.out.endswith(f"\nPapirerne ligger i {out}\n")


def test_a_statement_without_registrations_of_the_year_says_so(samvirke, demo, made, tmp_path):
    before = ("--registrations", demo["before"], "--out", tmp_path / "ny")
    done = samvirke(*OF, *before)
    remark = "Udtrækket har ingen forløb fra 2021. Tallene om vejledningen mangler derfor."
    assert (done.code, remark in " ".join(done.out.split())) == (FINE, True)
    assert done.err.splitlines() == [
        "demo_registreringer_nordjylland_2020.csv: Filen har ingen rækker fra 2021; dens rækker er "
        "fra 2020. Er det den rigtige fil?",
        "Regner og skriver papirer …",
        "Bemærk: udtrækket har ingen forløb fra 2021 for huset. Er det den rigtige fil, det "
        "rigtige hus og det rigtige år?",
    ]


def test_json_is_the_statement_and_nothing_else(samvirke, made, tmp_path):
    out = tmp_path / "ny"
    snapshot = snapshot_of(made)
    done = samvirke(*OF, "--snapshot", snapshot, "--json", "--language", "en", "--out", out)
    assert done.code == FINE
    assert json.loads(done.out) == json.loads((out / "resultatopgoerelse.json").read_bytes())


def test_the_record_store_gives_the_same_snapshot_as_the_files(store, demo, made, tmp_path):
    for name, kind in (
        ("before", REGISTRATIONS),
        ("registrations", REGISTRATIONS),
        ("evaluations", EVALUATIONS),
        ("awareness", SURVEY),
    ):
        assert store("import", demo[name], *kind, *COMMIT).code == FINE
    assert store("snapshot", "--hub", HUB, "--out", tmp_path / "udtræk").code == FINE
    frozen, of_files = read_manifest(tmp_path / "udtræk"), read_manifest(snapshot_of(made))
    assert frozen.fingerprint == of_files.fingerprint


def test_everything_holds_until_somebody_changes_it(samvirke, draft):
    assert samvirke("verify-statement", draft) == (
        FINE,
        "Alt stemmer: hvert tal kan regnes efter fra opgørelsens eget grundlag.\n",
        "",
    )
    (draft / "resultatopgoerelse.pdf").write_bytes(b"%PDF-1.7 another")
    assert samvirke("verify-statement", draft) == (
        FOUND,
        "Papiret resultatopgoerelse.pdf er ikke det, der kommer ud af grundlaget.\n",
        "",
    )


def test_a_snapshot_that_was_cut_is_named(samvirke, draft):
    path = snapshot_of(draft) / "evaluations.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    done = samvirke("verify-statement", draft)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err.startswith("evaluations.parquet: Tabellen »evaluations« kan ikke læses: ")


STEPS = (
    ("direktør", "Godkendt af direktøren"),
    ("bestyrelse", "Godkendt af bestyrelsen"),
    ("sendt", "Sendt til KKR, KL og Erhvervsstyrelsen"),
    ("efterretning", "Taget til efterretning af KKR"),
    ("offentliggjort", "Offentliggjort"),
)


def approve(samvirke, folder, step, day="2022-04-20"):
    return samvirke("approve-statement", folder, "--step", step, "--date", day, *DIRECTOR)


def test_a_statement_goes_from_draft_to_published(samvirke, draft):
    told = ""
    for name, label in STEPS:
        told += f"{label}: 20. april 2022, Demo Direktør (Mail af 20. april 2022)\n"
        assert approve(samvirke, draft, name) == (FINE, told, "")
    verified = samvirke("verify-statement", draft)
    assert (verified.code, verified.out.splitlines()) == (
        FINE,
        [
            "Alt stemmer: hvert tal kan regnes efter fra opgørelsens eget grundlag.",
            "Skridtene følger hinanden og er ikke rettet siden. Om den nævnte person tog skridtet, "
            "og om dokumentet findes, kontrolleres ikke: filen er ikke underskrevet.",
        ],
    )


@pytest.mark.parametrize("day", ["20-04-2022", "20.4.2022", "20/4/2022", "2022-04-20"])
def test_a_day_is_written_as_danes_do_or_year_first(day):
    assert options.day(day) == date(2022, 4, 20)


@pytest.mark.parametrize("day", ["31-02-2022", "20-04-22", "1/7", "i går", ""])
def test_what_is_no_day_says_how_one_is_written(day):
    with pytest.raises(ArgumentTypeError, match="Eksempel: 20-04-2022"):
        options.day(day)


def test_a_late_one_is_told(samvirke, draft):
    approve(samvirke, draft, "direktør")
    done = approve(samvirke, draft, "sendt", "2022-07-01")
    assert done.code == FINE
    assert done.out.endswith("Opgørelsen blev sendt efter fristen den 30. juni 2022.\n")


def test_no_step_is_passed_over_and_none_goes_back_in_time(samvirke, draft):
    assert approve(samvirke, draft, "sendt") == (
        UNUSABLE,
        "",
        "Opgørelsen er »Udkast« og kan ikke gå til »Sendt til KKR, KL og Erhvervsstyrelsen«. Næste "
        "mulige skridt er »Godkendt af direktøren«.\n",
    )
    approve(samvirke, draft, "direktør")
    assert approve(samvirke, draft, "sendt", "2022-04-19").err == (
        "Skridtet kan ikke ligge før det forrige (Godkendt af direktøren, 20. april 2022). Ret "
        "datoen.\n"
    )


def test_what_is_signed_off_is_followed_by_a_new_version(samvirke, draft, tmp_path):
    approve(samvirke, draft, "direktør")
    arguments = (*OF, "--snapshot", snapshot_of(draft), "--demo", "--quiet")
    over = samvirke(*arguments, "--out", draft)
    assert over.code == UNUSABLE
    assert over.err.endswith(
        f"Opgørelsen i {draft} er godkendt og må ikke skrives over. Vælg en anden mappe med --out, "
        f"og skriv --replaces {draft}, hvis det er en ny version.\n"
    )
    second = tmp_path / "opgørelse 2"
    arguments = (*arguments, "--contract", CONTRACT, "--replaces", draft)
    assert samvirke(*arguments, "--out", second).code == FINE
    assert samvirke("verify-statement", second).code == FINE
    assert samvirke("compare-statements", draft, draft) == (
        FINE,
        "De to udgaver siger det samme.\n",
        "",
    )


def test_a_version_of_another_hub_or_year_is_not_replaced(samvirke, made, tmp_path):
    arguments = ("--snapshot", snapshot_of(made), "--replaces", made, "--out", tmp_path / "ny")
    done = samvirke("statement", "--hub", "fyn", "--year", "2021", *arguments)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err == (
        f"--replaces: Opgørelsen i {made} er for Erhvervshus Nordjylland i 2021 og kan ikke "
        "afløses af en for Erhvervshus Fyn i 2021. Vælg den rigtige mappe.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (),
            "statement: Angiv enten registreringer og svar som filer eller et udtræk med "
            "--snapshot.",
        ),
        (
            ("--snapshot", "SNAPSHOT", "--evaluations", "væk.csv"),
            "statement: Angiv enten registreringer",
        ),
        (("--snapshot", "væk"), "Regner og skriver papirer …\nvæk: Mappen findes ikke."),
        (("--registrations", "væk.csv"), "væk.csv: Filen findes ikke."),
        (("--snapshot", "SNAPSHOT", "--year", "2030"), "--year: Der er ingen rammeaftale for 2030"),
        (("--snapshot", "SNAPSHOT", "--hub", "Vest"), "»Vest« fandtes ikke den 1. januar 2021."),
        (("--snapshot", "SNAPSHOT", "--replaces", "væk"), "væk: Her er ingen opgørelse"),
        (
            ("--snapshot", "SNAPSHOT", "--year", "2022", "--contract", str(CONTRACT)),
            "Regner og skriver papirer …\nresultatopgørelse: Kontrakten gælder Erhvervshus "
            "Nordjylland i 2021",
        ),
        (
            ("--snapshot", "SNAPSHOT", "--cut-off", "2022-01-01"),
            "Regner og skriver papirer …\nresultatopgørelse: Skæringsdagen 2022-01-01 ligger ikke "
            "i 2021.",
        ),
        (("--snapshot", "SNAPSHOT", "--cut-off", "1/7"), "Kommandoen kan ikke bruges sådan"),
    ],
)
def test_what_cannot_be_made_says_why_and_writes_nothing(
    samvirke, made, tmp_path, monkeypatch, arguments, message
):
    monkeypatch.chdir(tmp_path)
    given = [str(snapshot_of(made)) if word == "SNAPSHOT" else word for word in arguments]
    done = samvirke(*OF, *given, "--out", tmp_path / "ny")
    assert (done.code, done.out, list(tmp_path.iterdir())) == (UNUSABLE, "", [])
    assert done.err.replace("--cut-off: ", "").startswith(message)


def test_problems_of_every_file_are_told_at_once(samvirke, demo, tmp_path):
    bad = csv_file(tmp_path, engagement("F-1", Minutter="-1"), name="a.csv")
    worse = csv_file(tmp_path, engagement("F-2", Form="?"), name="b.csv")
    arguments = ("--registrations", bad, worse, "--evaluations", demo["evaluations"])
    done = samvirke(*OF, *arguments, "--out", tmp_path / "ny")
    assert (done.code, done.out, (tmp_path / "ny").exists()) == (UNUSABLE, "", False)
    assert [line for line in done.err.splitlines() if line.startswith(("a.csv", "b.csv", "r"))] == [
        "a.csv: 1 fejl. Intet er taget ind. Ret filen, og prøv igen.",
        "række 2, »Minutter«: Tidsforbruget er negativt.",
        "b.csv: 1 fejl. Intet er taget ind. Ret filen, og prøv igen.",
        "række 2, »Form«: Svaret kendes ikke.",
    ]


def test_evaluations_without_their_registrations_are_refused(samvirke, demo, tmp_path):
    done = samvirke(*OF, "--evaluations", demo["evaluations"], "--out", tmp_path / "ny")
    assert (done.code, done.out) == (UNUSABLE, "")
    assert "Svaret hører til et forløb, der ikke er registreret hos erhvervshuset." in done.err


def test_folders_that_hold_no_statement_are_told(samvirke, made, tmp_path):
    none = "Her er ingen opgørelse fra Samvirke."
    for arguments in (
        ("verify-statement", tmp_path),
        ("compare-statements", made, tmp_path),
        ("national-statement", tmp_path, "--out", tmp_path / "ny"),
    ):
        done = samvirke(*arguments)
        assert (done.code, done.out) == (UNUSABLE, "")
        assert done.err.startswith(f"{tmp_path.name}: {none}")
    assert approve(samvirke, tmp_path, "direktør").code == UNUSABLE
    assert list(tmp_path.iterdir()) == []


def test_the_guide_shows_what_a_preview_says(store, demo):
    guide = (DATA.parents[2] / "docs" / "guides" / "registreringer.md").read_text("utf-8")
    told = store("import", demo["registrations"], *REGISTRATIONS).out
    assert told.splitlines()[-1] == "Intet er gemt endnu. Kør igen med --commit for at gemme."
    assert "".join(f"    {line}\n" for line in told.splitlines()) in guide


def test_two_statements_are_compared_in_words(samvirke, made, tmp_path):
    out = tmp_path / "uden kontrakt"
    snapshot = snapshot_of(made)
    arguments = ("--cut-off", "2021-06-30", "--quiet", "--out", out)
    assert samvirke(*OF, "--snapshot", snapshot, *arguments).code == FINE
    done = samvirke("compare-statements", made, out)
    lines = done.out.splitlines()
    verdicts = [", aftalens dom: " in line or ", kontraktens dom: " in line for line in lines]
    changed = verdicts.index(False)
    assert changed > 0
    assert any(line.startswith("RA21-M1a, kontraktens dom: ") for line in lines[:changed])
    assert not any(verdicts[changed:])
    assert (done.code, lines[changed : changed + 3]) == (
        FOUND,
        [
            "skæringsdag: intet → 30. juni 2021",
            "resultatkontrakt: Resultatkontrakt 2021 → intet",
            "mærket »Demodata«: ja → nej",
        ],
    )
    assert all(
        first != second for first, second in (line.split(": ", 1)[1].split(" → ") for line in lines)
    )
    assert any(
        re.fullmatch(r"Aalborg, vejledning: \d+ forløb → \d+ forløb", line) for line in lines
    )
    english = samvirke("compare-statements", made, out, "--language", "en")
    assert "\ncut-off: nothing → 30 June 2021\n" in english.out
