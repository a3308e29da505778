"""Files that chance has spoiled: always an outcome, never an exception, and a book of the rest."""

import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.papers.annex_book.folders import opened, tagged, untagged

from samvirke.papers.annex_book.facts import CannotShow, Facts, Refused
from samvirke.papers.annex_book.merging import Book, Part
from samvirke.papers.annex_book.workers import Job, Workers


def unpacked(content):
    """``content`` with everything in plain sight, so that chance reaches the structure."""
    out = io.BytesIO()
    with opened(content) as pdf:
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


PLAIN = tagged("Et bilag at ødelægge", pages=2)
UNTAGGED = untagged()
STRUCTURE = unpacked(PLAIN)
# Words of the format whose loss or change leads readers astray.
WORDS = [b"/Kids", b"/Count", b"/Type", b"/Page", b"/K", b"/Nums", b"/S", b"/P", b"obj", b" R"]


@pytest.fixture(scope="module")
def workers():
    with Workers(most_seconds=60) as running:
        yield running


def outcome(content, folder, workers):
    """How preparing ``content`` goes, and whether what comes of it can be put into a book."""
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(content)
    (told,) = workers.prepare([Job(source, target, "1-1-", "da")])
    if isinstance(told, Facts):
        book = Book("da")
        pages = book.add(Part(target, told, "1-1-", "Bilag"))
        book.finish([])
        assert len(pages) == told.pages
    else:
        assert isinstance(told, CannotShow)
        assert told.reason is not Refused.TOO_HEAVY
        assert not target.exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_bytes_changed_by_chance(data, tmp_path, workers):
    content = bytearray(data.draw(st.sampled_from([PLAIN, UNTAGGED, STRUCTURE])))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    outcome(bytes(content), tmp_path, workers)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_words_of_the_format_put_for_each_other(data, tmp_path, workers):
    content = STRUCTURE
    for _ in range(data.draw(st.integers(1, 3))):
        one, other = data.draw(st.sampled_from(WORDS)), data.draw(st.sampled_from(WORDS))
        at = content.find(one, data.draw(st.integers(0, len(content))))
        if at >= 0:
            content = content[:at] + other + content[at + len(one) :]
    outcome(content, tmp_path, workers)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_cut_short(data, tmp_path, workers):
    content = data.draw(st.sampled_from([PLAIN, UNTAGGED]))
    outcome(content[: data.draw(st.integers(1, len(content)))], tmp_path, workers)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rest=st.binary(max_size=300))
def test_anything_after_a_pdf_s_first_line(rest, tmp_path, workers):
    outcome(b"%PDF-1.7\n" + rest, tmp_path, workers)
