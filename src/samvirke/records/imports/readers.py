"""Which reader a column's cells get, by what the record holds there."""

from collections.abc import Callable

from samvirke.records.imports.amounts import hours_reader, minutes_reader, weight_reader
from samvirke.records.imports.cells import (
    Read,
    code_reader,
    hub_reader,
    municipality_reader,
    read_company,
    read_production_unit,
    read_text,
)
from samvirke.records.imports.dates import read_day, read_moment, year_reader
from samvirke.records.imports.known import Known
from samvirke.records.imports.layout import HOURS, SCHEMAS, LayoutColumn, load_layouts
from samvirke.records.schemas import Kind

_READERS: dict[Kind, Read] = {
    Kind.TEXT: read_text,
    Kind.DAY: read_day,
    Kind.MOMENT: read_moment,
    Kind.COMPANY: read_company,
    Kind.PRODUCTION_UNIT: read_production_unit,
}


def reader_of(
    table: str, column: LayoutColumn, *, known: Known, hub: str | None, decimal_point: bool
) -> Read:
    """The reader of a column's cells in rows of ``table``."""
    name = column.takes[table]
    special: dict[str, Callable[[], Read]] = {
        "hub": lambda: hub_reader(known.hubs, hub),
        "survey_year": lambda: year_reader(known.years),
        "minutes": lambda: minutes_reader(decimal_point=decimal_point),
        HOURS: lambda: hours_reader(decimal_point=decimal_point),
    }
    if name in special:
        return special[name]()
    kind = SCHEMAS[table].column(name).kind
    if kind is Kind.CODE:
        answers = load_layouts().answers_of(column.answers or "")
        return code_reader(answers.accepted(), answers.printed)
    if kind is Kind.MUNICIPALITY:
        return municipality_reader(known.municipalities)
    if kind is Kind.MILLIONTHS:
        return weight_reader(decimal_point=decimal_point)
    return _READERS[kind]
