"""Agreements on refugee quotas, and wishes when the national number changes."""

from datetime import date
from fractions import Fraction

import pytest
from tests.schemes.refugee_samples import (
    EARLIER,
    ORDER,
    STATED,
    agreement,
    compute,
    final,
    in_words,
    named,
)

from samvirke.allocation import AllocationError, Key, KeyPart, SplitRounding, split
from samvirke.figures import Figure, Given, Source, Text
from samvirke.figures.units import PERSONS
from samvirke.records import InputError
from samvirke.schemes.refugee_agreements import (
    Wish,
    agree,
    apply,
    read_agreement,
    read_wishes,
    wishes_in_time,
)

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
