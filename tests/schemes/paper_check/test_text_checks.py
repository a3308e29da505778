"""Slips outside tables: stated sums, weekdays, numbers of paragraphs, captions, names, contents."""

from fractions import Fraction
from pathlib import Path

import pytest

from samvirke.records.archive import paper_of_text
from samvirke.schemes.paper_check import Grade, Kind, check_text

BOARD = "Bestyrelsen består af {all} medlemmer:\n- 1 formand\n- 3 fra kommunerne\n- 4 fra firmaer\n"


def findings(text):
    return [item.finding for item in check_text(paper_of_text("bilag.txt", text)).findings]


def told(text):
    return [(item.kind, item.grade, item.line, item.got, item.expected) for item in findings(text)]


def test_a_stated_sum():
    text = "Det gik godt.\n\n{all} medlemmer har svaret: 74\nborgmestre og 44 øvrige medlemmer."
    assert told(text.format(all=118)) == []
    assert told(text.format(all=120)) == [
        (Kind.STATED_SUM, Grade.LIKELY, 3, Fraction(120), Fraction(118))
    ]


def test_a_list_that_is_counted_up():
    assert told(BOARD.format(all=8)) == []
    assert told(BOARD.format(all=9)) == [
        (Kind.STATED_SUM, Grade.LIKELY, 1, Fraction(9), Fraction(8))
    ]


def test_a_weekday_that_the_calendar_refuses():
    assert told("Mødet er mandag den 11. oktober 2021 kl. 9") == []
    assert told("Mødet er fredag den 11. oktober 2021 kl. 9") == [
        (Kind.WEEKDAY, Grade.SURE, 1, "fredag", "mandag")
    ]


def test_two_paragraphs_of_the_same_number():
    text = "§ 5. Møder\nKKR mødes.\n§ 6. Økonomi\nKL betaler.\n§ {last}. Ikrafttræden\n"
    assert told(text.format(last=7)) == []
    assert told(text.format(last=6)) == [(Kind.NUMBERING, Grade.LIKELY, 5, "§ 6", "§ 7")]


def test_a_list_entry_without_words():
    assert told("7. Teknologi\n8. Opsøgende indsats\n9.\n\nMål") == [
        (Kind.NUMBERING, Grade.LIKELY, 3, None, None)
    ]


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("ifølge rammeaftalen mellem KL og Erhvervsministeriet for 2020-2023", ["2020-2023"]),
        ("rammeaftalen for erhvervshusene 2021-2023 og 2024-2027", []),
        ("erhvervshusenes første rammeaftale (2019-2020)", []),
        ("rammeaftalen på socialområdet 2020-2021", []),
        ("rammeaftalen følger strategien Erhvervsfremme i Danmark 2020-2023", []),
    ],
)
def test_periods_of_no_framework_agreement(text, got):
    assert [item.got for item in findings(text)] == got


def test_a_part_of_a_paragraph_that_is_misprinted():
    assert told("jf. § 2, stk. 2, og § 3, str. 4.") == [
        (Kind.NUMBERING, Grade.LIKELY, 1, "§ 3, str. 4", "§ 3, stk. 4")
    ]


def test_a_list_that_names_fewer_than_it_says():
    text = "i {count} lande (Danmark, Norge, Sverige, Finland og Island)."
    assert told(text.format(count="fem")) == []
    assert told(text.format(count="seks")) == [
        (Kind.STATED_SUM, Grade.LIKELY, 1, Fraction(6), Fraction(5))
    ]


