"""Refugee quotas: the worked example, agreements, a changed number, and the table of 2022."""

import argparse
import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError, Key, KeyPart, SplitRounding, split
from samvirke.cli.schemes import refugee_quotas as command
from samvirke.cli.schemes import ukraine_quotas as ukraine_command
from samvirke.figures import Figure, Given, Source, Text, calculation, figure_from_json
from samvirke.figures import figure_to_json as to_json
from samvirke.figures.units import PERSONS
from samvirke.papers.scheme_text import scheme_to_text
from samvirke.records import InputError
from samvirke.schemes import refugee_quotas
from samvirke.schemes.refugee_agreements import (
    QuotaAgreement,
    Wish,
    agree,
    apply,
    read_agreement,
    read_wishes,
    wishes_in_time,
)
from samvirke.schemes.refugee_decided import decided_quotas
from samvirke.schemes.refugee_numbers import Counts, Excess, MunicipalityCounts
from samvirke.schemes.ukraine_quotas import ukraine_quotas
from samvirke.territory import load_territory

DATA = Path(__file__).parent.parent / "data"
HEADING = "code,name,region,population,immigrants,family_reunified"
ROWS = ("1,Storeby,Øst,100,98,6", "2,Mellemby,Øst,60,1,2", "3,Lilleby,Øst,40,1,2")
COUNTED, ANNOUNCED = date(2023, 1, 1), date(2023, 4, 28)

ORDER = "Bekendtgørelse nr. 550 af 3. maj 2022 om boligplacering af flygtninge"
EARLIER = "(ordlyden læst i den tidligere nr. 1290 af 31. august 2020)"


def counts_file(folder, *rows):
    path = folder / "counts.csv"
    path.write_text("\n".join((HEADING, *rows)) + "\n", encoding="utf-8")
    return path


def counts_of(*rows, counted_on=COUNTED):
    """Rows of (region, population, immigrants, family), coded 1, 2, …"""
    made = tuple(
        MunicipalityCounts(str(at), f"Kommune {at}", *row, at + 1) for at, row in enumerate(rows, 1)
    )
    return Counts("counts.csv", counted_on, made)


EXAMPLE = counts_of(("Øst", 100, 98, 6), ("Øst", 60, 1, 2), ("Øst", 40, 1, 2))


def compute(counts=EXAMPLE, **changed):
    inputs = {"national_number": 40, "announced": ANNOUNCED, "year": 2024}
    return refugee_quotas.refugee_quotas(counts, **{**inputs, **changed})


STATED = "Aftale i KKR Øst, meldt 9. september 2023"


def agreement(**changed):
    stated = {
        "region": "Øst",
        "kkr": "KKR Øst",
        "reported": date(2023, 9, 9),
        "written": True,
        "signed": True,
        "if_changed": "Aftalen gælder fortsat",
    }
    return QuotaAgreement.model_validate({**stated, **changed})


def final(split):
    return {code: int(value) for code, value in split.final.items()}


def in_words(error):
    caught = error.value
    return caught.in_language("da") if isinstance(caught, InputError) else caught.what.da


def leaves(item):
    if isinstance(item, Given):
        return [item]
    return [leaf for part in item.derivation.inputs for leaf in leaves(part)]


def named(item, start):
    """The first figure in the tree whose Danish name begins so."""
    if isinstance(item, Given):
        return None
    if item.name.da.startswith(start):
        return item
    found = (named(part, start) for part in item.derivation.inputs)
    return next((figure for figure in found if figure is not None), None)


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


# Agreements


def region_split(**computed):
    """A computed split whose shares are the given whole numbers."""
    parts = tuple(KeyPart(code, code, Fraction(value)) for code, value in computed.items())
    source = Source("Prøve", "1")
    total = Given(Text("Kvote", "Quota"), Fraction(sum(computed.values())), PERSONS, source)
    key = Key(Text("Tal", "Number"), PERSONS, source, parts)
    rule = Text("efter tal", "by number")
    kept = SplitRounding.LARGEST_REMAINDER
    return split(total, key, rounding=kept, rule=rule, source=source)


