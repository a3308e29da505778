"""Capacity needs: the printed survey's figures, a survey with known columns, chart and table.

Printed figures typed off »Byggeplaner sammeholdt med behovet for køb« (KKR Syddanmark, item 3.4).
"""

import argparse
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import capacity_needs as command
from samvirke.figures import Text
from samvirke.papers.gap_chart import to_page, to_svg
from samvirke.records import InputError
from samvirke.schemes.capacity_needs import (
    PRINTED_COLUMNS,
    Gap,
    gaps_by_municipality,
    gaps_by_year,
    not_stated,
    printed_gaps,
)
from samvirke.schemes.capacity_survey import read_needs

OTHER = "Andet (unge psykisk sårbare; unge og selvskade)"
# Group: planned in all, expected in the three columns, marks; nothing where nothing is printed.
PRINTED = {
    "Autisme i svær/massiv grad": (88, (47, 46, 33), 3),
    "Udviklingshæmning": (72, (58, 50, 28), 0),
    "Udviklingshæmning og dom": (None, (30, 32, 27), 0),
    "Dobbeltdiagnose": (4, (60, 58, 48), 1),
    OTHER: (None, (13, 14, 5), 0),
    "Senhjerneskade": (10, (), 0),
    "Hjemløse": (6, (), 0),
    "Handicap+alder": (35, (), 1),
    "Handicap+særforanstaltning": (6, (), 0),
    "Socialpsykiatri": (None, (), 2),
}
HEADING = "target_group,year,municipality,planned,expected,willing\n"


def value(item):
    return None if item is None else item.value


def summary(gaps):
    return [
        (gap.target_group, gap.column.da, *map(value, (gap.planned, gap.expected, gap.missing)))
        for gap in gaps
    ]


def needs_of(tmp_path, lines):
    file = tmp_path / "behov.csv"
    file.write_text(HEADING + lines, encoding="utf-8")
    return read_needs(file)


def test_the_printed_survey_is_carried_over_whole():
    gaps, _ = printed_gaps()
    for group, (planned, expected, marks) in PRINTED.items():
        of_group = [gap for gap in gaps if gap.target_group == group]
        found = tuple(value(gap.expected) for gap in of_group if gap.expected is not None)
        assert found == expected
        assert {value(gap.planned) for gap in of_group} == {planned}
        willing = Text(f"{marks} kryds", f"{marks} marks") if marks else None
        assert {gap.willing for gap in of_group} == {willing}
    assert {gap.target_group for gap in gaps} == set(PRINTED)


# Expected minus planned: 47 − 88 = −41 and so on; nothing where either is not printed.
def test_printed_gaps_are_computed_column_by_column():
    gaps, _ = printed_gaps()
    missing = {
        (gap.target_group, gap.column.da): int(gap.missing.value) for gap in gaps if gap.missing
    }
    assert missing == {
        ("Autisme i svær/massiv grad", "kolonne 1"): -41,
        ("Autisme i svær/massiv grad", "kolonne 2"): -42,
        ("Autisme i svær/massiv grad", "kolonne 3"): -55,
        ("Udviklingshæmning", "kolonne 1"): -14,
        ("Udviklingshæmning", "kolonne 2"): -22,
        ("Udviklingshæmning", "kolonne 3"): -44,
        ("Dobbeltdiagnose", "kolonne 1"): 56,
        ("Dobbeltdiagnose", "kolonne 2"): 54,
        ("Dobbeltdiagnose", "kolonne 3"): 44,
    }


def test_a_printed_gap_is_marked_as_our_reading_and_sums_the_printed_parts():
    gap = printed_gaps()[0][0]
    assert gap.missing.derivation.our_reading
    assert [int(part.value) for part in gap.planned.derivation.inputs] == [18, 35, 10, 4, 21]


def test_what_is_reconstructed_is_said():
    _, remarks = printed_gaps()
    assert [remark.da for remark in remarks] == [
        "Kolonnernes overskrifter (år eller kommuner) mangler i papiret. De er derfor kun nævnt "
        "ved nummer.",
        "Hver kolonne af forventet køb er sammenholdt med alt planlagt byggeri (vores læsning). "
        "Er kolonnerne dele af ét tal, skal de lægges sammen først.",
        "Krydsene for kommuner, der vil bygge, er talt; hvilke kommuner det er, kan ikke læses.",
        "Usikker læsning af »Andet (Unge psykisk sårbare og Unge og selvskade) 13 14 5«: de tre "
        "tal læses som forventet køb fordi de ikke er dele og sum.",
        "Usikker læsning af »Hjemløse 6 6«: det andet tal læses som sum; kolonnen vides ikke.",
        "Usikker læsning af »Handicap+særforanstaltning 6 6«: det andet tal læses som sum; "
        "kolonnen vides ikke.",
    ]


