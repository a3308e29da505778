"""Joint secretariats: the golden health secretariat, another file in its layout, what is refused.

Golden figures: KKR Nordjylland, February 2021, item 3.7 with footnotes.
"""

import argparse
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import joint_secretariats as command
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import KR
from samvirke.records import InputError
from samvirke.schemes.joint_secretariats import joint_secretariat, load_health_secretariat
from samvirke.schemes.price_index import PriceIndex, index_amount
from samvirke.schemes.secretariat_accounts import Column, Kind, read_accounts

# Number, line, kind, budget 2020, accounts 2020, budget 2021; None is not printed.
HEALTH = [
    (1, "Indkrævet hos kommunerne", "income", 1556360, 1556360, 1579705),
    (2, "Overført overskud", "income", 450228, 450228, 588866),
    (3, "Husleje", "expense", 29600, 33076, 33076),
    (4, "Løn", "expense", 1273623, 1292533, 1317296),
    (5, "IT, tele, licenser og abonnementer", "expense", 40000, 20342, 40000),
    (
        6,
        "HR, intern service og økonomiopfølgning (Aalborg Kommune)",
        "expense",
        35000,
        35000,
        35000,
    ),
    (7, "Administrationsudgifter og kontorhold", "expense", 10000, 293, 10000),
    (8, "Mødeafholdelse", "expense", 25000, 859, 25000),
    (9, "Transport, kørsel og parkering", "expense", 25000, 11121, 25000),
    (10, "Deltagelse i kurser, konferencer og efteruddannelse", "expense", 30000, 24498, 30000),
    (11, "Indkøb af IT-udstyr", "expense", 5000, 0, 10000),
    (12, "Afholdelse af arrangementer", "expense", 70000, 0, 70000),
    (13, "Udmøntning af Sundhedsaftalen", "expense", 0, 0, 100000),
    (
        14,
        "Data vedr. vederlagsfri fysioterapi og sundhedsaftale",
        "expense",
        None,
        None,
        200000,
    ),
    (15, "Ny hjemmeside", "expense", None, None, 30000),
    (
        16,
        "Pulje til initiativer godkendt i Sundhedsdirektørernes Forretningsudvalg",
        "expense",
        None,
        None,
        243199,
    ),
    (17, "Uforudsete udgifter", "expense", 463365, 0, 0),
    (18, "I alt udgifter", "total_expense", 2006588, 1417722, 2168571),
    (19, "I alt indtægter", "total_income", 2006588, 2006588, 2168571),
    (20, "Overskud/underskud", "result", 0, 588866, 0),
]
HEADING = "secretariat,line_no,line,kind,budget_2022_kr,accounts_2022_kr,budget_2023_kr"
# Worked by hand: 2 % of 1,000 is 20; the accounts leave 1,100 - 900 = 200, carried into 2023.
SOCIAL = [
    "Socialsekretariat,1,Opkrævet fra kommunerne,income,1000,1000,1020",
    "Socialsekretariat,2,Overført overskud,income,100,100,200",
    "Socialsekretariat,3,Løn,expense,1100,900,1220",
    "Socialsekretariat,4,Udgifter i alt,total_expense,1100,900,1220",
    "Socialsekretariat,5,Indtægter i alt,total_income,1100,1100,1220",
    "Socialsekretariat,6,Resultat,result,0,200,0",
]
TWO = PriceIndex(2023, Fraction(2), Source("KKR, maj 2022", "punkt 4"))
THREE = PriceIndex(2023, Fraction(3), Source("KKR, februar 2023", "punkt 2"))
NORTH = ["810", "813", "860", "849", "825", "846", "773", "840", "787", "820", "851"]


