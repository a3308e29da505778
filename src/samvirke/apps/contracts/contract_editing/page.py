"""What the form of a contract shows: fields, errors, findings, the agreement beside each row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from samvirke.agreements.contract_document import Document, comments_in
from samvirke.apps.contracts.contract_editing.actions import is_too_large
from samvirke.apps.contracts.contract_editing.beside import (
    Beside,
    Choices,
    FindingShown,
    choices_of,
    finding_shown,
    requirements_of,
)
from samvirke.apps.contracts.contract_editing.checking import Looked, check_of_base
from samvirke.apps.contracts.contract_editing.draft import (
    Draft,
    GoalDraft,
    Row,
    Typed,
    held_goal,
    held_row,
    not_shown,
)
from samvirke.apps.contracts.contract_editing.fields import GOAL, HEAD, ROW, UNITS_OFFERED
from samvirke.apps.contracts.contract_editing.kinds import Field
from samvirke.apps.languages import in_page_language, page_language
from samvirke.figures import Text, format_date
from samvirke.schemes.contract_check import ContractCheck, Grade
from samvirke.schemes.contract_check.placing import Spot, spots_of

_GOAL = Text(da="Mål {number}", en="Goal {number}")
_GOAL_AT = Text(da="Kontraktens {place}. mål", en="Goal no. {place} of the contract")
_ROW = Text(da="{goal}, krav {id}", en="{goal}, requirement {id}")
_WHOLE = Text(da="Kontrakten", en="The contract")


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field with its words, what stands in it, and what is wrong with it."""

    name: str
    label: str
    hint: str
    kind: str
    value: str
    error: str
    choices: Choices
    focus: bool

    @property
    def described(self) -> str:
        """The ids of hint and error, for those who hear the page."""
        told = (("hint", self.hint), ("error", self.error))
        return " ".join(f"c-{self.name}-{part}" for part, words in told if words)


@dataclass(frozen=True, slots=True)
class RowShown:
    """A threshold: its fields, what the agreement requires, what the check found."""

    name: str
    at: str
    heading: str
    fields: Sequence[FieldShown]
    more: Sequence[FieldShown]
    opened: bool
    beside: Beside | None
    findings: Sequence[FindingShown]
    error: str
    number: int


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with its rows."""

    name: str
    at: str
    kind: str
    heading: str
    fields: Sequence[FieldShown]
    more: Sequence[FieldShown]
    opened: bool
    rows: Sequence[RowShown]
    findings: Sequence[FindingShown]
    error: str
    number: int
    focus: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error in the summary, with where it leads and what it is about; no place for the whole."""

    place: str
    about: str
    what: str


@dataclass(frozen=True, slots=True)
class EditorPage:
    """The form as a page."""

    head: Sequence[FieldShown]
    national: Sequence[GoalShown]
    local: Sequence[GoalShown]
    mistakes: Sequence[Mistake]
    findings: Sequence[FindingShown]
    counts: Sequence[tuple[Text, int]]
    checked: bool
    agreement: str
    period: str
    left_alone: Sequence[tuple[str, str]]
    comments: Sequence[str]
    focus: str
    too_large: bool
    units: Sequence[str]


@dataclass(slots=True)
class _Maker:
    draft: Draft
    looked: Looked
    check: ContractCheck | None
    show_findings: bool
    focus: str
    errors: dict[str, Text] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    findings: dict[Spot, list[FindingShown]] = field(default_factory=dict)
    general: list[FindingShown] = field(default_factory=list)
    beside: dict[Spot, Beside] = field(default_factory=dict)


def editor_page(draft: Draft, looked: Looked, *, tell: bool, focus: str = "") -> EditorPage:
    """The form with, where ``tell``, its errors and what the contract check found."""
    known = looked.check or check_of_base(draft)
    maker = _Maker(draft, looked, known, tell, focus)
    if tell:
        maker.errors = dict(looked.errors)
        if not looked.errors and looked.check is not None:
            _place_findings(maker, looked.check)
    if known is not None:
        maker.beside = requirements_of(draft, known, reads_words=looked.check is not None)
    head = _fields(maker, HEAD, draft.base, draft.typed, "", in_page_language(_WHOLE))
    goals = [_goal(maker, at, goal) for at, goal in enumerate(draft.goals)]
    checked = tell and not looked.errors and looked.check is not None
    return EditorPage(
        head=head,
        national=[goal for goal in goals if goal.kind == "national"],
        local=[goal for goal in goals if goal.kind == "local"],
        mistakes=[*_about_the_whole(maker), *maker.mistakes],
        findings=maker.general,
        counts=_counts(looked.check) if checked and looked.check else (),
        checked=checked,
        agreement=known.agreement.title if known else "",
        period=_period(known),
        left_alone=_left_alone(draft),
        comments=comments_in(draft.base),
        focus=focus,
        too_large=is_too_large(draft),
        units=[in_page_language(unit.many) for unit in UNITS_OFFERED],
    )