def test_bornholm_2021_takes_the_whole_quotas_of_four():
    # Nyidanmark 2020-09-29: Rudersdal 10, Hillerød 7, Hørsholm 5, Halsnæs 2; 70 in the region.
    computed = region_split(
        Bornholm=0, Rudersdal=10, Hillerød=7, Hørsholm=5, Halsnæs=2, de_andre=46
    )
    givers = ("Rudersdal", "Hillerød", "Hørsholm", "Halsnæs")
    moved = [{"from": giver, "to": "Bornholm"} for giver in givers]
    agreed = apply(agreement(transfers=moved), computed)
    assert final(agreed) == {
        "Bornholm": 24,
        "Rudersdal": 0,
        "Hillerød": 0,
        "Hørsholm": 0,
        "Halsnæs": 0,
        "de_andre": 46,
    }
    assert [int(agreed.change(code)) for code in ("Bornholm", "Rudersdal")] == [24, -10]
    assert agreed.figure("Bornholm").value == 24


def test_laesoe_2021_is_exempt_and_frederikshavn_takes_its_one():
    # Agreed 2021: Frederikshavn 3, of which 1 is Læsø's; 81 in the region.
    computed = region_split(Frederikshavn=2, Læsø=1, de_andre=78)
    exempt = [{"municipality": "Læsø", "taken_by": "Frederikshavn"}]
    agreed = apply(agreement(exempt=exempt), computed)
    assert final(agreed) == {"Frederikshavn": 3, "Læsø": 0, "de_andre": 78}


def test_an_exempt_municipality_without_a_quota_moves_nothing():
    settled, _ = agree(compute(), [agreement(exempt=[{"municipality": "1", "taken_by": "2"}])])
    assert final(settled["Øst"]) == {"1": 0, "2": 24, "3": 16}


def test_an_agreed_table_holds_and_shows_what_it_changed():
    quotas = compute()
    settled, remarks = agree(quotas, [agreement(quotas={"1": 4, "2": 20, "3": 16})])
    assert (final(settled["Øst"]), remarks) == ({"1": 4, "2": 20, "3": 16}, ())
    figure = settled["Øst"].figure("2")
    assert isinstance(figure, Figure)
    assert (figure.value, named(figure, "Foreløbigt").value) == (20, Fraction(55, 2))


@pytest.mark.parametrize(
    ("changed", "remarks"),
    [
        (
            {"reported": date(2023, 9, 10)},
            (
                "Aftalen i KKR Øst er meldt 10. september 2023. Den skulle være meldt inden den "
                "10. september 2023 (Bekendtgørelse nr. 550 af 3. maj 2022 om boligplacering af "
                "flygtninge, § 5, stk. 1).",
            ),
        ),
        (
            {"signed": None},
            (
                "Det fremgår ikke, at aftalen i KKR Øst er underskrevet. Det skal den være "
                f"({ORDER}, § 6, stk. 4 {EARLIER}).",
            ),
        ),
        (
            {"written": False},
            (
                "Det fremgår ikke, at aftalen i KKR Øst er skriftlig. Det skal den være "
                f"({ORDER}, § 6, stk. 4 {EARLIER}).",
            ),
        ),
    ],
)
def test_without_a_valid_agreement_in_time_the_agencys_figures_stand(changed, remarks):
    quotas = compute()
    table = {"1": 4, "2": 20, "3": 16}
    settled, told = agree(quotas, [agreement(quotas=table, **changed)])
    assert settled == quotas.municipalities
    stands = "Udlændingestyrelsens beregnede kvoter gælder i Øst."
    assert [remark.da for remark in told] == [*remarks, stands]


