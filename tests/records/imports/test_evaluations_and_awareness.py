"""Answers to user evaluations and awareness surveys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.records.imports.samples import (
    AWARENESS,
    AWARENESS_VALUES,
    EVALUATION,
    EVALUATION_VALUES,
    read,
    table,
    told,
)

from samvirke.figures import Text
from samvirke.records.imports import (
    ImportKind,
    Known,
    Parsed,
    Reading,
    RowProblem,
    check_evaluations_against,
    load_layouts,
)

Write = Callable[[str | bytes], Path]
EVALUATIONS, SURVEY = ImportKind.EVALUATIONS, ImportKind.AWARENESS


def test_an_evaluation_becomes_a_row_of_the_record(csv_file: Write, known: Known) -> None:
    path = csv_file(table(EVALUATION))
    assert read(path, EVALUATIONS, known) == [Parsed(2, "evaluations", EVALUATION_VALUES)]


def test_questions_may_be_unanswered_or_not_asked(csv_file: Write, known: Known) -> None:
    asked = {
        name: EVALUATION[name] for name in ("Erhvervshus", "Svar-id", "Forløbs-id", "Besvaret")
    }
    assert read(csv_file(table(asked | {"Effekt": ""})), EVALUATIONS, known) == [
        Parsed(2, "evaluations", (*EVALUATION_VALUES[:4], *(None,) * 12))
    ]


@pytest.mark.parametrize("score", ["11", "-1", "7,5"])
def test_an_answer_outside_the_scale(csv_file: Write, known: Known, score: str) -> None:
    found = told(read(csv_file(table(EVALUATION | {"Vil anbefale": score})), EVALUATIONS, known))
    assert found == [(2, "Vil anbefale", "Svaret ligger uden for skalaen 0–10.", score)]


@pytest.mark.parametrize("score", [*map(str, range(11)), "Ved ikke"])
def test_answers_on_the_scale(csv_file: Write, known: Known, score: str) -> None:
    [parsed] = read(csv_file(table(EVALUATION | {"Vil anbefale": score})), EVALUATIONS, known)
    assert isinstance(parsed, Parsed)
    assert parsed.values[6] == ("dont_know" if score == "Ved ikke" else score)


def test_every_printed_answer_reads_as_its_code(csv_file: Write, known: Known) -> None:
    layouts = load_layouts()
    samples = {EVALUATIONS: EVALUATION, SURVEY: AWARENESS}
    for kind, sample in samples.items():
        layout = layouts.of(kind)
        [table_name] = layout.tables
        slots = [column for item in layout.columns for column in item.takes.values()]
        for item in layout.columns:
            if item.answers is None:
                continue
            codes = layouts.answers_of(item.answers).codes
            for code, words in codes.items():
                for word in words:
                    path = csv_file(table(sample | {item.heading: word}))
                    [parsed] = read(path, kind, known)
                    assert isinstance(parsed, Parsed)
                    assert parsed.values[slots.index(item.takes[table_name])] == code


@pytest.mark.parametrize("answered", ["01-01-2019", "31-12-2028"])
def test_answers_come_while_an_agreement_holds_or_the_year_after(
    csv_file: Write, known: Known, answered: str
) -> None:
    path = csv_file(table(EVALUATION | {"Besvaret": answered}))
    assert [type(item) for item in read(path, EVALUATIONS, known)] == [Parsed]


@pytest.mark.parametrize("answered", ["31-12-2018", "01-01-2029"])
def test_answers_in_other_years(csv_file: Write, known: Known, answered: str) -> None:
    path = csv_file(table(EVALUATION | {"Besvaret": answered}))
    assert told(read(path, EVALUATIONS, known)) == [
        (
            2,
            "Besvaret",
            "Året hører ikke til nogen rammeaftale, som systemet kender.",
            answered,
        )
    ]


def test_several_answers_about_one_engagement_are_all_taken_in(
    csv_file: Write, known: Known
) -> None:
    path = csv_file(table(EVALUATION, EVALUATION | {"Svar-id": "S-2"}))
    assert [type(item) for item in read(path, EVALUATIONS, known)] == [Parsed, Parsed]


def test_one_answer_twice(csv_file: Write, known: Known) -> None:
    found = read(csv_file(table(EVALUATION, EVALUATION)), EVALUATIONS, known)
    assert [(item.row, type(item)) for item in found] == [(2, Parsed), (3, RowProblem)]


def test_an_evaluation_without_a_known_engagement(csv_file: Write, known: Known) -> None:
    rows = [
        EVALUATION,
        EVALUATION | {"Svar-id": "S-2", "Forløbs-id": "F-9"},
        # The id is known, but at another hub.
        EVALUATION | {"Svar-id": "S-3", "Erhvervshus": "Fyn"},
        EVALUATION | {"Svar-id": "S-4", "Effekt": "?"},
    ]
    content = table(*rows).replace("Forløbs-id", "Forløbsnr.", 1)
    reading = Reading(csv_file(content), EVALUATIONS, known=known)
    found = list(check_evaluations_against(reading, {("nordjylland", "F-1")}))
    reason = Text(
        da="Svaret hører til et forløb, der ikke er registreret hos erhvervshuset.",
        en="The answer belongs to an engagement that is not registered at the hub.",
    )
    remedy = Text(
        da="Tag forløbet ind først, eller ret forløbs-id'et. Er det begyndt i et tidligere år, så "
        "nævn det års fil med --previous-registrations.",
        en="Import the engagement first, or correct its id. If it began in an earlier year, name "
        "the file of that year with --previous-registrations.",
    )
    assert found[:3] == [
        Parsed(2, "evaluations", EVALUATION_VALUES),
        RowProblem(3, "Forløbsnr.", reason, remedy, "F-9"),
        RowProblem(4, "Forløbsnr.", reason, remedy, "F-1"),
    ]
    assert [(item.row, type(item)) for item in found[3:]] == [(5, RowProblem)]


def test_the_check_names_our_heading_where_it_is_told_none() -> None:
    rows = [Parsed(2, "evaluations", EVALUATION_VALUES)]
    [problem] = check_evaluations_against(rows, set())
    assert isinstance(problem, RowProblem)
    assert problem.column == "Forløbs-id"
    [problem] = check_evaluations_against(rows, set(), column="Case")
    assert isinstance(problem, RowProblem)
    assert problem.column == "Case"


def test_an_awareness_answer_becomes_a_row_of_the_record(csv_file: Write, known: Known) -> None:
    path = csv_file(table(AWARENESS))
    assert read(path, SURVEY, known) == [Parsed(2, "awareness", AWARENESS_VALUES)]


def test_a_survey_without_weights(csv_file: Write, known: Known) -> None:
    path = csv_file(table(AWARENESS | {"Vægt": ""}))
    assert read(path, SURVEY, known) == [Parsed(2, "awareness", (*AWARENESS_VALUES[:-1], None))]


def test_weights_in_some_rows_only(csv_file: Write, known: Known) -> None:
    def row(number: int, hub: str, weight: str) -> dict[str, str]:
        return AWARENESS | {"Respondent-id": f"R-{number}", "Erhvervshus": hub, "Vægt": weight}

    path = csv_file(
        table(
            row(1, "Fyn", "1"),
            row(2, "Nordjylland", ""),
            row(3, "Fyn", ""),
            row(4, "Nordjylland", "1"),
            row(5, "Fyn", "2"),
            row(6, "Nordjylland", ""),
        )
    )
    found = read(path, SURVEY, known)
    assert [(item.row, type(item)) for item in found] == [
        (2, Parsed),
        (3, Parsed),
        (4, RowProblem),
        (5, RowProblem),
        (6, Parsed),
        (7, Parsed),
    ]
    assert found[2:4] == [
        RowProblem(
            4,
            "Vægt",
            Text(
                da="Rækken mangler en vægt, som målingens første række har.",
                en="The row lacks a weight, which the first row of the survey has.",
            ),
            Text(
                da="Række 2 har en vægt. Giv hver række i målingen en vægt, eller lad alle være "
                "uden.",
                en="Row 2 has a weight. Give every row of the survey a weight, or none.",
            ),
        ),
        RowProblem(
            5,
            "Vægt",
            Text(
                da="Rækken har en vægt, men målingens første række har ingen.",
                en="The row has a weight, but the first row of the survey has none.",
            ),
            Text(
                da="Række 3 har ikke en vægt. Giv hver række i målingen en vægt, eller lad alle "
                "være uden.",
                en="Row 3 has no weight. Give every row of the survey a weight, or none.",
            ),
            "1",
        ),
    ]


def test_a_wrong_weight_does_not_decide_for_the_survey(csv_file: Write, known: Known) -> None:
    rows = [AWARENESS | {"Vægt": "0"}, AWARENESS | {"Respondent-id": "R-2", "Vægt": "1"}]
    found = read(csv_file(table(*rows)), SURVEY, known)
    assert [(item.row, type(item)) for item in found] == [(2, RowProblem), (3, Parsed)]


@pytest.mark.parametrize("year", ["2018", "2028", "21", "i år"])
def test_a_survey_year_that_is_refused(csv_file: Write, known: Known, year: str) -> None:
    path = csv_file(table(AWARENESS | {"Målingens år": year}))
    assert [(row, column) for row, column, _, _ in told(read(path, SURVEY, known))] == [
        (2, "Målingens år")
    ]


def test_respondents_are_numbered_within_hub_and_year(csv_file: Write, known: Known) -> None:
    path = csv_file(
        table(
            AWARENESS,
            AWARENESS | {"Målingens år": "2023"},
            AWARENESS | {"Erhvervshus": "Nordjylland"},
            AWARENESS,
        )
    )
    assert [type(item) for item in read(path, SURVEY, known)] == [
        Parsed,
        Parsed,
        Parsed,
        RowProblem,
    ]
