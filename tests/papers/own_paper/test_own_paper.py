"""Papers of Samvirke's own: recomputed from their objects, and every change in them found."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.papers.annex_book.folders import book, folder_of, tagged
from tests.papers.national_example import national_2021
from tests.papers.statement_example import example
from tests.schemes.effect_statement import made

from samvirke.agreements import load_agreements
from samvirke.papers import contract_check, effect_report, national_statement, results_statement
from samvirke.papers.own_paper import check_with_objects
from samvirke.records import InputError
from samvirke.schemes.contract_check import MIDTJYLLAND_2022, NORDJYLLAND_2021, check_file
from samvirke.schemes.effect_statement import public, public_document
from samvirke.schemes.paper_check import Grade, Kind
from samvirke.schemes.results_statement import national_to_json, statement_bytes, statement_to_json

ID = "resultatopgoerelse-nordjylland-2021"


def report(language="da"):
    return results_statement.report_of(example(), language)


def write(folder, pdf, document=None, name="opgoerelse"):
    """A paper, and its object beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(pdf)
    if document is not None:
        (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
    return folder / f"{name}.pdf"


def other_spread(made, words):
    """The report with another number of engagements in the first municipality."""
    first, *others = made.spread
    first = replace(first, guidance=replace(first.guidance, words=words))
    return replace(made, spread=(first, *others))


def brief(check):
    """What each finding says, without where on the page it stands."""
    return [
        (found.kind, found.grade, found.table, found.got, found.expected, found.difference)
        for found in check.open
    ]


def not_recomputed(check):
    """Why papers were not recomputed; nothing else stands open."""
    assert {found.kind for found in check.open} <= {Kind.NOT_RECOMPUTED}
    return [found.message.da for found in check.open]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_paper_as_it_was_made_has_nothing_to_find(tmp_path, language):
    path = write(tmp_path, results_statement.to_pdf(report(language)), statement_to_json(example()))
    check = check_with_objects(path)
    assert brief(check) == []
    assert [(own.id, own.object, own.reason) for own in check.own] == [
        (ID, "opgoerelse.json", None)
    ]
    assert check.recomputed == check.tables > 0


def test_a_changed_number_in_a_table_is_found_with_what_it_should_be(tmp_path):
    row = report().spread[0]
    right = Fraction(row.guidance.words)
    wrong = results_statement.to_pdf(other_spread(report(), "999"))
    check = check_with_objects(write(tmp_path, wrong, statement_to_json(example())))
    own = [found for found in check.open if found.kind is Kind.RECOMPUTED]
    assert [(one.grade, one.table, one.got, one.expected, one.difference) for one in own] == [
        (Grade.SURE, report().labels["spread"], 999, right, 999 - right)
    ]
    assert own[0].row == row.name
    assert own[0].page is not None
    assert own[0].line is not None


def test_another_value_in_the_object_is_found_too(tmp_path):
    """The figures of the object are computed anew: one that does not follow is not trusted."""
    document = statement_to_json(example())
    row = document["spread"][0]["share_of_guidance"]
    row["value"] = "99"
    check = check_with_objects(write(tmp_path, results_statement.to_pdf(report()), document))
    (own,) = check.own
    assert (own.object, own.compared) == (None, 0)
    assert not_recomputed(check) == [
        f"{ID}: Grundlaget opgoerelse.json hænger ikke sammen: mindst ét tal i det følger ikke af "
        "de tal, det selv er regnet af. Det kan være rettet, eller en anden udgave af Samvirke har "
        "skrevet det. Hent det oprindelige frem, eller lav papiret igen."
    ]


def test_without_its_object_the_paper_stands_open(tmp_path):
    check = check_with_objects(write(tmp_path, results_statement.to_pdf(report())))
    assert [(own.id, own.object) for own in check.own] == [(ID, None)]
    assert not_recomputed(check) == [
        f"{ID}: Dets grundlag er ikke fundet ved siden af, så tallene kan være rettet, uden at det "
        "ses. Angiv det med --object FIL."
    ]


def test_the_object_of_another_paper_is_told(tmp_path):
    other = statement_to_json(example())
    other["hub"]["id"] = "fyn"
    path = write(tmp_path / "papir", results_statement.to_pdf(report()))
    named = tmp_path / "fyn.json"
    named.write_text(json.dumps(other), "utf-8")
    assert not_recomputed(check_with_objects(path, objects=[named])) == [
        f"{ID}: Grundlaget for {ID} er hverken i fyn.json eller ved siden af papiret. Angiv den "
        "fil eller mappe, som netop dette papir er lavet af, med --object."
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("o.json", "{}", "Filen er ikke et grundlag, som Samvirke har skrevet"),
        ("o.json", "[1, 2", "Filen er ikke et grundlag, som Samvirke har skrevet"),
        ("o.txt", "Et notat", "Filen er ikke et grundlag, som Samvirke har skrevet"),
        ("o.yaml", "body: KKR\n", "o.yaml, linje 1"),
    ],
)
def test_a_file_that_is_no_object_is_refused(tmp_path, name, content, told):
    path = write(tmp_path / "papir", results_statement.to_pdf(report()))
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        check_with_objects(path, objects=[tmp_path / name])
    assert told in caught.value.in_language("da")


