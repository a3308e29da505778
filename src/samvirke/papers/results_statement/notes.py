"""The notes "how the numbers were computed": every calculation once, numbered as it is met."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from samvirke.figures import (
    Count,
    Figure,
    Given,
    Language,
    Operation,
    Source,
    Step,
    Text,
    steps,
)
from samvirke.papers.results_statement.report import Note

_COUNTED = Text(da="Optalt", en="Counted")
_HELD_OUT = Text(da="Holdt ude", en="Left out")
_SNAPSHOT = Text(da="Udtræk", en="Snapshot")
_OUR_READING = Text(da="vores læsning", en="our reading")
_NOTES = Text(da="Sådan er tallene beregnet", en="How the numbers were computed")
_NOTE = Text(da="note {n}", en="note {n}")
_ABOVE = Text(da="her ovenfor", en="here above")
_FINGERPRINT_SIGNS = 12
# A sum of more inputs than this is a table of its own.
_LONGEST_WRITTEN_OUT = 6


class NoteBook:
    """Collects the notes of one statement in one language.

    What several calculations share, and sums too long to be written out, get a note of their own
    that the others name; within a note nothing is told twice.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._numbers: dict[Figure | Count, int] = {}
        self._notes: list[Note] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes in the order of their numbers."""
        return tuple(self._notes)

    def number(self, item: Figure | Given | Count | None, *, of: str = "") -> int | None:
        """The number of the item's note; none for what a document states.

        ``of`` tells figures of the same name apart in the note's title.
        """
        if item is None or isinstance(item, Given):
            return None
        counted = _only_counted(item)
        if counted not in self._numbers:
            self._add(counted, of)
        return self._numbers[counted]

    def with_named(self, numbers: Iterable[int | None]) -> tuple[int, ...]:
        """``numbers`` in their order, each once and after the notes that it names."""
        found: dict[int, None] = {}
        for number in numbers:
            if number is not None:
                for named in self.with_named(self._notes[number - 1].names):
                    found.setdefault(named)
                found.setdefault(number)
        return tuple(found)

    def _add(self, item: Figure | Count, of: str = "") -> None:
        named: list[int] = []
        lines = self._counted(item) if isinstance(item, Count) else self._figure(item, named)
        name = item.name.in_language(self._language)
        address = item.address if isinstance(item, Figure) else None
        self._numbers[item] = len(self._notes) + 1
        self._notes.append(
            Note(
                number=self._numbers[item],
                title=f"{name} ({of})" if of else name,
                address="" if address is None else str(address),
                steps=lines,
                names=tuple(named),
            )
        )

    def _figure(self, figure: Figure, named: list[int]) -> tuple[Step, ...]:
        return steps(self._shortened(figure, {}, named), self._language)

    def _shortened(self, figure: Figure, told: dict[Figure, None], named: list[int]) -> Figure:
        """``figure`` with a pointer for each part that is told elsewhere."""
        derivation = figure.derivation
        inputs = tuple(
            self._part(item, told, named) if isinstance(item, Figure) else item
            for item in derivation.inputs
        )
        return replace(figure, derivation=replace(derivation, inputs=inputs))

    def _part(self, part: Figure, told: dict[Figure, None], named: list[int]) -> Figure | Given:
        if len(part.derivation.inputs) > _LONGEST_WRITTEN_OUT and part not in self._numbers:
            self._add(part)
        if part in self._numbers:
            named.append(self._numbers[part])
            return self._pointer(part, _NOTE.in_language(self._language).format(n=named[-1]))
        if part in told:
            return self._pointer(part, _ABOVE.in_language(self._language))
        told.setdefault(part)
        return self._shortened(part, told, named)

    def _pointer(self, part: Figure, place: str) -> Given:
        source = Source(_NOTES.in_language(self._language), place)
        return Given(part.name, part.value, part.unit, source)

    def _counted(self, count: Count) -> tuple[Step, ...]:
        language = self._language
        rule, unit = count.rule.in_language(language), count.excluded_unit
        reading = f", {_OUR_READING.in_language(language)}" if count.our_reading else ""
        left_out = _HELD_OUT.in_language(language)
        held_out = (
            f"{left_out}: {unit.with_value(Fraction(item.count), language)}, "
            f"{item.reason.in_language(language)}"
            for item in count.excluded
        )
        told = (
            f"{_COUNTED.in_language(language)}: {rule} ({count.source}{reading})",
            *held_out,
            f"{_SNAPSHOT.in_language(language)} {count.snapshot[:_FINGERPRINT_SIGNS]}: "
            f"{count.query}",
        )
        value = count.unit.with_value(count.value, language)
        first = Step(0, f"{count.name.in_language(language)}: {value}")
        return (first, *(Step(1, words) for words in told))


def _only_counted(item: Figure | Count) -> Figure | Count:
    """The count itself, where a figure without an address is that count and nothing else."""
    if not isinstance(item, Figure) or item.address is not None:
        return item
    derivation = item.derivation
    first = derivation.inputs[0]
    alone = derivation.operation is Operation.SUM and len(derivation.inputs) == 1
    return first if alone and isinstance(first, Count) and derivation.rounding is None else item
