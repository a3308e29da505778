"""What definitions count, in words: a phrase for every word that a definition may use.

Phrases are written to stand inside a sentence; names to stand alone in a calculation.
"""

from samvirke.agreements.vocabulary import Base, Counted, DefinitionField, GuidedYear, UnitOfCount
from samvirke.figures import Text
from samvirke.figures.units import ANSWERS, COMPANIES, ENGAGEMENTS, Unit
from samvirke.indicators.conditions import Reason

UNITS: dict[UnitOfCount, Unit] = {
    "answer": ANSWERS,
    "company": COMPANIES,
    "engagement": ENGAGEMENTS,
}
BASE_NAMES: dict[UnitOfCount, Text] = {
    "answer": Text(da="Svar i grundlaget", en="Answers in the base"),
    "company": Text(da="Virksomheder i grundlaget", en="Companies in the base"),
    "engagement": Text(da="Forløb i grundlaget", en="Engagements in the base"),
}
COUNTED_NAME = Text(da="Heraf tæller med", en="Of these, counted")
SEGMENT_NAMES = {
    "growth": Text(da="vækstsegmentet", en="growth segment"),
    "operation": Text(da="driftssegmentet", en="operation segment"),
}
COHORTS: dict[GuidedYear, Text] = {
    "same": Text(da="opgørelsens år", en="the statement's year"),
    "previous": Text(da="året før opgørelsens", en="the year before the statement's"),
}
DENOMINATORS: dict[Base, Text] = {
    "all_answers": Text(
        da="alle, der har svaret på spørgsmålet", en="all who answered the question"
    ),
    "answers_with_digital_guidance": Text(
        da="de, der siger, at de fik vejledning om digitalisering, og har svaret på spørgsmålet",
        en="those who say that they got digital guidance and answered the question",
    ),
    "answers_with_green_guidance": Text(
        da="de, der siger, at de fik grøn vejledning, og har svaret på spørgsmålet",
        en="those who say that they got green guidance and answered the question",
    ),
    "answers_with_referral": Text(
        da="de, der siger, at de blev henvist, og har svaret på, om de brugte det",
        en="those who say that they were referred and answered whether they used it",
    ),
    "answers_with_sustainability_guidance": Text(
        da="de, der siger, at de fik vejledning om bæredygtighed, og har svaret om mindst ét af "
        "områderne",
        en="those who say that they got guidance on sustainability and answered about at least "
        "one of the areas",
    ),
    "companies_by_form": Text(
        da="virksomheder i individuel vejledning plus virksomheder i kollektive tilbud; en "
        "virksomhed i begge tæller i hver",
        en="companies in individual guidance plus companies in collective offers; a company in "
        "both counts in each",
    ),
    "companies_guided_because_of_crisis": Text(
        da="virksomheder, der siger, at de blev vejledt på grund af corona-krisen, og har svaret "
        "på spørgsmålet",
        en="companies that say they were guided because of the corona crisis and answered the "
        "question",
    ),
    "companies_knowing_hub": Text(
        da="virksomheder, der kender erhvervshuset og har svaret på spørgsmålet",
        en="companies that know the hub and answered the question",
    ),
    "companies_with_ended_guidance": Text(
        da="virksomheder, hvis vejledning sluttede to år før, holdt op mod en kontrolgruppe",
        en="companies whose guidance ended two years before, against a control group",
    ),
    "delivery": Text(da="leverancen", en="the delivery"),
    "guidance": Text(da="alle forløb", en="all engagements"),
    "guided_companies": Text(
        da="alle vejledte virksomheder, hver talt én gang (CVR-nummer)",
        en="all guided companies, each counted once (CVR number)",
    ),
    "guided_or_participating_companies": Text(
        da="alle virksomheder med et forløb eller en deltagelse i et kollektivt tilbud, hver talt "
        "én gang (CVR-nummer)",
        en="all companies with an engagement or a part in a collective offer, each counted once "
        "(CVR number)",
    ),
    "individually_guided_companies": Text(
        da="alle individuelt vejledte virksomheder, hver talt én gang (CVR-nummer)",
        en="all individually guided companies, each counted once (CVR number)",
    ),
    "sampled_companies": Text(
        da="alle virksomheder i målingen, der har svaret på spørgsmålet",
        en="all companies in the survey that answered the question",
    ),
}
# By what is counted, and of which question; of registrations, by the unit of count.
NUMERATORS: dict[tuple[Counted, str], Text] = {
    ("all", "company"): Text(da="dem alle", en="all of them"),
    ("all", "engagement"): Text(da="dem alle", en="all of them"),
    ("collective", "company"): Text(da="dem i kollektive tilbud", en="those in collective offers"),
    ("difference_in_growth_to_control_group", "turnover"): Text(
        da="deres vækst minus kontrolgruppens", en="their growth minus the control group's"
    ),
    ("difference_in_growth_to_control_group", "turnover_per_full_time_equivalent"): Text(
        da="deres vækst i omsætning pr. årsværk minus kontrolgruppens",
        en="their growth in turnover per full-time equivalent minus the control group's",
    ),
    ("done", "delivered"): Text(da="at den er leveret", en="that it is delivered"),
    ("early_warning_engagements", "company"): Text(
        da="dem med et Early Warning-forløb", en="those with an early warning engagement"
    ),
    ("early_warning_engagements", "engagement"): Text(
        da="Early Warning-forløb", en="early warning engagements"
    ),
    ("expects_within_half_year", "referral_use"): Text(
        da="dem, der venter at bruge henvisningen inden for et halvt år",
        en="those who expect to use the referral within half a year",
    ),
    ("growth_engagements", "company"): Text(
        da="dem med et vækstforløb", en="those with a growth engagement"
    ),
    ("growth_engagements", "engagement"): Text(da="vækstforløb", en="growth engagements"),
    ("individual", "company"): Text(
        da="dem i individuel vejledning", en="those in individual guidance"
    ),
    ("not_guided_year_before", "company"): Text(
        da="dem, som erhvervshuset ikke vejledte i kalenderåret før",
        en="those that the hub did not guide in the calendar year before",
    ),
    ("operation_engagements", "company"): Text(
        da="dem med et driftsforløb", en="those with an operation engagement"
    ),
    ("operation_engagements", "engagement"): Text(da="driftsforløb", en="operation engagements"),
    ("positive", "crisis_effect"): Text(
        da="dem, der vurderer, at vejledningen havde positiv effekt",
        en="those who judge that the guidance had a positive effect",
    ),
    ("promoters_minus_detractors", "recommend"): Text(
        da="andelen, der svarer 9 eller 10, minus andelen, der svarer 0 til 6, på en skala fra 0 "
        "til 10",
        en="the share answering 9 or 10 minus the share answering 0 to 6, on a scale from 0 to 10",
    ),
    ("referred", "company"): Text(
        da="dem, der ifølge registreringerne blev henvist til en anden aktør",
        en="those that the registrations hold as referred to another actor",
    ),
    ("share_of_guidance_against_share_of_population", "engagement"): Text(
        da="hver kommunes andel af vejledningen holdt op mod dens andel af befolkningen den "
        "1. januar i opgørelsens år",
        en="each municipality's share of the guidance against its share of the population on "
        "1 January of the statement's year",
    ),
    ("short_engagements", "company"): Text(
        da="dem med et kort forløb", en="those with a short engagement"
    ),
    ("short_engagements", "engagement"): Text(da="korte forløb", en="short engagements"),
    ("to_a_high_degree", "effect"): Text(
        da="dem, der svarer »I høj grad« til, at vejledningen får positiv effekt",
        en="those who answer 'to a high degree' that the guidance will have a positive effect",
    ),
    ("to_a_high_degree", "sustainability_environment"): Text(
        da="dem, der svarer »I høj grad« for mindst ét af områderne miljø og klima, sociale "
        "forhold og virksomhedsledelse",
        en="those who answer 'to a high degree' for at least one of environment and climate, "
        "social matters and corporate governance",
    ),
    ("under_three_years", "company"): Text(
        da="dem, der var under tre år gamle, da et af forløbene begyndte",
        en="those that were under three years old when one of the engagements began",
    ),
    ("used", "referral_use"): Text(
        da="dem, der har brugt henvisningen", en="those who used the referral"
    ),
    ("very_satisfied", "competence_satisfaction"): Text(
        da="dem, der er meget tilfredse med medarbejderens faglige kompetencer",
        en="those very satisfied with the employee's professional competence",
    ),
    ("very_satisfied", "satisfaction"): Text(
        da="dem, der er meget tilfredse med kvaliteten af vejledningen",
        en="those very satisfied with the quality of the guidance",
    ),
    ("yes", "believes_green_offer"): Text(
        da="dem, der mener, at erhvervshuset har grønne ydelser",
        en="those who believe that the hub has green services",
    ),
    ("yes", "knows_hub"): Text(da="dem, der kender erhvervshuset", en="those who know the hub"),
    ("yes", "knows_offers"): Text(
        da="dem, der kender erhvervshusets tilbud", en="those who know the hub's offers"
    ),
}
PROMOTERS = Text(da="dem, der svarer 9 eller 10", en="those who answer 9 or 10")
DETRACTORS = Text(da="dem, der svarer 0 til 6", en="those who answer 0 to 6")
PROMOTERS_NAME = Text(da="Svarer 9 eller 10", en="Answer 9 or 10")
DETRACTORS_NAME = Text(da="Svarer 0 til 6", en="Answer 0 to 6")
UNANSWERED = Text(da="ubesvaret", en="unanswered")
DONT_KNOW = Text(da="»ved ikke«", en="'don't know'")
# What the question asks whose answer opens a base.
OPENED: dict[Base, Text] = {
    "answers_with_digital_guidance": Text(
        da="de fik vejledning om digitalisering", en="they got digital guidance"
    ),
    "answers_with_green_guidance": Text(da="de fik grøn vejledning", en="they got green guidance"),
    "answers_with_referral": Text(da="de blev henvist", en="they were referred"),
    "answers_with_sustainability_guidance": Text(
        da="de fik vejledning om bæredygtighed", en="they got guidance on sustainability"
    ),
    "companies_guided_because_of_crisis": Text(
        da="de blev vejledt på grund af corona-krisen",
        en="they were guided because of the corona crisis",
    ),
    "companies_knowing_hub": Text(da="de kender erhvervshuset", en="they know the hub"),
}
OPENING_REASONS: dict[Reason, Text] = {
    "opening_no": Text(da="svarer nej til, om {what}", en="answer no to whether {what}"),
    "opening_dont_know": Text(da="ved ikke, om {what}", en="do not know whether {what}"),
    "opening_unanswered": Text(
        da="har ikke svaret på, om {what}", en="did not answer whether {what}"
    ),
}
REASONS: dict[Reason, Text] = {
    "founded_unknown": Text(
        da="uden kendt stiftelsesdato; tælles ikke som under tre år",
        en="without a known founding day; not counted as under three years",
    ),
    "early_warning": Text(
        da="driftssegmentet, men virksomheden har haft et Early Warning-forløb",
        en="operation segment, but the company had an early warning engagement",
    ),
    "no_segment": Text(da="forløbet har intet segment", en="the engagement has no segment"),
}
FIELD_NAMES: dict[DefinitionField, Text] = {
    "base": Text(da="grundlaget", en="the base"),
    "counted": Text(da="hvad der tælles", en="what is counted"),
    "dont_know": Text(da="hvor »ved ikke« hører til", en="where 'don't know' belongs"),
    "guided_year": Text(da="hvilket års vejledning", en="which year's guidance"),
    "segments": Text(da="segmenterne", en="the segments"),
    "tolerance": Text(da="afvigelsens mål", en="the measure of the deviation"),
    "unit_of_count": Text(da="tælleenheden", en="the unit of count"),
}


def reason_in_words(reason: Reason, base: Base) -> Text:
    """Why something was held out of ``base``.

    >>> reason_in_words("opening_dont_know", "answers_with_referral").en
    'do not know whether they were referred'
    """
    if reason in REASONS:
        return REASONS[reason]
    words, what = OPENING_REASONS[reason], OPENED[base]
    return Text(da=words.da.format(what=what.da), en=words.en.format(what=what.en))