def test_an_object_named_for_a_paper_that_is_not_ours_is_told(tmp_path):
    path = write(tmp_path / "papir", tagged())
    (tmp_path / "grundlag.json").write_bytes(statement_bytes(example()))
    (told,) = not_recomputed(check_with_objects(path, objects=[tmp_path / "grundlag.json"]))
    assert told.startswith("opgoerelse.pdf: grundlag.json er ikke brugt: ingen side bærer det navn")


def test_an_object_elsewhere_is_named(tmp_path):
    path = write(tmp_path / "papir", results_statement.to_pdf(report()))
    (tmp_path / "andet" / "dybt").mkdir(parents=True)
    (tmp_path / "andet" / "dybt" / "grundlag.json").write_bytes(statement_bytes(example()))
    check = check_with_objects(path, objects=[tmp_path / "andet"])
    assert [(own.object, brief(check)) for own in check.own] == [("grundlag.json", [])]
    with pytest.raises(InputError, match="There is no such object"):
        check_with_objects(path, objects=[tmp_path / "findes-ikke.json"])


def test_the_text_of_a_paper_is_not_held_against_the_pdf(tmp_path):
    (tmp_path / "papir.json").write_bytes(statement_bytes(example()))
    text = f"Resultatopgørelse\n\f\nOmfang\t5\nSamvirke 0.1.0 · {ID}\t2 / 2\n"
    (tmp_path / "papir.txt").write_text(text, "utf-8")
    check = check_with_objects(tmp_path / "papir.txt")
    assert [(own.id, own.pages, own.object) for own in check.own] == [(ID, (2, 2), None)]
    assert not_recomputed(check) == [
        f"{ID}: Det er papirets tekst. Kontrollér den PDF-fil, som Samvirke skrev."
    ]


def test_a_paper_that_is_not_ours_has_no_own_papers(tmp_path):
    check = check_with_objects(write(tmp_path, tagged(), statement_to_json(example())))
    assert (check.own, brief(check)) == ((), [])


def test_a_contract_check_is_made_again_from_the_contract(tmp_path):
    of = contract_check.report_of(check_file(MIDTJYLLAND_2022), "da")
    right = check_with_objects(write(tmp_path, contract_check.to_pdf(of)))
    assert [(own.id, own.object) for own in right.own] == [("RK-MIDT-2022", MIDTJYLLAND_2022.name)]
    assert brief(right) == []
    group = replace(of.groups[0], meaning="Alt er i orden.")
    wrong = contract_check.to_pdf(replace(of, groups=(group, *of.groups[1:])))
    found = check_with_objects(write(tmp_path, wrong)).open
    assert {one.kind for one in found} == {Kind.RECOMPUTED}


