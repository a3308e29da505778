"""A contract while it is edited: the document it began as, and what stands in the form's fields.

Names in the form: ``title``, ``g0-title`` of the first goal, ``g0-t1-text`` of its second row.
``at`` tells which goal or row of the document one began as; one that was added has none.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from samvirke.agreements.contract_document import Document, is_comment
from samvirke.apps.contracts.contract_editing.fields import (
    GOAL,
    GOAL_ORDER,
    HEAD,
    HEAD_ORDER,
    ROW,
    ROW_ORDER,
)
from samvirke.apps.contracts.contract_editing.kinds import Field, inserted, overlaid, untouched
from samvirke.figures import Text
from samvirke.records.yaml_file import Place
from samvirke.schemes.contract_start import free_id

Typed = dict[str, str]
Errors = dict[str, Text]
MOST_FIELDS = 950  # fewer than Django takes in one form
_NATIONAL, _LOCAL = "national_goals", "local_goals"
_ROWS = "thresholds"
_NUMERIC = (">=", ">", "<=", "<", "=", "increase>=")
_NO_NUMBER = Text(
    da="Skriv det tal, der skal nås, fx 45 eller 45,5.",
    en="Write the number to be reached, for example 45 or 45,5.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A threshold of a goal."""

    at: str
    typed: Typed


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal with its rows."""

    national: bool
    at: str
    typed: Typed
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """The list of the file that the goal stands in."""
        return _NATIONAL if self.national else _LOCAL


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract while it is edited."""

    base: Document
    typed: Typed
    goals: tuple[GoalDraft, ...]

    @property
    def field_count(self) -> int:
        """How many fields the form has, hidden ones too."""
        rows = sum(len(goal.rows) for goal in self.goals)
        size = (len(HEAD), len(GOAL), len(ROW))
        return 8 + size[0] + len(self.goals) * (size[1] + 2) + rows * (size[2] + 1)


def draft_of(document: Document) -> Draft:
    """The form of a document in which nothing has been typed yet."""
    goals = tuple(
        GoalDraft(
            key == _NATIONAL,
            str(at),
            _shown(GOAL, goal),
            tuple(Row(str(n), _shown(ROW, row)) for n, row in enumerate(goal.get(_ROWS) or ())),
        )
        for key in (_NATIONAL, _LOCAL)
        for at, goal in enumerate(document.get(key) or ())
    )
    return Draft(document, _shown(HEAD, document), goals)


def draft_posted(base: Document, posted: Mapping[str, str]) -> Draft:
    """The form as it was sent, on the document that it began as."""
    goals: list[GoalDraft] = []
    while f"g{len(goals)}-kind" in posted:
        name = f"g{len(goals)}"
        rows: list[Row] = []
        while f"{name}-t{len(rows)}-at" in posted:
            row = f"{name}-t{len(rows)}"
            rows.append(Row(posted[f"{row}-at"], _typed(ROW, posted, f"{row}-")))
        national = posted[f"{name}-kind"] == "national"
        typed = _typed(GOAL, posted, f"{name}-")
        goals.append(GoalDraft(national, posted.get(f"{name}-at", ""), typed, tuple(rows)))
    return Draft(base, _typed(HEAD, posted, ""), tuple(goals))


def written(draft: Draft) -> tuple[Document, Errors]:
    """The document that the form says, and by name what cannot be used.

    What the form does not show stays as it was.
    """
    errors: Errors = {}
    document, wrong = overlaid(HEAD, draft.base, draft.typed, HEAD_ORDER)
    errors |= wrong
    for key in (_NATIONAL, _LOCAL):
        goals = [_goal(draft, at, errors) for at, goal in enumerate(draft.goals) if goal.key == key]
        document = _with_list(document, key, goals, HEAD_ORDER)
    return document, errors


def name_at(draft: Draft, place: Place) -> str:
    """The name in the form of what stands at a place in the document that it says.

    A goal or a row for what has no field there; nothing for the rest.
    """
    if len(place) < 2 or place[0] not in (_NATIONAL, _LOCAL):
        return str(place[0]) if place and place[0] in _names(HEAD) else ""
    same = [at for at, goal in enumerate(draft.goals) if goal.key == place[0]]
    name = f"g{same[int(place[1])]}"
    rest = place[2:]
    if len(rest) > 1 and rest[0] == _ROWS:
        name, fields, rest = f"{name}-t{rest[1]}", ROW, rest[2:]
    else:
        fields = GOAL
    known = [field.name for field in fields if rest and rest[0] in field.keys]
    return f"{name}-{known[0]}" if known else name


