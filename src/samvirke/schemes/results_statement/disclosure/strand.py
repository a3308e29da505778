"""The figures of one kind of a measure, part by part, and what of them may be published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from samvirke.figures import Figure
from samvirke.schemes.results_statement.disclosure.redaction import (
    score_alone,
    without_exclusions,
)
from samvirke.schemes.results_statement.disclosure.shown import Place, Shown
from samvirke.schemes.results_statement.disclosure.tables import (
    Part,
    Table,
    minus,
    score_shows_small,
    shows_small,
)
from samvirke.schemes.results_statement.disclosure.told import SPLIT, Told, Vector, told

_SCORE = 2


@dataclass(frozen=True)
class Strand:
    """The values of a measure, last year's values, or one kind of figure beside them.

    ``figures`` has a part for each segment and one for all together; ``known`` is what is known
    of parts without a figure, ``extra`` what a figure tells on top of its own counts. ``forced``
    parts are hidden whatever they tell, ``public`` ones are stated by an authority.
    """

    place: Place
    figures: Mapping[Part, Figure | None]
    earlier: Sequence[Shown]
    known: Mapping[Part, Told | None] = field(default_factory=dict)
    extra: Mapping[Part, Vector] = field(default_factory=dict)
    forced: frozenset[Part] = frozenset()
    public: frozenset[Part] = frozenset()

    @cached_property
    def hidden(self) -> frozenset[Part]:
        """The parts whose figure may not be shown, and those without one."""
        return self._counts.hidden(self.forced)

    @cached_property
    def changed(self) -> frozenset[Part]:
        """The parts that differ too little from what an earlier version shows."""
        return self._counts.changed()

    def figure(self, part: Part) -> Figure | None:
        """The figure of ``part`` as it may be published; ``None`` where it is hidden."""
        figure = self.figures[part]
        if figure is None or part in self.hidden:
            return None
        if told(figure).split is not None and not self.tells_split:
            figure = score_alone(figure)
        return without_exclusions(figure)

    @cached_property
    def tells_split(self) -> bool:
        """Whether the promoters and detractors of every shown score may be told."""
        vectors = {part: one.split for part, one in self._told.items() if one is not None}
        return self._table(vectors, SPLIT).fits(self.hidden)

    @property
    def is_score(self) -> bool:
        """Whether the figures are scores rather than shares."""
        return any(one is not None and len(one.counts) == _SCORE for one in self._told.values())

    @cached_property
    def _told(self) -> dict[Part, Told | None]:
        return {
            part: self.known.get(part) if figure is None else told(figure)
            for part, figure in self.figures.items()
        }

    @cached_property
    def _counts(self) -> Table:
        vectors = {
            part: None if one is None else (*self.extra.get(part, ()), *one.counts)
            for part, one in self._told.items()
        }
        return self._table(
            vectors, "", _score_or_extra_shows_small if self.is_score else shows_small
        )

    def _table(
        self,
        vectors: Mapping[Part, Vector | None],
        suffix: str,
        discloses: Callable[[Vector], bool] = shows_small,
    ) -> Table:
        told = {part: vectors.get(part) for part in self.figures}
        nothing = next((minus(vector, vector) for vector in told.values() if vector), ())
        views = (shown.view(self.place.under(suffix)) for shown in self.earlier)
        earlier = tuple({part: view[part] or nothing for part in view} for view in views)
        return Table(told, discloses, earlier, self.public)


def _score_or_extra_shows_small(vector: Vector) -> bool:
    extra, score = vector[:-_SCORE], vector[-_SCORE:]
    return shows_small(extra) or score_shows_small(score)
