"""A made-up register and its statement, computed once for all tests of a process."""

import tempfile
from functools import cache
from pathlib import Path

from samvirke.agreements import load_agreements
from samvirke.demo.national_register import RegisterPlan, make_register, write_register
from samvirke.schemes.effect_statement import EffectOrder, make_statement

PLAN = RegisterPlan(companies=16_000, seed=4)


class Memory:
    """Steps kept in memory; ``made`` counts those that were computed."""

    def __init__(self):
        self.held = {}

    def get(self, name):
        return self.held.get(name)

    def keep(self, name, content):
        self.held[name] = content


@cache
def files():
    folder = Path(tempfile.mkdtemp(prefix="samvirke-test-"))
    register, guided, _ = write_register(make_register(PLAN), folder)
    return register, guided


def quick(agreement):
    """The agreement with few bootstraps and placebos."""
    goals = []
    for goal in agreement.goals:
        points = []
        for point in goal.measure_points:
            effect = point.effect
            if effect is not None:
                trials = effect.trials.model_copy(update={"bootstraps": 100, "placebos": 3})
                effect = effect.model_copy(update={"trials": trials})
            points.append(point.model_copy(update={"effect": effect}))
        goals.append(goal.model_copy(update={"measure_points": tuple(points)}))
    return agreement.model_copy(update={"goals": tuple(goals)})


@cache
def agreement():
    return quick(load_agreements()[0])


def order(**changes):
    register, guided = files()
    return EffectOrder(register, guided, agreement(), demo=True, **changes)


@cache
def statement():
    return make_statement(order(), Memory(), lambda step: None)
