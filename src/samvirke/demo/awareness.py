"""A hub's made-up awareness survey of one year."""

from collections.abc import Sequence

from samvirke.demo.cells import Answer, Row, row
from samvirke.demo.draws import Draws
from samvirke.demo.engagements import HubYear
from samvirke.demo.profiles import Profiles, Weights, with_rest
from samvirke.records.made_up import MADE_UP
from samvirke.records.schemas import AWARENESS


def draw_awareness(plan: HubYear, profiles: Profiles, draws: Draws) -> list[Row]:
    """The answers of a sample of companies; only those that know the hub are asked the rest."""
    rates, wanted, rise = plan.rates.awareness, profiles.awareness, profiles.yearly_rise
    years = plan.year - profiles.rate_year
    everyone: list[Answer] = [
        dict.fromkeys(AWARENESS.column_names[3:]) for _ in range(rates.sample)
    ]

    def ask(question: str, asked: Sequence[Answer], answers: Weights) -> list[Answer]:
        """Those that answer yes."""
        for one, answer in zip(asked, draws.deal(len(asked), answers), strict=True):
            one[question] = answer
        return [one for one in asked if one[question] == "yes"]

    knows = with_rest("yes", rates.knows + rise.awareness * years, wanted.knows_rest)
    knowing = ask("knows_hub", everyone, knows)
    offers = with_rest("yes", rates.offers + rise.offers * years, wanted.offers_rest)
    ask("knows_offers", knowing, offers)
    green = with_rest("yes", rates.green + rise.offers * years, wanted.green_rest)
    ask("believes_green_offer", knowing, green)
    if plan.year in wanted.crisis_years:
        guided = ask("guided_because_of_crisis", knowing, wanted.guided_because_of_crisis)
        effect = with_rest("positive", rates.crisis_positive, wanted.crisis_effect_rest)
        ask("crisis_effect", guided, effect)
    if plan.hub in wanted.weighted:
        _weigh(everyone, wanted.weights, draws)
    return [
        row(
            AWARENESS,
            hub=plan.hub,
            survey_year=plan.year,
            respondent=f"{MADE_UP}R-{at:04d}",
            **answer,
        )
        for at, answer in enumerate(everyone, start=1)
    ]


def _weigh(everyone: Sequence[Answer], weights: Sequence[int], draws: Draws) -> None:
    """Gives each weight to as many of those that know the hub as of the others."""
    for knows in (True, False):
        group = [one for one in everyone if (one["knows_hub"] == "yes") is knows]
        dealt = draws.deal(len(group), dict.fromkeys(weights, 1))
        for one, weight in zip(group, dealt, strict=True):
            one["weight"] = weight
