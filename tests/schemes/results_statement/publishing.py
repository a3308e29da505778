"""What hubs publish, and what a reader who holds it all together makes of it."""

from itertools import combinations

from tests.schemes.results_statement.answers import (
    ATOMS,
    EFFECT,
    GREEN,
    SATISFIED,
    SCORE,
    USED,
    line_of,
    statement_of,
)
from tests.schemes.results_statement.guessing import found_out
from tests.schemes.results_statement.reader import (
    PLAIN,
    LinearSystem,
    before,
    read,
    read_national,
    score_splits,
    terms,
    who_of,
)

from samvirke.schemes.results_statement import (
    make_national_statement,
    national_to_json,
    released,
    shown_in,
    statement_to_json,
)

FYN, SJAELLAND = ("fyn", "Erhvervshus Fyn"), ("sjaelland", "Erhvervshus Sjælland")
SEGMENTS = ("growth", "operation", "rest")
# What a reader would call a number of answers, line by line.
COUNTS = {
    SATISFIED: [
        ("yes",),
        ("unsure", "no"),
        ("unsure",),
        ("no",),
        ("yes", "no"),
        ("unanswered",),
        ("yes", "unsure", "no"),
    ],
    SCORE: [
        ("promoters",),
        ("passives",),
        ("detractors",),
        ("unanswered",),
        ("promoters", "passives", "detractors"),
    ],
    USED: [
        ("used",),
        ("expects",),
        ("no",),
        ("unsure",),
        ("used", "expects"),
        ("expects", "no"),
        ("used", "expects", "no"),
    ],
}
COUNTS |= {
    line: [("yes",), ("unsure", "no"), ("unsure",), ("no",), ("yes", "no"), ("yes", "unsure", "no")]
    for line in (GREEN, EFFECT, PLAIN)
}
MAIN = {
    SCORE: [("promoters",), ("passives",), ("detractors",)],
    USED: [("used", "expects"), ("no",)],
}
YES_OR_NOT = [("yes",), ("unsure", "no")]