def test_a_printed_total_that_misses_its_parts_is_told(tmp_path):
    file = tmp_path / "trykt.csv"
    file.write_text(f"{','.join(PRINTED_COLUMNS)}\nA,A 1 2 4,1;2,4,,0,high,prøve\n", "utf-8")
    gaps, remarks = printed_gaps(file)
    assert (value(gaps[0].planned), remarks[-1].da) == (
        3,
        "A: de trykte tal giver 3, men summen er trykt som 4.",
    )


def test_a_printed_number_that_is_none_is_refused(tmp_path):
    file = tmp_path / "trykt.csv"
    file.write_text(f"{','.join(PRINTED_COLUMNS)}\nA,A 1 x,1;x,1,,0,high,prøve\n", "utf-8")
    with pytest.raises(InputError) as caught:
        printed_gaps(file)
    assert caught.value.in_language("da") == (
        "trykt.csv, linje 2: »planned_values« skal være hele tal adskilt af semikolon.\n"
        "  Der står: x\n  Eksempel: 18;35;10"
    )


SURVEY = (
    "Autisme,2026,Middelfart,10,4,yes\n"
    "Autisme,2026,461,5,20,no\n"
    "Autisme,2025,Odense,0,3,\n"
    "Hjemløse,2025,Odense,,6,ja\n"
)


# 2026: planned 10 + 5 = 15, expected 4 + 20 = 24, 9 are missing; 2025: 3 − 0 = 3.
def test_gaps_by_year_sum_the_municipalities(tmp_path):
    gaps = gaps_by_year(needs_of(tmp_path, SURVEY))
    assert summary(gaps) == [
        ("Autisme", "2025", 0, 3, 3),
        ("Autisme", "2026", 15, 24, 9),
        ("Hjemløse", "2025", None, 6, None),
    ]
    assert [gap.willing and gap.willing.da for gap in gaps] == [None, "Middelfart", "Odense"]


def test_gaps_by_municipality_stand_by_themselves(tmp_path):
    assert summary(gaps_by_municipality(needs_of(tmp_path, SURVEY))) == [
        ("Autisme", "2026, Middelfart", 10, 4, -6),
        ("Autisme", "2026, Odense", 5, 20, 15),
        ("Autisme", "2025, Odense", 0, 3, 3),
        ("Hjemløse", "2025, Odense", None, 6, None),
    ]


def test_what_is_not_stated_is_told_and_not_counted_as_nothing(tmp_path):
    assert [remark.da for remark in not_stated(needs_of(tmp_path, SURVEY))] == [
        "Hjemløse 2025: planlagte pladser er ikke oplyst for Odense. Summen og det, der mangler, "
        "er derfor ikke oplyst."
    ]


def test_a_sum_without_one_municipality_is_no_sum(tmp_path):
    needs = needs_of(tmp_path, "Autisme,2026,Odense,,6,\nAutisme,2026,Middelfart,4,3,\n")
    assert summary(gaps_by_year(needs)) == [("Autisme", "2026", None, 9, None)]
    assert [remark.en for remark in not_stated(needs)] == [
        "Autisme 2026: planned places are not stated for Odense. The sum and what is missing are "
        "therefore not stated."
    ]


def test_case_and_spaces_do_not_tell_target_groups_apart(tmp_path):
    file = tmp_path / "behov.csv"
    file.write_text(
        "Målgruppe;År;Kommune;Planlagt;Forventet;Vil bygge\n"
        "Autisme;2026;Odense Kommune;1;2;ja\n autisme ;2026;Assens;3;5;nej\n;;;;;\n",
        "cp1252",
    )
    assert summary(gaps_by_year(read_needs(file))) == [("Autisme", "2026", 4, 7, 3)]


CODES = ("410", "420", "430", "461")
lines = st.dictionaries(
    st.tuples(st.sampled_from("AB"), st.sampled_from((2025, 2026)), st.sampled_from(CODES)),
    st.tuples(st.integers(0, 999), st.integers(0, 999)),
    min_size=1,
)


