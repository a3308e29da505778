"""Foreign headings and answers: a user's own file that says what they mean here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import Field

from samvirke.figures import Text
from samvirke.records.imports.layout import ImportKind, Layout, load_layouts
from samvirke.records.imports.words import did_you_mean, fold, fold_heading, one_of
from samvirke.records.problems import InputError, Problem
from samvirke.records.validation import Record, Word, validate
from samvirke.records.yaml_file import Place, read_yaml

NOT_READ = "-"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What foreign headings and answers mean.

    ``columns``: the file's heading → ours, or ``-`` for a column that is not read. ``values``: our
    heading → the file's answer → ours, or ``-`` for an answer that says nothing.
    ``decimal_point``: numbers are written as in English, ``1,234.5``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decimal_point: bool = False

    def heading_for(self, heading: str) -> str:
        """Our heading for one of the file's; the same where nothing is said of it."""
        known = {fold_heading(foreign): ours for foreign, ours in self.columns.items()}
        return known.get(fold_heading(heading), heading)

    def answers_for(self, names: tuple[str, ...]) -> dict[str, str]:
        """What the file's answers mean in the column called any of ``names``."""
        wanted = {fold_heading(name) for name in names}
        return {
            fold(foreign): "" if ours == NOT_READ else ours
            for heading, answers in self.values.items()
            if fold_heading(heading) in wanted
            for foreign, ours in answers.items()
        }


class _MappingFile(Record):
    schema_: Literal["samvirke.import-mapping/1"] = Field(
        alias="schema", examples=["samvirke.import-mapping/1"]
    )
    columns: dict[str, Word] = Field(default={}, examples=["{Company number: CVR-nr.}"])
    values: dict[str, dict[str, Word]] = Field(
        default={}, examples=["{Kundesegment: {Growth: Vækst}}"]
    )
    decimal: Literal["comma", "point"] = Field(default="comma", examples=["point"])


def read_mapping(path: Path, kind: ImportKind) -> ColumnMapping:
    """The mapping in a YAML file, for one kind of import.

    Raises ``InputError`` for a bad file and, with their lines, for headings that are none of ours.
    """
    source = read_yaml(path)
    content = validate(_MappingFile, source)
    mapping = ColumnMapping(content.columns, content.values, content.decimal == "point")
    problems = [
        Problem(path.name, source.line_of(place), what, got=got, valid=valid)
        for place, what, got, valid in _strangers(mapping, load_layouts().of(kind))
    ]
    if problems:
        raise InputError(problems)
    return mapping


def check_mapping(mapping: ColumnMapping, layout: Layout) -> None:
    """Raises ``ValueError`` for a heading that is none of ours."""
    for _, what, got, _ in _strangers(mapping, layout):
        raise ValueError(f"{what.en} {got}")


def _strangers(mapping: ColumnMapping, layout: Layout) -> list[tuple[Place, Text, str, Text]]:
    named: list[tuple[Place, str]] = [
        (("columns", foreign), ours)
        for foreign, ours in mapping.columns.items()
        if ours != NOT_READ
    ]
    named += [(("values", ours), ours) for ours in mapping.values]
    found = []
    for place, ours in named:
        if layout.find(ours) is None:
            near = did_you_mean(ours, layout.headings)
            what = Text(
                da=f"Det er ikke en af vores overskrifter. {near.da}".strip(),
                en=f"This is none of our headings. {near.en}".strip(),
            )
            found.append((place, what, ours, one_of(layout.headings)))
    return found
