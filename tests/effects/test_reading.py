"""Registers and lists of guided companies at the door: a clear error or a counted exclusion."""

import numpy as np
import pytest
from tests.effects.registers import HEAD, company, engagement, write_csv, write_guided
from tests.records.snapshot_samples import engagement as frozen

from samvirke.effects.guided import Engagement, read_guided
from samvirke.effects.register import ABSENT, ACTIVE, EXITED, read_register
from samvirke.effects.tables import is_made_up
from samvirke.records import InputError
from samvirke.records.snapshot import write_snapshot


def register(tmp_path, *companies):
    rows = [row for rows in companies for row in rows]
    return read_register(write_csv(tmp_path / "register.csv", rows))


def remarks(found):
    return {remark.reason.en: remark.count for remark in found.remarks}


def test_a_register_is_read_by_company_and_year(tmp_path):
    found = register(
        tmp_path,
        company(20, [5, 6, 7, 8], sector="industri"),
        company(10, [1, 2], years=(2018, 2019), founded="20100615"),
    )
    assert found.companies.tolist() == [10, 20]
    assert found.years.tolist() == [2018, 2019, 2020, 2021]
    np.testing.assert_array_equal(found.turnover, [[1, 2, np.nan, np.nan], [5, 6, 7, 8]])
    assert found.words["sector"] == ("handel", "industri")
    assert found.traits["sector"].tolist() == [[0, 0, -1, -1], [1, 1, 1, 1]]
    assert found.traits["municipality"].tolist() == [[-1] * 4] * 2
    assert found.founded.tolist() == [2010, 2000]
    assert found.status.tolist() == [[ACTIVE, ACTIVE, ABSENT, ABSENT], [ACTIVE] * 4]
    assert (found.rows, found.remarks) == (6, ())


def test_what_cannot_be_used_is_unknown_and_counted(tmp_path):
    found = register(
        tmp_path,
        company(1, [-5, "", 7, 8], [0, 2, -3, ""]),
        company(2, 9, status="exited"),
    )
    assert remarks(found) == {
        "turnover is missing": 1,
        "negative turnover: taken as unknown": 1,
        "full-time equivalents are missing": 1,
        "negative full-time equivalents: taken as unknown": 1,
        "no full-time equivalents (0)": 1,
    }
    np.testing.assert_array_equal(found.turnover[0], [np.nan, np.nan, 7, 8])
    np.testing.assert_array_equal(found.employees[0], [0, 2, np.nan, np.nan])
    assert found.status[1].tolist() == [EXITED] * 4


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (company(1, 5) + company(1, 6, years=(2019,)), "1 company-years stand more than once"),
        (company(1, 5, years=(2018, 2021)), "lacks years in the middle: 2019, 2020"),
        (company(1, "1.234,5"), "'turnover' must be a number"),
        (company("x", 5), "'company' must be a number"),
        (company("", 5), "number or year is missing; rows: 4"),
        (company(7, [5, 6, "1e300", 8]), "'turnover' of company 7 in 2020 is so large"),
        (company(7, 5, [1, "inf", 1, 1]), "'full_time_equivalents' of company 7 in 2019 is so"),
        (company(7, 5, founded=2999), "'founded' of company 7 lies after .* last year, 2021"),
        (company(1, 5, status="sleeping"), "'status' is not known"),
        (company(1, 5, years=(1900, 2018)), "more than 60 years"),
        ([], "empty"),
    ],
)
def test_a_register_that_cannot_be_trusted_is_refused(tmp_path, rows, told):
    with pytest.raises(InputError, match=told):
        read_register(write_csv(tmp_path / "register.csv", rows))


def test_a_register_without_turnover_is_refused(tmp_path):
    head = [name for name in HEAD if name != "turnover"]
    path = write_csv(tmp_path / "register.csv", company(1, 5), head)
    with pytest.raises(InputError, match="The column 'turnover' is missing"):
        read_register(path)


def test_a_register_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_register(tmp_path / "nowhere.parquet")


def test_a_picture_is_no_register(tmp_path):
    path = tmp_path / "register.parquet"
    path.write_bytes(b"PAR1 is not enough")
    with pytest.raises(InputError, match="The Parquet file is not whole"):
        read_register(path)


