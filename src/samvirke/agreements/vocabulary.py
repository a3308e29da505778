"""The words that agreement files may use. Code knows the kinds of rule, files hold the numbers."""

from typing import Literal

Indicator = Literal[
    "awareness",
    "crisis_effect",
    "crisis_readiness",
    "digital_felt_effect",
    "felt_effect",
    "geographic_spread",
    "green_awareness",
    "green_dialogue_tool",
    "green_felt_effect",
    "growth_effect",
    "new_companies",
    "nps",
    "offer_awareness",
    "productivity_effect",
    "referral_use",
    "sustainability_effect",
    "very_satisfied",
    "young_companies",
]
MeasureKind = Literal["share", "nps", "count", "delivery", "local_target", "growth_difference"]
Scope = Literal["each_hub", "all_hubs"]
Operator = Literal[">=", ">", "increase>=", "done"]
UnitCode = Literal["percent", "percentage_points", "nps_points", "companies"]
Measure = Literal["turnover", "employment", "productivity"]
Segments = Literal["pooled", "each", "growth", "operation"]
GuidedYear = Literal["same", "previous", "two_years_before", "none"]
DontKnow = Literal["in_base", "out_of_base", "not_asked"]
Tolerance = Literal["relative", "points"]
UnitOfCount = Literal["company", "engagement", "answer", "delivery"]
RuleKind = Literal["national_goals", "outreach_frame", "geographic_goal"]

Table = Literal["registrations", "evaluations", "awareness", "company_register", "report"]
COLUMNS: dict[str, tuple[str, ...]] = {
    "registrations": (
        "company",
        "company_founded",
        "form",
        "municipality",
        "referred_to",
        "started",
        "type",
    ),
    "evaluations": (
        "competence_satisfaction",
        "digital_guidance",
        "effect",
        "green_guidance",
        "recommend",
        "referral_received",
        "referral_use",
        "satisfaction",
        "sustainability_environment",
        "sustainability_governance",
        "sustainability_guidance",
        "sustainability_social",
    ),
    "awareness": ("believes_green_offer", "crisis_effect", "knows_hub", "knows_offers"),
    "company_register": (
        "full_time_equivalents",
        "turnover",
        "turnover_per_full_time_equivalent",
    ),
    "report": ("delivered",),
}
Base = Literal[
    "all_answers",
    "answers_with_digital_guidance",
    "answers_with_green_guidance",
    "answers_with_referral",
    "answers_with_sustainability_guidance",
    "companies_by_form",
    "companies_guided_because_of_crisis",
    "companies_knowing_hub",
    "companies_with_ended_guidance",
    "delivery",
    "guidance",
    "guided_companies",
    "guided_or_participating_companies",
    "individually_guided_companies",
    "sampled_companies",
]
Counted = Literal[
    "all",
    "collective",
    "difference_in_growth_to_control_group",
    "done",
    "early_warning_engagements",
    "expects_within_half_year",
    "growth_engagements",
    "individual",
    "not_guided_year_before",
    "operation_engagements",
    "positive",
    "promoters_minus_detractors",
    "referred",
    "share_of_guidance_against_share_of_population",
    "short_engagements",
    "to_a_high_degree",
    "under_three_years",
    "used",
    "very_satisfied",
    "yes",
]
DefinitionField = Literal[
    "base", "counted", "dont_know", "guided_year", "segments", "tolerance", "unit_of_count"
]

# Each base speaks of the rows of one table. The question that opens an answer's base is a column
# of its own: only those who say yes to it are counted.
BASES: dict[Base, Table] = {
    "all_answers": "evaluations",
    "answers_with_digital_guidance": "evaluations",
    "answers_with_green_guidance": "evaluations",
    "answers_with_referral": "evaluations",
    "answers_with_sustainability_guidance": "evaluations",
    "companies_by_form": "registrations",
    "companies_guided_because_of_crisis": "awareness",
    "companies_knowing_hub": "awareness",
    "companies_with_ended_guidance": "company_register",
    "delivery": "report",
    "guidance": "registrations",
    "guided_companies": "registrations",
    "guided_or_participating_companies": "registrations",
    "individually_guided_companies": "registrations",
    "sampled_companies": "awareness",
}
OPENING_QUESTIONS: dict[Base, str] = {
    "answers_with_digital_guidance": "digital_guidance",
    "answers_with_green_guidance": "green_guidance",
    "answers_with_referral": "referral_received",
    "answers_with_sustainability_guidance": "sustainability_guidance",
    "companies_guided_because_of_crisis": "guided_because_of_crisis",
    "companies_knowing_hub": "knows_hub",
}
_ENGAGEMENT_TYPES: tuple[Counted, ...] = (
    "growth_engagements",
    "operation_engagements",
    "short_engagements",
    "early_warning_engagements",
)
# What can be counted of registrations, by base.
REGISTRATION_COUNTS: dict[Base, tuple[Counted, ...]] = {
    "companies_by_form": ("individual", "collective"),
    "guidance": ("all", *_ENGAGEMENT_TYPES, "share_of_guidance_against_share_of_population"),
    "guided_companies": (
        "all",
        *_ENGAGEMENT_TYPES,
        "not_guided_year_before",
        "referred",
        "under_three_years",
    ),
    "guided_or_participating_companies": ("all", "collective", "individual"),
    "individually_guided_companies": ("all", "referred"),
}
