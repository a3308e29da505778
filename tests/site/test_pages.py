"""The page files: complete, self-contained, escaped, in both languages."""

import json
import re
from html.parser import HTMLParser

import pytest
from tests.schemes.compliant import check, compliant_contract

from samvirke.papers.writing import CannotWrite
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021, check_file
from samvirke.site.pages import write_pages

CHECKS = (check_file(MIDTJYLLAND_2022), check_file(NORDJYLLAND_2021))


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []
        self.scripts = 0

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self.links += [value for name, value in attrs if name in ("href", "src")]


@pytest.fixture(params=["da", "en"])
def written(request, tmp_path):
    write_pages(CHECKS, tmp_path, language=request.param)
    return tmp_path


def pages(folder):
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.html")}


def test_the_overview_and_each_check_are_written_with_pdf_and_json(written):
    names = {path.name for path in written.iterdir() if path.is_file()}
    assert names == {"index.html"} | {
        f"{contract}.{ending}"
        for contract in ("rk-midt-2022", "rk-nord-2021")
        for ending in ("html", "json", "pdf")
    }


def test_no_template_variable_is_missing(written):
    assert [name for name, page in pages(written).items() if "MISSING" in page] == []


def test_pages_point_only_to_files_that_were_written_and_run_no_script(written):
    for page in pages(written).values():
        found = Links()
        found.feed(page)
        assert found.scripts == 0
        local = [link for link in found.links if not link.startswith(("#", "data:"))]
        own = [link for link in local if not link.startswith("static/dkfds/")]
        assert [link for link in own if not (written / link).is_file()] == []


def test_every_finding_stands_on_its_page_with_both_clauses(written):
    for contract_check in CHECKS:
        name = contract_check.contract.id.lower()
        page = re.sub(r"\s+", " ", pages(written)[f"{name}.html"])
        assert page.count('<article class="sv-finding"') == len(contract_check.findings)
        for finding in contract_check.findings:
            for clause in (finding.contract_clause, finding.framework_clause):
                assert clause is None or f">{clause}</td>" in page


def test_the_json_beside_the_page_is_the_check(written, request):
    language = request.node.callspec.params["written"]
    document = json.loads((written / "rk-nord-2021.json").read_text("utf-8"))
    assert document == CHECKS[1].to_json(language)


def test_markup_in_a_contract_is_escaped(tmp_path):
    document = compliant_contract(2022)
    document["title"] = '2022 <script>alert(1)</script> & "co"'
    write_pages([check(document, tmp_path)], tmp_path / "out", language="da")
    page = pages(tmp_path / "out")["rk-midtjylland-2022.html"]
    assert "<script>" not in page
    assert "2022 &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;" in page


def test_a_contract_id_cannot_choose_where_the_page_goes(tmp_path):
    document = compliant_contract(2022) | {"id": "../../etc/x"}
    paths = write_pages([check(document, tmp_path)], tmp_path / "out", language="da")
    assert {path.parent for path in paths} == {tmp_path / "out"}


def test_two_contracts_of_the_same_id_are_both_kept(tmp_path):
    document = compliant_contract(2022)
    twice = [check(document, tmp_path), check(document | {"municipalities": 1}, tmp_path)]
    paths = write_pages(twice, tmp_path / "out", language="da")
    assert len(set(paths)) == 7


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite) as caught:
        write_pages(CHECKS, tmp_path / "file" / "out", language="da")
    assert "kan ikke skrives" in caught.value.what.da
