"""One measure of a line on its way to the public: its value, last year's, and those beside."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from samvirke.figures import Figure, Given, Text
from samvirke.indicators import Beside
from samvirke.schemes.results_statement.disclosure.judgements import HiddenCells
from samvirke.schemes.results_statement.disclosure.shown import (
    ANSWERS,
    Place,
    Shown,
    apart,
    beside_aspect,
)
from samvirke.schemes.results_statement.disclosure.strand import Strand
from samvirke.schemes.results_statement.disclosure.tables import (
    Part,
    Table,
    is_small,
    minus,
    shows_small,
)
from samvirke.schemes.results_statement.disclosure.told import (
    Told,
    Vector,
    is_about_answers,
    told,
)
from samvirke.schemes.results_statement.model import Measurement

HIDDEN = Text(
    da="Vises ikke: så få svar, at enkelte virksomheder kunne genkendes",
    en="Not shown: so few answers that single companies could be recognised",
)
HIDDEN_CHANGE = Text(
    da="Vises ikke: forskellen fra en tidligere udgave ville vise enkelte svar",
    en="Not shown: the difference from an earlier version would show single answers",
)
_SHARE = ("counted", "others")
_SCORE = ("promoters", "passives", "detractors")
_Parts = Mapping[Part, Measurement]


@dataclass(frozen=True)
class Measure:
    """The parts of one measure of a line: all together and each segment.

    ``wider`` holds the parts of the line that puts the same question to all where this one puts
    it to some; ``stated`` are the parts that an authority has stated. ``same_question`` tells
    that the figure by the agreement's own words counts other answers to the same question.
    """

    place: Place
    parts: _Parts
    wider: _Parts
    earlier: Sequence[Shown]
    stated: frozenset[Part]
    same_question: bool

    def public(self, part: Part) -> Measurement:
        """The measurement of ``part`` as it may be published."""
        item = self.parts[part]
        shown = isinstance(item.value, Figure) and part not in self.hidden
        base = None if item.base is None else self._values.base(item.base)
        if base is not None and (part in self.hidden or is_small(base.value)):
            base = None
        public = replace(
            item,
            base=base,
            interval=item.interval if shown and self._tells_interval else None,
            previous=None if part in self.hidden else self._previous.figure(part),
            beside=tuple(self._beside_of(part)),
            cells=(),
        )
        if shown:
            return replace(public, value=self._values.figure(part))
        if part in self.hidden:
            changed = part in self._values.changed | self._few_more
            return replace(public, value=None, absent=HIDDEN_CHANGE if changed else HIDDEN)
        return public

    @property
    def _tells_interval(self) -> bool:
        """A score's interval is narrower the more passives there are, so it tells their number."""
        return not self._values.is_score or self._values.tells_split

    @cached_property
    def hidden(self) -> frozenset[Part]:
        """The parts whose value is hidden; those with too few answers have none to hide."""
        return frozenset(
            part for part in self._values.hidden if isinstance(self.parts[part].value, Figure)
        )

    @property
    def hidden_before(self) -> frozenset[Part]:
        """The parts whose value of last year is hidden."""
        hidden = self._previous.hidden
        return frozenset(part for part in hidden if self.parts[part].previous is not None)

    @property
    def hidden_cells(self) -> HiddenCells:
        """The counts that verdicts on hidden parts are held against."""
        cells = {part: _cells(item) for part, item in self.parts.items()}
        known = {part: counts for part, counts in cells.items() if counts}
        few = frozenset(part for part, counts in known.items() if self.parts[part].too_few)
        unseen = frozenset(part for part in known if part in self.hidden or part in few)
        return HiddenCells(known, unseen, few)

    @cached_property
    def _values(self) -> Strand:
        figures = {part: _figure(item.value) for part, item in self.parts.items()}
        return Strand(
            self.place,
            figures,
            self.earlier,
            known={part: _told_by_cells(item) for part, item in self.parts.items()},
            forced=self._close(lambda item: _figure(item.value)) | self._few_more | self._few_cells,
            public=self.stated,
        )

    @cached_property
    def _previous(self) -> Strand:
        return Strand(
            replace(self.place, year=self.place.year - 1),
            {part: item.previous for part, item in self.parts.items()},
            self.earlier,
            forced=self._close(lambda item: item.previous),
        )

    @cached_property
    def _besides(self) -> Mapping[str, Strand]:
        labels = [
            other.label.da
            for item in self.parts.values()
            for other in item.beside
            if is_about_answers(other.figure)
        ]
        return {label: self._beside_strand(label) for label in dict.fromkeys(labels)}

    def _beside_strand(self, label: str) -> Strand:
        def named(item: Measurement) -> Figure | None:
            return next((one.figure for one in item.beside if one.label.da == label), None)

        figures = {part: named(item) for part, item in self.parts.items()}
        extra: dict[Part, Vector] = {}
        for part, figure in figures.items():
            value = self._values.figures[part]
            if figure is not None and value is not None:
                extra[part] = apart(value, figure, same_question=self.same_question)
        return Strand(
            replace(self.place, aspect=beside_aspect(label)),
            figures,
            self.earlier,
            extra=extra,
            forced=self._values.hidden | self._close(named),
            untold=self._values.dropped,
        )

    def _beside_of(self, part: Part) -> Iterator[Beside]:
        for other in self.parts[part].beside:
            if not is_about_answers(other.figure):
                yield other
                continue
            figure = self._besides[other.label.da].figure(part)
            if figure is not None:
                yield replace(other, figure=figure)

    def _close(self, figure_of: Callable[[Measurement], Figure | None]) -> frozenset[Part]:
        """The parts that all but a few of the wider line's answers are in."""
        return frozenset(
            part
            for part, item in self.parts.items()
            if part in self.wider
            and (mine := figure_of(item)) is not None
            and (all_of := figure_of(self.wider[part])) is not None
            and shows_small(minus(told(all_of).counts, told(mine).counts))
        )

    @property
    def _few_cells(self) -> frozenset[Part]:
        """The parts with few answers one way, which weights would otherwise blur."""
        return frozenset(
            part
            for part, item in self.parts.items()
            if (counts := _cells(item)) and len(counts) == len(_SHARE) and shows_small(counts)
        )

    @property
    def _few_more(self) -> frozenset[Part]:
        """The parts with a few answers more or fewer than an earlier version shows."""
        bases = {
            part: None if item.base is None else (item.base.value,)
            for part, item in self.parts.items()
        }
        place = self.place.under(ANSWERS)
        return Table(bases, shows_small, tuple(one.view(place) for one in self.earlier)).changed()


def _figure(value: Figure | Given | None) -> Figure | None:
    return value if isinstance(value, Figure) else None


def _cells(item: Measurement) -> Vector:
    """The counts of a measurement's answers; empty where the measurement does not tell them."""
    cells, value = dict(item.cells), _figure(item.value)
    if not cells and value is not None:
        counts = told(value)
        return counts.counts[: len(_SHARE)] if counts.split is None else counts.split
    names = _SCORE if _SCORE[0] in cells else _SHARE
    return tuple(Fraction(cells[name]) for name in names if name in cells)


def _told_by_cells(item: Measurement) -> Told | None:
    """What is known of a part without a figure."""
    counts = _cells(item)
    if not counts:
        return None
    excluded = () if item.base is None else item.base.excluded
    held_out = {one.reason.da: one.count for one in excluded}
    answers = sum(counts, start=Fraction(0))
    if len(counts) == len(_SCORE):
        return Told((counts[0] - counts[2], answers), counts, held_out)
    return Told((*counts, answers), None, held_out)
