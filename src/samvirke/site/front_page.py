"""One front page for a folder of papers: statements, national statements, contract checks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samvirke.figures import Language, Text
from samvirke.papers.results_statement import words as statement_words
from samvirke.papers.statement_folder.order_file import BASIS, PUBLIC, damaged, read_json
from samvirke.papers.writing import write_all
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check.check import SCHEMA as CHECK
from samvirke.schemes.contract_check.findings import Grade
from samvirke.schemes.results_statement import Verdict
from samvirke.schemes.results_statement.json_form import SCHEMA as STATEMENT
from samvirke.schemes.results_statement.national import SCHEMA as NATIONAL
from samvirke.site.rendering import OVERVIEW, render

_DEEPEST = 3
_PARTS = {BASIS, PUBLIC, "static"}
_WORDS = {
    "title": Text("Opgørelser og kontroller", "Statements and checks"),
    "lead": Text(
        "Hvert tal kan regnes efter: reglen, punktet i aftalen og de tal, der gik ind.",
        "Every number can be recomputed: the rule, the clause and the numbers that went in.",
    ),
    "national": Text("De seks erhvervshuse ved siden af hinanden", "The six hubs side by side"),
    "national_title": Text("National resultatopgørelse", "National results statement"),
    "sent": Text("Opgørelser, der indgår", "Statements included"),
    "statements": Text("Erhvervshusenes resultatopgørelser", "The hubs' results statements"),
    "statements_lead": Text(
        "Sådan dømmer rammeaftalen og resultatkontrakten hver for sig de mål, de nævner for året.",
        "How the agreement and the performance contract each judge the goals that they name.",
    ),
    "hub": Text("Erhvervshus", "Business hub"),
    "agreement": statement_words.AGREEMENT,
    "contract": statement_words.CONTRACT,
    "papers": Text("Papirer", "Papers"),
    "spreadsheet": Text("Regneark", "Spreadsheet"),
    "public": Text("Offentlig udgave", "Public edition"),
    "checks": Text("Kontraktcheck", "Contract checks"),
    "checks_lead": Text(
        "Resultatkontrakter holdt op mod den rammeaftale, der gælder i kontraktens år.",
        "Performance contracts held against the framework agreement in force in their year.",
    ),
    "check": Text("Kontrakt", "Contract"),
}
# Verdicts that are told together, with the words for them; the others have words of their own.
_WITHOUT = (Verdict.NO_REQUIREMENT, Verdict.MEASURED_LATER)
_WITHOUT_WORDS = Text(
    "{n} uden krav eller måles senere", "{n} without requirement or measured later"
)
_NOTHING = Text(
    "Der ligger ingen opgørelser eller kontraktcheck i mappen. Angiv den mappe, som papirerne er "
    "skrevet i.",
    "There are no statements or contract checks in the folder. Name the folder that the papers "
    "were written in.",
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A document of one kind and where its papers lie: their path without an ending."""

    document: dict[str, Any]
    link: str


def write_front_page(folder: Path, *, language: Language) -> Path:
    """Writes ``index.html`` in ``folder``, which leads to all papers at most three folders down.

    Raises ``InputError`` where there are none or one of them is damaged, and ``CannotWrite``.
    """
    found = list(_documents(folder))
    if not found:
        raise InputError([Problem(str(folder), None, _NOTHING)])
    words = {key: text.in_language(language) for key, text in _WORDS.items()}
    context = {
        "front": words,
        "demo": statement_words.DEMO.in_language(language),
        "demo_mark": statement_words.DEMO_MARK.in_language(language),
        "demo_kinds": {item.document["schema"] for item in found if item.document.get("demo")},
        "kinds": {"national": NATIONAL, "statement": STATEMENT},
        "nationals": _rows(found, NATIONAL, _national),
        "statements": _rows(found, STATEMENT, lambda item: _statement(item, language)),
        "checks": _rows(found, CHECK, lambda item: _check(item, language)),
        "grades": [grade.plural.in_language(language) for grade in Grade],
    }
    write_all(
        folder, {f"{OVERVIEW}.html": render("front_page.html", language, context, alone=True)}
    )
    return folder / f"{OVERVIEW}.html"


def _documents(folder: Path) -> Iterator[_Found]:
    paths = sorted(path for deep in range(_DEEPEST) for path in folder.glob("*/" * deep + "*.json"))
    for path in paths:
        place = path.relative_to(folder)
        if _PARTS.isdisjoint(place.parts) and path.with_suffix(".html").exists():
            document = read_json(path)
            if document.get("schema") in (NATIONAL, STATEMENT, CHECK):
                yield _Found(document, place.with_suffix("").as_posix())


def _rows(
    found: Sequence[_Found], schema: str, row: Callable[[_Found], dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of one kind of document, the newest year first."""
    rows = []
    for item in found:
        if item.document["schema"] == schema:
            try:
                rows.append(row(item))
            except (KeyError, TypeError, IndexError) as error:
                raise damaged(Path(f"{item.link}.json")) from error
    return sorted(rows, key=lambda item: -item.get("year", 0))


def _national(item: _Found) -> dict[str, Any]:
    document = item.document
    return {
        "link": item.link,
        "year": document["year"],
        "demo": bool(document["demo"]),
        "sent": len(document["statements"]),
        "all": len(document["statements"]) + len(document["missing"]),
    }


def _statement(item: _Found, language: Language) -> dict[str, Any]:
    document = item.document
    lines = [line for goal in document["goals"] for line in goal["lines"]]
    return {
        "link": item.link,
        "public": (Path(item.link).parent / PUBLIC / Path(item.link).name).as_posix(),
        "hub": document["hub"]["name"],
        "year": document["year"],
        "demo": bool(document["demo"]),
        "agreement": _met([line["agreement"] for line in lines], language),
        "contract": _met([line["contract"] for line in lines], language),
    }


def _met(judged: Sequence[Sequence[dict[str, Any]]], language: Language) -> str:
    """How many lines a document finds met, missed and without either, of those it speaks of."""
    verdicts = [Verdict(judgements[0]["verdict"]) for judgements in judged if judgements]
    told = [(words, [verdict]) for verdict, words in statement_words.PHRASES.items()]
    told = [(words, group) for words, group in told if group[0] not in _WITHOUT]
    told.append((_WITHOUT_WORDS, list(_WITHOUT)))
    counted = [(words, sum(map(verdicts.count, group))) for words, group in told]
    return " · ".join(words.in_language(language).format(n=n) for words, n in counted if n) or "–"


def _check(item: _Found, language: Language) -> dict[str, Any]:
    grades = [finding["grade"] for finding in item.document["findings"]]
    return {
        "link": item.link,
        "name": item.document["title"],
        "found": [
            (grade.plural.in_language(language), grades.count(grade.value)) for grade in Grade
        ],
    }
