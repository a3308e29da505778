"""The front page of a folder of papers: what it lists, counts and leads to."""

import json
from html.parser import HTMLParser

import pytest
from tests.papers.national_example import national_2021
from tests.papers.statement_example import example

from samvirke.papers.statement_folder.order_file import NAME
from samvirke.papers.writing import write_all
from samvirke.records import InputError
from samvirke.schemes.contract_check import NORDJYLLAND_2021, check_file
from samvirke.schemes.results_statement import (
    json_bytes,
    national_to_json,
    statement_bytes,
)
from samvirke.site.front_page import write_front_page

# How the example is judged: nine measure points by the agreement, eleven goals by the contract.
JUDGED = (
    "2 nået · 3 ikke nået · 1 med for få svar · 3 uden krav eller måles senere",
    "4 nået · 3 ikke nået · 1 ikke målt · 1 vurderet · 2 uden krav eller måles senere",
)
ENDINGS = ("html", "pdf", "xlsx")


class Rows(HTMLParser):
    """Links of the page, and the cells of its tables' rows as texts."""

    def __init__(self, text):
        super().__init__()
        self.links, self.rows, self._in_cell = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag):
        self._in_cell = self._in_cell and tag not in ("th", "td")

    def handle_data(self, data):
        if self._in_cell:
            self.rows[-1][-1] += data


def lay(folder, place, document):
    """A document with papers of one letter beside it."""
    papers = {f"{place}.{ending}": b"x" for ending in ENDINGS}
    write_all(folder, {f"{place}.json": document, **papers})


@pytest.fixture
def folder(tmp_path):
    statements = tmp_path / "opgoerelser"
    lay(statements, f"nord-2021/{NAME}", statement_bytes(example()))
    lay(statements, f"nord-2021/offentlig/{NAME}", statement_bytes(example()))
    lay(tmp_path, "national/national-opgoerelse", json_bytes(national_to_json(national_2021())))
    check = json.dumps(check_file(NORDJYLLAND_2021).to_json()).encode()
    lay(tmp_path, "check/rk-nord-2021", check)
    write_all(tmp_path, {"other/data.json": b"[1, 2", "other/page.json": b"{}"})
    return tmp_path


def page(folder, language="da"):
    return Rows(write_front_page(folder, language=language).read_text("utf-8"))


def test_every_statement_national_statement_and_check_has_a_row(folder):
    found = page(folder).rows
    assert found == [
        ["National resultatopgørelse", "Opgørelser, der indgår", "Papirer"],
        ["National resultatopgørelse 2021 (Demodata)", "2 / 6", "PDF · Regneark"],
        ["Erhvervshus", "Rammeaftalen", "Resultatkontrakten", "Papirer"],
        [
            "Erhvervshus Nordjylland 2021 (Demodata)",
            *JUDGED,
            "PDF · Regneark · Offentlig udgave",
        ],
        ["Kontrakt", "Fejl", "Spørgsmål", "Bemærkninger", "Papirer"],
        ["Resultatkontrakt 2021, Erhvervshus Nordjylland", "5", "1", "1", "PDF"],
    ]


def test_every_link_leads_to_a_file(folder):
    links = [link for link in page(folder).links if not link.startswith(("#", "data:"))]
    assert len(links) == 9
    assert [link for link in links if not (folder / link).is_file()] == []


def test_demo_data_are_called_so_and_real_ones_are_not(folder):
    assert "Demodata" in write_front_page(folder, language="da").read_text("utf-8")
    lay(folder, f"opgoerelser/nord-2021/{NAME}", statement_bytes(example(demo=False)))
    national = json.loads((folder / "national/national-opgoerelse.json").read_text("utf-8"))
    lay(folder, "national/national-opgoerelse", json_bytes(national | {"demo": False}))
    assert "Demodata" not in write_front_page(folder, language="da").read_text("utf-8")


def test_only_what_is_demo_is_marked(folder):
    lay(folder, f"opgoerelser/nord-2022/{NAME}", statement_bytes(example(year=2022, demo=False)))
    told = write_front_page(folder, language="da").read_text("utf-8")
    assert "Erhvervshus Nordjylland 2021</a> (Demodata)" in told
    assert "Erhvervshus Nordjylland 2022</a></th>" in told
    check = told[told.index('id="checks"') :]
    assert "Resultatkontrakt 2021, Erhvervshus Nordjylland" in check
    assert "Demodata" not in check


def test_the_newest_year_comes_first(folder):
    lay(folder, f"opgoerelser/a/{NAME}", statement_bytes(example(year=2020)))
    lay(folder, f"opgoerelser/z/{NAME}", statement_bytes(example(year=2022)))
    told = [row[0] for row in page(folder).rows if row[0].startswith("Erhvervshus N")]
    assert told == [f"Erhvervshus Nordjylland {year} (Demodata)" for year in (2022, 2021, 2020)]


def test_it_is_in_english_too(folder):
    assert page(folder, "en").rows[3][1].startswith("2 met · ")


def test_a_folder_without_papers_is_told(tmp_path):
    with pytest.raises(InputError) as error:
        write_front_page(tmp_path, language="da")
    assert "Der ligger ingen opgørelser" in error.value.problems[0].what.da
    assert not (tmp_path / "index.html").exists()


def test_a_damaged_statement_is_told_and_the_page_stays(folder):
    before = write_front_page(folder, language="da").read_bytes()
    lay(folder, f"opgoerelser/nord-2021/{NAME}", b'{"schema": "samvirke.results-statement"}')
    with pytest.raises(InputError):
        write_front_page(folder, language="da")
    assert (folder / "index.html").read_bytes() == before
