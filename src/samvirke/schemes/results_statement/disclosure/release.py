"""The public version of a results statement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from samvirke.figures import Count, Figure, Given, Text
from samvirke.figures.units import ANSWERS
from samvirke.schemes.results_statement.disclosure.judgements import without_verdicts
from samvirke.schemes.results_statement.disclosure.kinship import same_question, wider_points
from samvirke.schemes.results_statement.disclosure.measure import Measure
from samvirke.schemes.results_statement.disclosure.shown import (
    VALUE,
    Place,
    Shown,
    start_aspect,
    starts,
)
from samvirke.schemes.results_statement.disclosure.strand import Strand
from samvirke.schemes.results_statement.disclosure.told import is_about_answers
from samvirke.schemes.results_statement.model import Judgement, Line, Measurement, Statement
from samvirke.schemes.results_statement.received import differences

HIDDEN_LEVEL = Text(
    da="Niveauet vises ikke: det er regnet ud fra så få svar, at enkelte virksomheder kunne "
    "genkendes.",
    en="The level is not shown: it is computed from so few answers that single companies could be "
    "recognised.",
)


def released(statement: Statement, *, earlier: Sequence[Shown] = ()) -> Statement:
    """``statement`` as it may be published: no small number of answers can be worked out from it.

    ``earlier`` is what former public versions show. Numbers of registrations are activity and
    stay; so do values received from an authority. Raises ``ValueError`` for an earlier version of
    another hub, and for a figure about answers whose form is not known.
    """
    for version in earlier:
        if version.hub != statement.hub:
            raise ValueError(f"a version of {version.hub} says nothing of {statement.hub}")
    lines = {line.id: line for line in statement.lines}
    wider = wider_points(statement.agreement)
    same = same_question(statement.agreement)

    def public(line: Line) -> Line:
        widened = lines.get(wider.get(line.id, ""))
        return _LineRelease(line, statement.year, earlier, widened, line.id in same).line()

    goals = tuple(replace(goal, lines=tuple(map(public, goal.lines))) for goal in statement.goals)
    # The rows of a file of answers tell how many answers were left out of a base.
    files = tuple(replace(item, rows=None) for item in statement.files)
    return replace(statement, goals=goals, files=files)


@dataclass(frozen=True)
class _LineRelease:
    """One line on its way to the public; ``wider`` asks all what the line asks some of them."""

    original: Line
    year: int
    earlier: Sequence[Shown]
    wider: Line | None
    same_question: bool

    def line(self) -> Line:
        original = self.original
        measurements = tuple(
            self._measures[item.measure].public(item.segment) if _is_about_answers(item) else item
            for item in original.measurements
        )
        told_no_more = set(differences(original.measurements, original.received)) - set(
            differences(measurements, original.received)
        )
        return replace(
            original,
            measurements=measurements,
            agreement=self._judgements(original.agreement),
            contract=self._judgements(original.contract),
            findings=tuple(item for item in original.findings if item not in told_no_more),
        )

    @cached_property
    def _measures(self) -> dict[str | None, Measure]:
        found = [item for item in self.original.measurements if _is_about_answers(item)]
        return {
            name: self._measure(name, found)
            for name in dict.fromkeys(item.measure for item in found)
        }

    def _measure(self, name: str | None, found: Sequence[Measurement]) -> Measure:
        wider = () if self.wider is None else self.wider.measurements
        received = self.original.received
        return Measure(
            Place(self.year, self.original.id, name, VALUE),
            {item.segment: item for item in found if item.measure == name},
            {item.segment: item for item in wider if item.measure == name},
            self.earlier,
            frozenset(item.segment for item in received if item.measure == name),
            self.same_question,
        )

    def _judgements(self, judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
        """One document's verdicts as they may be shown."""
        by_segment = any(item.segment is not None for item in judgements)
        deciding = [item for item in judgements if not by_segment or item.segment is not None]
        for measure in self._measures.values():
            cells = measure.hidden_cells
            if cells.pinned_by(deciding):
                judgements = without_verdicts(judgements, cells.hidden)
        return tuple(self._with_level(item) for item in judgements)

    def _with_level(self, item: Judgement) -> Judgement:
        """``item`` with the level as it may be shown, where that is counted from answers."""
        level = item.requirement
        if not isinstance(level, Figure) or not any(starts(level)):
            return item
        inputs = tuple(self._public_start(part) for part in level.derivation.inputs)
        told = tuple(part for part in inputs if part is not None)
        if len(told) < len(inputs):
            return replace(item, requirement=None, reason=HIDDEN_LEVEL)
        derivation = replace(level.derivation, inputs=told)
        return replace(item, requirement=replace(level, derivation=derivation))

    def _public_start(self, part: Figure | Given | Count) -> Figure | Given | Count | None:
        """A level's input as it may be shown; a figure about answers may have to be hidden."""
        if not isinstance(part, Figure) or not is_about_answers(part):
            return part
        if any(None in measure.hidden_before for measure in self._measures.values()):
            return None
        place = Place(self.year, self.original.id, None, start_aspect(part))
        return Strand(place, {None: part}, self.earlier).figure(None)


def _is_about_answers(item: Measurement) -> bool:
    """Whether a measurement says what companies answered, not what was registered."""
    if item.cells or (item.base is not None and item.base.unit == ANSWERS):
        return True
    figures = (item.value, item.previous, *(other.figure for other in item.beside))
    return any(isinstance(figure, Figure) and is_about_answers(figure) for figure in figures)