def not_shown(draft: Draft) -> dict[str, list[str]]:
    """The fields of the document that the form leaves alone, each with where it stands."""
    found: dict[str, list[str]] = {}
    others: tuple[str, ...] = (_NATIONAL, _LOCAL, "schema")
    spots = [("", HEAD, draft.base, others)]
    for goal in draft.goals:
        held = held_goal(draft, goal)
        number = goal.typed.get("number", "")
        spots.append((number, GOAL, held, (_ROWS,)))
        for row in goal.rows:
            threshold = held_row(held, row)
            spots.append((f"{number} {row.typed.get('id', '')}", ROW, threshold, ()))
    for place, fields, held, others in spots:
        for key in untouched(fields, held, others):
            if not is_comment(key):
                found.setdefault(key, []).append(place)
    return found


def with_goal(draft: Draft, *, national: bool) -> Draft:
    """The form with one more goal, of the next number."""
    numbers = [goal.typed.get("number", "") for goal in draft.goals]
    number = max((int(told) for told in numbers if re.fullmatch(r"\d{1,9}", told)), default=0) + 1
    added = GoalDraft(national, "", {"number": str(number)}, ())
    last = max((at for at, goal in enumerate(draft.goals) if goal.national), default=-1) + 1
    place = last if national else len(draft.goals)
    return replace(draft, goals=(*draft.goals[:place], added, *draft.goals[place:]))


def without_goal(draft: Draft, goal: int) -> Draft:
    """The form without a goal."""
    return replace(draft, goals=draft.goals[:goal] + draft.goals[goal + 1 :])


def with_row(draft: Draft, goal: int, *rows: Document) -> Draft:
    """The form with ``rows``, or one empty row, at the end of a goal."""

    def add(held: GoalDraft) -> GoalDraft:
        added = rows or ({"id": free_id(ids_of(held))},)
        return replace(held, rows=(*held.rows, *(Row("", _shown(ROW, row)) for row in added)))

    return _in_goal(draft, goal, add)


def without_row(draft: Draft, goal: int, row: int) -> Draft:
    """The form without a row."""
    return _in_goal(
        draft, goal, lambda held: replace(held, rows=held.rows[:row] + held.rows[row + 1 :])
    )


def held_goal(draft: Draft, goal: GoalDraft) -> Document:
    """The goal of the document that a goal began as; nothing for one that was added."""
    return _item(draft.base.get(goal.key), goal.at)


def held_row(goal: Document, row: Row) -> Document:
    """The threshold that a row began as; nothing for one that was added."""
    return _item(goal.get(_ROWS), row.at)


def ids_of(goal: GoalDraft) -> list[str]:
    """The letters of a goal's rows."""
    return [row.typed.get("id", "") for row in goal.rows]


def _in_goal(draft: Draft, goal: int, change: Callable[[GoalDraft], GoalDraft]) -> Draft:
    changed = (change(held) if at == goal else held for at, held in enumerate(draft.goals))
    return replace(draft, goals=tuple(changed))


def _goal(draft: Draft, at: int, errors: Errors) -> Document:
    goal = draft.goals[at]
    held = held_goal(draft, goal)
    document, wrong = overlaid(GOAL, held, goal.typed, GOAL_ORDER)
    errors |= {f"g{at}-{name}": what for name, what in wrong.items()}
    rows: list[Document] = []
    for n, row in enumerate(goal.rows):
        typed = row.typed
        if not typed.get("id", "").strip():
            typed = typed | {"id": free_id([*ids_of(goal), *(item["id"] for item in rows)])}
        made, wrong = overlaid(ROW, held_row(held, row), typed, ROW_ORDER)
        if made.get("operator") in _NUMERIC and not typed.get("value", "x").strip():
            wrong["value"] = _NO_NUMBER
        errors |= {f"g{at}-t{n}-{name}": what for name, what in wrong.items()}
        rows.append(made)
    return _with_list(document, _ROWS, rows, GOAL_ORDER)


def _with_list(
    document: Document, key: str, items: list[Document], order: tuple[str, ...]
) -> Document:
    """``document`` with ``items`` under ``key``; no empty list where there was none."""
    if key in document:
        return document if not items and not document[key] else {**document, key: items}
    return inserted(document, key, items, order) if items else document


def _item(items: list[Document] | None, at: str) -> Document:
    """The item that a goal or row began as; nothing for one that was added."""
    known = re.fullmatch(r"\d{1,4}", at) and int(at) < len(items or ())
    return (items or [])[int(at)] if known else {}


def _shown(fields: tuple[Field, ...], held: Document) -> Typed:
    pairs = ((field.name, field.shown(held)) for field in fields)
    return {name: told for name, told in pairs if told is not None}


def _typed(fields: tuple[Field, ...], posted: Mapping[str, str], start: str) -> Typed:
    names = ((field.name, f"{start}{field.name}") for field in fields)
    # no database takes a zero sign in a text
    return {name: posted[sent].replace("\0", "") for name, sent in names if sent in posted}


def _names(fields: tuple[Field, ...]) -> list[str]:
    return [field.name for field in fields]
