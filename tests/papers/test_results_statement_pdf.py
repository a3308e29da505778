"""The results statement as PDF: accessible, marked, equal bytes, whatever the texts hold."""

import dataclasses
import subprocess
import sys

import pikepdf
import pytest
from tests.papers import verapdf
from tests.papers.statement_example import example

from samvirke.papers.results_statement import report_of, to_pdf

NASTY = '#panic("x") *fed* $x$ @ref <b> \\ // `raw` _k_ = overskrift'


@pytest.fixture(params=["da", "en"])
def report(request):
    return report_of(example(), request.param)


def with_names(name):
    """The statement with ``name`` wherever a person's or a file's words stand."""
    goals = []
    for goal in example().goals:
        lines = []
        for line in goal.lines:
            assessed = line.assessment
            if assessed is not None:
                activities = tuple(
                    dataclasses.replace(item, title=name, text=name, author=name)
                    for item in assessed.activities
                )
                assessed = dataclasses.replace(
                    assessed, text=name, author=name, evidence=name, activities=activities
                )
            received = tuple(
                dataclasses.replace(item, document=name, authority=name) for item in line.received
            )
            lines.append(dataclasses.replace(line, assessment=assessed, received=received))
        goals.append(dataclasses.replace(goal, lines=tuple(lines)))
    files = tuple(dataclasses.replace(file, name=name) for file in example().files)
    rows = tuple(dataclasses.replace(row, municipality=name) for row in example().spread)
    return example(hub_name=name, contract_title=name, goals=tuple(goals), files=files, spread=rows)


def validated(pdf, tmp_path):
    reason = verapdf.missing()
    if reason is not None:
        pytest.skip(reason)
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    return verapdf.validate(path)


def text_of(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode()


def test_the_pdf_passes_pdf_ua_1(report, tmp_path):
    assert validated(to_pdf(report), tmp_path) == verapdf.Result(compliant=True, failed=())


def test_an_empty_statement_passes_too(tmp_path):
    empty = example(
        contract=None,
        goals=(),
        spread=(),
        spread_excluded=(),
        volumes=(),
        activity_shares=(),
        files=(),
    )
    pdf = to_pdf(report_of(empty, "da"))
    assert validated(pdf, tmp_path) == verapdf.Result(compliant=True, failed=())


def test_title_language_and_header_cells(report, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(report))
    with pikepdf.open(path) as document:
        assert document.docinfo.Title == report.title
        assert str(document.Root.Lang).startswith(report.language)
        elements = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]
    kinds = [str(item.get("/S")) for item in elements]
    points = [point for section in report.sections for point in section.points]
    # The tally, two overviews, spread, volumes and files; per line its values, verdicts,
    # values received and activities.
    tables = 6 + sum(
        1
        + bool(point.parts)
        + bool(point.stated)
        + (point.assessed is not None and bool(point.assessed.activities))
        for point in points
    )
    assert kinds.count("/Table") == tables
    assert kinds.count("/H1") == 1


def test_the_same_statement_gives_the_same_bytes_in_another_process(report):
    code = (
        "import sys; from tests.papers.statement_example import example;"
        "from samvirke.papers.results_statement import *;"
        f"sys.stdout.buffer.write(to_pdf(report_of(example(), '{report.language}')))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert other == to_pdf(report)


def test_every_page_of_demo_data_says_so(tmp_path):
    pages = text_of(to_pdf(report_of(example(), "da")), tmp_path).split("\f")[:-1]
    assert len(pages) > 5
    assert [page for page in pages if "DEMODATA" not in page] == []


def test_real_data_is_not_called_demo_data(tmp_path):
    told = text_of(to_pdf(report_of(example(demo=False), "da")), tmp_path)
    assert "demodata" not in told.lower()


def test_every_page_names_hub_and_year_and_its_number(tmp_path):
    pages = text_of(to_pdf(report_of(example(), "da")), tmp_path).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert "Resultatopgørelse 2021 · Erhvervshus Nordjylland" in page
        assert "".join(page.split()).endswith(f"{number}/{len(pages)}")


def test_page_one_holds_every_goal_with_both_verdicts(tmp_path):
    report = report_of(example(), "da")
    first = "".join(text_of(to_pdf(report), tmp_path).split("\f")[0].split())
    told = [*(row.title.split()[0] for row in report.glance), "✓Nået", "✗Ikkenået", "Måles"]
    assert [words for words in told if "".join(words.split()) not in first] == []


def test_every_figure_s_address_is_printed(tmp_path):
    report = report_of(example(), "da")
    told = text_of(to_pdf(report), tmp_path)
    # The address may be broken over two lines and lies in one of two columns.
    assert told.count("/tal/") == sum(bool(note.address) for note in report.notes)


def test_markup_in_names_is_text(tmp_path):
    told = text_of(to_pdf(report_of(with_names(NASTY), "da")), tmp_path)
    assert '#panic("x") *fed* $x$ @ref <b>' in told


def test_signs_without_a_font_and_control_signs_become_boxes_and_are_told(tmp_path):
    report = report_of(with_names("a\x01\x7f漢🙂\U0010ffffb"), "da")
    pdf = to_pdf(report)
    told = text_of(pdf, tmp_path)
    assert "a□□□□□b" in told
    assert "Tegn, som papirets skrifttyper ikke har, er vist som □." in told
    assert validated(pdf, tmp_path).compliant


def test_a_long_statement_repeats_its_table_heads(tmp_path):
    rows = example().spread * 20
    told = text_of(to_pdf(report_of(example(spread=rows), "da")), tmp_path)
    heads = [page for page in told.split("\f") if "Indbyggere" in page]
    assert len(heads) > 2
