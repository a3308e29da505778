"""What was recognised, written for a person to correct, and read back.

The file is YAML with the fields of the bundle's JSON. It names the fingerprint of the bundle, so
that corrections of one bundle are never laid over another.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from samvirke.figures import Text
from samvirke.records.archive.bundle import Bundle
from samvirke.records.archive.dates import is_day_or_month
from samvirke.records.archive.meeting import Known, Meeting
from samvirke.records.archive.parts import Annex, Item
from samvirke.records.problems import InputError, Problem, Rejected
from samvirke.records.validation import Day, Record, Whole, Word, validate
from samvirke.records.yaml_file import read_yaml

SCHEMA = "samvirke.bundle-corrections/1"
_MOST = 2000


def _date(value: str) -> str:
    if not is_day_or_month(value):
        raise Rejected(
            Text(da="Her skal stå en dag eller en måned.", en="A day or a month is needed here."),
            example="dates: [2021-10-04]",
        )
    return value


class _Annex(Record):
    number: Word | None = Field(default=None, examples=["'1'"])
    title: Word | None = Field(default=None, examples=["'Udkast til kontrakt'"])
    page: Whole | None = Field(default=None, examples=["7"])
    dates: tuple[Annotated[Word, AfterValidator(_date)], ...] = ()
    file_numbers: tuple[Word, ...] = ()


class _Item(Record):
    number: Word | None = Field(default=None, examples=["'3.1'"])
    title: Word | None = Field(default=None, examples=["'Resultatkontrakt 2022'"])
    page: Whole | None = Field(default=None, examples=["7"])
    annexes: Annotated[tuple[_Annex, ...], Field(max_length=_MOST)] = ()


class _Corrections(Record):
    schema_: Literal["samvirke.bundle-corrections/1"] = Field(alias="schema", examples=[SCHEMA])
    file: Word
    sha256: Word
    body: Word | None = Field(default=None, examples=["KKR Midtjylland"])
    meeting_date: Day | None = Field(default=None, examples=["2021-10-11"])
    items: Annotated[tuple[_Item, ...], Field(max_length=_MOST)]


def corrections_text(bundle: Bundle, *, remarks: str = "") -> str:
    """What was recognised as a YAML file; ``remarks`` stand as comments at its head."""
    lines = [f"# {line}".rstrip() for line in remarks.splitlines()]
    lines += [
        f"schema: {SCHEMA}",
        f"file: {_told(bundle.file)}",
        f"sha256: {bundle.sha256}",
        f"body: {_told(bundle.meeting.body.value)}",
        f"meeting_date: {bundle.meeting.day.value or 'null'}",
        "items:" if bundle.items else "items: []",
    ]
    for item in bundle.items:
        lines += _fields(item, "  ")
        lines.append("    annexes:" if item.annexes else "    annexes: []")
        for annex in item.annexes:
            lines += _fields(annex, "      ")
            lines.append(f"        dates: [{', '.join(annex.dates)}]")
            lines.append(f"        file_numbers: [{', '.join(map(_told, annex.file_numbers))}]")
    return "\n".join(lines) + "\n"


def _fields(part: Item | Annex, indent: str) -> list[str]:
    return [
        f"{indent}- number: {_told(part.number)}",
        f"{indent}  title: {_told(part.title)}",
        f"{indent}  page: {part.page if part.page is not None else 'null'}",
    ]


def _told(value: str | None) -> str:
    return "null" if value is None else json.dumps(value, ensure_ascii=False)


def correct(bundle: Bundle, path: Path) -> Bundle:
    """``bundle`` as the person who corrected it says.

    Raises ``InputError`` for a file that cannot be read or that belongs to another bundle.
    """
    file = read_yaml(path)
    given = validate(_Corrections, file)
    if given.sha256 != bundle.sha256:
        line = file.line_of(("sha256",))
        raise InputError([Problem(path.name, line, _OTHER_BUNDLE, got=given.file)])
    meeting = Meeting(
        _kept(bundle.meeting.body, given.body),
        _kept(bundle.meeting.day, given.meeting_date.isoformat() if given.meeting_date else None),
        bundle.meeting.month if given.meeting_date is None else None,
    )
    items = tuple(
        Item(
            item.number,
            item.title,
            item.page,
            tuple(Annex(**dict[str, Any](annex)) for annex in item.annexes),
        )
        for item in given.items
    )
    return replace(bundle, corrected=True, meeting=meeting, items=items, unrecognised=())


def _kept(recognised: Known, given: str | None) -> Known:
    return recognised if given == recognised.value else Known(given, "corrected", _CORRECTED)


_CORRECTED = Text(da="rettet af en person", en="corrected by a person")
_OTHER_BUNDLE = Text(
    da="Rettelserne hører til en anden fil (sha256 er ikke den samme). Lav en ny rettelsesfil med "
    "--write-corrections.",
    en="The corrections belong to another file (sha256 differs). Make a new file of corrections "
    "with --write-corrections.",
)