def file(tmp_path, *lines, name="social.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def social(tmp_path, lines=SOCIAL, **changed):
    path = file(tmp_path, HEADING, *lines)
    return joint_secretariat(read_accounts(path), **{"indices": [TWO]} | changed)


def instead(old, new):
    assert any(old in line for line in SOCIAL)
    return [line.replace(old, new) for line in SOCIAL]


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    parser.set_defaults(language="da")
    return command.run(parser.parse_args([str(argument) for argument in arguments]))


def words(remarks):
    return [remark.da for remark in remarks]


def test_the_health_secretariat_line_by_line():
    lines = load_health_secretariat().lines
    assert [
        (
            line.number,
            line.name,
            line.kind.value,
            *(line.amounts[column].value if column in line.amounts else None for column in Column),
        )
        for line in lines
    ] == HEALTH


def test_the_totals_of_the_health_secretariat_are_those_of_its_lines():
    accounts = load_health_secretariat()
    assert [
        tuple(
            figure.value
            for figure in (
                accounts.total(Kind.EXPENSE, column),
                accounts.total(Kind.INCOME, column),
                accounts.result(column),
            )
        )
        for column in Column
    ] == [(2006588, 2006588, 0), (1417722, 2006588, 588866), (2168571, 2168571, 0)]
    assert list(accounts.remarks()) == []


def test_the_collected_amount_of_2021_is_that_of_2020_indexed():
    result = joint_secretariat(load_health_secretariat())
    assert (result.indexed.value, result.collected.value) == (1579705, 1579705)
    assert result.indexed.derivation.inputs[1].value == Fraction("23345.4")
    assert (result.reindexed, result.splits, result.remarks) == ((), (), ())


def test_the_command_without_a_file_shows_the_health_secretariat():
    result = run()
    assert result.title.da == "Sundhedssekretariat, regnskab 2020 og budget 2021"
    assert [(figure.name.da, figure.value) for figure in result.figures] == [
        ("Budget 2020, overskud/underskud", 0),
        ("Regnskab 2020, overskud/underskud", 588866),
        ("Budget 2021, overskud/underskud", 0),
        ("Indkrævet 2021, fremskrevet med 1,5 pct.", 1579705),
    ]
    assert words(result.remarks) == [
        "At reglen gælder til og med 31. december 2027, er antaget: dagen er ikke trykt "
        "(KKR Nordjylland, februar 2021)."
    ]


def test_the_command_shows_every_line_with_the_totals_that_they_give():
    (table,) = run().tables
    headings = [text.da for text in table.headings]
    assert headings == ["Nr.", "Linje", "Budget 2020", "Regnskab 2020", "Budget 2021"]
    assert table.rows[0] == ("1", "Indkrævet hos kommunerne", 1556360, 1556360, 1579705)
    assert table.rows[14] == ("15", "Ny hjemmeside", None, None, 30000)
    assert table.in_words("da")[17:] == [
        ["", "Indtægter i alt", "2.006.588", "2.006.588", "2.168.571"],
        ["", "Udgifter i alt", "2.006.588", "1.417.722", "2.168.571"],
        ["", "Overskud (underskud med minus)", "0", "588.866", "0"],
    ]


def test_another_secretariat_in_the_same_layout(tmp_path):
    result = social(tmp_path)
    assert [figure.value for figure in result.results] == [0, 200, 0]
    assert (result.collected.value, result.indexed.value, result.remarks) == (1020, 1020, ())
    assert str(result.collected.source) == "social.csv, linje 1, budget_2023_kr"


def test_a_later_index_gives_a_second_version_and_the_first_is_kept(tmp_path):
    result = social(tmp_path, indices=[TWO, THREE])
    assert (result.collected.value, result.indexed.value) == (1020, 1020)
    # 3 % of 1,000 is 30, ten more than the approved budget, which balanced.
    assert [(item.collected.value, item.result.value) for item in result.reindexed] == [(1030, 10)]
    assert result.reindexed[0].collected.derivation.our_reading
    assert not result.indexed.derivation.our_reading


def test_the_key_splits_every_version_and_names_its_source(tmp_path):
    key = file(tmp_path, "code,name,value", *(f"{code},{code},1" for code in NORTH), name="key.csv")
    indices = file(
        tmp_path,
        "year,percent,document,clause",
        '2023,2,"KKR, maj 2022",punkt 4',
        '2023,3,"KKR, februar 2023",punkt 2',
        name="indices.csv",
    )
    path = file(tmp_path, HEADING, *SOCIAL)
    result = run(
        *("--accounts", path, "--indices", indices, "--key", key, "--key-source", "Aftalen § 3")
    )
    # 1,020 and 1,030 by eleven are 92.73 and 93.64.
    assert [
        (name.da, split.total.value, {share.rounded for share in split.shares}, split.residual)
        for name, split in result.splits
    ] == [
        ("Indkrævet efter det godkendte budget", 1020, {93}, 3),
        ("Indkrævet 2023, fremskrevet med 3 pct.", 1030, {94}, 4),
    ]
    assert str(result.splits[0][1].key.source) == "Aftalen § 3, key.csv"
    assert [figure.value for figure in result.figures] == [0, 200, 0, 1020, 1030, 10]


def test_an_empty_collected_amount_is_filled_by_the_index(tmp_path):
    result = social(tmp_path, instead("1000,1000,1020", "1000,1000,"))
    assert result.collected == result.indexed


def test_a_column_that_is_not_filled_in_is_left_out(tmp_path):
    lines = [
        "Socialsekretariat,1,Indkrævet,income,1000,,1020",
        "Socialsekretariat,2,Overført overskud,income,,,",
        "Socialsekretariat,3,Løn,expense,1000,,1020",
    ]
    result = social(tmp_path, lines)
    assert [figure.name.da for figure in result.results] == [
        "Budget 2022, overskud/underskud",
        "Budget 2023, overskud/underskud",
    ]
    assert result.remarks == ()


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        (
            "total_expense,1100,900,1220",
            "total_expense,1100,905,1220",
            "Regnskab 2022, linje 4 »Udgifter i alt«: trykt 905 kr., delene giver 900 kr. (5 kr. i "
            "forskel).",
        ),
        (
            "total_income,1100,1100,1220",
            "total_income,1000,1100,1220",
            "Budget 2022, linje 5 »Indtægter i alt«: trykt 1.000 kr., delene giver 1.100 kr. "
            "(−100 kr. i forskel).",
        ),
        (
            "result,0,200,0",
            "result,0,200,1",
            "Budget 2023, linje 6 »Resultat«: trykt 1 kr., delene giver 0 kr. (1 kr. i forskel).",
        ),
    ],
)
def test_a_total_that_misses_its_parts_is_a_remark_naming_the_line(tmp_path, old, new, remark):
    assert words(social(tmp_path, instead(old, new)).remarks) == [remark]


