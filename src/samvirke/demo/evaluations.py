"""A hub's made-up answers to the user evaluation of one year's guidance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction

from samvirke.demo.cells import Answer, Row, moment_number, row
from samvirke.demo.companies import Portfolio
from samvirke.demo.draws import Draws, cards
from samvirke.demo.engagements import Engagement, HubYear
from samvirke.demo.profiles import Profiles, Weights, share_of, with_rest
from samvirke.records.made_up import MADE_UP
from samvirke.records.schemas import EVALUATIONS

# How much an answer follows the company's mood (0-999, the best first) and how much chance.
_MOOD, _CHANCE = 1000, 600
_OPENS, _MINUTES_OPEN = time(8), 10 * 60
_NO_SEGMENT = "none"
_AREAS = ("environment", "social", "governance")


@dataclass(frozen=True, slots=True)
class _Asker:
    """Draws the answers of a group that shares its rates."""

    plan: HubYear
    profiles: Profiles
    draws: Draws
    moods: Sequence[int]

    def rated(self, answers: Weights, who: Sequence[int]) -> dict[int, str]:
        """Answers from the best to the worst, the best to those in the best mood."""
        follows = {one: self.moods[one] + self.draws.below(_CHANCE) for one in who}
        dealt = cards(len(who), answers)
        return dict(zip(sorted(who, key=lambda one: (follows[one], one)), dealt, strict=True))

    def plain(self, answers: Weights, who: Sequence[int]) -> dict[int, str]:
        """Answers that have nothing to do with the mood."""
        return dict(zip(who, self.draws.deal(len(who), answers), strict=True))

    def who_answers(self, who: Iterable[int]) -> list[int]:
        """Those who do not leave the question blank."""
        asked = list(who)
        blank = share_of(len(asked), self.profiles.answers.blank_per_cent)
        return sorted(self.draws.some(asked, len(asked) - blank))

    def risen(self, per_cent: Fraction, rise: Fraction) -> Fraction:
        """A rate in the year of the guidance."""
        return per_cent + rise * (self.plan.year - self.profiles.rate_year)


def draw_evaluations(
    plan: HubYear,
    portfolio: Portfolio,
    engagements: Sequence[Engagement],
    profiles: Profiles,
    draws: Draws,
) -> list[Row]:
    """Answers about the year's engagements, in the order in which they were given."""
    groups: dict[str, list[Engagement]] = {"growth": [], "operation": [], _NO_SEGMENT: []}
    for item in _evaluated(engagements, profiles, draws):
        groups[_group(item, portfolio)].append(item)
    most = plan.rates.most_growth_answers
    if most is not None:
        groups["growth"] = groups["growth"][:most]
    found: list[tuple[datetime, str, bool, Answer]] = []
    for segment, items in groups.items():
        answers = _answers(segment, len(items), plan, profiles, draws)
        found += _with_moments(items, answers, profiles, draws)
    found.sort(key=lambda item: item[:3])
    return [
        row(
            EVALUATIONS,
            hub=plan.hub,
            answer=f"{MADE_UP}S-{plan.year}-{at:05d}",
            engagement=engagement,
            answered=moment_number(moment),
            **answer,
        )
        for at, (moment, engagement, _, answer) in enumerate(found, start=1)
    ]


def _evaluated(
    engagements: Sequence[Engagement], profiles: Profiles, draws: Draws
) -> list[Engagement]:
    """Nearly all long engagements and some of the short ones, in their order."""
    wanted = profiles.answers
    long = [item for item in engagements if (item.minutes or 0) > wanted.long_minutes]
    short = [item for item in engagements if (item.minutes or 0) <= wanted.long_minutes]
    chosen = {
        item.number
        for items, per_cent in ((long, wanted.long_per_cent), (short, wanted.short_per_cent))
        for item in draws.some(items, share_of(len(items), per_cent))
    }
    return [item for item in engagements if item.number in chosen]


def _group(item: Engagement, portfolio: Portfolio) -> str:
    """The segment that the answer counts in: none for early warning companies in operation."""
    early = item.company.number in portfolio.early_warning
    if item.segment is None or (item.segment == "operation" and early):
        return _NO_SEGMENT
    return item.segment


