"""Annexes that are not as they should be: replaced or mended, told of, and the rest still built."""

import io
import os
import re
import subprocess
import zipfile
import zlib

import pikepdf
import pytest
from tests.papers.annex_book.folders import (
    book,
    changed,
    elements,
    encrypted,
    folder_of,
    gathered,
    opened,
    page_texts,
    pictures,
    tagged,
    untagged,
)
from tests.papers.annex_book.test_book import validated

from samvirke.papers.annex_book.facts import Breach, Note, Refused, Tagging
from samvirke.papers.annex_book.sources import MOST_BYTES

GOOD = tagged("Et godt bilag", words="Det gode bilag")


def many_pages(count):
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def no_pages():
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def bomb(filters=1):
    """A page whose content unpacks to 300 MB, ``filters`` times packed."""
    content = zlib.compress(b" " * (300 * 1024 * 1024), 9)
    for _ in range(filters - 1):
        content = zlib.compress(content, 9)
    return drawn_by(content, *["/FlateDecode"] * filters)


def drawn_by(content, *filters):
    """A page whose content is ``content``, packed by ``filters``."""

    def change(pdf):
        stream = pdf.make_stream(b"")
        stream.write(content, filter=pikepdf.Array([pikepdf.Name(name) for name in filters]))
        pdf.pages[0].obj.Contents = stream

    out = io.BytesIO()
    with opened(GOOD) as pdf:
        change(pdf)
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def bomb_as_letters():
    content = zlib.compress(b" " * (300 * 1024 * 1024), 9)
    return drawn_by(content.hex().encode() + b">", "/ASCIIHexDecode", "/Fl")


def bomb_in_words(rounds=40):
    """LZW: each code from 258 to 4093 is a word that is a letter longer than the one before."""
    bits, width = [], 9
    for _ in range(rounds):
        bits.append(f"{256:0{width}b}{32:09b}")
        width = 9
        for code in range(258, 4094):
            bits.append(f"{code:0{width}b}")
            width = min((code + 2).bit_length(), 12)
    whole = "".join(bits)
    whole += "0" * (-len(whole) % 8)
    return drawn_by(int(whole, 2).to_bytes(len(whole) // 8, "big"), "/LZW")


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


BAD = {
    "empty": (b"", Refused.EMPTY),
    "no pages": (no_pages(), Refused.NO_PAGES),
    "locked": (encrypted(GOOD, user="hemmelig"), Refused.ENCRYPTED),
    "cut off": (b"%PDF-1.7\nher er intet", Refused.DAMAGED),
    "text": (b"Kun lidt tekst", Refused.UNKNOWN_TYPE),
    "program": (b"\x7fELF" + bytes(100), Refused.UNKNOWN_TYPE),
    "zip": (packed({"a.txt": "x"}), Refused.UNKNOWN_TYPE),
    "broken zip": (b"PK\x03\x04" + bytes(50), Refused.DAMAGED),
    "10,000 pages": (many_pages(10_000), Refused.TOO_MANY_PAGES),
    "2,001 pages": (many_pages(2_001), Refused.TOO_MANY_PAGES),
    "bomb": (bomb(), Refused.INFLATES),
    "bomb in a bomb": (bomb(filters=2), Refused.INFLATES),
    "bomb as letters": (bomb_as_letters(), Refused.INFLATES),
    "bomb in words": (bomb_in_words(), Refused.INFLATES),
    "missing": (None, Refused.MISSING),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_annex_becomes_a_page_that_says_why(content, reason, tmp_path):
    made, ready = book(folder_of(tmp_path, (content, "b1.pdf"), GOOD))
    assert [one.refused and one.refused.reason for one in ready] == [reason, None]
    texts = page_texts(made.content)
    assert "Demobilag nummer 1" in texts[3]
    assert "Bilaget kan ikke vises." in texts[3]
    assert "2.4 Bilag 1 – side 1 af 1" in texts[3]
    assert "Det gode bilag" in texts[4]


def test_a_book_with_a_replacement_page_and_one_file_twice_is_accessible(tmp_path):
    made, _ = book(folder_of(tmp_path, b"", GOOD, GOOD))
    assert made.claims_pdf_ua
    assert validated(made.content, tmp_path).compliant


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    folder = folder_of(tmp_path, GOOD, GOOD)
    with (folder / "b1.pdf").open("r+b") as file:
        file.truncate(500 * 1024 * 1024)  # mostly holes: it takes no room on the disk
    assert MOST_BYTES < 500 * 1024 * 1024
    _, ready = gathered(folder)
    assert (ready[0].refused.reason, ready[0].refused.detail) == (Refused.TOO_LARGE, "500 MB")
    assert ready[0].fingerprint is None
    assert ready[1].refused is None


@pytest.mark.parametrize("name", ["../uden_for.pdf", "link.pdf"])
def test_a_file_outside_the_folder_is_not_read(name, tmp_path):
    (tmp_path / "uden_for.pdf").write_bytes(GOOD)
    folder = folder_of(tmp_path / "folder", (None, name), GOOD)
    (folder / "link.pdf").symlink_to(tmp_path / "uden_for.pdf")
    _, ready = gathered(folder)
    assert [one.refused and one.refused.reason for one in ready] == [Refused.OUTSIDE, None]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".", Refused.NOT_A_FILE),
        ("fifo", Refused.NOT_A_FILE),
        ("a\0b.pdf", Refused.MISSING),
        ("x" * 400, Refused.MISSING),
    ],
)
def test_what_is_no_file_is_said_to_be_none(name, reason, tmp_path):
    folder = folder_of(tmp_path, (None, "b1.pdf"))
    os.mkfifo(folder / "fifo")
    from samvirke.papers.annex_book.facts import CannotShow
    from samvirke.papers.annex_book.sources import find_source

    with pytest.raises(CannotShow) as caught:
        find_source(folder, name)
    assert caught.value.reason is reason


