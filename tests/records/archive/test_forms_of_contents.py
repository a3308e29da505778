"""Tables of contents and headings in further forms, made up and placed by hand."""

import sys

import pytest
from tests.records.archive.bundles import WITH_CONTENTS, split

from samvirke.cli import main
from samvirke.records import InputError
from samvirke.records.archive import (
    Annex,
    Item,
    contents,
    import_bundle,
    paper_of_text,
    store_bundle,
)
from samvirke.records.archive.bundle import OLD_LETTERS
from samvirke.schemes.paper_check import check_paper

NAMED = """Bilagsoversigt
2.3 Børnehus ..... 2
Bilag 1: Regnskab 2024 ..... 2
Bilag 2: Budget 2026 ..... 4
3.1 Sosu ..... 6
Bilag 1: Fordeling ..... 6

{first}
Sagsnr.: 2024-0001
Tekst.
{second}
Dato: 3. marts 2025
{third}
Dok. ID: 12345
"""


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Punkt 2.3, bilag 1: Regnskab 2024",
            "Punkt 2.3, bilag 2: Budget 2026",
            "Punkt 3.1, bilag 1: Fordeling",
        ),
        (
            "PKT. 2.3 BILAG 1 REGNSKAB 2024",
            "PKT. 2.3 BILAG 2 BUDGET 2026",
            "PKT. 3.1 BILAG 1 FORDELING",
        ),
        (
            "Pkt. 2.3 bilag 1\nRegnskab 2024",
            "Pkt. 2.3 bilag 2\nBudget 2026",
            "Bilag 3.1.1 Fordeling",
        ),
    ],
)
def test_listed_annexes_are_placed_by_headings_that_name_item_and_annex(headings):
    bundle = split(NAMED.format(**dict(zip(("first", "second", "third"), headings, strict=True))))
    assert bundle.items == (
        Item(
            "2.3",
            "Børnehus",
            2,
            (
                Annex("1", "Regnskab 2024", 2, (), ("2024-0001",)),
                Annex("2", "Budget 2026", 4, ("2025-03-03",)),
            ),
        ),
        Item("3.1", "Sosu", 6, (Annex("1", "Fordeling", 6, (), ("12345",)),)),
    )
    assert (bundle.unrecognised, bundle.meeting.day.value) == ((), None)


def test_the_date_of_a_paper_behind_the_contents_is_not_the_meeting_s():
    text = NAMED.format(first="Et andet papir", second="Endnu et", third="Et til")
    assert split(text).meeting.day.value is None
    assert split("3. april 2025\n" + text).meeting.day.value == "2025-04-03"


LISTED = (
    Item("2.1", "Økonomi", 2, (Annex("1", "Budgetforslag", 2), Annex("2", "Takstblad", 5))),
    Item("3.2", "Valg", 8, (Annex("1", "Indstilling", 8),)),
)


@pytest.mark.parametrize(
    "text",
    [
        "Bilagsliste\nPunkt\tBilag\tTitel\tSide\n2.1\t\tØkonomi\t2\n2.1\t1\tBudgetforslag\t2\n"
        "\tBilag 2\tTakstblad\t5\n3.2\t\tValg\t8\n3.2\t1\tIndstilling\ts. 8\n\nTekst\n",
        "Indholdsfortegnelse\n2.1\nØkonomi\n2\nBilag 1\nBudgetforslag\n2\nBilag 2\nTakstblad\n5\n"
        "Punkt 3.2\nValg\n8\nBilag 1:\nIndstilling\nside 8\n\nTekst\n",
        "Indhold\nPkt. 2.1 – Økonomi – bilag 1 – Budgetforslag ...... 2\n"
        "Pkt. 2.1 – Økonomi – bilag 2 – Takstblad ...... 5\n"
        "Pkt. 3.2 – Valg – bilag 1 – Indstilling ...... 8\n\nTekst\n",
    ],
    ids=["columns", "one below another", "dashes"],
)
def test_contents_in_cells_and_behind_dashes(text):
    bundle = split(text)
    assert (bundle.items, bundle.contents_printed) == (LISTED, True)


