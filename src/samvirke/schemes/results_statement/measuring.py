"""Counts what a statement shows in a snapshot, this year and the year before."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from samvirke.agreements import FrameworkAgreement, MeasurePoint
from samvirke.agreements.framework import Definition as CountingDefinition
from samvirke.agreements.local_indicators import LocalIndicator, load_local_indicators
from samvirke.figures import Figure, Source, Text
from samvirke.indicators import (
    Beside,
    DefinitionInWords,
    Measured,
    Segment,
    Snapshot,
    Status,
    Tallies,
    Tally,
    definition_in_words,
    measure,
    open_snapshot,
    spread,
    tallies,
    volumes,
)
from samvirke.indicators.geographic_spread import Spread, SpreadLine
from samvirke.schemes.results_statement.model import Measurement, SpreadRow, VolumeRow
from samvirke.territory import AreaClass, Body, Territory

COUNTED_KINDS = ("share", "nps", "count")
# Where no contract sets a limit the deviations are shown and nothing is judged.
_ANY_LIMIT = Fraction(10)
_ABOUT_ANSWERS = ("evaluations", "awareness")
_LEAP_DAY = (2, 29)


@dataclass
class SnapshotMeasurer:
    """Counts one hub's year in the snapshot in ``folder``; used as a context manager.

    ``until`` counts as of a day in the year, and last year's values as of the same day then.
    Every definition of the agreement and every local indicator is counted in one go.
    """

    folder: Path
    agreement: FrameworkAgreement
    territory: Territory
    hub: Body
    year: int
    until: date | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _snapshot: Snapshot | None = None

    def __enter__(self) -> Self:
        self._snapshot = self._open.enter_context(open_snapshot(self.folder))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()

    @property
    def snapshot(self) -> Snapshot:
        """The opened snapshot. Raises ``ValueError`` outside the ``with`` block."""
        if self._snapshot is None:
            raise ValueError("the snapshot is not open")
        return self._snapshot

    @property
    def fingerprint(self) -> str:
        """The snapshot's fingerprint."""
        return self.snapshot.fingerprint

    def of_point(
        self, point: MeasurePoint, definition: CountingDefinition
    ) -> tuple[Measurement, ...]:
        """The values of a point: all together first, then each segment where it says so."""
        source = self.agreement.source(definition.clause)
        if self._outside_survey(point, self.year) and self._tally(definition, self.year) is None:
            return (Measurement(None, absent=_survey_years(point)),)
        return self._measurements(point, definition, source)

    def of_local(self, indicator: str) -> tuple[Measurement, ...]:
        """The values of a declared local indicator; none for one that is no number."""
        local = load_local_indicators()[indicator]
        if local.kind not in COUNTED_KINDS:
            return ()
        return self._measurements(local, local.definition, local.source)

    def level_of(self, point: MeasurePoint, *, year: int) -> Figure | None:
        """The value of all together in another year, or ``None`` where it is not measured."""
        counted = self._tally(point.definition, year)
        if counted is None or None not in counted:
            return None
        source = self.agreement.source(point.definition.clause)
        return measure(point, counted[None], source=source, snapshot=self.fingerprint).figure

    def words_of(self, point: MeasurePoint) -> DefinitionInWords:
        """A point's definition in words."""
        source = self.agreement.source(point.definition.clause)
        return definition_in_words(point.definition, kind=point.kind, source=source)

    def words_of_local(self, indicator: str) -> DefinitionInWords:
        """A local indicator's definition in words."""
        local = load_local_indicators()[indicator]
        return definition_in_words(local.definition, kind=local.kind, source=local.source)

    def spread(self, tolerance: Fraction | None, source: Source) -> tuple[SpreadRow, ...]:
        """Guidance against population by municipality, then by urban and rural."""
        found = self._spread(tolerance, source)
        judged = tolerance is not None
        return (
            *(_spread_row(line, judged=judged) for line in found.lines),
            *(_spread_row(line, judged=False, is_total=True) for line in found.classes),
        )

    def spread_excluded(self, source: Source) -> tuple[tuple[Text, int], ...]:
        """What the spread holds out, and why."""
        total = self._spread(None, source).total
        return tuple((item.reason, item.count) for item in total.excluded)

    def volumes(self, source: Source) -> tuple[tuple[VolumeRow, ...], tuple[Beside, ...]]:
        """The volume of the guidance, and shares of it; empty without registrations."""
        this_year = volumes(
            self.snapshot,
            year=self.year,
            source=source,
            snapshot=self.fingerprint,
            until=self.until,
        ).get(self.hub.id)
        if this_year is None:
            return (), ()
        last_year = volumes(
            self.snapshot,
            year=self.year - 1,
            source=source,
            snapshot=self.fingerprint,
            until=self._until(self.year - 1),
        ).get(self.hub.id)
        before = [None] * len(this_year.types) if last_year is None else list(last_year.types)
        rows = [
            VolumeRow(
                row.label,
                row.engagements,
                row.companies,
                None if earlier is None else earlier.companies,
            )
            for row, earlier in zip(this_year.types, before, strict=True)
        ]
        for label, name in _FORMS:
            earlier = None if last_year is None else getattr(last_year, name)
            rows.append(VolumeRow(label, None, getattr(this_year, name), earlier))
        shares = (
            (_REFERRED, this_year.referred),
            (_INDIVIDUAL_SHARE, this_year.individual_against_collective),
        )
        return tuple(rows), tuple(
            Beside(label, item.figure) for label, item in shares if item.figure is not None
        )

    def _spread(self, tolerance: Fraction | None, source: Source) -> Spread:
        return spread(
            self.snapshot,
            self.territory,
            hub=self.hub.id,
            year=self.year,
            tolerance=_ANY_LIMIT if tolerance is None else tolerance,
            source=source,
            snapshot=self.fingerprint,
            until=self.until,
        )

    def _measurements(
        self, point: MeasurePoint | LocalIndicator, definition: CountingDefinition, source: Source
    ) -> tuple[Measurement, ...]:
        counted = self._tally(definition, self.year)
        if counted is None:
            return (Measurement(None, absent=_NO_ROWS[definition.table]),)
        earlier = self._tally(definition, self.year - 1) or {}
        return tuple(
            _measurement(
                measure(
                    point,
                    found,
                    source=source,
                    snapshot=self.fingerprint,
                    segment=segment,
                    definition=definition,
                ),
                found,
                definition,
                segment=segment,
                previous=self._previous(point, definition, source, earlier.get(segment), segment),
            )
            for segment, found in sorted(counted.items(), key=lambda item: item[0] or "")
        )

    def _previous(
        self,
        point: MeasurePoint | LocalIndicator,
        definition: CountingDefinition,
        source: Source,
        earlier: Tally | None,
        segment: Segment | None,
    ) -> Figure | None:
        if earlier is None:
            return None
        return measure(
            point,
            earlier,
            source=source,
            snapshot=self.fingerprint,
            segment=segment,
            definition=definition,
        ).figure

    def _tally(
        self, definition: CountingDefinition, year: int
    ) -> dict[Segment | None, Tally] | None:
        """The hub's tallies of a definition in a year, or ``None`` where it has no rows."""
        found = self._counted(year)[self._definitions.index(definition)].get(self.hub.id)
        return None if found is None else dict(found)

    @cached_property
    def _definitions(self) -> Sequence[CountingDefinition]:
        points = [item for item in self.agreement.measure_points if item.kind in COUNTED_KINDS]
        local = [item for item in load_local_indicators().values() if item.kind in COUNTED_KINDS]
        printed = [item.printed_definition for item in points]
        return [
            *(item.definition for item in points),
            *(item for item in printed if item is not None),
            *(item.definition for item in local),
        ]

    def _counted(self, year: int) -> list[Tallies]:
        if year not in self._years:
            until = self._until(year)
            self._years[year] = tallies(self.snapshot, self._definitions, year=year, until=until)
        return self._years[year]

    @cached_property
    def _years(self) -> dict[int, list[Tallies]]:
        return {}

    def _until(self, year: int) -> date | None:
        """The cut-off's day in another year; the leap day becomes the day before."""
        if self.until is None:
            return None
        month, day = self.until.month, self.until.day
        return date(year, month, 28 if (month, day) == _LEAP_DAY else day)

    def _outside_survey(self, point: MeasurePoint, year: int) -> bool:
        return point.measured_years is not None and year not in point.measured_years