@given(lines)
def test_the_years_sum_to_the_municipalities(tmp_path_factory, numbers):
    text = "".join(f"{g},{y},{c},{p},{e},\n" for (g, y, c), (p, e) in numbers.items())
    needs = needs_of(tmp_path_factory.mktemp("behov"), text)
    by_year = sum(gap.missing.value for gap in gaps_by_year(needs))
    by_municipality = sum(gap.missing.value for gap in gaps_by_municipality(needs))
    assert by_year == by_municipality == sum(e - p for p, e in numbers.values())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "behov.csv: Filen har ingen linjer."),
        (
            "Autisme,2026,Atlantis,1,2,\n",
            "behov.csv, linje 2: Kommunen kendes ikke. Skriv dens navn eller trecifrede kode.\n"
            "  Der står: Atlantis\n  Eksempel: Middelfart",
        ),
        ("Autisme,2026,,1,2,\n", "behov.csv, linje 2: »municipality« er tom."),
        (
            "Autisme,2026,Odense,1,2,\nAutisme,2026,461,1,2,\n",
            "behov.csv, linje 3: Odense står også på linje 2 med samme målgruppe og år. Læg "
            "tallene sammen på én linje.\n  Der står: 461",
        ),
        (
            "Autisme,26,Odense,1,2,\n",
            "behov.csv, linje 2: Her skal stå et årstal.\n  Der står: 26\n  Eksempel: 2026",
        ),
        (
            "Autisme,2026,Odense,-1,2,\n",
            "behov.csv, linje 2: »planned« skal være et helt tal på 0 eller mere.\n"
            "  Der står: -1\n  Eksempel: 14530",
        ),
        (
            "Autisme,2026,Odense,1,2,X\n",
            "behov.csv, linje 2: »willing« skal være ja, nej eller tom (yes eller no).\n"
            "  Der står: X\n  Eksempel: ja",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, lines, message):
    with pytest.raises(InputError) as caught:
        needs_of(tmp_path, lines)
    assert caught.value.in_language("da") == message


# The chart

SVG = "{http://www.w3.org/2000/svg}"


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def test_the_chart_is_accessible_and_holds_every_number(tmp_path):
    root = ET.fromstring(to_svg(gaps_by_year(needs_of(tmp_path, SURVEY)), name="behov"))  # noqa: S314
    labels = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert (root.get("role"), set(root.get("aria-labelledby").split())) == ("img", labels)
    assert root.find(f"{SVG}title").text == "Planlagte pladser mod forventet behov"
    assert texts(root) == [
        *("Planlagt", "Forventet"),
        *("Autisme", "2025", "0", "3"),
        *("2026", "15", "24"),
        *("Hjemløse", "2025", "Planlagt: ikke oplyst", "6"),
    ]
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "text")
    }


# The longest bar, 24 places, is 320 wide; 15 is 200, 3 is 40 and 6 is 80; none for 0 or unknown.
def test_the_bars_are_as_long_as_their_numbers(tmp_path):
    root = ET.fromstring(to_svg(gaps_by_year(needs_of(tmp_path, SURVEY))))  # noqa: S314
    bars = [int(bar.get("width")) for bar in root.iter(f"{SVG}rect") if bar.get("stroke")]
    assert bars == [24, 24, 40, 200, 320, 80]


def test_a_long_name_of_a_target_group_is_set_on_more_lines():
    words = "unge med behov for støtte i hverdagen " * 3
    gap = Gap(words.strip(), Text("2026", "2026"), None, None, None, None)
    headings = texts(ET.fromstring(to_svg([gap])))[2:-3]  # noqa: S314
    assert " ".join(headings) == words.strip()
    assert max(map(len, headings)) <= 44


def test_the_chart_is_the_same_every_time_and_may_be_empty():
    gaps, _ = printed_gaps()
    assert to_svg(gaps) == to_svg(gaps)
    ET.fromstring(to_svg([]))  # noqa: S314


def test_names_from_a_file_cannot_become_markup():
    nothing = Text("ingen", "none")
    name = "<script>&\"'\x01</title>"
    gap = Gap(name, nothing, None, None, None, None)
    root = ET.fromstring(to_svg([gap]))  # noqa: S314
    assert texts(root)[2:4] == ["<script>&\"'·</title>", "ingen"]
    assert "<script" not in to_page([gap], remarks=[Text(name, name)])


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.inside = [], False

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in ("th", "td")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1].append(data)


