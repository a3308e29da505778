"""Which years of the record a statement rests on."""

from samvirke.agreements import load_agreements, load_contract
from samvirke.schemes.contract_check import NORDJYLLAND_2021
from samvirke.schemes.results_statement import years_read


def test_a_year_is_held_against_the_one_before_and_each_looks_back_a_year():
    assert years_read(2025, None) == (2023, 2024, 2025)


def test_a_contract_that_counts_a_rise_from_an_earlier_year_reads_that_year_too():
    """The draft names autumn 2021 in a goal for 2022; here it stands in a contract for 2024."""
    contract = load_contract(NORDJYLLAND_2021)
    goal = contract.goals[0]
    rise = goal.requirements[0].model_copy(
        update={"text": "Kendskabet er steget i forhold til efteråret 2018", "year": (2021,)}
    )
    changed = goal.model_copy(update={"thresholds": (rise,)})
    others = {"national_goals": (changed, *contract.national_goals[1:])}
    assert years_read(2021, contract.model_copy(update=others)) == (2017, 2018, 2019, 2020, 2021)


def test_no_definition_looks_further_back():
    """Answers may be about guidance the year before; companies are looked up in the year before."""
    definitions = [
        point.definition
        for agreement in load_agreements()
        for point in agreement.measure_points
        if point.definition.table in ("registrations", "evaluations", "awareness")
    ]
    found = {(item.table, item.guided_year) for item in definitions}
    assert ("evaluations", "previous") in found
    assert found <= {
        ("registrations", "same"),
        ("evaluations", "same"),
        ("evaluations", "previous"),
        ("awareness", "none"),
        ("awareness", "same"),
    }
