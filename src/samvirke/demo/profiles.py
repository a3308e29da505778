"""How the made-up records are to look: the numbers of ``profiles.yaml``, checked."""

from fractions import Fraction
from functools import cache
from pathlib import Path

from samvirke.records import FractionField, Record, Whole, Word, read_yaml, validate

_FILE = Path(__file__).with_name("profiles.yaml")
Weights = dict[Word, FractionField]
Span = tuple[Whole, Whole]  # first and last, both included


class Rise(Record):
    """Points by which a rate rises each year."""

    awareness: FractionField
    offers: FractionField
    satisfied: FractionField
    promoters: FractionField
    effect: FractionField
    used: FractionField


class MuchGuided(Record):
    """Companies with so many hours that the management must take a position."""

    per_thousand: FractionField
    engagements: Whole
    minutes: Span


class Missing(Record):
    """Per cent of the engagements, or of the companies for ``founded``, that lack a cell."""

    production_unit: FractionField
    segment: FractionField
    subject: FractionField
    minutes: FractionField
    founded: FractionField
    office: FractionField


class Engagements(Record):
    """The shape of the engagements; ``types`` by segment, ``minutes`` by type."""

    per_company: dict[Whole, FractionField]
    form: Weights
    types: dict[Word, Weights]
    minutes: dict[Word, Span]
    much_guided: MuchGuided
    open_per_cent: FractionField
    referred_by_per_cent: FractionField
    missing_per_cent: Missing


class Asked(Record):
    """First and last year of guidance in which a question is asked."""

    green_and_digital: Span
    sustainability: Span


class Answers(Record):
    """The shape of the user evaluation; ``…_rest`` shares out what a hub's rate leaves."""

    long_minutes: Whole
    long_per_cent: FractionField
    short_per_cent: FractionField
    answered_twice_per_cent: FractionField
    blank_per_cent: FractionField
    asked: Asked
    satisfaction_rest: Weights
    effect_rest: Weights
    promoter_scores: Weights
    passive_scores: Weights
    detractor_scores: Weights
    referral_received: Weights
    green_guidance: Weights
    digital_guidance: Weights
    sustainability_guidance: Weights


class Awareness(Record):
    """The shape of the awareness survey; ``weights`` in millionths."""

    knows_rest: Weights
    offers_rest: Weights
    green_rest: Weights
    crisis_years: tuple[Whole, ...]
    guided_because_of_crisis: Weights
    crisis_effect_rest: Weights
    weighted: tuple[Word, ...]
    weights: tuple[Whole, ...]


class SecondedAdvisers(Record):
    """Meetings of each adviser a year."""

    meetings_a_year: Whole


class Words(Record):
    """Danish words in the cells that hold free text."""

    referred_to: tuple[Word, ...]
    activities: tuple[Word, ...]
    meetings: tuple[Word, ...]
    adviser: Word
    contact: Word


class HubAwareness(Record):
    """Rates of a hub's awareness survey, and its sample."""

    knows: FractionField
    offers: FractionField
    green: FractionField
    crisis_positive: FractionField
    sample: Whole


class Nps(Record):
    """Promoters and detractors in per cent."""

    promoters: FractionField
    detractors: FractionField


class Sustainability(Record):
    """Rates of "i høj grad" in the three areas."""

    environment: FractionField
    social: FractionField
    governance: FractionField


class Hub(Record):
    """One hub's rates in per cent; ``participants`` per hundred guided companies."""

    returning: FractionField
    growth: FractionField
    participants: FractionField
    referred: FractionField
    advisers: Whole
    most_growth_answers: Whole | None = None
    awareness: HubAwareness
    satisfied: dict[Word, FractionField]
    nps: dict[Word, Nps]
    referral_use: Weights
    effect: FractionField
    sustainability: Sustainability


class Profiles(Record):
    """Everything that the made-up records are drawn by."""

    rate_year: Whole
    guided_companies: dict[Whole, Whole]
    young_companies: dict[Whole, Whole]
    yearly_rise: Rise
    spread_factors: dict[Whole, Whole]
    engagements: Engagements
    answers: Answers
    awareness: Awareness
    seconded_advisers: SecondedAdvisers
    words: Words
    hubs: dict[Word, Hub]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that records can be made up for."""
        return tuple(sorted(set(self.guided_companies) & set(self.young_companies)))


@cache
def load_profiles() -> Profiles:
    """The numbers of ``profiles.yaml``. Raises ``InputError`` for a bad file."""
    return validate(Profiles, read_yaml(_FILE))


def share_of(count: int, per_cent: Fraction) -> int:
    """``per_cent`` of ``count``, rounded half up.

    >>> share_of(50, Fraction(3))
    2
    """
    return int(count * per_cent / 100 + Fraction(1, 2))


def with_rest(counted: str, per_cent: Fraction, rest: Weights) -> Weights:
    """Weights that give ``counted`` its ``per_cent`` and share the rest out as ``rest`` says.

    >>> with_rest("yes", Fraction(40), {"no": Fraction(9), "dont_know": Fraction(1)})
    {'yes': Fraction(40, 1), 'no': Fraction(54, 1), 'dont_know': Fraction(6, 1)}
    """
    left = (100 - per_cent) / sum(rest.values())
    return {counted: per_cent} | {answer: weight * left for answer, weight in rest.items()}
