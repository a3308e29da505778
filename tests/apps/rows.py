"""Files of made-up rows, and what the store holds of them."""

import hashlib
from datetime import UTC, datetime

from samvirke.apps.imports.domain import ImportFile, commit, preview
from samvirke.apps.imports.models import Confirmation, Import, row_models
from samvirke.figures import Text
from samvirke.records.imports import ImportKind, Parsed, RowProblem, load_layouts
from samvirke.records.schemas import (
    ADVISER_MEETINGS,
    AWARENESS,
    EVALUATIONS,
    PARTICIPATIONS,
    TABLES,
)
from samvirke.records.schemas import REGISTERED_ENGAGEMENTS as ENGAGEMENTS

HUB = "nordjylland"
NOW = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)
KIND_OF = {
    ENGAGEMENTS: ImportKind.REGISTRATIONS,
    PARTICIPATIONS: ImportKind.REGISTRATIONS,
    ADVISER_MEETINGS: ImportKind.REGISTRATIONS,
    EVALUATIONS: ImportKind.EVALUATIONS,
    AWARENESS: ImportKind.AWARENESS,
}
_CELLS = {
    ENGAGEMENTS: {
        "company": 99999993,
        "type": "growth",
        "form": "individual",
        "started": 20210315,
        "minutes": 90,
    },
    PARTICIPATIONS: {"company": 99999993, "day": 20210316},
    ADVISER_MEETINGS: {"company": 99999993, "day": 20210317},
    EVALUATIONS: {"answered": 20210901120000, "satisfaction": "satisfied"},
    AWARENESS: {"survey_year": 2021, "knows_hub": "yes"},
}


def row(schema, *, hub=HUB, **cells):
    """A row of ``schema`` with made-up cells where none are given."""
    given = {"hub": hub, **_CELLS[schema], **cells}
    return schema, tuple(given.pop(name, None) for name in schema.column_names), given


def engagement(name, **cells):
    return row(ENGAGEMENTS, engagement=name, **cells)


def participation(name, **cells):
    return row(PARTICIPATIONS, participation=name, **cells)


def meeting(adviser, **cells):
    return row(ADVISER_MEETINGS, adviser=adviser, **cells)


def evaluation(name, of, **cells):
    return row(EVALUATIONS, answer=name, engagement=of, **cells)


def answer(respondent, **cells):
    return row(AWARENESS, respondent=respondent, **cells)


def file_of(*rows, kind=None, hub=HUB, name="fil.csv", full_year=None, problems=()):
    """A file of rows made above, from row 2 on, and of ``problems``."""
    assert [unknown for _, _, unknown in rows if unknown] == []
    items = [
        Parsed(number, schema.name, values) for number, (schema, values, _) in enumerate(rows, 2)
    ]
    content = repr((items, full_year)).encode()
    kind = kind or KIND_OF[rows[0][0]]
    return ImportFile(
        kind=kind,
        hub=hub,
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        rows=[*items, *problems],
        heading_of=load_layouts().of(kind).heading_of,
        full_year=full_year,
    )


def some_file(count, *, minutes):
    """A full year of engagements F0, F1 … and as many participations."""
    names = [f"F{number}" for number in range(count)]
    return file_of(
        *(engagement(name, minutes=minutes) for name in names),
        *(participation(name, activity=str(minutes)) for name in names),
        full_year=2021,
    )


class Told:
    """What a verb tells on the way."""

    def __init__(self):
        self.problems = []
        self.steps = []

    def __call__(self, step, count):
        self.steps.append((step, count))


def look(*rows, **options):
    """The preview of a file, and the problems that it told."""
    told = Told()
    return preview(file_of(*rows, **options), on_problem=told.problems.append, progress=told), told


def take(*rows, actor="Demo Controller", at=NOW, **options):
    """Commits a file."""
    return take_file(file_of(*rows, **options), actor=actor, at=at)


def take_file(file, *, actor="Demo Controller", at=NOW, progress=None):
    told = Told()
    return commit(
        file,
        actor=actor,
        at=at,
        on_problem=told.problems.append,
        progress=progress or told,
    )


def current():
    """All current rows of the store by table and key."""
    return {
        model.schema.name: {
            tuple(
                values[model.schema.column_names.index(name)] for name in model.schema.key
            ): values
            for values in model.objects.filter(current=True).values_list(*model.schema.column_names)
        }
        for model in row_models(TABLES)
    }


def everything():
    """All versions there are, with their imports: the whole content of the store."""
    return {
        model.schema.name: sorted(model.objects.values_list(), key=lambda values: values[0])
        for model in row_models(TABLES)
    }


def problem(number):
    words = Text(da="Forkert.", en="Wrong.")
    return RowProblem(number, "CVR-nr.", words, words, "1")


def emptied():
    """Empties the store within a test; numbers go on."""
    for model in (*row_models(TABLES), Confirmation, Import):
        model.objects.all().delete()
