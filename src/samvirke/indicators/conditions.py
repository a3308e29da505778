"""A definition as conditions on rows: what is in the base, what is counted, what is held out."""

from typing import Literal, get_args

from samvirke.agreements import Definition
from samvirke.agreements.vocabulary import OPENING_QUESTIONS, Base, Counted

Part = Literal[
    "base",
    "counted",
    "dont_know",
    "unanswered",
    "promoters",
    "detractors",
    "opening_no",
    "opening_dont_know",
    "opening_unanswered",
    "founded_unknown",
    "guided_year_before",
]
Conditions = dict[str, str]
Reason = Literal[
    "opening_no",
    "opening_dont_know",
    "opening_unanswered",
    "founded_unknown",
    "early_warning",
    "no_segment",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
# Reasons for holding rows out of the base, or of what is counted, that are conditions on the row.
HELD_OUT: tuple[
    Literal["opening_no", "opening_dont_know", "opening_unanswered", "founded_unknown"], ...
] = (
    "opening_no",
    "opening_dont_know",
    "opening_unanswered",
    "founded_unknown",
)
# The registrations' own count of referred companies, shown beside the use of referrals.
REGISTERED_REFERRED = "guided > 0 AND referred > 0"

_BASES: dict[Base, str] = {
    "companies_by_form": "company IS NOT NULL",
    "guidance": "engagement IS NOT NULL",
    "guided_companies": "guided > 0",
    "guided_or_participating_companies": "contacts > 0",
    "individually_guided_companies": "individual > 0",
}
_COMPANIES: dict[Counted, str] = {
    "all": "company IS NOT NULL",
    "collective": "collective > 0",
    "early_warning_engagements": "early_warning > 0",
    "growth_engagements": "growth > 0",
    "individual": "individual > 0",
    "not_guided_year_before": "guided_before = 0",
    "operation_engagements": "operation > 0",
    "referred": "referred > 0",
    "short_engagements": "short > 0",
    "under_three_years": "young > 0",
}
_GUIDANCE: dict[Counted, str] = {
    "all": "engagement IS NOT NULL",
    "early_warning_engagements": "type = 'early_warning'",
    "growth_engagements": "type = 'growth'",
    "operation_engagements": "type = 'operation'",
    "short_engagements": "type = 'short'",
}
_BY_FORM: dict[Counted, str] = {
    "collective": "form = 'collective'",
    "individual": "form = 'individual'",
}
_INDIVIDUALLY: dict[Counted, str] = {**_COMPANIES, "referred": "individual_referred > 0"}
_REGISTERED: dict[Base, dict[Counted, str]] = {
    "companies_by_form": _BY_FORM,
    "guidance": _GUIDANCE,
    "guided_companies": _COMPANIES,
    "guided_or_participating_companies": _COMPANIES,
    "individually_guided_companies": _INDIVIDUALLY,
}
_PROMOTERS = ("9", "10")
_DETRACTORS = ("0", "1", "2", "3", "4", "5", "6")


def conditions(definition: Definition) -> Conditions:
    """The condition of each part that ``definition`` has; a row may meet several.

    An unanswered question is never in the base. "Don't know" is in it or out of it by the
    definition, and counted either way. Of answers that need an opening question, only those that
    say yes to it belong to the base.
    """
    if definition.table == "registrations":
        return _of_registrations(definition)
    return _of_answers(definition)


def _of_registrations(definition: Definition) -> Conditions:
    base = _BASES[definition.base]
    known = _REGISTERED[definition.base]
    counted = _joined(" OR ", [known[item] for item in definition.counted])
    found: Conditions = {"base": base, "counted": f"{base} AND {counted}"}
    if "not_guided_year_before" in definition.counted:
        found["guided_year_before"] = "guided_before > 0"
    if "under_three_years" in definition.counted:
        found["founded_unknown"] = f"{base} AND founded = 0"
    return found


def _of_answers(definition: Definition) -> Conditions:
    questions = definition.questions
    all_needed = definition.columns_needed == "all"
    needed, otherwise = (" AND ", " OR ") if all_needed else (" OR ", " AND ")
    answered = _joined(needed, [f"{name} IS NOT NULL" for name in questions])
    decided = _joined(needed, [f"{name} <> 'dont_know'" for name in questions])
    unsure = [f"{name} = 'dont_know'" for name in questions]
    if not all_needed:
        unsure = [f"({name} IS NULL OR {name} = 'dont_know')" for name in questions]
    opening = OPENING_QUESTIONS.get(definition.base)
    opened = "" if opening is None else f"{opening} = 'yes' AND "
    found: Conditions = {
        "base": opened + (answered if definition.dont_know == "in_base" else decided),
        "dont_know": f"{opened}{answered} AND {_joined(otherwise, unsure)}",
        "unanswered": opened + _joined(otherwise, [f"{name} IS NULL" for name in questions]),
    }
    if "promoters_minus_detractors" in definition.counted:
        found["promoters"] = found["counted"] = f"{opened}{_is_in(questions[0], _PROMOTERS)}"
        found["detractors"] = f"{opened}{_is_in(questions[0], _DETRACTORS)}"
    else:
        hits = [_is_in(name, definition.counted) for name in questions]
        found["counted"] = opened + _joined(needed, hits)
    if opening is not None:
        found["opening_no"] = f"{opening} = 'no'"
        found["opening_dont_know"] = f"{opening} = 'dont_know'"
        found["opening_unanswered"] = f"{opening} IS NULL"
    return found


def _is_in(column: str, codes: tuple[str, ...]) -> str:
    quoted = ", ".join(f"'{code}'" for code in codes)
    return f"{column} IN ({quoted})"


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})"
