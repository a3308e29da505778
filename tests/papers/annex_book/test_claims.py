"""A book calls itself PDF/UA-1 only where nothing that can be seen contradicts an annex's word."""

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from tests.papers.annex_book.folders import book, changed, elements, folder_of, gathered, tagged
from tests.papers.annex_book.test_book import validated

from samvirke.papers.annex_book.facts import CLAUSES, Breach

GOOD = tagged("Et godt bilag", words="Det gode bilag")
_MARKS = ("BDC", "BMC", "EMC")


def drawing(pdf, content):
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])


def without_marks(pdf):
    page = pdf.pages[0]
    kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in _MARKS]
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def with_text_beside(pdf):
    pdf.pages[0].obj.Resources.Font["/F1"] = next(iter(pdf.pages[0].obj.Resources.Font.values()))
    pdf.pages[0].contents_add(b"BT /F1 9 Tf 60 30 Td <0001> Tj ET")


def with_a_mark_that_no_tag_knows(pdf):
    pdf.pages[0].contents_add(b"/P <</MCID 999>> BDC 0 0 9 9 re f EMC")


def with_a_drawing_beside(pdf):
    pdf.pages[0].obj.Resources.XObject = Dictionary(X1=drawing(pdf, b"0 0 9 9 re f"))
    pdf.pages[0].contents_add(b"/X1 Do")


BARE = [without_marks, with_text_beside, with_a_mark_that_no_tag_knows, with_a_drawing_beside]


@pytest.mark.parametrize("bare", BARE)
def test_content_outside_all_tags_is_a_breach_and_the_book_makes_no_claim(bare, tmp_path):
    made, (ready,) = book(folder_of(tmp_path, changed(GOOD, bare)))
    assert ready.facts.breaches == {Breach.CONTENT_NOT_MARKED: 1}
    assert not made.claims_pdf_ua
    # The validator's own word on it: 7.1, besides the claim that is not made (5).
    clauses = {failure.clause for failure in validated(made.content, tmp_path).failed}
    assert clauses == {"5", CLAUSES[Breach.CONTENT_NOT_MARKED]}


def drawing_with_marks_of_its_own(pdf):
    pdf.pages[0].obj.Resources.XObject = Dictionary(
        X1=drawing(pdf, b"/Artifact BMC 0 0 9 9 re f EMC")
    )
    pdf.pages[0].contents_add(b"/X1 Do")


def mark_within_a_mark(pdf):
    pdf.pages[0].contents_add(b"/Artifact BMC /Span BMC 0 0 9 9 re f EMC 0 0 9 9 re f EMC")


def mark_by_name(pdf):
    named = Dictionary(MC0=Dictionary(MCID=0))
    pdf.pages[0].obj.Resources.Properties = named
    pdf.pages[0].contents_add(b"/Artifact /MC0 BDC 0 0 9 9 re f EMC")


@pytest.mark.parametrize("mark", [drawing_with_marks_of_its_own, mark_within_a_mark, mark_by_name])
def test_content_in_marks_of_any_kind_is_no_breach(mark, tmp_path):
    made, (ready,) = book(folder_of(tmp_path, changed(GOOD, mark)))
    assert ready.facts.breaches == {}
    assert made.claims_pdf_ua


def test_words_that_are_none_do_not_tell_a_figure(tmp_path):
    def change(pdf):
        one = next(one for one in elements(pdf) if one.S == Name.P)
        one.S, one.Alt = Name.Figure, " "

    _, (ready,) = gathered(folder_of(tmp_path, changed(GOOD, change)))
    assert ready.facts.breaches == {Breach.FIGURE_WITHOUT_TEXT: 1}
