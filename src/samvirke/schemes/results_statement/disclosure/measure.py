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
        base = None if item.base is None else replace(item.base, excluded=())
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
        return self._cells_outside(self._values)

    @cached_property
    def _values(self) -> Strand:
        figures = {part: _figure(item.value) for part, item in self.parts.items()}
        values = Strand(
            self.place,
            figures,
            self.earlier,
            known={part: _told_by_cells(item) for part, item in self.parts.items()},
            forced=self._close(lambda item: _counts(_figure(item.value)))
            | self._few_more
            | self._few_cells,
            public=self.stated,
        )
        if None in values.hidden or not self._cells_outside(values).are_pinned():
            return values
        return replace(values, forced=values.forced | {None})

    def _cells_outside(self, values: Strand) -> HiddenCells:
        """The counts of the parts that ``values`` does not show."""
        cells = {part: _cells(item) for part, item in self.parts.items()}
        known = {part: counts for part, counts in cells.items() if any(counts)}
        few = frozenset(part for part in known if self.parts[part].too_few)
        unseen = frozenset(part for part in known if part in values.hidden)
        return HiddenCells(known, unseen, few)

    @cached_property
    def _previous(self) -> Strand:
        return Strand(
            replace(self.place, year=self.place.year - 1),
            {part: item.previous for part, item in self.parts.items()},
            self.earlier,
            forced=self._close(lambda item: _counts(item.previous)),
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

        def told_apart(item: Measurement) -> Vector:
            value, figure = _figure(item.value), named(item)
            if value is None or figure is None:
                return ()
            return apart(value, figure, same_question=self.same_question)

        def told_in_all(item: Measurement) -> Vector:
            return (*told_apart(item), *_counts(named(item)))

        figures = {part: named(item) for part, item in self.parts.items()}
        extra = {part: told_apart(item) for part, item in self.parts.items()}
        return Strand(
            replace(self.place, aspect=beside_aspect(label)),
            figures,
            self.earlier,
            extra=extra,
            forced=self._values.hidden | self._close(told_in_all),
        )

    def _beside_of(self, part: Part) -> Iterator[Beside]:
        for other in self.parts[part].beside:
            if not is_about_answers(other.figure):
                yield other
                continue
            figure = self._besides[other.label.da].figure(part)
            if figure is not None:
                yield replace(other, figure=figure)

    def _close(self, counts_of: Callable[[Measurement], Vector]) -> frozenset[Part]:
        """The parts that all but a few of the wider line's answers are in."""
        return frozenset(
            part
            for part, item in self.parts.items()
            if part in self.wider
            and (mine := counts_of(item))
            and (all_of := counts_of(self.wider[part]))
            and shows_small(minus(all_of, mine))
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


def _counts(figure: Figure | None) -> Vector:
    """The counts that a figure tells; none without a figure."""
    return () if figure is None else told(figure).counts


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
    answers = sum(counts, start=Fraction(0))
    if len(counts) == len(_SCORE):
        return Told((counts[0] - counts[2], answers), counts)
    return Told((*counts, answers), None)