def test_an_agreement_silent_on_a_changed_landstal_is_told_so():
    settled, told = agree(compute(), [agreement(transfers=(), if_changed=None)])
    assert final(settled["Øst"]) == {"1": 0, "2": 24, "3": 16}
    assert [remark.da for remark in told] == [
        "Aftalen i KKR Øst mangler et punkt: hvad der gælder, hvis landstallet ændres. Uden det "
        f"bortfalder den ved en ændring ({ORDER}, § 6, stk. 3 {EARLIER}). At den gælder, så længe "
        "landstallet ikke ændres, er vores læsning. Tilføj »if_changed«."
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"quotas": {"1": 0, "2": 24, "3": 17}},
            f"{STATED}: Aftalens sum er 41; den beregnede er 40. En aftale må ikke ændre summen. "
            "Ret den.",
        ),
        (
            {"quotas": {"1": 0, "2": 40}},
            f"{STATED}: Aftalen nævner ikke Kommune 3 (3). Den skal nævne alle.",
        ),
        (
            {"quotas": {"1": -1, "2": 25, "3": 16}},
            f"{STATED}: Aftalen giver Kommune 1 mindre end 0: −1. Ret den.",
        ),
        (
            {"quotas": {"1": 0, "2": 24, "3": 16, "851": 0}},
            f"{STATED}: Aftalen nævner 851, som ikke er med i fordelingen. Tag det ud.",
        ),
        (
            {"transfers": [{"from": "851", "to": "2"}]},
            f"{STATED}: Aftalen nævner 851, som ikke er med i fordelingen. Tag det ud.",
        ),
        (
            {"transfers": [{"from": "3", "to": "2", "persons": 17}]},
            f"{STATED}: Aftalen giver Kommune 3 mindre end 0: −1. Ret den.",
        ),
        (
            {"exempt": [{"municipality": "3"}]},
            "Aftalen i KKR Øst friholder 3, men siger ikke, hvem der overtager kvoten. Tilføj "
            "»taken_by«.",
        ),
        (
            {"region": "Nord"},
            "Aftalen gælder Nord, som ikke er med. Regionerne er: Øst.",
        ),
    ],
)
def test_an_agreement_that_cannot_be_used_is_refused_in_words(changed, message):
    with pytest.raises(AllocationError) as error:
        agree(compute(), [agreement(**changed)])
    assert in_words(error) == message


def test_two_agreements_for_a_region_are_refused():
    with pytest.raises(AllocationError) as error:
        agree(compute(), [agreement(), agreement()])
    assert in_words(error) == "Der er to aftaler for Øst. Angiv den, der gælder."


