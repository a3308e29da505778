"""What a results statement says in one language: made once, rendered several ways."""

from collections.abc import Sequence

from samvirke.figures import Language, Text, format_date
from samvirke.papers.results_statement import words
from samvirke.papers.results_statement.lines import LineWriter, mark_of
from samvirke.papers.results_statement.notes import NoteBook
from samvirke.papers.results_statement.report import (
    Amount,
    Counted,
    GlanceRow,
    Report,
    Section,
    Tally,
    Term,
    VolumeLine,
)
from samvirke.papers.results_statement.tables import (
    basis,
    excluded,
    files,
    origins,
    share,
    spread_line,
    volume_line,
)
from samvirke.schemes.results_statement.model import Judgement, Statement, Verdict


def report_of(statement: Statement, language: Language) -> Report:
    """The content of ``statement``.

    The steps it takes towards publication are not in it: its papers are signed off as they are.
    """
    notes = NoteBook(language)
    sections, glance = _sections(statement, language, notes)
    spread = tuple(spread_line(row, language, notes) for row in statement.spread)
    volumes = tuple(volume_line(row, language, notes) for row in statement.volumes)
    shares = tuple(share(item, language, notes) for item in statement.activity_shares)
    title = words.TITLE.in_language(language)
    return Report(
        language=language,
        id=f"resultatopgoerelse-{statement.hub}-{statement.year}",
        title=f"{title} {statement.year}: {statement.hub_name}",
        hub=statement.hub_name,
        year=statement.year,
        running_head=f"{title} {statement.year} · {statement.hub_name}",
        demo=words.DEMO.in_language(language) if statement.demo else "",
        demo_mark=words.DEMO_MARK.in_language(language) if statement.demo else "",
        period=_period(statement, language),
        status=_status(statement, language),
        tallies=_tallies(statement, language),
        remarks=_remarks(statement, language),
        glance=glance,
        sections=sections,
        spread=spread,
        spread_excluded=tuple(
            excluded(reason, count, language) for reason, count in statement.spread_excluded
        ),
        spread_notes=notes.with_named(
            amount.note for line in spread for amount in (line.relative, line.points)
        ),
        volumes=volumes,
        shares=shares,
        volume_notes=notes.with_named(
            (
                *(amount.note for line in volumes for amount in _amounts(line)),
                *(item.value.note for item in shares),
            )
        ),
        origins=origins(statement, language),
        files=files(statement, language),
        basis=basis(statement, language),
        reading=_reading(statement, language),
        notes=notes.notes,
        labels=words.labels(language),
        version=f"Samvirke {statement.code_version}",
    )


def _sections(
    statement: Statement, language: Language, notes: NoteBook
) -> tuple[tuple[Section, ...], tuple[GlanceRow, ...]]:
    sections: list[Section] = []
    glance: list[GlanceRow] = []
    for goal in statement.goals:
        points = []
        for line in goal.lines:
            writer = LineWriter(line, language, notes, f"line-{len(glance) + 1}")
            points.append(writer.point())
            glance.append(writer.glance(local=goal.local))
        title = goal.title.in_language(language)
        sections.append(Section(goal.id, title, goal.local, tuple(points)))
    return tuple(sections), tuple(glance)


def _amounts(line: VolumeLine) -> tuple[Amount, ...]:
    return line.engagements, line.companies, line.previous


def _period(statement: Statement, language: Language) -> str:
    if statement.cut_off is None:
        return words.WHOLE_YEAR.in_language(language).format(year=statement.year)
    day = format_date(statement.cut_off, language)
    return words.UNTIL.in_language(language).format(day=day)


def _status(statement: Statement, language: Language) -> str:
    version = words.VERSION.in_language(language).format(version=statement.version)
    day = format_date(statement.due, language)
    due = words.DUE.in_language(language).format(kkr=statement.kkr_name, day=day)
    return f"{version}. {due}."


def _tallies(statement: Statement, language: Language) -> tuple[Tally, ...]:
    agreement = [line.agreement for line in statement.lines if line.agreement]
    contract = [line.contract for line in statement.lines if line.contract]
    told = [_tally("agreement", words.AGREEMENT, agreement, language)]
    if statement.contract is not None:
        told.append(_tally("contract", words.CONTRACT, contract, language))
    return tuple(told)


def _tally(
    key: str, document: Text, judged: Sequence[tuple[Judgement, ...]], language: Language
) -> Tally:
    verdicts = [judgements[0].verdict for judgements in judged]
    counted = tuple(
        Counted(
            mark_of(verdict, language),
            verdicts.count(verdict),
            words.PHRASES[verdict].in_language(language).format(n=verdicts.count(verdict)),
        )
        for verdict in Verdict
    )
    one, many = words.TOTALS[key]
    total = (one if len(verdicts) == 1 else many).in_language(language).format(n=len(verdicts))
    name = document.in_language(language)
    found = ", ".join(item.phrase for item in counted if item.number)
    sentence = words.SENTENCE.in_language(language).format(
        document=name, total=total, parts=found or "–"
    )
    return Tally(name, len(verdicts), counted, sentence)


def _remarks(statement: Statement, language: Language) -> tuple[str, ...]:
    found = sum(len(line.findings) for line in statement.lines)
    remarks = []
    if not statement.volumes:
        remarks.append(words.NO_REGISTRATIONS.in_language(language).format(year=statement.year))
    if statement.contract is None:
        remarks.append(words.NO_CONTRACT.in_language(language))
    if found:
        er, s = ("", "") if found == 1 else ("er", "s")
        they = (words.IT_STANDS if found == 1 else words.THEY_STAND).in_language(language)
        remarks.append(words.FOUND.in_language(language).format(n=found, er=er, s=s, they=they))
    return tuple(remarks)


def _reading(statement: Statement, language: Language) -> tuple[Term, ...]:
    """The verdicts that occur, with their meaning, and what the numbers beside them say."""
    given = {
        judgement.verdict
        for line in statement.lines
        for judgement in (*line.agreement, *line.contract)
    }
    named = words.labels(language)
    return (
        *(
            Term(
                verdict.label.in_language(language),
                words.MEANINGS[verdict].in_language(language),
            )
            for verdict in Verdict
            if verdict in given
        ),
        Term(named["verdict"], words.READING_VERDICTS.in_language(language)),
        Term(named["interval"], words.READING_INTERVAL.in_language(language)),
        Term(words.OUR_READING.in_language(language), words.READING_OURS.in_language(language)),
    )
