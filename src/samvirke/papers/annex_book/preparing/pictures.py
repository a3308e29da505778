"""Photographs and scans as annexes: each picture becomes a page, and nothing but its dots goes on.

The picture is unpacked, turned as its camera says, and written anew, so that where and with what
it was taken (EXIF, GPS), comments, thumbnails and profiles are left behind.
"""

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageOps, ImageSequence

from samvirke.papers.annex_book.facts import CannotShow, Note, Refused
from samvirke.papers.annex_book.preparing.opening import MOST_PAGES

_FORMATS = ("JPEG", "PNG", "TIFF")
_MOST_PIXELS = 120_000_000
_MOST_PIXELS_IN_ALL = 2_000_000_000
_LONGEST_SIDE = 3508  # A4 at 300 dots per inch
_QUALITY = 88
_MOST_LOSSLESS = 4 * 1024 * 1024
_A4 = (595.28, 841.89)
_MARGIN = 40.0  # points: room for the stamps
_WHITE = (255, 255, 255)
_ONE_OF = {"da": "{alt} (billede {at} af {of})", "en": "{alt} (picture {at} of {of})"}


def to_pdf(source: Path, notes: Counter[Note], *, alt: str, language: str) -> pikepdf.Pdf:
    """The picture at ``source`` as a PDF, a page for each picture in it.

    With ``alt`` each is tagged as a figure that this text describes, and the PDF says that it is
    PDF/UA-1. Raises ``CannotShow`` for what is no whole picture, or is too large.
    """
    pdf = pikepdf.new()
    try:
        with Image.open(source, formats=_FORMATS) as image:
            for frame in _frames(image):
                _add(pdf, frame, notes)
    except Image.DecompressionBombError as error:
        raise CannotShow(Refused.INFLATES) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise CannotShow(Refused.DAMAGED) from error
    if alt:
        _tag(pdf, alt, language)
    return pdf


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The pictures of a file, none of them unpacked before its size is known to be fair."""
    total = 0
    for at, frame in enumerate(ImageSequence.Iterator(image)):
        pixels = frame.width * frame.height
        total += pixels
        if pixels > _MOST_PIXELS or total > _MOST_PIXELS_IN_ALL:
            raise CannotShow(Refused.INFLATES)
        if at >= MOST_PAGES:
            raise CannotShow(Refused.TOO_MANY_PAGES, f"{at}+")
        yield frame


def _add(pdf: pikepdf.Pdf, frame: Image.Image, notes: Counter[Note]) -> None:
    frame.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    notes[Note.MADE_SMALLER] += max(frame.size) > _LONGEST_SIDE
    dots = _plain(ImageOps.exif_transpose(frame))
    dots.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    sides = _A4 if dots.width <= dots.height else _A4[::-1]
    page = pdf.add_blank_page(page_size=sides)
    room = [side - 2 * _MARGIN for side in sides]
    scale = min(room[0] / dots.width, room[1] / dots.height, 1.0)  # a dot is at most a point
    width, height = dots.width * scale, dots.height * scale
    left, bottom = (sides[0] - width) / 2, (sides[1] - height) / 2
    image = _image(pdf, dots, lossless=frame.format != "JPEG")
    page.obj["/Resources"] = Dictionary({"/XObject": Dictionary({"/Im0": image})})
    drawn = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Im0 Do Q"
    page.obj["/Contents"] = pdf.make_stream(drawn.encode())


def _plain(image: Image.Image) -> Image.Image:
    """Grey or red, green and blue, eight bits each, on white where it lets light through."""
    if image.mode.startswith(("I", "F")):  # sixteen bits or more of grey
        grey = image.convert("F")
        ends: Any = grey.getextrema()
        low, high = ends
        spread = (high - low) or 1.0
        return grey.point(lambda dot: (dot - low) * (255 / spread)).convert("L")
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.has_transparency_data:
        ground = Image.new("RGB", image.size, _WHITE)
        seen = image.convert("RGBA")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return image.convert("RGB")


def _image(pdf: pikepdf.Pdf, dots: Image.Image, *, lossless: bool) -> pikepdf.Stream:
    """The dots as they are if the file had them so and they are few enough, else as JPEG."""
    packed = zlib.compress(dots.tobytes(), 6) if lossless else b""
    filter_ = Name.FlateDecode
    if not packed or len(packed) > _MOST_LOSSLESS:
        written = io.BytesIO()
        dots.save(written, "JPEG", quality=_QUALITY, subsampling=0, exif=b"", icc_profile=None)
        packed, filter_ = written.getvalue(), Name.DCTDecode
    image = pdf.make_stream(b"")
    image.write(packed, filter=filter_)
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": dots.width,
        "/Height": dots.height,
        "/ColorSpace": Name.DeviceGray if dots.mode == "L" else Name.DeviceRGB,
        "/BitsPerComponent": 8,
    }.items():
        image[key] = value
    return image


def _tag(pdf: pikepdf.Pdf, alt: str, language: str) -> None:
    """Tags each page as a figure that ``alt`` describes, and lets the PDF say what it is."""
    root = pdf.make_indirect(Dictionary({"/Type": Name.StructTreeRoot}))
    whole = pdf.make_indirect(_element(Name.Document, root))
    figures, nums, of = Array(), Array(), len(pdf.pages)
    for at, page in enumerate(pdf.pages):
        figure = _element(Name.Figure, whole)
        words = alt if of == 1 else _ONE_OF[language].format(alt=alt, at=at + 1, of=of)
        figure["/Alt"] = String(words)
        figure["/Pg"], figure["/K"] = page.obj, Array([0])
        figure["/A"] = Dictionary(
            {"/O": Name.Layout, "/Placement": Name.Block, "/BBox": Array(list(page.mediabox))}
        )
        figures.append(pdf.make_indirect(figure))
        nums.extend(Array([at, Array([figures[-1]])]))
        page.obj["/StructParents"] = at
        page.contents_add(b"/Figure <</MCID 0>> BDC", prepend=True)
        page.contents_add(b"EMC")
    whole["/K"] = figures
    root["/K"], root["/ParentTree"] = Array([whole]), Dictionary({"/Nums": nums})
    pdf.Root["/StructTreeRoot"] = root
    pdf.Root["/MarkInfo"] = Dictionary({"/Marked": True})
    pdf.Root["/Lang"] = String(language)
    pdf.Root["/ViewerPreferences"] = Dictionary({"/DisplayDocTitle": True})
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"], metadata["pdfuaid:part"] = alt, "1"


def _element(kind: Name, parent: pikepdf.Object) -> Dictionary:
    return Dictionary({"/Type": Name.StructElem, "/S": kind, "/P": parent})
