"""Headings, running lines and what only looks like one; made-up papers."""

import pytest
from tests.records.archive.bundles import split

from samvirke.records.archive import Annex, Item


def outline(bundle):
    return [
        (item.number, item.title, [(annex.number, annex.title) for annex in item.annexes])
        for item in bundle.items
    ]


def left(bundle):
    return [entry.text for entry in bundle.unrecognised]


@pytest.mark.parametrize("page", ["\f", "\n"])
def test_running_lines_are_no_table_of_contents(page):
    bundle = split(
        page.join(
            f"Punkt {item} Bilag 1: {title} … side {own}\nTekst om sagen.\n"
            for item, title, own in [
                ("2.4", "Busplan", 1),
                ("2.4", "Busplan", 2),
                ("2.5", "Kort", 1),
                ("2.6", "Budget", 1),
            ]
        )
    )
    assert bundle.contents_printed is False
    assert outline(bundle) == [
        ("2.4", None, [("1", "Busplan")]),
        ("2.5", None, [("1", "Kort")]),
        ("2.6", None, [("1", "Budget")]),
    ]
    assert bundle.unrecognised == ()


def test_contents_of_lines_that_look_like_running_lines_are_contents():
    bundle = split(
        "Indhold\nPunkt 2.4 Bilag 1: Busplan … side 2\nPunkt 2.5 Bilag 1: Kort … side 3\n"
        "\fPunkt 2.4 Bilag 1: Busplan … side 1\nTekst\fPunkt 2.5 Bilag 1: Kort … side 1\nTekst"
    )
    assert bundle.contents_printed is True
    assert bundle.items == (
        Item("2.4", None, 2, (Annex("1", "Busplan", 2),)),
        Item("2.5", None, 3, (Annex("1", "Kort", 3),)),
    )


def test_a_heading_between_running_lines_is_listed():
    bundle = split(
        "Punkt 2.4 Bilag 1: Busplan … side 1\nTekst\fPunkt 2.4 Bilag 1: Busplan … side 2\nTekst\f"
        "Punkt 2.6, bilag 1: Havneplan\nTekst om havnen"
    )
    assert outline(bundle) == [("2.4", None, [("1", "Busplan")])]
    assert left(bundle) == ["Punkt 2.6, bilag 1: Havneplan"]


def test_an_annex_heading_whose_title_stands_on_the_next_line():
    bundle = split(
        "Punkt 3.4, bilag 1\nUdkast til kontrakt\nTekst.\nBilag 3.4.2\nRammeaftale 2024\n"
        "Tekst.\nBilag 3.5.1\n\nBudget\n"
    )
    assert outline(bundle) == [
        ("3.4", None, [("1", "Udkast til kontrakt"), ("2", "Rammeaftale 2024")]),
        ("3.5", None, [("1", "Budget")]),
    ]
    assert bundle.unrecognised == ()


@pytest.mark.parametrize("word", ["SAG NR. 2:", "Pkt. 2:", "Punkt nr. 2:", "Sag 2"])
@pytest.mark.parametrize("annex", ["BILAG 1\nTakstblad", "Bilag 1: Takstblad"])
def test_items_by_the_words_before_their_number(word, annex):
    bundle = split(
        f"Bilag til KKR Sjællands møde den 5. maj 2022\n\n{word} Takster\n{annex}\nTekst."
    )
    assert outline(bundle) == [("2", "Takster", [("1", "Takstblad")])]
    assert (bundle.meeting.body.value, bundle.meeting.day.value) == ("KKR Sjælland", "2022-05-05")


def test_an_item_whose_title_stands_on_the_next_line():
    bundle = split("SAG NR. 1\nGodkendelse af takster\nBilag 1: Takstblad\nTekst.")
    assert outline(bundle) == [("1", "Godkendelse af takster", [("1", "Takstblad")])]


def test_a_sentence_is_no_title_of_an_annex():
    bundle = split(
        "Punkt 3.4, bilag 1: Kontrakt\nTekst.\nPunkt 3.4 bilag 2 Kontrakten er sendt til alle "
        "kommuner og skal godkendes\ninden jul.\n"
    )
    assert outline(bundle) == [("3.4", None, [("1", "Kontrakt")])]
    assert left(bundle) == [
        "Punkt 3.4 bilag 2 Kontrakten er sendt til alle kommuner og skal godkendes"
    ]


def test_an_annex_below_whose_item_there_is_only_text_has_no_title_and_is_listed():
    bundle = split("Punkt 3.4 Kontrakt\nKontrakten er sendt til alle kommuner.\n")
    assert outline(bundle) == [("3.4", "Kontrakt", [(None, None)])]
    assert left(bundle) == ["Punkt 3.4 Kontrakt"]


def test_annexes_that_follow_the_first_belong_to_its_item():
    bundle = split("Pkt. 2: Takster\nBilag 1: Takstblad\nTekst.\nBilag 2: Regnskab 2022\nTekst.")
    assert outline(bundle) == [("2", "Takster", [("1", "Takstblad"), ("2", "Regnskab 2022")])]
    assert left(bundle) == []


def test_annexes_of_an_annex_are_not_the_item_s():
    """The numbers begin again: the contract has annexes of its own."""
    text = "Pkt. 2: Kontrakt\nBilag 1: Kontrakt\nTekst.\nBilag 1: Mål\nTekst.\n"
    bundle = split(text + "Bilag 2: Nøgle\nTekst.\n")
    assert outline(bundle) == [("2", "Kontrakt", [("1", "Kontrakt")])]
    assert left(bundle) == ["Bilag 1: Mål", "Bilag 2: Nøgle"]


def test_a_number_is_left_out_where_one_is_missing():
    text = "Pkt. 2: Takster\nBilag 1: Takstblad\nTekst.\nBilag 3: Regnskab 2022\nTekst."
    bundle = split(text)
    assert outline(bundle) == [("2", "Takster", [("1", "Takstblad")])]
    assert left(bundle) == ["Bilag 3: Regnskab 2022"]