def test_a_collected_amount_that_the_index_does_not_give_is_a_remark(tmp_path):
    result = social(tmp_path, indices=[THREE])
    assert (result.collected.value, result.indexed.value) == (1020, 1030)
    assert words(result.remarks) == [
        "Indkrævet i budget 2023: trykt 1.020 kr., indekset giver 1.030 kr. (−10 kr. i forskel)."
    ]


def test_a_year_without_an_index_is_said(tmp_path):
    result = social(tmp_path, indices=None)
    assert result.indexed is None
    assert words(result.remarks) == [
        "Intet indeks for 2023 er kendt, så det indkrævede beløb er ikke kontrolleret."
    ]


def test_a_surplus_that_is_not_carried_over_whole_is_a_remark(tmp_path):
    lines = [line.replace("1220", "1170") for line in instead("100,100,200", "100,100,150")]
    assert words(social(tmp_path, lines).remarks) == [
        "Overført til Budget 2023: trykt 150 kr., Regnskab 2022 giver 200 kr. (−50 kr. i forskel)."
    ]


def test_a_deficit_may_be_carried_as_an_expense(tmp_path):
    lines = [
        "S,1,Indkrævet,income,1000,1000,1020",
        "S,2,Løn,expense,1000,1100,920",
        "S,3,Overført underskud,expense,0,0,100",
    ]
    assert social(tmp_path, lines).remarks == ()


def test_lines_that_names_do_not_tell_are_stated_by_number(tmp_path):
    lines = [line.replace("Opkrævet fra", "Bidrag fra").replace("Overført ", "") for line in SOCIAL]
    with pytest.raises(AllocationError) as caught:
        social(tmp_path, lines)
    assert caught.value.what.da == (
        "Linjen med det indkrævede beløb kan ikke findes på navnet. Angiv dens nummer. "
        "Indtægtslinjer: 1 »Bidrag fra kommunerne«, 2 »overskud«."
    )
    assert words(social(tmp_path, lines, collected_line=1).remarks) == [
        "Linjen med det overførte overskud er ikke fundet, så det er ikke kontrolleret."
    ]
    assert social(tmp_path, lines, collected_line=1, carried_line=2).remarks == ()