def _measurement(
    measured: Measured,
    tally: Tally,
    definition: CountingDefinition,
    *,
    segment: Segment | None,
    previous: Figure | None,
) -> Measurement:
    return Measurement(
        value=measured.figure,
        segment=segment,
        base=measured.base,
        interval=measured.interval,
        previous=previous,
        beside=measured.beside,
        absent=measured.reason,
        too_few=measured.status is Status.TOO_FEW,
        cells=_cells(tally, definition) if definition.table in _ABOUT_ANSWERS else (),
    )


def _cells(tally: Tally, definition: CountingDefinition) -> tuple[tuple[str, int], ...]:
    """The counts of answers that the value and its base give away."""
    if "promoters_minus_detractors" in definition.counted:
        passives = tally.base - tally.promoters - tally.detractors
        return (
            ("promoters", tally.promoters),
            ("passives", passives),
            ("detractors", tally.detractors),
        )
    return (
        ("counted", tally.counted),
        ("others", tally.base - tally.counted),
        ("dont_know", tally.dont_know),
    )


def _spread_row(line: SpreadLine, *, judged: bool, is_total: bool = False) -> SpreadRow:
    return SpreadRow(
        municipality=line.name.da,
        area_class=_CLASSES[line.area_class],
        guidance=line.guidance,
        population=line.population,
        share_of_guidance=line.guidance_share,
        share_of_population=line.population_share,
        relative=line.relative,
        points=line.points,
        outcome=line.outcome if judged else None,
        is_total=is_total,
    )


