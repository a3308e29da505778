"""The statement's tables beside its goals: spread, volumes, what the numbers rest on."""

from fractions import Fraction

from samvirke.figures import Count, Figure, Language, Text, format_number
from samvirke.indicators import Beside as IndicatorBeside
from samvirke.papers.results_statement import words
from samvirke.papers.results_statement.notes import NoteBook
from samvirke.papers.results_statement.report import (
    Amount,
    Beside,
    Rest,
    SpreadLine,
    Term,
    VolumeLine,
)
from samvirke.papers.results_statement.values import NONE, bare, deviation_bar, shown, whole_number
from samvirke.schemes.results_statement.model import SpreadRow, Statement, VolumeRow


def spread_line(row: SpreadRow, language: Language, notes: NoteBook) -> SpreadLine:
    """A municipality's line; both deviations lead to their calculations.

    They share a note where the one is part of the other's calculation.
    """
    outcome = row.outcome
    sign = "" if outcome is None else words.OUTCOME_SIGNS.get(outcome, "")
    relative = notes.number(row.relative, of=row.municipality)
    within = row.points in row.relative.derivation.inputs
    return SpreadLine(
        name=row.municipality,
        area_class="" if row.is_total else row.area_class.in_language(language),
        guidance=bare(row.guidance, language),
        share_of_guidance=bare(row.share_of_guidance, language),
        population=bare(row.population, language),
        share_of_population=bare(row.share_of_population, language),
        relative=bare(row.relative, language, signed=True, note=relative),
        points=bare(
            row.points, language, signed=True, note=relative if within else notes.number(row.points)
        ),
        outcome="" if outcome is None else f"{sign}{outcome.label.in_language(language)}",
        outcome_code="" if outcome is None else outcome.value,
        is_total=row.is_total,
        bar=deviation_bar(row.relative),
    )


def volume_line(row: VolumeRow, language: Language, notes: NoteBook) -> VolumeLine:
    """A kind of guidance with its counts and their calculations."""

    def told(item: Count | Figure | None, of: str = "") -> Amount:
        return NONE if item is None else bare(item, language, note=notes.number(item, of=of))

    before = words.PREVIOUS.in_language(language)
    return VolumeLine(
        row.label.in_language(language),
        told(row.engagements),
        told(row.companies),
        told(row.previous_companies, before.lower()),
    )


def excluded(reason: Text, count: int, language: Language) -> str:
    """What the spread leaves out, and why."""
    told = words.EXCLUDED.in_language(language)
    number = format_number(Fraction(count), language)
    return told.format(n=number, reason=reason.in_language(language))


def share(item: IndicatorBeside, language: Language, notes: NoteBook) -> Beside:
    """A share of the guidance with its calculation."""
    number = notes.number(item.figure)
    return Beside(item.label.in_language(language), shown(item.figure, language, note=number))


def origins(statement: Statement, language: Language) -> tuple[Term, ...]:
    """Who computed what: the lines of each, and those for which somebody else stated a value."""
    lines: dict[str, list[str]] = {}
    for line in statement.lines:
        lines.setdefault(line.computed_by.in_language(language), []).append(line.id)
    for line in statement.lines:
        for authority in dict.fromkeys(item.authority for item in line.received):
            told = words.BESIDE_OWN.in_language(language).format(authority=authority)
            lines.setdefault(told, []).append(line.id)
    return tuple(Term(who, ", ".join(ids)) for who, ids in lines.items())


def files(statement: Statement, language: Language) -> tuple[Rest, ...]:
    """The files that the statement rests on."""
    return tuple(
        Rest(
            file.role.in_language(language),
            file.name,
            NONE if file.rows is None else whole_number(file.rows, language),
            file.sha256,
        )
        for file in statement.files
    )


def basis(statement: Statement, language: Language) -> tuple[Term, ...]:
    """Snapshot, agreement, contract and code version: what the statement is made of."""
    named = words.labels(language)
    contract = words.NO_CONTRACT.in_language(language)
    if statement.contract is not None:
        contract = f"{statement.contract_title} ({statement.contract})"
    return (
        Term(named["agreement"], f"{statement.agreement_title} ({statement.agreement})"),
        Term(named["contract"], contract),
        Term(named["snapshot"], statement.snapshot),
        Term(named["code"], f"Samvirke {statement.code_version}"),
    )
