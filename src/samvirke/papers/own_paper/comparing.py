"""Two readings of a paper held against each other: the lines that differ, and where in them.

Both were read in the same way. Spacing is not compared, nor is the release that a paper names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import groupby, zip_longest

from samvirke.figures import Text
from samvirke.records.archive import Line
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line, number_text
from samvirke.schemes.paper_check.numbers import read_cell

_RELEASE = re.compile(r"\bSamvirke \d+\.\d\S*")
_FOOT = re.compile(r"^(Samvirke · \S+)\s+\d+ / \d+$")
# As many whole lines as these are a section: nobody mistypes that, so the object is another one.
_LEAST_OF_SECTION = 3
_RUNNING_LEAST = 2
_SIGNS = re.compile(r"^[^\w(+−–-]+|[^\w)%]+$")
_LEAST_LIKE = 0.4
_MOST_FINDINGS = 500
_LONGEST_SHOWN = 160
# A paper of more lines than this for each one expected is another paper with a borrowed name.
_MOST_TIMES_LONGER = 4
_LINES_TO_SPARE = 1000
# Most lines of a few are no sign that the paper is another one.
_LINES_THAT_MAY_DIFFER = 40
_MOST_LIKENED = 100_000


# A line of the paper beside what it should be.
Pair = tuple[Line | None, Line | None]


@dataclass(frozen=True, slots=True)
class Read:
    """A paper's lines, and the headings that its bookmarks name."""

    lines: tuple[Line, ...]
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """How many lines differ, and what is told of them."""

    differing: int
    findings: list[Finding]


def compared(got: Read, expected: Read, basis: str) -> Compared:
    """A finding for each number and each word in ``got`` that ``expected`` has otherwise.

    ``basis`` is what ``expected`` was made of. Lines that are missing together are one finding.
    Where a whole section is, one sure finding says that the object is another one, and the others
    may follow from that. Where most lines differ, that alone is told, and more than 500 findings
    are not.
    """
    if len(got.lines) > _MOST_TIMES_LONGER * len(expected.lines) + _LINES_TO_SPARE:
        return Compared(len(got.lines), [_other_paper(got.lines[0], basis)])
    running = _running(expected.lines)
    blocks = [_told(block, running) for block in _blocks(got.lines, expected.lines)]
    pairs = [pair for block in blocks for pair in block]
    if 2 * len(pairs) > len(expected.lines) + _LINES_THAT_MAY_DIFFER:
        return Compared(len(pairs), [_other_paper(got.lines[0], basis)])
    findings: list[Finding] = []
    longest = 0
    for run in (run for block in blocks for run in _lines_together(block)):
        before, after = run[0]
        place = before or after
        where = _Where(basis, _table_of(got, before), None if place is None else place.page)
        findings += where.findings(run)
        longest = max(longest, len(run))
        if len(findings) >= _MOST_FINDINGS:
            break
    findings = findings[:_MOST_FINDINGS]
    if longest >= _LEAST_OF_SECTION:
        lead = _other_object(got.lines[0], basis, len(pairs))
        findings = [lead, *(replace(one, grade=Grade.POSSIBLE) for one in findings)]
    return Compared(len(pairs), findings)


def _running(lines: Sequence[Line]) -> frozenset[str]:
    """The words at the head and foot of the pages: those on all of them but one at most."""
    pages = {(line.page, _plain(line)) for line in lines}
    least = max(_RUNNING_LEAST, len({page for page, _ in pages}) - 1)
    counts = Counter(words for _, words in pages)
    return frozenset(words for words, count in counts.items() if count >= least)


def _told(block: Iterable[Pair], running: frozenset[str]) -> list[Pair]:
    """``block`` without the heads and feet of pages that only one of the papers has."""
    return [
        (before, after)
        for before, after in block
        if (before and after) or not any(one and _plain(one) in running for one in (before, after))
    ]


