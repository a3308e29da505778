"""``samvirke national-statement`` and ``samvirke front-page`` on a statement of demo data."""

import json

import pytest

from samvirke.cli import main
from samvirke.cli.exit_codes import FINE, UNUSABLE
from samvirke.demo import demo_files

NAME = "national-opgoerelse"


def run(*arguments):
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with Fyn's statement of 2021 and the national statement that it is in."""
    folder = tmp_path_factory.mktemp("papers")
    for file in demo_files((2021,)):
        if "fyn" in file.name:
            (folder / file.name).write_bytes(file.content)
    statement = run(
        *("statement", "--hub", "fyn", "--year", "2021", "--demo", "--quiet"),
        *("--registrations", folder / "demo_registreringer_fyn_2021.csv"),
        *("--awareness", folder / "demo_kendskab_fyn_2021.csv"),
        *("--assessments", folder / "demo_vurderinger_fyn_2021.yaml"),
        *("--out", folder / "fyn-2021"),
    )
    national = run("national-statement", folder / "fyn-2021", "--out", folder / "national")
    assert (statement, national) == (FINE, FINE)
    return folder


def test_the_national_statement_is_written_as_four_papers(folder):
    assert {path.name for path in (folder / "national").iterdir()} == {
        f"{NAME}.{ending}" for ending in ("html", "json", "pdf", "xlsx")
    }
    document = json.loads((folder / "national" / f"{NAME}.json").read_text("utf-8"))
    assert (document["year"], document["due"], document["demo"]) == (2021, "2022-03-31", True)
    assert [(item["hub"], item["step"]) for item in document["statements"]] == [("fyn", "draft")]
    assert len(document["missing"]) == 5


def test_the_page_can_be_had_in_english(folder, tmp_path, capsys):
    told = ("--out", tmp_path, "--language", "en")
    assert run("national-statement", folder / "fyn-2021", *told) == FINE
    told = capsys.readouterr()
    assert f"Written: {tmp_path / NAME}.pdf" in told.out
    assert "Note: the statement of Erhvervshus Fyn is a draft and may change." in told.err
    page = (tmp_path / f"{NAME}.html").read_text("utf-8")
    assert "Statements of 1 of 6 hubs are included." in page
    assert "Ikke offentliggjort endnu" not in page


def test_the_front_page_leads_to_both(folder, capsys):
    assert run("front-page", folder) == FINE
    assert capsys.readouterr().out == (f"Åbn siden i en browser: {folder / 'index.html'}\n")
    page = (folder / "index.html").read_text("utf-8")
    assert 'href="fyn-2021/resultatopgoerelse.html"' in page
    assert 'href="fyn-2021/offentlig/resultatopgoerelse.html"' in page
    assert f'href="national/{NAME}.html"' in page


def test_a_folder_without_papers_exits_with_2_and_says_what_to_do(tmp_path, capsys):
    assert run("front-page", tmp_path) == UNUSABLE
    told = capsys.readouterr().err
    assert "Der ligger ingen opgørelser eller kontraktcheck i mappen." in told
    assert "Angiv den mappe" in told