def test_a_caption_used_twice():
    text = (
        "Figur 2.2.D Der er bred opbakning til arbejdet\n\nFigur 2.2.A Der er bred opbakning til "
        "arbejdet\n\nFigur 2.6.D Der er bred opbakning til arbejdet n=118\n"
    )
    (item,) = findings(text)
    assert (item.kind, item.line, item.row) == (Kind.CAPTION, 5, "Figur 2.6.D")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fyn 33 pct., Syddjylland 32 pct.", [("Syddjylland", "Sydjylland")]),
        ("Sydjyllands og Nordjyllands kommuner, Nordfyn og Silkeborgs borgere", []),
        ("Odder\nSamsø\nStruer\nNorrdjurs\nRanders\nViborg", [("Norrdjurs", "Norddjurs")]),
        ("Odder\t1\nSamsø\t2\nStruer\t3\n751 Århus\t4\nSkive\t5\nViborg\t6", [("Århus", "Aarhus")]),
        ("Det skete i Århus.", []),
    ],
)
def test_names_that_are_spelt_otherwise(text, names):
    assert [(item.got, item.expected) for item in findings(text)] == names


CONTENTS = """Indholdsfortegnelse - bilag
2.1 Orientering om havne ..... 1
Bilag 1: Brev ..... 1
2.2 Budget 2024 og regnskab ..... {page}
Bilag 1: {annex} ..... 3
\f2.1 {heading}
Brev
\f
Brev, side 2
\f2.2 Budget 2024 og regnskab
Oversigt
"""


def contents(page=3, annex="Budget 2024", heading="Orientering om havne"):
    return told(CONTENTS.format(page=page, annex=annex, heading=heading))


def test_contents_that_fit():
    assert contents() == []


def test_a_title_that_differs_from_its_heading():
    assert contents(heading="Orientering om havn") == [
        (Kind.CONTENTS, Grade.LIKELY, 2, "Orientering om havne", "Orientering om havn")
    ]


def test_capitals_that_differ_are_only_possible():
    assert contents(heading="OrienteRing om havne") == [
        (Kind.CONTENTS, Grade.POSSIBLE, 2, "Orientering om havne", "OrienteRing om havne")
    ]
    assert contents(heading="ORIENTERING OM HAVNE") == []


def test_a_wrong_page():
    assert contents(page=4) == [(Kind.CONTENTS, Grade.LIKELY, 4, Fraction(4), Fraction(3))]


def test_a_paper_that_is_named_but_not_there():
    assert contents(annex="Oversigt") == [(Kind.CONTENTS, Grade.POSSIBLE, 4, None, "Budget 2024")]


def test_an_inner_entry_without_its_page():
    text = "".join(f"{at}. Afsnit nummer {at}\t{at + 3}\n" for at in range(1, 8))
    assert told("Aftale\n" + text) == []
    assert told("Aftale\n" + text + "8. Udløb\n") == [(Kind.CONTENTS, Grade.LIKELY, 9, None, None)]


def test_the_guide_explains_every_kind_and_grade():
    guide = (Path(__file__).parents[3] / "docs" / "guides" / "papircheck.md").read_text("utf-8")
    labels = [item.label.da for item in (*Kind, *Grade)]
    assert [label for label in labels if f"| {label} |" not in guide] == []


LAYOUTS = [
    "Indhold\nIndledning {}\nØkonomi {}\nKonklusion {}\n"
    "\fIndledning\nA\n\fØkonomi\nB\n\fKonklusion\nC",
    "Indhold\n1. Indledning ..... {}\n2. Økonomi ..... {}\n3. Konklusion ..... {}\n"
    "\f1. Indledning\nA\n\f2. Økonomi\nB\n\f3. Konklusion\nC",
    "Indholdsfortegnelse\nPunkt 2.1 Bilag 1: Havne, side {}\nPunkt 2.2 Bilag 1: Takster, side {}\n"
    "Punkt 2.3 Bilag 1: Budget, side {}\n\fPunkt 2.1 Bilag 1\nHavne\n\fPunkt 2.2 Bilag 1\nTakster"
    "\n\fPunkt 2.3, Bilag 1: Budget\nC",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("shift", [0, 5])
def test_a_page_number_that_is_off_by_another_count_than_the_others(layout, shift):
    def found(last):
        text = layout.format(2 + shift, 3 + shift, last + shift)
        check = check_text(paper_of_text("bilag.txt", text))
        return [(i.finding.line, i.finding.got, i.finding.expected) for i in check.findings]

    assert found(4) == []
    assert found(9) == [(4, 9 + shift, 4 + shift)]
