"""The file of a contract as a document that can be changed and written again.

Fields keep their order, whatever they are called; texts that stood without quotes stay without;
what stands behind ``#`` stays with the field that it stood above or beside. A document is written
in one form only, so that the same document gives the same bytes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Document = dict[str, Any]
_NULLS = {"", "~", "null", "Null", "NULL"}
_COMMENT = "\0"  # begins the key that a comment is kept under; no YAML file can hold it
_WIDEST = 10**9
_STR = "tag:yaml.org,2002:str"


class Plain(str):
    """A text that stands in the file without quotes, such as a number, a date or ``true``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field where it stands: its first line, and the last one of a value without fields in it."""

    line: int
    last: int
    mapping: Document
    key: str


def read_document(content: bytes) -> Document:
    """The document in a file that ``load_contract`` has read, with its comments."""
    text = content.decode("utf-8-sig")
    entries: list[_Entry] = []
    document: Document = _read(yaml.compose(text, Loader=yaml.CSafeLoader), entries)
    _attach(document, entries, list(_comments(text)))
    return document


def write_document(document: Document) -> bytes:
    """The file of a document; reading it gives the same document again."""
    return ("\n".join(_mapping(document, "")) + "\n").encode()


def is_comment(key: str) -> bool:
    """Whether a document keeps a comment, not a field, under ``key``."""
    return key.startswith(_COMMENT)


def without_comments(value: Any) -> Any:
    """``value`` with nothing but its fields."""
    if isinstance(value, dict):
        return {k: without_comments(item) for k, item in value.items() if not is_comment(k)}
    return [without_comments(item) for item in value] if isinstance(value, list) else value


def comments_in(value: Any) -> list[str]:
    """Every comment under ``value``, in the order of the file."""
    if isinstance(value, dict):
        pairs = value.items()
        return [c for k, item in pairs for c in ([item] if is_comment(k) else comments_in(item))]
    return [c for item in value for c in comments_in(item)] if isinstance(value, list) else []


def _read(node: Any, entries: list[_Entry]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        if node.style:
            return node.value
        return None if node.value in _NULLS else Plain(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_read(item, entries) for item in node.value]
    mapping: Document = {}
    for key, value in node.value:
        line = key.start_mark.line
        last = line if _has_fields(value) else _last_line(value)
        entries.append(_Entry(line, last, mapping, key.value))
        mapping[key.value] = _read(value, entries)
    return mapping


def _has_fields(node: Any) -> bool:
    if isinstance(node, yaml.SequenceNode):
        return any(_has_fields(item) for item in node.value)
    return isinstance(node, yaml.MappingNode) and bool(node.value)


def _last_line(node: Any) -> int:
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last_line(node.value[-1])
    line: int = node.end_mark.line
    return line - 1 if line > node.start_mark.line and not node.end_mark.column else line


def _comments(text: str) -> Iterator[tuple[int, bool, str]]:
    """Each comment with its line, and whether it has the line to itself.

    What lies between two tokens is white space and comments, nothing else.
    """
    end, line, column = 0, 0, 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        between = text[end : max(end, token.start_mark.index)].split("\n")
        for after, part in enumerate(between):
            if "#" in part:
                yield line + after, bool(after) or not column, part[part.index("#") :].rstrip()
        if token.end_mark.index >= end:
            mark = token.end_mark
            end, line, column = mark.index, mark.line, mark.column


def _attach(
    document: Document, entries: list[_Entry], comments: list[tuple[int, bool, str]]
) -> None:
    held: dict[tuple[int, str], list[str]] = {}
    mappings = {id(entry.mapping): entry.mapping for entry in entries}
    lines = [entry.line for entry in entries]
    rest: list[str] = []
    for line, alone, comment in comments:
        entry = _owner(entries, lines, line, alone=alone)
        into = rest if entry is None else held.setdefault((id(entry.mapping), entry.key), [])
        into.append(comment)
    number = 0
    for name, mapping in mappings.items():
        fields = list(mapping.items())
        mapping.clear()
        for key, value in fields:
            for comment in held.get((name, key), ()):
                mapping[f"{_COMMENT}{number}"] = comment
                number += 1
            mapping[key] = value
    for comment in rest:
        document[f"{_COMMENT}{number}"] = comment
        number += 1


def _owner(entries: list[_Entry], lines: list[int], line: int, *, alone: bool) -> _Entry | None:
    """The field that a comment stands in or beside, or else the one that it stands above."""
    if not alone:
        first = bisect_left(lines, line)
        beside = first < len(lines) and lines[first] == line
        return entries[first] if beside else entries[first - 1] if first else None
    before = bisect_right(lines, line)
    if before and line <= entries[before - 1].last:
        return entries[before - 1]
    return entries[before] if before < len(entries) else None


class _Dumper(yaml.CSafeDumper):
    pass


def _plain(dumper: Any, value: Plain) -> Any:
    """Without quotes where YAML allows; a text that could be read as a number is one."""
    tag = dumper.resolve(yaml.ScalarNode, value, (True, False))
    return dumper.represent_scalar(tag, str(value))


def _text(dumper: Any, value: str) -> Any:
    return dumper.represent_scalar(_STR, value, style='"' if "\n" in value else None)


_Dumper.add_representer(Plain, _plain)
_Dumper.add_representer(str, _text)


def _mapping(mapping: Document, pad: str) -> Iterator[str]:
    for key, value in mapping.items():
        if is_comment(key):
            yield f"{pad}{value}"
        elif _simple(value):
            yield f"{pad}{_inline(key)}: {_inline(value)}"
        else:
            yield f"{pad}{_inline(key)}:"
            yield from _block(value, f"{pad}  ")


def _block(value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _mapping(value, pad)
        return
    for item in value:
        if _simple(item):
            yield f"{pad}- {_inline(item)}"
            continue
        lines = list(_block(item, f"{pad}  "))
        first = next(at for at, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (line.removeprefix("  ") for line in lines[:first])
        yield f"{pad}- {lines[first].removeprefix(f'{pad}  ')}"
        yield from lines[first + 1 :]


def _simple(value: Any) -> bool:
    """Whether ``value`` has no fields in it, so that one line holds it."""
    if isinstance(value, list):
        return all(_simple(item) for item in value)
    return not (isinstance(value, dict) and value)


def _inline(value: Any) -> str:
    told: str = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=True,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDEST,
    )
    return told.removesuffix("\n").removesuffix("\n...")
