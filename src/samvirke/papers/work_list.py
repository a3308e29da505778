"""A hub's work list as tables: the same cells on the terminal, on the page, as CSV and XLSX."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from samvirke.figures import Language, Text, format_date, format_number
from samvirke.papers.spreadsheet import Spreadsheet
from samvirke.records.imports import harmless
from samvirke.schemes.work_list import Section, Task, WorkList

TITLE = Text(da="Arbejdsliste", en="Work list")
TO_DO = Text(da="Gør sådan", en="What to do")
NOT_REQUIRED = Text(da="ikke krævet", en="not required")
NO_RULE = Text(
    da="{agreement} har ingen regel om det, så der er ikke ledt.",
    en="{agreement} has no rule on this, so nothing was looked for.",
)
_COMPANY = Text(da="CVR-nr.", en="CVR number")
_ENGAGEMENT = Text(da="Forløb", en="Engagement")
_ENGAGEMENTS = Text(da="Forløb", en="Engagements")
_STARTED = Text(da="Begyndt", en="Started")
_THROUGH = Text(da="Perioden slutter", en="Period ends")
_HOURS = Text(da="Timer", en="Hours")
_MISSING = Text(da="Mangler", en="Missing")
_WHAT = Text(da="Hvad", en="What")
_DAY = Text(da="Begyndt, eller perioden slutter", en="Started, or period ends")
_CELLS = {
    "production_unit": Text(da="P-nummer", en="P-number"),
    "segment": Text(da="kundesegment", en="segment"),
    "service": Text(da="ydelse", en="service"),
    "theme": Text(da="tema", en="theme"),
}
# A sheet's name has at most 31 letters.
_SHEETS = {
    "not_evaluated": Text(da="Uden brugerevaluering", en="Without user evaluation"),
    "incomplete": Text(da="Mangler oplysninger", en="Lack information"),
    "much_guided": Text(da="Mange timers vejledning", en="Many hours of guidance"),
}


def headings(section: Section, language: Language) -> list[str]:
    """The headings of a section's tasks."""
    much = section.kind == "much_guided"
    found = [
        _COMPANY if much else _ENGAGEMENT,
        _THROUGH if much else _STARTED,
        _HOURS,
        _ENGAGEMENTS if much else _COMPANY,
    ]
    if section.kind == "incomplete":
        found.append(_MISSING)
    return [heading.in_language(language) for heading in found]


def cells(task: Task, section: Section, language: Language) -> list[str]:
    """A task under its section's headings."""
    names = ", ".join(task.engagements)
    day = format_date(task.day, language)
    if section.kind == "much_guided":
        return [str(task.company), day, hours(task, language), names]
    row = [names, day, hours(task, language), str(task.company)]
    if section.kind == "incomplete":
        row.append(missing(task, language))
    return row


def hours(task: Task, language: Language) -> str:
    """Hours and minutes, which are exact where a decimal number is not."""
    if task.minutes is None:
        return "?"
    whole, minutes = divmod(task.minutes, 60)
    return f"{format_number(Fraction(whole), language)}:{minutes:02d}"


def missing(task: Task, language: Language) -> str:
    """What an engagement lacks."""
    return ", ".join(_CELLS[cell].in_language(language) for cell in task.missing)


def work_list_csv(found: WorkList, language: Language) -> bytes:
    """All tasks in one table, for a Danish spreadsheet: UTF-8 with a mark, semicolons."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(
        heading.in_language(language)
        for heading in (_WHAT, _COMPANY, _ENGAGEMENTS, _DAY, _HOURS, _MISSING, TO_DO)
    )
    for section, task in _tasks(found):
        row = (
            section.title.in_language(language),
            str(task.company),
            ", ".join(task.engagements),
            format_date(task.day, language),
            hours(task, language),
            missing(task, language),
            section.to_do.in_language(language),
        )
        writer.writerow(map(harmless, row))
    return target.getvalue().encode("utf-8-sig")


def work_list_xlsx(found: WorkList, language: Language, *, mark: str = "") -> bytes:
    """A sheet for each kind of task that the agreement asks for."""
    head = f"{TITLE.in_language(language)} {found.year}, {found.hub.name}"
    book = Spreadsheet(head, head=head, mark=mark, author=found.hub.name, language=language)
    for section in found.sections:
        if section.rule is not None:
            rows = [cells(task, section, language) for task in section.tasks]
            book.add(_SHEETS[section.kind].in_language(language), headings(section, language), rows)
    return book.to_bytes()


def _tasks(found: WorkList) -> Iterator[tuple[Section, Task]]:
    for section in found.sections:
        for task in section.tasks:
            yield section, task
