"""Whether the contract's references lead where they say: goals, agreement, parties, years."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from samvirke.agreements import ContractGoal
from samvirke.figures import Text
from samvirke.schemes.contract_check.context import Context, clause_of
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind
from samvirke.schemes.contract_check.matching import Resolved

_SPAN = re.compile(r"(20\d\d)\s*[-–]\s*(20\d\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\b20\d\d\b")
_GOAL_ID = re.compile(r"\bRA\d\d-M\d+\w?\b")
_SURVEY = re.compile(r"survey|spørgeskema|måling|kendskabsmål", re.IGNORECASE)
_OTHER_GOAL = re.compile(r"\b(?:goal|mål|målet|goals)\s+(\d{1,4})\b", re.IGNORECASE)


def reference_findings(context: Context) -> Iterator[Finding]:
    """Every reference that leads nowhere or somewhere else."""
    for item in context.resolved:
        yield from _goal_reference(context, item)
        yield from _other_goals(context, item.contract_goal)
        yield from _survey_years(context, item)
        yield from _measure_points(context, item)
    yield from _agreement(context)
    yield from _left_out(context)
    yield from _title_year(context)
    yield from _parties(context)


def _goal_reference(context: Context, item: Resolved) -> Iterator[Finding]:
    goal, reference = item.contract_goal, item.contract_goal.framework_ref
    if item.referred is not None and item.titled in (None, item.referred):
        return
    known = ", ".join(other.id for other in context.agreement.goals)
    meant = item.titled
    if reference is None:
        what = Text(
            da="Det nationale mål har ingen henvisning til aftalen.",
            en="The national goal does not refer to the agreement.",
        )
    elif item.referred is None:
        what = Text(
            da=f"Henvisningen »{reference}« findes ikke i {context.agreement.title}.",
            en=f"The reference '{reference}' is not in {context.agreement.title}.",
        )
    else:
        what = Text(
            da=f"Henvisningen »{reference}« er til »{item.referred.title.da}«, "
            f"men målet hedder »{goal.name}«.",
            en=f"The reference '{reference}' is to '{item.referred.title.en}', "
            f"but the goal is called '{goal.name}'.",
        )
    advice = (
        Text(da=f" Skriv {meant.id}.", en=f" Write {meant.id}.")
        if meant
        else Text(da=f" Gyldige: {known}.", en=f" Valid: {known}.")
    )
    yield Finding(
        kind=Kind.WRONG_REFERENCE,
        grade=Grade.NOTE if meant and item.referred is None else Grade.QUESTION,
        message=Text(da=what.da + advice.da, en=what.en + advice.en),
        contract_clause=clause_of(goal),
        framework_clause=meant.clause if meant else None,
        got=reference,
        expected=meant.id if meant else None,
        contract_words=goal.name or None,
        framework_words=meant.title if meant else None,
    )


def _other_goals(context: Context, goal: ContractGoal) -> Iterator[Finding]:
    """A method that says "set under goal 8" must name a goal that is there."""
    numbers = {other.number for other in context.contract.goals}
    for named in _OTHER_GOAL.findall(goal.method or ""):
        if int(named) not in numbers:
            yield Finding(
                kind=Kind.WRONG_REFERENCE,
                grade=Grade.QUESTION,
                message=Text(
                    da=f"Metoden henviser til mål {named}, som kontrakten ikke har. Ret nummeret.",
                    en=f"The method refers to goal {named}, which the contract does not have. "
                    "Correct the number.",
                ),
                contract_clause=f"{clause_of(goal)}, metode",
                got=named,
                expected=", ".join(str(number) for number in sorted(numbers)),
                contract_words=goal.method,
            )


def _measure_points(context: Context, item: Resolved) -> Iterator[Finding]:
    """A measure point that a threshold names must be one of the agreement's."""
    known = [point.id for point in context.agreement.measure_points]
    for threshold in item.contract_goal.requirements:
        named = threshold.measure_point
        if named is None or named in known:
            continue
        near = get_close_matches(named, known, n=1)
        hint = near[0] if near else ", ".join(known)
        yield Finding(
            kind=Kind.WRONG_REFERENCE,
            grade=Grade.QUESTION,
            message=Text(
                da=f"Målepunktet »{named}« findes ikke i {context.agreement.title}. "
                f"Mulige: {hint}.",
                en=f"The measure point '{named}' is not in {context.agreement.title}. Possible: "
                f"{hint}.",
            ),
            contract_clause=clause_of(item.contract_goal, threshold.id),
            got=named,
            expected=hint,
            contract_words=threshold.text,
        )


