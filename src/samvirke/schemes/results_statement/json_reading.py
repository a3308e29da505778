"""A results statement read back from its JSON: papers can be made of it again.

Every figure is computed anew from its inputs while it is read. A count beside a figure comes back
without what was held out of it, which its JSON does not tell; no paper shows it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from samvirke.figures import (
    Count,
    Given,
    Interval,
    Source,
    Text,
    figure_from_json,
)
from samvirke.figures.exact import from_canonical
from samvirke.figures.units import UNITS
from samvirke.indicators import Beside, DefinitionInWords, Outcome
from samvirke.schemes.results_statement.json_form import SCHEMA, VERSION
from samvirke.schemes.results_statement.model import (
    Activity,
    Assessment,
    FileUsed,
    Goal,
    Judgement,
    Line,
    Measurement,
    Received,
    SpreadRow,
    Statement,
    Verdict,
    VolumeRow,
)

Json = Mapping[str, Any]
Made = TypeVar("Made")


def statement_from_json(document: Json) -> Statement:
    """The statement that ``statement_to_json`` wrote.

    Raises ``ValueError`` (``FigureError`` is one) for another schema or version, a missing part,
    or a figure that does not follow from its inputs.
    """
    if (document.get("schema"), document.get("version")) != (SCHEMA, VERSION):
        raise ValueError(f"a results statement has the schema {SCHEMA} version {VERSION}")
    try:
        return _statement(document)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a whole results statement: {error}") from error


def _statement(document: Json) -> Statement:
    contract = document["contract"]
    return Statement(
        hub=document["hub"]["id"],
        hub_name=document["hub"]["name"],
        kkr_name=document["kkr"],
        year=document["year"],
        agreement=document["agreement"]["id"],
        agreement_title=document["agreement"]["title"],
        contract=None if contract is None else contract["id"],
        contract_title=None if contract is None else contract["title"],
        snapshot=document["snapshot"],
        code_version=document["code_version"],
        version=document["statement_version"],
        due=date.fromisoformat(document["due"]),
        goals=_each(_goal, document["goals"]),
        spread=_each(_spread, document["spread"]),
        spread_excluded=tuple(
            (_text(item["reason"]), item["count"]) for item in document["spread_excluded"]
        ),
        volumes=_each(_volume, document["volumes"]),
        activity_shares=_each(_beside, document["activity_shares"]),
        files=_each(_file, document["files"]),
        cut_off=_maybe(date.fromisoformat, document["cut_off"]),
        demo=document["demo"],
    )


def _goal(item: Json) -> Goal:
    return Goal(item["id"], _text(item["title"]), _each(_line, item["lines"]), item["local"])


def _line(item: Json) -> Line:
    return Line(
        id=item["id"],
        title=_text(item["title"]),
        source=_source(item["source"]),
        computed_by=_text(item["computed_by"]),
        definition=_maybe(_definition, item["definition"]),
        measurements=_each(_measurement, item["measurements"]),
        agreement=_each(_judgement, item["agreement"]),
        contract=_each(_judgement, item["contract"]),
        received=_each(_received, item["received"]),
        assessment=_maybe(_assessment, item["assessment"]),
        findings=_each(_text, item["findings"]),
    )


def _measurement(item: Json) -> Measurement:
    return Measurement(
        value=_maybe(_number, item["value"]),
        segment=item["segment"],
        measure=item["measure"],
        base=_maybe(_number, item["base"]),
        interval=_maybe(_interval, item["interval"]),
        previous=_maybe(_number, item["previous"]),
        beside=_each(_beside, item["beside"]),
        absent=_maybe(_text, item["absent"]),
        too_few=item["too_few"],
    )


def _judgement(item: Json) -> Judgement:
    return Judgement(
        verdict=Verdict(item["verdict"]),
        source=_source(item["source"]),
        segment=item["segment"],
        requirement=_maybe(_number, item["requirement"]),
        operator=item["operator"],
        reason=_maybe(_text, item["reason"]),
        our_reading=item["our_reading"],
        measure=item["measure"],
    )


def _received(item: Json) -> Received:
    return Received(
        value=_number(item["value"]),
        people=item["n"],
        stated_on=date.fromisoformat(item["date"]),
        document=item["document"],
        authority=item["authority"],
        segment=item["segment"],
        measure=item["measure"],
    )


def _assessment(item: Json) -> Assessment:
    return Assessment(
        status=_text(item["status"]),
        text=item["text"],
        author=item["author"],
        assessed_on=date.fromisoformat(item["date"]),
        evidence=item["evidence"],
        activities=_each(_activity, item["activities"]),
        completion_rule=item["completion_rule"],
    )


def _activity(item: Json) -> Activity:
    day = date.fromisoformat(item["date"])
    return Activity(item["title"], _text(item["status"]), item["text"], item["author"], day)


def _definition(item: Json) -> DefinitionInWords:
    return DefinitionInWords(
        population=_text(item["population"]),
        numerator=_text(item["numerator"]),
        denominator=_text(item["denominator"]),
        exclusions=_text(item["exclusions"]),
        too_few=_text(item["too_few"]),
        source=_source(item["source"]),
        our_reading=_maybe(_text, item["our_reading"]),
    )


def _spread(item: Json) -> SpreadRow:
    return SpreadRow(
        municipality=item["municipality"],
        area_class=_text(item["area_class"]),
        guidance=_number(item["guidance"]),
        population=_number(item["population"]),
        share_of_guidance=_number(item["share_of_guidance"]),
        share_of_population=_number(item["share_of_population"]),
        relative=_number(item["relative"]),
        points=_number(item["points"]),
        outcome=_maybe(Outcome, item["outcome"]),
        is_total=item["is_total"],
    )


def _volume(item: Json) -> VolumeRow:
    return VolumeRow(
        label=_text(item["label"]),
        engagements=_maybe(_number, item["engagements"]),
        companies=_maybe(_number, item["companies"]),
        previous_companies=_maybe(_number, item["previous_companies"]),
    )


def _beside(item: Json) -> Beside:
    return Beside(_text(item["label"]), figure_from_json(item["figure"]))


def _file(item: Json) -> FileUsed:
    return FileUsed(_text(item["role"]), item["name"], item["sha256"], item["rows"])


def _number(item: Json) -> Any:
    """A figure, a count or a given number, as ``number_to_json`` wrote it."""
    if "derivation" in item:
        return figure_from_json(dict(item))
    name, value, unit = _text(item["name"]), from_canonical(item["value"]), UNITS[item["unit"]]
    source = _source(item["source"])
    if "query" not in item:
        return Given(name, value, unit, source)
    return Count(
        name, value, unit, _text(item["rule"]), source, item["query"], (), item["snapshot"]
    )


def _interval(item: Json) -> Interval:
    low, high = from_canonical(item["low"]), from_canonical(item["high"])
    return Interval(low, high, _text(item["method"]))


def _source(item: Json) -> Source:
    return Source(item["document"], item["clause"])


def _text(item: Json) -> Text:
    return Text(da=item["da"], en=item["en"])


def _each(make: Callable[[Any], Made], items: Any) -> tuple[Made, ...]:
    return tuple(make(item) for item in items)


def _maybe(make: Callable[[Any], Made], item: Any) -> Made | None:
    return None if item is None else make(item)
