"""A performance contract in a paper, held against the framework agreement in force."""

from pathlib import Path

import pytest

from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import Kind, check_paper, check_text

SOURCES = Path(__file__).parents[4] / "shared" / "sources"

CONTRACT = """Demodata
Resultatkontrakt 2022
mellem
KKR Syddanmark
og
Erhvervshus Fyn

Nationale mål

Mål 1 – Virksomhedernes kendskab til erhvervshusene
Mål\tI 2023 skal kendskabsgraden være mindst 50 pct. Mindst {new} pct. af de vejledte \
virksomheder skal være nye i forhold til året før.
Metode\tErhvervsstyrelsen spørger 33 pct. af virksomhederne.

Mål 3 – Kvalitet, kompetencer og virksomhedernes tilfredshed
Mål\tMindst {pleased} pct. af de vejledte virksomheder er "Meget tilfredse" med kvaliteten af \
vejledningen, herunder medarbejdernes faglige kompetencer, i hvert af drifts- og vækstsegmentet.
Erhvervshuset opnår en Net Promoter Score på mindst 70 for hvert af drifts- og vækstsegmentet.

{green}

Mål 7: Effekt i virksomhederne
I 2022 vurderer {effect} pct. af virksomhederne, at vejledningen "I høj grad" har positiv effekt.
For virksomheder i vækstsegmentet måles en mervækst på mindst 10 procentpoint i omsætning og \
mindst 5 procentpoint i beskæftigelse i forhold til en kontrolgruppe.
Virksomheder i driftssegmentet har to år efter en øget produktivitet.

Mål 8 – Digitalisering og nye teknologier
I 2022 vurderer 70 pct. af dem, der fik vejledning i digitalisering, en positiv effekt "I høj grad".

Lokale mål
Mål 9 – Geografisk spredning
Vejledningen afspejler befolkningen +/- 10 pct.
"""
GREEN = """Mål 6 – Grøn omstilling og cirkulær økonomi
I 2022 vurderer 70 pct. af dem, der fik grøn vejledning, en positiv effekt "I høj grad".
I 2023 er kendskabet til de grønne ydelser steget med yderligere 5 procentpoint."""


def found(*, contract=CONTRACT, new=50, pleased=80, effect=70, green=GREEN):
    text = contract.format(new=new, pleased=pleased, effect=effect, green=green)
    check = check_text(paper_of_text("kontrakt.txt", text))
    return [
        (item.finding.row, item.finding.got, item.finding.expected, item.finding.line)
        for item in check.findings
        if item.finding.kind is Kind.CONTRACT
    ]


def test_a_contract_that_keeps_the_agreement():
    assert found() == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"new": 45}, ("mål 1", "45 pct.", "50 pct.", 10)),
        ({"pleased": 75}, ("mål 3", "75 pct.", "80 pct.", 14)),
        ({"effect": 65}, ("mål 7", "65 pct.", "70 pct.", 22)),
    ],
)
def test_a_number_weaker_than_the_agreements(change, finding):
    assert found(**change) == [finding]


@pytest.mark.parametrize("unit", ["procentpoint", "%-point", "pct. point", "pct.-point"])
def test_a_rise_weaker_than_the_agreements_however_its_unit_is_written(unit):
    assert found(green=GREEN.replace("5 procentpoint", f"5 {unit}")) == []
    assert [
        (got, expected)
        for _, got, expected, _ in found(green=GREEN.replace("5 procentpoint", f"3 {unit}"))
    ] == [("3 procentpoint", "5 procentpoint")]


def test_goals_that_are_only_numbered():
    plain = CONTRACT.replace("Mål 1 –", "1.").replace("Mål 3 –", "3").replace("Mål 7:", "7.")
    assert found(contract=plain) == []
    assert found(contract=plain, new=45) == [("mål 1", "45 pct.", "50 pct.", 10)]


def test_a_goal_that_was_forgotten():
    assert [(row, expected) for row, _, expected, _ in found(green="")] == [
        ("7.1, mål 6, 2. punkt", "70 pct.")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Resultatkontrakt 2022", "Notat om resultatkontrakter"),
        ("Erhvervshus Fyn", "et erhvervshus"),
        ("Mål ", "Delmål "),
    ],
)
def test_what_is_no_contract_is_not_checked_as_one(old, new):
    text = CONTRACT.format(new=1, pleased=1, effect=1, green="").replace(old, new)
    check = check_text(paper_of_text("notat.txt", text))
    assert [item for item in check.findings if item.finding.kind is Kind.CONTRACT] == []


def test_a_year_without_an_agreement_is_told():
    text = CONTRACT.replace("Resultatkontrakt 2022", "Resultatkontrakt 2035")
    check = check_text(paper_of_text("k.txt", text.format(new=1, pleased=1, effect=1, green="")))
    (item,) = [each for each in check.findings if each.finding.kind is Kind.CONTRACT]
    assert "ingen rammeaftale for 2035" in item.finding.message.da


def real(number):
    path = next(iter(sorted(SOURCES.glob(f"{number}_*.txt"))), None)
    if path is None:
        pytest.skip("needs the annex bundles, which are not part of the project")
    return check_paper(path)


def test_the_real_contract_misses_what_the_typed_one_misses():
    rows = {
        (item.finding.row, item.finding.got)
        for item in real("003").findings
        if item.finding.kind is Kind.CONTRACT
    }
    assert rows == {
        ("mål 1", "45 pct."),
        ("mål 1", "2022"),
        ("mål 3", None),
        ("mål 3", "de faglige kompetencer"),
        (None, "2020-2023"),
        ("mål 4", "48 pct."),
        ("mål 5", "65 pct."),
        ("mål 5", "2022"),
    }


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("000", []),
        ("001", ["caption", "contents", "contents", "name"]),
        ("002", []),
        ("003", ["contents", *["contract"] * 8, *["name"] * 5, *["numbering"] * 3, "total"]),
    ],
)
def test_the_real_bundles_show_their_known_slips_and_nothing_else(number, kinds):
    assert sorted(item.finding.kind.value for item in real(number).findings) == kinds


def test_the_real_grant_misses_its_parts_by_one():
    (total,) = [i.finding for i in real("003").findings if i.finding.kind is Kind.TOTAL]
    assert (total.got, total.expected, total.difference) == (39010, 39009, 1)
