"""What a reader of an annex does not see is in no edition of the book."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.papers.annex_book.folders import (
    book,
    changed,
    elements,
    folder_of,
    opened,
    page_texts,
    tagged,
    untagged,
)
from tests.papers.annex_book.test_book import validated
from tests.papers.annex_book.test_hidden_layers import UNSEEN, draw, font, form, holds

from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.facts import Note, Refused

SEEN = "Det alle ser"
PLAIN = tagged("Et bilag", words=SEEN)
SECRET = UNSEEN.encode("latin-1")


def on_first_page(pdf, **keys):
    annotation = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Rect=Array([10, 10, 60, 30]), **keys)
    )
    pdf.pages[0].obj.Annots.append(annotation)
    return annotation


def told_by_tag(pdf, annotation, **words):
    """A tag for ``annotation``, that says ``words`` about it."""
    root = pdf.Root.StructTreeRoot
    numbers = pikepdf.NumberTree(root.ParentTree)
    annotation.StructParent = max(numbers) + 1
    target = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=pdf.pages[0].obj)
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Annot, P=root.K[0], K=Array([target]), **words)
    )
    root.K[0].K.append(element)
    numbers[int(annotation.StructParent)] = element
    return element


def file_with(pdf, content):
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F="h.txt", EF=Dictionary(F=pdf.make_stream(content)))
    )


def first_tag(pdf):
    return next(elements(pdf))


def hidden_remark(pdf):
    remark = on_first_page(pdf, Subtype=Name.Text, F=2, Contents=String(UNSEEN))
    told_by_tag(pdf, remark, Alt=String(UNSEEN))


def remark_that_is_not_viewed(pdf):
    on_first_page(pdf, Subtype=Name.FreeText, F=32, RC=String(UNSEEN), DA="/F1 9 Tf")


def popup(pdf):
    remark = on_first_page(pdf, Subtype=Name.Text, Contents="Ses")
    remark.Popup = on_first_page(pdf, Subtype=Name.Popup, Contents=String(UNSEEN), Parent=remark)


def remark_that_only_the_tags_know(pdf):
    told_by_tag(pdf, on_first_page(pdf, Subtype=Name.Text, Contents=String(UNSEEN)))
    del pdf.pages[0].obj.Annots[-1]


def author_of_a_remark(pdf):
    on_first_page(pdf, Subtype=Name.Text, Contents="Ses", T=String(UNSEEN), Subj=String(UNSEEN))


def other_look_of_a_remark(pdf):
    looks = Dictionary(N=form(pdf, b""), R=form(pdf, draw(UNSEEN, "/P BMC")))
    on_first_page(pdf, Subtype=Name.Stamp, AP=looks)


def file_of_a_link(pdf):
    pdf.pages[0].obj.Annots[0].AF = Array([file_with(pdf, SECRET)])


def earlier_address_of_a_link(pdf):
    address = String(f"https://example.org/{UNSEEN}")
    pdf.pages[0].obj.Annots[0].PA = Dictionary(S=Name.URI, URI=address)


def file_of_a_tag(pdf):
    first_tag(pdf).AF = Array([file_with(pdf, SECRET)])


def own_key_of_a_tag(pdf):
    first_tag(pdf)["/DEMO"] = String(UNSEEN)


def own_attribute_of_a_tag(pdf):
    own = Dictionary(N=String("Sag"), V=String(UNSEEN), H=True)
    first_tag(pdf).A = Dictionary(O=Name.UserProperties, P=Array([own]))


def own_key_of_a_page(pdf):
    pdf.pages[0].obj["/DEMO"] = Dictionary(Note=String(UNSEEN))


def piece_of_another_program(pdf):
    last = Dictionary(Private=String(UNSEEN))
    pdf.pages[0].obj.PieceInfo = Dictionary(Demo=last)
    pdf.pages[0].obj.LastModified = String("D:2026")


def own_key_of_a_font(pdf):
    for one in pdf.pages[0].obj.Resources.Font.values():
        one["/DEMO"] = String(UNSEEN)
        one.DescendantFonts[0].FontDescriptor["/DEMO"] = String(UNSEEN)


def remark_in_a_stream(pdf):
    page = pdf.pages[0]
    page.contents_coalesce()
    page.obj.Contents = pdf.make_stream(b"% " + SECRET + b"\n" + page.obj.Contents.read_bytes())


def property_of_a_mark(pdf):
    pdf.pages[0].contents_add(b"/Artifact <</DEMO (%s)>> BDC 0 0 1 1 re f EMC" % SECRET)


def point_in_a_stream(pdf):
    pdf.pages[0].contents_add(b"/Demo <</Note (%s)>> DP" % SECRET)


def drawing_that_nobody_draws(pdf):
    pdf.pages[0].obj.Resources.XObject = Dictionary(X9=form(pdf, draw(UNSEEN, "/P BMC")))


def drawing_within_a_drawing_that_nobody_draws(pdf):
    outer = form(pdf, b"0 0 1 1 re f")
    outer.Resources.XObject = Dictionary(X8=form(pdf, draw(UNSEEN, "/P BMC")))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X9=outer)
    pdf.pages[0].contents_add(b"/Artifact BMC /X9 Do EMC")


def drawing_that_only_the_tags_know(pdf):
    drawn = form(pdf, draw(UNSEEN, "/P BMC"))
    target = Dictionary(Type=Name.OBJR, Obj=drawn, Pg=pdf.pages[0].obj)
    first_tag(pdf).K.append(target)


def hidden_field(pdf):
    """A field with a tag that knows it, while it does not know the tag."""
    words = dict.fromkeys(("T", "V", "DV", "TU"), String(UNSEEN))
    field = on_first_page(pdf, Subtype=Name.Widget, FT=Name.Tx, F=2, **words)
    told_by_tag(pdf, field)
    del field.StructParent
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def words_for_a_hidden_field(pdf):
    field = on_first_page(pdf, Subtype=Name.Widget, FT=Name.Tx, F=2, T="felt")
    told_by_tag(pdf, field, Alt=String(UNSEEN))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def field_without_a_form(pdf):
    on_first_page(pdf, Subtype=Name.Widget, FT=Name.Tx, V=String(UNSEEN), T=String(UNSEEN))


def who_made_a_layer(pdf):
    made = Dictionary(Creator=String(UNSEEN))
    layer = pdf.make_indirect(
        Dictionary(Type=Name.OCG, Name="Tekst", Usage=Dictionary(CreatorInfo=made))
    )
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())


HIDING = [
    hidden_remark,
    remark_that_is_not_viewed,
    popup,
    remark_that_only_the_tags_know,
    author_of_a_remark,
    other_look_of_a_remark,
    file_of_a_link,
    earlier_address_of_a_link,
    file_of_a_tag,
    own_key_of_a_tag,
    own_attribute_of_a_tag,
    own_key_of_a_page,
    piece_of_another_program,
    own_key_of_a_font,
    remark_in_a_stream,
    property_of_a_mark,
    point_in_a_stream,
    drawing_that_nobody_draws,
    drawing_within_a_drawing_that_nobody_draws,
    drawing_that_only_the_tags_know,
    hidden_field,
    words_for_a_hidden_field,
    pytest.param(
        field_without_a_form,
        marks=pytest.mark.filterwarnings("ignore:This document has 1 form widget"),
    ),
    who_made_a_layer,
]


@pytest.mark.parametrize("hide", HIDING)
def test_what_no_reader_sees_is_not_in_the_public_edition(hide, tmp_path):
    annex = changed(PLAIN, hide)
    assert holds(annex, UNSEEN)
    made, (ready,) = book(folder_of(tmp_path, annex), Edition.PUBLIC)
    assert ready.refused is None
    assert not holds(made.content, UNSEEN)
    assert SEEN in page_texts(made.content)[3]


@pytest.mark.parametrize("hide", [hidden_remark, remark_that_is_not_viewed])
def test_that_there_was_a_hidden_remark_is_told(hide, tmp_path):
    _, (ready,) = book(folder_of(tmp_path, changed(PLAIN, hide)))
    assert ready.facts.notes == {Note.HIDDEN_REMARKS: 1}


def test_a_redaction_that_is_not_applied_is_not_shown(tmp_path):
    """The text that the sender meant to black out is still in the page."""

    def redact(pdf):
        on_first_page(pdf, Subtype=Name.Redact, OverlayText=String(UNSEEN))

    made, (ready,) = book(folder_of(tmp_path, changed(PLAIN, redact)), Edition.PUBLIC)
    assert ready.refused is not None
    assert ready.refused.reason is Refused.REDACTIONS
    assert not holds(made.content, UNSEEN)
    texts = page_texts(made.content)
    assert SEEN not in "".join(texts)
    assert "overstregninger, som ikke er gennemført" in " ".join(texts[3].split())


def test_a_picture_of_a_deleted_page_does_not_stay_in_resources_for_all(tmp_path):
    """Pages that share their resources, as most programs write them, and one is deleted."""

    def delete(pdf):
        secret = form(pdf, draw(UNSEEN, "/P BMC"))
        shared = pdf.make_indirect(
            Dictionary(Font=Dictionary(F1=font(pdf)), XObject=Dictionary(X1=secret))
        )
        for at, page in enumerate(pdf.pages):
            page.obj.Resources = shared
            drawn = b"/X1 Do" if at else draw(SEEN, "/P BMC")
            page.obj.Contents = pdf.make_stream(drawn)
        del pdf.pages[1]

    annex = changed(untagged(pages=2), delete)
    assert holds(annex, UNSEEN)
    made, _ = book(folder_of(tmp_path, annex), Edition.PUBLIC)
    assert not holds(made.content, UNSEEN)
    assert SEEN in page_texts(made.content)[3]


def test_what_a_drawing_takes_from_its_page_is_still_there(tmp_path):
    """A drawing without resources of its own draws with those of the page."""

    def borrow(pdf):
        drawn = form(pdf, draw("Lånt skrift", "/P BMC").replace(b"/F1", b"/F#31"))
        del drawn.Resources
        resources = pdf.pages[0].obj.Resources
        resources.XObject = Dictionary(X1=drawn)
        resources.Font["/F1"] = font(pdf)
        pdf.pages[0].contents_add(b"/Artifact BMC /X1 Do EMC")

    made, _ = book(folder_of(tmp_path, changed(PLAIN, borrow)))
    assert "Lånt skrift" in page_texts(made.content)[3]


def test_an_annex_with_nothing_unseen_stays_accessible(tmp_path):
    made, _ = book(folder_of(tmp_path, PLAIN), Edition.PUBLIC)
    assert made.claims_pdf_ua
    assert validated(made.content, tmp_path).failed == ()


def test_links_of_a_cleaned_annex_lead_where_they_did(tmp_path):
    made, _ = book(folder_of(tmp_path, changed(PLAIN, file_of_a_link)))
    with opened(made.content) as pdf:
        links = pdf.pages[3].obj.Annots
        assert any(str(link.get("/A", {}).get("/URI", "")).startswith("https") for link in links)
        assert any("/Dest" in link for link in links)