HEADING = "company,year,sector,turnover,full_time_equivalents\n"
LINE = "1,2019,handel,5,5\n"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 and so on", "The file is a spreadsheet"),
        ((HEADING + LINE).encode("utf-16"), "written in UTF-16"),
        ((HEADING + LINE + "1,2020,rådgivning,5,5\n").encode("cp1252"), "Line 3 is not written in"),
        ((HEADING + LINE + "1,2020,handel,5,5,x\n").encode(), "Line 3 has 6 fields, .* has 5"),
    ],
)
def test_a_file_in_another_form_is_told_what_it_is(tmp_path, written, told):
    path = tmp_path / "register.csv"
    path.write_bytes(written)
    with pytest.raises(InputError, match=told):
        read_register(path)


def test_a_folder_is_no_register(tmp_path):
    with pytest.raises(InputError, match="This is a folder"):
        read_register(tmp_path)


def test_a_cell_that_should_be_a_year_has_a_year_as_its_example(tmp_path):
    with pytest.raises(InputError) as caught:
        register(tmp_path, company(1, 5, years=("2018-01-01", 2019)))
    assert [(one.got, one.example) for one in caught.value.problems] == [("2018-01-01", "2019")]


def test_a_status_that_is_not_known_names_company_and_year(tmp_path):
    with pytest.raises(InputError) as caught:
        register(tmp_path, company(7, 5, years=(2018,), status="lukket"))
    assert caught.value.problems[0].got == "7, 2018, lukket"


def test_the_years_that_a_company_itself_lacks_are_counted(tmp_path):
    found = register(tmp_path, company(1, 5), company(2, 5, years=(2018, 2021)))
    assert remarks(found) == {"the company itself lacks years in the middle: taken as unknown": 2}


def test_the_list_of_guided_companies(tmp_path):
    rows = [
        engagement(7, "2019-06-30"),
        engagement(7, "20180131", minutes=""),
        engagement(8, ""),
        engagement(9, "2019-01-01", segment="operation", type="early_warning"),
    ]
    found = read_guided(write_guided(tmp_path / "guided.csv", rows))
    assert found.companies.tolist() == [7, 8, 9]
    assert found.unfinished == 1
    first = Engagement(7, "nordjylland", "growth", 20180131, "growth", None, "eksport")
    last = Engagement(7, "nordjylland", "growth", 20190630, "growth", 600, "eksport")
    counted = found.counted("growth", engagement="first", minimum_minutes=0)
    assert counted == {7: first}
    assert found.counted("growth", engagement="last", minimum_minutes=0) == {7: last}
    assert found.counted("growth", engagement="first", minimum_minutes=300) == {7: last}
    assert found.counted("operation", engagement="first", minimum_minutes=0) == {}


def listed(tmp_path, *rows):
    return read_guided(write_guided(tmp_path / "guided.csv", rows))


def counted(found, segment):
    held = found.counted(segment, engagement="first", minimum_minutes=0)
    return {company: item.ended for company, item in held.items()}


def test_companies_that_took_part_in_early_warning_are_not_in_the_operation_segment(tmp_path):
    # 2021-2023: 7.1, footnote 6. What comes after the guidance that counts bars nobody.
    found = listed(
        tmp_path,
        engagement(1, "2018-02-01", type="early_warning", segment=""),
        engagement(1, "2019-06-30", segment="operation"),
        engagement(2, "2019-11-01", type="early_warning", segment=""),
        engagement(2, "2019-06-30", segment="operation"),
        engagement(3, "2020-01-01", type="early_warning", segment=""),
        engagement(3, "2019-06-30", segment="operation"),
        engagement(4, "2018-02-01", type="early_warning", segment=""),
        engagement(4, "2019-06-30", segment="growth"),
    )
    assert counted(found, "operation") == {3: 20190630}
    assert counted(found, "growth") == {4: 20190630}


def test_engagements_that_count_in_no_segment_are_counted_by_why(tmp_path):
    found = listed(
        tmp_path,
        engagement(1, "2018-02-01", type="early_warning"),
        engagement(1, "2019-06-30", segment="operation"),
        engagement(1, "2020-06-30", segment="operation"),
        engagement(2, "2019-06-30", segment=""),
        engagement(3, "2019-06-30"),
    )
    assert {remark.reason.en: remark.count for remark in found.set_aside()} == {
        "early warning engagements": 1,
        "engagements without a segment": 1,
        "operation segment, but the company had an early warning engagement": 2,
    }


