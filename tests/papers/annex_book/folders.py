"""Folders with an agenda and annexes, made while the tests run; all of it is made up."""

import io
from functools import cache

import pikepdf
import pypdfium2
import typst
import yaml

from samvirke.papers.annex_book.agenda import read_agenda
from samvirke.papers.annex_book.building import build_edition
from samvirke.papers.annex_book.cache import open_cache
from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.gathering import gather

_TEMPLATE = """
#set document(title: sys.inputs.title, author: "Demoforfatter", date: none)
#set text(lang: "da", size: 10pt)
#set heading(numbering: "1.")
#for page in range(int(sys.inputs.pages)) {
  if page > 0 { pagebreak() }
  [= Afsnit #(page + 1)]
  [Demodata. #sys.inputs.words. Se @slut og #link("https://example.org/")[siden].]
  table(columns: 3, table.header([Kommune], [2021], [2022]),
    ..range(4).map(row => ([Demokommune #row], [#(row * page)], [#(row + 3)])).flatten())
}
== Slut <slut>
"""


@cache
def tagged(title="Demobilag", pages=1, words="Opdigtet tekst", *, ua=True):
    """A PDF that Typst tags, with headings, tables with headers, a link inside and one outside."""
    return typst.compile(
        _TEMPLATE.encode(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1" if ua else "1.7",
        sys_inputs={"title": title, "pages": str(pages), "words": words},
    )


def changed(content, change):
    """``content`` as ``change(pdf)`` leaves it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _untag(pdf):
    for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata"):
        if key in pdf.Root:
            del pdf.Root[key]


def untagged(pages=1, words="Opdigtet tekst"):
    """The same as ``tagged`` without its tags, but with the marks that they leave behind."""
    return changed(tagged(pages=pages, words=words), _untag)


def pictures(pages=1):
    """Pages that are only a picture, as a scanner makes them."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        image = pdf.make_stream(
            bytes(range(256)) * 3,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=16,
            Height=16,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.obj["/Contents"] = pdf.make_stream(b"q 500 0 0 700 40 60 cm /Im0 Do Q")
    return _saved(pdf)


def _saved(pdf, **options):
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def encrypted(content, *, user="", owner="demo"):
    """``content`` encrypted, with a password to open it if ``user`` is one."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(user=user, owner=owner))


def folder_of(folder, *annexes, demo=True, items=None):
    """``folder`` with ``annexes`` (bytes, or bytes and a file name) under the item 2.4."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for at, annex in enumerate(annexes, start=1):
        content, name = annex if isinstance(annex, tuple) else (annex, f"b{at}.pdf")
        if content is not None:
            (folder / name).write_bytes(content)
        listed.append({"title": f"Demobilag nummer {at}", "file": name})
    if items is None:
        kind = "Beslutningssag"
        items = [{"number": "2.4", "title": "Demosag", "kind": kind, "annexes": listed}]
    return write_agenda(folder, items, demo=demo)


def write_agenda(folder, items, *, demo=True):
    meeting = {"body": "KKR Demo", "date": "2026-12-04", "place": "Demoby", "demo": demo}
    content = yaml.safe_dump({"meeting": meeting, "items": items}, allow_unicode=True)
    (folder / "dagsorden.yaml").write_text(content, "utf-8")
    return folder


def gathered(folder, *, progress=None, **options):
    told = progress if progress is not None else lambda done, total, name: None
    agenda = read_agenda(folder)
    ready = gather(
        folder, agenda, "da", cache=open_cache(folder / "cache"), progress=told, **options
    )
    return agenda, ready


def book(folder, edition=Edition.MEMBER, language="da"):
    """The built edition and the annexes that it was built of."""
    agenda, ready = gathered(folder)
    return build_edition(agenda, ready, edition, language), ready


def page_texts(content):
    """The text of each page, as a reader of the PDF sees it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def elements(pdf, top=None):
    """Every structure element below ``top`` (the whole tree), in reading order."""
    waiting = [pdf.Root.StructTreeRoot if top is None else top]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K", ())
        listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [
            kid for kid in reversed(listed) if isinstance(kid, pikepdf.Dictionary) and ("/S" in kid)
        ]
