"""What an earlier version of a statement shows, read from its public JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from samvirke.figures import Count, Figure, Text, counts, figure_from_json
from samvirke.records import InputError, Problem
from samvirke.schemes.results_statement.disclosure.kinship import same_question
from samvirke.schemes.results_statement.disclosure.tables import Part, View
from samvirke.schemes.results_statement.disclosure.told import Vector, is_about_answers, told
from samvirke.schemes.results_statement.json_form import SCHEMA, VERSION

VALUE = "value"
# Whole answers behind a value, which its own counts do not tell where answers carry weights.
ANSWERS = "/answers"
# What a part without answers is known by: every count of it is nothing.
NOBODY: Vector = ()
_SHARE = 3
_NOTHING_APART: Vector = (Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Place:
    """What a table of counts is about: the year counted for, the line, and which figure of it.

    ``aspect`` is ``value``, ``beside/…`` or ``requirement/…``, and what of it is told.
    """

    year: int
    line: str
    measure: str | None
    aspect: str

    def under(self, suffix: str) -> "Place":
        """What is told of this place's figure under ``suffix``."""
        return replace(self, aspect=f"{self.aspect}{suffix}")


@dataclass(frozen=True)
class Shown:
    """What one version of a hub's statement tells of answers: counts by place and part."""

    hub: str
    tables: Mapping[Place, View]

    def view(self, place: Place) -> View:
        """What it tells at ``place``, part by part; nothing where it has no such figure."""
        return self.tables.get(place, {})


def shown_in(document: dict[str, Any]) -> Shown:
    """What the JSON of a public statement shows of answers.

    Raises ``InputError`` for a document of another form.
    """
    if (document.get("schema"), document.get("version")) != (SCHEMA, VERSION):
        raise _not_a_statement()
    tables: dict[Place, dict[Part, Vector]] = {}
    try:
        for place, part, vector in _entries(document):
            tables.setdefault(place, {})[part] = vector
        return Shown(str(document["hub"]["id"]), tables)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_a_statement() from error


_Entry = tuple[Place, Part, Vector]


def _entries(document: dict[str, Any]) -> Iterator[_Entry]:
    same = same_question(document["agreement"]["id"])
    lines = [line for goal in document["goals"] for line in goal["lines"]]
    for line in lines:
        for item in line["measurements"]:
            place = Place(int(document["year"]), line["id"], item["measure"], VALUE)
            yield from _of_measurement(item, place, same_question=line["id"] in same)
        for judgement in (*line["agreement"], *line["contract"]):
            level = _figure(judgement["requirement"])
            for start in () if level is None else starts(level):
                place = Place(int(document["year"]), line["id"], None, start_aspect(start))
                yield from _of_figure(start, place, None)


def _of_measurement(item: dict[str, Any], place: Place, *, same_question: bool) -> Iterator[_Entry]:
    part, value, previous = item["segment"], _figure(item["value"]), _figure(item["previous"])
    if previous is not None:
        yield from _of_figure(previous, replace(place, year=place.year - 1), part)
    if item["base"] is not None:
        answers = Fraction(item["base"]["value"])
        yield place.under(ANSWERS), part, (answers,)
        if not answers:
            yield place, part, NOBODY
    if value is None:
        return
    yield from _of_figure(value, place, part)
    for other in item["beside"]:
        figure = _figure(other["figure"])
        if figure is not None:
            beside = replace(place, aspect=beside_aspect(other["label"]["da"]))
            extra = apart(value, figure, same_question=same_question)
            yield from _of_figure(figure, beside, part, extra)


def _of_figure(figure: Figure, place: Place, part: Part, extra: Vector = ()) -> Iterator[_Entry]:
    for suffix, vector in told(figure).aspects():
        yield place.under(suffix), part, vector if suffix else (*extra, *vector)


def _figure(item: dict[str, Any] | None) -> Figure | None:
    """A figure about answers; nothing for a leaf and for a count of registrations."""
    if item is None or "schema" not in item:
        return None
    figure = figure_from_json(item)
    return figure if is_about_answers(figure) else None


def apart(value: Figure, beside: Figure, *, same_question: bool) -> Vector:
    """What the reader learns by holding a figure beside its value: two counts of answers.

    The answers that only one of the bases holds where the same are counted, such as those who
    don't know; and those that only one counts where the same question is asked of one base.
    """
    one, other = told(value).counts, told(beside).counts
    if len(one) != len(other) or len(one) != _SHARE:
        return _NOTHING_APART
    if _counted(value) == _counted(beside):
        return (abs(one[-1] - other[-1]), Fraction(0))
    if same_question and one[-1] == other[-1]:
        return (Fraction(0), abs(one[0] - other[0]))
    return _NOTHING_APART


def _counted(share: Figure) -> Count:
    return replace(counts(share)[0], excluded=())


def starts(level: Figure) -> Iterator[Figure]:
    """The figures about answers that a required level is counted from."""
    for item in level.derivation.inputs:
        if isinstance(item, Figure) and is_about_answers(item):
            yield item


def beside_aspect(label: str) -> str:
    """The aspect of a figure beside the value, by its Danish label."""
    return f"beside/{label}"


def start_aspect(start: Figure) -> str:
    """The aspect of a figure that a required level is counted from."""
    return f"requirement/{start.name.da}"


def _not_a_statement() -> InputError:
    what = Text(
        da="Filen er ikke den offentlige JSON af en resultatopgørelse i den form, denne udgave af "
        "Samvirke skriver. Angiv filen fra mappen »offentlig« i den tidligere opgørelse.",
        en="The file is not the public JSON of a results statement in the form that this release "
        "of Samvirke writes. Name the file in the folder 'offentlig' of the earlier statement.",
    )
    return InputError([Problem("resultatopgørelse", None, what)])
