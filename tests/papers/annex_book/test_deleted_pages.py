"""What stood on pages that were taken out of an annex is in no edition, in no tag either."""

import io
from functools import cache

import pikepdf
import pytest
import typst
from pikepdf import Name, String
from tests.papers import verapdf
from tests.papers.annex_book.folders import book, changed, folder_of, opened

from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.preparing.pruning import prune

GONE = ("Skjult billedtekst 4711", "Skjult formel 4712")
_TEMPLATE = """
#set document(title: "Demonotat", date: none)
#set text(lang: "da")
= Åben del
Demotekst for alle.
#figure(rect[x], alt: "Billedtekst for alle", caption: [Den åbne])
#table(columns: 2, table.header([Kommune], [2025]), [Demoby], [])
#pagebreak()
#figure(rect[x], alt: "{0}", caption: [Den lukkede])
#math.equation(block: true, alt: "{1}", $ x = 4712 $)
== Overskrift på en lukket side
Lukket tekst.
#pagebreak()
= Sidste del
Mere for alle.
"""


@cache
def three_pages():
    content = _TEMPLATE.replace("{0}", GONE[0]).replace("{1}", GONE[1]).encode()
    return typst.compile(content, ignore_system_fonts=True, format="pdf", pdf_standards="ua-1")


def without(*pages):
    def change(pdf):
        for at in sorted(pages, reverse=True):
            del pdf.pages[at]

    return changed(three_pages(), change)


def strings(content):
    """Every string of a PDF's objects."""
    found = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            waiting = [thing]
            while waiting:
                one = waiting.pop()
                if isinstance(one, pikepdf.String):
                    found.add(str(one))
                elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    waiting += [value for value in one.values() if not value_is_own(value)]
                elif isinstance(one, pikepdf.Array):
                    waiting += [value for value in one if not value_is_own(value)]
    return found


def value_is_own(value):
    """Objects of their own are met by themselves."""
    return isinstance(value, pikepdf.Object) and value.is_indirect


def test_the_words_of_a_deleted_page_stay_in_the_file_that_is_brought():
    assert {*GONE} <= strings(without(1))


@pytest.mark.parametrize("edition", list(Edition))
def test_they_are_in_no_edition(tmp_path, edition):
    made, _ = book(folder_of(tmp_path / "m", without(1)), edition)
    told = strings(made.content)
    assert "Billedtekst for alle" in told
    assert not {*GONE} & told


def test_the_book_still_claims_and_passes(tmp_path):
    reason = verapdf.missing()
    if reason:
        pytest.skip(reason)
    made, _ = book(folder_of(tmp_path / "m", without(1)), Edition.PUBLIC)
    (tmp_path / "bog.pdf").write_bytes(made.content)
    assert made.claims_pdf_ua
    assert verapdf.validate(tmp_path / "bog.pdf") == verapdf.Result(compliant=True, failed=())


def test_an_annex_with_all_its_pages_keeps_all_its_tags(tmp_path):
    made, _ = book(folder_of(tmp_path / "m", three_pages()))
    assert {"Billedtekst for alle", *GONE} <= strings(made.content)
    with opened(three_pages()) as pdf:
        before = [thing.unparse() for thing in pdf.objects]
        assert prune(pdf) == 0
        assert [thing.unparse() for thing in pdf.objects] == before


def with_empty_figure(pdf):
    top = pdf.Root.StructTreeRoot.K
    top = top[0] if isinstance(top, pikepdf.Array) else top
    empty = pikepdf.Dictionary(Type=Name.StructElem, S=Name.Figure, P=top, Alt=String(GONE[0]))
    top.K.append(pdf.make_indirect(empty))


def figure_texts(pdf):
    return sorted(
        str(one.get("/Alt", ""))
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == Name.Figure
    )


def test_what_an_element_without_content_said_could_be_of_the_deleted_page():
    with opened(changed(without(1), with_empty_figure)) as pdf:
        before = figure_texts(pdf)
        assert prune(pdf) > 0
        assert (before, figure_texts(pdf)) == (
            ["Billedtekst for alle", GONE[0], GONE[0]],
            ["", "Billedtekst for alle"],
        )


def test_with_all_pages_there_it_keeps_what_it_says():
    with opened(changed(three_pages(), with_empty_figure)) as pdf:
        before = figure_texts(pdf)
        assert prune(pdf) == 0
        assert figure_texts(pdf) == before


def test_an_element_that_hangs_nowhere_is_not_brought_along_by_the_table_of_names(tmp_path):
    def change(pdf):
        loose = pikepdf.Dictionary(
            Type=Name.StructElem, S=Name.P, P=pdf.Root.StructTreeRoot, ID=String("løs")
        )
        loose.ActualText = String(GONE[1])
        pdf.Root.Hold = pdf.make_indirect(loose)
        names = pikepdf.Array([String("løs"), pdf.Root.Hold])
        pdf.Root.StructTreeRoot.IDTree = pikepdf.Dictionary(Names=names)

    content = changed(without(1), change)
    assert GONE[1] in strings(content)
    made, _ = book(folder_of(tmp_path / "m", content), Edition.PUBLIC)
    assert not {*GONE} & strings(made.content)
