"""Refugee quotas: the worked example, both readings, two levels, and what is refused."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.schemes.refugee_samples import (
    COUNTED,
    ORDER,
    ROWS,
    compute,
    counts_file,
    counts_of,
    in_words,
    leaves,
    named,
)

from samvirke.allocation import AllocationError, SplitRounding
from samvirke.figures import calculation, figure_from_json
from samvirke.figures import figure_to_json as to_json
from samvirke.records import InputError
from samvirke.schemes import refugee_quotas
from samvirke.schemes.refugee_numbers import Counts, Excess, MunicipalityCounts
from samvirke.territory import load_territory


# Worked by hand: p = .5 .3 .2, i = .98 .01 .01, so a = .02 .59 .39; L + F = 50, so b = 1 29.5 19.5;
# c = -5 27.5 17.5; the positive ones sum to 45 = L + 5; q = 27.5·40/45, 17.5·40/45.
def test_the_worked_example(tmp_path):
    counts = refugee_quotas.read_counts(counts_file(tmp_path, *ROWS), counted_on=COUNTED)
    result = compute(counts)
    assert result.quotas() == {"1": 0, "2": 24, "3": 16}
    figure = result.figure("2")
    steps = ("Fordelingsandel (a)", "Beregnet fordelingstal (b)", "Foreløbigt", "Fordelingstal (q)")
    assert [named(figure, step).value for step in steps] == [
        Fraction(59, 100),
        Fraction(59, 2),
        Fraction(55, 2),
        Fraction(220, 9),
    ]


def test_a_negative_number_becomes_zero_in_steps():
    figure = compute().figure("1")
    words = calculation(figure, "da").splitlines()
    assert words[0] == "Fordelingstal (q), Kommune 1: −5 personer + 5 personer = 0 personer"
    assert named(figure, "Foreløbigt").value == -5


def test_a_quota_recomputes_from_its_json_down_to_the_rows_of_the_file():
    figure = compute().figure("2")
    assert figure_from_json(to_json(figure)) == figure
    rows = {(leaf.source.clause, int(leaf.value)) for leaf in leaves(figure)}
    assert {("population", 60), ("immigrants", 98), ("family_reunified", 6)} <= rows


def test_the_other_reading_of_the_excess():
    # E = 5 by shares .59 and .39 of .98: 27.5 - 5·59/98 = 24.49, 17.5 - 5·39/98 = 15.51.
    result = compute(excess=Excess.BY_DISTRIBUTION_SHARE)
    assert result.figure("2").value == 24
    assert named(result.figure("2"), "Fordelingstal (q)").value == Fraction(55, 2) - Fraction(
        5 * 59, 98
    )
    assert named(result.figure("2"), "Fordelingstal (q)").derivation.our_reading


# p = .5 .4 .1, i = 0 .05 .95, so a = 1 .75 -.75; L + F = 76, so b = 76 57 -57; c = 76 21 -57 and
# E = 57. By shares Kommune 2 gets 21 - 57·.75/1.75 = -3.43, in proportion 21·40/97 = 8.66.
def test_the_other_reading_says_where_it_leaves_less_than_zero():
    counts = counts_of(("Øst", 50, 0, 0), ("Øst", 40, 5, 36), ("Øst", 10, 95, 0))
    with pytest.raises(AllocationError) as error:
        compute(counts, excess=Excess.BY_DISTRIBUTION_SHARE)
    assert "Kommune 2 mindre end nul" in error.value.what.da
    assert compute(counts).quotas()["2"] == 9


def test_two_levels_keep_the_sum():
    # a is 1/4 for each of four equal municipalities: q = 10/4 each, 5 per region, then 3 and 2.
    counts = counts_of(*(((region, 10, 1, 0)) for region in ("Øst", "Øst", "Vest", "Vest")))
    result = compute(counts, national_number=10)
    regions = {share.part.code: share.rounded for share in result.regions.shares}
    assert regions == {"Øst": 5, "Vest": 5}
    assert result.quotas() == {"1": 3, "2": 2, "3": 3, "4": 2}
    assert result.regions.rounding is SplitRounding.LARGEST_REMAINDER


def test_a_region_of_zeros_gets_zero():
    counts = counts_of(("Øst", 10, 99, 0), ("Vest", 90, 1, 0))
    result = compute(counts)
    assert result.quotas() == {"1": 0, "2": 40}
    assert result.figure("1").value == 0


rows = st.tuples(
    st.sampled_from(["Øst", "Vest", "Nord"]),
    st.integers(0, 700_000),
    st.integers(0, 90_000),
    st.integers(0, 60),
)


@given(st.lists(rows, min_size=1, max_size=12), st.integers(1, 9000))
def test_quotas_are_whole_never_negative_and_sum_on_both_levels(made, landstal):
    assume(sum(row[1] for row in made) and sum(row[2] for row in made))
    result = compute(counts_of(*made), national_number=landstal)
    quotas = result.quotas()
    assert sum(quotas.values()) == landstal
    assert min(quotas.values()) >= 0
    assert {code: result.figure(code).value for code in quotas} == quotas
    for share in result.regions.shares:
        inside = result.municipalities[share.part.code]
        assert sum(part.rounded for part in inside.shares) == share.rounded


def test_all_98_municipalities_with_real_populations():
    territory = load_territory()
    day = date(2023, 1, 1)
    made = []
    for code, place in sorted(territory.municipalities.items()):
        region = next(
            item.body.name
            for item in territory.memberships
            if item.municipality == place
            and item.body.kind.value == "region"
            and item.period.contains(day)
        )
        population = int(territory.population(place, on=day).value)
        made.append(
            MunicipalityCounts(code, place.name, region, population, population // 12, 3, 0)
        )
    counts = Counts("counts.csv", day, tuple(made))
    refugee_quotas.check_area(counts, territory=territory, on=date(2024, 1, 1))
    result = compute(counts, national_number=1000)
    assert (len(result.quotas()), sum(result.quotas().values())) == (98, 1000)


# Bad input


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"national_number": 0}, "Landstallet skal være mindst 1, ikke 0."),
        ({"national_number": -5}, "Landstallet skal være mindst 1, ikke -5."),
        (
            {"counts": counts_of(("Øst", 1, 1, 0), counted_on=date(2022, 1, 1))},
            "counts.csv er opgjort pr. 1. januar 2022. Landstallet er udmeldt 28. april 2023, så "
            f"befolkningen skal være opgjort pr. 1. januar 2023 ({ORDER}, § 8).",
        ),
        (
            {"counts": counts_of(("Øst", 0, 1, 0))},
            "Kolonnen »population« i counts.csv giver tilsammen 0, så ingen andel kan regnes.",
        ),
        (
            {"counts": counts_of()},
            "Kolonnen »population« i counts.csv giver tilsammen 0, så ingen andel kan regnes.",
        ),
        (
            {"counts": counts_of(("Øst", 1, 0, 0))},
            "Kolonnen »immigrants« i counts.csv giver tilsammen 0, så ingen andel kan regnes.",
        ),
        (
            {"rounding": SplitRounding.HALF_UP_EACH},
            "Kvoterne skal give landstallet. Vælg en afrunding, der holder summen: "
            "largest_remainder eller residual_to_largest.",
        ),
        (
            {"at_least": {"851": 3}},
            "Ønsket fra 851 kan ikke bruges: kommunen står ikke i counts.csv.",
        ),
    ],
)
def test_what_cannot_be_computed_is_refused_in_words(changed, message):
    with pytest.raises(AllocationError) as error:
        compute(**changed)
    assert in_words(error) == message


def test_the_rule_of_may_2022_is_never_used_on_the_quotas_of_2022():
    with pytest.raises(InputError) as error:
        compute(announced=date(2021, 4, 29), year=2022)
    assert in_words(error).startswith("refugee_quotas.yaml: Der er ingen regel for 29. april 2021.")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "1,Storeby,Øst,1,1,1",
            "counts.csv, linje 5: Kommunen står også på linje 2. En kommune må stå én gang.\n"
            "  Der står: 1",
        ),
        (
            "4,Nyby,Øst,-1,1,1",
            "counts.csv, linje 5: »population« skal være et helt tal på 0 eller mere.\n"
            "  Der står: -1\n  Eksempel: 14530",
        ),
        ("4,Nyby,,1,1,1", "counts.csv, linje 5: »region« er tom."),
    ],
)
def test_a_bad_row_is_named(tmp_path, row, message):
    with pytest.raises(InputError) as error:
        refugee_quotas.read_counts(counts_file(tmp_path, *ROWS, row), counted_on=COUNTED)
    assert in_words(error) == message


def test_missing_unknown_and_misplaced_municipalities_are_named():
    made = (
        MunicipalityCounts("851", "Aalborg", "Region Sjælland", 1, 1, 1, 2),
        MunicipalityCounts("999", "Ingenby", "Region Sjælland", 1, 1, 1, 3),
        MunicipalityCounts("860", "Morsø", "Region Nordjylland", 1, 1, 1, 4),
    )
    with pytest.raises(InputError) as error:
        refugee_quotas.check_area(
            Counts("counts.csv", COUNTED, made), territory=load_territory(), on=date(2024, 1, 1)
        )
    assert in_words(error) == (
        "counts.csv, linje 2: Aalborg ligger i Region Nordjylland pr. 1. januar 2024.\n"
        "  Der står: Region Sjælland\n  Gyldigt: Region Nordjylland\n"
        "counts.csv, linje 3: Kommunen kendes ikke.\n  Der står: 999 Ingenby\n"
        "counts.csv, linje 4: 860 er Hjørring, ikke Morsø. Ret koden eller navnet.\n"
        "  Der står: 860 Morsø\n"
        "counts.csv: Der mangler København (101), Frederiksberg (147), Ballerup (151), "
        "Brøndby (153), Dragør (155), Gentofte (157), Gladsaxe (159), Glostrup (161), "
        "Herlev (163), Albertslund (165) og 86 til. Alle landets kommuner skal stå i filen."
    )
