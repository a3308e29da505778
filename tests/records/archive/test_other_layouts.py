"""Bundles as other offices lay them out: other words before the number, lists without pages."""

import pytest
from tests.records.archive.bundles import split

TEXT = "Der er udsigt til flere opgaver, og kommunerne har bedt om hjælp.\nDer er set på sagen.\n"


def outline(bundle):
    """Items and annexes by number and title, and what was left to look at."""
    items = [
        (item.number, item.title, [(annex.number, annex.title) for annex in item.annexes])
        for item in bundle.items
    ]
    return items, [entry.text for entry in bundle.unrecognised]


@pytest.mark.parametrize(
    ("over", "mark"),
    [
        ("Punkt {n}", ": "),
        ("Pkt. {n}", " "),
        ("Sag nr. {n}", ": "),
        ("Dagsordenspunkt {n}", " – "),
        ("Dagsordenpunkt {n}.", " "),
        ("Punkt nr. {n}", " - "),
    ],
)
@pytest.mark.parametrize(("first", "second"), [("5", "7"), ("3.2", "4.1")])
@pytest.mark.parametrize(
    "annex", ["Bilag {n}: {title}", "Bilag {n} – {title}", "Bilag {n}. {title}"]
)
def test_words_and_marks_before_titles(over, mark, first, second, annex):
    def heading(number, title, at, of):
        return f"{over.format(n=number)}{mark}{title}\n{annex.format(n=at, title=of)}\n{TEXT}\n"

    text = (
        "Bilagssamling\n\n"
        + heading(first, "Takster for botilbud", 1, "Takstblad 2023")
        + heading(first, "Takster for botilbud", 2, "Svar herfra")
        + heading(second, "Valg af formand", 1, "Forslag")
    )
    assert outline(split(text)) == (
        [
            (
                first,
                "Takster for botilbud",
                [("1", "Takstblad 2023"), ("2", "Svar herfra")],
            ),
            (second, "Valg af formand", [("1", "Forslag")]),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("d. 12. maj 2024", "2024-05-12"),
        ("Dato d. 3. marts 2023", "2023-03-03"),
        ("Den 1. august 2023", "2023-08-01"),
        ("18.09.2023", "2023-09-18"),
        ("5/2-2021", "2021-02-05"),
        ("31/2-2021", None),  # no day of the calendar
        ("marts 2023", "2023-03"),
    ],
)
def test_a_date_under_the_title_is_no_part_of_it(written, day):
    text = f"Punkt 7: Udpegning\nBilag 1: Indstilling\n{written}\nJ.nr. 24/00123\n{TEXT}"
    item = split(text + "\nPunkt 8: Valg\nBilag 1: Forslag\n" + TEXT).items[0]
    assert [(a.title, a.dates, a.file_numbers) for a in item.annexes] == [
        ("Indstilling", () if day is None else (day,), ("24/00123",))
    ]


def test_annexes_listed_without_items_over_them_are_found_by_their_own_headings():
    text = f"""KKR Nordjylland, møde 5. september 2023
Indhold
2. Status på erhvervshuset
   Bilag 1: Halvårsrapport                 3
   Bilag 2: Regnskab                      12
3. Kollektiv trafik
   Bilag 1: Notat om ruter                20

2. Status på erhvervshuset
Bilag 1: Halvårsrapport
{TEXT}
Bilag 2: Regnskab
4. maj 2023
{TEXT}
3. Kollektiv trafik
Bilag 1: Notat om ruter
{TEXT}
"""
    bundle = split(text)
    assert outline(bundle) == (
        [
            ("2", "Status på erhvervshuset", [("1", "Halvårsrapport"), ("2", "Regnskab")]),
            ("3", "Kollektiv trafik", [("1", "Notat om ruter")]),
        ],
        [],
    )
    assert bundle.items[0].annexes[1].dates == ("2023-05-04",)


def test_annexes_are_found_by_their_title_alone_on_a_line():
    text = f"""Bilagsoversigt
Pkt. 2.1\tBudget 2025\t
Bilag 2.1.a\tBudgetforslag\ts. 2
Bilag 2.1.b\tBemærkninger\ts. 5
Pkt. 2.3\tMødeplan\t
Bilag 2.3.a\tMødeplan 2025\ts. 9

Budgetforslag
Sagsnr. 24/00777
{TEXT}
Bemærkninger
{TEXT}
Mødeplan 2025
{TEXT}
"""
    bundle = split(text)
    assert outline(bundle) == (
        [
            ("2.1", "Budget 2025", [("a", "Budgetforslag"), ("b", "Bemærkninger")]),
            ("2.3", "Mødeplan", [("a", "Mødeplan 2025")]),
        ],
        [],
    )
    assert bundle.items[0].annexes[0].file_numbers == ("24/00777",)


def test_a_title_that_stands_twice_places_nothing():
    text = f"Bilagsoversigt\nPkt. 2.1\tBudget\t\nBilag 1\tBemærkninger\ts. 2\n\n{TEXT}"
    text += f"Bemærkninger\n{TEXT}Bemærkninger\n{TEXT}"
    bundle = split(text)
    assert [entry.text for entry in bundle.unrecognised] == ["2.1 Bilag 1: Bemærkninger"]


def test_a_file_number_is_no_title():
    text = f"Bilag til pkt. 6: Budget\nDato 2. februar 2022\nSagsnr.: EMN-2022-00012\n{TEXT}"
    bundle = split(text + f"Bilag til pkt. 8 – Høringssvar\nDokumentnr.: 99887766\n{TEXT}")
    assert bundle.unrecognised == ()
    assert [item.annexes[0].file_numbers for item in bundle.items] == [
        ("EMN-2022-00012",),
        ("99887766",),
    ]


@pytest.mark.parametrize(
    ("cover", "day"),
    [
        ("KKR Midtjylland den 9. februar 2024", "2024-02-09"),
        ("KKR Midtjylland, 9. februar 2024", "2024-02-09"),
        ("KKR Midtjylland\nFredag den 9. februar 2024", "2024-02-09"),
        ("KKR Midtjylland – fredag d. 9/2-2024", "2024-02-09"),
        ("KKR Midtjylland den 9. februar 2024\nKKR Midtjylland den 7. juni 2024", None),
    ],
)
def test_the_day_on_the_cover(cover, day):
    text = f"{cover}\n\nSag 1: Valg af formand\nBilag 1: Valgregler\n{TEXT}"
    meeting = split(text).meeting
    assert (meeting.body.value, meeting.body.basis) == ("KKR Midtjylland", "printed")
    assert (meeting.day.value, meeting.day.basis) == (day, None if day is None else "printed")


def test_headings_of_another_program_and_in_capitals():
    text = f"""## 6.1 Beslutningssag: Ny takstaftale
### Bilag 1: Takstaftale 2025
{TEXT}
### Bilag 2: Høringssvar fra regionen
{TEXT}
## SAG 7: MØDEPLAN
### BILAG 1: MØDEPLAN 2025
{TEXT}
"""
    assert outline(split(text)) == (
        [
            (
                "6.1",
                "Beslutningssag: Ny takstaftale",
                [("1", "Takstaftale 2025"), ("2", "Høringssvar fra regionen")],
            ),
            ("7", "MØDEPLAN", [("1", "MØDEPLAN 2025")]),
        ],
        [],
    )
