"""From whole counts to figures: shares, scores and numbers with their derivation and interval."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from samvirke.agreements import Definition, MeasurePoint
from samvirke.agreements.local_indicators import LocalIndicator
from samvirke.figures import (
    Count,
    Derivation,
    Exclusion,
    Figure,
    Interval,
    Operation,
    Source,
    Text,
    adjusted_wald,
    derive,
    effective_base,
    wilson,
)
from samvirke.figures.units import COMPANIES, NPS_POINTS, PERCENT, WEIGHTED_ANSWERS, Unit
from samvirke.indicators.definitions import FEWEST_ANSWERS, base_phrase, counted_phrase
from samvirke.indicators.tallies import Segment, Tally
from samvirke.indicators.wording import (
    BASE_NAMES,
    COUNTED_NAME,
    DETRACTORS,
    DETRACTORS_NAME,
    DONT_KNOW,
    NUMERATORS,
    PROMOTERS,
    PROMOTERS_NAME,
    SEGMENT_NAMES,
    UNANSWERED,
    UNITS,
    reason_in_words,
)

_MILLIONTHS = 1_000_000


class Status(Enum):
    """Whether there is a figure, and if not, why."""

    MEASURED = "measured"
    TOO_FEW = "too_few"
    NOT_MEASURABLE = "not_measurable"


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure to show beside the measured one, and what it is."""

    label: Text
    figure: Figure


@dataclass(frozen=True, slots=True)
class Measured:
    """What a tally comes to.

    ``figure`` is ``None`` where ``status`` is not measured, and ``reason`` says why. ``base``
    counts whole answers, companies or engagements, also of a weighted survey. ``interval`` stands
    for shares and scores.
    """

    figure: Figure | None
    base: Count
    status: Status
    interval: Interval | None = None
    beside: tuple[Beside, ...] = ()
    reason: Text | None = None


def measure(
    point: MeasurePoint | LocalIndicator,
    tally: Tally,
    *,
    source: Source,
    snapshot: str,
    segment: Segment | None = None,
    definition: Definition | None = None,
) -> Measured:
    """The figure that ``tally`` gives for ``point``; ``snapshot`` is the fingerprint counted in.

    ``source`` is the document and clause that ask for the figure, ``definition`` the one that was
    counted by where it is not ``point.definition``. Under five answers there is no figure, and
    none for new companies where the hub has no registrations of the year before. Raises
    ``ValueError`` for a point that is not counted.
    """
    if point.kind not in ("share", "nps", "count"):
        raise ValueError(f"{point.id}: {point.kind} is not counted from answers or companies")
    return _Measuring(point, tally, source, snapshot, segment, definition).measured()


