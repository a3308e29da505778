"""Photographs and scans as annexes: a page each, upright, and nothing but the dots in the book."""

import io
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.papers import verapdf
from tests.papers.annex_book.folders import book, folder_of, gathered, opened, page_texts, tagged
from tests.papers.annex_book.test_fuzzing import outcome, workers  # noqa: F401  a fixture

from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.facts import Breach, Note, Refused, Tagging
from samvirke.papers.annex_book.preparing.photographs import without_remarks
from samvirke.papers.annex_book.report import report_text

PLACE = "55.6761N 12.5683E Demoby"
ALT = "Kort over de fem opdigtede busruter"
GPS, ORIENTATION, DESCRIPTION = 0x8825, 0x0112, 0x010E


def picture(form="JPEG", size=(60, 30), mode="RGB", orientation=1, **options):
    """A picture whose left half is red and right half white, with a place in what it tells."""
    image = Image.new("RGB", size, (255, 255, 255))
    image.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[DESCRIPTION] = PLACE
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[0x1D] = PLACE
    out = io.BytesIO()
    image.convert(mode).save(out, form, exif=exif, **options)
    return out.getvalue()


def annex(content, name, alt=None, **more):
    entry = {"title": "Demobilag nummer 1", "file": name, **more}
    return entry if alt is None else {**entry, "alt": alt}


def made(tmp_path, content, name="foto.jpg", *, edition=Edition.MEMBER, **options):
    items = [{"number": "2.4", "title": "Demosag", "annexes": [annex(content, name, **options)]}]
    folder = folder_of(tmp_path, (content, name), items=items)
    return book(folder, edition)


def dots(content, page=3):
    """The picture on a page of a book, as a reader unpacks it."""
    with opened(content) as pdf:
        (image,) = pdf.pages[page].get_images().values()
        return pikepdf.PdfImage(image).as_pil_image().convert("RGB")