@pytest.mark.parametrize(
    "text",
    [
        "Kommune\tBilag\tSide\nOdder\t1\t2\nRy\t2\t3\n",
        "Punkt\tBilag\tTitel\n2.1\tse nedenfor\tBudget\n2.2\tbilag følger\tValg\n",
        "Dagsorden\n2.1\nØkonomi\n2\nTekst om økonomi\n",
        "Dagsorden\n2.1\nØkonomi\n9\nBilag 1\nBrev\n5\nBilag 2\nSvar\n2\n",
    ],
)
def test_what_only_looks_like_contents_in_cells_is_none(text):
    assert not split(text).contents_printed


def test_a_supplementary_agenda_is_no_part_of_the_title_before_it():
    bundle = split(
        "Dagsorden\n2. Meddelelser\nBilag 2.1 Brev ..... 3\n3.1 Kontrakt ..... 5\n"
        "Bilag 3.1.a Udkast ..... 5\nTillægsdagsorden\n4.1 Sen sag ..... 12\n"
        "Bilag 4.1.a Notat ..... 12\n"
    )
    assert bundle.items == (
        Item("2", "Meddelelser", None, (Annex("1", "Brev", 3),)),
        Item("3.1", "Kontrakt", 5, (Annex("a", "Udkast", 5),)),
        Item("4.1", "Sen sag", 12, (Annex("a", "Notat", 12),)),
    )


def test_a_text_in_windows_1252_is_read_and_told(tmp_path, capsys):
    text = WITH_CONTENTS + "Møde på Ærø – »så længe«\nPost\tKr.\nLøn\t10\nLeje\t5\nI alt\t16\n"
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(text.encode("cp1252"))
    new.write_text(text, "utf-8")
    assert import_bundle(old).items == import_bundle(new).items
    assert [one.reason for one in import_bundle(old).unrecognised] == [OLD_LETTERS]
    assert import_bundle(new).unrecognised == ()
    found = [check_paper(path).findings for path in (old, new)]
    assert found[0] == found[1] != ()
    assert [check_paper(path).to_json()["encoding"] for path in (old, new)] == [
        "windows-1252",
        None,
    ]
    for path, times in ((old, 1), (new, 0)):
        assert main(["check-paper", str(path)]) == 1
        assert capsys.readouterr().out.count("læst som Windows-1252") == times


@pytest.mark.parametrize(
    "content", [b"M\xf8de \x81", b"caf\xe3", b"\xc6\xd8\xc5 \xb6\xde", b"\xff\xfe"]
)
def test_other_bytes_are_refused_still(tmp_path, content):
    path = tmp_path / "bilag.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match="UTF-8"):
        import_bundle(path)


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "bilag.txt"
    path.write_text(WITH_CONTENTS, "utf-8")
    bundle = import_bundle(path)
    return bundle, path, store_bundle(bundle, path, tmp_path / "arkiv").folder


def test_stored_files_are_readable_as_other_new_files_are(stored, tmp_path):
    other = tmp_path / "other"
    other.touch()
    files = sorted(stored[2].iterdir())
    assert [path.name for path in files] == ["bundle.json", "source.txt"]
    assert {path.stat().st_mode for path in files} == {other.stat().st_mode}


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"file": "a", "corrected": 1}', "null"])
def test_a_damaged_bundle_in_the_archive_is_named_and_kept(stored, tmp_path, content):
    bundle, path, folder = stored
    (folder / "bundle.json").write_text(content, "utf-8")
    with pytest.raises(InputError) as refused:
        store_bundle(bundle, path, tmp_path / "arkiv")
    assert "beskadiget" in refused.value.in_language("da")
    assert "bundle.json" in refused.value.in_language("da")
    assert (folder / "bundle.json").read_text("utf-8") == content


def lines_run(annexes):
    """How many lines of code are run to read a table of contents of ``annexes`` annexes."""
    listed = "".join(f"Bilag {at}: Papir nummer {at} ..... 2\n" for at in range(1, annexes + 1))
    lines = paper_of_text("b.txt", f"Indhold\n2.1 Sag ..... 2\n{listed}\nBrødtekst\n").lines
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        found = contents.find_contents(lines)
    finally:
        sys.settrace(before)
    assert found.annexes == annexes
    return count


def test_the_work_to_read_contents_grows_with_its_lines():
    few, many = lines_run(50), lines_run(200)
    assert many < 4.2 * few
