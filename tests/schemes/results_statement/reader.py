"""A reader who sets up everything that published papers tell as one linear system.

The unknowns are how many answered what, per hub and version, line and part. What is determined is
found by Gaussian elimination in whole numbers modulo a prime; a score, and a hidden segment beside
a shown total, are tried in every way that the numbers allow.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.schemes.results_statement.answers import (
    ATOMS,
    EFFECT,
    GREEN,
    SATISFIED,
    SCORE,
    USED,
)

# Hub and version, line, part, what was answered.
Unknown = tuple[Any, str, str | None, str]
Terms = Mapping[Unknown, int]
# All coefficients are 1 or -1, and the prime is far larger than what they could come to.
PRIME = 2**61 - 1
PARTS = (None, "growth", "operation", "rest")
BASES = {USED: ("used", "expects", "no"), SCORE: ("promoters", "passives", "detractors")}
COUNTED = {USED: ("used", "expects")}
DONT_KNOW = "unsure"
# Questions that are put to all who answer the same survey.
OF_ALL = (SATISFIED, SCORE)
# The answers on the effect of those without green guidance, which no line tells.
PLAIN = "plain"


class LinearSystem:
    """Equations in reduced form; each row is solved for its first unknown."""

    def __init__(self) -> None:
        self._rows: dict[Unknown, dict[Unknown, int]] = {}

    def add(self, terms: Terms) -> None:
        """Whoever reads knows the value of this sum."""
        row = self._reduced(terms)
        if not row:
            return
        first = next(iter(row))
        inverse = pow(row[first], -1, PRIME)
        self._rows[first] = {name: value * inverse % PRIME for name, value in row.items()}

    def determines(self, terms: Terms) -> bool:
        """Whether the value of this sum follows from the equations."""
        return not self._reduced(terms)

    def _reduced(self, terms: Terms) -> dict[Unknown, int]:
        row = {name: value % PRIME for name, value in terms.items() if value}
        while name := next((name for name in row if name in self._rows), None):
            factor = row[name]
            for other, value in self._rows[name].items():
                left = (row.get(other, 0) - factor * value) % PRIME
                if left:
                    row[other] = left
                else:
                    row.pop(other, None)
        return row


def terms(who: Any, line: str, part: str | None, *atoms: str, sign: int = 1) -> dict:
    return {(who, line, part, atom): sign for atom in atoms}


def who_of(document: dict[str, Any]) -> tuple[str, int]:
    """Whose statement a document is, and which version."""
    return document["hub"]["id"], document["statement_version"]


def before(who: Any) -> tuple[str, Any]:
    """The same for the year before, as this version tells it."""
    return "before", who


def read(system: LinearSystem, document: dict[str, Any]) -> None:
    """Adds all that one public statement tells."""
    who = who_of(document)
    for line in (line for goal in document["goals"] for line in goal["lines"]):
        add_up(system, who, line["id"])
        add_up(system, before(who), line["id"])
        for item in line["measurements"]:
            _read_measurement(system, who, line["id"], item)


def read_national(system: LinearSystem, document: dict[str, Any]) -> None:
    """Adds all that the national table tells of the hubs' answers."""
    versions = {item["hub"]: item["version"] for item in document["statements"]}
    for row in document["rows"]:
        for hub in row["hubs"]:
            who = hub["hub"], versions[hub["hub"]]
            for item in hub["values"]:
                if item["value"] is not None:
                    _read_figure(system, who, row["id"], item["segment"], item["value"])


def add_up(system: LinearSystem, who: Any, line: str) -> None:
    """All together are the segments and the rest; the effect among all is that among the green.

    Those who answered a question and those who did not are all who answered the survey.
    """
    if line in OF_ALL:
        for part in PARTS:
            everybody = terms(who, "survey", part, "everybody", sign=-1)
            system.add(terms(who, line, part, *ATOMS[line]) | everybody)
    for atom in ATOMS.get(line, ()):
        total = terms(who, line, None, atom)
        for part in PARTS[1:]:
            total |= terms(who, line, part, atom, sign=-1)
        system.add(total)
        if line == EFFECT:
            green = terms(who, GREEN, None, atom, sign=-1)
            plain = terms(who, PLAIN, None, atom, sign=-1)
            system.add(terms(who, EFFECT, None, atom) | green | plain)


def _read_measurement(system: LinearSystem, who: Any, line: str, item: dict[str, Any]) -> None:
    part = item["segment"]
    if item["base"] is not None:
        system.add(terms(who, line, part, *_base(line)))
        _read_exclusions(system, who, line, part, item["base"])
    if item["value"] is not None:
        _read_figure(system, who, line, part, item["value"])
    if item["previous"] is not None:
        _read_figure(system, before(who), line, part, item["previous"])
    for other in item["beside"]:
        printed = other["label"]["en"] == "By the agreement's own words"
        _read_figure(system, who, line, part, other["figure"], printed=printed)


def _read_figure(
    system: LinearSystem,
    who: Any,
    line: str,
    part: str | None,
    figure: dict[str, Any],
    *,
    printed: bool = False,
) -> None:
    counted = ("used",) if printed else COUNTED.get(line, ("yes",))
    for leaf in leaves(figure):
        names = {
            "base": _base(line),
            "counted": counted,
            "promoters": ("promoters",),
            "detractors": ("detractors",),
            "without_dont_know": tuple(name for name in _base(line) if name != DONT_KNOW),
            "with_dont_know": (*_base(line), DONT_KNOW),
        }
        if leaf["kind"] == "count":
            system.add(terms(who, line, part, *names[leaf["query"].split("/")[-1]]))
            _read_exclusions(system, who, line, part, leaf)
    if line == SCORE:
        for_it = terms(who, line, part, "promoters")
        system.add(for_it | terms(who, line, part, "detractors", sign=-1))


def _read_exclusions(
    system: LinearSystem, who: Any, line: str, part: str | None, count: dict[str, Any]
) -> None:
    """Adds how many answers a count says it left out; none told is not none left out."""
    for held_out in count.get("excluded", ()):
        reason = DONT_KNOW if "ved ikke" in held_out["reason"]["da"] else "unanswered"
        system.add(terms(who, line, part, reason))


def leaves(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if item["kind"] != "figure":
        yield item
        return
    for part in item["derivation"]["inputs"]:
        yield from leaves(part)


def _base(line: str) -> tuple[str, ...]:
    return BASES.get(line, ("yes", "unsure", "no"))


def score_splits(item: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Every number of promoters, passives and detractors that a shown score's numbers allow."""
    answers = int(item["base"]["value"])
    difference = Fraction(item["value"]["value"]) * answers / 100
    told = {leaf.get("query", "").split("/")[-1]: leaf["value"] for leaf in leaves(item["value"])}
    return [
        (promoters, answers - promoters - detractors, detractors)
        for promoters in range(answers + 1)
        for detractors in range(answers - promoters + 1)
        if promoters - detractors == difference
        and told.get("promoters", str(promoters)) == str(promoters)
        and told.get("detractors", str(detractors)) == str(detractors)
    ]
