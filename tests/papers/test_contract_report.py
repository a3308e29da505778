"""The contract check's renderings: one content, accessible PDF, equal bytes."""

import dataclasses
import subprocess
import sys

import pikepdf
import pytest
from tests.papers import verapdf
from tests.schemes.compliant import check, compliant_contract

from samvirke.papers.contract_check import report_of, to_pdf, to_terminal
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021, check_file


@pytest.fixture(params=["da", "en"])
def report(request):
    return report_of(check_file(NORDJYLLAND_2021), request.param)


def needs_verapdf():
    reason = verapdf.missing()
    if reason is not None:
        pytest.skip(reason)


def test_the_pdf_passes_pdf_ua_1(report, tmp_path):
    needs_verapdf()
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(report))
    assert verapdf.validate(path) == verapdf.Result(compliant=True, failed=())


def test_the_validator_refuses_a_pdf_whose_tags_were_taken_out(report, tmp_path):
    needs_verapdf()
    path = tmp_path / "stripped.pdf"
    path.write_bytes(to_pdf(report))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        del document.Root.StructTreeRoot
        document.save(path)
    assert not verapdf.validate(path).compliant


def test_the_pdf_has_title_language_and_header_cells(report, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(report))
    with pikepdf.open(path) as document:
        assert document.docinfo.Title == report.title
        assert str(document.Root.Lang).startswith(report.language)
        kinds = [str(item.get("/S")) for item in document.objects if _is_element(item)]
    tables = 1 + sum(len(group.entries) for group in report.groups)
    assert kinds.count("/Table") == tables
    assert kinds.count("/TH") == 3 * tables


def _is_element(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


def test_the_same_check_gives_the_same_bytes_in_another_process(report):
    code = (
        "import sys; from samvirke.papers.contract_check import *;"
        "from samvirke.schemes.contract_check import *;"
        f"report = report_of(check_file(NORDJYLLAND_2021), '{report.language}');"
        "sys.stdout.buffer.write(to_pdf(report))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert other == to_pdf(report)


def test_markup_in_a_contract_is_text_in_the_pdf(tmp_path):
    document = compliant_contract(2022)
    nasty = '#panic("x") *fed* $x$ @ref <b> \\ //'
    document["national_goals"][0]["thresholds"].append(
        {
            "id": "x",
            "text": f"Kendskab {nasty}",
            "year": 2021,
            "operator": ">=",
            "value": 1,
            "unit": "pct",
        }
    )
    report = report_of(check(document, tmp_path), "da")
    assert nasty in report.groups[0].entries[0].contract.words
    assert to_pdf(report).startswith(b"%PDF-")


def test_a_sign_that_no_font_has_does_not_stop_the_pdf(tmp_path):
    document = compliant_contract(2022)
    document["title"] = "Resultatkontrakt 2022 漢字 🙂"
    assert to_pdf(report_of(check(document, tmp_path), "da")).startswith(b"%PDF-")


def test_terminal_text_says_everything_that_the_content_holds(report):
    text = "".join(to_terminal(report).split())
    for group in report.groups:
        for entry in group.entries:
            for part in (entry.heading, entry.message, entry.contract.words, entry.agreement.words):
                assert part == "–" or "".join(part.split()) in text


def test_terminal_lines_are_at_most_88_signs(report):
    assert max(len(line) for line in to_terminal(report).splitlines()) <= 88


def test_a_faultless_contract_says_so(tmp_path):
    report = report_of(check(compliant_contract(2025), tmp_path), "da")
    assert report.verdict == (
        "Ingen afvigelser fundet. Kontrakten følger rammeaftalen i alt, hvad der er kontrolleret."
    )
    assert to_pdf(report).startswith(b"%PDF-")


def test_the_verdict_counts_in_good_danish_and_english():
    midt = check_file(MIDTJYLLAND_2022)
    assert report_of(midt, "da").verdict == "2 fejl, 9 spørgsmål og 2 bemærkninger."
    assert report_of(midt, "en").verdict == "2 errors, 9 questions and 2 notes."


def test_no_text_of_the_report_is_empty(report):
    empty = [path for path, value in _texts(dataclasses.asdict(report)) if not value.strip()]
    assert empty == []


def _texts(value, path=()):
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from _texts(item, (*path, at))
