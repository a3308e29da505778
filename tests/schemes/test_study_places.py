"""Study places: decisions by year, specialisations, scenarios, municipalities, promises."""

import argparse
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError, Key, KeyPart, SplitRounding, split
from samvirke.cli.schemes import study_places as command
from samvirke.figures import Given, Rounding, Source, Text, figure_from_json, figure_to_json
from samvirke.figures.units import PERSONS, PLACES
from samvirke.records import InputError
from samvirke.schemes.study_decisions import decided_places, programme_named
from samvirke.schemes.study_places import (
    Promise,
    Promiser,
    municipality_split,
    places_in,
    promised_beside,
    read_promises,
    scenarios,
    specialisation_split,
)

# KKR Nordjylland, February 2021, item 3.5: ordinary places with those of the programme that moved
# in, one-off places, total, and the day of the KKR's decision.
BY_YEAR = {
    "2014/2015": (450, 0, 450, None),
    "2017/2018": (469, 0, 469, date(2017, 2, 3)),
    "2018/2019": (469, 0, 469, date(2018, 3, 13)),
    "2019/2020": (492, 0, 492, date(2019, 2, 8)),
    "2020/2021": (517, 38, 555, date(2020, 2, 5)),
    "2021/2022": (517, 0, 517, None),
}
DECISION_COLUMNS = "programme,study_year,kind,places,decided_on,status,source"
PROMISE_COLUMNS = "promiser,code,name,places,source"
SOURCE = Source("Prøve", "1")


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def places(value):
    return Given(Text("Studiepladser", "Study places"), Fraction(value), PLACES, SOURCE)


def in_year(year, *, with_one_off):
    found = decided_places()
    return places_in(found, programme="pedagogue", study_year=year, with_one_off=with_one_off).value


def written(tmp_path, columns, *rows):
    file = tmp_path / "fil.csv"
    file.write_text("\n".join([columns, *rows]) + "\n", "utf-8")
    return file


def refused(read, *arguments):
    with pytest.raises(InputError) as caught:
        read(*arguments)
    return caught.value.in_language("da")


@pytest.mark.parametrize("year", BY_YEAR)
def test_places_by_year_with_their_decision(year):
    ordinary, one_off, total, decided_on = BY_YEAR[year]
    assert in_year(year, with_one_off=True) == total
    assert in_year(year, with_one_off=False) == ordinary == total - one_off
    days = {item.decided_on for item in decided_places() if item.study_year == year}
    assert days - {None} == ({decided_on} if decided_on else set())


def test_the_cut_to_405_has_a_day_and_no_study_year():
    cut = [item for item in decided_places() if item.study_year is None]
    assert [(item.places.value, item.decided_on) for item in cut] == [(405, date(2015, 2, 27))]


def test_the_next_year_starts_without_the_one_off_places():
    assert in_year("2021/2022", with_one_off=True) == in_year("2020/2021", with_one_off=False)


# 517 × 0.90, 0.95, … 1.20 by hand; the reference derives the same and prints none.
EXACT = ["465.3", "491.15", "517", "542.85", "568.7", "594.55", "620.4"]


def base():
    return places_in(
        decided_places(), programme="pedagogue", study_year="2020/2021", with_one_off=False
    )


def test_scenarios_are_exact_where_no_rounding_is_named():
    found = scenarios(base())
    assert [item.value for item in found] == [Fraction(value) for value in EXACT]
    assert not any(item.derivation.our_reading for item in found)


@pytest.mark.parametrize(
    ("rounding", "rounded"),
    [
        (Rounding.HALF_UP, [465, 491, 517, 543, 569, 595, 620]),
        (Rounding.TRUNCATE, [465, 491, 517, 542, 568, 594, 620]),
    ],
)
def test_a_named_rounding_of_the_scenarios_is_our_reading(rounding, rounded):
    found = scenarios(base(), rounding=rounding)
    assert [item.value for item in found] == rounded
    assert all(item.derivation.our_reading for item in found)


# 40/20/40 per cent of 517 is 206.8, 103.4, 206.8; of 469 it is 187.6, 93.8, 187.6.
@pytest.mark.parametrize(
    ("value", "rounding", "shares", "residual"),
    [
        (517, SplitRounding.HALF_UP_EACH, [207, 103, 207], 0),
        (469, SplitRounding.HALF_UP_EACH, [188, 94, 188], 1),
        # Cut to 187, 93, 187: two are left, for 0.8 and then the first of the two 0.6.
        (469, SplitRounding.LARGEST_REMAINDER, [188, 94, 187], 0),
    ],
)
def test_specialisations(value, rounding, shares, residual):
    result = specialisation_split(places(value), programme_named("pedagogue"), rounding=rounding)
    assert [share.rounded for share in result.shares] == shares
    assert result.residual == residual


def key_of(**values):
    parts = tuple(KeyPart(code, code, Fraction(value)) for code, value in values.items())
    return Key(Text("Nøgle", "Key"), PERSONS, SOURCE, parts)


