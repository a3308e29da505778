"""A line of the statement, in full and at a glance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from samvirke.figures import Figure, Given, Language, format_date
from samvirke.indicators import DefinitionInWords
from samvirke.papers.results_statement import words
from samvirke.papers.results_statement.notes import NoteBook
from samvirke.papers.results_statement.report import (
    Amount,
    Assessed,
    Bar,
    Beside,
    Done,
    GlanceRow,
    GlanceValue,
    Mark,
    Part,
    Point,
    Ruling,
    Stated,
    Term,
)
from samvirke.papers.results_statement.values import (
    NONE,
    bar,
    bare,
    has_scale,
    interval_range,
    level,
    shown,
    whole_number,
)
from samvirke.schemes.results_statement.model import (
    Assessment,
    Judgement,
    Line,
    Measurement,
    Received,
    Verdict,
)

_WHOLE = (None, None)


def _part_of(item: Judgement | Measurement) -> tuple[str | None, str | None]:
    """The segment and measure that a value or a verdict is about."""
    return item.segment, item.measure


def mark_of(verdict: Verdict, language: Language) -> Mark:
    """A verdict as its sign and words."""
    return Mark(verdict.value, words.SIGNS.get(verdict, ""), verdict.label.in_language(language))


def _told_once(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """One ruling for those on parts of the line that say the same of each."""
    same: dict[Ruling, list[Ruling]] = {}
    for ruling in rulings:
        apart = replace(ruling, part="", clause="") if ruling.part else ruling
        same.setdefault(apart, []).append(ruling)
    for group in same.values():
        first, *others = dict.fromkeys(item.part for item in group)
        parts = (first, *(other.lower() for other in others))
        clauses = dict.fromkeys(item.clause for item in group)
        yield replace(group[0], part=", ".join(parts), clause="; ".join(clauses))


class LineWriter:
    """Writes one line in one language; its calculations go into the shared note book.

    ``of`` tells its notes from those of another hub's same line.
    """

    def __init__(
        self, line: Line, language: Language, notes: NoteBook, anchor: str, *, of: str = ""
    ) -> None:
        self._line, self._language, self._notes, self._anchor = line, language, notes, anchor
        self._of = of
        self._used: dict[int, None] = {}

    def glance(self, *, local: bool) -> GlanceRow:
        """The line at a glance."""
        line = self._line
        values = tuple(self._glance_value(item) for item in self._decisive())
        assessed = line.assessment is not None and not values
        if assessed and line.assessment is not None:
            status = line.assessment.status.in_language(self._language)
            values = (GlanceValue("", Amount(status), NONE, None),)
        return GlanceRow(
            local=local,
            id=line.id,
            title=line.title.in_language(self._language),
            anchor=self._anchor,
            values=values or (GlanceValue("", NONE, NONE, None),),
            requirement=self._requirements(),
            agreement=self._whole(line.agreement),
            contract=self._whole(line.contract),
        )

    def point(self) -> Point:
        """The line in full."""
        line, language = self._line, self._language
        parts = tuple(self._part(item) for item in line.measurements)
        rulings = (
            *self._rulings(line.agreement, words.AGREEMENT.in_language(language)),
            *self._rulings(line.contract, words.CONTRACT.in_language(language)),
        )
        return Point(
            id=line.id,
            title=line.title.in_language(language),
            anchor=self._anchor,
            clause=line.source.clause,
            computed_by=line.computed_by.in_language(language),
            parts=parts,
            rulings=tuple(_told_once(rulings)),
            stated=tuple(self._stated(item) for item in line.received),
            findings=tuple(item.in_language(language) for item in line.findings),
            assessed=None if line.assessment is None else self._assessed(line.assessment),
            definition=() if line.definition is None else self._definition(line.definition),
            notes=self._notes.with_named(self._used),
        )

    def decisive_parts(self) -> tuple[tuple[Measurement, Part], ...]:
        """The values that the verdicts are about, in the order of those at a glance."""
        return tuple((item, self._part(item)) for item in self._decisive())

    def _decisive(self) -> Sequence[Measurement]:
        """The values that the verdicts are about: of segments where they are, else all together."""
        measured = self._line.measurements
        judged = (*self._line.agreement, *self._line.contract)
        judged_parts = {_part_of(item) for item in judged} - {_WHOLE}
        decisive = [item for item in measured if _part_of(item) in judged_parts]
        return decisive or [item for item in measured if item.segment is None] or measured

    def _glance_value(self, item: Measurement) -> GlanceValue:
        alone = len(self._decisive()) == 1 and item.segment is None and item.measure is None
        name = "" if alone else words.short_name(item.segment, item.measure, self._language)
        value = self._value(item)
        if item.value is None and not item.too_few:
            value = NONE
        return GlanceValue(name, value, self._previous(item, short=True), self._bar(item))

    def _bar(self, item: Measurement) -> Bar | None:
        if item.value is None or item.too_few:
            return None
        return bar(item.value, self._levels(item))

    def _part(self, item: Measurement) -> Part:
        line, language = self._line, self._language
        told = item.value is not None and not item.too_few
        origin = words.STATED_BY.in_language(language)
        interval = item.interval if told else None
        return Part(
            name=words.part_name(item.segment, item.measure, language),
            value=self._value(item),
            origin=origin.format(source=item.value.source)
            if told and isinstance(item.value, Given)
            else "",
            base=self._base(item),
            interval=None if interval is None else interval_range(interval, language),
            previous=self._previous(item),
            agreement=self._mark_of_part(line.agreement, item),
            contract=self._mark_of_part(line.contract, item),
            beside=()
            if item.too_few
            else tuple(
                Beside(other.label.in_language(language), self._figure(other.figure))
                for other in item.beside
            ),
        )

    def _value(self, item: Measurement) -> Amount:
        language = self._language
        if item.too_few:
            return Amount(words.TOO_FEW.in_language(language))
        if item.value is None:
            return Amount((item.absent or words.NO_VALUE).in_language(language))
        note = self._note(item.value)
        return shown(item.value, language, against=self._levels(item), note=note)

    def _base(self, item: Measurement) -> Amount:
        if item.too_few:
            return Amount(words.UNDER_FIVE.in_language(self._language))
        return NONE if item.base is None else shown(item.base, self._language)

    def _previous(self, item: Measurement, *, short: bool = False) -> Amount:
        """Last year's value; ``short`` leaves the word of a count to this year's."""
        if item.previous is None:
            return NONE
        before = words.PREVIOUS.in_language(self._language).lower()
        note = self._note(item.previous, of=before)
        write = bare if short and not has_scale(item.previous.unit) else shown
        return write(item.previous, self._language, note=note)

    def _figure(self, figure: Figure) -> Amount:
        return shown(figure, self._language, note=self._note(figure))

    def _note(self, item: Figure | Given, *, of: str = "") -> int | None:
        number = self._notes.number(item, of=", ".join(filter(None, (self._of, of))))
        if number is not None:
            self._used.setdefault(number)
        return number

    def _levels(self, item: Measurement) -> list[Fraction]:
        """The levels in the value's own unit that it is held against."""
        if item.value is None:
            return []
        return [
            judgement.requirement.value
            for judgement in (*self._line.agreement, *self._line.contract)
            if judgement.requirement is not None
            and _part_of(judgement) in (_WHOLE, _part_of(item))
            and judgement.requirement.unit == item.value.unit
        ]

    def _whole(self, judgements: Sequence[Judgement]) -> Mark | None:
        return mark_of(judgements[0].verdict, self._language) if judgements else None

    def _mark_of_part(self, judgements: Sequence[Judgement], item: Measurement) -> Mark | None:
        """The verdict on one of several values; none where it rests on other parts than this."""
        if len(self._line.measurements) == 1:
            return None
        if _part_of(item) == _WHOLE and any(_part_of(judged) != _WHOLE for judged in judgements):
            return None
        own = [judged for judged in judgements if _part_of(judged) == _part_of(item)]
        required = [judged for judged in own if judged.verdict is not Verdict.NO_REQUIREMENT]
        return self._whole(required)

    def _rulings(self, judgements: Sequence[Judgement], document: str) -> Iterator[Ruling]:
        """The verdict on the line, and those on parts that say more than the line's does.

        The verdicts on the parts themselves stand beside their values.
        """
        for judgement in judgements:
            first = judgements[0]
            is_part = _part_of(judgement) != _WHOLE and _part_of(first) == _WHOLE
            further = judgement.reason not in (None, first.reason)
            other = self._phrase(judgement) != self._phrase(first)
            if not is_part or further or other:
                yield self._ruling(judgement, document)

    def _ruling(self, judgement: Judgement, document: str) -> Ruling:
        language = self._language
        segment, measure = _part_of(judgement)
        reason, required = judgement.reason, judgement.requirement
        return Ruling(
            document=document,
            clause=judgement.source.clause,
            part=""
            if (segment, measure) == _WHOLE
            else words.part_name(segment, measure, language),
            mark=mark_of(judgement.verdict, language),
            requirement=self._phrase(judgement),
            level=NONE
            if required is None
            else level(required, language, note=self._note(required)),
            reason="" if reason is None else reason.in_language(language),
            reading=self._reading(judgement),
        )

    def _reading(self, judgement: Judgement) -> str:
        """The mark of our reading, unless the reason says so itself."""
        mark = words.OUR_READING
        reason = "" if judgement.reason is None else judgement.reason.da
        told = not judgement.our_reading or mark.da.lower() in reason.lower()
        return "" if told else mark.in_language(self._language)

    def _phrase(self, judgement: Judgement) -> str:
        """The requirement in words, such as "mindst 80 pct."; empty for none."""
        language, operator = self._language, judgement.operator or ""
        if operator in words.WITHOUT_LEVEL:
            return words.WITHOUT_LEVEL[operator].in_language(language)
        if judgement.requirement is None:
            return ""
        bound = words.BOUNDS.get(operator, words.BOUNDS["="]).in_language(language)
        return f"{bound} {level(judgement.requirement, language).words}".strip()

    def _requirements(self) -> tuple[str, ...]:
        """What the documents require: once where all that judge agree, else by whom."""
        line, language = self._line, self._language
        told: dict[str, list[str]] = {}
        for document, judgements in (
            (words.AGREEMENT_SHORT, line.agreement),
            (words.CONTRACT_SHORT, line.contract),
        ):
            phrase = self._phrase_of_all(judgements)
            if phrase:
                told.setdefault(phrase, []).append(document.in_language(language))
        if not told:
            return tuple(self._why_not_required())
        judging = sum(bool(judgements) for judgements in (line.agreement, line.contract))
        if [len(documents) for documents in told.values()] == [judging]:
            return tuple(told)
        return tuple(f"{documents[0]}: {phrase}" for phrase, documents in told.items())

    def _phrase_of_all(self, judgements: Sequence[Judgement]) -> str:
        """What a document requires of the line, and of each measure where that differs."""
        parts = [item for item in judgements if item.measure is not None and item.segment is None]
        phrases = [self._phrase(item) for item in parts]
        if len(set(phrases)) < 2:
            return self._phrase(judgements[0]) if judgements else ""
        names = (words.part_name(None, item.measure, self._language) for item in parts)
        named = zip(names, phrases, strict=True)
        return "; ".join(f"{name}: {phrase}" for name, phrase in named if phrase)

    def _why_not_required(self) -> Iterator[str]:
        for judgements in (self._line.agreement, self._line.contract):
            for judgement in judgements[:1]:
                if judgement.verdict is Verdict.NO_REQUIREMENT and judgement.reason is not None:
                    yield judgement.reason.in_language(self._language)
                    return

    def _stated(self, item: Received) -> Stated:
        language = self._language
        return Stated(
            part=words.part_name(item.segment, item.measure, language),
            value=shown(item.value, language),
            people=NONE if item.people is None else whole_number(item.people, language),
            authority=item.authority,
            day=format_date(item.stated_on, language),
            document=item.document,
        )

    def _assessed(self, assessment: Assessment) -> Assessed:
        language = self._language
        repeated = assessment.evidence == assessment.text
        return Assessed(
            status=assessment.status.in_language(language),
            text="" if repeated else assessment.text,
            author=assessment.author,
            day=format_date(assessment.assessed_on, language),
            evidence=assessment.evidence or "",
            completion_rule=assessment.completion_rule or "",
            activities=tuple(
                Done(
                    item.title,
                    item.status.in_language(language),
                    item.text,
                    item.author,
                    format_date(item.assessed_on, language),
                )
                for item in assessment.activities
            ),
        )

    def _definition(self, definition: DefinitionInWords) -> tuple[Term, ...]:
        language, named = self._language, words.labels(self._language)
        told = {
            "population": definition.population,
            "numerator": definition.numerator,
            "denominator": definition.denominator,
            "exclusions": definition.exclusions,
            "too_few": definition.too_few,
        }
        if definition.our_reading is not None:
            told["our_reading"] = definition.our_reading
        terms = (Term(named[key], text.in_language(language)) for key, text in told.items())
        source = Term(named["definition_source"], f"{definition.source}.")
        return (*(term for term in terms if term.text), source)
