"""A file that is both an open and a closed annex: never printed where everybody may read it."""

import pytest
from tests.papers.annex_book.folders import (
    gathered,
    opened,
    page_texts,
    tagged,
    untagged,
    write_agenda,
)
from tests.papers.annex_book.test_command import run
from tests.papers.annex_book.test_editions import streams

from samvirke.papers.annex_book.agenda import read_agenda
from samvirke.papers.annex_book.building import build_edition
from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.facts import Refused
from samvirke.records import InputError

SECRET = tagged("Kontrakt", pages=2, words="Fortrolig tekst om en opdigtet kontrakt")


def annex(title, file, **fields):
    return {"title": title, "file": file, **fields}


def two_items(folder, shown, hidden):
    """An open annex, and a closed one under another item."""
    items = [
        {"number": "2.4", "title": "Demosag", "annexes": [annex("Notat", "andet.pdf"), shown]},
        {"number": "4.1a", "title": "Anden sag", "annexes": [hidden]},
    ]
    folder.mkdir()
    (folder / "andet.pdf").write_bytes(untagged())
    return write_agenda(folder, items)


@pytest.mark.parametrize("name", ["kontrakt.pdf", "./kontrakt.pdf", "under/../kontrakt.pdf"])
def test_an_agenda_with_one_file_both_open_and_closed_is_refused(name, tmp_path):
    """Also where the file is written otherwise, or is yet to come."""
    shown = annex("Kontrakt", name)
    hidden = annex("Lukket kontrakt", "kontrakt.pdf", access="closed")
    folder = two_items(tmp_path / "folder", shown, hidden)
    with pytest.raises(InputError) as caught:
        read_agenda(folder)
    assert caught.value.in_language("da").startswith(
        f"dagsorden.yaml, linje 5: »file«: »{name}« er både åben som 2.4 Bilag 2 og lukket som "
        "4.1a Bilag 1, så alle ville kunne læse det lukkede. Skriv den rigtige fil, skriv »access: "
        "closed« ved 2.4 Bilag 2, eller slet det ene bilag."
    )
    done = run(folder, "-o", tmp_path / "bog.pdf", "--quiet")
    assert (done.returncode, (tmp_path / "bog.pdf").exists()) == (2, False)


def test_a_file_that_is_closed_twice_or_open_twice_is_no_slip(tmp_path):
    def twice(**fields):
        annexes = [annex("Kontrakt", "k.pdf", **fields), annex("Igen", "k.pdf", **fields)]
        folder = write_agenda(tmp_path, [{"number": "1", "title": "Sag", "annexes": annexes}])
        return len(list(read_agenda(folder).annexes()))

    assert (twice(access="closed"), twice()) == (2, 2)


@pytest.fixture
def copied(tmp_path):
    """A folder with a closed annex, and a copy of it with another name that is open."""
    shown = annex("Kontrakt", "kopi.pdf")
    hidden = annex("Lukket kontrakt", "kontrakt.pdf", access="closed")
    folder = two_items(tmp_path / "folder", shown, hidden)
    for name in ("kopi.pdf", "kontrakt.pdf"):
        (folder / name).write_bytes(SECRET)
    return folder


def test_an_open_copy_of_a_closed_annex_is_replaced_in_every_edition(copied):
    agenda, ready = gathered(copied)
    assert [(one.refused and one.refused.reason, one.same_as) for one in ready] == [
        (None, None),
        (Refused.ALSO_CLOSED, "4.1a Bilag 1"),
        (None, "2.4 Bilag 2"),
    ]
    with opened(SECRET) as pdf, opened(untagged()) as other:
        secret = {one for one in set(streams(pdf)) - set(streams(other)) if len(one) > 20}
    held, texts = {}, {}
    for edition in Edition:
        content = build_edition(agenda, ready, edition, "da").content
        texts[edition] = " ".join(" ".join(page_texts(content)).split())
        with opened(content) as pdf:
            held[edition] = bool(secret & set(streams(pdf)))
    assert len(secret) > 2
    assert held == {Edition.PUBLIC: False, Edition.MEMBER: True, Edition.ARCHIVE: True}
    public, member = texts[Edition.PUBLIC], texts[Edition.MEMBER]
    assert ("Fortrolig" in public, member.count("Fortrolig tekst")) == (False, 2)
    assert "Sekretariatet skal se efter, om det er den rigtige fil." in public


def test_the_secretariat_is_told_loudly_and_the_command_exits_with_1(copied, tmp_path):
    done = run(copied, "-o", tmp_path / "bog.pdf", "--quiet")
    assert done.returncode == 1
    assert (
        "  SAMME FIL SOM ET LUKKET BILAG: den er byte for byte 4.1a Bilag 1, som er lukket, og "
        "vises derfor ikke her i nogen udgave. Skriv den rigtige fil, luk også dette bilag, eller "
        "slet det ene." in done.stdout.splitlines()
    )
