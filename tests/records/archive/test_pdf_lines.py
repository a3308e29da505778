"""How places on a page become lines: cells, words that belong together, columns, leaders."""

import typst

from samvirke.records.archive import Annex, import_bundle
from samvirke.records.pdf_text import Bookmark, read_pdf_text
from samvirke.records.pdf_worker import lines_of


def box(left, bottom, words, *, width=None, height=10):
    return (left, bottom, left + (width or 5 * len(words)), bottom + height, words)


def test_lines_go_from_the_top_and_from_the_left():
    boxes = [box(0, 80, "nederst"), box(60, 100, "til højre"), box(0, 101, "øverst")]
    assert lines_of(boxes) == ["øverst\ttil højre", "nederst"]


def test_words_close_together_are_one_cell_and_cells_apart_have_a_tab():
    boxes = [box(0, 0, "I "), box(10, 0, "alt"), box(25.5, 0, "."), box(100, 0, "39.010")]
    assert lines_of(boxes) == ["I alt.\t39.010"]


def test_leaders_are_told_from_cells():
    boxes = [
        box(0, 0, "Bilag 1"),
        *(box(50 + 20 * at, 0, ".") for at in range(9)),
        box(240, 0, "7"),
    ]
    assert lines_of(boxes) == ["Bilag 1 ..... 7"]


def test_two_columns_of_prose_are_read_one_after_the_other():
    boxes = []
    for at in range(10):
        boxes.append(box(0, -12 * at, f"venstre linje nummer {chr(97 + at)} er lang", width=180))
        boxes.append(
            box(220, -12 * at, f"højre linje nummer {chr(97 + at)} er lang nok", width=180)
        )
    lines = lines_of(boxes)
    assert [line.split()[0] for line in lines] == ["venstre"] * 10 + ["højre"] * 10


def test_a_table_beside_its_labels_is_no_pair_of_columns():
    boxes = []
    for at in range(10):
        boxes.append(box(0, -12 * at, f"Kommune nummer {at} i en lang tabel", width=180))
        boxes.append(box(220, -12 * at, "1.234.567", width=40))
    assert lines_of(boxes)[0] == "Kommune nummer 0 i en lang tabel\t1.234.567"


def test_a_book_with_cover_agenda_and_list_of_annexes(tmp_path):
    source = """
#set document(title: "Demodata", date: none)
Bilagssamling \\ KKR Nordjylland \\ 4. december 2026
#pagebreak()
Dagsorden \\ 2.4 Beslutningssag: Kontrakt \\ Bilag 1: Udkast \\ 3.1 Havne \\ Bilag 1: Plan
#pagebreak()
= Bilagsfortegnelse
2.4 Kontrakt \\
Bilag 1: Udkast #box(width: 1fr, repeat[#h(3pt).#h(3pt)]) side 4 \\
3.1 Havne \\
Bilag 1: Plan #box(width: 1fr, repeat[#h(3pt).#h(3pt)]) side 5
#pagebreak()
2.4 Bilag 1 – side 1 af 1 \\ Se #link("https://example.org/")[siden] her.
#pagebreak()
3.1 Bilag 1 – side 1 af 1 \\ Dato: 1. oktober 2026
"""
    path = tmp_path / "bog.pdf"
    path.write_bytes(typst.compile(source.encode()))
    pdf = read_pdf_text(path)
    assert pdf.pages[3] == ("2.4 Bilag 1 – side 1 af 1", "Se siden her.")
    assert pdf.bookmarks == (Bookmark(0, "Bilagsfortegnelse", 3),)
    bundle = import_bundle(path)
    assert [(item.number, item.title) for item in bundle.items] == [
        ("2.4", "Kontrakt"),
        ("3.1", "Havne"),
    ]
    assert [item.annexes for item in bundle.items] == [
        (Annex("1", "Udkast", 4),),
        (Annex("1", "Plan", 5, ("2026-10-01",)),),
    ]
    assert (bundle.meeting.day.value, bundle.meeting.day.basis) == ("2026-12-04", "printed")
