"""What the national statement says in one language: made once, rendered several ways."""

from collections.abc import Iterator
from dataclasses import replace

from samvirke import __version__
from samvirke.figures import Figure, Language, format_date
from samvirke.papers.national_statement import words
from samvirke.papers.national_statement.report import (
    Glimpse,
    HubTally,
    HubValue,
    NationalPoint,
    NationalReport,
    Together,
)
from samvirke.papers.results_statement import words as statement_words
from samvirke.papers.results_statement.lines import LineWriter, mark_of
from samvirke.papers.results_statement.notes import NoteBook
from samvirke.papers.results_statement.report import (
    Amount,
    Bar,
    Counted,
    GlanceRow,
    Mark,
    Part,
    Term,
)
from samvirke.papers.results_statement.values import NONE, bar_of_count, level, shown
from samvirke.schemes.results_statement import (
    Line,
    Measurement,
    NationalStatement,
    Statement,
    Verdict,
)
from samvirke.schemes.results_statement.disclosure.measure import HIDDEN, HIDDEN_CHANGE
from samvirke.schemes.results_statement.national import NationalRow

_NAME_OF_ALL = "Erhvervshus "
_HIDDEN = (HIDDEN, HIDDEN_CHANGE)


def report_of(national: NationalStatement, language: Language) -> NationalReport:
    """The content of the national statement."""
    notes = NoteBook(language)
    title = words.TITLE.in_language(language).format(year=national.year)
    points = tuple(
        _PointWriter(national, row, language, notes).point(f"point-{number}")
        for number, row in enumerate(national.rows, start=1)
    )
    return NationalReport(
        language=language,
        id=f"national-opgoerelse-{national.year}",
        title=title,
        year=national.year,
        running_head=title,
        demo=statement_words.DEMO.in_language(language) if national.demo else "",
        demo_mark=statement_words.DEMO_MARK.in_language(language) if national.demo else "",
        status=words.DUE.in_language(language).format(
            agreement=national.agreement_title,
            day=format_date(national.due, language),
            clause=national.clause,
            hubs_day=format_date(national.hubs_due, language),
            hubs_clause=national.hubs_clause,
        ),
        submitted=_submitted(national, language),
        hubs=tuple(_short(name) for _, name in national.hubs),
        tallies=tuple(_tallies(national, language)),
        points=points,
        has_totals=any(point.together is not None for point in points),
        basis=_basis(national, language),
        reading=_reading(national, language),
        notes=notes.notes,
        labels=words.labels(language),
        version=f"Samvirke {__version__}",
    )


def _short(name: str) -> str:
    """The hub's name without the word that all of them begin with."""
    return name.removeprefix(_NAME_OF_ALL)


def _submitted(national: NationalStatement, language: Language) -> str:
    number = len(national.hubs)
    told = words.ALL_SENT.in_language(language).format(n=number)
    if national.missing:
        told = words.SOME_SENT.in_language(language).format(
            sent=len(national.statements), n=number, names=", ".join(national.missing)
        )
    if not national.drafts:
        return told
    drafts = words.DRAFTS.in_language(language).format(names=", ".join(national.drafts))
    return f"{told} {drafts}"


def _tallies(national: NationalStatement, language: Language) -> Iterator[HubTally]:
    statements = {item.hub: item for item in national.statements}
    steps = dict(national.steps)
    used = [verdict for verdict in Verdict if _occurs(national, verdict)]
    for hub, name in national.hubs:
        statement = statements.get(hub)
        if statement is None:
            yield HubTally(_short(name), words.NOT_PUBLISHED.in_language(language), "–", ())
            continue
        step = steps.get(hub)
        version = (
            (words.AT_STEP if step else words.VERSION)
            .in_language(language)
            .format(
                version=statement.version,
                step="" if step is None else step.label.in_language(language),
            )
        )
        counted = tuple(_counted(statement, verdict, language) for verdict in used)
        yield HubTally(_short(name), version, statement.snapshot, counted)


def _occurs(national: NationalStatement, verdict: Verdict) -> bool:
    return any(verdict in _verdicts(item) for item in national.statements)


def _verdicts(statement: Statement) -> list[Verdict]:
    """The agreement's verdict on each of its measure points."""
    return [line.agreement[0].verdict for line in statement.lines if line.agreement]


def _counted(statement: Statement, verdict: Verdict, language: Language) -> Counted:
    number = _verdicts(statement).count(verdict)
    phrase = statement_words.PHRASES[verdict].in_language(language).format(n=number)
    return Counted(mark_of(verdict, language), number, phrase)


def _basis(national: NationalStatement, language: Language) -> tuple[Term, ...]:
    named = words.labels(language)
    return (
        Term(named["agreement"], f"{national.agreement_title} ({national.agreement})"),
        Term(named["code"], f"Samvirke {__version__}"),
    )


def _reading(national: NationalStatement, language: Language) -> tuple[Term, ...]:
    named = words.labels(language)
    sums = any(row.together is not None for row in national.rows)
    return (
        Term(named["numbers"], words.PUBLIC.in_language(language)),
        Term(named["sums"], (words.SUMS if sums else words.NO_SUMS).in_language(language)),
        *(
            Term(
                verdict.label.in_language(language),
                statement_words.MEANINGS[verdict].in_language(language),
            )
            for verdict in Verdict
            if _occurs(national, verdict)
        ),
    )


