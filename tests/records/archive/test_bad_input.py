"""Files that are no bundle: refused or reported in words, never a traceback."""

import io
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.archive.bundles import WITH_CONTENTS, Page, pdf, split

from samvirke.records import InputError, pdf_text
from samvirke.records.archive import bundle_to_json, import_bundle
from samvirke.records.pdf_text import read_pdf_text


def refusal(path):
    with pytest.raises(InputError) as refused:
        import_bundle(path)
    assert refused.value.in_language("en")
    return refused.value.in_language("da")


@pytest.fixture
def file(tmp_path):
    def write(content, name="bilag.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def saved(document, **options):
    content = io.BytesIO()
    document.save(content, **options)
    return content.getvalue()


def blank(pages):
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return document


def test_a_missing_file(tmp_path):
    assert "findes ikke" in refusal(tmp_path / "intet.pdf")


def test_a_folder(tmp_path):
    assert "mappe" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n \n\f\n"])
def test_an_empty_file(file, content):
    assert "Filen er tom" in refusal(file(content, "bilag.txt"))


def test_a_damaged_pdf(file):
    assert "beskadiget" in refusal(file(b"%PDF-1.7\nintet her"))


def test_a_pdf_cut_in_the_middle(file):
    whole = pdf([Page(("Tekst",))] * 5)
    assert "bilag.pdf" in refusal(file(whole[: len(whole) // 2]))


def test_a_pdf_with_a_password(file):
    locked = saved(blank(1), encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "adgangskode" in refusal(file(locked))


def test_a_pdf_without_text(file):
    assert "kun billeder" in refusal(file(saved(blank(3))))


def test_a_pdf_of_too_many_pages(file):
    content = saved(blank(pdf_text.MOST_PAGES + 1))
    assert "har 5001 sider; der læses højst 5000" in refusal(file(content))


def test_a_page_of_images_among_others_is_listed(file):
    document = pikepdf.open(io.BytesIO(pdf([Page(("1.1 Orientering",))])))
    document.add_blank_page()
    bundle = import_bundle(file(saved(document)))
    assert [(entry.page, entry.line) for entry in bundle.unrecognised][-1] == (2, None)


def test_a_bomb_of_a_page_ends_the_reader_and_not_samvirke(file, monkeypatch):
    monkeypatch.setattr(pdf_text, "MOST_SIGNS", 1000)
    assert "ikke en samling" in refusal(file(pdf([Page(("ord " * 400,))])))


def test_a_reader_that_dies_is_told_with_its_page(file, monkeypatch, tmp_path):
    worker = tmp_path / "worker.py"
    worker.write_text(
        'import os\nprint(\'{"pages": 2, "bookmarks": []}\\n["ord"]\', flush=True)\nos.abort()\n'
    )
    monkeypatch.setattr(pdf_text, "_WORKER", worker)
    assert "Side 2 kan ikke læses" in refusal(file(b"%PDF-1.7"))


def test_a_reader_that_says_nothing(file, monkeypatch, tmp_path):
    worker = tmp_path / "worker.py"
    worker.write_text("raise SystemExit(3)")
    monkeypatch.setattr(pdf_text, "_WORKER", worker)
    assert "PDF-filen kan ikke læses" in refusal(file(b"%PDF-1.7"))


def test_a_content_stream_that_unpacks_to_much(file):
    document = blank(1)
    packed = zlib.compress(b" " * 200_000_000, 9)
    stream = pikepdf.Stream(document, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    document.pages[0].Contents = stream
    assert "bilag.pdf" in refusal(file(saved(document, compress_streams=False)))


def test_word_documents_are_named(file):
    assert "et Word- eller Excel-dokument" in refusal(file(b"PK\x03\x04rest", "bilag.docx"))


@pytest.mark.parametrize("content", [b"tekst\x00med nul", b"\x89PNG\r\n\x1a\n\xff\xfe"])
def test_binary_content(file, content):
    assert refusal(file(content, "bilag.txt"))


@pytest.mark.parametrize(
    "content",
    [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n", bytes(range(256))],
)
def test_what_is_no_text_is_not_asked_to_be_saved_as_text(file, content):
    assert refusal(file(content)) == (
        "bilag.pdf: Filen er hverken en PDF eller ren tekst, uanset hvad den hedder. Gem papiret "
        "som PDF, og prøv igen."
    )


def test_a_text_in_utf_16_is_asked_for_as_utf_8(file):
    assert "gem filen igen som UTF-8" in refusal(file("Bilag 1: Ærø".encode("utf-16"), "b.txt"))


def test_a_pdf_whose_pages_lead_round_in_a_ring_is_damaged(file):
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 2/Kids[3 0 R]>>",
        b"<</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R]>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 4\n0000000000 65535 f \n%strailer<</Size 4/Root 1 0 R>>\n" % table
    content += b"startxref\n%d\n%%%%EOF\n" % content.index(b"xref")
    assert "Filen er beskadiget" in refusal(file(content))


def test_a_text_that_says_it_is_a_pdf_is_read_as_text(file):
    assert import_bundle(file(WITH_CONTENTS.encode())).items == split(WITH_CONTENTS).items


def test_progress_tells_every_page(file):
    told = []
    read_pdf_text(file(pdf([Page(("Tekst",))] * 3)), lambda read, pages: told.append((read, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def told_of(read, content):
    """The file's name, whether it was read or refused in words that begin with it."""
    try:
        return bundle_to_json(read(content))["file"]
    except InputError as refused:
        return refused.in_language("da")[: len("bilag.pdf")]


FRAGMENTS = st.sampled_from(
    [
        "Indholdsfortegnelse",
        "2.1 Orientering ..... 2",
        "Bilag 1: Brev ..... 3",
        "2.1",
        "§ 6.",
        "Punkt 2.4 Bilag 1: x … side 2",
        "Sags ID: SAG-1",
        "Dato: 32. maj 2021",
        "I alt\t12",
        "\f",
        "KKR Fyn den 1. maj 2021",
        "Side 1 af 8",
        ".....",
        "\t\t",
        "12,5 %",
        "-",
        "Bilag",
        "#",
        "*",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=40), max_size=40))
def test_no_text_brings_the_import_down(parts):
    assert told_of(split, "\n".join(parts)) == "bilag.txt"


@settings(max_examples=25, deadline=None)
@given(place=st.integers(0, 3000), garbage=st.binary(min_size=1, max_size=40))
def test_no_damage_to_a_pdf_brings_the_import_down(tmp_path_factory, place, garbage):
    content = bytearray(SAMPLE)
    at = place % len(content)
    content[at : at + len(garbage)] = garbage
    path = tmp_path_factory.mktemp("pdf") / "bilag.pdf"
    path.write_bytes(content)
    assert told_of(import_bundle, path) == "bilag.pdf"


SAMPLE = pdf([Page(("1.1 Orientering", "Bilag 1: Brev"), (("A", "1"), ("I alt", "1")))])
