"""A bundle as JSON; ``bundle.schema.json`` beside this file says what it holds."""

from typing import Any

from samvirke.figures import Language
from samvirke.records.archive.bundle import Bundle
from samvirke.records.archive.meeting import Known
from samvirke.records.archive.parts import Annex, Item, Unplaced

SCHEMA = "samvirke.bundle"
VERSION = 1


def bundle_to_json(bundle: Bundle, language: Language = "da") -> dict[str, Any]:
    """The bundle as JSON values, its reasons in ``language``."""
    body, day = bundle.meeting.body, bundle.meeting.day
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "file": bundle.file,
        "sha256": bundle.sha256,
        "pages": bundle.pages,
        "contents_printed": bundle.contents_printed,
        "corrected": bundle.corrected,
        "body": body.value,
        "body_source": _source(body, language),
        "meeting_date": day.value,
        "meeting_month": bundle.meeting.month,
        "date_source": _source(day, language),
        "items": [_item(item) for item in bundle.items],
        "unrecognised": [_unplaced(entry, language) for entry in bundle.unrecognised],
    }


def _source(known: Known, language: Language) -> str | None:
    return None if known.source is None else f"{known.basis}: {known.source.in_language(language)}"


def _item(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "page": item.page,
        "annexes": [_annex(annex) for annex in item.annexes],
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "number": annex.number,
        "title": annex.title,
        "page": annex.page,
        "dates": list(annex.dates),
        "file_numbers": list(annex.file_numbers),
    }


def _unplaced(entry: Unplaced, language: Language) -> dict[str, Any]:
    return {
        "page": entry.page,
        "line": entry.line,
        "text": entry.text,
        "reason": entry.reason.in_language(language),
    }
