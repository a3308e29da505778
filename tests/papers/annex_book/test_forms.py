"""Forms of annexes are drawn as they are filled in, and become part of the page."""

import pikepdf
import pytest
from tests.papers.annex_book.folders import book, changed, folder_of, opened, page_texts, tagged
from tests.papers.annex_book.test_book import validated

from samvirke.papers.annex_book.facts import Note

GOOD = tagged("Et godt bilag", words="Det gode bilag")


def field(pdf, *, kind="/Tx", value="Udfyldt felt"):
    """Puts a tagged field with a look of its own on page 1."""
    dictionary, name = pikepdf.Dictionary, pikepdf.Name
    page, root = pdf.pages[0], pdf.Root.StructTreeRoot
    font = next(iter(dict(page.obj.Resources.Font).values()))
    look = pdf.make_stream(
        b"q 0 0 1 rg 0 0 200 20 re f Q", Type=name.XObject, Subtype=name.Form, BBox=[0, 0, 200, 20]
    )
    numbers = pikepdf.NumberTree(root.ParentTree)
    key = max(numbers) + 1
    widget = pdf.make_indirect(
        dictionary(
            Type=name.Annot,
            Subtype=name.Widget,
            FT=pikepdf.Name(kind),
            T="felt",
            TU="Navn på kommunen",
            Rect=[100, 100, 300, 120],
            F=4,
            AP=dictionary(N=look),
            StructParent=key,
            P=page.obj,
        )
    )
    widget.V = value if kind == "/Tx" else dictionary(Type=name.Sig)
    page.obj.Annots.append(widget)
    pdf.Root.AcroForm = dictionary(Fields=[widget], DR=dictionary(Font=dictionary(F0=font)))
    document = root.K[0]
    target = dictionary(Type=name.OBJR, Obj=widget, Pg=page.obj)
    element = pdf.make_indirect(
        dictionary(Type=name.StructElem, S=name.Form, P=document, K=pikepdf.Array([target]))
    )
    document.K.append(element)
    numbers[key] = element


def test_a_filled_form_is_shown_as_filled_in_and_stays_accessible(tmp_path):
    made, ready = book(folder_of(tmp_path, changed(GOOD, field)))
    assert ready[0].facts.notes == {Note.FORM_FLATTENED: 1}
    assert made.claims_pdf_ua
    assert validated(made.content, tmp_path).failed == ()
    with opened(made.content) as pdf:
        assert "/AcroForm" not in pdf.Root
        kinds = [link.Subtype for page in pdf.pages for link in page.obj.get("/Annots", ())]
        assert pikepdf.Name.Widget not in kinds
        content = pdf.pages[3].obj.Contents
        drawn = b"".join(one.read_bytes() for one in content)
        assert b"/Span <</MCID" in drawn


def test_a_signed_annex_is_shown_and_the_lost_signature_told_of(tmp_path):
    made, ready = book(folder_of(tmp_path, changed(GOOD, lambda pdf: field(pdf, kind="/Sig"))))
    assert ready[0].facts.notes == {Note.SIGNATURE_LOST: 1}
    assert "Det gode bilag" in page_texts(made.content)[3]


def bare_field(font, value, *, flags=0, stale=False):
    """Puts a field without a look on page 1, whose form has ``font`` as its Helv."""

    def change(pdf):
        dictionary, name = pikepdf.Dictionary, pikepdf.Name
        widget = pdf.make_indirect(
            dictionary(
                Type=name.Annot,
                Subtype=name.Widget,
                FT=name.Tx,
                Ff=flags,
                T="felt",
                V=value,
                DA="/Helv 0 Tf 0 g",
                Rect=[100, 100, 400, 120],
                F=4,
            )
        )
        if stale:
            old = pdf.make_stream(b"", Type=name.XObject, Subtype=name.Form, BBox=[0, 0, 1, 1])
            widget.AP = dictionary(N=old)
        pdf.pages[0].obj.Annots.append(widget)
        helv = dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica, **font)
        pdf.Root.AcroForm = dictionary(
            Fields=[widget],
            DR=dictionary(Font=dictionary(Helv=pdf.make_indirect(helv))),
            NeedAppearances=stale,
        )

    return change