def test_an_agreement_with_quotas_and_transfers_is_refused_with_its_file(tmp_path):
    path = tmp_path / "aftale.yaml"
    path.write_text(
        "region: Øst\nkkr: KKR Øst\nreported: 2023-09-01\nquotas: {'1': 1}\n"
        "transfers:\n  - {from: '2', to: '1'}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        read_agreement(path)
    assert in_words(error).startswith(
        "aftale.yaml, linje 1: Aftalen har både kvoter og overførsler. Angiv det ene."
    )


# A changed national number


def test_a_changed_landstal_lets_only_agreements_that_say_so_go_on():
    quotas = compute(national_number=80, announced=date(2023, 11, 1), changed=True)
    exempt = [{"municipality": "3", "taken_by": "2"}]
    # F = 10, L = 80: b = 1.8 53.1 35.1, c = -4.2 51.1 33.1; q = 51.1·80/84.2 = 48.55, 31.45.
    assert quotas.quotas() == {"1": 0, "2": 49, "3": 31}
    settled, remarks = agree(quotas, [agreement(exempt=exempt)])
    assert (final(settled["Øst"]), remarks) == ({"1": 0, "2": 80, "3": 0}, ())
    settled, remarks = agree(quotas, [agreement(exempt=exempt, if_changed=None)])
    assert settled == quotas.municipalities
    assert [remark.da for remark in remarks] == [
        "Aftalen i KKR Øst bortfalder, fordi landstallet er ændret, og den ikke siger, hvad der så "
        f"gælder ({ORDER}, § 6, stk. 3 {EARLIER}).",
        "Udlændingestyrelsens beregnede kvoter gælder i Øst.",
    ]


def test_wishes_in_the_round_lift_a_quota_and_the_others_share_the_rest():
    wishes = [Wish("1", 10, date(2023, 11, 3)), Wish("3", 30, date(2023, 11, 9))]
    counted, remarks = wishes_in_time(wishes, opened=date(2023, 11, 1), due=date(2023, 11, 8))
    assert counted == {"1": 10}
    assert [remark.da for remark in remarks] == [
        "Ønsket fra 3 er meldt 9. november 2023 og tæller ikke: runden løber fra "
        "1. november 2023 til 8. november 2023."
    ]
    # 10 to the first; 30 left over 27.5 : 17.5 gives 18 1/3 and 11 2/3.
    result = compute(announced=date(2023, 11, 1), changed=True, at_least=counted)
    assert result.quotas() == {"1": 10, "2": 18, "3": 12}
    assert result.figure("1").value == 10


def test_wishes_are_read_once_for_each_municipality(tmp_path):
    path = tmp_path / "wishes.csv"
    path.write_text("code,persons,reported\n1,10,2023-11-03\n1,2,2023-11-03\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_wishes(path)
    assert in_words(error) == (
        "wishes.csv, linje 3: Kommunen har allerede et ønske i filen. Behold ét.\n  Der står: 1"
    )


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


# The decided table of 2022


def known(year):
    with (DATA / "refugee_quotas_known.csv").open(encoding="utf-8") as file:
        found = csv.DictReader(file)
        return {row["region"]: int(row["persons"]) for row in found if row["year"] == str(year)}


@pytest.mark.parametrize(("year", "landstal"), [(2018, 1000), (2021, 600), (2022, 500)])
def test_known_regional_quotas_sum_to_the_landstal(year, landstal):
    assert sum(known(year).values()) == landstal


def test_the_table_of_2022_sums_to_its_printed_totals_and_the_known_regional_quotas():
    found = decided_quotas(2022)
    sums = {region: int(figure.value) for region, figure in found.regions.items()}
    assert sums == found.facts.printed_totals == known(2022)
    assert (len(found.quotas), found.national.value) == (98, 500)
    assert [code for code, quota in found.quotas.items() if quota == 0] == (
        [
            "153",
            "155",
            "161",
            "165",
            "167",
            "169",
            "175",
            "183",
            "185",
            "187",
            "219",
            "223",
            "230",
            "440",
            "563",
            "825",
        ]
    )
    assert [found.quotas[code] for code in ("101", "751", "851", "400")] == [30, 15, 24, 25]


def test_each_municipality_of_2022_lies_in_its_region():
    territory = load_territory()
    with (DATA.parent.parent / "src/samvirke/data/schemes/refugee_quotas_2022.csv").open(
        encoding="utf-8"
    ) as file:
        made = tuple(
            MunicipalityCounts(row["code"], row["name"], row["region"], 0, 0, 0, 0)
            for row in csv.DictReader(file)
        )
    counts = Counts("2022", date(2022, 1, 1), made)
    refugee_quotas.check_area(counts, territory=territory, on=date(2022, 1, 1))


def test_what_was_reported_for_2022_is_told_with_what_is_not_printed():
    remarks = [remark.da for remark in decided_quotas(2022).remarks()]
    assert remarks[2:4] == [
        "KKR Hovedstaden: besluttet 16. juni 2021, meldt 7. september 2021, i tide.",
        "Bornholm overtager kvoter. Tabellen viser tallene efter det: Bornholm 25; Dragør 0, "
        "Hvidovre 0, Tårnby 0, Hillerød 0, Rudersdal 0, Glostrup 0, Hørsholm 0. Hvor mange der "
        "kom fra hver, er ikke trykt.",
    ]
    assert remarks[5] == (
        "KKR Syddanmark: dato for beslutningen ikke trykt, meldt 4. september 2021, i tide."
    )
    assert remarks[-3:] == [
        "Læsø er friholdt, også hvis landstallet ændres. Hvem der overtog kvoten, er ikke trykt.",
        "Om aftalerne er skriftlige og underskrevet, er ikke trykt for KKR Hovedstaden, KKR "
        "Sjælland, KKR Syddanmark, KKR Midtjylland, KKR Nordjylland.",
        "Hvad aftalerne siger om et ændret landstal, er ikke trykt for KKR Hovedstaden, KKR "
        "Sjælland, KKR Syddanmark, KKR Midtjylland.",
    ]


def test_a_printed_total_that_misses_its_parts_is_told():
    found = decided_quotas(2022)
    totals = {**found.facts.printed_totals, "Region Sjælland": 76}
    facts = found.facts.model_copy(update={"printed_totals": totals})
    altered = type(found)(facts, found.names, found.quotas, found.regions)
    assert altered.remarks()[1].da == ("Region Sjælland: kommunerne giver 75, men der er trykt 76.")


def test_a_year_that_is_not_held_is_refused():
    with pytest.raises(AllocationError) as error:
        decided_quotas(2019)
    assert in_words(error) == "De besluttede kvoter for 2019 haves ikke. De haves for 2022."


# Persons displaced from Ukraine


def test_ukraine_2022_follows_the_population_of_1_january_2021():
    # Statistics Denmark: 5,839,955 in the 98 municipalities; København 638,117 · 10,000 /
    # 5,839,955 = 1092.67; Aalborg 219,487: 375.84; Læsø 1,764: 3.02. Each rounded by itself.
    result = ukraine_quotas(year=2022)
    assert result.key.as_of == date(2021, 1, 1)
    assert [result.share(code).rounded for code in ("101", "851", "825")] == [1093, 376, 3]
    assert (sum(share.rounded for share in result.shares), result.residual) == (9997, -3)
    kept = ukraine_quotas(year=2022, rounding=SplitRounding.LARGEST_REMAINDER)
    assert kept.residual == 0


def test_ukraine_in_a_year_without_an_order_is_refused():
    with pytest.raises(InputError) as error:
        ukraine_quotas(year=2023)
    assert in_words(error).startswith("ukraine_quotas.yaml: Der er ingen regel for 1. januar 2023.")


# The commands


def run(module, *arguments):
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    parser.set_defaults(language="da")
    return module.run(parser.parse_args([str(item) for item in arguments]))


def test_the_command_computes_agrees_and_says_which_reading(tmp_path):
    path = tmp_path / "aftale.yaml"
    path.write_text(
        "region: Øst\nkkr: KKR Øst\nreported: 2023-09-01\nwritten: true\nsigned: true\n"
        "if_changed: Lilleby er friholdt\nexempt:\n  - {municipality: '3', taken_by: '2'}\n",
        encoding="utf-8",
    )
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    result = run(command, "--counts", counts, *options, "--example", "--agreement", path)
    assert [name.da for name, _ in result.splits] == ["Regionskvoter", "Øst"]
    assert final(result.splits[1][1]) == {"1": 0, "2": 40, "3": 0}
    assert [remark.da.partition(":")[0] for remark in result.remarks] == [
        "Vores læsning",
        "At reglen gælder til og med 31. december 2027, er antaget",
    ]
    assert result.title.da == "Flygtningekvoter 2024"


def test_an_agreement_that_came_too_late_is_told_before_the_numbers(tmp_path):
    path = tmp_path / "aftale.yaml"
    path.write_text(
        "region: Øst\nkkr: KKR Øst\nreported: 2023-09-10\nwritten: true\nsigned: true\n"
        "if_changed: Lilleby er friholdt\nexempt:\n  - {municipality: '3', taken_by: '2'}\n",
        encoding="utf-8",
    )
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    result = run(command, "--counts", counts, *options, "--example", "--agreement", path)
    late, stands = result.first
    assert late.da.startswith(
        "Aftalen i KKR Øst er meldt 10. september 2023. Den skulle være meldt"
    )
    assert stands.da == "Udlændingestyrelsens beregnede kvoter gælder i Øst."
    lines = scheme_to_text(result, "da").splitlines()
    assert lines[2:4] == [f"* {late.da}", f"* {stands.da}"]


def test_the_command_demands_every_municipality_unless_it_is_an_example(tmp_path):
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    with pytest.raises(InputError) as error:
        run(command, "--counts", counts, *options)
    assert in_words(error).startswith("counts.csv, linje 2: Kommunen kendes ikke.")


def test_the_command_names_what_it_lacks(tmp_path):
    wishes = tmp_path / "wishes.csv"
    with pytest.raises(AllocationError) as error:
        run(command, "--counts", tmp_path / "counts.csv", "--wishes", wishes)
    assert in_words(error) == (
        "Kvoterne kan ikke regnes uden --counted-on, --announced, --national-number, "
        "--wishes-due, --changed. Tilføj det."
    )


def test_the_command_takes_wishes_in_a_changed_round(tmp_path):
    wishes = tmp_path / "wishes.csv"
    wishes.write_text("code,persons,reported\n1,10,2023-05-02\n", encoding="utf-8")
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    round_ = ("--changed", "--wishes", wishes, "--wishes-due", "2023-05-08")
    result = run(command, "--counts", counts, *options, "--example", *round_)
    shares = {share.part.code: share.rounded for share in result.splits[1][1].shares}
    assert shares == {"1": 10, "2": 18, "3": 12}


def test_the_command_shows_the_decided_table():
    result = run(command, "--decided", 2022)
    assert (result.splits, result.figures[0].value) == ((), 500)
    assert len(leaves(result.figures[0])) == 98
    (table,) = result.tables
    assert len(table.rows) == 98 + 5
    assert table.in_words("da")[-3:] == [
        ["Region Nordjylland", "Aalborg", "24"],
        ["Region Nordjylland", "Hjørring", "7"],
        ["Region Nordjylland", "I alt", "73"],
    ]


def test_the_decided_table_takes_nothing_that_would_change_a_computation(tmp_path):
    with pytest.raises(AllocationError) as error:
        run(command, "--decided", 2022, "--agreement", tmp_path / "aftale.yaml", "--changed")
    assert in_words(error) == (
        "De besluttede kvoter vises, som de er, så --agreement, --changed kan ikke bruges. Tag det "
        "ud, eller regn kvoterne med --counts."
    )


def key_of_all(tmp_path):
    """Each of the 98 municipalities has one, Aalborg three: a hundred in all."""
    codes = load_territory().municipalities
    rows = [f"{code},{place.name},{3 if code == '851' else 1}" for code, place in codes.items()]
    path = tmp_path / "key.csv"
    path.write_text("\n".join(["code,name,value", *rows]) + "\n", encoding="utf-8")
    return path


def test_the_ukraine_command_gives_one_split_and_takes_a_key(tmp_path):
    key = ("--key", key_of_all(tmp_path), "--counted-on", "2023-01-01")
    shares = run(ukraine_command, "--year", 2024, *key).splits[0][1].shares
    found = {share.part.code: share.rounded for share in shares}
    assert found == dict.fromkeys(found, 100) | {"851": 300}
    assert len(run(ukraine_command, "--year", 2022).splits[0][1].shares) == 98


@pytest.mark.parametrize(
    ("counted_on", "message"),
    [
        (
            ("--counted-on", "2022-01-01"),
            "Nøglens tal er fra 1. januar 2022, men der fordeles efter tal fra 1. januar 2023 "
            "(Bekendtgørelse nr. 1633 af 4. december 2023 om forholdsmæssige kommunetal for 2024, "
            "§ 2 og § 3, stk. 2-3). Brug tallene fra den dag.",
        ),
        (
            (),
            "Reglen siger, hvilken dag nøglens tal skal være fra. Skriv både --key og "
            "--counted-on, fx --counted-on 2021-01-01.",
        ),
    ],
)
def test_a_key_states_its_day_and_it_is_that_of_the_rule(tmp_path, counted_on, message):
    with pytest.raises(AllocationError) as error:
        run(ukraine_command, "--year", 2024, "--key", key_of_all(tmp_path), *counted_on)
    assert in_words(error) == message
