"""Records declared as pydantic models, refused with Samvirke's own words.

pydantic finds what is wrong; this module says where it stands in the file and what to do.
"""

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from samvirke.figures import AmbiguousNumber, NotANumber, Text, parse_plain
from samvirke.records.problems import InputError, Problem, Rejected, shorten
from samvirke.records.yaml_file import Place, YamlFile


class Record(BaseModel):
    """A row or object with known fields: immutable, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


_LONGEST_TEXT = 5000
_MOST_EXPLAINED = 200


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Rejected(Text(da="Her skal stå en tekst.", en="A text is required here."))
    if len(value) > _LONGEST_TEXT:
        raise Rejected(
            Text(
                da=f"Teksten er over {_LONGEST_TEXT} tegn lang.",
                en=f"The text is longer than {_LONGEST_TEXT} signs.",
            )
        )
    return value.strip()


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value):
        return int(value)
    raise Rejected(
        Text(da="Her skal stå et helt tal.", en="A whole number is required here."),
        valid=Text(da="cifre uden punktum eller komma", en="digits without point or comma"),
        example="1200",
    )


def _year(value: Any) -> int:
    text = str(value) if isinstance(value, int) else value
    if isinstance(text, str) and re.fullmatch(r"(19|20)\d\d", text):
        return int(text)
    raise Rejected(
        Text(da="Her skal stå et årstal.", en="A year is required here."),
        valid=Text(da="fire cifre, 1900-2099", en="four digits, 1900-2099"),
        example="2022",
    )


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Rejected(
        Text(da="Skriv en gyldig dato.", en="Write a valid date."),
        valid=Text(da="år-måned-dag", en="year-month-day"),
        example="2022-01-31",
    )


def read_fraction(value: Any) -> Fraction:
    """A number as agreement files write it. Raises ``Rejected`` for anything else."""
    if isinstance(value, Fraction):
        return value
    valid = Text(
        da="et tal med punktum som decimaltegn og uden tusindtalsskilletegn",
        en="a number with a decimal point and without thousands separators",
    )
    try:
        return parse_plain(str(value).strip())
    except AmbiguousNumber as error:
        what = Text(
            da="Tallet kan læses på to måder: punktummet kan være tusindtalsskilletegn.",
            en="The number reads in two ways: the point may be a thousands separator.",
        )
        whole = str(error).replace(".", "")
        raise Rejected(what, valid=valid, example=whole) from error
    except NotANumber as error:
        what = Text(da="Her skal stå et tal.", en="A number is required here.")
        raise Rejected(what, valid=valid, example="12.5") from error


def _text(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, dict) and set(value) == {"da", "en"}:
        return Text(da=_word(value["da"]), en=_word(value["en"]))
    raise Rejected(
        Text(
            da="Her skal stå en tekst på dansk og engelsk.",
            en="A text in Danish and English is required here.",
        ),
        valid=Text(da="felterne da og en", en="the fields da and en"),
        example="{da: 'Kendskab', en: 'Awareness'}",
    )


Word = Annotated[str, BeforeValidator(_word)]
Whole = Annotated[int, BeforeValidator(_whole)]
Year = Annotated[int, BeforeValidator(_year)]
Day = Annotated[date, BeforeValidator(_day)]
FractionField = Annotated[Fraction, BeforeValidator(read_fraction)]
TextField = Annotated[Text, BeforeValidator(_text)]

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], source: YamlFile) -> M:
    """``source`` as a ``model``. Raises ``InputError`` with every problem, in file order."""
    if source.content is None:
        raise InputError([Problem(source.name, None, _EMPTY)])
    try:
        return model.model_validate(source.content)
    except ValidationError as error:
        causes = _root_causes(error)
        causes.sort(key=lambda details: source.line_of(tuple(details["loc"])) or 0)
        problems = [_problem(details, model, source) for details in causes[:_MOST_EXPLAINED]]
        problems.sort(key=lambda problem: problem.line or 0)
        raise InputError(problems) from error


_EMPTY = Text(da="Filen er tom.", en="The file is empty.")


def _root_causes(error: ValidationError) -> list[ErrorDetails]:
    """The errors without those that pydantic reports of a list because one of its lines failed."""
    errors = error.errors()
    around = {details["loc"][:depth] for details in errors for depth in range(len(details["loc"]))}

    def follows(details: ErrorDetails) -> bool:
        return details["type"] == "too_short" and details["loc"] in around

    return [details for details in errors if not follows(details)]


def _problem(details: ErrorDetails, model: type[BaseModel], source: YamlFile) -> Problem:
    rejected = details.get("ctx", {}).get("error")
    inside = rejected.place if isinstance(rejected, Rejected) else ()
    place: Place = (*details["loc"], *inside)
    field = str(place[-1]) if place and isinstance(place[-1], str) else ""
    line = source.line_of(place)
    explain = _EXPLANATIONS.get(details["type"], _other)
    what, valid, example = explain(details, field, _fields_at(model, place[:-1]))
    got = details["input"]
    shown = str(got) if isinstance(got, str | int) and details["type"] != "missing" else None
    return Problem(source.name, line, what, got=shown, valid=valid, example=example)


_Explained = tuple[Text, Text | None, str | None]
_Fields = dict[str, FieldInfo]


def _missing(details: ErrorDetails, field: str, fields: _Fields) -> _Explained:
    what = Text(da=f"Feltet »{field}« mangler her.", en=f"The field '{field}' is missing here.")
    return what, _choices(field, fields), _example(field, fields)


def _unknown(details: ErrorDetails, field: str, fields: _Fields) -> _Explained:
    shown = shorten(field)
    near = get_close_matches(field, fields, n=1)
    hint = Text(
        da=f" Mente du »{near[0]}«?" if near else "",
        en=f" Did you mean '{near[0]}'?" if near else "",
    )
    what = Text(
        da=f"Feltet »{shown}« kendes ikke her.{hint.da}",
        en=f"The field '{shown}' is not known here.{hint.en}",
    )
    if field.isdecimal() and details["input"] is None:
        what = Text(
            da=f"Et komma har delt et tal her: »{field}« er blevet til et felt for sig.",
            en=f"A comma has split a number here: '{field}' has become a field of its own.",
        )
        valid = Text(da="punktum som decimaltegn", en="a decimal point")
        return what, valid, f"value: 45.{field}"
    names = ", ".join(sorted(fields))
    return what, Text(da=names, en=names), _example(near[0], fields) if near else None


def _choice(details: ErrorDetails, field: str, fields: _Fields) -> _Explained:
    what = Text(da=f"Værdien af »{field}« kendes ikke.", en=f"The value of '{field}' is not known.")
    return what, _choices(field, fields), _example(field, fields)


def _shape(da: str, en: str) -> Callable[[ErrorDetails, str, _Fields], _Explained]:
    def explain(details: ErrorDetails, field: str, fields: _Fields) -> _Explained:
        name_da, name_en = (f"Feltet »{field}«", f"The field '{field}'")
        what = Text(
            da=f"{name_da if field else 'Filen'} skal bestå af {da}.",
            en=f"{name_en if field else 'The file'} must consist of {en}.",
        )
        return what, None, _example(field, fields)

    return explain


def _rejected(details: ErrorDetails, field: str, fields: _Fields) -> _Explained:
    error = details.get("ctx", {}).get("error")
    if not isinstance(error, Rejected):
        return _other(details, field, fields)
    what = error.what
    if field:
        what = Text(da=f"»{field}«: {what.da}", en=f"'{field}': {what.en}")
    return what, error.valid, error.example or _example(field, fields)


def _other(details: ErrorDetails, field: str, fields: _Fields) -> _Explained:
    what = Text(
        da=f"Feltet »{field}« har ikke den rigtige form.",
        en=f"The field '{field}' does not have the right form: {details['msg']}.",
    )
    return what, _choices(field, fields), _example(field, fields)


_EXPLANATIONS: dict[str, Callable[[ErrorDetails, str, _Fields], _Explained]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "enum": _choice,
    "value_error": _rejected,
    "model_type": _shape("linjer af formen »felt: værdi«", "lines of the form 'field: value'"),
    "dict_type": _shape("linjer af formen »felt: værdi«", "lines of the form 'field: value'"),
    "tuple_type": _shape("en liste, hver linje med »- «", "a list, each line starting with '- '"),
    "list_type": _shape("en liste, hver linje med »- «", "a list, each line starting with '- '"),
    "string_type": _shape("tekst", "text"),
    "too_long": _shape("en liste, der er kortere", "a shorter list"),
    "string_too_long": _shape("en kortere tekst", "a shorter text"),
    "too_short": _shape("en liste med mindst én linje", "a list with at least one line"),
}


def _example(field: str, fields: _Fields) -> str | None:
    examples = fields[field].examples if field in fields else None
    return f"{field}: {examples[0]}" if examples else None


def _choices(field: str, fields: _Fields) -> Text | None:
    if field not in fields:
        return None
    names = [str(value) for value in _literals(fields[field].annotation)]
    return Text(da=", ".join(names), en=", ".join(names)) if names else None


def _literals(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(value for part in get_args(annotation) for value in _literals(part))


def _fields_at(model: type[BaseModel], place: Place) -> _Fields:
    """The fields that are valid at ``place``, by the declared types on the way there."""
    annotation: Any = model
    for step in place:
        annotation = _inside(annotation)
        if isinstance(step, str):
            fields = _fields_of(annotation)
            if step not in fields:
                return {}
            annotation = fields[step].annotation
        else:
            annotation = (*get_args(annotation), None)[0]
    return _fields_of(_inside(annotation))


def _fields_of(annotation: Any) -> _Fields:
    """A model's fields by the names that files use; nothing for what is no model."""
    if not isinstance(annotation, type) or not issubclass(annotation, BaseModel):
        return {}
    return {field.alias or name: field for name, field in annotation.model_fields.items()}


def _inside(annotation: Any) -> Any:
    """``annotation`` without ``Optional`` and ``Annotated`` around it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inside(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return _inside(next(part for part in get_args(annotation) if part is not NoneType))
    return annotation
