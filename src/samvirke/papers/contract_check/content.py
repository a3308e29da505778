"""What every rendering of a contract check says: one content, so that they cannot disagree."""

from dataclasses import dataclass

from samvirke import __version__
from samvirke.agreements import is_due
from samvirke.figures import Figure, Language, Step, Text, format_date, steps
from samvirke.schemes.contract_check import ContractCheck, Finding, Grade


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of the comparison: where it stands, what it says, the number or words compared."""

    clause: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """A figure's calculation, line by line, under its permanent address."""

    address: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with both texts side by side.

    ``subject`` heads the comparison: the measure point, where there is one. ``against`` heads the
    second text: the framework agreement, or what the contract's own parts give.
    """

    number: int
    heading: str
    message: str
    subject: str
    contract: Cell
    against: str
    agreement: Cell
    calculations: tuple[Calculation, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one grade; ``code`` is the grade's name in JSON."""

    code: str
    label: str
    heading: str
    meaning: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of the report."""

    contract: str
    agreement: str
    place: str
    says: str
    value: str
    calculated: str
    address: str
    nothing_found: str
    summary: str
    grade: str
    count: str
    meaning: str
    about: str
    held_against: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report in one language."""

    language: Language
    id: str
    name: str
    title: str
    subtitle: str
    parties: str
    agreement: str
    verdict: str
    groups: tuple[Group, ...]
    labels: Labels
    about: tuple[str, ...]
    version: str


_LABELS = {
    "contract": Text("Kontrakten", "The contract"),
    "agreement": Text("Rammeaftalen", "The agreement"),
    "place": Text("Sted", "Place"),
    "says": Text("Siger", "Says"),
    "value": Text("Tal eller ord", "Number or words"),
    "calculated": Text("Sådan er tallet beregnet", "How the number was computed"),
    "address": Text("Adresse", "Address"),
    "nothing_found": Text(
        "Ingen afvigelser fundet. Kontrakten følger rammeaftalen i alt, hvad der er kontrolleret.",
        "No deviations found. The contract follows the agreement in all that was checked.",
    ),
    "summary": Text("Resultat", "Result"),
    "grade": Text("Grad", "Grade"),
    "count": Text("Antal", "Count"),
    "meaning": Text("Betydning", "Meaning"),
    "about": Text("Om kontrollen", "About the check"),
    "held_against": Text("Holdt op mod", "Checked against"),
}
_EXPECTED = Text("Forventet", "Expected")
_MEANINGS = {
    Grade.ERROR: Text(
        "Noget mangler eller er svagere end aftalen. Ret det, før kontrakten vedtages.",
        "Something is missing or weaker than the agreement. Correct it before adoption.",
    ),
    Grade.QUESTION: Text(
        "Noget afviger eller kan ikke udledes af aftalen. Afklar det, og skriv svaret ind.",
        "Something differs or cannot be derived from the agreement. Settle it and write it down.",
    ),
    Grade.NOTE: Text(
        "Kontrakten stemmer ikke med sig selv eller med grunddata. Ret skrivefejlen.",
        "The contract disagrees with itself or with the reference data. Correct the slip.",
    ),
}
_ABOUT = (
    Text(
        "Hvert målepunkt, som aftalen kræver i kontraktens år, søges i kontrakten. Et krav gælder "
        "kun de år, aftalen nævner; et krav uden år i kontrakten læses som kontraktens eget år.",
        "Every measure point that the agreement requires in the contract's year is looked for in "
        "the contract. A threshold holds only in the years the agreement names; one without a "
        "year in the contract is read as the contract's own year.",
    ),
    Text(
        "Teksterne er gengivet kort. Det er aftalen og kontrakten selv, der gælder; "
        "punkterne viser, hvor de skal slås op.",
        "The texts are given in short. The agreement and the contract themselves hold; the "
        "clauses say where to look them up.",
    ),
)


def report_of(check: ContractCheck, language: Language) -> Report:
    """The content of the report on ``check``."""
    contract = check.contract
    numbers = {id(finding): number for number, finding in enumerate(check.findings, start=1)}
    groups = tuple(
        Group(
            code=grade.value,
            label=grade.label.in_language(language),
            heading=grade.plural.in_language(language),
            meaning=_MEANINGS[grade].in_language(language),
            entries=tuple(
                _entry(finding, numbers[id(finding)], language)
                for finding in check.findings
                if finding.grade is grade
            ),
        )
        for grade in Grade
    )
    name = Text("Kontraktcheck", "Contract check").in_language(language)
    period = check.agreement.valid.period.in_words(language)
    return Report(
        language=language,
        id=contract.id,
        name=contract.title,
        title=f"{name}: {contract.title}, {contract.hub_name}",
        subtitle=Text(
            f"Gælder fra {format_date(contract.in_force, 'da')}",
            f"In force from {format_date(contract.in_force, 'en')}",
        ).in_language(language),
        parties=" · ".join(contract.parties),
        agreement=f"{check.agreement.title} ({period})",
        verdict=_verdict(check, language),
        groups=groups,
        labels=Labels(**{key: text.in_language(language) for key, text in _LABELS.items()}),
        about=(
            _required_points(check).in_language(language),
            *(text.in_language(language) for text in _ABOUT),
        ),
        version=f"Samvirke {__version__}",
    )


def _required_points(check: ContractCheck) -> Text:
    """Which measure points the contract was looked through for."""
    year = check.contract.contract_year
    ids = [point.id for point in check.agreement.measure_points if is_due(point, year=year)]
    listed = ", ".join(ids)
    return Text(
        da=f"Aftalen kræver {len(ids)} målepunkter i {year}: {listed}.",
        en=f"The agreement requires {len(ids)} measure points in {year}: {listed}.",
    )


def _verdict(check: ContractCheck, language: Language) -> str:
    if not check.findings:
        return _LABELS["nothing_found"].in_language(language)
    words = {
        Grade.ERROR: Text("{n} fejl", "{n} error{s}"),
        Grade.QUESTION: Text("{n} spørgsmål", "{n} question{s}"),
        Grade.NOTE: Text("{n} bemærkning{er}", "{n} note{s}"),
    }
    told = []
    for grade in Grade:
        count = check.count(grade)
        plural = "" if count == 1 else "s"
        er = "" if count == 1 else "er"
        told.append(words[grade].in_language(language).format(n=count, s=plural, er=er))
    last = {"da": " og ", "en": " and "}[language]
    return f"{', '.join(told[:-1])}{last}{told[-1]}."


def _entry(finding: Finding, number: int, language: Language) -> Entry:
    got, expected = finding.got_and_expected(language)
    framework_words = finding.framework_words
    against = _LABELS["agreement"] if finding.framework_clause else _EXPECTED
    return Entry(
        number=number,
        heading=finding.kind.label.in_language(language),
        message=finding.message.in_language(language),
        subject=_subject(finding).in_language(language),
        contract=Cell(
            clause=finding.contract_clause or "–", words=finding.contract_words or "–", value=got
        ),
        against=against.in_language(language),
        agreement=Cell(
            clause=finding.framework_clause or "–",
            words=framework_words.in_language(language) if framework_words else "–",
            value=expected,
        ),
        calculations=tuple(_calculation(figure, language) for figure in finding.figures),
    )


def _subject(finding: Finding) -> Text:
    point = finding.measure_point
    if point is None:
        return Text("Sammenligning", "Comparison")
    return Text(f"Målepunkt {point}", f"Measure point {point}")


def _calculation(figure: Figure, language: Language) -> Calculation:
    return Calculation(
        address=str(figure.address or "–"),
        steps=steps(figure, language),
    )
