"""The deficit guarantee: the principles of August 2024, one by one, and what is refused.

Source of rules and numbers: »Den udvidede underskudsmodel blandt kommuner i Syddanmark«, August
2024 (KKR Syddanmark, item 3.4). Populations: Statistics Denmark, FOLK1A, 1 January 2024.
"""

import argparse
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.allocation import AllocationError, Key, KeyPart
from samvirke.cli.schemes import deficit_guarantee as command
from samvirke.figures import Given, Source, Text
from samvirke.figures.units import KR, PERSONS
from samvirke.records import InputError
from samvirke.schemes.deficit_application import (
    TRANSITIONS,
    Application,
    Ground,
    Requirement,
    State,
    evaluation_due,
)
from samvirke.schemes.deficit_cover import (
    HigherCover,
    OperatingYear,
    Outcome,
    cover_years,
    deficit_guarantee_on,
)
from samvirke.schemes.deficit_guarantee import deficit_guarantee, may_use_places
from samvirke.territory import BodyKind, UnknownPlace, load_territory

SOURCE = Source("Prøve", "regnskab")
TERRITORY = load_territory()
DECIDED = date(2024, 11, 1)
MODEL = deficit_guarantee_on(DECIDED)


def year(number, deficit, *, full=False, other=0):
    name = Text(f"Underskud, år {number}", f"Deficit, year {number}")
    amount = Given(name, Fraction(deficit), KR, SOURCE)
    return OperatingYear(number, amount, full, Fraction(other))


def outcomes(years, **options):
    covers = cover_years(years, model=MODEL, **options)
    return [(item.outcome, item.covered.value, item.remaining.value) for item in covers]


def exposure(years, **options):
    return deficit_guarantee(
        kkr="syddanmark",
        decided_on=DECIDED,
        population_date=date(2024, 1, 1),
        years=years,
        territory=TERRITORY,
        **options,
    )


def charged(result):
    return {share.part.code: int(share.rounded) for share in result.shares}


C, F, L, N = Outcome.COVERED, Outcome.FULLY_OCCUPIED, Outcome.LAPSED, Outcome.NOT_GRANTED


# Half of each deficit for three years; nothing in a fully occupied year; from year two on nothing
# once year two was full; year four and years not granted stay with buyers and operator.
@pytest.mark.parametrize(
    ("years", "granted", "expected"),
    [
        ([year(1, 100)], 3, [(C, 50, 50)]),
        (
            [year(1, 100), year(2, 80), year(3, 61)],
            3,
            [(C, 50, 50), (C, 40, 40), (C, Fraction(61, 2), Fraction(61, 2))],
        ),
        ([year(1, 100, full=True), year(2, 80)], 3, [(F, 0, 100), (C, 40, 40)]),
        (
            [year(1, 100), year(2, 80, full=True), year(3, 60)],
            3,
            [(C, 50, 50), (F, 0, 80), (L, 0, 60)],
        ),
        (
            [year(1, 100), year(2, 80), year(3, 60, full=True)],
            3,
            [(C, 50, 50), (C, 40, 40), (F, 0, 60)],
        ),
        ([year(1, 100), year(2, 80)], 1, [(C, 50, 50), (N, 0, 80)]),
        (
            [year(1, 10), year(2, 10), year(3, 10), year(4, 10)],
            3,
            [(C, 5, 5), (C, 5, 5), (C, 5, 5), (N, 0, 10)],
        ),
    ],
)
def test_what_is_covered_of_each_year(years, granted, expected):
    assert outcomes(years, granted_years=granted) == expected


def test_only_the_deficit_from_slower_uptake_is_covered():
    # 100 of which 30 come of orders and prices: half of 70 is covered and 65 are left.
    assert outcomes([year(1, 100, other=30)]) == [(C, 35, 65)]


def test_a_special_decision_covers_more_and_is_named_as_the_source():
    higher = HigherCover(Fraction(75), "KKR Syddanmark", date(2024, 10, 1))
    (cover,) = cover_years([year(1, 100)], model=MODEL, higher=higher)
    share = cover.covered.derivation.inputs[1]
    assert (cover.covered.value, str(share.source)) == (
        75,
        "KKR Syddanmark, beslutning 1. oktober 2024",
    )


