"""From counts to figures: values worked out by hand, what is shown beside, and when nothing is."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.indicators.samples import FINGERPRINT

from samvirke.agreements import load_agreements
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.figures import (
    Count,
    Exclusion,
    Source,
    Text,
    adjusted_wald,
    calculation,
    counts,
    wilson,
)
from samvirke.figures.units import (
    ANSWERS,
    COMPANIES,
    NPS_POINTS,
    PERCENT,
    WEIGHTED_ANSWERS,
)
from samvirke.indicators import Measured, Status, Tally, Weights, measure

OLDER, NEWER = load_agreements()
LOCAL = load_local_indicators()


def measured(point_id, tally, **kwargs):
    agreement = OLDER if point_id.startswith("RA21") else NEWER
    point = agreement.measure_point(point_id)
    source = agreement.source(point.definition.clause)
    return measure(point, tally, source=source, snapshot=FINGERPRINT, **kwargs)


def local(id_, tally):
    return measure(LOCAL[id_], tally, source=LOCAL[id_].source, snapshot=FINGERPRINT)


def test_a_share_is_the_counted_of_the_base_in_per_cent():
    found = measured("RA21-M7a", Tally(base=100, counted=78, dont_know=4, unanswered=3))
    assert found.status is Status.MEASURED
    assert (found.figure.value, found.figure.unit) == (Fraction(78), PERCENT)
    assert found.interval == wilson(Fraction(78), Fraction(100))
    assert found.reason is None
    assert found.base == Count(
        name=Text(da="Svar i grundlaget", en="Answers in the base"),
        value=Fraction(100),
        unit=ANSWERS,
        rule=Text(da="alle, der har svaret på spørgsmålet", en="all who answered the question"),
        source=Source("Aftale om rammerne for erhvervshuse 2021-2023", "7.1, mål 7, 1. punkt"),
        query="felt_effect/base",
        excluded=(Exclusion(Text(da="ubesvaret", en="unanswered"), 3),),
        snapshot=FINGERPRINT,
        our_reading=True,
    )


def test_a_share_with_dont_know_stands_beside_one_without():
    found = measured("RA21-M7a", Tally(base=100, counted=78, dont_know=4))
    (beside,) = found.beside
    assert beside.label == Text(da="uden »ved ikke«", en="without 'don't know'")
    assert beside.figure.value == Fraction(7800, 96)
    assert [(one.query, one.value) for one in counts(beside.figure)] == [
        ("felt_effect/counted", 78),
        ("felt_effect/base/without_dont_know", 96),
    ]


def test_a_share_without_dont_know_stands_beside_one_with():
    found = measured("RA21-M4a", Tally(base=48, counted=36, dont_know=12, registered_referred=70))
    assert found.figure.value == Fraction(75)
    assert found.base.excluded == (Exclusion(Text(da="»ved ikke«", en="'don't know'"), 12),)
    assert [(beside.label.en, beside.figure.value) for beside in found.beside] == [
        ("with 'don't know' in the base", Fraction(60)),
        ("Companies referred according to the registrations", Fraction(70)),
    ]
    assert found.beside[1].figure.unit == COMPANIES


def test_the_share_beside_needs_five_answers_too():
    found = measured("RA21-M7a", Tally(base=6, counted=2, dont_know=2))
    assert (found.status, found.beside) == (Status.MEASURED, ())


def test_a_weighted_share_counts_weights_and_its_interval_the_effective_answers():
    """Weights 2, 1, 1, 1 and 1: a third counted, and 6²/8 = 4½ answers to rest on."""
    weights = Weights(base=6_000_000, counted=2_000_000, dont_know=1_000_000, squares=8 * 10**12)
    found = measured("RA24-M2a", Tally(base=5, counted=1, dont_know=1, weights=weights))
    assert found.figure.value == Fraction(100, 3)
    assert found.interval == wilson(Fraction(3, 2), Fraction(9, 2))
    assert (found.base.value, found.base.unit) == (5, ANSWERS)
    assert [(one.value, one.unit) for one in counts(found.figure)] == [
        (2, WEIGHTED_ANSWERS),
        (6, WEIGHTED_ANSWERS),
    ]
    assert found.beside == ()
    more = Tally(base=6, counted=1, dont_know=1, weights=weights)
    assert measured("RA24-M2a", more).beside[0].figure.value == Fraction(40)


def test_a_net_promoter_score_is_promoters_minus_detractors():
    found = measured(
        "RA21-M3b",
        Tally(base=40, counted=30, promoters=30, detractors=4, dont_know=2),
        segment="growth",
    )
    assert (found.figure.value, found.figure.unit) == (Fraction(65), NPS_POINTS)
    assert found.interval == adjusted_wald(Fraction(30), Fraction(4), Fraction(40))
    assert found.beside == ()
    assert found.figure.name.da == "Net Promoter Score i brugerevalueringen, vækstsegmentet"
    assert [one.query for one in counts(found.figure)] == [
        "nps/growth/promoters",
        "nps/growth/base",
        "nps/growth/detractors",
    ]


def test_the_calculation_of_a_score_can_be_read():
    found = measured(
        "RA24-M3a",
        Tally(
            base=40,
            counted=30,
            promoters=30,
            detractors=4,
            excluded=(("early_warning", 1), ("no_segment", 2)),
        ),
    )
    assert (
        calculation(found.figure, "da")
        == """\
Net Promoter Score i brugerevalueringen: 75 pct. − 10 pct. = 65 NPS-point
  Regel: andelen, der svarer 9 eller 10, minus andelen, der svarer 0 til 6 \
(Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3)
  Andel, der svarer 9 eller 10: 100 × 30 svar / 40 svar = 75 pct.
    Regel: det talte i procent af grundlaget \
(Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3)
    Svarer 9 eller 10: 30 svar (optalt: dem, der svarer 9 eller 10; \
Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3, vores læsning)
    Svar i grundlaget: 40 svar (optalt: alle, der har svaret på spørgsmålet; \
Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3, vores læsning)
      Holdt ude: 1 svar, driftssegmentet, men virksomheden har haft et Early Warning-forløb
      Holdt ude: 2 svar, forløbet har intet segment
  Andel, der svarer 0 til 6: 100 × 4 svar / 40 svar = 10 pct.
    Regel: det talte i procent af grundlaget \
(Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3)
    Svarer 0 til 6: 4 svar (optalt: dem, der svarer 0 til 6; \
Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3, vores læsning)
    Svar i grundlaget: 40 svar (optalt: alle, der har svaret på spørgsmålet; \
Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 3, vores læsning)
      Holdt ude: 1 svar, driftssegmentet, men virksomheden har haft et Early Warning-forløb
      Holdt ude: 2 svar, forløbet har intet segment
  Udtræk abababababab: nps/promoters, nps/base, nps/detractors"""
    )


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (0, "Der er ingen svar i grundlaget."),
        (4, "Der er under 5 svar i grundlaget."),
    ],
)
@pytest.mark.parametrize("point", ["RA21-M7a", "RA21-M3b", "RA24-M2a"])
def test_under_five_answers_there_is_no_figure(point, answers, reason):
    found = measured(point, Tally(base=answers, counted=answers, promoters=answers))
    assert (found.status, found.reason.da) == (Status.TOO_FEW, reason)
    assert (found.figure, found.interval, found.beside) == (None, None, ())
    assert found.base.value == answers


def test_five_answers_are_enough():
    assert measured("RA21-M7a", Tally(base=5, counted=5)).figure.value == 100


def test_weighted_answers_are_counted_whole_when_they_are_too_few():
    weights = Weights(base=40_000_000, counted=0, dont_know=0, squares=10**15)
    assert measured("RA24-M2a", Tally(base=4, weights=weights)).status is Status.TOO_FEW


def test_answers_whose_weights_are_zero_cannot_be_measured():
    found = measured("RA24-M2a", Tally(base=5, weights=Weights(0, 0, 0, 0)))
    assert (found.status, found.figure) == (Status.NOT_MEASURABLE, None)
    assert found.reason.en.startswith("The answers' weights are zero")


def test_without_the_year_before_nobody_is_new():
    tally = Tally(base=90, counted=90, guided_year_before=0)
    found = measured("RA21-M1b", tally)
    assert (found.status, found.figure) == (Status.NOT_MEASURABLE, None)
    assert found.reason.da == (
        "Der er ingen registreringer fra året før, så det kan ikke måles, hvem der er nye. Indlæs "
        "registreringerne fra året før."
    )
    with_one = measured("RA21-M1b", replace(tally, guided_year_before=1))
    assert with_one.figure.value == 100


def test_a_share_of_no_company_cannot_be_measured():
    found = local("referred_share", Tally())
    assert (found.status, found.figure) == (Status.NOT_MEASURABLE, None)
    assert found.reason.en == "There are no registrations in the base."


def test_shares_of_companies_are_shown_also_where_they_are_few():
    found = local("referred_share", Tally(base=2, counted=1))
    assert (found.figure.value, found.base.unit) == (Fraction(50), COMPANIES)
    assert found.interval == wilson(Fraction(1), Fraction(2))


@pytest.mark.parametrize("number", [0, 1, 600])
def test_a_number_is_shown_however_small(number):
    found = measured(
        "RA24-M1a", Tally(base=700, counted=number, excluded=(("founded_unknown", 3),))
    )
    assert (found.status, found.figure.value) == (Status.MEASURED, number)
    assert (found.figure.unit, found.interval) == (COMPANIES, None)
    (counted,) = counts(found.figure)
    assert counted.excluded == (
        Exclusion(
            Text(
                da="uden kendt stiftelsesdato; tælles ikke som under tre år",
                en="without a known founding day; not counted as under three years",
            ),
            3,
        ),
    )


def test_the_printed_definition_is_measured_in_its_own_words():
    point = OLDER.measure_point("RA21-M4a")
    found = measure(
        point,
        Tally(base=10, counted=4),
        source=OLDER.source("7.1, mål 4"),
        snapshot=FINGERPRINT,
        definition=point.printed_definition,
    )
    assert isinstance(found, Measured)
    assert counts(found.figure)[0].rule.da == "dem, der har brugt henvisningen"
    assert counts(measured("RA21-M4a", Tally(base=10, counted=4)).figure)[0].rule.da == (
        "dem, der har brugt henvisningen, og dem, der venter at bruge henvisningen inden for et "
        "halvt år"
    )


def test_those_who_were_not_asked_are_held_out_in_words():
    excluded = (("opening_no", 3), ("opening_dont_know", 2), ("opening_unanswered", 1))
    found = measured("RA21-M6b", Tally(base=10, counted=4, excluded=excluded))
    assert [(one.reason.da, one.count) for one in found.base.excluded] == [
        ("svarer nej til, om de fik grøn vejledning", 3),
        ("ved ikke, om de fik grøn vejledning", 2),
        ("har ikke svaret på, om de fik grøn vejledning", 1),
    ]


@pytest.mark.parametrize("point", ["RA21-M2a", "RA21-M5a", "RA21-M7b"])
def test_what_is_no_share_score_or_number_is_refused(point):
    with pytest.raises(ValueError, match="is not counted from answers or companies"):
        measured(point, Tally())
