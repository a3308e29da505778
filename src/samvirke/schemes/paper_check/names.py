"""Names of municipalities and hubs that are spelt otherwise than they are."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from samvirke.figures import Text
from samvirke.records.archive import Line
from samvirke.schemes.paper_check.findings import Finding, Grade, Kind, at_line
from samvirke.schemes.paper_check.numbers import split_trailing
from samvirke.territory import load_territory

_WORD = re.compile(r"[A-ZÆØÅ][a-zæøå]{5,}(?:-[A-ZÆØÅ][a-zæøå]+)*")
_CODE = re.compile(r"^\d{3}\s+")
_NEIGHBOURS = 8
_LEAST_KNOWN = 5
_ORDINARY = re.compile(r"(?:s|ske?|er|ere|erne|ernes|en|ens)$")


def name_findings(lines: Sequence[Line]) -> Iterator[Finding]:
    """Names one letter from a known one, and entries of a list of municipalities that are none."""
    seen: set[str] = set()
    labels = [_label(line) for line in lines]
    filled = [at for at, label in enumerate(labels) if label]
    for order, at in enumerate(filled):
        label = labels[at]
        near = filled[max(0, order - _NEIGHBOURS) : order + _NEIGHBOURS + 1]
        if label in _municipalities() or label in seen or "\n" in label:
            continue
        known = sum(labels[other] in _municipalities() for other in near)
        meant = _meant(label, _municipalities()) if known >= _LEAST_KNOWN else None
        if meant is not None:
            seen.add(label)
            yield _finding(lines[at], label, meant)
    for line in lines:
        for word in _WORD.findall(line.words):
            if word in seen or word in _places() or _ORDINARY.sub("", word) in _places():
                continue
            meant = _one_letter_off(word)
            if meant is not None and not _inflected(word, meant):
                seen.add(word)
                yield _finding(line, word, meant)


def _finding(line: Line, got: str, meant: str) -> Finding:
    return Finding(
        Kind.NAME,
        Grade.LIKELY,
        Text(
            da=f"Der står »{got}«; navnet er »{meant}«. Ret det, så det kan findes og tælles.",
            en=f"It says '{got}'; the name is '{meant}'. Correct it, so that it can be found and "
            "counted.",
        ),
        row=got,
        got=got,
        expected=meant,
        **at_line(line),
    )


def _label(line: Line) -> str:
    """The name that a line of a list or table begins with, without code and numbers."""
    text = line.text.split("\t")[0] if "\t" in line.text else split_trailing(line.text)[0]
    label = _CODE.sub("", " ".join(text.split())).removesuffix(" Kommune").lstrip("-–• ")
    return label if 0 < len(label) <= 20 else ""


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(item.name for item in load_territory().municipalities.values())


@cache
def _places() -> frozenset[str]:
    """Municipalities and the areas that regions, KKR and hubs are named after."""
    bodies = {body.name.split(" ", 1)[-1] for body in load_territory().bodies}
    return _municipalities() | bodies


def _meant(label: str, known: frozenset[str]) -> str | None:
    """The only known name that is one letter or an old spelling away."""
    modern = label.replace("Å", "Aa").replace("å", "aa")
    near = [name for name in known if name == modern or _distance_one(label, name)]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4096)
def _one_letter_off(word: str) -> str | None:
    near = [name for name in _places() if len(name) > 6 and _distance_one(word, name)]
    return near[0] if len(near) == 1 else None


def _inflected(word: str, name: str) -> bool:
    """»Nordfyn« and »Sjællands« are not slips in running text."""
    return word == f"{name}s" or name == f"{word}s" or word[0] != name[0]


def _distance_one(left: str, right: str) -> bool:
    """Whether one letter added, taken away or changed makes ``left`` into ``right``."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    return (
        rest_left[1:] == rest_right[1:]
        or rest_left[1:] == rest_right
        or (rest_left == rest_right[1:])
    )