# FOLK1A 1 January 2024: the 22 municipalities have 1,238,406 inhabitants, Middelfart 40,158,
# Odense 209,078, Fanø 3,357. Of 1,238,406 kr. each municipality then pays its population in kr.
def test_each_municipality_pays_by_its_population():
    result = exposure([year(1, 2 * 1238406)])
    shares = charged(result.everybody)
    assert (shares["410"], shares["461"], shares["563"]) == (40158, 209078, 3357)
    assert (len(shares), result.everybody.residual, result.without) == (22, 0, None)


# Without Middelfart 1,198,248 inhabitants are left to pay the same amount.
def test_opted_out_municipalities_pay_nothing_and_the_others_pay_for_them():
    result = exposure([year(1, 2 * 1198248)], opted_out={"410"})
    shares = charged(result.without)
    assert ("410" in shares, shares["461"], shares["563"]) == (False, 209078, 3357)
    # With all: 1198248 × 209078 / 1238406 = 202298.2…; 209078 − 202298 = 6780.
    assert charged(result.everybody)["461"] == 202298
    assert result.added("461").value == 6780


def test_those_opted_out_use_no_places_in_the_first_three_years():
    allowed = [may_use_places("410", year=n, opted_out={"410"}, model=MODEL) for n in (1, 2, 3, 4)]
    other = may_use_places("420", year=1, opted_out={"410"}, model=MODEL)
    assert (allowed, other) == ([False, False, False, True], True)


def test_the_operator_can_be_left_out_of_both_splits():
    result = exposure([year(1, 200)], opted_out={"420"}, operator="410", operator_pays=False)
    everybody, without = charged(result.everybody), charged(result.without)
    assert ("410" in everybody, "410" in without, "420" in everybody) == (False, False, True)


def test_a_single_year_can_be_charged_by_itself():
    result = exposure([year(1, 100), year(2, 80)], only_year=2)
    assert result.everybody.total.value == 40


AREA = TERRITORY.area(TERRITORY.body(BodyKind.KKR, "syddanmark", on=DECIDED), on=DECIDED)
CODES = [item.code for item in AREA]


@given(
    st.lists(st.tuples(st.integers(0, 10**8), st.booleans()), min_size=1, max_size=5),
    st.sets(st.sampled_from(CODES), max_size=21),
)
def test_cover_and_rest_make_up_the_deficit_and_shares_the_cover(numbers, opted_out):
    years = [year(at, deficit, full=full) for at, (deficit, full) in enumerate(numbers, start=1)]
    result = exposure(years, opted_out=opted_out)
    for item, cover in zip(years, result.years, strict=True):
        assert cover.covered.value + cover.remaining.value == item.deficit.value
        assert cover.covered.value in (0, item.deficit.value / 2)
    paying = result.without or result.everybody
    assert sum(share.exact for share in paying.shares) == result.amount.value
    assert {share.part.code for share in paying.shares} == set(CODES) - opted_out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"opted_out": {"851"}},
            "»851« er ikke koden på en kommune i området. Brug kommunens trecifrede kode.",
        ),
        (
            {"operator": "Odense"},
            "»Odense« er ikke koden på en kommune i området. Brug kommunens trecifrede kode.",
        ),
        (
            {"operator": "410", "opted_out": {"410"}},
            "Driftsherren kan ikke stå uden for sin egen garanti. Tag den ud af de fravalgte.",
        ),
        (
            {"operator_pays": False},
            "Driftsherren skal ikke betale en andel, men er ikke nævnt. Skriv dens kommunekode.",
        ),
        (
            {"opted_out": set(CODES)},
            "Ingen kommuner er tilbage til at betale. Mindst én skal deltage.",
        ),
        ({"granted_years": 4}, "Garantien kan gives for 1-3 år, ikke for 4."),
        ({"granted_years": 0}, "Garantien kan gives for 1-3 år, ikke for 0."),
        (
            {"higher": HigherCover(Fraction(50), "KKR", DECIDED)},
            "En særlig beslutning giver mere end 50 pct. og højst 100 pct. af underskuddet.",
        ),
        (
            {"higher": HigherCover(Fraction(101), "KKR", DECIDED)},
            "En særlig beslutning giver mere end 50 pct. og højst 100 pct. af underskuddet.",
        ),
        ({"only_year": 2}, "År 2 er ikke blandt de 1 driftsår."),
        ({"years": []}, "Der er ingen driftsår. Skriv mindst ét år med dets underskud."),
        (
            {"years": [year(1, 100), year(3, 100)]},
            "Driftsårene skal stå som 1, 2, 3 … i rækkefølge; her mangler år 2.",
        ),
        (
            {"years": [year(1, -100)]},
            "Underskuddet i år 1 er negativt. Skriv et underskud som et positivt tal, og 0 for et "
            "år med overskud.",
        ),
        (
            {"years": [year(1, 100, other=101)]},
            "Andre årsager i år 1 skal ligge mellem 0 og årets underskud.",
        ),
    ],
)
def test_what_the_model_does_not_allow_is_refused(options, message):
    with pytest.raises(AllocationError) as caught:
        exposure(**{"years": [year(1, 100)], **options})
    assert caught.value.what.da == message


