"""Stamps, dates, markup and entries, line by line."""

import pytest

from samvirke.records.archive.contents import Level, parse_entry
from samvirke.records.archive.dates import days_in, is_day_or_month, lone_date, months_in
from samvirke.records.archive.likeness import begins_like
from samvirke.records.archive.stamps import (
    BookStamp,
    book_stamp,
    file_numbers,
    page_of,
    stamped_dates,
)
from samvirke.records.archive.text import Line, plain_line


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Dato: 26. januar 202526.", ["2025-01-26"]),
        ("den 1 maj 2020 og 02.03.2021", ["2020-05-01", "2021-03-02"]),
        ("fra den 21.- 25. marts 2022", ["2022-03-21"]),
        ("31/12-2025", ["2025-12-31"]),
        ("31/2-2025, 31.12-2025", []),
        ("31. februar 2021, 2021-02-31, 31.02.2021", []),
        ("2024-02-29", ["2024-02-29"]),
        ("1.234.2021", []),
        ("5/2/2021", ["2021-02-05"]),
    ],
)
def test_days(text, days):
    assert [found.day.isoformat() for found in days_in(text)] == days


def test_months():
    assert months_in("august 2024, Maj 2021, marts") == ("2024-08", "2021-05")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30. september 2021", "2021-09-30"),
        ("København, den 30. september 2021", None),
        ("August 2024. ", "2024-08"),
        ("Vi mødes 30. september 2021", None),
        ("30. september 2021 kl. 9", None),
    ],
)
def test_a_date_alone_on_its_line(text, day):
    assert lone_date(text) == day


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2021-10", True),
        ("2021-10-31", True),
        ("2021-13", False),
        ("2021-9-1", False),
        ("x", False),
    ],
)
def test_iso_days_and_months(text, known):
    assert is_day_or_month(text) is known


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Sags ID: SAG-2021-03500", ("SAG-2021-03500",)),
        ("Dok. ID: 3128091E-mail: post@example.dk", ("3128091",)),
        ("Sagsnummer 21/084053", ("21/084053",)),
        ("Sagsnr.: 2021-0123 Dok.nr. 55-1", ("2021-0123", "55-1")),
        ("J.nr. 2022-17", ("2022-17",)),
        ("Journalnummer: 00.15.10-P35-1-22", ("00.15.10-P35-1-22",)),
        ("Sagen behandles i 2022", ()),
        ("Sags-id er ikke kendt", ()),
    ],
)
def test_file_numbers(text, numbers):
    assert file_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Side 2 af 8", (2, 8)),
        ("www.example.dk Side 3 af 6", (3, 6)),
        ("side 1/4", (1, 4)),
        ("Se side 2", None),
    ],
)
def test_page_stamps(text, page):
    assert page_of(text) == page


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Punkt 2.4 Bilag 1: Udspil … side 2", BookStamp("2.4", "1", "Udspil", 2)),
        ("2.4 Bilag 1 – side 3 af 9", BookStamp("2.4", "1", "", 3)),
        ("Pkt. 12, bilag A, side 1", BookStamp("12", "A", "", 1)),
        ("Se punkt 2.4, bilag 1", None),
        ("Bilag 1 side 2", None),
    ],
)
def test_running_lines_of_an_annex_book(text, stamp):
    assert book_stamp(text) == stamp


def test_a_stamped_date_is_the_stamps_own():
    assert stamped_dates("Dato: 4. maj 2021") == ("2021-05-04",)
    assert stamped_dates("Mødet den 4. maj 2021 blev aflyst") == ()


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("2.1 Orientering ..... 2", (Level.ITEM, "2.1", "Orientering", 2)),
        ("3. Budget 2024\t17", (Level.ITEM, "3", "Budget 2024", 17)),
        ("Punkt 4.2: Takster", (Level.ITEM, "4.2", "Takster", None)),
        ("Bilag 1: Kvoter 2022.....58", (Level.ANNEX, "1", "Kvoter 2022", 58)),
        ("Bilag 2a - Kort, side 7", (Level.ANNEX, "2a", "Kort", 7)),
        ("Bilag: Notat om havne … 9", (Level.ANNEX, None, "Notat om havne", 9)),
        ("Bilag B. Regnskab", (Level.ANNEX, "B", "Regnskab", None)),
    ],
)
def test_entries_of_contents(text, entry):
    found = parse_entry(Line(1, None, text))
    assert (found.level, found.number, found.title, found.page) == entry


@pytest.mark.parametrize("text", ["Velkommen", "Bilag", "12. december", "2 4 6", "x" * 2000])
def test_other_lines_are_no_entries(text):
    found = parse_entry(Line(1, None, text))
    assert found is None or text == "12. december"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("### **§ 2. Opgaver**", "§ 2. Opgaver"),
        ("<b>I alt</b>\t<b>39.010</b>", "I alt\t39.010"),
        ("nøgle<sup>1</sup>:", "nøgle :"),
        ("a < b og c > d", "a < b og c > d"),
    ],
)
def test_markup_is_left_out(raw, plain):
    assert plain_line(raw) == plain


@pytest.mark.parametrize(
    ("text", "title", "same"),
    [
        (
            "KKs anbefalinger til nye bestyrelser og mere",
            "KKS anbefalinger til nye bestyrelser",
            True,
        ),
        ("Økonomi", "Økonomien i kommunerne", False),
        ("", "Økonomi", False),
    ],
)
def test_titles_that_are_alike(text, title, same):
    assert begins_like(text, title) is same