class _Measuring:
    """One measurement in the making: what its counts and figures share."""

    def __init__(
        self,
        point: MeasurePoint | LocalIndicator,
        tally: Tally,
        source: Source,
        snapshot: str,
        segment: Segment | None,
        definition: Definition | None,
    ) -> None:
        self.kind = point.kind
        self.title = _with_segment(point.title, segment)
        self.name = point.indicator if isinstance(point, MeasurePoint) else point.id
        self.tally, self.source, self.snapshot, self.segment = tally, source, snapshot, segment
        self.definition = point.definition if definition is None else definition
        self.unit = UNITS[self.definition.unit_of_count]

    def measured(self) -> Measured:
        if self.kind == "count":
            return self._number()
        base = self._base(self.tally.base)
        missing = self._missing()
        if missing is not None:
            return Measured(None, base, missing[0], reason=missing[1])
        return self._score(base) if self.kind == "nps" else self._share(base)

    def _missing(self) -> tuple[Status, Text] | None:
        """Why there is no figure, where there is none."""
        tally = self.tally
        if self.definition.unit_of_count == "answer" and tally.base < FEWEST_ANSWERS:
            return Status.TOO_FEW, _too_few(tally.base)
        if tally.guided_year_before == 0:
            return Status.NOT_MEASURABLE, _NO_YEAR_BEFORE
        if tally.base == 0:
            return Status.NOT_MEASURABLE, _NOTHING_REGISTERED
        if tally.weights is not None and tally.weights.base == 0:
            return Status.NOT_MEASURABLE, _NO_WEIGHT
        return None

    def _number(self) -> Measured:
        tally = self.tally
        counted = self._count(
            "counted", self.title, tally.counted, counted_phrase(self.definition), self._held_out()
        )
        figure = self._derived(self.title, self.unit, _COUNTED_RULE, Operation.SUM, counted)
        return Measured(figure, self._base(tally.base), Status.MEASURED)

    def _share(self, base: Count) -> Measured:
        weights = self.tally.weights
        of, answers = base, base.value
        if weights is not None:
            of = self._base(_units(weights.base), unit=WEIGHTED_ANSWERS)
            answers = effective_base(Fraction(weights.base), Fraction(weights.squares))
        counted = Fraction(self.tally.counted) if weights is None else _units(weights.counted)
        hits = self._count(
            "counted", COUNTED_NAME, counted, counted_phrase(self.definition), unit=of.unit
        )
        return Measured(
            self._percentage(self.title, hits, of),
            base,
            Status.MEASURED,
            wilson(counted / of.value * answers, answers),
            tuple(self._beside(hits, of)),
        )

    def _score(self, base: Count) -> Measured:
        """The share of promoters minus that of detractors."""
        tally = self.tally
        shares = [
            self._percentage(share, self._count(part, name, count, phrase), base)
            for part, share, name, count, phrase in (
                ("promoters", _PROMOTERS_SHARE, PROMOTERS_NAME, tally.promoters, PROMOTERS),
                ("detractors", _DETRACTORS_SHARE, DETRACTORS_NAME, tally.detractors, DETRACTORS),
            )
        ]
        figure = self._derived(self.title, NPS_POINTS, _SCORE_RULE, Operation.DIFFERENCE, *shares)
        interval = adjusted_wald(
            Fraction(tally.promoters), Fraction(tally.detractors), Fraction(tally.base)
        )
        return Measured(figure, base, Status.MEASURED, interval)

    def _beside(self, hits: Count, of: Count) -> Iterator[Beside]:
        """The share by the other rule for "don't know", and the registrations' own count."""
        tally, rule = self.tally, self.definition.dont_know
        if rule != "not_asked":
            sign = -1 if rule == "in_base" else 1
            weights = tally.weights
            unsure = tally.dont_know if weights is None else _units(weights.dont_know)
            words = _OTHER_WAY[rule]
            if tally.base + sign * tally.dont_know >= FEWEST_ANSWERS and of.value + sign * unsure:
                other = replace(
                    of,
                    value=of.value + sign * unsure,
                    rule=_joined(of.rule, words),
                    query=f"{of.query}/{_OTHER_QUERY[rule]}",
                    excluded=self._held_out(dont_know_out=rule == "in_base"),
                )
                yield Beside(words, self._percentage(_joined(self.title, words), hits, other))
        if tally.registered_referred is not None:
            referred = self._count(
                "registered_referred",
                _REGISTERED_REFERRED,
                tally.registered_referred,
                NUMERATORS["referred", "company"],
                unit=COMPANIES,
            )
            figure = self._derived(
                _REGISTERED_REFERRED, COMPANIES, _COUNTED_RULE, Operation.SUM, referred
            )
            yield Beside(_REGISTERED_REFERRED, figure)

    def _base(self, value: int | Fraction, *, unit: Unit | None = None) -> Count:
        definition = self.definition
        name = BASE_NAMES[definition.unit_of_count]
        held_out = self._held_out(dont_know_out=definition.dont_know == "out_of_base")
        return self._count("base", name, value, base_phrase(definition), held_out, unit=unit)

    def _held_out(self, *, dont_know_out: bool = False) -> tuple[Exclusion, ...]:
        counts = [(UNANSWERED, self.tally.unanswered)]
        if dont_know_out:
            counts.append((DONT_KNOW, self.tally.dont_know))
        counts += [
            (reason_in_words(reason, self.definition.base), count)
            for reason, count in self.tally.excluded
        ]
        return tuple(Exclusion(reason, count) for reason, count in counts if count)

    def _count(
        self,
        part: str,
        name: Text,
        value: int | Fraction,
        rule: Text,
        excluded: tuple[Exclusion, ...] = (),
        *,
        unit: Unit | None = None,
    ) -> Count:
        read = _BASE_READINGS if part == "base" else {"counted"}
        steps = [self.name, *([self.segment] if self.segment else []), part]
        return Count(
            name=name,
            value=Fraction(value),
            unit=self.unit if unit is None else unit,
            rule=rule,
            source=self.source,
            query="/".join(steps),
            excluded=excluded,
            snapshot=self.snapshot,
            our_reading=bool(read & set(self.definition.our_reading)),
        )

    def _percentage(self, name: Text, hits: Count, of: Count) -> Figure:
        return self._derived(name, PERCENT, _SHARE_RULE, Operation.PERCENTAGE, hits, of)

    def _derived(
        self, name: Text, unit: Unit, rule: Text, operation: Operation, *inputs: Figure | Count
    ) -> Figure:
        return derive(name, unit, Derivation(rule, self.source, operation, inputs))


