"""An application for the deficit guarantee: its checklist and its life.

Source: »Den udvidede underskudsmodel blandt kommuner i Syddanmark«, August 2024. An application
goes through the social directors' forum to the KKR, which approves it before building starts; the
guarantee is then settled year by year until it lapses or ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from samvirke.allocation import AllocationError
from samvirke.figures import Text, format_date
from samvirke.schemes.deficit_cover import DeficitGuaranteeParameters, HigherCover


class State(Enum):
    """Where an application stands."""

    APPLIED = "applied"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    YEAR_1_SETTLED = "year_1_settled"
    YEAR_2_SETTLED = "year_2_settled"
    YEAR_3_SETTLED = "year_3_settled"
    LAPSED = "lapsed"
    ENDED = "ended"
    REFUSED = "refused"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


# From year 1 the guarantee may end, since it can be given for one, two or three years; it lapses
# where year two is fully occupied.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.APPLIED: frozenset({State.RECOMMENDED, State.REFUSED}),
    State.RECOMMENDED: frozenset({State.APPROVED, State.REFUSED}),
    State.APPROVED: frozenset({State.YEAR_1_SETTLED}),
    State.YEAR_1_SETTLED: frozenset({State.YEAR_2_SETTLED, State.LAPSED, State.ENDED}),
    State.YEAR_2_SETTLED: frozenset({State.YEAR_3_SETTLED, State.ENDED}),
    State.YEAR_3_SETTLED: frozenset({State.ENDED}),
    State.LAPSED: frozenset(),
    State.ENDED: frozenset(),
    State.REFUSED: frozenset(),
}

_LABELS = {
    State.APPLIED: Text(da="ansøgt", en="applied"),
    State.RECOMMENDED: Text(da="indstillet af Socialdirektørforum", en="recommended by the forum"),
    State.APPROVED: Text(da="godkendt af KKR", en="approved by the KKR"),
    State.YEAR_1_SETTLED: Text(da="år 1 afregnet", en="year 1 settled"),
    State.YEAR_2_SETTLED: Text(da="år 2 afregnet", en="year 2 settled"),
    State.YEAR_3_SETTLED: Text(da="år 3 afregnet", en="year 3 settled"),
    State.LAPSED: Text(da="faldet væk", en="lapsed"),
    State.ENDED: Text(da="afsluttet", en="ended"),
    State.REFUSED: Text(da="afslået", en="refused"),
}


class Ground(Enum):
    """Who may use the model: a municipality, in special cases the region, or after an order.

    The order is one from Social- og Boligstyrelsen to set up a facility. The text exempts neither
    the region nor an order from the checklist.
    """

    MUNICIPALITY = "municipality"
    REGION = "region"
    ORDER = "order"


class Requirement(Enum):
    """The checklist. »Building has not started« is held against the approval's day instead."""

    NEED_BEYOND_ONE = "need_beyond_one_municipality"
    SKILLS = "skills_in_target_group"
    SPECIAL_CASE = "special_case"
    INSPECTION = "approved_by_inspectorate"

    @property
    def label(self) -> Text:
        """The requirement in words."""
        return _REQUIREMENTS[self]


_REQUIREMENTS = {
    Requirement.NEED_BEYOND_ONE: Text(
        da="Socialdirektørforum har afdækket et behov for pladser ud over én kommunes",
        en="the forum has found a need for places beyond that of one municipality",
    ),
    Requirement.SKILLS: Text(
        da="ansøgeren har kompetencer inden for målgruppen, eller Socialdirektørforum har "
        "begrundet en undtagelse (»som udgangspunkt«)",
        en="the applicant has skills in the target group, or the forum has given reasons for an "
        "exception ('as a starting point')",
    ),
    Requirement.SPECIAL_CASE: Text(
        da="KKR har taget stilling til det særlige tilfælde: regionen bygger, eller Social- og "
        "Boligstyrelsen har pålagt at opføre tilbuddet",
        en="the KKR has considered the special case: the region builds, or the national authority "
        "has ordered the facility",
    ),
    Requirement.INSPECTION: Text(
        da="botilbuddet har Socialtilsynets godkendelse ved opstart",
        en="the facility has the inspectorate's approval when it starts",
    ),
}
_NEEDED_FOR = {
    State.RECOMMENDED: (Requirement.NEED_BEYOND_ONE, Requirement.SKILLS),
    State.APPROVED: (Requirement.SPECIAL_CASE,),
    State.YEAR_1_SETTLED: (Requirement.INSPECTION,),
}