def test_a_file_with_two_secretariats_asks_which(tmp_path):
    other = [line.replace("Socialsekretariat", "Andet") for line in SOCIAL]
    path = file(tmp_path, HEADING, *SOCIAL, *other)
    with pytest.raises(InputError) as caught:
        run("--accounts", path)
    assert caught.value.in_language("da") == (
        "social.csv: Angiv, hvilket sekretariat der menes.\n  Gyldigt: Socialsekretariat, Andet"
    )
    assert run("--accounts", path, "--secretariat", "Andet").title.da.startswith("Andet")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "S,1,Løn,wages,1,1,1",
            "social.csv, linje 2: Linjens art kendes ikke. Gyldige: income, expense, "
            "total_income, total_expense, result.\n  Der står: wages\n  Eksempel: expense",
        ),
        (
            "S,1,Løn,expense,1.500,1,1",
            "social.csv, linje 2: »budget_2022_kr«: Tallet kan læses på to måder: punktummet kan "
            "dele tusinder eller decimaler. Et ukendt beløb er et tomt felt.\n  Der står: 1.500\n"
            "  Eksempel: 1500",
        ),
        (
            "S,1,Løn,expense,1,-,1",
            "social.csv, linje 2: »accounts_2022_kr«: Feltet er ikke et tal. Et ukendt beløb er et "
            "tomt felt.\n  Der står: -\n  Eksempel: 12,5",
        ),
        ("S,1,,expense,1,1,1", "social.csv, linje 2: »line« er tom."),
        (
            "S,a,Løn,expense,1,1,1",
            "social.csv, linje 2: »line_no« skal være et helt tal på 0 eller mere.\n  Der står: a\n"
            "  Eksempel: 14530",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_by_its_number(tmp_path, line, message):
    with pytest.raises(InputError) as caught:
        read_accounts(file(tmp_path, HEADING, line))
    assert caught.value.in_language("da") == message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "Socialsekretariat,3,Husleje,expense,1,1,1",
            "social.csv, linje 8: »line_no 3« står også på linje 4 og må stå én gang.\n"
            "  Der står: Husleje",
        ),
        (
            "Socialsekretariat,7,I alt,total_expense,1,1,1",
            "social.csv, linje 8: »total_expense« står også på linje 5 og må stå én gang.\n"
            "  Der står: I alt",
        ),
    ],
)
def test_what_may_stand_once_is_refused_twice(tmp_path, line, message):
    with pytest.raises(InputError) as caught:
        read_accounts(file(tmp_path, HEADING, *SOCIAL, line))
    assert caught.value.in_language("da") == message


def test_the_same_accounts_may_be_written_in_danish(tmp_path):
    path = tmp_path / "social.csv"
    heading = "Sekretariat;Linjenr;Linje;Art;Budget 2022 kr;Regnskab 2022 kr;Budget 2023 kr"
    lines = ["S;1;Opkrævet;Indtægt;1.000.000;1000000,5;", "S;2;Løn;udgift;900;800,0;900"]
    path.write_text("\r\n".join([heading, *lines]) + "\r\n", "cp1252")
    own = HEADING, "S,1,Opkrævet,income,1000000,1000000.5,", "S,2,Løn,expense,900,800,900"
    (tmp_path / "own").mkdir()
    english = tmp_path / "own" / "social.csv"
    english.write_text("\n".join(own) + "\n", "utf-8")
    assert read_accounts(path) == read_accounts(english)


def test_a_heading_whose_years_do_not_follow_is_refused(tmp_path):
    wrong = HEADING.replace("budget_2023", "budget_2024")
    with pytest.raises(InputError) as caught:
        read_accounts(file(tmp_path, wrong, *SOCIAL))
    assert caught.value.in_language("da") == (
        "social.csv, linje 1: Overskrifterne er ikke dem, tabellen skal have.\n"
        f"  Der står: {wrong}\n  Gyldigt: sekretariat,linjenr,linje,art,budget_2022_kr,"
        f"regnskab_2022_kr,budget_2023_kr (eller {HEADING})"
    )


def test_a_file_without_lines_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        read_accounts(file(tmp_path, HEADING))
    assert caught.value.in_language("da") == "social.csv: Filen har ingen linjer."