def shared(total, key):
    """Places by a key of any receivers, each share rounded by itself."""
    rule = Text("efter nøglen", "by the key")
    return split(total, key, rounding=SplitRounding.HALF_UP_EACH, rule=rule, source=SOURCE)


# The eleven municipalities of KKR Nordjylland; all but Aalborg and Rebild have 0 in the key.
NORTH = ("773", "787", "810", "813", "820", "825", "840", "846", "849", "851", "860")
NORTHERN = dict.fromkeys(NORTH, 0) | {"851": 3, "840": 1}


def test_municipalities_share_by_their_key_whose_source_is_shown():
    day = date(2020, 9, 1)
    result = municipality_split(places(517), key_of(**NORTHERN), kkr="nordjylland", on=day)
    # 517 × 3/4 = 387.75 and 517 / 4 = 129.25.
    rounded = {share.part.code: share.rounded for share in result.shares if share.rounded}
    assert rounded == {"851": 388, "840": 129}
    assert result.source == SOURCE


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"860": None},
            "Nøglen mangler Hjørring (860). Den skal nævne alle kommuner i KKR Nordjylland.",
        ),
        (
            {"101": 1},
            "Nøglen nævner 101 (101), som ikke hører til KKR Nordjylland. Tag det ud.",
        ),
    ],
)
def test_the_key_names_the_municipalities_of_the_kkr(changed, message):
    values = {code: value for code, value in (NORTHERN | changed).items() if value is not None}
    with pytest.raises(AllocationError) as caught:
        municipality_split(places(9), key_of(**values), kkr="nordjylland", on=date(2020, 9, 1))
    assert caught.value.what.da == message


def test_promised_placement_places_beside_study_places(tmp_path):
    file = written(
        tmp_path,
        PROMISE_COLUMNS,
        "municipality,aalborg,Aalborg,400,Brev",
        "municipality,rebild,Rebild,100,Brev",
        "region,1081,Region Nordjylland,30,Brev",
    )
    result = shared(places(517), key_of(aalborg=3, rebild=1))
    found = promised_beside(result, read_promises(file))
    # 400 − 388, 100 − 129, and 400 + 100 + 30 − 517.
    assert [item.value for item in found] == [12, -29, 13]
    assert figure_from_json(figure_to_json(found[-1])) == found[-1]


@given(st.lists(st.integers(0, 500), min_size=2, max_size=2), st.integers(0, 2000))
def test_the_difference_in_all_is_what_is_promised_minus_the_places(promised, total):
    promises = [
        Promise(Promiser.MUNICIPALITY, code, places(value))
        for code, value in zip("ab", promised, strict=True)
    ]
    result = shared(places(total), key_of(a=1, b=2))
    assert promised_beside(result, promises)[-1].value == sum(promised) - total


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ["municipality,a,A,1,Brev"],
            "Lovede praktikpladser mangler for b. Skriv 0, hvis ingen er lovet.",
        ),
        (
            ["municipality,a,A,1,Brev", "municipality,b,B,1,Brev", "municipality,c,C,1,Brev"],
            "Kommune c har lovet praktikpladser, men er ikke med i fordelingen.",
        ),
    ],
)
def test_promises_must_name_the_municipalities_of_the_split(tmp_path, rows, message):
    promises = read_promises(written(tmp_path, PROMISE_COLUMNS, *rows))
    with pytest.raises(AllocationError) as caught:
        promised_beside(shared(places(9), key_of(a=1, b=2)), promises)
    assert caught.value.what.da == message


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ["municipality,a,A,1,Brev", "kommune,a,A,2,Brev"],
            "fil.csv, linje 3: A står også på linje 2. Skriv den én gang.\n  Der står: a",
        ),
        (
            ["amt,a,A,1,Brev"],
            "fil.csv, linje 2: »promiser« skal være kommune eller region (municipality, region).\n"
            "  Der står: amt",
        ),
        (
            ["municipality,a,A,1,"],
            "fil.csv, linje 2: »source« er tom.",
        ),
    ],
)
def test_bad_promises_are_refused_with_their_line(tmp_path, rows, message):
    assert refused(read_promises, written(tmp_path, PROMISE_COLUMNS, *rows)) == message


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ["sosu,2021,ordinary,10,,decided,KKR"],
            "fil.csv, linje 2: »study_year« er ikke et studieår.\n  Der står: 2021\n"
            "  Eksempel: 2020/2021",
        ),
        (
            ["sosu,2021/2022,extra,10,,decided,KKR"],
            "fil.csv, linje 2: »kind« kendes ikke. Gyldigt: ordinary, moved, one_off.\n"
            "  Der står: extra",
        ),
        (
            ["sosu,2021/2022,ordinary,10,,maybe,KKR"],
            "fil.csv, linje 2: »status« kendes ikke. Gyldigt: decided, recommended, level_before.\n"
            "  Der står: maybe",
        ),
        (
            ["sosu,2021/2022,ordinary,10,,decided,KKR", "sosu,2021/2022,ordinary,9,,decided,KKR"],
            "fil.csv, linje 3: Pladserne står også på linje 2. Skriv dem én gang.\n"
            "  Der står: sosu 2021/2022",
        ),
    ],
)
def test_bad_decisions_are_refused_with_their_line(tmp_path, rows, message):
    assert refused(decided_places, written(tmp_path, DECISION_COLUMNS, *rows)) == message


