"""What an annex hides in layers is in no edition of the book: not drawn, not named, not in tags."""

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from tests.papers.annex_book.folders import book, changed, folder_of, opened, page_texts, tagged
from tests.papers.annex_book.test_fuzzing import outcome, unpacked, workers  # noqa: F401

from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.facts import Note, Refused

UNSEEN = "Forhandlingsoplæg hemmeligt 4711"
# Words of the format by which layers are told.
WORDS = [b"/OC", b"/OCGs", b"/OFF", b"/L1", b"BDC", b"EMC", b"/Properties", b"/VE", b"/And", b"/P"]
WORDS += [b"/Type", b"/OCMD", b"/OCG", b"/XObject", b"/Resources", b"/Form", b"/D", b"/MCID"]
PLAIN = tagged("Et bilag", words="Det alle ser")


def layer(pdf, name="Kladde"):
    return pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))


def declare(pdf, layers, off):
    pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(OFF=Array(off)))


def font(pdf):
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def draw(words, mark="/OC /L1 BDC", y=400):
    encoded = words.encode("latin-1").hex()
    return f"{mark}\nq 1 0 0 1 0 0 cm BT /F1 12 Tf 60 {y} Td <{encoded}> Tj ET Q\nEMC\n".encode()


def on_page(pdf, properties, content, **resources):
    """Adds ``content`` to the first page, which may name what it draws with."""
    page = pdf.pages[0]
    page.obj.Resources.Properties = Dictionary(properties)
    page.obj.Resources.Font["/F1"] = font(pdf)
    for kind, things in resources.items():
        page.obj.Resources[f"/{kind}"] = Dictionary(things)
    page.contents_add(content)


def form(pdf, content, **keys):
    drawn = pdf.make_stream(content)
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 850])
    drawn.Resources = Dictionary(Font=Dictionary(F1=font(pdf)))
    for key, value in keys.items():
        drawn[f"/{key}"] = value
    return drawn


def in_marks(pdf):
    hidden, seen = layer(pdf), layer(pdf, "Tekst")
    declare(pdf, [hidden, seen], [hidden])
    content = draw(UNSEEN) + draw("Ogsaa synligt", "/OC /L2 BDC", 300)
    on_page(pdf, {"/L1": hidden, "/L2": seen}, content)


def in_a_layer_that_readers_turn_off(pdf):
    """A layer that is on, but for print or for nobody, and is turned off when it is viewed."""
    hidden = layer(pdf)
    hidden.Usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
    declare(pdf, [hidden], [])
    when = Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([hidden]))
    pdf.Root.OCProperties.D.AS = Array([when])
    on_page(pdf, {"/L1": hidden}, draw(UNSEEN))


def in_marks_within_marks(pdf):
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    inner = b"/OC /L1 BDC\n/Span <</ActualText (%s)>> BDC\n" % UNSEEN.encode("latin-1")
    content = inner + draw("x" * 30, "/P BMC") + b"EMC\nEMC\n"
    on_page(pdf, {"/L1": hidden}, content)


def in_a_rule_over_layers(pdf):
    hidden, seen = layer(pdf), layer(pdf, "Tekst")
    declare(pdf, [hidden, seen], [hidden])
    rule = Dictionary(Type=Name.OCMD, OCGs=Array([hidden, seen]), P=Name.AllOn)
    on_page(pdf, {"/L1": pdf.make_indirect(rule)}, draw(UNSEEN))


def in_an_expression_over_layers(pdf):
    hidden, seen = layer(pdf), layer(pdf, "Tekst")
    declare(pdf, [hidden, seen], [hidden])
    rule = Array([Name.And, seen, Array([Name.Not, Array([Name.Or, hidden, seen])])])
    on_page(pdf, {"/L1": pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=rule))}, draw(UNSEEN))


def in_a_drawing_of_the_layer(pdf):
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    drawn = form(pdf, draw(UNSEEN, "/P BMC"), OC=hidden)
    on_page(pdf, {}, b"/X1 Do\n", XObject={"/X1": drawn})


def in_a_drawing_that_only_the_layer_draws(pdf):
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    drawn = form(pdf, draw(UNSEEN, "/P BMC"))
    on_page(pdf, {"/L1": hidden}, b"/OC /L1 BDC /X1 Do EMC\n", XObject={"/X1": drawn})


def in_marks_of_a_drawing(pdf):
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    drawn = form(pdf, draw(UNSEEN))
    drawn.Resources.Properties = Dictionary({"/L1": hidden})
    on_page(pdf, {}, b"/X1 Do\n", XObject={"/X1": drawn})


def in_a_remark(pdf):
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    look = form(pdf, draw(UNSEEN, "/P BMC"))
    remark = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=Array([0, 0, 50, 50]),
        Contents=String(UNSEEN),
        AP=Dictionary(N=look),
        OC=hidden,
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(remark)])


def in_the_layer_s_name(pdf):
    hidden = layer(pdf, UNSEEN)
    declare(pdf, [hidden], [hidden])
    pdf.pages[0].obj.Resources.Properties = Dictionary({"/L1": hidden})


