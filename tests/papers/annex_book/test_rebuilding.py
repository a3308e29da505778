"""Building again: equal bytes for equal input, and only what changed is prepared anew."""

import hashlib
import subprocess
import sys

import pikepdf
import pytest
from tests.papers.annex_book.folders import (
    book,
    folder_of,
    gathered,
    opened,
    page_texts,
    pictures,
    tagged,
    untagged,
    write_agenda,
)

from samvirke.papers.annex_book.building import build_edition
from samvirke.papers.annex_book.editions import Edition

A = tagged("Bilag A", pages=2)
B = tagged("Bilag B", words="Noget andet")
C = tagged("Bilag C", words="Noget tredje")


def prepared_anew(folder):
    """Which annexes a build of ``folder`` prepares."""
    told = []
    gathered(folder, progress=lambda done, total, name: told.append(name))
    return told


@pytest.mark.parametrize("edition", list(Edition))
def test_the_same_folder_gives_the_same_bytes_with_and_without_the_cache(edition, tmp_path):
    annexes = (A, untagged(), pictures(), b"")
    first = book(folder_of(tmp_path / "en", *annexes), edition)[0]
    again = book(tmp_path / "en", edition)[0]
    elsewhere = book(folder_of(tmp_path / "to", *annexes), edition)[0]
    assert first.content == again.content == elsewhere.content


def test_another_process_writes_the_same_bytes(tmp_path):
    folder = folder_of(tmp_path / "folder", A, B)
    here = book(folder, Edition.PUBLIC)[0]
    out = tmp_path / "bog.pdf"
    command = [sys.executable, "-m", "samvirke.cli", "book", str(folder), "-o", str(out)]
    subprocess.run([*command, "--cache", str(tmp_path / "other")], check=True, capture_output=True)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == here.fingerprint


def test_only_a_changed_annex_is_prepared_anew(tmp_path):
    folder = folder_of(tmp_path, A, B)
    assert prepared_anew(folder) == ["2.4 Bilag 1", "2.4 Bilag 2"]
    assert prepared_anew(folder) == []
    (folder / "b2.pdf").write_bytes(C)
    assert prepared_anew(folder) == ["2.4 Bilag 2"]


def test_a_rebuilt_book_is_the_book_that_a_new_build_makes(tmp_path):
    folder = folder_of(tmp_path / "gammel", A, B)
    book(folder)
    (folder / "b2.pdf").write_bytes(C)
    rebuilt = book(folder)[0]
    assert rebuilt.content == book(folder_of(tmp_path / "ny", A, C))[0].content
    assert "Noget tredje" in page_texts(rebuilt.content)[5]


def test_a_damaged_cache_is_made_anew(tmp_path):
    folder = folder_of(tmp_path, A, B)
    before = book(folder)[0].content
    for path in (folder / "cache").iterdir():
        path.write_bytes(path.read_bytes()[:50])
    assert book(folder)[0].content == before


def test_what_no_annex_uses_any_more_leaves_the_cache(tmp_path):
    folder = folder_of(tmp_path, A, B)
    gathered(folder)
    assert len(list((folder / "cache").glob("*.pdf"))) == 2
    folder_of(folder, A)
    gathered(folder)
    assert len(list((folder / "cache").glob("*.pdf"))) == 1


def test_a_cache_put_among_other_files_removes_none_of_them(tmp_path):
    folder = folder_of(tmp_path / "folder", A)
    (folder / "cache").mkdir()
    (folder / "cache" / "referat.pdf").write_bytes(B)
    gathered(folder)
    assert (folder / "cache" / "referat.pdf").read_bytes() == B


def references(folder):
    """Every reference of a book: stamps, names of places, titles of bookmarks."""
    agenda, ready = gathered(folder)
    built = build_edition(agenda, ready, Edition.MEMBER, "da")
    stamps = {one.stamp(page, "da") for one in ready for page in range(1, one.facts.pages + 1)}
    shown = {line.strip() for text in page_texts(built.content) for line in text.splitlines()}
    assert stamps <= shown
    with opened(built.content) as pdf, pdf.open_outline() as outline:
        names = set(map(str, pikepdf.NameTree(pdf.Root.Names.Dests)))
        titles = {item.title for item in outline.root}
    return stamps | names | titles


def test_a_supplementary_agenda_changes_no_reference(tmp_path):
    folder = folder_of(tmp_path, A, B)
    before = references(folder)
    items = [
        {
            "number": "1",
            "title": "Et senere demopunkt",
            "supplement": True,
            "annexes": [{"title": "Senere", "file": "b1.pdf"}],
        },
        {
            "number": "2.4",
            "title": "Demosag",
            "kind": "Beslutningssag",
            "annexes": [
                {"title": "Demobilag nummer 1", "file": "b1.pdf"},
                {"title": "Demobilag nummer 2", "file": "b2.pdf"},
            ],
        },
    ]
    write_agenda(folder, items)
    after = references(folder)
    assert before < after
    assert after - before == {
        "1 Bilag 1 – side 1 af 2",
        "1 Bilag 1 – side 2 af 2",
        "1-bilag-1-side-1",
        "1-bilag-1-side-2",
        "1 Et senere demopunkt",
        "Tillægsdagsorden",
    }
    contents = page_texts(book(folder)[0].content)[1]
    assert contents.index("Demosag") < contents.index("Tillægsdagsorden")
