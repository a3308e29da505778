"""A reader who sets up everything that published papers tell as one linear system.

The unknowns are how many answered what, per version, line and part. What is determined is found
by Gaussian elimination in exact numbers; a score is tried in every way that its numbers allow.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.schemes.results_statement.answers import ATOMS, EFFECT, GREEN, SCORE, USED

# Version, line, part, what was answered.
Unknown = tuple[Any, str, str | None, str]
Terms = Mapping[Unknown, Fraction | int]
PARTS = (None, "growth", "operation", "rest")
BASES = {USED: ("used", "expects", "no"), SCORE: ("promoters", "passives", "detractors")}
COUNTED = {USED: ("used", "expects")}
DONT_KNOW = "unsure"


class LinearSystem:
    """Equations in reduced form; each row is solved for its first unknown."""

    def __init__(self) -> None:
        self._rows: dict[Unknown, dict[Unknown, Fraction]] = {}

    def add(self, terms: Terms) -> None:
        """Whoever reads knows the value of this sum."""
        row = self._reduced(terms)
        if not row:
            return
        first = next(iter(row))
        self._rows[first] = {name: value / row[first] for name, value in row.items()}

    def determines(self, terms: Terms) -> bool:
        """Whether the value of this sum follows from the equations."""
        return not self._reduced(terms)

    def _reduced(self, terms: Terms) -> dict[Unknown, Fraction]:
        row = {name: Fraction(value) for name, value in terms.items() if value}
        while name := next((name for name in row if name in self._rows), None):
            factor = row[name]
            for other, value in self._rows[name].items():
                row[other] = row.get(other, Fraction(0)) - factor * value
                if not row[other]:
                    del row[other]
        return row


def terms(version: Any, line: str, part: str | None, *atoms: str, sign: int = 1) -> dict:
    return {(version, line, part, atom): sign for atom in atoms}


def read(system: LinearSystem, document: dict[str, Any]) -> None:
    """Adds all that one public statement tells."""
    version = document["statement_version"]
    for line in (line for goal in document["goals"] for line in goal["lines"]):
        add_up(system, version, line["id"])
        add_up(system, ("before", version), line["id"])
        for item in line["measurements"]:
            _read_measurement(system, version, line["id"], item)


def add_up(system: LinearSystem, version: Any, line: str) -> None:
    """All together are the segments and the rest; the effect among all is that among the green."""
    for atom in ATOMS.get(line, ()):
        total = terms(version, line, None, atom)
        for part in PARTS[1:]:
            total |= terms(version, line, part, atom, sign=-1)
        system.add(total)
        if line == EFFECT:
            green = terms(version, GREEN, None, atom, sign=-1)
            plain = terms(version, "plain", None, atom, sign=-1)
            system.add(terms(version, EFFECT, None, atom) | green | plain)


def _read_measurement(system: LinearSystem, version: Any, line: str, item: dict[str, Any]) -> None:
    part = item["segment"]
    if item["base"] is not None:
        system.add(terms(version, line, part, *_base(line)))
    if item["value"] is not None:
        _read_figure(system, version, line, part, item["value"])
    if item["previous"] is not None:
        _read_figure(system, ("before", version), line, part, item["previous"])
    for other in item["beside"]:
        printed = other["label"]["en"] == "By the agreement's own words"
        _read_figure(system, version, line, part, other["figure"], printed=printed)


def _read_figure(
    system: LinearSystem,
    version: Any,
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
            system.add(terms(version, line, part, *names[leaf["query"].split("/")[-1]]))
            for held_out in leaf["excluded"]:
                reason = DONT_KNOW if "ved ikke" in held_out["reason"]["da"] else "unanswered"
                system.add(terms(version, line, part, reason))
    if line == SCORE:
        for_it = terms(version, line, part, "promoters")
        system.add(for_it | terms(version, line, part, "detractors", sign=-1))


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
