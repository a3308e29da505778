"""Splits and seats in a paper, row by row against the object they were made of."""

import json
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samvirke.allocation import Key, KeyPart, SplitRounding, split, split_to_json
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import PERSONS, THOUSAND_KR
from samvirke.papers.own_paper import check_with_objects
from samvirke.schemes.paper_check import Kind

# 100 thousand by 1, 2, 2 and 3 of 8: 12.5, 25, 25 and 37.5, each rounded half up.
KEY = [("Odder", 1, 13), ("Samsø", 2, 25), ("Struer", 2, 25), ("Skive", 3, 38)]


def of_four():
    source = Source("Eksempel", "nøgle")
    parts = tuple(KeyPart(str(at), name, Fraction(n)) for at, (name, n, _) in enumerate(KEY))
    name = Text("Folketal", "Population")
    return split_to_json(
        "eksempel",
        split(
            Given(Text("Bevilling", "Grant"), Fraction(100), THOUSAND_KR, source),
            Key(name, PERSONS, source, parts),
            rounding=SplitRounding.HALF_UP_EACH,
            rule=Text("efter folketal", "by population"),
            source=source,
        ),
    )


def check(tmp_path, text, document):
    (tmp_path / "papir.txt").write_text(text, "utf-8")
    (tmp_path / "papir.json").write_text(json.dumps(document), "utf-8")
    return check_with_objects(tmp_path / "papir.txt")


def table(rows):
    return "Fordeling af bevillingen\n" + "".join("\t".join(row) + "\n" for row in rows)


def shares(**changes):
    """Name and share, with ``changes`` to some of them."""
    return [("Kommune", "1.000 kr.")] + [
        (name, changes.get(name, str(share))) for name, _, share in KEY
    ]


def own(made):
    return [
        (one.finding.row, one.finding.got, one.finding.expected)
        for one in made.findings
        if one.finding.kind is Kind.RECOMPUTED
    ]


def test_the_shares_alone_with_their_total(tmp_path):
    made = check(tmp_path, table([*shares(), ("I alt", "101")]), of_four())
    assert [(one.id, one.object, one.compared) for one in made.own] == [
        ("eksempel", "papir.json", 5)
    ]
    assert (made.findings, made.recomputed) == ((), 1)


def test_a_changed_share_and_a_changed_total(tmp_path):
    made = check(tmp_path, table([*shares(Samsø="27"), ("I alt", "103")]), of_four())
    assert own(made) == [("Samsø", 27, 25), ("I alt", 103, 101)]


def test_a_share_that_was_changed_in_the_object_as_well_is_computed_anew(tmp_path):
    document = of_four()
    document["shares"][1]["rounded"] = 27
    made = check(tmp_path, table(shares(Samsø="27")), document)
    assert own(made) == [("Samsø", 27, 25)]


def test_the_total_of_some_of_the_rows_is_not_the_object_s(tmp_path):
    rows = [row for row in shares() if row[0] != "Odder"]
    assert own(check(tmp_path, table([*rows, ("I alt", "88")]), of_four())) == []


def test_columns_in_another_order_and_with_codes(tmp_path):
    rows = [("Nr.", "Kommune", "Andel", "Folketal")]
    rows += [(f"7{n}1", name, str(share), str(n)) for name, n, share in KEY]
    rows[2] = ("721", "Samsø", "25", "3")
    assert own(check(tmp_path, table(rows), of_four())) == [("Samsø", 3, 2)]


def test_a_paper_without_those_rows_says_so(tmp_path):
    made = check(tmp_path, "Post\tKr.\nLøn\t5\nLeje\t6\nI alt\t11\n", of_four())
    assert [(one.object, one.reason is None) for one in made.own] == [(None, False)]


@pytest.mark.parametrize("part", ["total", "shares", "rounding", "unit", "derivation"])
def test_an_object_that_does_not_hold_together_says_so(tmp_path, part):
    document = {**of_four(), part: "noget andet"}
    made = check(tmp_path, table(shares()), document)
    assert made.own[0].object is None
    assert made.own[0].reason is not None
    assert made.own[0].reason.da.startswith("Grundlaget papir.json hænger ikke sammen")


def test_seats_by_list(tmp_path):
    document = {
        "schema": "samvirke.seats",
        "version": 1,
        "seats": [{"list": "A", "seats": 12}, {"list": "B", "seats": 7}, {"list": "V", "seats": 6}],
    }
    text = "Liste\tStemmer\tMandater\nA\t1.200\t12\nB\t700\t8\nV\t600\t6\nI alt\t2.500\t25\n"
    assert own(check(tmp_path, text, document)) == [("B", 8, 7)]


def test_a_table_of_a_scheme_by_the_last_of_its_words(tmp_path):
    rows = [["Region Nord", "Aalborg", 24], ["Region Nord", "I alt", 24], ["Region Midt", "Ry", 5]]
    rows += [["Region Midt", "I alt", 5], ["Region Midt", "Skive", "0.5"]]
    document = {
        "schema": "samvirke.scheme",
        "version": 2,
        "scheme": "kvoter",
        "figures": [],
        "splits": [],
        "tables": [{"name": "Kvoter", "headings": [], "rows": rows}],
    }
    text = "Kommune\tKvote\nAalborg\t24\nRy\t6\nSkive\t0,5\nI alt\t30,5\n"
    assert own(check(tmp_path, text, document)) == [("Ry", 6, 5)]


VALUES = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers()))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_objects_changed_by_chance_have_an_outcome(data, tmp_path):
    document = of_four()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from([document, document["shares"][0]]))
        place[data.draw(st.sampled_from(sorted(place)))] = data.draw(VALUES)
        if not (isinstance(document["shares"], list) and document["shares"]):
            break
        if not isinstance(document["shares"][0], dict):
            break
    document["schema"] = "samvirke.split"
    made = check(tmp_path, table(shares()), document)
    assert len(made.own) == 1
