"""Every definition is told in words, in both languages."""

import re

import pytest

from samvirke.agreements import load_agreements
from samvirke.agreements.local_indicators import load_local_indicators
from samvirke.agreements.vocabulary import BASES, REGISTRATION_COUNTS
from samvirke.figures import Text
from samvirke.indicators import definition_in_words
from samvirke.indicators.wording import DENOMINATORS, NUMERATORS, OPENED


def every_definition():
    for agreement in load_agreements():
        for point in agreement.measure_points:
            source = agreement.source(point.definition.clause)
            yield point.id, point.kind, point.definition, source
            if point.printed_definition is not None:
                yield f"{point.id} printed", point.kind, point.printed_definition, source
    for id_, indicator in load_local_indicators().items():
        yield id_, indicator.kind, indicator.definition, indicator.source


EVERY = list(every_definition())


@pytest.mark.parametrize(("name", "kind", "definition", "source"), EVERY)
def test_every_part_is_told_in_whole_sentences(name, kind, definition, source):
    told = definition_in_words(definition, kind=kind, source=source)
    parts = [told.population, told.numerator, told.denominator, told.exclusions, told.too_few]
    assert told.source == source
    assert (told.our_reading is None) is (definition.our_reading == ())
    for words in [*parts, *([told.our_reading] if told.our_reading else [])]:
        for text in (words.da, words.en):
            assert re.fullmatch(r"[A-ZÆØÅ»'].*\.", text)
            assert not re.search(r"  |\.\.|,,|\{|\}|_", text)
        assert words.da != words.en


def test_definitions_that_count_differently_are_told_differently():
    told: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
    for _, kind, definition, source in EVERY:
        words = definition_in_words(definition, kind=kind, source=source)
        key = (words.population.da, words.numerator.da, words.denominator.da, words.exclusions.da)
        what = (kind, definition.base, definition.counted, definition.questions[0])
        told.setdefault(key, set()).add(what)
    assert [group for group in told.values() if len(group) > 1] == []


def test_the_use_of_referrals_2024_reads_as_a_controller_would_write_it():
    newer = load_agreements()[1]
    point = newer.measure_point("RA24-M4a")
    told = definition_in_words(
        point.definition, kind=point.kind, source=newer.source(point.definition.clause)
    )
    assert [told.population.da, told.numerator.da, told.denominator.da] == [
        "Svar på brugerevalueringen om forløb, der begyndte i opgørelsens år; ét svar pr. forløb, "
        "det sidst givne.",
        "Heraf dem, der har brugt henvisningen.",
        "De, der siger, at de blev henvist, og har svaret på, om de brugte det.",
    ]
    assert told.exclusions.da == (
        "Ubesvarede spørgsmål er aldrig i grundlaget. Kun de, der svarer ja til, om de blev "
        "henvist, er i grundlaget. »Ved ikke« bliver i grundlaget; andelen uden dem står ved siden "
        "af."
    )
    assert told.too_few.da == "Med under 5 svar vises »for få svar« i stedet for et tal."
    assert told.our_reading == Text(
        da="Vores læsning, fordi kilden ikke skriver det: hvor »ved ikke« hører til, hvilket års "
        "vejledning.",
        en="Our reading, as the source does not print it: where 'don't know' belongs, which year's "
        "guidance.",
    )


def test_very_satisfied_tells_who_never_counts_in_the_operation_segment():
    older = load_agreements()[0]
    point = older.measure_point("RA21-M3a")
    told = definition_in_words(
        point.definition, kind=point.kind, source=older.source(point.definition.clause)
    )
    assert told.exclusions.en == (
        "Unanswered questions are never in the base. 'Don't know' stays in the base; the share "
        "without them stands beside. Companies that had an early warning engagement, as far back "
        "as the registrations reach (our reading: the agreement names no time), never count in the "
        "operation segment, and answers about engagements without a segment count in none."
    )
    assert "året før opgørelsens" in told.population.da


def test_there_are_words_for_all_that_can_be_counted_of_registrations():
    units = {"guidance": "engagement"}
    wanted = {
        (counted, units.get(base, "company"))
        for base, counts in REGISTRATION_COUNTS.items()
        for counted in counts
    }
    assert wanted - set(NUMERATORS) == set()
    assert set(DENOMINATORS) == set(BASES)
    assert set(OPENED) <= set(BASES)
