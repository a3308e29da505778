"""A reader who tries every whole number that a published line allows for its hidden segments.

Equations alone do not tell that a count is a whole number, not below nothing, under five where the
paper says »for få svar« and five or more where it does not. Here all answers have a segment.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from tests.schemes.results_statement.reader import leaves

Counts = tuple[int, ...]
Guess = Mapping[str, Counts]
SEGMENTS = ("growth", "operation")


def found_out(line: dict[str, Any]) -> list[tuple[str, int]]:
    """The numbers of one to four answers in a hidden segment that are the only one possible."""
    items = {item["segment"]: item for item in line["measurements"]}
    hidden = [name for name in SEGMENTS if name in items and items[name]["base"] is None]
    if items[None]["value"] is None or not hidden:
        return []
    guesses = list(_guesses(line, items))
    assert guesses, "the truth itself must be possible"
    counts = range(len(guesses[0]["growth"]))
    found = []
    for name in hidden:
        of_all = {sum(guess[name]) for guess in guesses}
        of_each = [{guess[name][at] for guess in guesses} for at in counts]
        found += [(name, min(one)) for one in (of_all, *of_each) if len(one) == 1]
    return [(name, count) for name, count in found if 0 < count < 5]


def _guesses(line: dict[str, Any], items: Mapping[str | None, Any]) -> Iterator[Guess]:
    together = _counts(items[None])
    verdicts = {item["segment"]: item for item in line["agreement"]}
    for growth in product(*(range(count + 1) for count in together)):
        rest = tuple(count - other for count, other in zip(together, growth, strict=True))
        guess = dict(zip(SEGMENTS, (growth, rest), strict=True))
        if all(_fits(items[name], guess[name], verdicts.get(name)) for name in SEGMENTS):
            yield guess


def _counts(item: dict[str, Any]) -> Counts:
    """Counted and others of a shown share; of a score only the answers."""
    told = {leaf.get("query", "").split("/")[-1]: leaf["value"] for leaf in leaves(item["value"])}
    if "counted" not in told:
        return (int(item["base"]["value"]),)
    return int(told["counted"]), int(told["base"]) - int(told["counted"])


def _fits(item: dict[str, Any], counts: Counts, verdict: dict[str, Any] | None) -> bool:
    answers = sum(counts)
    if item["value"] is not None:
        return counts == _counts(item)
    if item["base"] is not None:
        return answers == int(item["base"]["value"])
    if not (0 < answers < 5 if item["too_few"] else answers >= 5):
        return False
    if len(counts) == 1 or verdict is None or verdict["verdict"] not in ("met", "missed"):
        return True
    met = 100 * counts[0] >= Fraction(verdict["requirement"]["value"]) * answers
    return met == (verdict["verdict"] == "met")
