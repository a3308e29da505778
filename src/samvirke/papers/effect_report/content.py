"""The effect report: page one for a mayor, then the nine principles, then annexes."""

from collections.abc import Iterator, Mapping
from datetime import date

from samvirke import __version__
from samvirke.agreements import EffectDefinition, FrameworkAgreement
from samvirke.figures import Language, Text
from samvirke.papers.effect_report import tables
from samvirke.papers.effect_report.charts import event_plot, hub_plot, love_plot
from samvirke.papers.effect_report.choices import choices, other_choices_words
from samvirke.papers.effect_report.doubts import beside, unbalanced
from samvirke.papers.effect_report.method import method
from samvirke.papers.effect_report.model import (
    Block,
    ChartBlock,
    EffectReport,
    Section,
    TableBlock,
)
from samvirke.papers.effect_report.prose import (
    HOW_TO_READ,
    OUR_READING,
    PRINCIPLES,
    headline,
    paragraphs,
)
from samvirke.papers.effect_report.words import DEMO, DEMO_NOTE
from samvirke.schemes.effect_statement import EffectStatement, MeasureResult, PointYear
from samvirke.territory import BodyKind, load_territory


def report_of(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> EffectReport:
    """The report on the public ``statement``: nothing hidden is told."""
    hubs = _hub_names(statement)
    words = [
        text.in_language(language)
        for text in paragraphs(statement, _definition(statement, agreement))
    ]
    headings = [text.in_language(language) for text in PRINCIPLES]
    blocks = _blocks(statement, agreement, language)
    sections = [
        Section(heading, (word, *found))
        for heading, word, found in zip(headings, words, blocks, strict=True)
    ]
    return EffectReport(
        language,
        Text(
            "Hjalp det? Effekten af vejledningen", "Did it help? The effect of guidance"
        ).in_language(language),
        statement.agreement,
        DEMO.in_language(language) if statement.demo else "",
        f"Samvirke {__version__}",
        statement.agreement_id,
        _summary(statement, agreement, language),
        (
            *sections,
            _hub_section(statement, hubs, language),
            _annex(statement, agreement, language),
            method(statement, _definition(statement, agreement), language),
        ),
    )


def _definition(statement: EffectStatement, agreement: FrameworkAgreement) -> EffectDefinition:
    definition = agreement.measure_point(statement.points[0].point).effect
    if definition is None:
        raise LookupError(statement.points[0].point)
    return definition


def _hub_names(statement: EffectStatement) -> dict[str, str]:
    """Hubs by id, as their area had them in the last year of the register."""
    territory = load_territory()
    day = date(statement.inputs.last_year, 1, 1)
    return {hub.id: hub.name for hub in territory.bodies_of(BodyKind.HUB, on=day)}


def _summary(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> Section:
    blocks: list[Block] = []
    if statement.demo:
        blocks.append(DEMO_NOTE.in_language(language))
    found = headlines(statement, agreement, language)
    blocks += found
    apart = unbalanced(statement)
    blocks += [apart.in_language(language)] if apart is not None else []
    otherwise = other_choices_words(statement, agreement, language)
    blocks += [otherwise] if otherwise is not None else []
    if statement.measured_by:
        words = Text(f"Målt af {statement.measured_by}.", f"Measured by {statement.measured_by}.")
        blocks.append(words.in_language(language))
    if found:
        blocks.append(tables.verdicts(statement, language))
    else:
        blocks.append(_NOTHING_YET.in_language(language))
        blocks += tables.from_list(statement, language)
    missing = tables.not_measured(statement, language)
    blocks += [missing] if missing is not None else []
    blocks += [HOW_TO_READ.in_language(language), OUR_READING.in_language(language)]
    return Section(Text("Kort fortalt", "In short").in_language(language), tuple(blocks))


def headlines(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> tuple[str, ...]:
    """What is said of each measure of the newest year that has a result, of each point: what was
    found, how much the groups grew, and how far the verdict hangs on the choices.
    """
    return tuple(
        " ".join(
            text.in_language(language)
            for text in (headline(point, measure), *beside(point, measure, agreement))
        )
        for point, measure in _newest(statement)
    )


_NOTHING_YET = Text(
    da="Der er endnu intet resultat. Hvorfor, står herunder for hvert år.",
    en="There is no result yet. Why is told below for each year.",
)


def _newest(statement: EffectStatement) -> Iterator[tuple[PointYear, MeasureResult]]:
    """The measures of the newest year that has a result, of each point."""
    seen: dict[str, int] = {}
    for point, measure in tables.measured(statement):
        if seen.setdefault(point.point, point.year) == point.year:
            yield point, measure


def _blocks(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> tuple[tuple[Block, ...], ...]:
    """What stands under each principle beside its words, in their order."""
    love = tuple(love_plot(point, language) for point in statement.points if point.balance)
    is_measured = any(True for _ in _newest(statement))
    matched = [study for study in statement.events if study.sample == "matched" and study.events]
    return (
        (
            tables.register_remarks(statement, language),
            *(tables.from_list(statement, language) if is_measured else ()),
            tables.lost_pairs(statement, language),
        ),
        (tables.matched_numbers(statement, language), *love, tables.balance(statement, language)),
        (tables.growths(statement, agreement, language),),
        (),
        (
            *(event_plot(study, language) for study in matched),
            tables.events(statement.events, language),
        ),
        (tables.robustness(statement, agreement, language),),
        (),
        (),
        (tables.trials(statement, language),),
    )


def _hub_section(
    statement: EffectStatement, hubs: Mapping[str, str], language: Language
) -> Section:
    note = Text(
        da="Hvert erhvervshus' tal er regnet på dets egne virksomheder i de nationale par. Få "
        "virksomheder giver brede intervaller, så et hus kan ligge over eller under kravet ved et "
        "tilfælde. Celler med for få virksomheder, eller hvor én fylder det meste, er skjult, og "
        "det samme er celler, som ellers kunne regnes ud af de viste.",
        en="Each hub's number is computed on its own companies in the national pairs. Few "
        "companies give wide intervals, so that a hub may lie above or below the threshold by "
        "chance. Cells with too few companies, or where one outweighs the rest, are hidden, and "
        "so are cells that could otherwise be worked out from those shown.",
    ).in_language(language)
    charts: tuple[ChartBlock, ...] = tuple(
        hub_plot(point, measure, hubs, language)
        for point, measure in _newest(statement)
        if measure.parts
    )
    return Section(
        Text("Erhvervshuse og temaer", "Hubs and themes").in_language(language),
        (
            note,
            *charts,
            tables.by_hub(statement, hubs, language, themes=False),
            tables.by_hub(statement, hubs, language, themes=True),
        ),
    )


def _annex(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> Section:
    heading = Text("Bilag: valg og filer", "Annex: choices and files")
    return Section(
        heading.in_language(language),
        (choices(statement, agreement, language), _files(statement, language)),
    )


def _files(statement: EffectStatement, language: Language) -> TableBlock:
    inputs = statement.inputs
    heading = (Text("Fil", "File"), Text("SHA-256", "SHA-256"))
    return TableBlock(
        Text("Filer", "Files").in_language(language),
        Text("Hvad tallene hviler på", "What the numbers rest on").in_language(language),
        tuple(word.in_language(language) for word in heading),
        (
            (inputs.register_name, inputs.register_fingerprint),
            (inputs.guided_name, inputs.guided_fingerprint),
        ),
    )
