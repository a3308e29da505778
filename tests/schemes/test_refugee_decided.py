"""The decided quotas of 2022, and the split of persons displaced from Ukraine."""

import csv
from datetime import date

import pytest
from tests.schemes.refugee_samples import DATA, in_words

from samvirke.allocation import AllocationError, SplitRounding
from samvirke.records import InputError
from samvirke.schemes import refugee_quotas
from samvirke.schemes.refugee_decided import decided_quotas
from samvirke.schemes.refugee_numbers import Counts, MunicipalityCounts
from samvirke.schemes.ukraine_quotas import ukraine_quotas
from samvirke.territory import load_territory

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
