"""Statements as pages: complete, self-contained, escaped, in both languages."""

import re
from html.parser import HTMLParser

import pytest
from tests.papers.statement_example import example
from tests.papers.test_results_statement_pdf import with_names

from samvirke.papers.results_statement import report_of, to_pdf, to_xlsx
from samvirke.papers.writing import write_all
from samvirke.schemes.results_statement import statement_bytes
from samvirke.site.statement_pages import statement_papers

NAME = "resultatopgoerelse-nordjylland-2021"


class Page(HTMLParser):
    """The links, ids, scripts and words of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.scripts, self.words = [], [], 0, []
        self._styled = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self._styled = tag == "style"
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        self._styled = False

    def handle_data(self, data):
        if not self._styled:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(params=["da", "en"])
def language(request):
    return request.param


@pytest.fixture
def folder(language, tmp_path):
    papers = statement_papers(example(), language, name=NAME)
    write_all(tmp_path, {**papers, f"{NAME}.json": statement_bytes(example())})
    return tmp_path


def page(folder):
    return Page((folder / f"{NAME}.html").read_text("utf-8"))


def test_pdf_and_spreadsheet_lie_beside_the_page(folder, language):
    report = report_of(example(), language)
    assert (folder / f"{NAME}.pdf").read_bytes() == to_pdf(report)
    assert (folder / f"{NAME}.xlsx").read_bytes() == to_xlsx(report)


def test_no_template_variable_is_missing(folder):
    pages = {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}
    assert [name for name, text in pages.items() if "MISSING" in text] == []


def test_links_lead_to_files_and_places_that_exist_and_no_script_runs(folder):
    found = page(folder)
    assert found.scripts == 0
    assert len(found.ids) == len(set(found.ids))
    places = [link[1:] for link in found.links if link.startswith("#")]
    assert set(places) <= set(found.ids)
    files = [link for link in found.links if not link.startswith(("#", "data:"))]
    assert [link for link in files if not (folder / link).is_file()] == []


def test_the_page_says_all_that_the_content_holds(folder, language):
    text = page(folder).text
    report = report_of(example(), language)
    told = [report.demo, report.status, *(item.text for item in report.basis)]
    for section in report.sections:
        for point in section.points:
            told += [point.title, *point.findings, *(term.text for term in point.definition)]
            told += [part.value.words for part in point.parts]
            told += [ruling.reason for ruling in point.rulings]
    for note in report.notes:
        told += [note.address, *(step.words for step in note.steps)]
    assert [words for words in told if " ".join(words.split()) not in text] == []


def test_every_verdict_is_a_word_beside_its_sign(folder, language):
    words = {"da": "Ikke nået", "en": "Missed"}[language]
    raw = (folder / f"{NAME}.html").read_text("utf-8")
    badges = re.findall(r'<span class="badge badge-error">(.*?)</span>', raw)
    assert set(badges) == {f"✗ {words}"}


def test_bars_are_hidden_from_screen_readers_and_drawn_in_whole_numbers(folder):
    raw = (folder / f"{NAME}.html").read_text("utf-8")
    bars = re.findall(r"<svg.*?</svg>", raw)
    assert len(bars) > 5
    assert [bar for bar in bars if 'aria-hidden="true"' not in bar] == []
    # 431 of 1,000 answers against 45 per cent.
    assert 'x="0" width="431" height="100"' in bars[0]
    assert 'x1="450" x2="450"' in bars[0]


def test_the_page_alone_needs_no_other_file_but_its_papers(language):
    papers = statement_papers(example(), language, name="x")
    assert set(papers) == {"x.html", "x.pdf", "x.xlsx"}
    raw = papers["x.html"].decode()
    links = [link for link in Page(raw).links if not link.startswith(("#", "data:"))]
    assert sorted(links) == ["x.json", "x.pdf", "x.xlsx"]
    assert re.findall(r"url\((?!['\"]?data:)", raw) == []


def test_the_same_statement_gives_the_same_page():
    first, second = (statement_papers(example(), "da", name="x")["x.html"] for _ in range(2))
    assert first == second


def test_markup_in_names_is_escaped():
    raw = statement_papers(with_names('<script>alert(1)</script> & "co"'), "da", name="x")[
        "x.html"
    ].decode()
    assert "<script" not in raw
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;" in raw


def test_nothing_says_demo_data_where_data_are_real():
    raw = statement_papers(example(demo=False), "da", name="x")["x.html"].decode()
    assert "emodata" not in raw
