"""The agenda file: what it says, and what a slip in it is told as."""

from datetime import date

import pytest

from samvirke.papers.annex_book.agenda import Agenda, Annex, Item, Meeting, read_agenda
from samvirke.records import InputError

WHOLE = """
meeting:
  body: KKR Demo
  date: 2026-12-04
  place: Demoby
  demo: true
items:
  - number: "2.4"
    title: Resultatkontrakt 2027
    kind: Beslutningssag
    annexes:
      - title: Udkast til kontrakt
        file: bilag/kontrakt.pdf
      - title: Indstilling om en ansættelse
        file: indstilling.docx
        access: closed
        public_title: Et lukket bilag
  - number: 3a
    title: Et lukket punkt
    access: closed
    supplement: true
"""


def read(folder, text):
    (folder / "dagsorden.yaml").write_text(text, "utf-8")
    return read_agenda(folder)


def problem(folder, text):
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return caught.value.in_language("da")


def test_an_agenda_is_read_as_it_is_written(tmp_path):
    contract = Annex(title="Udkast til kontrakt", file="bilag/kontrakt.pdf")
    closed = Annex(
        title="Indstilling om en ansættelse",
        file="indstilling.docx",
        access="closed",
        public_title="Et lukket bilag",
    )
    assert read(tmp_path, WHOLE) == Agenda(
        meeting=Meeting(body="KKR Demo", date=date(2026, 12, 4), place="Demoby", demo=True),
        items=(
            Item(
                number="2.4",
                title="Resultatkontrakt 2027",
                kind="Beslutningssag",
                annexes=(contract, closed),
            ),
            Item(number="3a", title="Et lukket punkt", access="closed", supplement=True),
        ),
    )


def test_an_open_annex_of_a_closed_item_is_closed():
    annex = Annex(title="Notat", file="a.pdf")
    assert not Item(number="1", title="Åbent", annexes=(annex,)).is_closed(annex)
    assert Item(number="1", title="Lukket", access="closed", annexes=(annex,)).is_closed(annex)


def test_the_supplementary_agenda_comes_last_whatever_the_order_of_the_file(tmp_path):
    text = WHOLE.replace('number: "2.4"', 'number: "2.4"\n    supplement: true')
    text = text.replace("access: closed\n    supplement: true", "access: closed")
    assert [item.number for item in read(tmp_path, text).in_order()] == ["3a", "2.4"]


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("number: 3a", "number: punkt 3", "dagsorden.yaml, linje 18: »number«: Et punkt skal have"),
        ("number: 3a", 'number: "2.4"', "To punkter har nummer 2.4."),
        ("kind: Beslutningssag", "kind: Beslutning", "Værdien af »kind« kendes ikke."),
        ("access: closed\n        p", "access: lukket\n        p", "Gyldigt: open, closed"),
        ("date: 2026-12-04", "date: 4/12", "Skriv en gyldig dato."),
        ("demo: true", "demo: ja", "Skriv true eller false."),
        ("file: indstilling.docx\n        ", "", "Feltet »file« mangler her."),
        ("annexes:", "bilag:", "Feltet »bilag« kendes ikke her."),
        ("title: Et lukket punkt", "title: " + "x" * 301, "højst 300 tegn"),
    ],
)
def test_a_slip_is_told_with_its_place_and_what_is_valid(wrong, right, told, tmp_path):
    assert wrong in WHOLE
    assert told in problem(tmp_path, WHOLE.replace(wrong, right))


@pytest.mark.parametrize(
    ("closed", "open_one", "line"),
    [
        ("access: closed\n        public_title", "public_title", 16),
        ("access: closed\n    supplement: true", "public_title: Et lukket punkt", 20),
    ],
)
def test_a_title_for_the_public_of_what_is_not_closed_is_refused(closed, open_one, line, tmp_path):
    assert closed in WHOLE
    told = problem(tmp_path, WHOLE.replace(closed, open_one))
    assert told.startswith(f"dagsorden.yaml, linje {line}: »public_title«:")
    assert "Mente du »access: closed«?" in told


def test_a_title_for_the_public_may_stand_on_an_annex_of_a_closed_item(tmp_path):
    text = WHOLE.replace("access: closed\n        p", "access: open\n        p")
    closed = text.replace("kind: Beslutningssag", "access: closed")
    assert read(tmp_path, closed).items[0].annexes[1].public_title == "Et lukket bilag"


def test_a_folder_without_an_agenda_is_told_where_to_read_on(tmp_path):
    with pytest.raises(InputError) as caught:
        read_agenda(tmp_path)
    assert "docs/guides/bilagsbog.md" in caught.value.in_language("da")


def test_no_folder(tmp_path):
    with pytest.raises(InputError) as caught:
        read_agenda(tmp_path / "findes ikke")
    assert "Der er ingen mappe med det navn." in caught.value.in_language("da")