ENCODINGS = {
    "differences": {
        "Encoding": pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding,
            Differences=pikepdf.Array([128, pikepdf.Name("/bullet")]),
        )
    },
    "none": {},
}


@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize("font", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_a_field_without_a_look_is_drawn_with_every_danish_letter(font, stale, tmp_path):
    value = "Ærø får 25 € – på Øen"
    content = changed(GOOD, bare_field(font, value, stale=stale))
    made, ready = book(folder_of(tmp_path, content))
    assert ready[0].facts.notes == {Note.FORM_DRAWN: 1, Note.FORM_FLATTENED: 1}
    assert value in page_texts(made.content)[3]


def test_a_sign_that_no_font_has_is_told_of(tmp_path):
    made, ready = book(folder_of(tmp_path, changed(GOOD, bare_field({}, "Demo 漢 demo"))))
    assert ready[0].facts.notes == {
        Note.FORM_DRAWN: 1,
        Note.FORM_SIGNS_LOST: 1,
        Note.FORM_FLATTENED: 1,
    }
    assert "Demo □ demo" in page_texts(made.content)[3]


def test_a_password_that_was_typed_into_a_form_is_not_shown(tmp_path):
    content = changed(GOOD, bare_field({}, "hemmelig", flags=1 << 13))
    text = page_texts(book(folder_of(tmp_path, content))[0].content)[3]
    assert "********" in text
    assert "hemmelig" not in text


def test_a_tagged_field_that_is_drawn_here_stays_accessible(tmp_path):
    def change(pdf):
        field(pdf, value="Æblegård")
        del pdf.pages[0].obj.Annots[-1].AP

    made, ready = book(folder_of(tmp_path, changed(GOOD, change)))
    assert ready[0].facts.notes == {Note.FORM_DRAWN: 1, Note.FORM_FLATTENED: 1}
    assert "Æblegård" in page_texts(made.content)[3]
    assert made.claims_pdf_ua
    assert validated(made.content, tmp_path).failed == ()


def test_choices_and_ticks_are_drawn_as_chosen_and_hidden_fields_are_not(tmp_path):
    name = pikepdf.Name
    fields = [
        {"FT": name.Ch, "V": "k2", "Opt": [["k1", "Første valg"], ["k2", "Andet valg"]]},
        {"FT": name.Ch, "V": pikepdf.Array(["rød", "blå"]), "Opt": ["rød", "grøn", "blå"]},
        {"FT": name.Btn, "V": name.Yes, "AS": name.Yes},
        {"FT": name.Btn, "V": name.Off, "AS": name.Off},
        {"FT": name.Btn, "Ff": 1 << 16},
        {"FT": name.Tx, "V": "Skjult tekst", "F": 2},
        {"FT": name.Tx, "V": "Linje et\rLinje to", "Ff": 1 << 12, "DA": "/Helv 9 Tf"},
        {"FT": name.Tx, "V": ""},
    ]

    def change(pdf):
        widgets = pikepdf.Array()
        for at, own in enumerate(fields):
            listed = {f"/{key}": value for key, value in own.items()}
            if "/Opt" in listed:
                listed["/Opt"] = pikepdf.Array(
                    [pikepdf.Array(one) if isinstance(one, list) else one for one in own["Opt"]]
                )
            place = pikepdf.Array([100, 100 + 40 * at, 300, 130 + 40 * at])
            shared = {"/Type": name.Annot, "/Subtype": name.Widget, "/T": f"f{at}", "/Rect": place}
            widgets.append(pdf.make_indirect(pikepdf.Dictionary({**shared, **listed})))
        pdf.pages[0].obj.Annots.extend(widgets)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=widgets)

    made, ready = book(folder_of(tmp_path, changed(GOOD, change)))
    text = page_texts(made.content)[3]
    assert ready[0].facts.notes == {Note.FORM_DRAWN: 4, Note.FORM_FLATTENED: 8}
    shown = ("Andet valg", "rød, blå", "X", "Linje et", "Linje to")
    assert [words for words in shown if words not in text] == []
    assert text.count("X") == 1
    assert [words for words in ("Første valg", "grøn", "Skjult tekst") if words in text] == []