@dataclass(frozen=True, slots=True)
class Application:
    """An application and the days on which it reached its states, the first first.

    ``met`` are the requirements that are documented. ``higher`` is a special decision on cover.
    """

    ground: Ground
    building_starts: date
    met: frozenset[Requirement]
    reached: tuple[tuple[State, date], ...]
    higher: HigherCover | None = None

    @property
    def state(self) -> State:
        """Where it stands now."""
        return self.reached[-1][0]

    def missing(self, state: State) -> tuple[Requirement, ...]:
        """What must still be documented before the application can reach ``state``."""
        needed = _NEEDED_FOR.get(state, ())
        if self.ground is Ground.MUNICIPALITY:
            needed = tuple(item for item in needed if item is not Requirement.SPECIAL_CASE)
        return tuple(item for item in needed if item not in self.met)

    def moved(self, state: State, *, on: date) -> "Application":
        """The application in ``state``, reached on a day.

        Raises ``AllocationError`` for a transition that ``TRANSITIONS`` does not hold, a day
        before the last, an open requirement, an approval on or after the day that building starts,
        or a higher cover that was not decided before the promise.
        """
        if state not in TRANSITIONS[self.state]:
            raise _refused(
                f"En ansøgning kan ikke gå fra »{self.state.label.da}« til »{state.label.da}«.",
                f"An application cannot go from '{self.state.label.en}' to '{state.label.en}'.",
            )
        last = self.reached[-1][1]
        if on < last:
            raise _refused(
                f"{format_date(on, 'da')} ligger før {format_date(last, 'da')}, den seneste dag i "
                "ansøgningens forløb.",
                f"{format_date(on, 'en')} lies before {format_date(last, 'en')}, the last day in "
                "the application's life.",
            )
        for item in self.missing(state):
            raise _refused(
                f"Det er ikke dokumenteret, at {item.label.da}. Det kræves, før den går videre "
                f"til »{state.label.da}«.",
                f"It is not documented that {item.label.en}. That is required before it goes on "
                f"to '{state.label.en}'.",
            )
        if state is State.APPROVED:
            self._check_approval(on)
        return replace(self, reached=(*self.reached, (state, on)))

    def _check_approval(self, on: date) -> None:
        if on >= self.building_starts:
            raise _refused(
                f"Byggeriet igangsættes {format_date(self.building_starts, 'da')}. KKR skal have "
                "godkendt ansøgningen inden.",
                f"Building starts on {format_date(self.building_starts, 'en')}. The KKR must have "
                "approved the application before that.",
            )
        if self.higher is not None and self.higher.day > on:
            raise _refused(
                "Den højere dækning skal være besluttet, før tilsagnet gives.",
                "The higher cover must be decided before the promise is given.",
            )


def evaluation_due(adopted: date, *, model: DeficitGuaranteeParameters) -> date:
    """When the model is to be evaluated by the forum: three years after it was adopted.

    Our reading of »efter 3 år«; the text does not print from when. 29 February becomes the 28th.
    """
    year = adopted.year + model.evaluated_after_years
    day = 28 if (adopted.month, adopted.day) == (2, 29) else adopted.day
    return date(year, adopted.month, day)


def _refused(da: str, en: str) -> AllocationError:
    return AllocationError(Text(da=da, en=en))
