"""The work list over the rows that hold now, and which part of it a reader asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from samvirke.apps.guidance.models import Engagement
from samvirke.apps.guidance.pages import address_of
from samvirke.apps.imports.domain import CurrentRows
from samvirke.apps.languages import page_language
from samvirke.figures import Text
from samvirke.papers.work_list import NO_RULE, cells, headings
from samvirke.schemes.work_list import Section, Task, WorkList, work_list

OFFICES = {
    "head_office": Text(da="Hovedkontor", en="Head office"),
    "branch": Text(da="Filial", en="Branch"),
}
_NO_OFFICE = "none"
_NOT_SAID = Text(da="Intet kontor angivet", en="No office given")
_CHOICES = {**OFFICES, _NO_OFFICE: _NOT_SAID}


def current_work_list(hub: str, year: int, *, office: str = "") -> WorkList:
    """The hub's work list today; with an ``office`` only tasks with an engagement there.

    Raises ``InputError`` for a year without an agreement.
    """
    found = work_list(CurrentRows(), hub=hub, year=year)
    if office not in _CHOICES:
        return found
    there = _engagements_at(hub, office)
    sections = tuple(
        replace(
            section,
            tasks=tuple(task for task in section.tasks if not there.isdisjoint(task.engagements)),
        )
        for section in found.sections
    )
    return replace(found, sections=sections)


def _engagements_at(hub: str, office: str) -> set[str]:
    wanted = None if office == _NO_OFFICE else office
    held = Engagement.objects.filter(current=True, hub=hub, office=wanted)
    return set(held.values_list("engagement", flat=True))


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of task, how many there are, and where they are shown."""

    title: Text
    count: int
    query: str
    here: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task's cells under their headings, and the pages of its engagements."""

    cells: Sequence[tuple[str, str]]
    engagements: Sequence[tuple[str, str]]
    at: int


@dataclass(frozen=True, slots=True)
class WorkListPage:
    """One kind of task of the list."""

    found: WorkList
    section: Section
    tabs: Sequence[Tab]
    headings: Sequence[str]
    no_rule: str
    offices: Sequence[tuple[str, Text]]
    office: str
    files: Sequence[tuple[str, str]]


def work_list_page(found: WorkList, *, kind: str, office: str) -> WorkListPage:
    """The page of one kind of task; of the first required one where ``kind`` is none."""
    required = (item for item in found.sections if item.rule is not None)
    chosen = next((item for item in found.sections if item.kind == kind), None) or next(required)
    language = page_language()

    def query(section: Section) -> str:
        return _query(aar=str(found.year), slags=section.kind, kontor=office)

    return WorkListPage(
        found,
        chosen,
        [
            Tab(section.title, len(section.tasks), query(section), section is chosen)
            for section in found.sections
        ],
        headings(chosen, language),
        NO_RULE.in_language(language).format(agreement=found.agreement),
        list(_CHOICES.items()),
        office,
        [(name.upper(), f"{_file(found.year, name)}?{_query(kontor=office)}") for name in FILES],
    )


def task_rows(section: Section, tasks: Sequence[Task], hub: str) -> list[TaskRow]:
    """The lines for ``tasks``; ``at`` is the place of the cell with the engagements."""
    at, language = 3 if section.kind == "much_guided" else 0, page_language()
    named = headings(section, language)
    return [
        TaskRow(
            list(zip(named, cells(task, section, language), strict=True)),
            [(name, address_of(hub, name)) for name in task.engagements],
            at,
        )
        for task in tasks
    ]


FILES = ("csv", "xlsx")


def _file(year: int, kind: str) -> str:
    url: str = reverse("guidance:work_list_file", kwargs={"year": year, "kind": kind})
    return url


def _query(**told: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in told.items() if value})
    encoded: str = query.urlencode()
    return encoded
