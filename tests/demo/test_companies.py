"""Numbers that pass every check and belong to nobody."""

from itertools import islice

from stdnum.dk import cvr

from samvirke.demo.companies import Company, company_numbers


def test_every_number_has_a_valid_check_digit():
    numbers = list(company_numbers(0, 1))
    assert [number for number in numbers if not cvr.is_valid(str(number))] == []
    # of 200,000 running numbers each eleventh would need the check digit 10
    assert len(numbers) == 181_818
    assert len(set(numbers)) == 181_818


def test_every_number_begins_with_98_or_99():
    assert {number // 1_000_000 for number in company_numbers(0, 1)} == {98, 99}


def test_two_hubs_share_no_number():
    own = [set(company_numbers(hub, 6)) for hub in range(6)]
    assert sum(len(numbers) for numbers in own) == len(set().union(*own)) == 181_818


def test_a_p_number_has_ten_digits_and_begins_with_99():
    companies = [Company(number, None, 461, "growth") for number in company_numbers(0, 1000)]
    units = {company.production_unit for company in companies}
    assert len(units) == len(companies)
    assert {str(unit)[:2] for unit in units} == {"99"}
    assert {len(str(unit)) for unit in units} == {10}


def test_numbers_come_in_rising_order():
    numbers = list(islice(company_numbers(3, 6), 500))
    assert numbers == sorted(numbers)