def _place_findings(maker: _Maker, check: ContractCheck) -> None:
    for found in check.findings:
        spots = spots_of(found, check.contract)
        shown = finding_shown(found, goal=spots[0][0] if spots else None)
        for spot in spots:
            maker.findings.setdefault(spot, []).append(shown)
        if not spots:
            maker.general.append(shown)


def _counts(check: ContractCheck) -> Sequence[tuple[Text, int]]:
    return [(grade.plural, check.count(grade)) for grade in Grade]


def _about_the_whole(maker: _Maker) -> list[Mistake]:
    told = [maker.errors[""]] if "" in maker.errors else []
    return [Mistake("", in_page_language(_WHOLE), in_page_language(what)) for what in told]


def _fields(
    maker: _Maker,
    fields: Sequence[Field],
    held: Document,
    typed: Typed,
    start: str,
    about: str,
    *,
    more: bool = False,
) -> list[FieldShown]:
    """Those of ``fields`` that are, or are not, folded away and can show what the file holds."""
    shown: list[FieldShown] = []
    for item in fields:
        if item.more is not more or item.shown(held) is None:
            continue
        name = f"{start}{item.name}"
        label = in_page_language(item.label)
        error = _error(maker, name, f"{about}: {label}")
        value = typed.get(item.name, "")
        choices = choices_of(item.name, value, maker.check) if item.kind == "choice" else ()
        hint = in_page_language(item.hint) if item.hint else ""
        focus = name == maker.focus
        shown.append(FieldShown(name, label, hint, item.kind, value, error, choices, focus))
    return shown


def _error(maker: _Maker, name: str, about: str) -> str:
    if name not in maker.errors:
        return ""
    what = in_page_language(maker.errors[name])
    maker.mistakes.append(Mistake(name, about, what))
    return what


def _goal(maker: _Maker, at: int, goal: GoalDraft) -> GoalShown:
    held, name = held_goal(maker.draft, goal), f"g{at}"
    about = _name_of(at, goal.typed.get("number", "").strip())
    own = [item for item in GOAL if goal.national or item.name != "framework_ref"]
    error = _error(maker, name, about)
    fields = _fields(maker, own, held, goal.typed, f"{name}-", about)
    more = _fields(maker, own, held, goal.typed, f"{name}-", about, more=True)
    title = goal.typed.get("title", "").strip()
    return GoalShown(
        name=name,
        at=goal.at,
        kind="national" if goal.national else "local",
        heading=f"{about}: {title}" if title else about,
        fields=fields,
        more=more,
        opened=any(item.error for item in more),
        rows=[_row(maker, at, n, row, held, about) for n, row in enumerate(goal.rows)],
        findings=maker.findings.get((at, None), ()),
        error=error,
        number=at,
        focus=name == maker.focus,
    )


def _name_of(at: int, number: str) -> str:
    """What a goal is called: by its number, or by its place where what is typed is no number."""
    if number.isdigit():
        return in_page_language(_GOAL).format(number=number)
    return in_page_language(_GOAL_AT).format(place=at + 1)


def _row(maker: _Maker, goal: int, at: int, row: Row, held: Document, of: str) -> RowShown:
    own, name = held_row(held, row), f"g{goal}-t{at}"
    about = in_page_language(_ROW).format(goal=of, id=row.typed.get("id", "")).strip()
    error = _error(maker, name, about)
    fields = _fields(maker, ROW, own, row.typed, f"{name}-", about)
    more = _fields(maker, ROW, own, row.typed, f"{name}-", about, more=True)
    return RowShown(
        name=name,
        at=row.at,
        heading=about,
        fields=fields,
        more=more,
        opened=any(item.error for item in more),
        beside=maker.beside.get((goal, at)),
        findings=maker.findings.get((goal, at), ()),
        error=error,
        number=at,
    )


def _period(check: ContractCheck | None) -> str:
    """The hub and the days on which the contract holds within its year."""
    if check is None:
        return ""
    start, language = check.contract.in_force, page_language()
    end = start.replace(month=12, day=31)
    days = f"{format_date(start, language)} – {format_date(end, language)}"
    return f"{check.contract.hub_name} · {check.contract.contract_year} · {days}"


def _left_alone(draft: Draft) -> list[tuple[str, str]]:
    """Each field that the form does not show, and where it stands."""
    goal = in_page_language(Text(da="mål", en="goal"))
    return [
        (name, ", ".join(f"{goal} {place}" for place in places if place))
        for name, places in not_shown(draft).items()
    ]