def key_of(codes):
    parts = tuple(KeyPart(code, code, Fraction(1)) for code in codes)
    return Key(Text("Folketal", "Population"), PERSONS, SOURCE, parts, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (
            CODES[1:],
            "Nøglen mangler Middelfart (410). Den skal nævne alle kommuner i KKR Syddanmark.",
        ),
        (
            [*CODES, "851"],
            "Nøglen nævner 851 (851), som ikke hører til KKR Syddanmark. Tag det ud.",
        ),
        ([*CODES, "410"], "410 (410) står to gange i nøglen."),
    ],
)
def test_a_key_holds_each_municipality_of_the_area_once(codes, message):
    with pytest.raises(AllocationError) as caught:
        exposure([year(1, 100)], key=key_of(codes))
    assert caught.value.what.da == message


def test_a_key_of_another_day_than_the_populations_is_refused():
    with pytest.raises(AllocationError) as caught:
        exposure([year(1, 100)], key=replace(key_of(CODES), as_of=date(2023, 1, 1)))
    assert caught.value.what.da == (
        "Nøglens tal er fra 1. januar 2023, men der fordeles efter tal fra 1. januar 2024 (Den "
        "udvidede underskudsmodel blandt kommuner i Syddanmark (august 2024), KKR beslutter "
        "igangsættelse af underskudsmodellen konkret). Brug tallene fra den dag."
    )


def test_a_population_that_is_not_held_is_refused():
    with pytest.raises(UnknownPlace) as caught:
        deficit_guarantee(
            kkr="syddanmark",
            decided_on=DECIDED,
            population_date=date(2024, 7, 1),
            years=[year(1, 100)],
            territory=TERRITORY,
        )
    assert caught.value.what.da == (
        "Folketallet i Middelfart pr. 1. juli 2024 haves ikke. Det haves for 1. januar i årene "
        "2008–2026."
    )


# The command


def run(tmp_path, deficits, *arguments):
    file = tmp_path / "underskud.csv"
    file.write_text(f"year,deficit_kr,full_occupancy\n{deficits}", encoding="utf-8")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    start = ["--kkr", "syddanmark", "--population-date", "2024-01-01", "--deficits", str(file)]
    return command.run(parser.parse_args([*start, *arguments]))


def test_the_command_shows_the_two_splits_side_by_side(tmp_path):
    result = run(tmp_path, "1,2000000,no\n2,1000000,yes\n", "--opt-out", "410", "420")
    names = [name.da for name, _ in result.splits]
    sizes = [(len(split.shares), split.total.value) for _, split in result.splits]
    assert names == ["Når alle deltager", "Når de fravalgte ikke deltager"]
    assert sizes == [(22, 1000000), (20, 1000000)]
    assert [figure.value for figure in result.figures] == [1000000, 1000000, 0, 1000000]
    (table,) = result.tables
    rows = {row[0]: row[2:] for row in table.rows}
    # Middelfart has 40,158 of 1,238,406 inhabitants, Odense 209,078; without Middelfart and Assens
    # 1,157,602 are left.
    assert rows["410"] == (32427, 0, -32427)
    assert rows["461"] == (168828, 180613, 11785)
    assert [row[:2] for row in (table.rows[0], table.rows[-2])] == [
        ("410", "Middelfart"),
        ("630", "Vejle"),
    ]
    assert result.remarks[-1].da == (
        "Middelfart, Assens betaler ikke og kan ikke bruge pladser på botilbuddet i de første "
        "3 år. At de øvrige bærer andelen, er vores læsning."
    )


