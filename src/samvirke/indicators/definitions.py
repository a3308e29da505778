"""A definition in words: population, numerator, denominator, exclusions, too few answers."""

from dataclasses import dataclass

from samvirke.agreements import Definition
from samvirke.agreements.vocabulary import Base, Counted, MeasureKind, Table
from samvirke.figures import Source, Text
from samvirke.indicators.tallies import segments_of
from samvirke.indicators.wording import COHORTS, DENOMINATORS, FIELD_NAMES, NUMERATORS, OPENED

FEWEST_ANSWERS = 5
"""A figure from fewer answers than these is not shown."""


@dataclass(frozen=True, slots=True)
class DefinitionInWords:
    """What a figure counts, each part a sentence or more.

    ``our_reading`` names what the source does not print, and is ``None`` where it prints all.
    """

    population: Text
    numerator: Text
    denominator: Text
    exclusions: Text
    too_few: Text
    source: Source
    our_reading: Text | None


def definition_in_words(
    definition: Definition, *, kind: MeasureKind, source: Source
) -> DefinitionInWords:
    """``definition`` as a reader is told it; ``source`` is its document and clause.

    >>> from samvirke.agreements import load_agreements
    >>> point = load_agreements()[1].measure_point("RA24-M4a")
    >>> source = load_agreements()[1].source(point.clause)
    >>> words = definition_in_words(point.definition, kind=point.kind, source=source)
    >>> words.numerator.da
    'Heraf dem, der har brugt henvisningen.'
    """
    return DefinitionInWords(
        population=_sentence(_population(definition)),
        numerator=_sentence(_numerator(definition, kind)),
        denominator=_NO_DENOMINATOR if kind == "count" else _sentence(base_phrase(definition)),
        exclusions=_exclusions(definition, kind),
        too_few=_TOO_FEW[definition.table],
        source=source,
        our_reading=_our_reading(definition),
    )


def base_phrase(definition: Definition) -> Text:
    """What the base holds, to stand inside a sentence."""
    return _SPREAD_BASE if _is_spread(definition) else DENOMINATORS[definition.base]


def counted_phrase(definition: Definition) -> Text:
    """What is counted of the base, to stand inside a sentence."""
    registered = definition.table == "registrations"
    asked = definition.unit_of_count if registered else definition.questions[0]
    phrases = [NUMERATORS[item, asked] for item in definition.counted]
    joined_da, joined_en = (" og ", " and ") if registered else (", og ", ", and ")
    return Text(
        da=joined_da.join(phrase.da for phrase in phrases),
        en=joined_en.join(phrase.en for phrase in phrases),
    )


def _numerator(definition: Definition, kind: MeasureKind) -> Text:
    """What is counted: of the base for a share, with the base itself for a number."""
    counted, base = counted_phrase(definition), base_phrase(definition)
    if kind == "share":
        return Text(da=f"heraf {counted.da}", en=f"of these, {counted.en}")
    if kind != "count":
        return counted
    if definition.counted == ("all",):
        return base
    return Text(da=f"{base.da}; heraf {counted.da}", en=f"{base.en}; of these, {counted.en}")


def _population(definition: Definition) -> Text:
    if definition.table == "awareness":
        return _SURVEY
    if definition.table == "company_register":
        return DENOMINATORS[definition.base]
    if definition.table == "report":
        return _REPORT
    cohort = COHORTS[definition.guided_year]
    if definition.table == "evaluations":
        return Text(
            da=f"svar på brugerevalueringen om forløb, der begyndte i {cohort.da}; ét svar pr. "
            "forløb, det sidst givne",
            en=f"answers to the user evaluation about engagements that started in {cohort.en}; one "
            "answer per engagement, the one given last",
        )
    collective = _is_spread(definition) or definition.base in _WITH_PARTICIPATIONS
    return Text(
        da=f"forløb, der begyndte i {cohort.da}"
        + (", og deltagelser det år i kollektive tilbud uden eget forløb" if collective else ""),
        en=f"engagements that started in {cohort.en}"
        + (", and parts taken that year in collective offers" if collective else ""),
    )


def _exclusions(definition: Definition, kind: MeasureKind) -> Text:
    """One sentence per rule that holds something out, or says what is left in."""
    told: list[Text] = []
    if definition.table in ("evaluations", "awareness"):
        told.append(_UNANSWERED_OUT)
        if definition.base in OPENED:
            what = OPENED[definition.base]
            told.append(
                Text(da=_OPENING.da.format(what=what.da), en=_OPENING.en.format(what=what.en))
            )
        told.append(_DONT_KNOW_NPS if kind == "nps" else _DONT_KNOW[definition.dont_know])
    if definition.table == "awareness":
        told.append(_WEIGHTS)
    if definition.table == "evaluations" and segments_of(definition):
        told.append(_SEGMENTS)
    told += [_BY_COUNTED[item] for item in definition.counted if item in _BY_COUNTED]
    if definition.table == "registrations" and not told and definition.base in _GUIDED:
        told.append(_NO_PARTICIPATIONS)
    if not told:
        told.append(_NOTHING_OUT)
    return Text(da=" ".join(one.da for one in told), en=" ".join(one.en for one in told))