def _survey_years(point: MeasurePoint) -> Text:
    years = " og ".join(str(year) for year in point.measured_years or ())
    english = " and ".join(str(year) for year in point.measured_years or ())
    return Text(da=f"Måles i {years}.", en=f"Measured in {english}.")


_CLASSES = {
    AreaClass.URBAN: Text(da="By", en="Urban"),
    AreaClass.RURAL: Text(da="Land", en="Rural"),
    None: Text(da="–", en="–"),
}
_FORMS = (
    (
        Text(da="Virksomheder i alt, kollektive tilbud med", en="Companies, collective included"),
        "in_all",
    ),
    (Text(da="Virksomheder i individuel vejledning", en="Individually guided"), "individual"),
    (Text(da="Virksomheder i kollektive tilbud", en="In collective offers"), "collective"),
)
_REFERRED = Text(
    da="Andel af de individuelt vejledte, som blev henvist",
    en="Share of the individually guided that were referred",
)
_INDIVIDUAL_SHARE = Text(
    da="Individuel vejledning af al vejledning", en="Individual guidance of all guidance"
)
_NO_ROWS = {
    "registrations": Text(
        da="Der er ingen registreringer fra erhvervshuset i perioden.",
        en="There are no registrations from the hub in the period.",
    ),
    "evaluations": Text(
        da="Der er ingen svar på brugerevalueringen fra erhvervshusets virksomheder i perioden.",
        en="There are no user evaluations from the hub's companies in the period.",
    ),
    "awareness": Text(
        da="Der er ingen kendskabsmåling for erhvervshuset i året.",
        en="There is no awareness survey for the hub in the year.",
    ),
}