def test_the_command_takes_a_decision_on_higher_cover_and_other_causes(tmp_path):
    decision = ["--cover-decided-by", "KKR Syddanmark", "--cover-decided-on", "2024-10-01"]
    result = run(
        tmp_path, "1,1000,ja\n2,1000,nej\n", "--cover", "80", *decision, "--other-causes", "2=500"
    )
    assert [figure.value for figure in result.figures] == [0, 1000, 400, 600]


def test_the_command_says_that_the_models_days_are_assumed(tmp_path):
    document = "Den udvidede underskudsmodel blandt kommuner i Syddanmark (august 2024)"
    told = [remark.da for remark in run(tmp_path, "1,100,no\n").remarks]
    assert told[3:] == [
        "At reglen gælder fra og med 1. august 2024, er antaget: dagen er ikke trykt "
        f"({document}).",
        "At reglen gælder til og med 31. december 2027, er antaget: dagen er ikke trykt "
        f"({document}).",
    ]


def test_the_command_says_whether_the_operator_pays(tmp_path):
    pays = run(tmp_path, "1,100,no\n").remarks[1].da
    does_not = run(tmp_path, "1,100,no\n", "--operator", "410", "--operator-pays", "no")
    assert pays == (
        "Om driftsherren betaler en andel, står ikke i modellen. Her betaler den som de andre "
        "(vores læsning); --operator-pays no tager den ud."
    )
    assert does_not.remarks[1].da == (
        "Om driftsherren betaler en andel, står ikke i modellen. Her betaler den ikke (valgt)."
    )


@pytest.mark.parametrize(
    ("deficits", "message"),
    [
        ("", "underskud.csv: Filen har ingen driftsår. Skriv mindst ét."),
        (
            "1,100,no\n1,100,no\n",
            "underskud.csv, linje 3: Her skal stå driftsår 2: årene tælles 1, 2, 3 … fra "
            "botilbuddets start.\n  Der står: 1\n  Eksempel: 2,1200000,no",
        ),
        (
            "1,-5,no\n",
            "underskud.csv, linje 2: Underskuddet er negativt. Skriv et underskud som et positivt "
            "tal, og 0 for et år med overskud.\n  Der står: -5\n  Eksempel: 1200000",
        ),
        (
            "1,1.200,no\n",
            "underskud.csv, linje 2: »deficit_kr«: Tallet kan læses på to måder: punktummet kan "
            "dele tusinder eller decimaler. Skriv tusinder uden punktum (1234) og decimaler med "
            "komma (1,234).\n  Der står: 1.200\n  Eksempel: 1200",
        ),
        (
            "1,100,måske\n",
            "underskud.csv, linje 2: »full_occupancy« skal være ja eller nej (yes eller no).\n"
            "  Der står: måske\n  Eksempel: nej",
        ),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, deficits, message):
    with pytest.raises(InputError) as caught:
        run(tmp_path, deficits)
    assert caught.value.in_language("da") == message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--cover", "75"],
            "En højere dækning kræver en beslutning: skriv --cover, --cover-decided-by og "
            "--cover-decided-on.",
        ),
        (["--other-causes", "4=10"], "--other-causes nævner år 4, som filen ikke har."),
    ],
)
def test_arguments_that_do_not_fit_together_are_refused(tmp_path, arguments, message):
    with pytest.raises(AllocationError) as caught:
        run(tmp_path, "1,100,no\n", *arguments)
    assert caught.value.what.da == message


# The life of an application

MET = frozenset(Requirement)
BUILDING = date(2025, 6, 1)
LIFE = [
    (State.APPLIED, date(2024, 9, 1)),
    (State.RECOMMENDED, date(2024, 10, 1)),
    (State.APPROVED, date(2024, 11, 1)),
    (State.YEAR_1_SETTLED, date(2027, 2, 1)),
    (State.YEAR_2_SETTLED, date(2028, 2, 1)),
    (State.YEAR_3_SETTLED, date(2029, 2, 1)),
    (State.ENDED, date(2029, 3, 1)),
]


