"""What a file is, by what is in it."""

import io
import unicodedata
import zipfile

import pytest

from samvirke.papers.annex_book.facts import CannotShow, Refused
from samvirke.papers.annex_book.ready import why_refused
from samvirke.papers.annex_book.sources import FileKind, find_source, unnamed_files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def opendocument(kind):
    return packed(mimetype=f"application/vnd.oasis.opendocument.{kind}", content_xml="<x/>")


FILES = [
    ("a.pdf", b"%PDF-1.7\n", FileKind.PDF, False),
    ("a.pdf", b"\xef\xbb\xbf\n\n%PDF-1.7\n", FileKind.PDF, False),
    ("a.PDF", b"%PDF-1.7\n", FileKind.PDF, False),
    ("a.docx", b"%PDF-1.7\n", FileKind.PDF, True),
    ("a.docx", packed(word__document_xml="<x/>"), FileKind.DOCX, False),
    ("a.docm", packed(word__document_xml="<x/>"), FileKind.DOCX, False),
    ("a.pdf", packed(word__document_xml="<x/>"), FileKind.DOCX, True),
    ("a.xlsx", packed(xl__workbook_xml="<x/>"), FileKind.XLSX, False),
    ("a.odt", opendocument("text"), FileKind.ODT, False),
    ("a.odt", opendocument("text-web"), FileKind.ODT, False),
    ("a.ods", opendocument("spreadsheet"), FileKind.ODS, False),
    ("a.doc", OLE, FileKind.DOC, False),
    ("a.xls", OLE, FileKind.XLS, False),
    ("a.rtf", b"{\\rtf1 x}", FileKind.RTF, False),
    ("a.jpg", b"\xff\xd8\xff\xe0", FileKind.JPEG, False),
    ("a.JPEG", b"\xff\xd8\xff\xe1", FileKind.JPEG, False),
    ("a.jpg", b"\x89PNG\r\n\x1a\n", FileKind.PNG, True),
    ("a.tiff", b"II*\x00", FileKind.TIFF, False),
    ("a.tif", b"MM\x00*", FileKind.TIFF, False),
]


@pytest.mark.parametrize(("name", "content", "kind", "otherwise"), FILES)
def test_a_file_is_what_is_in_it(name, content, kind, otherwise, tmp_path):
    (tmp_path / name).write_bytes(content)
    found = find_source(tmp_path, name)
    assert (found.kind, found.is_named_otherwise) == (kind, otherwise)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"Kun lidt tekst"),
        ("a.gif", b"GIF89a" + bytes(50)),
        ("a.msi", OLE),
        ("a.odp", opendocument("presentation")),
        ("a.docx", packed(readme_txt="ingen tekst")),
    ],
)
def test_other_files_are_refused(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotShow) as caught:
        find_source(tmp_path, name)
    assert caught.value.reason is Refused.UNKNOWN_TYPE


def test_a_name_is_found_however_its_letters_are_put_together(tmp_path):
    written, named = "Bilag på Ærø.pdf", "bilag/Bilag på Ærø.pdf"
    (tmp_path / "bilag").mkdir()
    one_sign, two_signs = (unicodedata.normalize(form, written) for form in ("NFC", "NFD"))
    assert one_sign != two_signs
    (tmp_path / "bilag" / two_signs).write_bytes(b"%PDF-1.7\n")
    found = find_source(tmp_path, unicodedata.normalize("NFC", named))
    assert found.path == tmp_path / "bilag" / two_signs
    assert unnamed_files(tmp_path, [unicodedata.normalize("NFC", named)]) == []


def test_other_capital_letters_are_asked_about(tmp_path):
    (tmp_path / "Kontrakt.PDF").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(CannotShow) as caught:
        find_source(tmp_path, "kontrakt.pdf")
    assert caught.value.reason is Refused.OTHER_CASE
    assert "Mente du »Kontrakt.PDF«?" in why_refused(caught.value, "da")


def test_files_that_nobody_named_are_found_but_not_hidden_ones(tmp_path):
    for name in ("a.pdf", "under/b.pdf", "under/c.pdf", ".skjult/d.pdf", ".e.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert unnamed_files(tmp_path, ["a.pdf", "./under/b.pdf"]) == ["under/c.pdf"]


def test_a_zip_bomb_dressed_as_word_is_refused_whatever_size_it_tells(tmp_path, monkeypatch):
    monkeypatch.setattr("samvirke.papers.annex_book.sources._MOST_UNPACKED", 3 * 1024 * 1024)
    name = "notat.docx"
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", "<x/>")
        file.writestr("word/media/billede.bmp", bytes(4 * 1024 * 1024))
    with pytest.raises(CannotShow) as caught:
        find_source(tmp_path, name)
    assert caught.value.reason is Refused.INFLATES
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", bytes(2 * 1024 * 1024))
    assert find_source(tmp_path, name).kind is FileKind.DOCX
