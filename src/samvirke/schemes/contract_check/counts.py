"""The contract against itself and the reference data: counts and sums against their lists."""

import re
from collections.abc import Iterator
from fractions import Fraction

from samvirke.agreements import ContractGoal
from samvirke.figures import Derivation, Figure, Given, Operation, Source, Text, address, derive
from samvirke.figures.units import THOUSAND_KR
from samvirke.records import read_table
from samvirke.schemes.contract_check.context import Context, clause_of
from samvirke.schemes.contract_check.findings import Finding, Grade, Kind

_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "en et one",
            "to two",
            "tre three",
            "fire four",
            "fem five",
            "seks six",
            "syv seven",
            "otte eight",
            "ni nine",
            "ti ten",
        ),
        start=1,
    )
    for word in words.split()
}
_COUNT = re.compile(
    r"\b(\d{1,4}|"
    + "|".join(_WORDS)
    + r")\s+(?:\w+\s+)?(?:efforts?|activit\w+|indsatser|aktiviteter|"
    r"initiativer|initiatives|tiltag)",
    re.IGNORECASE,
)
_GRANT_COLUMNS = ("erhvervshus", "year", "code", "municipality", "amount_1000kr", "name_as_printed")
_LONGEST_FILE_NAME = 100


def count_findings(context: Context) -> Iterator[Finding]:
    """Numbering, activities, municipalities, and the base grant against its table."""
    yield from _numbering(context)
    for goal in context.contract.goals:
        yield from _activities(goal)
    yield from _municipalities(context)
    yield from _grant(context)


def _numbering(context: Context) -> Iterator[Finding]:
    numbers = [goal.number for goal in context.contract.goals]
    expected = list(range(1, len(numbers) + 1))
    if sorted(numbers) == expected:
        return
    got = ", ".join(str(number) for number in numbers)
    yield Finding(
        kind=Kind.COUNT_MISMATCH,
        grade=Grade.NOTE,
        message=Text(
            da=f"Målenes numre er ikke 1 til {len(numbers)}: et nummer mangler eller står to "
            "gange. Ret numrene.",
            en=f"The goals are not numbered 1 to {len(numbers)}: a number is missing or appears "
            "twice. Correct the numbers.",
        ),
        contract_clause="målenes numre",
        got=got,
        expected=", ".join(str(number) for number in expected),
    )


def _activities(goal: ContractGoal) -> Iterator[Finding]:
    """The number of activities listed, announced, and needed for completion must be one."""
    listed = len(goal.activities) if goal.activities else None
    counts = [count for count in (listed, goal.activities_listed) if count is not None]
    found = _COUNT.search(goal.completion or "")
    needed = None if found is None else _WORDS.get(found[1].lower()) or int(found[1])
    if not counts:
        return
    wrong = needed if needed is not None and needed != counts[0] else None
    if len(set(counts)) > 1:
        wrong = counts[1]
    if wrong is None:
        return
    yield Finding(
        kind=Kind.COUNT_MISMATCH,
        grade=Grade.NOTE,
        message=Text(
            da=f"Mål {goal.number} opregner {counts[0]} aktiviteter, men taler om {wrong}. Det "
            "er derfor uklart, hvornår målet er opfyldt. Ret antallet.",
            en=f"Goal {goal.number} lists {counts[0]} activities but speaks of {wrong}. So "
            "it is unclear when the goal is met. Correct the count.",
        ),
        contract_clause=clause_of(goal),
        got=Fraction(wrong),
        expected=Fraction(counts[0]),
        contract_words=goal.completion,
    )


def _municipalities(context: Context) -> Iterator[Finding]:
    counted = context.territory.municipality_count(context.hub, on=context.day)
    told: list[tuple[str, Fraction, str]] = []
    stated = context.contract.municipalities
    if isinstance(stated, tuple):
        told.append(("kommuner", Fraction(len(stated)), f"{len(stated)} kommuner"))
    elif stated is not None:
        told.append(("kommuner", Fraction(stated), f"{stated} kommuner"))
    for goal in context.contract.goals:
        for item in goal.requirements:
            unit = (item.unit or "").lower()
            if unit in ("municipalities", "kommuner") and item.number is not None:
                told.append((clause_of(goal, item.id), item.number, item.text))
    for clause, count, words in told:
        if count != counted.value:
            yield Finding(
                kind=Kind.COUNT_MISMATCH,
                grade=Grade.NOTE,
                message=Text(
                    da=f"Kontrakten taler om {count} kommuner; {context.hub.name} har "
                    f"{counted.value} i sit område. Ret antallet.",
                    en=f"The contract speaks of {count} municipalities; {context.hub.name} has "
                    f"{counted.value} in its area. Correct the count.",
                ),
                contract_clause=clause,
                framework_clause="14, bilag 1" if context.agreement.baselines else None,
                got=count,
                expected=counted.value,
                contract_words=words,
                figures=(_at(context, counted, "kommuner"),),
            )


def _grant(context: Context) -> Iterator[Finding]:
    """The base grant against its table, where the table lies beside the contract."""
    name, total = context.contract.basic_grant_table, context.contract.basic_grant_1000kr
    stated = isinstance(name, str) and re.fullmatch(r"[0-9]{1,12}", str(total))
    if context.folder is None or not stated or len(name) > _LONGEST_FILE_NAME:
        return
    path = context.folder / name
    if name != path.name or not path.is_file():
        return
    rows = [
        row
        for row in read_table(path, _GRANT_COLUMNS)
        if row["erhvervshus"] == context.hub.name and row["year"] == str(context.year)
    ]
    amounts = tuple(
        Given(
            Text(row["municipality"], row["municipality"]),
            Fraction(row.whole("amount_1000kr")),
            THOUSAND_KR,
            Source(context.contract.title, f"basisbevilling, {row['municipality']}"),
        )
        for row in rows
    )
    if not amounts:
        return
    source = Source(context.contract.title, "basisbevilling")
    rule = Text(da="summen af kommunernes beløb", en="the sum of the municipalities' amounts")
    title = Text(da="Basisbevilling, sum af kommunerne", en="Base grant, sum of the municipalities")
    figure = derive(title, THOUSAND_KR, Derivation(rule, source, Operation.SUM, amounts))
    printed = Fraction(str(total))
    if figure.value == printed:
        return
    yield Finding(
        kind=Kind.COUNT_MISMATCH,
        grade=Grade.NOTE,
        message=Text(
            da=f"Basisbevillingen står til {THOUSAND_KR.with_value(printed, 'da')}, men "
            f"kommunernes beløb giver {THOUSAND_KR.with_value(figure.value, 'da')} i alt. Ret, "
            "eller skriv afrundingen.",
            en=f"The base grant is printed as {THOUSAND_KR.with_value(printed, 'en')}, but the "
            f"municipalities' amounts give {THOUSAND_KR.with_value(figure.value, 'en')} in all. "
            "Correct it, or state the rounding.",
        ),
        contract_clause="økonomi, basisbevilling",
        got=printed,
        expected=figure.value,
        unit=THOUSAND_KR,
        contract_words="Basisbevilling i alt",
        figures=(_at(context, figure, "basisbevilling"),),
    )


def _at(context: Context, figure: Figure, place: str) -> Figure:
    where = address("resultatkontrakt", context.contract.id, place)
    return Figure(figure.name, figure.value, figure.unit, figure.derivation, where)
