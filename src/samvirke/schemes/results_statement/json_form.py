"""A results statement as JSON, with schema and version: the same statement gives the same bytes."""

import json
from typing import Any

from samvirke.figures import (
    Count,
    Figure,
    Given,
    Interval,
    Source,
    Text,
    canonical,
    figure_to_json,
    interval_to_json,
)
from samvirke.indicators import DefinitionInWords
from samvirke.schemes.results_statement.model import (
    Assessment,
    Goal,
    Judgement,
    Line,
    Measurement,
    Received,
    SpreadRow,
    Statement,
    VolumeRow,
)

SCHEMA = "samvirke.results-statement"
VERSION = 1


def statement_to_json(statement: Statement) -> dict[str, Any]:
    """``statement`` as JSON values; every figure carries its whole derivation."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "hub": {"id": statement.hub, "name": statement.hub_name},
        "kkr": statement.kkr_name,
        "year": statement.year,
        "cut_off": None if statement.cut_off is None else statement.cut_off.isoformat(),
        "agreement": {"id": statement.agreement, "title": statement.agreement_title},
        "contract": None
        if statement.contract is None
        else {"id": statement.contract, "title": statement.contract_title},
        "snapshot": statement.snapshot,
        "code_version": statement.code_version,
        "statement_version": statement.version,
        "due": statement.due.isoformat(),
        "demo": statement.demo,
        "goals": [_goal(goal) for goal in statement.goals],
        "spread": [_spread(row) for row in statement.spread],
        "spread_excluded": [
            {"reason": _text(reason), "count": count} for reason, count in statement.spread_excluded
        ],
        "volumes": [_volume(row) for row in statement.volumes],
        "activity_shares": [
            {"label": _text(item.label), "figure": number_to_json(item.figure)}
            for item in statement.activity_shares
        ],
        "files": [
            {"role": _text(item.role), "name": item.name, "sha256": item.sha256, "rows": item.rows}
            for item in statement.files
        ],
    }


def statement_bytes(statement: Statement) -> bytes:
    """The statement's JSON as it is written and fingerprinted."""
    return json_bytes(statement_to_json(statement))


def json_bytes(document: dict[str, Any]) -> bytes:
    """JSON values as bytes: sorted keys, two spaces, UTF-8, a final line break."""
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "id": goal.id,
        "title": _text(goal.title),
        "local": goal.local,
        "lines": [_line(line) for line in goal.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": _text(line.title),
        "source": _source(line.source),
        "computed_by": _text(line.computed_by),
        "definition": None if line.definition is None else _definition(line.definition),
        "measurements": [_measurement(item) for item in line.measurements],
        "agreement": [judgement_to_json(item) for item in line.agreement],
        "contract": [judgement_to_json(item) for item in line.contract],
        "received": [_received(item) for item in line.received],
        "assessment": None if line.assessment is None else _assessment(line.assessment),
        "findings": [_text(item) for item in line.findings],
    }


def _measurement(item: Measurement) -> dict[str, Any]:
    return {
        "segment": item.segment,
        "measure": item.measure,
        "value": number_to_json(item.value),
        "base": number_to_json(item.base),
        "interval": _interval(item.interval),
        "previous": number_to_json(item.previous),
        "beside": [
            {"label": _text(other.label), "figure": number_to_json(other.figure)}
            for other in item.beside
        ],
        "absent": None if item.absent is None else _text(item.absent),
        "too_few": item.too_few,
    }


def judgement_to_json(item: Judgement) -> dict[str, Any]:
    """A verdict with what it rests on."""
    return {
        "verdict": item.verdict.value,
        "segment": item.segment,
        "measure": item.measure,
        "requirement": number_to_json(item.requirement),
        "operator": item.operator,
        "source": _source(item.source),
        "reason": None if item.reason is None else _text(item.reason),
        "our_reading": item.our_reading,
    }


def _received(item: Received) -> dict[str, Any]:
    return {
        "value": number_to_json(item.value),
        "n": item.people,
        "date": item.stated_on.isoformat(),
        "document": item.document,
        "authority": item.authority,
        "segment": item.segment,
        "measure": item.measure,
    }


def _assessment(item: Assessment) -> dict[str, Any]:
    return {
        "status": _text(item.status),
        "text": item.text,
        "author": item.author,
        "date": item.assessed_on.isoformat(),
        "evidence": item.evidence,
        "completion_rule": item.completion_rule,
        "activities": [
            {
                "title": activity.title,
                "status": _text(activity.status),
                "text": activity.text,
                "author": activity.author,
                "date": activity.assessed_on.isoformat(),
            }
            for activity in item.activities
        ],
    }


def _definition(item: DefinitionInWords) -> dict[str, Any]:
    return {
        "population": _text(item.population),
        "numerator": _text(item.numerator),
        "denominator": _text(item.denominator),
        "exclusions": _text(item.exclusions),
        "too_few": _text(item.too_few),
        "our_reading": None if item.our_reading is None else _text(item.our_reading),
        "source": _source(item.source),
    }


def _spread(row: SpreadRow) -> dict[str, Any]:
    return {
        "municipality": row.municipality,
        "area_class": _text(row.area_class),
        "guidance": number_to_json(row.guidance),
        "population": number_to_json(row.population),
        "share_of_guidance": number_to_json(row.share_of_guidance),
        "share_of_population": number_to_json(row.share_of_population),
        "relative": number_to_json(row.relative),
        "points": number_to_json(row.points),
        "outcome": None if row.outcome is None else row.outcome.value,
        "is_total": row.is_total,
    }


def _volume(row: VolumeRow) -> dict[str, Any]:
    return {
        "label": _text(row.label),
        "engagements": number_to_json(row.engagements),
        "companies": number_to_json(row.companies),
        "previous_companies": number_to_json(row.previous_companies),
    }


def number_to_json(item: Figure | Given | Count | None) -> dict[str, Any] | None:
    """A figure with its derivation, or a leaf with what it needs to be found again."""
    if item is None:
        return None
    if isinstance(item, Figure):
        return figure_to_json(item)
    common = {
        "name": _text(item.name),
        "value": canonical(item.value),
        "unit": item.unit.code,
        "source": _source(item.source),
    }
    if isinstance(item, Given):
        return common
    return {**common, "rule": _text(item.rule), "query": item.query, "snapshot": item.snapshot}


def _interval(item: Interval | None) -> dict[str, Any] | None:
    return None if item is None else interval_to_json(item)


def _source(item: Source) -> dict[str, str]:
    return {"document": item.document, "clause": item.clause}


def _text(item: Text) -> dict[str, str]:
    return {"da": item.da, "en": item.en}