@pytest.mark.parametrize(("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("TIFF", "a.tif")])
def test_a_picture_becomes_a_page_that_is_image_only(form, name, tmp_path):
    built, (ready,) = made(tmp_path, picture(form), name)
    assert (ready.refused, ready.facts.pages, ready.facts.tagging) == (None, 1, Tagging.IMAGE_ONLY)
    assert ready.facts.notes == {Note.IMAGE_PAGES: 1}
    assert Breach.NOT_TAGGED in ready.facts.breaches
    assert not built.claims_pdf_ua
    assert "2.4 Bilag 1 – side 1 af 1" in page_texts(built.content)[3]
    shown = dots(built.content)
    red, white = shown.getpixel((5, 15)), shown.getpixel((55, 15))
    assert red[0] > 180
    assert max(red[1:]) < 40
    assert min(white) > 240


def test_the_page_lies_as_the_picture_and_is_a4(tmp_path):
    wide, _ = made(tmp_path / "a", picture(size=(900, 600)))
    tall, _ = made(tmp_path / "b", picture(size=(600, 900)))
    boxes = []
    for one in (wide, tall):
        with opened(one.content) as pdf:
            boxes.append([round(float(side)) for side in pdf.pages[3].mediabox])
    assert boxes == [[0, 0, 842, 595], [0, 0, 595, 842]]


def test_a_picture_is_turned_as_its_camera_says(tmp_path):
    """Orientation 6 is turned a quarter: the left half, which is red, comes to the top."""
    built, _ = made(tmp_path, picture(size=(60, 30), orientation=6))
    shown = dots(built.content)
    assert shown.size == (30, 60)
    assert shown.getpixel((15, 5))[1] < 40
    assert min(shown.getpixel((15, 55))) > 240


@pytest.mark.parametrize(("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("TIFF", "a.tif")])
@pytest.mark.parametrize("edition", list(Edition))
def test_where_it_was_taken_is_in_no_edition(form, name, edition, tmp_path):
    content = picture(form)
    assert PLACE.encode() in content
    built, _ = made(tmp_path, content, name, edition=edition)
    assert PLACE.encode() not in built.content
    with opened(built.content) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                raw = thing.read_raw_bytes()
                assert PLACE.encode() not in raw
                assert b"Exif" not in raw
            assert PLACE.encode() not in thing.unparse(resolved=True)


def photo_in_pdf(content=None, packed_by=pikepdf.Name.DCTDecode):
    """A PDF with a photograph as an author's program puts it in, and what it tells beside."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    image = pdf.make_stream(b"")
    image.write(content or picture(), filter=packed_by)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 60, 30, 8
    image.ColorSpace = pikepdf.Name.DeviceRGB
    image.Metadata = pdf.make_stream(f"<x>{PLACE}</x>".encode())
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.obj.Contents = pdf.make_stream(b"q 300 0 0 150 40 400 cm /Im0 Do Q")
    out = io.BytesIO()
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def test_where_a_photograph_in_a_pdf_was_taken_is_taken_out(tmp_path):
    built, (ready,) = made(tmp_path, photo_in_pdf(), "a.pdf")
    assert ready.refused is None
    with opened(built.content) as pdf:
        raw = [thing.read_raw_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert not any(PLACE.encode() in content or b"Exif" in content for content in raw)
    assert dots(built.content).getpixel((5, 15))[0] > 180


def filters(*names):
    return pikepdf.Array([pikepdf.Name(name) for name in names])


TOLD = b"\xff\xe1\x00\x40" + PLACE.encode().ljust(62)
PACKED = {
    "in a list": (picture(), filters("/DCTDecode")),
    "by its short name": (picture(), pikepdf.Name("/DCT")),
    "twice": (zlib.compress(picture()), filters("/FlateDecode", "/DCTDecode")),
    "as text": (picture().hex().encode() + b">", filters("/AHx", "/DCT")),
    "before another": (picture() + b"\xff\xd8" + TOLD, pikepdf.Name.DCTDecode),
    "after its end": (picture() + PLACE.encode(), pikepdf.Name.DCTDecode),
    "about another": (
        picture()[:2] + b"\xff\xe2\x00\x40" + b"MPF\0" + PLACE.encode().ljust(58) + picture()[2:],
        pikepdf.Name.DCTDecode,
    ),
    "after filling": (picture()[:2] + b"\xff" + TOLD + picture()[2:], pikepdf.Name.DCTDecode),
}


@pytest.mark.parametrize(("content", "packed_by"), PACKED.values(), ids=PACKED.keys())
def test_where_a_photograph_was_taken_is_taken_out_however_it_is_packed(
    content, packed_by, tmp_path
):
    built, _ = made(tmp_path, photo_in_pdf(content, packed_by), "a.pdf", edition=Edition.PUBLIC)
    with opened(built.content) as pdf:
        raw = [thing.read_raw_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    known = [*raw, *[zlib.decompressobj().decompress(one) for one in raw if one[:1] == b"x"]]
    known += [bytes.fromhex(one.rstrip(b">").decode()) for one in raw if one.startswith(b"ffd8")]
    assert not any(PLACE.encode() in one or b"Exif" in one for one in known)
    assert dots(built.content).getpixel((5, 15))[0] > 180


@pytest.mark.parametrize("length", range(0, 400, 7))
def test_a_jpeg_that_is_cut_short_is_left_as_it_is(length):
    content = picture()[:length]
    quiet = without_remarks(content)
    assert content.endswith(quiet[2:])
    assert without_remarks(b"ingen jpeg") == b"ingen jpeg"


def test_a_picture_that_is_told_in_words_is_a_figure_and_passes(tmp_path):
    built, (ready,) = made(tmp_path, picture(), alt=ALT)
    assert (ready.facts.tagging, ready.facts.breaches) == (Tagging.IMAGE_ONLY, {})
    assert built.claims_pdf_ua
    assert told(built.content) == [ALT]
    reason = verapdf.missing()
    if reason is not None:
        pytest.skip(reason)
    path = tmp_path / "bog.pdf"
    path.write_bytes(built.content)
    assert verapdf.validate(path) == verapdf.Result(compliant=True, failed=())


def test_words_for_what_is_no_picture_are_not_used(tmp_path):
    _, (ready,) = made(tmp_path, tagged(), "a.pdf", alt=ALT)
    assert ready.facts.notes == {Note.ALT_UNUSED: 1}


def told(content):
    """What the figures of a book tell."""
    with opened(content) as pdf:
        return [
            str(thing.Alt)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure
        ]


def test_other_words_make_the_page_anew(tmp_path):
    first, _ = made(tmp_path, picture(), alt=ALT)
    second, _ = made(tmp_path, picture(), alt="Noget andet")
    assert (told(first.content), told(second.content)) == ([ALT], ["Noget andet"])


def test_the_pictures_of_a_scan_are_a_page_each(tmp_path):
    pages = [Image.new("1", (200, 300), at % 2) for at in range(3)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    _, (ready,) = made(tmp_path, out.getvalue(), "scan.tiff", alt=ALT)
    assert (ready.refused, ready.facts.pages, ready.facts.breaches) == (None, 3, {})


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "I;16", "1", "L"])
def test_every_kind_of_dots_is_shown_on_white(mode, tmp_path):
    image = (
        Image.new("RGBA", (40, 40), (0, 0, 0, 0)) if mode == "RGBA" else Image.new(mode, (40, 40))
    )
    out = io.BytesIO()
    image.save(out, "PNG")
    built, (ready,) = made(tmp_path, out.getvalue(), "a.png")
    assert ready.refused is None
    if mode == "RGBA":
        assert dots(built.content).getpixel((20, 20)) == (255, 255, 255)


def test_more_dots_than_paper_can_show_are_made_fewer(tmp_path):
    built, (ready,) = made(tmp_path, picture(size=(5000, 1000)))
    assert ready.facts.notes[Note.MADE_SMALLER] == 1
    assert max(dots(built.content).size) <= 3508


def bomb():
    """A PNG of 40,000 by 40,000 dots in a few bytes."""

    def part(kind, content):
        check = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + check

    size = (40_000).to_bytes(4, "big")
    head = part(b"IHDR", size + size + bytes([8, 2, 0, 0, 0]))
    return (
        b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (bomb(), "bombe.png", Refused.INFLATES),
        (picture()[:200], "halv.jpg", Refused.DAMAGED),
        (b"\xff\xd8\xff" + b"ikke et billede" * 9, "a.jpg", Refused.DAMAGED),
        (b"GIF89a" + bytes(50), "a.gif", Refused.UNKNOWN_TYPE),
    ],
)
def test_what_is_no_fair_picture_is_replaced(content, name, reason, tmp_path):
    _, (ready,) = made(tmp_path, content, name)
    assert ready.refused is not None
    assert ready.refused.reason is reason


def test_a_closed_picture_leaves_nothing_in_the_public_edition(tmp_path):
    built, _ = made(
        tmp_path, picture(), edition=Edition.PUBLIC, alt=ALT, access="closed", public_title="Lukket"
    )
    with opened(built.content) as pdf:
        assert not any(page.get_images() for page in pdf.pages)
    assert told(built.content) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_pictures_changed_by_chance_have_an_outcome(data, tmp_path, workers):  # noqa: F811
    form = data.draw(st.sampled_from(["JPEG", "PNG", "TIFF"]))
    content = bytearray(picture(form, mode=data.draw(st.sampled_from(["RGB", "L"]))))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    outcome(bytes(content), tmp_path, workers)


def test_the_report_says_that_it_is_a_picture(tmp_path):
    items = [{"number": "2.4", "title": "Demosag", "annexes": [annex(b"", "foto.jpg")]}]
    folder = folder_of(tmp_path, (picture(), "foto.jpg"), items=items)
    agenda, ready = gathered(folder)
    assert "1 side, kun billede" in report_text(agenda, ready, [], [], "da")
