"""The page of the national statement: complete, escaped, its links lead somewhere."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.papers.national_example import national_2021, national_2027

from samvirke.papers.national_statement import report_of
from samvirke.site.national_pages import national_page, national_papers

NAME = "national-opgoerelse"


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.texts, self.scripts = [], set(), [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self.links += [value for name, value in attrs if name == "href"]
        self.ids |= {value for name, value in attrs if name == "id"}

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def page_of(report):
    return Page(national_page(report, name=NAME).decode())


@pytest.mark.parametrize("national", [national_2021, national_2027])
@pytest.mark.parametrize("language", ["da", "en"])
def test_page_pdf_and_spreadsheet_come_together(national, language):
    found = national_papers(national(), language, name=NAME)
    assert list(found) == [f"{NAME}.html", f"{NAME}.pdf", f"{NAME}.xlsx"]
    page = Page(found[f"{NAME}.html"].decode())
    assert "MISSING" not in page.text
    assert page.scripts == 0
    inside = [link for link in page.links if link.startswith("#")]
    assert [link for link in inside if link[1:] not in page.ids] == []
    outside = {link for link in page.links if not link.startswith(("#", "data:"))}
    assert outside == {f"{NAME}.pdf", f"{NAME}.xlsx", f"{NAME}.json"}


def test_the_page_says_all_that_the_content_holds():
    report = report_of(national_2027(), "da")
    page = page_of(report)
    told = [report.title, report.demo, report.status, report.submitted, *report.hubs]
    for point in report.points:
        told += [point.title, *point.requirement]
        if point.is_measured:
            told += [f"{point.id} · {point.clause}"]
            told += [item.value.words for item in point.values]
            told += [item.base.words for item in point.values]
        if point.together is not None:
            told += [point.together.value.words, point.together.requirement]
    told += [step.words for note in report.notes for step in note.steps]
    told += [note.address for note in report.notes]
    told += [term.text for term in (*report.basis, *report.reading)]
    assert [words for words in told if " ".join(words.split()) not in page.text] == []


def test_a_missing_hub_says_not_yet_published_in_every_row():
    report = report_of(national_2021(), "da")
    page = page_of(report)
    rows = len(report.points) + sum(point.is_measured for point in report.points)
    # Four hubs in every row of the two kinds of table, in the tally, and once in words and in
    # the list of what the numbers rest on.
    assert page.text.count("Ikke offentliggjort endnu") == 4 * rows + 4 + 4 + 1


def test_markup_in_names_is_escaped():
    national = replace(national_2021(), agreement_title='<script>alert(1)</script> & "co"')
    page = page_of(report_of(national, "da"))
    assert page.scripts == 0
    assert '<script>alert(1)</script> & "co"' in page.text
