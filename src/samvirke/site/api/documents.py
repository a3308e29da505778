"""The shapes of the API's answers; the OpenAPI document is made of them."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

Words = Annotated[str, Field(description="Danish words")]
EnglishWords = Annotated[str, Field(description="The same in English")]
Document = Annotated[
    dict[str, Any], Field(description="JSON with a schema and a version of its own")
]


class Error(Schema):
    """Why there is no answer."""

    da: Words
    en: EnglishWords


class AgreementItem(Schema):
    """A framework agreement and when it holds: from the first day to the day after the last."""

    id: str
    title: str
    valid_from: date
    valid_to: date | None
    url: str


class Requirement(Schema):
    """What a measure point requires in a year; ``level`` is an exact decimal or a fraction."""

    measure_point: str
    goal: str
    title_da: Words
    title_en: EnglishWords
    years: list[int]
    operator: str
    level: str | None
    unit: str | None
    clause: str


class Agreement(AgreementItem):
    """A framework agreement with its thresholds as a timeline."""

    parties: list[str]
    requirements: list[Requirement]


class Hub(Schema):
    """A business hub of today."""

    id: str
    name: str
    statements: str


class StatementItem(Schema):
    """A results statement that may be seen. ``edition`` is ``whole`` or ``public``."""

    hub: str
    year: int
    version: int
    cut_off: date | None
    state: str
    edition: str
    due: date
    demo: bool
    content_sha256: str
    snapshot_sha256: str
    url: str


class ContractItem(Schema):
    """A performance contract; the newest version of its hub and year that the reader may see."""

    hub: str
    year: int
    version: int
    title: str
    sha256: str
    state: str
    url: str
    check: str