def test_a_contract_that_changed_after_its_check_is_one_sure_finding(tmp_path):
    """The contract's own 45 per cent in 2021 becomes 52, so that the check has one error more."""
    of = contract_check.report_of(check_file(NORDJYLLAND_2021), "da")
    contract = NORDJYLLAND_2021.read_text("utf-8")
    before = 'year: 2021, operator: ">=", value: 45, unit: pct, minimum_word_printed: false'
    after = before.replace("45", "52")
    (tmp_path / "kontrakt.yaml").write_text(contract.replace(before, after, 1), "utf-8")
    found = check_with_objects(write(tmp_path, contract_check.to_pdf(of))).open
    sure = [one for one in found if one.grade is Grade.SURE]
    assert [one.message.da.partition(":")[0] for one in sure] == [
        "Papiret er ikke lavet af kontrakt.yaml, som det er nu"
    ]
    assert len(found) > 1


def test_an_effect_report_is_made_again_from_its_json(tmp_path):
    agreement = load_agreements()[0]
    of = effect_report.report_of(public(made.statement()), agreement, "da")
    document = json.loads(public_document(made.statement(), agreement))
    check = check_with_objects(write(tmp_path, effect_report.to_pdf(of), document))
    assert [(own.object, brief(check)) for own in check.own] == [("opgoerelse.json", [])]
    table = next(one for one in of.tables if isinstance(one.rows[0][-1], Fraction))
    right = table.rows[0][-1]
    changed = replace(table, rows=((*table.rows[0][:-1], Fraction(1234)), *table.rows[1:]))
    sections = tuple(
        replace(one, blocks=tuple(changed if block is table else block for block in one.blocks))
        for one in (of.summary, *of.sections)
    )
    wrong = effect_report.to_pdf(replace(of, summary=sections[0], sections=sections[1:]))
    found = check_with_objects(write(tmp_path, wrong, document)).open
    assert [(one.kind, one.got) for one in found] == [(Kind.RECOMPUTED, Fraction(1234))]
    assert abs(found[0].expected - right) <= Fraction(1, 20)  # printed with one decimal


def test_a_national_statement_is_made_again_from_the_hubs_statements(tmp_path):
    national = national_2021()
    of = national_statement.report_of(national, "da")
    path = write(
        tmp_path / "national", national_statement.to_pdf(of), national_to_json(national), "papir"
    )
    alone = check_with_objects(path).own[0].reason
    assert alone is not None
    assert alone.da.startswith("Opgørelserne for fyn, nordjylland er ikke fundet.")
    for statement in national.statements:
        folder = tmp_path / statement.hub / "offentlig"
        folder.mkdir(parents=True)
        (folder / "resultatopgoerelse.json").write_bytes(statement_bytes(statement))
    check = check_with_objects(path, objects=[tmp_path / "fyn", tmp_path / "nordjylland"])
    assert [(own.object, brief(check)) for own in check.own] == [("papir.json", [])]


def test_own_papers_in_an_annex_book_are_recomputed_too(tmp_path):
    wrong = results_statement.to_pdf(other_spread(report(), "999"))
    right = results_statement.to_pdf(report())
    annexes = (tagged(pages=2), (wrong, "opgoerelse.pdf"), (right, "igen.pdf"))
    folder = folder_of(tmp_path / "moede", *annexes)
    built, (_, changed, _) = book(folder)
    starts = built.starts[changed.prefix] + 1
    (folder / "bog.pdf").write_bytes(built.content)
    (folder / "opgoerelse.json").write_bytes(statement_bytes(example()))
    check = check_with_objects(folder / "bog.pdf")
    assert [(own.id, own.object) for own in check.own] == [(ID, "opgoerelse.json")] * 2
    own = [found for found in check.open if found.kind is Kind.RECOMPUTED]
    assert [found.got for found in own] == [999]
    assert [check.stamp(found) for found in own] == [
        f"2.4 Bilag 2 – side {own[0].page - starts + 1}"
    ]
