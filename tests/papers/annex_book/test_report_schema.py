"""The book's report as JSON follows its schema, and the schema knows every kind there is."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.papers.annex_book.folders import folder_of, gathered, tagged, untagged

from samvirke.papers.annex_book import report
from samvirke.papers.annex_book.building import build_edition
from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.facts import Breach, Note, Refused, Tagging

SCHEMA = json.loads(Path(report.__file__).with_name("report.schema.json").read_text("utf-8"))
ANNEX = SCHEMA["properties"]["annexes"]["items"]["properties"]


def kinds(name):
    return set(ANNEX[name]["items"]["properties"]["kind"]["enum"])


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_report_follows_its_schema(language, tmp_path):
    Draft202012Validator.check_schema(SCHEMA)
    good = tagged("Et godt bilag")
    agenda, ready = gathered(folder_of(tmp_path, good, b"", untagged(), good, (good, "b.doc")))
    built = [("bog.pdf", build_edition(agenda, ready, Edition.ARCHIVE, language))]
    told = report.report_json(agenda, ready, built, ["andet.pdf"], language)
    told = json.loads(json.dumps(told))
    assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
    # What the schema says is said: a refused annex, one that breaks, one that is told of.
    assert told["annexes"][1]["refused"]["kind"] == "empty"
    assert told["annexes"][2]["breaches"] != []
    assert told["annexes"][4]["notes"] != []


def test_the_schema_knows_every_kind():
    refused = ANNEX["refused"]["anyOf"][1]["properties"]["kind"]["enum"]
    assert set(refused) == set(Refused)
    assert kinds("notes") == set(Note)
    assert kinds("breaches") == set(Breach)
    assert set(ANNEX["tagging"]["enum"]) == {*Tagging, None}
    editions = SCHEMA["properties"]["editions"]["items"]["properties"]["edition"]["enum"]
    assert set(editions) == set(Edition)