def scripts(pdf):
    dictionary, name = pikepdf.Dictionary, pikepdf.Name
    script = dictionary(S=name.JavaScript, JS="app.alert('demo')")
    pdf.Root.OpenAction = script
    pdf.Root.Names.JavaScript = dictionary(Names=pikepdf.Array(["x", script]))
    pdf.pages[0].obj.AA = dictionary(O=script)
    link = pdf.pages[0].obj.Annots[1]
    link.A = dictionary(S=name.Launch, F="calc.exe")
    pdf.attachments["hemmelig.txt"] = b"vedlagt"


def test_scripts_launches_and_attached_files_are_taken_out(tmp_path):
    made, ready = book(folder_of(tmp_path, changed(GOOD, scripts)))
    assert ready[0].facts.notes == {Note.ACTIONS_REMOVED: 4, Note.FILES_REMOVED: 1}
    with opened(made.content) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert thing.get("/S") not in (pikepdf.Name.JavaScript, pikepdf.Name.Launch)
                assert not {"/JS", "/AA", "/OpenAction", "/EF"} & set(thing.keys())


def attached_to_a_tag(pdf):
    """A file on the page that is a part of the tags, as authors' programs write it."""
    dictionary, name = pikepdf.Dictionary, pikepdf.Name
    held = dictionary(Type=name.Filespec, F="h.txt", EF=dictionary(F=pdf.make_stream(b"vedlagt")))
    pin = dictionary(
        Type=name.Annot, Subtype=name.FileAttachment, Rect=pikepdf.Array([0, 0, 9, 9]), FS=held
    )
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(pin))
    root = pdf.Root.StructTreeRoot
    points = dictionary(Type=name.OBJR, Obj=pdf.pages[0].obj.Annots[-1])
    element = dictionary(Type=name.StructElem, S=name.Annot, P=root, K=pikepdf.Array([points]))
    root.K.append(pdf.make_indirect(element))