def in_the_words_of_a_tag(pdf):
    """A tag outside the layer tells the words of what the layer shows."""
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    root = pdf.Root.StructTreeRoot
    numbers = pikepdf.NumberTree(root.ParentTree)
    held = numbers[int(pdf.pages[0].obj.StructParents)]
    element = Dictionary(
        Type=Name.StructElem, S=Name.Span, P=root, Pg=pdf.pages[0].obj, ActualText=String(UNSEEN)
    )
    element.K = Array([len(held)])
    held.append(pdf.make_indirect(element))
    root.K.append(held[-1])
    mark = b"/Span <</MCID %d>> BDC\n" % (len(held) - 1)
    on_page(pdf, {"/L1": hidden}, mark + draw("x" * 30) + b"EMC\n")


HIDING = [
    in_marks,
    in_a_layer_that_readers_turn_off,
    in_marks_within_marks,
    in_a_rule_over_layers,
    in_an_expression_over_layers,
    in_a_drawing_of_the_layer,
    in_a_drawing_that_only_the_layer_draws,
    in_marks_of_a_drawing,
    in_a_remark,
    in_the_layer_s_name,
    in_the_words_of_a_tag,
]


def everything(content):
    """All that can be read out of a PDF: every stream unpacked, every string of every object."""
    told = []
    with opened(content) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    told.append(thing.read_bytes())
                except pikepdf.PdfError:
                    told.append(thing.read_raw_bytes())
            told.append(thing.unparse(resolved=True))
            told += _strings(thing, 0)
    return b"\n".join(told)


def _strings(thing, depth):
    if isinstance(thing, String):
        yield str(thing).encode()
    elif isinstance(thing, Array):
        for part in thing:
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from _strings(part, depth + 1)
    elif isinstance(thing, Dictionary | pikepdf.Stream) and depth < 20:
        for part in thing.values():
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from _strings(part, depth + 1)


def holds(content, words):
    told = everything(content).lower()
    forms = (words.encode(), words.encode("latin-1"), words.encode("latin-1").hex().encode())
    return any(form.lower() in told for form in forms)


@pytest.mark.parametrize("hide", HIDING)
@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.MEMBER])
def test_what_a_layer_hides_is_in_no_edition(hide, edition, tmp_path):
    annex = changed(PLAIN, hide)
    assert holds(annex, UNSEEN)
    made, ready = book(folder_of(tmp_path, annex), edition)
    assert ready[0].refused is None
    assert not holds(made.content, UNSEEN)
    assert ready[0].facts.notes[Note.HIDDEN_LAYERS] == 1
    assert "Det alle ser" in page_texts(made.content)[3]


def test_a_layer_that_is_seen_stays(tmp_path):
    made, _ = book(folder_of(tmp_path, changed(PLAIN, in_marks)))
    assert "Ogsaa synligt" in page_texts(made.content)[3]
    with opened(made.content) as pdf:
        assert [str(one.Name) for one in pdf.Root.OCProperties.OCGs] == ["Tekst"]


def test_what_follows_a_hidden_layer_is_drawn_as_before(tmp_path):
    """State set under the layer holds after it: here the font and the place on the page."""

    def hide(pdf):
        hidden = layer(pdf)
        declare(pdf, [hidden], [hidden])
        secret, seen = (words.encode().hex() for words in (UNSEEN, "Staar her"))
        content = (
            f"BT /OC /L1 BDC /F1 12 Tf 60 500 Td <{secret}> Tj EMC 0 -20 Td <{seen}> Tj ET "
            "0 0 10 10 re /OC /L1 BDC W f EMC"
        )
        on_page(pdf, {"/L1": hidden}, content.encode())

    made, _ = book(folder_of(tmp_path, changed(PLAIN, hide)))
    assert "Staar her" in page_texts(made.content)[3]
    assert not holds(made.content, UNSEEN)


LAYERED = [unpacked(changed(PLAIN, hide)) for hide in HIDING]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_layers_changed_by_chance_have_an_outcome(data, tmp_path, workers):  # noqa: F811
    content = data.draw(st.sampled_from(LAYERED))
    for _ in range(data.draw(st.integers(1, 3))):
        one, other = data.draw(st.sampled_from(WORDS)), data.draw(st.sampled_from(WORDS))
        at = content.find(one, data.draw(st.integers(0, len(content))))
        if at >= 0:
            content = content[:at] + other + content[at + len(one) :]
    outcome(content, tmp_path, workers)


def no_end(pdf):
    hidden = layer(pdf)
    declare(pdf, [hidden], [hidden])
    on_page(pdf, {"/L1": hidden}, b"/OC /L1 BDC BT /F1 12 Tf (hemmeligt) Tj ET\n")


def held_by_the_tags(pdf):
    in_a_drawing_that_only_the_layer_draws(pdf)
    pdf.pages[0].obj.Resources.XObject["/X1"].StructParents = 9


def seen_by_some(pdf):
    """Who reads it, in what language, turns the layer on or off."""
    shown = layer(pdf)
    declare(pdf, [shown], [])
    when = Dictionary(Event=Name.View, Category=Array([Name.User]), OCGs=Array([shown]))
    pdf.Root.OCProperties.D.AS = Array([when])
    on_page(pdf, {"/L1": shown}, draw(UNSEEN))


@pytest.mark.parametrize("hide", [no_end, held_by_the_tags, seen_by_some])
def test_what_cannot_be_taken_out_is_not_shown(hide, tmp_path):
    _, ready = book(folder_of(tmp_path, changed(PLAIN, hide)))
    assert ready[0].refused is not None
    assert ready[0].refused.reason is Refused.HIDDEN_LAYERS
