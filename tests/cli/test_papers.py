"""``samvirke archive import`` and ``samvirke check-paper`` at the command."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.records.archive.bundles import WITH_CONTENTS, WITHOUT_CONTENTS, Page, pdf

import samvirke.schemes.paper_check

PAPER_CHECK = Path(samvirke.schemes.paper_check.__file__).with_name("paper_check.schema.json")
GRANT = (
    "Beløbet fordeles\nKommune\t1.000 kr.\nOdder\t673\nSamsø\t108\nStruer\t609\nI alt\t{total}\n"
)


@pytest.fixture
def bundle(tmp_path):
    path = tmp_path / "bilag.txt"
    path.write_text(WITHOUT_CONTENTS, "utf-8")
    return path


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "papir.txt"
    path.write_text(GRANT.format(total="1.391"), "utf-8")
    return path


def test_a_bundle_where_all_is_placed_exits_with_0(samvirke, tmp_path):
    path = tmp_path / "bilag.txt"
    path.write_text(WITH_CONTENTS, "utf-8")
    done = samvirke("archive", "import", path)
    assert (done.code, done.err) == (0, "")
    assert "Organ: KKR Nordjylland (trykt på forsiden)" in done.out
    assert "  Bilag 2: Havneplan 2023, side 4\n    2. juni 2022" in done.out


def test_a_bundle_to_look_at_exits_with_1_and_says_where(samvirke, bundle):
    done = samvirke("archive", "import", bundle, "--language", "en")
    assert (done.code, done.err) == (1, "")
    assert "To look at:\n- line 16: »Aftale om busser«." in done.out


def test_json_and_nothing_else(samvirke, bundle):
    document = json.loads(samvirke("archive", "import", bundle, "--json").out)
    assert (document["file"], document["body"]) == ("bilag.txt", "KKR Hovedstaden")
    assert [item["number"] for item in document["items"]] == [None, "4.1"]


def test_correct_store_and_store_again(samvirke, bundle, tmp_path):
    corrections, archive = tmp_path / "ret.yaml", tmp_path / "arkiv"
    assert samvirke("archive", "import", bundle, "--write-corrections", corrections).code == 1
    assert corrections.read_text("utf-8").startswith("# Ret det, der er forkert")
    fixed = ("archive", "import", bundle, "--corrections", corrections, "--store", archive)
    first, second = samvirke(*fixed), samvirke(*fixed)
    assert (first.code, second.code) == (0, 0)
    assert "Lagt i arkivet:" in first.out
    assert "Lå allerede i arkivet, uændret:" in second.out


def test_a_mistyped_archive_makes_no_folders(samvirke, bundle, tmp_path):
    done = samvirke("archive", "import", bundle, "--store", tmp_path / "akriv" / "2027")
    assert (done.code, done.out) == (2, "")
    assert "2027: Mappen, som arkivet skal ligge i, findes ikke. Opret den, eller" in done.err
    assert not (tmp_path / "akriv").exists()


def test_an_archive_that_is_a_file_is_told_in_danish(samvirke, bundle, tmp_path):
    (tmp_path / "arkiv").write_text("x")
    done = samvirke("archive", "import", bundle, "--store", tmp_path / "arkiv")
    assert done.code == 2
    assert "arkiv" in done.err
    assert "der ligger en fil, hvor der skulle være en mappe. Kontrollér mappen" in done.err


def test_a_long_pdf_shows_how_far_it_has_come(samvirke, tmp_path):
    path = tmp_path / "bilag.pdf"
    path.write_bytes(pdf([Page(("Tekst",))] * 60))
    done = samvirke("archive", "import", path)
    assert done.err == "".join(f"Læser side {read} af 60\n" for read in (25, 50, 60))


@pytest.mark.parametrize("command", [("archive", "import"), ("check-paper",)])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 intet", b"\x00\x01\x02", b"PK\x03\x04"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_bad_file_exits_with_2_in_words(samvirke, tmp_path, command, content, language):
    path = tmp_path / "papir.pdf"
    path.write_bytes(content)
    done = samvirke(*command, path, "--language", language)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("papir.pdf")
    assert "Traceback" not in done.err


def test_a_paper_without_slips_exits_with_0(samvirke, tmp_path):
    path = tmp_path / "papir.txt"
    path.write_text(GRANT.format(total="1.390"), "utf-8")
    done = samvirke("check-paper", path)
    assert (done.code, done.err) == (0, "")
    assert "Tabeller: 1, heraf 1 regnet efter. Åbne fund: 0." in done.out


def test_a_paper_with_a_slip_exits_with_1_and_says_what(samvirke, paper):
    done = samvirke("check-paper", paper)
    assert done.code == 1
    assert "- linje 6: Sum passer ikke. »I alt« er 1.391" in done.out
    document = json.loads(samvirke("check-paper", paper, "--json").out)
    assert [(item["got"], item["expected"]) for item in document["findings"]] == [(1391, 1390)]


def test_an_accepted_finding_leaves_the_paper_in_order(samvirke, paper, tmp_path):
    accepted = tmp_path / "godtaget.yaml"
    assert samvirke("check-paper", paper, "--write-accepted", accepted).code == 1
    text = accepted.read_text("utf-8").replace("reason:", "reason: Afrunding")
    accepted.write_text(text, "utf-8")
    done = samvirke("check-paper", paper, "--accepted", accepted)
    assert done.code == 0
    assert "Godtaget: Afrunding" in done.out


def test_a_table_in_a_pdf_is_recomputed(samvirke, tmp_path):
    rows = (("Kommune", "Børn", "Kr."), ("Rebild", "80", "1.200"), ("Morsø", "20", "300"))
    path = tmp_path / "papir.pdf"
    table = (*rows, ("Thisted", "40", "600"), ("I alt", "140", "2.200"))
    path.write_bytes(pdf([Page(("Forside",)), Page(("Tabel 1: Børn",), table)]))
    (found,) = json.loads(samvirke("check-paper", path, "--json").out)["findings"]
    assert (found["page"], found["table"], found["row"]) == (2, "Tabel 1: Børn", "I alt")
    assert (found["got"], found["expected"], found["grade"]) == (2200, 2100, "sure")


def test_a_finding_in_an_annex_book_is_placed_as_one_refers_to_it(samvirke, tmp_path):
    rows = (("Kommune", "Børn"), ("Rebild", "80"), ("Morsø", "20"), ("I alt", "110"))
    path = tmp_path / "bog.pdf"
    stamp = "2.2 Bilag 1 – side 1 af 1"
    path.write_bytes(pdf([Page(("Forside",)), Page((stamp, "Tabel 1: Børn"), rows)]))
    assert (
        "- 2.2 Bilag 1 – side 1 (bogens side 2), linje 6: Sum" in samvirke("check-paper", path).out
    )
    document = json.loads(samvirke("check-paper", path, "--json").out)
    Draft202012Validator(json.loads(PAPER_CHECK.read_text("utf-8"))).validate(document)
    assert [(one["page"], one["stamp"]) for one in document["findings"]] == [
        (2, "2.2 Bilag 1 – side 1")
    ]


def test_a_total_far_from_its_rows_is_not_counted_as_recomputed(samvirke, tmp_path):
    """The rows are 1.595.000 together; with this name the row may be of more than they."""
    rows = ("Post\tKr.", "Løn\t1.200.000", "Husleje\t350.000", "Rejser\t45.000")
    path = tmp_path / "papir.txt"
    path.write_text("\n".join(("Budget 2027", "", *rows, "Udgifter i alt\t2.595.000")), "utf-8")
    told = samvirke("check-paper", path).out
    assert "Tabeller: 1, heraf 0 regnet efter." in told
    assert "kan være af noget andet: 1. Se dem efter: »Udgifter i alt« (linje 7)." in told
    document = json.loads(samvirke("check-paper", path, "--json").out)
    Draft202012Validator(json.loads(PAPER_CHECK.read_text("utf-8"))).validate(document)
    assert document["left_totals"] == [{"page": None, "line": 7, "row": "Udgifter i alt"}]


def test_corrections_that_were_written_are_never_overwritten(samvirke, bundle, tmp_path):
    corrections = tmp_path / "ret.yaml"
    corrections.write_text("mit arbejde", "utf-8")
    done = samvirke("archive", "import", bundle, "--write-corrections", corrections)
    assert (done.code, done.out) == (2, "")
    assert "Filen findes allerede" in done.err
    assert corrections.read_text("utf-8") == "mit arbejde"


def test_a_corrected_bundle_that_is_read_again_says_that_it_was_kept(samvirke, bundle, tmp_path):
    corrections, archive = tmp_path / "ret.yaml", tmp_path / "arkiv"
    samvirke("archive", "import", bundle, "--write-corrections", corrections)
    samvirke("archive", "import", bundle, "--corrections", corrections, "--store", archive)
    again = ("archive", "import", bundle, "--store", archive)
    assert "Den rettede udgave 1 er beholdt" in samvirke(*again).out
    assert "Ny udgave 2" in samvirke(*again, "--discard-corrections").out


def test_accepted_findings_that_are_written_again_keep_their_reasons(samvirke, paper, tmp_path):
    accepted = tmp_path / "godtaget.yaml"
    samvirke("check-paper", paper, "--write-accepted", accepted)
    text = accepted.read_text("utf-8").replace("reason:", 'reason: "Afrunding"')
    accepted.write_text(text, "utf-8")
    samvirke("check-paper", paper, "--write-accepted", accepted)
    assert accepted.read_text("utf-8") == text


def test_a_split_in_a_paper_is_held_against_its_object(samvirke, tmp_path):
    """Fyn's base grant of 2021 with one share mistyped, and the object it was printed from."""
    split = ("split", "hub_grant", "--hub", "fyn", "--year", "2025", "--total", "17037")
    printed, held = tmp_path / "fordeling.txt", tmp_path / "grundlag.json"
    printed.write_text(samvirke(*split).out.replace("1.913", "1.931"), "utf-8")
    held.write_text(samvirke(*split, "--json").out, "utf-8")
    alone = samvirke("check-paper", printed)
    assert "Fra Samvirke" not in alone.out
    done = samvirke("check-paper", printed, "--object", held)
    assert done.code == 1
    assert "Fra Samvirke: hub_grant, regnet efter fra grundlag.json; 10 linjer" in done.out
    assert "papiret siger 1.931; regnet efter fra grundlag.json er det 1.913." in done.out
    document = json.loads(samvirke("check-paper", printed, "--object", held, "--json").out)
    Draft202012Validator(json.loads(PAPER_CHECK.read_text("utf-8"))).validate(document)
    assert [(own["id"], own["object"]) for own in document["own"]] == [
        ("hub_grant", "grundlag.json")
    ]
    (found,) = [one for one in document["findings"] if one["kind"] == "recomputed"]
    told = ("page", "line", "row", "got", "expected", "difference", "grade")
    assert [found[key] for key in told] == [
        None, 10, "Faaborg-Midtfyn", 1931, 1913, 18, "sure",
    ]  # fmt: skip


