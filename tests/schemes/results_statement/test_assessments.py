"""The file with assessments and received values."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from samvirke.records import InputError
from samvirke.schemes.results_statement.assessments import (
    DONE,
    NOT_DONE,
    load_assessments,
    nothing_assessed,
)

FULL = """\
schema: samvirke.assessments/1
hub: Erhvervshus Nordjylland
year: 2021
deliveries:
  - {point: RA21-M5a, done: true, evidence: "Notat, side 2", author: Demo A, date: 2022-03-01}
  - {goal: 4, threshold: c, done: false, evidence: "Fire mangler", author: Demo B, date: 2022-03-02}
processes:
  - goal: 9
    status: partly_carried_out
    text: Tre af fire indsatser er gennemført
    author: Demo C
    date: 2022-03-03
    activities:
      - {title: Første indsats, status: done, text: Holdt, author: Demo C, date: 2022-03-03}
      - {title: Anden indsats, status: under_way, text: I gang, author: Demo D, date: 2022-03-04}
received:
  - {point: RA21-M1a, value: 43.2, n: 812, authority: Erhvervsstyrelsen, document: Måling,
     date: 2022-02-01}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vurderinger.yaml"


def test_what_is_stated_is_found_by_what_it_is_about(path: Path) -> None:
    path.write_text(FULL, encoding="utf-8")
    told = load_assessments(path)
    done = told.delivery(point="RA21-M5a")
    not_done = told.delivery(goal=4, threshold="c")
    process = told.process(9)
    assert done is not None
    assert not_done is not None
    assert process is not None
    assert done.assessment().status == DONE
    assert not_done.assessment().status == NOT_DONE
    assessment = process.assessment("100 pct., når de 4 indsatser er gennemført")
    assert assessment.completion_rule == "100 pct., når de 4 indsatser er gennemført"
    assert [item.status.da for item in assessment.activities] == ["Gennemført", "I gang"]
    (received,) = told.received_of("RA21-M1a")
    assert (received.value.value, received.people) == (Fraction(216, 5), 812)
    assert (received.authority, received.stated_on) == ("Erhvervsstyrelsen", date(2022, 2, 1))


def test_what_is_not_stated_is_not_found(path: Path) -> None:
    path.write_text(FULL, encoding="utf-8")
    told = load_assessments(path)
    assert told.delivery(point="RA21-M6a") is None
    assert told.delivery(goal=4, threshold="d") is None
    assert told.process(10) is None
    assert told.received_of("RA21-M1b") == ()
    assert nothing_assessed("Erhvervshus Fyn", 2022).processes == ()


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("point: RA21-M5a", "point: RA21-M5a, goal: 4, threshold: d", "enten et målepunkt", 5),
        ("point: RA21-M5a, ", "", "enten et målepunkt", 5),
        ("goal: 4, threshold: c", "point: RA21-M5a", "oplyst to gange", 6),
        ("done: true", "done: måske", "»done«", 5),
        ("value: 43.2", "value: 1.234", "læses på to måder", 17),
        ("date: 2022-02-01", "date: 2022-02-30", "gyldig dato", 18),
        ("status: done", "status: færdig", "»status«", 14),
        ("authority: Erhvervsstyrelsen, ", "", "»authority«", 17),
        ("year: 2021", "year: i fjor", "årstal", 3),
    ],
)
def test_a_bad_file_is_refused_with_its_line(
    path: Path, old: str, new: str, words: str, line: int
) -> None:
    assert old in FULL
    path.write_text(FULL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_assessments(path)
    assert any(
        words in problem.what.da and problem.line == line for problem in refused.value.problems
    ), refused.value.in_language("da")


def test_danish_words_mean_the_same_as_english_ones(path: Path) -> None:
    danish = (
        FULL.replace("done: true", "done: Ja")
        .replace("done: false", "done: nej")
        .replace("partly_carried_out", "Delvist gennemført")
        .replace("status: done", "status: gennemført")
        .replace("under_way", "i gang")
    )
    path.write_text(FULL, encoding="utf-8")
    english = load_assessments(path)
    path.write_text(danish, encoding="utf-8")
    assert load_assessments(path).model_dump() == english.model_dump()