def test_a_year_without_places_is_refused():
    with pytest.raises(AllocationError) as caught:
        in_year("2030/2031", with_one_off=False)
    assert caught.value.what.da == (
        "Der er ingen pladser for pedagogue i studieåret 2030/2031. Kendte studieår: 2014/2015, "
        "2017/2018, 2018/2019, 2019/2020, 2020/2021, 2021/2022."
    )


def test_an_unknown_programme_is_refused():
    with pytest.raises(AllocationError) as caught:
        programme_named("nurse")
    assert caught.value.what.da == (
        "Uddannelsen »nurse« kendes ikke. Kendte: pedagogue, sosu, pau."
    )


def test_the_command_shows_history_scenarios_and_specialisations():
    result = run()
    assert [int(item.value) for item in result.figures[:6]] == [450, 469, 469, 492, 555, 517]
    assert [item.value for item in result.figures[6:]] == [Fraction(value) for value in EXACT]
    assert [name.da for name, _ in result.splits] == ["Pladser pr. specialisering"]
    assert result.remarks[1].da == (
        "uden studieår: 405 ordinære pladser, besluttet 27. februar 2015 (pkt. 3.5, nedskæring på "
        "10 pct. over tre år, gennemført ved udgangen af 2018)."
    )
    assert result.remarks[7].da == (
        "2020/2021: 38 engangspladser, besluttet, dag ikke trykt (pkt. 3.5, engangspladser "
        "(COVID-19), aftalt sommeren 2020). De hører kun til deres år."
    )


def test_another_programme_brings_its_own_decisions(tmp_path):
    file = written(
        tmp_path, DECISION_COLUMNS, "sosu,2021/2022,ordinary,200,2021-02-05,decided,KKR pkt. 4"
    )
    result = run("--programme", "sosu", "--study-year", "2021/2022", "--decisions", str(file))
    assert (result.splits, int(result.figures[0].value)) == ((), 200)


def test_promises_without_a_key_are_refused(tmp_path):
    file = written(tmp_path, PROMISE_COLUMNS, "municipality,851,Aalborg,1,Brev")
    with pytest.raises(AllocationError) as caught:
        run("--promises", str(file))
    assert caught.value.what.da == (
        "Lovede praktikpladser holdes op mod kommunernes studiepladser. Angiv også kommunernes "
        "nøgle med --key."
    )


def test_the_command_splits_over_municipalities(tmp_path):
    key = tmp_path / "nøgle.csv"
    rows = [f"{code},{code},{value}" for code, value in NORTHERN.items()]
    key.write_text("\n".join(["code,name,value", *rows]) + "\n", "utf-8")
    promised = dict.fromkeys(NORTH, 0) | {"851": 400, "840": 129}
    promises = written(
        tmp_path,
        PROMISE_COLUMNS,
        *(f"municipality,{code},{code},{number},Brev" for code, number in promised.items()),
    )
    result = run("--key", str(key), "--promises", str(promises))
    shares = {share.part.code: share.rounded for share in result.splits[1][1].shares}
    assert (shares["851"], shares["840"], sum(shares.values())) == (388, 129, 517)
    beside = {item.name.da: item.value for item in result.figures[-12:]}
    assert beside["Praktikpladser mod studiepladser, Aalborg"] == 12
    assert beside["Praktikpladser mod studiepladser i alt"] == 12


def test_a_key_of_percentages_must_sum_to_100(tmp_path):
    key = tmp_path / "nøgle.csv"
    percentages = dict.fromkeys(NORTH, "9.09") | {"851": "9.07"}
    rows = [f"{code},{code},{value}" for code, value in percentages.items()]
    key.write_text("\n".join(["code,name,value", *rows]) + "\n", "utf-8")
    with pytest.raises(AllocationError) as caught:
        run("--key", str(key), "--key-unit", "percent")
    assert caught.value.what.da == (
        "Nøglens procenter giver tilsammen 99,97, ikke 100. Ret dem, eller brug de tal, de er "
        "regnet af."
    )


def test_the_key_may_be_of_another_kkr_than_the_notes(tmp_path):
    key = tmp_path / "nøgle.csv"
    key.write_text("code,name,value\n851,Aalborg,3\n", "utf-8")
    with pytest.raises(AllocationError) as caught:
        run("--key", str(key), "--kkr", "sjaelland")
    assert caught.value.what.da.startswith("Nøglen mangler Greve (253), Køge (259), ")


def test_the_command_says_that_the_rules_days_are_assumed():
    assert [remark.da.split(",")[0] for remark in run().remarks[-2:]] == [
        "At reglen gælder fra og med 1. september 2014",
        "At reglen gælder til og med 31. december 2044",
    ]


def test_a_programme_without_decisions_is_told_so():
    with pytest.raises(AllocationError) as caught:
        run("--programme", "sosu")
    assert caught.value.what.da == (
        "Der er ingen besluttede pladser for sosu. Skriv dem i en fil med beslutninger."
    )