def test_an_object_that_was_edited_leaves_the_paper_open_in_danish(samvirke, tmp_path):
    """A share of the split without its number."""
    split = ("split", "hub_grant", "--hub", "fyn", "--year", "2025", "--total", "17037")
    printed, held = tmp_path / "fordeling.txt", tmp_path / "grundlag.json"
    printed.write_text(samvirke(*split).out, "utf-8")
    document = json.loads(samvirke(*split, "--json").out)
    held.write_text(json.dumps(document), "utf-8")
    assert samvirke("check-paper", printed, "--object", held).code == 0
    document["shares"][0]["exact"] = "mange"
    held.write_text(json.dumps(document), "utf-8")
    done = samvirke("check-paper", printed, "--object", held)
    assert done.code == 1
    assert "Fra Samvirke: hub_grant, IKKE regnet efter (se nedenfor)." in done.out
    assert "- Kan ikke regnes efter. hub_grant: Grundlaget grundlag.json hænger ikke" in done.out
    found = json.loads(samvirke("check-paper", printed, "--object", held, "--json").out)
    Draft202012Validator(json.loads(PAPER_CHECK.read_text("utf-8"))).validate(found)
    assert [one["kind"] for one in found["findings"]] == ["not_recomputed"]


def test_an_object_that_is_not_there_is_named(samvirke, paper, tmp_path):
    done = samvirke("check-paper", paper, "--object", tmp_path / "væk.json")
    assert done.code == 2
    assert "væk.json: Grundlaget findes ikke." in done.err
