"""Editions of one build: the public one holds nothing that only a closed annex has."""

import io
import zlib

import pikepdf
import pytest
from tests.papers.annex_book.folders import (
    changed,
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
from samvirke.papers.annex_book.ready import why_refused

RUN = 20


def with_metadata(content, title, author):
    def change(pdf):
        pdf.docinfo["/Title"] = title
        pdf.docinfo["/Author"] = author
        pdf.attachments["lukket-regneark.xlsx"] = b"PK hemmelige tal 1234567890"

    return changed(content, change)


OPEN = tagged("Et bilag for alle", words="Offentlig tekst om en opdigtet sag til alle borgere")
CLOSED = with_metadata(
    tagged(
        "Et fortroligt bilag",
        pages=2,
        words="Fortrolig tekst om en opdigtet ansættelse i Demokommune",
    ),
    "Fortrolig titel i filen",
    "Hemmelig Demoforfatter",
)
CLOSED_UNTAGGED = with_metadata(
    untagged(words="Endnu en fortrolig tekst uden opmærkning af nogen art"),
    "Fortrolig uopmærket titel",
    "Anden Demoforfatter",
)
CLOSED_SCAN = pictures(1)
TITLES = (
    *("Fortroligt demobilag", "Uopmærket fortroligt demobilag", "Skannet fortroligt demobilag"),
    *("Bilag til det lukkede punkt", "Et lukket demopunkt om en ansættelse"),
)
FILES = {
    "aabent.pdf": OPEN,
    "fortroligt_notat.pdf": CLOSED,
    "uopmaerket_notat.pdf": CLOSED_UNTAGGED,
    "skannet_notat.pdf": CLOSED_SCAN,
    "ansaettelse_indstilling.pdf": CLOSED,
    "laast_indstilling.pdf": b"",
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editions")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    names = list(FILES)

    def annex(at, title, **fields):
        return {"title": title, "file": names[at], **fields}

    items = [
        {
            "number": "1",
            "title": "Et åbent demopunkt",
            "annexes": [
                annex(0, "Åbent demobilag"),
                annex(1, TITLES[0], access="closed"),
                annex(2, TITLES[1], access="closed", public_title="Notat om et lukket emne"),
                annex(3, TITLES[2], access="closed"),
            ],
        },
        {
            "number": "2",
            "title": TITLES[4],
            "access": "closed",
            "annexes": [annex(4, TITLES[3]), annex(5, "Låst demobilag til det lukkede punkt")],
        },
    ]
    agenda, ready = gathered(write_agenda(folder, items))
    return {edition: build_edition(agenda, ready, edition, "da") for edition in Edition}


def streams(pdf):
    """Every stream, unpacked; a stream that cannot be unpacked as it is stored."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            try:
                yield thing.read_bytes()
            except pikepdf.PdfError:
                yield thing.read_raw_bytes()


def strings(pdf):
    """Every text and every name in the file outside its streams, as bytes."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            waiting = [pikepdf.Dictionary(dict(thing.items()))]
        else:
            waiting = [thing]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.String):
                yield str(one)
            elif isinstance(one, pikepdf.Array):
                waiting += [kid for kid in one if not getattr(kid, "is_indirect", False)]
            elif isinstance(one, pikepdf.Dictionary):
                yield from one.keys()
                waiting += [kid for kid in one.values() if not getattr(kid, "is_indirect", False)]


def runs(texts):
    """Every run of 20 letters, without spaces, that the pages show."""
    shown = "".join("".join(texts).split())
    return {shown[at : at + RUN] for at in range(len(shown) - RUN + 1)}


def closed_files():
    return [CLOSED, CLOSED_UNTAGGED, CLOSED_SCAN]


def unique_streams():
    """What only closed annexes hold; the test's own proof that there is something to hide."""
    with opened(OPEN) as pdf:
        open_ones = set(streams(pdf))
    closed = set()
    for content in closed_files():
        with opened(content) as pdf:
            closed |= set(streams(pdf))
    return {one for one in closed - open_ones if len(one) > RUN}


def test_the_public_edition_holds_no_stream_of_a_closed_annex(editions):
    unique = unique_streams()
    assert len(unique) > 6
    with opened(editions[Edition.PUBLIC].content) as pdf:
        held = list(streams(pdf))
    assert [one for one in unique if any(one in other for other in held)] == []


def test_the_members_edition_holds_the_drawings_of_the_closed_annexes(editions):
    """The test above would find them: a page's drawing is kept as it is, between two others."""
    with opened(CLOSED) as pdf:
        drawn = pdf.pages[0].obj.Contents.read_bytes()
    with opened(editions[Edition.MEMBER].content) as pdf:
        assert drawn in set(streams(pdf))


def test_the_public_edition_shows_no_20_letters_of_a_closed_annex(editions):
    closed = runs([text for content in closed_files() for text in page_texts(content)])
    unique = closed - runs(page_texts(OPEN))
    assert "Fortroligtekstomenop" in unique
    members = runs(page_texts(editions[Edition.MEMBER].content))
    assert "Fortroligtekstomenop" in members
    assert unique & runs(page_texts(editions[Edition.PUBLIC].content)) == set()


SECRETS = (
    *TITLES,
    *(name for name in FILES if name != "aabent.pdf"),
    *(name.removesuffix(".pdf") for name in FILES if name != "aabent.pdf"),
    *("Fortrolig titel i filen", "Hemmelig Demoforfatter", "Fortrolig uopmærket titel"),
    *("Anden Demoforfatter", "lukket-regneark", "hemmelige tal", "Et fortroligt bilag"),
    *("1-bilag-2", "1-bilag-3", "2-bilag-1", "1-2-", "2-1-"),
)


def everything(content):
    """The file's bytes, its streams, its texts and names, and what its pages show."""
    with opened(content) as pdf:
        texts = [*strings(pdf), *page_texts(content)]
        held = [content, *streams(pdf)]
    return "\n".join(texts), held


@pytest.mark.parametrize("secret", SECRETS)
def test_the_public_edition_names_nothing_of_a_closed_annex(secret, editions):
    texts, held = everything(editions[Edition.PUBLIC].content)
    flat = "".join(texts.split())
    assert "".join(secret.split()) not in flat
    for encoding in ("utf-8", "utf-16-be", "latin-1"):
        assert not any(secret.encode(encoding) in one for one in held)


@pytest.mark.parametrize("secret", TITLES)
def test_the_members_edition_names_what_the_public_one_hides(secret, editions):
    texts, _ = everything(editions[Edition.MEMBER].content)
    assert "".join(secret.split()) in "".join(texts.split())


@pytest.mark.parametrize("secret", ["fortroligt_notat.pdf", "ansaettelse_indstilling.pdf"])
def test_only_the_archive_names_the_files(secret, editions):
    assert "".join(secret.split()) in "".join(
        "".join(page_texts(editions[Edition.ARCHIVE].content)).split()
    )
    assert secret not in everything(editions[Edition.MEMBER].content)[0]


def test_the_public_edition_is_the_same_whatever_the_closed_annexes_hold(editions, tmp_path):
    """The strongest form: not one byte of it depends on a closed annex."""
    for name, content in FILES.items():
        other = content if name == "aabent.pdf" else tagged("Noget helt andet", pages=3)
        (tmp_path / name).write_bytes(other)
    items = [
        {
            "number": "1",
            "title": "Et åbent demopunkt",
            "annexes": [
                {"title": "Åbent demobilag", "file": "aabent.pdf"},
                {"title": "Andet", "file": "skannet_notat.pdf", "access": "closed"},
                {
                    "title": "Tredje",
                    "file": "findes_ikke.pdf",
                    "access": "closed",
                    "public_title": "Notat om et lukket emne",
                },
                {"title": "Fjerde", "file": "laast_indstilling.pdf", "access": "closed"},
            ],
        },
        {"number": "2", "title": "Noget andet", "access": "closed", "annexes": []},
    ]
    agenda, ready = gathered(write_agenda(tmp_path, items))
    other = build_edition(agenda, ready, Edition.PUBLIC, "da")
    assert other.content == editions[Edition.PUBLIC].content


def test_the_public_edition_says_that_something_is_closed(editions):
    agenda = page_texts(editions[Edition.PUBLIC].content)[1]
    lines = [" ".join(line.split()) for line in agenda.splitlines()]
    assert "Bilag 1: Åbent demobilag" in lines
    assert "Bilag 2: Lukket bilag" in lines
    assert "Bilag 3: Notat om et lukket emne" in lines
    assert any("Lukket punkt" in line for line in lines)


def test_members_see_what_is_closed_wherever_it_is_named(editions):
    content = editions[Edition.MEMBER].content
    texts = [[" ".join(line.split()) for line in text.splitlines()] for text in page_texts(content)]
    assert "Bilag 1: Åbent demobilag" in texts[1]
    assert "Bilag 2: Fortroligt demobilag (lukket)" in texts[1]
    assert any("Fortroligt demobilag (lukket)" in line for line in texts[2])
    assert "1 Bilag 1 – side 1 af 1" in texts[3]
    assert "1 Bilag 2 (lukket) – side 1 af 2" in texts[4]
    with opened(content) as pdf, pdf.open_outline() as outline:
        titles = [item.title for top in outline.root for item in (top, *top.children)]
    assert "1 Bilag 1: Åbent demobilag" in titles
    assert "1 Bilag 2: Fortroligt demobilag (lukket)" in titles
    assert "2 Et lukket demopunkt om en ansættelse (lukket)" in titles


def test_the_archive_s_register_tells_of_each_file(editions):
    import hashlib

    told = "".join("".join(page_texts(editions[Edition.ARCHIVE].content)).split())
    for content in (OPEN, CLOSED, CLOSED_UNTAGGED, CLOSED_SCAN):
        assert hashlib.sha256(content).hexdigest() in told


def test_a_stream_hidden_twice_packed_would_be_found():
    """``streams`` unpacks what the test above looks through."""
    pdf = pikepdf.new()
    stream = pdf.make_stream(b"")
    stream.write(
        zlib.compress(zlib.compress(b"fortroligt")),
        filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2),
    )
    pdf.Root.Skjult = stream
    out = io.BytesIO()
    pdf.save(out)
    with opened(out.getvalue()) as again:
        assert b"fortroligt" in set(streams(again))


def test_a_page_for_a_misspelt_file_names_no_other_file_of_the_folder(tmp_path):
    """The page stands in the public edition, and the other file may be a closed annex's."""
    items = [
        {
            "number": "1",
            "title": "Et demopunkt",
            "annexes": [
                {"title": "Åbent", "file": "Fortroligt_Notat.PDF"},
                {"title": "Lukket", "file": "fortroligt_notat.pdf", "access": "closed"},
            ],
        }
    ]
    (tmp_path / "fortroligt_notat.pdf").write_bytes(CLOSED)
    agenda, ready = gathered(write_agenda(tmp_path, items))
    assert "Mente du »fortroligt_notat.pdf«?" in why_refused(ready[0].refused, "da")
    for edition in (Edition.PUBLIC, Edition.MEMBER):
        texts, held = everything(build_edition(agenda, ready, edition, "da").content)
        assert "fortroligt_notat" not in "".join(texts.split())
        assert not any(b"fortroligt_notat" in one for one in held)
        assert "Filenfindesikkeimappen." in "".join(texts.split())