def test_an_attached_file_that_the_tags_hold_on_to_is_taken_out(tmp_path):
    made, ready = book(folder_of(tmp_path, changed(GOOD, attached_to_a_tag)))
    assert ready[0].facts.notes == {Note.FILES_REMOVED: 1}
    with opened(made.content) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        assert b"vedlagt" not in [stream.read_bytes() for stream in streams]


def test_a_protected_file_that_may_be_read_is_shown_unprotected(tmp_path):
    made, ready = book(folder_of(tmp_path, encrypted(GOOD)))
    assert ready[0].facts.notes == {Note.PROTECTION_LIFTED: 1}
    with opened(made.content) as pdf:
        assert not pdf.is_encrypted
    assert "Det gode bilag" in page_texts(made.content)[3]


def test_a_file_without_its_list_of_objects_is_repaired(tmp_path):
    made, ready = book(folder_of(tmp_path, GOOD.replace(b"startxref", b"startxxxx")))
    assert ready[0].refused is None
    assert Note.REPAIRED in ready[0].facts.notes
    assert "Det gode bilag" in page_texts(made.content)[3]


def test_what_a_page_has_from_the_nodes_above_it_comes_along(tmp_path):
    def change(pdf):
        page = pdf.pages[0].obj
        page.MediaBox = pikepdf.Array([0, 0, 842, 1191])
        page.Rotate = 90
        above = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1, Kids=pikepdf.Array([page]))
        for key in ("/MediaBox", "/Resources", "/Rotate"):
            above[key] = page[key]
            del page[key]
        above.Parent = pdf.Root.Pages
        pdf.Root.Pages.Kids[0] = page.Parent = pdf.make_indirect(above)

    made, ready = book(folder_of(tmp_path, changed(GOOD, change)))
    assert ready[0].facts.notes == {Note.ROTATED: 1, Note.OTHER_FORMAT: 1}
    assert "Det gode bilag" in page_texts(made.content)[3]
    with opened(made.content) as pdf:
        page = pdf.pages[3].obj
        assert (page.Rotate, list(page.MediaBox)) == (90, [0, 0, 842, 1191])


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_rotated_a3_page_is_stamped_upright(turned, tmp_path):
    def change(pdf):
        pdf.pages[0].obj.MediaBox = pikepdf.Array([100, 50, 100 + 842, 50 + 1191])
        pdf.pages[0].obj.Rotate = turned

    made, ready = book(folder_of(tmp_path, changed(GOOD, change)))
    assert ready[0].facts.notes == {Note.ROTATED: 1, Note.OTHER_FORMAT: 1}
    path = tmp_path / "book.pdf"
    path.write_bytes(made.content)
    # pdftotext gives places as they are seen, from the top left corner.
    done = subprocess.run(
        ["pdftotext", "-f", "4", "-l", "4", "-bbox", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    right, top = re.findall(r'xMax="([0-9.]+)" yMax="([0-9.]+)">1</word>', done.stdout)[-1]
    wide = 842 if turned == 180 else 1191
    assert (round(wide - float(right)), float(top) < 20) == (34, True)


def test_untagged_text_is_tagged_by_machine_and_the_book_makes_no_claim(tmp_path):
    made, ready = book(folder_of(tmp_path, untagged(pages=2), GOOD))
    facts = ready[0].facts
    assert facts.tagging is Tagging.MACHINE
    assert facts.breaches[Breach.NOT_TAGGED] == 1
    assert facts.breaches[Breach.NOT_IDENTIFIED] == 1
    assert not made.claims_pdf_ua
    with opened(made.content) as pdf:
        part = pdf.Root.StructTreeRoot.K[0].K[1]
        assert [str(one.S) for one in elements(pdf, part)] == ["/Part", "/P", "/P"]
        assert b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes()
    assert "Opdigtet tekst" in page_texts(made.content)[3]


def test_what_breaks_in_a_book_with_a_machine_tagged_annex_is_that_annex_s_own(tmp_path):
    made, _ = book(folder_of(tmp_path, untagged(), GOOD))
    clauses = {failure.clause for failure in validated(made.content, tmp_path).failed}
    assert clauses == {"5", "7.18.5"}  # the claim, and the untagged annex's links


def test_a_scan_is_a_picture_with_words_for_those_who_cannot_see_it(tmp_path):
    made, ready = book(folder_of(tmp_path, pictures(2)))
    assert ready[0].facts.tagging is Tagging.IMAGE_ONLY
    assert ready[0].facts.notes == {Note.IMAGE_PAGES: 2}
    with opened(made.content) as pdf:
        part = pdf.Root.StructTreeRoot.K[0].K[1]
        told = [str(one.Alt) for one in elements(pdf, part) if "/Alt" in one]
    assert told == [
        "Side 1 af 2 er et billede uden tekst.",
        "Side 2 af 2 er et billede uden tekst.",
    ]


def test_the_same_file_twice_is_shown_twice_and_told_of(tmp_path):
    made, ready = book(folder_of(tmp_path, GOOD, GOOD))
    assert [one.same_as for one in ready] == [None, "2.4 Bilag 1"]
    assert all("Det gode bilag" in text for text in page_texts(made.content)[3:5])


def test_a_pdf_with_another_ending_is_read_as_what_it_is(tmp_path):
    made, ready = book(folder_of(tmp_path, (GOOD, "bilag.docx")))
    assert ready[0].facts.notes == {Note.OTHER_TYPE: 1}
    assert "Det gode bilag" in page_texts(made.content)[3]


def test_each_known_breach_is_told_with_its_clause(tmp_path):
    def change(pdf):
        del pdf.Root.Metadata
        del pdf.Root.Lang
        del pdf.pages[0].obj.Tabs
        link = pdf.pages[0].obj.Annots[1]
        del link.StructParent
        del link.Contents
        figure = next(one for one in elements(pdf) if one.S == pikepdf.Name.P)
        figure.S = pikepdf.Name.Figure
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].obj.Resources.Font["/Fx"] = pdf.make_indirect(font)

    _, ready = gathered(folder_of(tmp_path, changed(GOOD, change)))
    assert ready[0].facts.breaches == {
        Breach.NOT_IDENTIFIED: 1,
        Breach.NO_TITLE: 1,
        Breach.NO_LANGUAGE: 1,
        Breach.NO_TAB_ORDER: 1,
        Breach.ANNOTATION_NOT_TAGGED: 1,
        Breach.LINK_WITHOUT_TEXT: 1,
        Breach.FIGURE_WITHOUT_TEXT: 1,
        Breach.FONT_NOT_EMBEDDED: 1,
    }


@pytest.mark.parametrize("end", ["time.sleep(600)", "os.abort()"], ids=["hangs", "dies"])
def test_a_file_that_ends_its_process_is_given_up_and_the_next_is_not(end, tmp_path, monkeypatch):
    # A worker that meets the first file as a parser caught in a ring, or that crashes, would.
    (tmp_path / "ended.py").write_text(
        "import json, os, sys, time\n"
        "from samvirke.papers.annex_book.preparing import worker\n"
        "for line in sys.stdin:\n"
        f"    if '/b1.pdf' in line: {end}\n"
        "    print(json.dumps(worker.answer(json.loads(line))), flush=True)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("samvirke.papers.annex_book.workers._WORKER", tmp_path / "ended.py")
    other = tagged("Et andet", words="Det andet")
    _, ready = gathered(folder_of(tmp_path / "folder", GOOD, other), most_seconds=10)
    assert [one.refused and one.refused.reason for one in ready] == [Refused.TOO_HEAVY, None]
