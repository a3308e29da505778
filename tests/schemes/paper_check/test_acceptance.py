"""Findings accepted with a reason, the JSON, and text that no one wrote."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import samvirke.schemes.paper_check
from samvirke.records import InputError
from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import accept, acceptance_text, check_text

SCHEMA = Path(samvirke.schemes.paper_check.__file__).with_name("paper_check.schema.json")
PAPER = (
    "Beløb i kr.\nOdder\t673\nSamsø\t108\nStruer\t609\nI alt\t1.391\n\nfredag den 11. oktober 2021"
)


def check(text=PAPER):
    return check_text(paper_of_text("bilag.txt", text))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "godtaget.yaml"
    path.write_text(acceptance_text(check(), "da"), "utf-8")
    return path


def test_what_is_written_without_reasons_accepts_nothing(file):
    done = accept(check(), file)
    assert (len(done.open), done.gone) == (2, ())


def test_a_finding_with_a_reason_is_accepted_and_stays_so_when_lines_move(file):
    total = next(item.finding for item in check().findings if item.finding.table)
    text = file.read_text("utf-8")
    entry = text.index(total.id)
    at = text.index("reason:", entry) + len("reason:")
    file.write_text(f"{text[:at]} 'Afrunding; står i noten'{text[at:]}", "utf-8")
    done = accept(check("Ny første linje\n\n\n" + PAPER), file)
    assert [item.accepted for item in done.findings if item.finding.table] == [
        "Afrunding; står i noten"
    ]
    assert [item.kind.value for item in done.open] == ["weekday"]


def test_an_accepted_finding_that_was_mended_is_told(file):
    total = next(item.finding for item in check().findings if item.finding.table)
    done = accept(check(PAPER.replace("1.391", "1.390")), file)
    assert done.gone == (total.id,)


def test_reasons_that_were_given_are_written_again(file):
    file.write_text(file.read_text("utf-8").replace("reason:", 'reason: "Set"'), "utf-8")
    again = acceptance_text(accept(check(), file), "da")
    assert again.count('reason: "Set"') == 2


def test_a_file_that_exists_keeps_its_reasons_and_gets_what_is_new(file):
    file.write_text(file.read_text("utf-8").replace("reason:", 'reason: "Set"'), "utf-8")
    mended = PAPER.replace("1.391", "1.390") + "\nmandag den 12. oktober 2021"
    again = acceptance_text(check(mended), "da", file)
    assert (again.count("- id:"), again.count('reason: "Set"')) == (3, 2)
    file.write_text(again, "utf-8")
    assert [item.accepted for item in accept(check(mended), file).findings] == ["Set", None]
    assert [item.accepted for item in accept(check(), file).findings] == ["Set", "Set"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("schema:", "skema:"), ("accepted:", "godtaget:"), ("    reason:", "    grund:")],
)
def test_a_wrong_file_is_refused_in_words(file, old, new):
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(InputError) as refused:
        accept(check(), file)
    assert "godtaget.yaml" in refused.value.in_language("da")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_json_follows_its_schema(language):
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    document = check().to_json(language)
    assert len(document["findings"]) == 2
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


PIECES = st.sampled_from(
    ["I alt\t12\t3 %", "Odder\t5\t-", "Samsø 5 7", "Resultatkontrakt 2022", "KKR Fyn", "Mål 1: A",
     "Erhvervshus Fyn", "§ 6. Møder", "består af 11 medlemmer", "- 3 x", "1.", "2. y", "\f",
     "Figur 2.1 En lang overskrift her", "fredag den 1. maj 2021", "12 x: 4 y og 5 z", "(1.200)"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=30), max_size=40))
def test_no_text_brings_the_check_down(parts):
    try:
        done = check("\n".join(parts))
    except InputError:
        return
    assert done.to_json()["tables"] >= 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-10_000, 10_000), min_size=3, max_size=12),
    st.integers(-50_000, 50_000).filter(bool),
)
def test_a_total_is_right_or_found(parts, slip):
    rows = [f"Post {chr(65 + at)}\t{part}\t1" for at, part in enumerate(parts)]
    right = "\n".join(["Antal", *rows, f"I alt\t{sum(parts)}\t{len(parts)}"])
    wrong = "\n".join(["Antal", *rows, f"I alt\t{sum(parts) + slip}\t{len(parts)}"])
    totals = [i.finding for i in check(wrong).findings if i.finding.kind.value == "total"]
    assert [i for i in check(right).findings if i.finding.kind.value == "total"] == []
    assert [(found.got, found.expected) for found in totals] == [(sum(parts) + slip, sum(parts))]