def test_the_page_holds_the_numbers_in_a_table_too(tmp_path):
    gaps = gaps_by_year(needs_of(tmp_path, SURVEY))
    cells = Cells()
    cells.feed(to_page(gaps))
    assert cells.rows == [
        ["År eller kolonne", "Planlagt", "Forventet", "Mangler", "Vil bygge"],
        ["Autisme"],
        ["2025", "0", "3", "3", "ingen"],
        ["2026", "15", "24", "9", "Middelfart"],
        ["Hjemløse"],
        ["2025", "ikke oplyst", "6", "ikke oplyst", "Odense"],
    ]


# The command


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    parser.set_defaults(language="da")
    return command.run(parser.parse_args([str(item) for item in arguments]))


def test_the_command_gives_the_printed_gaps_with_what_cannot_be_computed():
    result = run()
    assert [int(figure.value) for figure in result.figures] == [
        *(-41, -42, -55),
        *(-14, -22, -44),
        *(56, 54, 44),
    ]
    assert result.remarks[-1].da == (
        "Mangler kan ikke regnes, hvor planlagt eller forventet ikke er oplyst: "
        f"Udviklingshæmning og dom; {OTHER}; Senhjerneskade; Hjemløse; Handicap+alder; "
        "Handicap+særforanstaltning; Socialpsykiatri."
    )
    (table,) = result.tables
    willing = {row[0]: row[5] for row in table.in_words("da") if row[5] != "ingen"}
    assert willing == {
        "Autisme i svær/massiv grad": "3 kryds",
        "Dobbeltdiagnose": "1 kryds",
        "Handicap+alder": "1 kryds",
        "Socialpsykiatri": "2 kryds",
    }


def test_the_printed_survey_names_no_municipalities():
    with pytest.raises(AllocationError) as caught:
        run("--by-municipality")
    assert caught.value.what.da == (
        "Den trykte oversigt nævner ikke kommunerne. --by-municipality kræver en egen oversigt med "
        "--needs."
    )


def test_only_the_years_without_a_number_are_named_where_others_have_one(tmp_path):
    needs_of(tmp_path, "Autisme,2026,Odense,1,2,no\nAutisme,2027,Odense,,2,no\n")
    assert run("--needs", tmp_path / "behov.csv").remarks[-1].da == (
        "Mangler kan ikke regnes, hvor planlagt eller forventet ikke er oplyst: Autisme, 2027."
    )


def test_the_table_shows_the_gaps_as_the_page_does(tmp_path):
    needs_of(tmp_path, SURVEY)
    result = run("--needs", tmp_path / "behov.csv")
    (table,) = result.tables
    assert table.in_words("da") == [
        ["Autisme", "2025", "0", "3", "3", "ingen"],
        ["Autisme", "2026", "15", "24", "9", "Middelfart"],
        ["Hjemløse", "2025", "ikke oplyst", "6", "ikke oplyst", "Odense"],
    ]
    assert table.shown == result.figures
    assert result.to_json("en")["tables"][0]["rows"][2] == [
        *("Hjemløse", "2025", None, 6, None, "Odense")
    ]


def test_where_nothing_is_unknown_only_the_sign_is_explained(tmp_path):
    needs_of(tmp_path, "Autisme,2026,Odense,1,2,no\n")
    assert [remark.da for remark in run("--needs", tmp_path / "behov.csv").remarks] == [
        "Mangler er forventet minus planlagt (vores læsning); et negativt tal er flere planlagte "
        "pladser end ventede."
    ]


def test_the_command_reads_a_survey_and_writes_chart_and_page(tmp_path):
    needs = needs_of(tmp_path, SURVEY)
    result = run("--needs", tmp_path / "behov.csv", "--out", tmp_path / "ud")
    gaps = gaps_by_year(needs)
    assert result.figures == tuple(gap.missing for gap in gaps if gap.missing)
    page = (tmp_path / "ud" / "capacity_needs.html").read_text("utf-8")
    assert (tmp_path / "ud" / "capacity_needs.svg").read_text("utf-8") == to_svg(gaps)
    assert page == to_page(gaps, remarks=not_stated(needs))
    assert len(run("--needs", tmp_path / "behov.csv", "--by-municipality").figures) == 3
