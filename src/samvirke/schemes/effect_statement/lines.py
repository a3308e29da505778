"""The other choices and trials as lines beside the effect, and which of them must be hidden.

A line rests on companies as a cell of a table does. Where few or one of them outweighs the rest,
it is hidden for itself; where its pairs are those of a shown line but for a few companies, what the
few contribute would follow by subtraction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from samvirke.agreements import EffectDefinition
from samvirke.agreements.effect_definition import Disclosure
from samvirke.effects.cohort import Matched, Values
from samvirke.effects.disclosure import Cell, Hidden, hidden_alone
from samvirke.effects.errors import CannotEstimate
from samvirke.effects.estimates import Sample, control_variance, effect_of, sample_of
from samvirke.effects.growth import Growth
from samvirke.effects.matching import Whole
from samvirke.effects.pair_effect import has_mean
from samvirke.effects.register import Register
from samvirke.effects.robustness import trimmed
from samvirke.figures import Text
from samvirke.schemes.effect_statement.choices import Choice
from samvirke.schemes.effect_statement.estimating import estimate_of
from samvirke.schemes.effect_statement.model import Line
from samvirke.schemes.effect_statement.parts import companies_behind

Measured = Callable[[Matched, EffectDefinition], Values]
"""The base and end values of a cohort's companies, by a definition's years."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What a number rests on: its pairs as rows of the register, and the companies behind it.

    Only numbers of the same ``growth`` can be subtracted from each other.
    """

    growth: str
    guided: Whole
    controls: Whole
    cell: Cell

    @classmethod
    def of(cls, register: Register, matched: Matched, sample: Sample, growth: str) -> "Rest":
        """What an estimate on ``sample`` rests on."""
        rows, pairs = matched.cohort.rows, sample.pairs
        cell = companies_behind(register, matched, pairs.treated)
        return cls(growth, rows[pairs.treated], rows[pairs.control], cell)

    def apart(self, other: "Rest") -> int:
        """How many guided companies have other controls here than there, or are in one alone."""
        size = max(int(one.max(initial=0)) for one in (self.controls, other.controls)) + 1
        own, others = (one.guided * size + one.controls for one in (self, other))
        return len(np.unique(np.setxor1d(own, others, assume_unique=True) // size))


@dataclass(frozen=True, slots=True)
class Tried:
    """A line and what it rests on; nothing where it has no number."""

    line: Line
    rest: Rest | None


@dataclass(frozen=True, slots=True)
class Main:
    """The deciding pairs, their growth, and the definition that made them."""

    register: Register
    matched: Matched
    sample: Sample
    definition: EffectDefinition

    def rest(self) -> Rest:
        """What the deciding effect rests on."""
        return Rest.of(self.register, self.matched, self.sample, self.definition.growth)


def lines_of(
    main: Main,
    rematched: Mapping[str, Matched | Text],
    choices: tuple[Choice, ...],
    measured: Measured,
    fake: Sample | Text,
) -> tuple[Line, ...]:
    """Each other choice and trial as a line; one that has no number says why.

    ``rematched`` holds the pairs of those choices that make others, ``fake`` the main pairs'
    growth before guidance, or why there is none.
    """
    tried = [
        *(_choice(main, rematched, choice, measured) for choice in choices),
        *_trimmed(main),
        _fake_year(main, fake),
    ]
    return tuple(_with_hiding(main.rest(), tried, main.definition.disclosure))


def _with_hiding(main: Rest, tried: Sequence[Tried], rule: Disclosure) -> Iterator[Line]:
    shown = [main]
    for one in tried:
        if one.rest is None:
            yield one.line
            continue
        why = _why_hidden(one.rest, shown, rule)
        if why is None:
            shown.append(one.rest)
        yield replace(one.line, hidden=None if why is None else why.value)


def _why_hidden(rest: Rest, shown: Sequence[Rest], rule: Disclosure) -> Hidden | None:
    minimum = rule.minimum
    alone = hidden_alone(rest.cell, minimum=minimum, dominance_percent=rule.dominance_percent)
    if alone is not None:
        return alone
    near = (other for other in shown if other.growth == rest.growth)
    return Hidden.SUBTRACTION if any(0 < rest.apart(one) < minimum for one in near) else None


def _choice(
    main: Main, rematched: Mapping[str, Matched | Text], choice: Choice, measured: Measured
) -> Tried:
    matched = rematched[choice.code] if choice.rematched else main.matched
    if isinstance(matched, Text):
        return Tried(Line(choice.code, choice.label, None, matched), None)

    def sampled() -> Sample:
        return sample_of(matched, measured(matched, choice.definition), choice.definition)

    return _tried(main.register, matched, choice, sampled)


def _tried(
    register: Register, matched: Matched, choice: Choice, sampled: Callable[[], Sample]
) -> Tried:
    definition = choice.definition
    try:
        sample = sampled()
        variance = control_variance(matched, sample) if definition.replacement else None
        effect = effect_of(sample, definition, control_variance=variance)
    except CannotEstimate as error:
        return Tried(Line(choice.code, choice.label, None, error.what), None)
    except LookupError:
        return Tried(Line(choice.code, choice.label, None, OUTSIDE), None)
    line = Line(choice.code, choice.label, estimate_of(effect, definition), None)
    return Tried(line, Rest.of(register, matched, sample, definition.growth))


def _trimmed(main: Main) -> Iterator[Tried]:
    """The effect without the pairs of extreme growth, at one and at five per cent."""
    if not has_mean(Growth(main.definition.growth)):
        return
    for percent in (1, 5):
        label = Text(
            f"Uden par med vækst uden for {percent} og {100 - percent} pct.",
            f"Without pairs growing outside {percent} and {100 - percent} per cent",
        )
        choice = Choice(f"trimmed_{percent}", label, main.definition, rematched=False)
        yield _tried(main.register, main.matched, choice, partial(trimmed, main.sample, percent))


def _fake_year(main: Main, fake: Sample | Text) -> Tried:
    if isinstance(fake, Text):
        return Tried(Line(FAKE_YEAR, _FAKE, None, fake), None)
    choice = Choice(FAKE_YEAR, _FAKE, main.definition, rematched=False)
    tried = _tried(main.register, main.matched, choice, lambda: fake)
    # Growth of other years: nothing can be subtracted from it.
    return replace(tried, rest=tried.rest and replace(tried.rest, growth=FAKE_YEAR))


FAKE_YEAR = "fake_year"
OUTSIDE = Text(
    da="Registret rummer ikke de år, der skal bruges.",
    en="The register does not hold the years that are needed.",
)
_FAKE = Text(
    da="Placebo: de samme par i årene før vejledningen",
    en="Placebo: the same pairs in the years before guidance",
)