def _answers(
    segment: str, count: int, plan: HubYear, profiles: Profiles, draws: Draws
) -> list[Answer]:
    asker = _Asker(plan, profiles, draws, [draws.below(_MOOD) for _ in range(count)])
    cells = {
        **_quality(asker, segment, range(count)),
        **_referral(asker, range(count)),
        **_subjects(asker, range(count)),
    }
    questions = EVALUATIONS.column_names[4:]
    return [
        {question: cells.get(question, {}).get(one) for question in questions}
        for one in range(count)
    ]


_Cells = Mapping[str, dict[int, str]]


def _quality(asker: _Asker, segment: str, everyone: Sequence[int]) -> _Cells:
    wanted, rise = asker.profiles.answers, asker.profiles.yearly_rise
    rates = asker.plan.rates
    like = "operation" if segment == _NO_SEGMENT else segment
    satisfied = with_rest(
        "very_satisfied",
        asker.risen(rates.satisfied[like], rise.satisfied),
        wanted.satisfaction_rest,
    )
    effect = with_rest(
        "to_a_high_degree", asker.risen(rates.effect, rise.effect), wanted.effect_rest
    )
    promoters = asker.risen(rates.nps[like].promoters, rise.promoters)
    detractors = rates.nps[like].detractors
    recommend = {
        **_shared(promoters, wanted.promoter_scores),
        **_shared(100 - promoters - detractors, wanted.passive_scores),
        **_shared(detractors, wanted.detractor_scores),
    }
    return {
        "satisfaction": asker.rated(satisfied, asker.who_answers(everyone)),
        "competence_satisfaction": asker.rated(satisfied, asker.who_answers(everyone)),
        "recommend": asker.rated(recommend, asker.who_answers(everyone)),
        "effect": asker.rated(effect, asker.who_answers(everyone)),
    }


def _shared(per_cent: Fraction, weights: Weights) -> Weights:
    whole = sum(weights.values())
    return {answer: per_cent * weight / whole for answer, weight in weights.items()}


def _referral(asker: _Asker, everyone: Sequence[int]) -> _Cells:
    received = asker.plain(asker.profiles.answers.referral_received, asker.who_answers(everyone))
    use = dict(asker.plan.rates.referral_use)
    rise = asker.risen(Fraction(0), asker.profiles.yearly_rise.used)
    use["used"] += rise
    use["not_used"] -= rise
    who = asker.who_answers(_saying_yes(received))
    return {"referral_received": received, "referral_use": asker.plain(use, who)}


def _subjects(asker: _Asker, everyone: Sequence[int]) -> _Cells:
    wanted, year = asker.profiles.answers, asker.plan.year
    cells: dict[str, dict[int, str]] = {}
    first, last = wanted.asked.green_and_digital
    if first <= year <= last:
        for question in ("green_guidance", "digital_guidance"):
            answers: Weights = getattr(wanted, question)
            cells[question] = asker.plain(answers, asker.who_answers(everyone))
    first, last = wanted.asked.sustainability
    if first <= year <= last:
        given = asker.plain(wanted.sustainability_guidance, asker.who_answers(everyone))
        cells["sustainability_guidance"] = given
        for area in _AREAS:
            rate: Fraction = getattr(asker.plan.rates.sustainability, area)
            answers = with_rest("to_a_high_degree", rate, wanted.effect_rest)
            who = asker.who_answers(_saying_yes(given))
            cells[f"sustainability_{area}"] = asker.rated(answers, who)
    return cells


def _saying_yes(answers: Mapping[int, str]) -> list[int]:
    return sorted(one for one, answer in answers.items() if answer == "yes")


def _with_moments(
    items: Sequence[Engagement], answers: Sequence[Answer], profiles: Profiles, draws: Draws
) -> list[tuple[datetime, str, bool, Answer]]:
    """Moment, engagement, whether it is the last answer, answer.

    Some have answered before, the first of these at the same moment: the one with the higher
    number then counts.
    """
    twice = share_of(len(items), profiles.answers.answered_twice_per_cent)
    before = {item.number: at for at, item in enumerate(draws.some(items, twice))}
    found = []
    for item, answer in zip(items, answers, strict=True):
        day = (item.ended or item.started) + timedelta(days=draws.between(8, 40))
        moment = datetime.combine(day, _OPENS) + timedelta(minutes=draws.below(_MINUTES_OPEN))
        found.append((moment, item.number, True, answer))
        if item.number in before:
            earlier = timedelta(days=min(before[item.number], 7))
            found.append((moment - earlier, item.number, False, draws.one_of(answers)))
    return found