def test_a_collected_amount_that_is_nowhere_is_refused(tmp_path):
    with pytest.raises(AllocationError) as caught:
        social(tmp_path, instead("1000,1000,1020", "1000,1000,"), indices=[])
    assert caught.value.what.da == (
        "Det indkrævede beløb for 2023 er hverken trykt (linje 1) eller kan fremskrives. Udfyld "
        "feltet, eller angiv et indeks med kilde."
    )


@pytest.mark.parametrize("row", ["2021,1.5,,", "2021,1.5,KKR,", "2021,1.5,,3.7"])
def test_an_index_without_a_source_is_refused(tmp_path, row):
    path = file(tmp_path, "year,percent,document,clause", row, name="indices.csv")
    with pytest.raises(InputError) as caught:
        run("--indices", path)
    assert caught.value.in_language("da") == (
        "indices.csv, linje 2: Indekset for 2021 har ingen kilde. Skriv dokument og punkt.\n"
        '  Eksempel: 2021,1.5,"KKR Nordjylland, februar 2021","3.7, fodnoter"'
    )


def test_an_index_that_is_no_number_is_refused(tmp_path):
    path = file(
        tmp_path, "year,percent,document,clause", "2021,halvanden,KKR,3.7", name="indices.csv"
    )
    with pytest.raises(InputError) as caught:
        run("--indices", path)
    assert caught.value.in_language("da") == (
        "indices.csv, linje 2: »percent«: Feltet er ikke et tal. Skriv et tal, fx 12 eller "
        "1,5.\n  Der står: halvanden\n  Eksempel: 12,5"
    )


def key_refused(tmp_path, rows, *arguments):
    path = file(tmp_path, "code,name,value", *rows, name="key.csv")
    with pytest.raises(AllocationError) as caught:
        run("--key", path, *arguments)
    return caught.value.what.da


def test_a_key_without_a_source_is_refused(tmp_path):
    rows = [f"{code},{code},1" for code in NORTH]
    assert key_refused(tmp_path, rows) == (
        "Nøglen har ingen kilde. Angiv med --key-source, hvor den er besluttet."
    )


def test_a_key_names_all_municipalities_of_the_kkr_and_no_others(tmp_path):
    sourced = ("--key-source", "Aftalen § 3")
    rows = [f"{code},{code},1" for code in NORTH]
    assert key_refused(tmp_path, rows[:-2], *sourced) == (
        "Nøglen mangler Vesthimmerlands (820), Aalborg (851). Den skal nævne alle kommuner i "
        "KKR Nordjylland."
    )
    assert key_refused(tmp_path, [*rows, "101,København,1"], *sourced) == (
        "Nøglen nævner København (101), som ikke hører til KKR Nordjylland. Tag det ud."
    )


def test_a_municipality_twice_in_the_key_is_refused_by_its_row(tmp_path):
    rows = ["810,Brønderslev,1", "813,Frederikshavn,1", "810,Brønderslev,1"]
    path = file(tmp_path, "code,name,value", *rows, name="key.csv")
    with pytest.raises(InputError) as caught:
        run("--key", path, "--key-source", "Aftalen § 3")
    assert caught.value.in_language("da") == (
        "key.csv, linje 4: Brønderslev (810) står også på linje 2. Skriv modtageren én gang."
    )


def test_percentages_that_do_not_sum_to_100_are_refused(tmp_path):
    # Ten times 9.09 and one 9.07.
    rows = [f"{code},{code},9.09" for code in NORTH[:-1]] + ["851,Aalborg,9.07"]
    arguments = ("--key-source", "Aftalen § 3", "--key-unit", "percent")
    assert key_refused(tmp_path, rows, *arguments) == (
        "Nøglens procenter giver tilsammen 99,97, ikke 100. Ret dem, eller brug de tal, de er "
        "regnet af."
    )


@given(st.integers(0, 10**9), st.fractions(0, 10, max_denominator=100))
def test_an_indexed_amount_misses_the_exact_one_by_half_a_krone_at_most(amount, percent):
    source = Source("Prøve", "1")
    before = Given(Text("Beløb", "Amount"), Fraction(amount), KR, source)
    rule = Text("fremskrevet", "indexed")
    figure = index_amount(before, PriceIndex(2023, percent, source), rule=rule)
    assert abs(figure.value - amount * (100 + percent) / 100) <= Fraction(1, 2)
    assert figure.value.denominator == 1