def application(*reached, ground=Ground.MUNICIPALITY, met=MET, higher=None):
    return Application(ground, BUILDING, met, reached or (LIFE[0],), higher)


def test_an_application_can_go_the_whole_way():
    item = application()
    for state, day in LIFE[1:]:
        item = item.moved(state, on=day)
    assert (item.reached, item.state) == (tuple(LIFE), State.ENDED)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_only_the_transitions_of_the_table_are_allowed(state, to):
    item = application((state, date(2025, 1, 1)))
    if to in TRANSITIONS[state]:
        assert item.moved(to, on=date(2025, 1, 1)).state is to
    else:
        with pytest.raises(AllocationError) as caught:
            item.moved(to, on=date(2025, 1, 1))
        assert caught.value.what.da == (
            f"En ansøgning kan ikke gå fra »{state.label.da}« til »{to.label.da}«."
        )


def test_every_way_through_the_table_ends():
    ends = {state for state, following in TRANSITIONS.items() if not following}
    assert ends == {State.LAPSED, State.ENDED, State.REFUSED}
    assert set(TRANSITIONS) == set(State)
    order = list(State)
    assert all(order.index(a) < order.index(b) for a in TRANSITIONS for b in TRANSITIONS[a])


@pytest.mark.parametrize(
    ("item", "to", "day", "message"),
    [
        (
            application(met=MET - {Requirement.NEED_BEYOND_ONE}),
            State.RECOMMENDED,
            date(2024, 10, 1),
            "Det er ikke dokumenteret, at Socialdirektørforum har afdækket et behov for pladser "
            "ud over én kommunes. Det kræves, før den går videre til »indstillet af "
            "Socialdirektørforum«.",
        ),
        (
            application(met=MET - {Requirement.SKILLS}),
            State.RECOMMENDED,
            date(2024, 10, 1),
            "Det er ikke dokumenteret, at ansøgeren har kompetencer inden for målgruppen, eller "
            "Socialdirektørforum har begrundet en undtagelse (»som udgangspunkt«). Det kræves, "
            "før den går videre til »indstillet af Socialdirektørforum«.",
        ),
        (
            application(*LIFE[:3], met=MET - {Requirement.INSPECTION}),
            State.YEAR_1_SETTLED,
            date(2027, 2, 1),
            "Det er ikke dokumenteret, at botilbuddet har Socialtilsynets godkendelse ved "
            "opstart. Det kræves, før den går videre til »år 1 afregnet«.",
        ),
        (
            application(*LIFE[:2]),
            State.APPROVED,
            BUILDING,
            "Byggeriet igangsættes 1. juni 2025. KKR skal have godkendt ansøgningen inden.",
        ),
        (
            application(*LIFE[:2], higher=HigherCover(Fraction(75), "KKR", date(2024, 12, 1))),
            State.APPROVED,
            date(2024, 11, 1),
            "Den højere dækning skal være besluttet, før tilsagnet gives.",
        ),
        (
            application(),
            State.RECOMMENDED,
            date(2024, 8, 31),
            "31. august 2024 ligger før 1. september 2024, den seneste dag i ansøgningens forløb.",
        ),
    ],
)
def test_a_move_against_the_principles_is_refused(item, to, day, message):
    with pytest.raises(AllocationError) as caught:
        item.moved(to, on=day)
    assert caught.value.what.da == message


@pytest.mark.parametrize("ground", [Ground.REGION, Ground.ORDER])
def test_region_and_order_need_the_councils_view_of_the_special_case(ground):
    special = {Requirement.SPECIAL_CASE}
    assert application(ground=ground, met=MET - special).missing(State.APPROVED) == (*special,)
    assert application(met=MET - special).missing(State.APPROVED) == ()


@pytest.mark.parametrize(
    ("adopted", "due"),
    [(date(2024, 9, 13), date(2027, 9, 13)), (date(2028, 2, 29), date(2031, 2, 28))],
)
def test_the_model_is_evaluated_after_three_years(adopted, due):
    assert evaluation_due(adopted, model=MODEL) == due