def _survey_years(context: Context, item: Resolved) -> Iterator[Finding]:
    """A goal for one year whose survey, by the contract's own method, is held in another."""
    goal = item.contract_goal
    method = goal.method or ""
    held = sorted({int(year) for year in _YEAR.findall(method)})
    if not held or not _SURVEY.search(method) or context.year in held:
        return
    for match in context.matches:
        surveyed = match.point.measured_years is not None
        if match.goal != goal or not surveyed or context.year not in match.threshold.named_years:
            continue
        listed = ", ".join(str(year) for year in held)
        yield Finding(
            kind=Kind.SURVEY_YEAR_DIFFERS,
            grade=Grade.QUESTION,
            message=Text(
                da=f"Målet gælder {context.year}, men kontraktens egen metode måler i {listed}. "
                "Ret det ene eller det andet.",
                en=f"The goal is for {context.year}, but the contract's own method measures in "
                f"{listed}. Correct one or the other.",
            ),
            contract_clause=f"{clause_of(goal)}, metode",
            measure_point=match.point.id,
            got=tuple(held),
            expected=(context.year,),
            contract_words=method,
            framework_words=match.point.title,
        )
        return


def _agreement(context: Context) -> Iterator[Finding]:
    """The agreements that the contract says it builds on must include the one in force."""
    told = [("grundlag", text) for text in context.contract.based_on or ()]
    told += [(clause_of(goal), goal.text) for goal in context.contract.goals if goal.text]
    named = [(where, text) for where, text in told if "ramme" in str(text).lower()]
    period, agreement = context.agreement.valid.period, context.agreement
    years = period.years()
    for where, text in named:
        span = _SPAN.search(str(text))
        wrong_span = span and (int(span[1]), int(span[2])) != (years[0], years[-1])
        date = _DATE.search(str(text))
        wrong_date = date and agreement.dated and date[0] != agreement.dated.isoformat()
        if wrong_span or wrong_date:
            right = f"{agreement.title} ({agreement.dated})" if agreement.dated else agreement.title
            yield Finding(
                kind=Kind.WRONG_REFERENCE,
                grade=Grade.QUESTION if wrong_span else Grade.NOTE,
                message=Text(
                    da=f"Kontrakten skriver, at den bygger på »{text}«, men i {context.year} "
                    f"gælder {right}. Ret grundlaget.",
                    en=f"The contract says that it builds on '{text}', but in {context.year} it is "
                    f"{right} that holds. Correct it.",
                ),
                contract_clause=where,
                framework_clause=agreement.valid.clause,
                got=str(text),
                expected=right,
                contract_words=str(text),
            )
    if context.contract.based_on and not named:
        yield Finding(
            kind=Kind.WRONG_REFERENCE,
            grade=Grade.NOTE,
            message=Text(
                da=f"Kontraktens grundlag nævner ikke rammeaftalen. I {context.year} gælder "
                f"{agreement.title}.",
                en=f"What the contract builds on does not name the framework agreement. In "
                f"{context.year} it is {agreement.title}.",
            ),
            contract_clause="grundlag",
            framework_clause=agreement.valid.clause,
            expected=agreement.title,
            contract_words="; ".join(context.contract.based_on),
        )


def _left_out(context: Context) -> Iterator[Finding]:
    """Goals that the contract names as left out must be goals of the agreement."""
    ids = {goal.id for goal in context.agreement.goals} | {
        point.id for point in context.agreement.measure_points
    }
    for named in _GOAL_ID.findall(str(context.contract.framework_goal_left_out or "")):
        if named not in ids:
            yield Finding(
                kind=Kind.WRONG_REFERENCE,
                grade=Grade.NOTE,
                message=Text(
                    da=f"Kontrakten udelader »{named}«, som {context.agreement.title} ikke har.",
                    en=f"The contract leaves out '{named}', which {context.agreement.title} does "
                    "not have.",
                ),
                contract_clause="udeladte mål",
                got=named,
                expected=", ".join(sorted(goal.id for goal in context.agreement.goals)),
            )


def _title_year(context: Context) -> Iterator[Finding]:
    named = {int(year) for year in _YEAR.findall(context.contract.title)}
    if named and context.year not in named:
        yield Finding(
            kind=Kind.WRONG_REFERENCE,
            grade=Grade.QUESTION,
            message=Text(
                da=f"Titlen siger {sorted(named)[0]}, men kontrakten træder i kraft i "
                f"{context.year}, og det år bestemmer, hvad aftalen kræver. Ret det ene eller det "
                "andet.",
                en=f"The title says {sorted(named)[0]}, but the contract enters into force in "
                f"{context.year}, and that year decides what the agreement requires. Correct one "
                "or the other.",
            ),
            contract_clause="titel",
            got=tuple(sorted(named)),
            expected=(context.year,),
            contract_words=context.contract.title,
        )


def _parties(context: Context) -> Iterator[Finding]:
    hubs = context.territory.hubs_of(context.kkr, on=context.day)
    if context.hub in hubs:
        return
    names = ", ".join(hub.name for hub in hubs)
    yield Finding(
        kind=Kind.WRONG_REFERENCE,
        grade=Grade.QUESTION,
        message=Text(
            da=f"{context.hub.name} ligger ikke i {context.kkr.name}s område, som har {names}. Ret "
            "parterne.",
            en=f"{context.hub.name} is not in the area of {context.kkr.name}, which has {names}. "
            "Correct the parties.",
        ),
        contract_clause="parter",
        framework_clause="bilag 1" if context.agreement.rule("geographic_goal") else None,
        got=context.hub.name,
        expected=names,
        contract_words=", ".join(context.contract.parties),
    )