class _PointWriter:
    """Writes one measure point over all hubs."""

    def __init__(
        self, national: NationalStatement, row: NationalRow, language: Language, notes: NoteBook
    ) -> None:
        self._national, self._row, self._language, self._notes = national, row, language, notes
        self._hubs = {
            item.hub: _HubLine(_alone(item.line), language, notes, of=_short(item.hub_name))
            for item in row.hubs
        }
        self._used: dict[int, None] = {}

    def point(self, anchor: str) -> NationalPoint:
        """The measure point, to which ``anchor`` leads."""
        row, language = self._row, self._language
        required = list(dict.fromkeys(hub.glance.requirement for hub in self._hubs.values()))
        if row.together is not None:
            required = []
        differ = len(required) > 1
        together = None if row.together is None else self._together(row.together)
        values = tuple(
            value
            for hub, name in self._national.hubs
            for value in self._values(hub, _short(name), differ=differ)
        )
        return NationalPoint(
            id=row.id,
            title=row.title.in_language(language),
            anchor=anchor,
            clause=row.source.clause,
            requirement=() if differ or not required else required[0],
            requirements_differ=differ,
            has_parts=any(item.part for item in values),
            is_measured=any(hub.has_value for hub in self._hubs.values()),
            glimpses=tuple(self._glimpse(hub) for hub, _ in self._national.hubs),
            values=values,
            together=together,
            notes=self._notes.with_named(self._used),
        )

    def _glimpse(self, hub: str) -> Glimpse:
        if hub not in self._hubs:
            return Glimpse((self._nothing(hub),), None)
        line = self._hubs[hub]
        return Glimpse(tuple(line.in_short()), self._mark(line.glance.agreement))

    def _values(self, hub: str, name: str, *, differ: bool) -> Iterator[HubValue]:
        """The hub's values, one for each part that the verdict is about."""
        if hub not in self._hubs:
            yield HubValue(
                name,
                "",
                Amount(self._nothing(hub)),
                "",
                None,
                NONE,
                "–",
                NONE,
                "–" if differ else "",
                None,
            )
            return
        line = self._hubs[hub]
        requirement = "; ".join(line.glance.requirement) if differ else ""
        for (item, part), glance in zip(line.parts, line.glance.values, strict=False):
            self._use(part)
            yield HubValue(
                hub=name,
                part=glance.name,
                value=part.value,
                address=_address(item),
                bar=glance.bar or self._bar(item),
                base=part.base,
                interval="–" if part.interval is None else part.interval.words,
                previous=part.previous,
                requirement=requirement,
                mark=self._mark(part.agreement or line.glance.agreement),
            )
        if not line.parts:
            value, mark = line.glance.values[0].value, self._mark(line.glance.agreement)
            yield HubValue(name, "", value, "", None, NONE, "–", NONE, requirement, mark)

    def _nothing(self, hub: str) -> str:
        """What stands for a hub without the line: not published yet, or a dash."""
        sent = any(item.hub == hub for item in self._national.statements)
        return NONE.words if sent else words.NOT_PUBLISHED.in_language(self._language)

    def _mark(self, mark: Mark | None) -> Mark | None:
        """A hub's verdict; none where the hubs are judged together."""
        return mark if self._row.together is None else None

    def _use(self, part: Part) -> None:
        for number in (part.value.note, part.previous.note):
            if number is not None:
                self._used.setdefault(number)

    def _bar(self, item: Measurement) -> Bar | None:
        """A bar against the hub with the most, for a number without a scale of its own."""
        if item.value is None:
            return None
        found = [
            other.value.value
            for hub in self._hubs.values()
            for other, _ in hub.parts
            if other.value is not None and other.segment == item.segment
        ]
        return bar_of_count(item.value.value, max(found))

    def _together(self, sum_: Measurement) -> Together:
        language, judgement = self._language, self._row.judgement
        mark: Mark | None = None
        requirement = ""
        reasons = [sum_.absent]
        if judgement is not None:
            mark = mark_of(judgement.verdict, language)
            reasons.append(judgement.reason)
            if judgement.requirement is not None:
                bound = statement_words.BOUNDS[judgement.operator or "="].in_language(language)
                least = level(judgement.requirement, language).words
                requirement = f"{bound} {least}".strip()
        told = dict.fromkeys(text.in_language(language) for text in reasons if text is not None)
        return Together(self._sum(sum_), requirement, mark, " ".join(told))

    def _sum(self, sum_: Measurement) -> Amount:
        if sum_.value is None:
            return NONE
        note = self._notes.number(sum_.value)
        if note is not None:
            self._used.setdefault(note)
        return shown(sum_.value, self._language, note=note)


def _address(item: Measurement) -> str:
    value = item.value
    return str(value.address) if isinstance(value, Figure) and value.address is not None else ""


class _HubLine:
    """One hub's line: at a glance, and the values that its verdict is about."""

    def __init__(self, line: Line, language: Language, notes: NoteBook, *, of: str) -> None:
        writer = LineWriter(line, language, notes, "", of=of)
        self.glance: GlanceRow = writer.glance(local=False)
        self.parts = writer.decisive_parts()
        self._language = language

    @property
    def has_value(self) -> bool:
        """Whether there is a value, or words that stand for one."""
        return any(self.in_short())

    def in_short(self) -> Iterator[str]:
        """Each value in a word or two, and that it is hidden where it is."""
        hidden = [item.absent in _HIDDEN for item, _ in self.parts]
        for at, item in enumerate(self.glance.values):
            not_shown = at < len(hidden) and hidden[at]
            told = words.NOT_SHOWN.in_language(self._language) if not_shown else item.value.words
            if told != NONE.words:
                yield f"{item.name}: {told}" if item.name else told


def _alone(line: Line) -> Line:
    """The line without its contract, which is the hub's own, and without what stands beside.

    Nationally the agreement alone judges, and one value is set beside another hub's.
    """
    measurements = tuple(replace(item, beside=()) for item in line.measurements)
    return replace(line, contract=(), measurements=measurements)
