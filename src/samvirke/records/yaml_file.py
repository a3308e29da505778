"""YAML read as texts with line numbers.

Scalars stay the text that stands in the file: what a field means is decided by its schema, so
clause ``7.10`` does not become the number 7.1, and ``no`` does not become false. Anchors, tags,
double keys and deep nesting are refused: no agreement needs them, and attackers do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from samvirke.figures import Text
from samvirke.records.files import MEBIBYTE, read_text
from samvirke.records.problems import InputError, Problem, shorten

MOST_BYTES = MEBIBYTE
_DEEPEST = 30
_NULLS = {"", "~", "null", "Null", "NULL"}

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of a YAML file: mappings, lists, texts and ``None``, and where each stands."""

    name: str
    content: Any
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int | None:
        """The line of ``place``, or of the nearest thing around it."""
        while place not in self.lines:
            if not place:
                return None
            place = place[:-1]
        return self.lines[place]


def read_yaml(path: Path, *, most_bytes: int = MOST_BYTES) -> YamlFile:
    """Reads ``path``. Raises ``InputError`` for anything that is not one plain YAML document."""
    text = read_text(path, most_bytes=most_bytes)
    builder = _Builder(path.name)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise InputError([_not_yaml(path.name, line, text, str(error))]) from error
    except yaml.YAMLError as error:
        raise InputError([_not_yaml(path.name, None, text, str(error))]) from error
    return YamlFile(path.name, builder.content, builder.lines)


_YAML_CAUSES = {
    "cannot start any token": Text(
        da="et tegn, som en værdi ikke kan begynde med (fx tabulator, % eller @), uden "
        "anførselstegn",
        en="a sign that no value can start with (a tab, % or @), without quotes",
    ),
    "comment or line break": Text(
        da="en værdi, der begynder med > eller |; sæt den i anførselstegn: '>='",
        en="a value that starts with > or |; put it in quotes: '>='",
    ),
    "mapping values are not allowed": Text(
        da="et kolon inde i en tekst, eller linjen før er ikke afsluttet; sæt teksten i "
        "anførselstegn",
        en="a colon inside a text, or the line before is not complete; put the text in quotes",
    ),
    "could not find expected ':'": Text(
        da="et kolon mangler mellem felt og værdi", en="a colon is missing after a field's name"
    ),
    "quoted scalar": Text(
        da="et anførselstegn, der ikke er lukket", en="a quotation mark that is not closed"
    ),
    "did not find expected": Text(
        da="indrykning, parentes eller komma passer ikke med linjerne før",
        en="indentation, bracket or comma does not fit the lines before",
    ),
}
_ANY_CAUSE = Text(
    da="tegnsætning eller indrykning passer ikke her",
    en="punctuation or indentation does not fit here",
)


def _not_yaml(name: str, line: int | None, text: str, error: str) -> Problem:
    lines = text.splitlines()
    cause = next((told for mark, told in _YAML_CAUSES.items() if mark in error), _ANY_CAUSE)
    return Problem(
        name,
        line,
        Text(
            da=f"Filen kan ikke læses som YAML: {cause.da}.",
            en=f"The file cannot be read as YAML: {cause.en}.",
        ),
        got=lines[line - 1] if line is not None and line <= len(lines) else None,
        valid=Text(
            da="linjer af formen »felt: værdi«, indrykket med mellemrum (aldrig tabulator)",
            en="lines of the form 'field: value', indented with spaces (never tabs)",
        ),
        example="title: 'Resultatkontrakt 2022'",
    )


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; ``key`` is the mapping's key awaiting its value."""

    items: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    name: str
    content: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refuse(line, _ONE_DOCUMENT)
        elif isinstance(event, yaml.AliasEvent):
            raise self._refuse(line, _NO_ANCHORS, got=f"*{event.anchor}")
        elif isinstance(event, yaml.ScalarEvent):
            self._check_plain(event, line)
            null = not event.style and event.value in _NULLS
            self._add(None if null else event.value, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_plain(event, line)
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()

    def _check_plain(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            raise self._refuse(line, _NO_ANCHORS, got=f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise self._refuse(line, _NO_TAGS, got=str(tag))

    def _start(self, items: dict[str, Any] | list[Any], line: int) -> None:
        if len(self._open) >= _DEEPEST:
            raise self._refuse(line, _TOO_DEEP)
        place = self._add(items, line)
        self._open.append(_Open(items, place))

    def _add(self, value: Any, line: int) -> Place:
        """Puts ``value`` where the file has come to, and returns its place."""
        if not self._open:
            self.content = value
            self.lines[()] = line
            return ()
        parent = self._open[-1]
        if isinstance(parent.items, list):
            parent.items.append(value)
            place: Place = (*parent.place, len(parent.items) - 1)
            self.lines[place] = line
            return place
        if parent.key is None:
            return self._take_key(parent, parent.items, value, line)
        parent.items[parent.key] = value
        place = (*parent.place, parent.key)
        parent.key = None
        return place

    def _take_key(self, parent: _Open, items: dict[str, Any], key: Any, line: int) -> Place:
        if not isinstance(key, str):
            raise self._refuse(line, _TEXT_KEYS)
        place: Place = (*parent.place, key)
        if key in items:
            what = Text(
                da=f"Feltet »{shorten(key)}« står to gange "
                f"(første gang på linje {self.lines[place]}).",
                en=f"The field '{shorten(key)}' appears twice (first on line {self.lines[place]}).",
            )
            raise self._refuse(line, what)
        parent.key = key
        self.lines[place] = line
        return place

    def _refuse(self, line: int, what: Text, *, got: str | None = None) -> InputError:
        return InputError([Problem(self.name, line, what, got=got)])


_ONE_DOCUMENT = Text(
    da="Filen rummer mere end ét dokument (linjen »---« står to gange). Del den i flere filer.",
    en="The file holds more than one document (the line '---' stands twice). Split the file.",
)
_NO_ANCHORS = Text(
    da="Henvisninger med & og * bruges ikke her. Skriv værdien ud.",
    en="References with & and * are not used here. Write the value out.",
)
_NO_TAGS = Text(
    da="Typemærker med ! bruges ikke her. Skriv kun værdien, eventuelt i anførselstegn.",
    en="Type tags with ! are not used here. Write the value alone, quoted if need be.",
)
_TOO_DEEP = Text(
    da=f"Filen er indrykket i mere end {_DEEPEST} niveauer og læses ikke.",
    en=f"The file is nested more than {_DEEPEST} levels deep and is not read.",
)
_TEXT_KEYS = Text(
    da="Et feltnavn skal være et ord, ikke en liste eller en tom plads.",
    en="A field name must be a word, not a list or an empty space.",
)


def texts_in(content: Any) -> Iterator[str]:
    """Every text under ``content``, in the order of the file; field names are left out."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value)