def test_a_row_that_stands_word_for_word_again_counts_once(tmp_path):
    found = listed(tmp_path, engagement(1), engagement(1), engagement(1, minutes=300))
    assert len(found.engagements) == 2
    told = {remark.reason.en: remark.count for remark in found.set_aside()}
    assert told == {"rows that stand word for word above": 1}


def test_every_finished_row_stands_for_a_company_or_is_counted_by_why(tmp_path):
    found = listed(
        tmp_path,
        engagement(1, "2018-02-01", type="early_warning"),
        engagement(2),
        engagement(2),
        engagement(2, "2020-01-01"),
        engagement(3, segment="operation"),
        engagement(4, minutes=20),
        engagement(5, ""),
        engagement(6, minutes=60),
    )
    told = found.aside_of("growth", engagement="first", minimum_minutes=60)
    assert {remark.reason.en: remark.count for remark in told} == {
        "rows that stand word for word above": 1,
        "early warning engagements": 1,
        "engagements of the other segment": 1,
        "engagements that are too short": 1,
        "later engagements of a company that counts at its first": 1,
    }
    # Two companies stand for the last two of seven finished rows.
    assert sorted(found.counted("growth", engagement="first", minimum_minutes=60)) == [2, 6]


def test_who_was_guided_by_the_end_of_a_year(tmp_path):
    found = listed(
        tmp_path,
        engagement(1, "2019-12-31"),
        engagement(2, "2020-01-01"),
        engagement(3, ""),
        engagement(4, "2020-01-01"),
        engagement(4, ""),
        engagement(5, "2020-01-01"),
        engagement(5, "2018-01-01", segment="operation"),
    )
    # 3 and 4 have guidance without an end: nobody knows when it began.
    assert found.guided_by(2019).tolist() == [1, 3, 4, 5]
    assert found.guided_by(2020).tolist() == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (engagement(7, "30/6 2019"), "is not a day"),
        (engagement(7, "2019-13-01"), "is not a day"),
        (engagement(7, "2021-02-30"), "is not a day"),
        (engagement(7, minutes=-5), "'minutes' of company 7 is below 0"),
        (engagement(7, hub="Sjælland"), "company 7 is not a business hub. Did you mean 'sjaell"),
        (engagement(7, hub="Erhvervshus Fyn"), "Did you mean 'fyn'"),
        (engagement(7, hub="atlantis"), "company 7 is not a business hub"),
        (engagement(7, segment="vækst"), "'segment' is not known"),
        (engagement(7, type="other"), "'type' is not known"),
        (engagement(7, hub=""), "lacks the company's number or the hub"),
        (engagement("", hub="fyn"), "lacks the company's number or the hub"),
        (engagement(7, ""), "no finished guidance"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_refused(tmp_path, row, told):
    with pytest.raises(InputError, match=told):
        read_guided(write_guided(tmp_path / "guided.csv", [row]))


def test_a_frozen_snapshot_is_a_list_too(tmp_path):
    rows = [
        frozen(hub="fyn", company=98000003, segment="growth", ended=20210630, minutes=600),
        frozen(hub="fyn", engagement="F-2", company=98000062, segment="growth"),
    ]
    write_snapshot(tmp_path / "udtraek", {"engagements": rows})
    found = read_guided(tmp_path / "udtraek")
    assert found.engagements == (
        Engagement(98000003, "fyn", "growth", 20210630, "growth", 600, ""),
    )
    assert (found.companies.tolist(), found.unfinished) == ([98000003, 98000062], 1)


@pytest.mark.parametrize(
    ("cells", "made_up"),
    [({}, False), ({"demo": "true"}, True), ({"demo": "JA"}, True), ({"demo": "false"}, False),
     ({"engagement": "F1"}, False), ({"engagement": "DEMO-F1"}, True)],
)  # fmt: skip
def test_one_marked_row_tells_that_a_file_is_made_up(tmp_path, cells, made_up):
    rows = [*company(1, 5), *company(2, 5, **cells)]
    path = write_csv(tmp_path / "register.csv", rows, (*HEAD, *cells))
    assert is_made_up(path) is made_up