class Published:
    """The truth about each hub's versions, what was published, what a reader makes of it all.

    ``truths`` and ``documents`` go by hub and version; ``national`` is the table over the last.
    """

    def __init__(self, truths, documents, national=None, *, rest_known=False):
        self.truths, self.documents = truths, documents
        self.system = LinearSystem()
        for document in documents:
            read(self.system, document)
        if national is not None:
            read_national(self.system, national)
        for who, lines in truths.items():
            for line, when in lines:
                if rest_known:
                    for atom in ATOMS[line]:
                        self.system.add(terms(key(who, when), line, "rest", atom))
        for one, other in self._version_pairs():
            self._add_what_stayed(one, other)

    def _version_pairs(self):
        return [
            (one, other)
            for one, other in combinations(sorted(self.truths), 2)
            if one[0] == other[0]
        ]

    def _add_what_stayed(self, one, other):
        """The reader knows of every part whose answers did not change between two versions."""
        for (line, when), parts in self.truths[one].items():
            theirs = self.truths[other].get((line, when), {})
            for part in parts:
                if parts[part] == theirs.get(part):
                    for atom in parts[part]:
                        same = terms(key(one, when), line, part, atom)
                        same |= terms(key(other, when), line, part, atom, sign=-1)
                        self.system.add(same)

    def small_counts(self):
        """The numbers of one to four answers that are determined."""
        found = []
        for who, line, when, part, atoms, value in self._counts():
            if 0 < value < 5 and self._knows(key(who, when), line, part, atoms):
                found.append((who, line, when, part, atoms, value))
        return found

    def small_changes(self):
        """The differences of one to four answers between two versions that are determined."""
        found = []
        values = {entry[:5]: entry[5] for entry in self._counts()}
        for one, other in self._version_pairs():
            for (who, line, when, part, atoms), value in values.items():
                earlier = values.get((one, line, when, part, atoms))
                if who != other or earlier is None or not 0 < abs(value - earlier) < 5:
                    continue
                if part is None and not self._few_changed(line, when, atoms, one, other):
                    continue
                difference = terms(key(other, when), line, part, *atoms)
                difference |= terms(key(one, when), line, part, *atoms, sign=-1)
                if self.system.determines(difference):
                    found.append((one, other, line, when, part, atoms))
        return found

    def _few_changed(self, line, when, atoms, one, other):
        """Whether a few answers changed in a part: eight more and seven fewer are not a few."""
        before, now = self.truths[one][line, when], self.truths[other][line, when]
        parts = [part for part in now if part is not None] or [None]
        return any(
            0 < abs(sum(now[part][atom] - before[part][atom] for atom in atoms)) < 5
            for part in parts
        )

    def hidden_counts(self):
        """The counts of hidden values that are determined."""
        found = []
        for document in self.documents:
            who = who_of(document)
            for line, item in measurements(document):
                parts = self.truths[who][line, "now"]
                answers = parts[item["segment"]]
                if item["base"] is None:
                    found += [
                        (who, line, item["segment"], atoms)
                        for atoms in MAIN.get(line, YES_OR_NOT)
                        if sum(answers[atom] for atom in atoms)
                        and self._knows(who, line, item["segment"], atoms)
                        and not self._told_before(who, line, item["segment"])
                    ]
        return found

    def scores_given_away(self):
        """The shown scores that leave no way without a number of one to four answers."""
        return [
            (who_of(document), item["segment"])
            for document in self.documents
            for line, item in measurements(document)
            if line == SCORE and item["value"] is not None
            if all(any(0 < count < 5 for count in split) for split in score_splits(item))
        ]

    def counts_found_out(self):
        """The counts of hidden segments that are the only whole numbers possible."""
        return [
            (who_of(document), line["id"], *found)
            for document in self.documents
            for line in lines_of(document)
            if len(line["measurements"]) == len(SEGMENTS)
            for found in found_out(line)
        ]

    def leaks(self):
        return [
            *self.small_counts(),
            *self.small_changes(),
            *self.hidden_counts(),
            *self.scores_given_away(),
        ]

    def is_the_rest(self, leak):
        """Whether a small count is of the answers without a segment, or of nobody but them."""
        if "rest" in leak or not isinstance(leak[-1], int):
            return "rest" in leak
        who, line, when, part, atoms, value = leak
        rest = self.truths[who].get((line, when), {}).get("rest", {})
        return part is None and value == sum(rest.get(atom, 0) for atom in atoms)

    def _counts(self):
        for who, lines in self.truths.items():
            for (line, when), parts in (lines | without_green(lines)).items():
                for part, answers in parts.items():
                    for atoms in COUNTS[line]:
                        value = sum(answers[atom] for atom in atoms)
                        yield who, line, when, part, atoms, value

    def _knows(self, who, line, part, atoms):
        return self.system.determines(terms(who, line, part, *atoms))

    def _told_before(self, who, line, part):
        """Whether an earlier version showed the part as it still is."""
        now = self.truths[who][line, "now"][part]
        return any(
            who_of(earlier) < who
            and self.truths[who_of(earlier)][line, "now"][part] == now
            and item["base"] is not None
            for earlier in self.documents
            if who_of(earlier)[0] == who[0]
            for other, item in measurements(earlier)
            if (other, item["segment"]) == (line, part)
        )


def without_green(lines):
    """The answers on the effect that are not among those with green guidance."""
    if not {(EFFECT, "now"), (GREEN, "now")} <= lines.keys():
        return {}
    inner, outer = lines[GREEN, "now"][None], lines[EFFECT, "now"][None]
    return {(PLAIN, "now"): {None: {atom: outer[atom] - inner[atom] for atom in outer}}}


def key(who, when):
    return who if when == "now" else before(who)


def lines_of(document):
    return [line for goal in document["goals"] for line in goal["lines"]]


def measurements(document):
    return [(line["id"], item) for line in lines_of(document) for item in line["measurements"]]


def statement_from(lines, version=1, **who):
    """The statement of a truth: ``(line, now or before)`` -> part -> answers."""
    return statement_of(
        *(
            line_of(line, parts, lines.get((line, "before")))
            for (line, when), parts in lines.items()
            if when == "now"
        ),
        version=version,
        **who,
    )


def published(versions, *others, release=released, rest_known=False):
    """What a reader makes of the versions of a hub, of those of ``others``, and of the nation's.

    Each version heeds those of its hub before it.
    """
    truths, documents, last = {}, [], []
    for (hub, name), lines_by_version in zip((FYN, SJAELLAND), (versions, *others), strict=False):
        own, public = [], None
        for version, lines in enumerate(lines_by_version, start=1):
            truths[hub, version] = lines
            made = statement_from(lines, version, hub=hub, hub_name=name)
            public = release(made, earlier=[shown_in(document) for document in own])
            own.append(statement_to_json(public))
        documents += own
        last.append(public)
    national = national_to_json(make_national_statement(last, [FYN, SJAELLAND]))
    return Published(truths, documents, national, rest_known=rest_known)