def _our_reading(definition: Definition) -> Text | None:
    if not definition.our_reading:
        return None
    names = [FIELD_NAMES[field] for field in definition.our_reading]
    return Text(
        da=f"Vores læsning, fordi kilden ikke skriver det: {', '.join(name.da for name in names)}.",
        en=f"Our reading, as the source does not print it: {', '.join(name.en for name in names)}.",
    )


def _is_spread(definition: Definition) -> bool:
    return "share_of_guidance_against_share_of_population" in definition.counted


def _sentence(phrase: Text) -> Text:
    return Text(da=_capital(phrase.da), en=_capital(phrase.en))


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


_WITH_PARTICIPATIONS: tuple[Base, ...] = ("companies_by_form", "guided_or_participating_companies")
_GUIDED: tuple[Base, ...] = ("guidance", "guided_companies", "individually_guided_companies")
_SPREAD_BASE = Text(
    da="alle forløb og deltagelser i kollektive tilbud i områdets kommuner, efter P-enhedens "
    "kommune",
    en="all engagements and parts taken in collective offers in the area's municipalities, by the "
    "production unit's municipality",
)
_SURVEY = Text(
    da="svar i kendskabsmålingen i opgørelsens år blandt virksomheder i erhvervshusets område",
    en="answers to the awareness survey of the statement's year among the companies in the hub's "
    "area",
)
_REPORT = Text(da="erhvervshusets egen redegørelse", en="the hub's own report")
_NO_DENOMINATOR = Text(da="Intet: der tælles et antal.", en="None: a number is counted.")
_UNANSWERED_OUT = Text(
    da="Ubesvarede spørgsmål er aldrig i grundlaget.",
    en="Unanswered questions are never in the base.",
)
_OPENING = Text(
    da="Kun de, der svarer ja til, om {what}, er i grundlaget.",
    en="Only those who answer yes to whether {what} are in the base.",
)
_DONT_KNOW = {
    "in_base": Text(
        da="»Ved ikke« bliver i grundlaget; andelen uden dem står ved siden af.",
        en="'Don't know' stays in the base; the share without them stands beside.",
    ),
    "out_of_base": Text(
        da="»Ved ikke« er ude af grundlaget; andelen med dem står ved siden af.",
        en="'Don't know' is out of the base; the share with them stands beside.",
    ),
}
_DONT_KNOW_NPS = Text(da="»Ved ikke« er ude af grundlaget.", en="'Don't know' is out of the base.")
_WEIGHTS = Text(
    da="Har målingens svar vægte, tælles der i vægte.",
    en="Where the survey's answers have weights, weights are counted.",
)
_SEGMENTS = Text(
    da="Virksomheder, der har haft et Early Warning-forløb, så langt registreringerne rækker "
    "tilbage (vores læsning: aftalen nævner ingen frist), tæller aldrig i driftssegmentet, og svar "
    "om forløb uden segment tæller i intet segment.",
    en="Companies that had an early warning engagement, as far back as the registrations reach "
    "(our reading: the agreement names no time), never count in the operation segment, and "
    "answers about engagements without a segment count in none.",
)
_BY_COUNTED: dict[Counted, Text] = {
    "difference_in_growth_to_control_group": Text(
        da="Kontrolgruppen er virksomheder, der ligner, men ikke blev vejledt.",
        en="The control group are companies that are alike but were not guided.",
    ),
    "not_guided_year_before": Text(
        da="Uden registreringer fra året før kan andelen ikke måles.",
        en="Without registrations of the year before the share cannot be measured.",
    ),
    "share_of_guidance_against_share_of_population": Text(
        da="Vejledning uden kommune eller uden for erhvervshusets område er ikke med.",
        en="Guidance without a municipality or outside the hub's area is left out.",
    ),
    "under_three_years": Text(
        da="Virksomheder uden kendt stiftelsesdato tæller ikke som under tre år.",
        en="Companies without a known founding day do not count as under three years.",
    ),
}
_NO_PARTICIPATIONS = Text(
    da="Deltagelser i kollektive tilbud uden eget forløb er ikke med.",
    en="Parts taken in collective offers without an engagement are left out.",
)
_NOTHING_OUT = Text(da="Intet holdes ude.", en="Nothing is held out.")
_ANSWERS_TOO_FEW = Text(
    da=f"Med under {FEWEST_ANSWERS} svar vises »for få svar« i stedet for et tal.",
    en=f"With fewer than {FEWEST_ANSWERS} answers 'too few answers' is shown instead of a number.",
)
_ACTIVITY = Text(
    da="Tallet vises, også når det er lille: det gælder erhvervshusets aktivitet, ikke svar.",
    en="The number is shown even when it is small: it is about the hub's activity, not answers.",
)
_TOO_FEW: dict[Table, Text] = {
    "awareness": _ANSWERS_TOO_FEW,
    "company_register": Text(
        da="Effekten måles senere af dem, aftalen nævner.",
        en="The effect is measured later by those whom the agreement names.",
    ),
    "evaluations": _ANSWERS_TOO_FEW,
    "registrations": _ACTIVITY,
    "report": Text(
        da="Der tælles ikke: erhvervshuset oplyser, om det er leveret.",
        en="Nothing is counted: the hub states whether it is delivered.",
    ),
}