def _lines_together(block: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Each pair by itself, but lines that are only in one of the papers together."""
    for (has_before, has_after), run in groupby(
        block, key=lambda pair: (pair[0] is not None, pair[1] is not None)
    ):
        if has_before and has_after:
            yield from ([pair] for pair in run)
        else:
            yield list(run)


def _other_object(line: Line, basis: str, lines: int) -> Finding:
    message = Text(
        da=f"Papiret er ikke lavet af {basis}, som det er nu: {lines} linjer er anderledes, og "
        f"hele afsnit mangler eller er kommet til. Er {basis} ændret, siden papiret blev lavet, så "
        "lav papiret igen; de øvrige afvigelser fra grundlaget følger så heraf.",
        en=f"The paper was not made from {basis} as it is now: {lines} lines differ, and whole "
        f"sections are missing or were added. If {basis} changed since the paper was made, make "
        "the paper again; the other differences from the object then follow from this.",
    )
    return Finding(Kind.RECOMPUTED, Grade.SURE, message, **at_line(line))


def _other_paper(line: Line, basis: str) -> Finding:
    message = Text(
        da=f"Papiret afviger fra det, der kommer ud af {basis}, i de fleste linjer. Det er et "
        "andet papir, eller det er sat op på ny. Brug den PDF, som Samvirke skrev.",
        en=f"The paper differs from what comes out of {basis} in most lines. It is another paper, "
        "or it was set anew. Use the PDF that Samvirke wrote.",
    )
    return Finding(Kind.RECOMPUTED, Grade.SURE, message, **at_line(line))


def _blocks(got: Sequence[Line], expected: Sequence[Line]) -> Iterator[Iterator[Pair]]:
    """Lines that differ beside what they should be; ``None`` for one that is only in one of them.

    A line that merely stands elsewhere is no difference.
    """
    first, second = [_plain(line) for line in got], [_plain(line) for line in expected]
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    blocks = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    here = Counter(first[at] for start, end, *_ in blocks for at in range(start, end))
    there = Counter(second[at] for *_, start, end in blocks for at in range(start, end))
    moved = here & there
    gone, come = moved.copy(), moved.copy()
    for start, end, low, high in blocks:
        mine = [line for at, line in enumerate(got[start:end], start) if _left(first[at], gone)]
        theirs = [
            line for at, line in enumerate(expected[low:high], low) if _left(second[at], come)
        ]
        yield _beside(mine, theirs)


def _left(words: str, moved: Counter[str]) -> bool:
    """Whether a line is left when those that only moved are taken away, one by one."""
    if moved[words] > 0:
        moved[words] -= 1
        return False
    return True


def _beside(got: Sequence[Line], expected: Sequence[Line]) -> Iterator[Pair]:
    """Each line beside the most similar one of those that are left, in their order."""
    if len(got) * len(expected) > _MOST_LIKENED:
        yield from zip_longest(got, expected)
        return
    left = list(expected)
    for line in got:
        words = _plain(line)
        likest = max(left, key=lambda other: _likeness(words, _plain(other)), default=None)
        if likest is None or (
            len(got) != len(expected) and _likeness(words, _plain(likest)) < _LEAST_LIKE
        ):
            yield line, None
            continue
        left.remove(likest)
        yield line, likest
    for other in left:
        yield None, other


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def _plain(line: Line) -> str:
    return _FOOT.sub(r"\1", _RELEASE.sub("Samvirke", line.words))


def _table_of(read: Read, line: Line | None) -> str | None:
    """The heading that ``line`` stands under."""
    found: str | None = None
    for other in read.lines:
        if other is line:
            return found
        if other.words in read.headings:
            found = other.words
    return None


@dataclass(frozen=True, slots=True)
class _Where:
    """Where two lines stand, for the findings in them."""

    basis: str
    table: str | None
    page: int | None

    def findings(self, run: Sequence[Pair]) -> Iterator[Finding]:
        """What differs in a pair of lines, or in lines that only one of the papers has."""
        got, expected = run[0]
        if got is None or expected is None:
            yield self._whole(got, expected, len(run) - 1)
            return
        label = _label(got)
        for before, after in _runs(_plain(got), _plain(expected)):
            yield self._run(got, label, before, after)

    def _run(self, line: Line, label: str, before: str, after: str) -> Finding:
        got, expected = _value(before), _value(after)
        told, right = _shown(got, before), _shown(expected, after)
        return Finding(
            Kind.RECOMPUTED,
            Grade.SURE,
            Text(
                da=f"Papiret siger {told.da}; regnet efter fra {self.basis} er det {right.da}.",
                en=f"The paper says {told.en}; recomputed from {self.basis} it is {right.en}.",
            ),
            **at_line(line),
            table=self.table,
            row=label,
            got=got,
            expected=expected,
        )

    def _whole(self, got: Line | None, expected: Line | None, more: int) -> Finding:
        """``more`` lines follow the one that is told."""
        if got is not None:
            told = _cut(got.words)
            lines = _and_more(told, more)
            message = Text(
                da=f"{lines.da} kommer ikke ud, når papiret laves igen fra {self.basis}.",
                en=f"{lines.en} would not come out if the paper is made again from {self.basis}.",
            )
            return Finding(
                Kind.RECOMPUTED,
                Grade.SURE,
                message,
                **at_line(got),
                table=self.table,
                row=_label(got),
                got=told,
            )
        assert expected is not None  # noqa: S101 - one of the two is there
        told = _cut(expected.words)
        lines = _and_more(told, more)
        message = Text(
            da=f"{lines.da} mangler: det kommer ud, når papiret laves igen fra {self.basis}.",
            en=f"Missing: {lines.en}. It comes out when the paper is made again from {self.basis}.",
        )
        return Finding(
            Kind.RECOMPUTED,
            Grade.SURE,
            message,
            line=None,
            page=expected.page,
            row=_label(expected),
            expected=told,
        )


def _label(line: Line) -> str:
    return _cut(" ".join(line.text.split("\t")[0].split()))


def _runs(got: str, expected: str) -> Iterator[tuple[str, str]]:
    """The words that differ, each run beside what should stand there."""
    first, second = got.split(), expected.split()
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for what, start, end, low, high in matcher.get_opcodes():
        if what == "equal":
            continue
        if end - start == high - low:
            yield from zip(first[start:end], second[low:high], strict=True)
        else:
            yield " ".join(first[start:end]), " ".join(second[low:high])


def _value(words: str) -> Fraction | str | None:
    if not words:
        return None
    cell = read_cell(_SIGNS.sub("", words))
    return _cut(words) if cell is None else cell.value


def _shown(value: Fraction | str | None, words: str) -> Text:
    if value is None:
        return Text(da="intet", en="nothing")
    if isinstance(value, Fraction):
        return number_text(value)
    return Text(da=f"»{_cut(words)}«", en=f"'{_cut(words)}'")


def _and_more(told: str, more: int) -> Text:
    if not more:
        return Text(da=f"»{told}«", en=f"'{told}'")
    return Text(
        da=f"»{told}« og {more} linje{'r' if more > 1 else ''} efter den",
        en=f"'{told}' and {more} line{'s' if more > 1 else ''} after it",
    )


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
