"""Nobody can work out a small count from what is published: shown by solving it all at once."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.schemes.results_statement.answers import (
    ATOMS,
    EFFECT,
    GREEN,
    SATISFIED,
    SCORE,
    USED,
    line_of,
    statement_of,
    together,
)
from tests.schemes.results_statement.reader import (
    LinearSystem,
    add_up,
    read,
    score_splits,
    terms,
)

from samvirke.schemes.results_statement import (
    released,
    shown_in,
    statement_to_json,
)

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
    for line in (GREEN, EFFECT)
}
MAIN = {
    SCORE: [("promoters",), ("passives",), ("detractors",)],
    USED: [("used", "expects"), ("no",)],
}
YES_OR_NOT = [("yes",), ("unsure", "no")]


class Published:
    """The truth about each version, what was published, and what a reader makes of it all."""

    def __init__(self, truths, documents, *, rest_known=False):
        self.truths, self.documents = truths, documents
        self.system = LinearSystem()
        for document in documents:
            read(self.system, document)
        for version, lines in truths.items():
            if "plain" not in {line for line, _ in lines}:
                add_up(self.system, version, EFFECT)
            for line, when in lines:
                if rest_known:
                    for atom in ATOMS[line]:
                        self.system.add(terms(key(version, when), line, "rest", atom))
        self._same_in_versions()

    def _same_in_versions(self):
        """The reader knows of every part whose answers did not change between two versions."""
        for one, other in combinations(self.truths, 2):
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
        for version, line, when, part, atoms, value in self._counts():
            if 0 < value < 5 and self._knows(key(version, when), line, part, atoms):
                found.append((version, line, when, part, atoms, value))
        return found

    def small_changes(self):
        """The differences of one to four answers between two versions that are determined."""
        found = []
        values = {entry[:5]: entry[5] for entry in self._counts()}
        for (version, line, when, part, atoms), value in values.items():
            for other in self.truths:
                before = values.get((other, line, when, part, atoms))
                if other >= version or before is None or not 0 < abs(value - before) < 5:
                    continue
                if part is None and not self._few_changed(line, when, atoms, other, version):
                    continue
                difference = terms(key(version, when), line, part, *atoms)
                difference |= terms(key(other, when), line, part, *atoms, sign=-1)
                if self.system.determines(difference):
                    found.append((other, version, line, when, part, atoms))
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
            version = document["statement_version"]
            for line, item in measurements(document):
                parts = self.truths[version][line, "now"]
                answers = parts[item["segment"]]
                if item["base"] is None:
                    found += [
                        (version, line, item["segment"], atoms)
                        for atoms in MAIN.get(line, YES_OR_NOT)
                        if sum(answers[atom] for atom in atoms)
                        and self._knows(version, line, item["segment"], atoms)
                        and not self._told_before(version, line, item["segment"])
                    ]
        return found

    def scores_given_away(self):
        """The shown scores that leave no way without a number of one to four answers."""
        return [
            (document["statement_version"], item["segment"])
            for document in self.documents
            for line, item in measurements(document)
            if line == SCORE and item["value"] is not None
            if all(any(0 < count < 5 for count in split) for split in score_splits(item))
        ]

    def leaks(self):
        return [
            *self.small_counts(),
            *self.small_changes(),
            *self.hidden_counts(),
            *self.scores_given_away(),
        ]

    def _counts(self):
        for version, lines in self.truths.items():
            for (line, when), parts in lines.items():
                for part, answers in parts.items():
                    for atoms in COUNTS[line]:
                        value = sum(answers[atom] for atom in atoms)
                        yield version, line, when, part, atoms, value

    def _knows(self, version, line, part, atoms):
        return self.system.determines(terms(version, line, part, *atoms))

    def _told_before(self, version, line, part):
        """Whether an earlier version showed the part as it still is."""
        now = self.truths[version][line, "now"][part]
        return any(
            earlier["statement_version"] < version
            and self.truths[earlier["statement_version"]][line, "now"][part] == now
            and item["base"] is not None
            for earlier in self.documents
            for other, item in measurements(earlier)
            if (other, item["segment"]) == (line, part)
        )


def key(version, when):
    return version if when == "now" else ("before", version)


def measurements(document):
    return [
        (line["id"], item)
        for goal in document["goals"]
        for line in goal["lines"]
        for item in line["measurements"]
    ]


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


def publish(truths):
    """The public JSON of each version, each heeding those before it."""
    documents = []
    for version, lines in truths.items():
        earlier = [shown_in(document) for document in documents]
        public = released(statement_from(lines, version), earlier=earlier)
        documents.append(statement_to_json(public))
    return documents


numbers = st.one_of(st.integers(0, 7), st.integers(0, 30), st.just(0))


def answers_to(line):
    return st.fixed_dictionaries(dict.fromkeys(ATOMS[line], numbers))


def segments_of(line, rest):
    parts = {"growth": answers_to(line), "operation": answers_to(line), "rest": rest(line)}
    return st.fixed_dictionaries(parts).map(together)


def nobody(line):
    return st.just(dict.fromkeys(ATOMS[line], 0))


def pooled(line):
    return answers_to(line).map(lambda answers: {None: answers})


UP_TO_THREE = st.integers(1, 3)


@st.composite
def truths(draw, rest=nobody, versions=UP_TO_THREE):
    first = {}
    for line in (SATISFIED, SCORE):
        first[line, "now"] = draw(segments_of(line, rest))
        first[line, "before"] = draw(segments_of(line, rest))
    first[USED, "now"] = draw(pooled(USED))
    green, plain = draw(pooled(GREEN)), draw(pooled(EFFECT))
    first[GREEN, "now"] = green
    first[EFFECT, "now"] = {
        None: {atom: green[None][atom] + plain[None][atom] for atom in plain[None]}
    }
    found = {1: first}
    for version in range(2, draw(versions) + 1):
        found[version] = draw(changed(found[version - 1]))
    return found


@st.composite
def changed(draw, lines):
    """The lines with other answers in some parts of some of them."""
    found = dict(lines)
    for line in (SATISFIED, SCORE):
        parts = {part: dict(answers) for part, answers in lines[line, "now"].items() if part}
        for part in draw(st.sets(st.sampled_from(["growth", "operation"]))):
            atom = draw(st.sampled_from(ATOMS[line]))
            parts[part][atom] = max(0, parts[part][atom] + draw(st.integers(-9, 9)))
        found[line, "now"] = together(parts)
    return found


@settings(max_examples=150)
@given(truths())
def test_no_small_count_can_be_worked_out_from_any_version(truths):
    assert Published(truths, publish(truths)).leaks() == []


@settings(max_examples=100)
@given(truths(rest=answers_to), st.booleans())
def test_nor_where_some_answers_have_no_segment(truths, rest_known):
    """Whether the reader knows those answers or not; known, they are nothing to protect."""
    found = Published(truths, publish(truths), rest_known=rest_known).leaks()
    assert [leak for leak in found if not (rest_known and "rest" in leak)] == []