def _units(millionths: int) -> Fraction:
    return Fraction(millionths, _MILLIONTHS)


def _with_segment(title: Text, segment: Segment | None) -> Text:
    return title if segment is None else _joined(title, SEGMENT_NAMES[segment])


def _joined(text: Text, more: Text) -> Text:
    return Text(da=f"{text.da}, {more.da}", en=f"{text.en}, {more.en}")


def _too_few(answers: int) -> Text:
    if answers == 0:
        return Text(da="Der er ingen svar i grundlaget.", en="There are no answers in the base.")
    return Text(
        da=f"Der er under {FEWEST_ANSWERS} svar i grundlaget.",
        en=f"There are fewer than {FEWEST_ANSWERS} answers in the base.",
    )


_BASE_READINGS = {"base", "dont_know", "guided_year", "unit_of_count"}
_SHARE_RULE = Text(da="det talte i procent af grundlaget", en="the counted in per cent of the base")
_SCORE_RULE = Text(
    da="andelen, der svarer 9 eller 10, minus andelen, der svarer 0 til 6",
    en="the share answering 9 or 10 minus the share answering 0 to 6",
)
_PROMOTERS_SHARE = Text(da="Andel, der svarer 9 eller 10", en="Share answering 9 or 10")
_DETRACTORS_SHARE = Text(da="Andel, der svarer 0 til 6", en="Share answering 0 to 6")
_COUNTED_RULE = Text(da="optalt", en="counted")
_OTHER_WAY = {
    "in_base": Text(da="uden »ved ikke«", en="without 'don't know'"),
    "out_of_base": Text(da="med »ved ikke« i grundlaget", en="with 'don't know' in the base"),
}
_OTHER_QUERY = {"in_base": "without_dont_know", "out_of_base": "with_dont_know"}
_REGISTERED_REFERRED = Text(
    da="Virksomheder, der ifølge registreringerne blev henvist",
    en="Companies referred according to the registrations",
)
_NO_YEAR_BEFORE = Text(
    da="Der er ingen registreringer fra året før, så det kan ikke måles, hvem der er nye. Indlæs "
    "registreringerne fra året før.",
    en="There are no registrations of the year before, so it cannot be measured who is new. Import "
    "the registrations of the year before.",
)
_NOTHING_REGISTERED = Text(
    da="Der er ingen registreringer i grundlaget.", en="There are no registrations in the base."
)
_NO_WEIGHT = Text(
    da="Svarenes vægte er nul, så der er intet at regne andelen af. Ret vægtene, og indlæs "
    "målingen igen.",
    en="The answers' weights are zero, so there is nothing to take a share of. Correct the weights "
    "and import the survey again.",
)
