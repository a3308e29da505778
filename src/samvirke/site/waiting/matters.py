"""Which matter waits for which role, and how it is told: of what was found, without a database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from samvirke.apps.accounts.domain import Role
from samvirke.figures import Text, format_date
from samvirke.schemes.results_statement import Step


class Matter(Enum):
    """A kind of thing that can wait, in the order in which the start page tells them."""

    UPLOADS = "uploads"
    TASKS = "tasks"
    UNMADE = "unmade"
    DRAFTS = "drafts"
    STEPS = "steps"
    CONFIRMATIONS = "confirmations"
    CONTRACTS = "contracts"
    NATIONAL = "national"
    INVITATIONS = "invitations"
    LETTERS = "letters"
    NEWEST = "newest"

    @property
    def confirmed(self) -> bool:
        """Whether it is told only to who passed a second factor: all but what is published."""
        return self is not Matter.NEWEST


# Who of these may take which step with a statement, and save or confirm a contract, the
# permissions say.
WAITS_FOR: dict[Matter, frozenset[Role]] = {
    Matter.UPLOADS: frozenset({Role.CONTROLLER}),
    Matter.TASKS: frozenset({Role.CONTROLLER}),
    Matter.UNMADE: frozenset({Role.CONTROLLER}),
    Matter.DRAFTS: frozenset({Role.CONTROLLER}),
    Matter.STEPS: frozenset({Role.HUB_DIRECTOR, Role.HUB_BOARD, Role.KKR_SECRETARY}),
    Matter.CONFIRMATIONS: frozenset({Role.HUB_DIRECTOR, Role.KKR_SECRETARY}),
    Matter.CONTRACTS: frozenset({Role.HUB_DIRECTOR, Role.KKR_SECRETARY}),
    Matter.NATIONAL: frozenset({Role.ANALYST}),
    Matter.INVITATIONS: frozenset({Role.ADMINISTRATOR}),
    Matter.LETTERS: frozenset({Role.ADMINISTRATOR}),
    Matter.NEWEST: frozenset({Role.BUSINESS_OFFICE, Role.MUNICIPAL_FINANCE, Role.KKR_MEMBER}),
}


def matters_for(role: Role, *, strong: bool) -> tuple[Matter, ...]:
    """The matters that wait for ``role`` and may be told; ``strong``: passed a second factor."""
    own = (matter for matter in Matter if role in WAITS_FOR[matter])
    return tuple(matter for matter in own if strong or not matter.confirmed)


def hides_some(role: Role, *, strong: bool) -> bool:
    """Whether a second factor would show more."""
    return matters_for(role, strong=strong) != matters_for(role, strong=True)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: the words of its link, how many, and the day that matters.

    ``count`` is ``None`` for a single thing, ``day`` empty where none matters; ``late`` is whether
    the day was a deadline that has passed.
    """

    words: Text
    url: str
    count: int | None = None
    day: Text | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class HeldStatement:
    """A hub's newest version of a year's statement: how far it is and where its page is.

    ``since`` is the day of its last step, ``next_steps`` those that the reader may take.
    """

    hub_name: str
    year: int
    step: Step
    due: date
    since: date | None
    next_steps: Sequence[Step]
    url: str


# Until it is sent, a statement has a deadline; what comes after waits since the last step.
_BEFORE_SENT = (Step.DRAFT, Step.SIGNED_OFF, Step.BOARD_APPROVED)


def step_waits(held: HeldStatement, *, today: date) -> Waiting | None:
    """The step that the reader is asked to take; ``None`` where they may take none now.

    Nobody can have approved a year before it is over. Where the board may approve what can be
    sent already, whoever may send it is asked to send it: the last of the steps.
    """
    if not held.next_steps or today.year <= held.year:
        return None
    return _about(held, _STEPS[held.next_steps[-1]], today)


def draft_waits(held: HeldStatement, *, today: date) -> Waiting | None:
    """A draft of a year that is over, which its maker sees to until the director signs it off."""
    if held.step is not Step.DRAFT or today.year <= held.year:
        return None
    return _about(held, _DRAFT, today)


def statement_unmade(
    hub_name: str, *, year: int, due: date, url: str, made: Collection[int], today: date
) -> Waiting | None:
    """A year with registrations that is over and of which no statement was ``made``."""
    if year in made or today.year <= year:
        return None
    words = _filled(_UNMADE, hub=hub_name, year=year)
    return Waiting(words, url, day=_deadline(due), late=today > due)


def newest_published(held: HeldStatement) -> Waiting:
    """The newest statement that a hub has published, to be read."""
    words = _filled(_NEWEST, hub=held.hub_name, year=held.year)
    return Waiting(words, held.url, day=_on(_PUBLISHED, held.since))


def tasks_wait(title: Text, *, year: int, count: int, url: str) -> Waiting | None:
    """Tasks of one kind on the work list of a year; ``None`` where there are none."""
    words = Text(da=f"{title.da}, {year}", en=f"{title.en}, {year}")
    return Waiting(words, url, count) if count else None


def uploads_wait(*, count: int, gone_on: date | None, url: str) -> Waiting | None:
    """Files that were brought and not taken in, the first of which goes on a day."""
    return Waiting(_UPLOADS, url, count, _on(_GONE, gone_on)) if count else None


def contract_unconfirmed(title: Text, *, version: int, other: Text | None, url: str) -> Waiting:
    """A version of a contract that the reader's party lacks; ``other``: the party that confirmed.

    ``None`` where neither has.
    """
    words = _filled(_UNCONFIRMED, da=title.da, en=title.en, version=version)
    if other is None:
        return Waiting(words, url)
    return Waiting(words, url, day=_filled(_CONFIRMED_BY, da=other.da, en=other.en))


def contract_errors(title: Text, *, errors: int | None, url: str) -> Waiting | None:
    """Errors that the check finds in a contract; ``errors`` is ``None`` where it cannot be made."""
    if errors is None:
        return Waiting(_filled(_UNCHECKED, da=title.da, en=title.en), url)
    return Waiting(_filled(_ERRORS, da=title.da, en=title.en), url, errors) if errors else None


def national_behind(*, year: int, behind: int, due: date, url: str, today: date) -> Waiting:
    """Hubs' published statements of a year that the newest national statement lacks."""
    words = _filled(_BEHIND, year=year)
    return Waiting(words, url, behind, _deadline(due), late=today > due)


def invitations_wait(*, count: int, last_day: date | None, url: str) -> Waiting | None:
    """Invitations that nobody has accepted yet; the first is good through ``last_day``."""
    return Waiting(_INVITATIONS, url, count, _on(_GOOD, last_day)) if count else None


def letters_wait(*, waiting: int, since: date | None, url: str) -> Waiting | None:
    """Letters that have not gone yet, the oldest made on a day."""
    return Waiting(_LETTERS, url, waiting, _on(_SINCE, since)) if waiting else None


def letters_given_up(*, count: int, url: str) -> Waiting | None:
    """Letters that no attempt is made for any more, and that can be tried again."""
    return Waiting(_GIVEN_UP, url, count) if count else None


def _about(held: HeldStatement, words: Text, today: date) -> Waiting:
    told = _filled(words, hub=held.hub_name, year=held.year)
    if held.step in _BEFORE_SENT:
        return Waiting(told, held.url, day=_deadline(held.due), late=today > held.due)
    return Waiting(told, held.url, day=_on(_SINCE, held.since))


def _filled(words: Text, **values: object) -> Text:
    return Text(da=words.da.format(**values), en=words.en.format(**values))


def _deadline(due: date) -> Text:
    return Text(da=f"Frist {format_date(due, 'da')}", en=f"Due {format_date(due, 'en')}")


def _on(words: Text, day: date | None) -> Text | None:
    if day is None:
        return None
    return Text(
        da=words.da.format(format_date(day, "da")), en=words.en.format(format_date(day, "en"))
    )


_STEPS = {
    Step.SIGNED_OFF: Text(
        da="Godkend udkastet til resultatopgørelse {year}, {hub}",
        en="Sign off the draft of the results statement {year}, {hub}",
    ),
    Step.BOARD_APPROVED: Text(
        da="Bestyrelsen kan godkende resultatopgørelse {year}, {hub}",
        en="The board may approve the results statement {year}, {hub}",
    ),
    Step.SENT: Text(
        da="Send resultatopgørelse {year}, {hub}, til KKR, KL og Erhvervsstyrelsen",
        en="Send the results statement {year}, {hub}, to the KKR, KL and Erhvervsstyrelsen",
    ),
    Step.TAKEN_NOTE_OF: Text(
        da="Modtaget: resultatopgørelse {year}, {hub}, skal tages til efterretning",
        en="Received: the results statement {year}, {hub}, is to be taken note of",
    ),
    Step.PUBLISHED: Text(
        da="Offentliggør resultatopgørelse {year}, {hub}",
        en="Publish the results statement {year}, {hub}",
    ),
}
_DRAFT = Text(
    da="Udkastet til resultatopgørelse {year}, {hub}, mangler direktørens godkendelse",
    en="The draft of the results statement {year}, {hub}, lacks the director’s sign-off",
)
_UNMADE = Text(
    da="Resultatopgørelse {year}, {hub}, er ikke lavet endnu",
    en="The results statement {year}, {hub}, is not made yet",
)
_NEWEST = Text(da="Nyeste opgørelse: {year}, {hub}", en="Newest statement: {year}, {hub}")
_UPLOADS = Text(da="Filer, der venter på at blive læst ind", en="Files that wait to be taken in")
_UNCONFIRMED = Text(da="Bekræft {da}, version {version}", en="Confirm {en}, version {version}")
_CONFIRMED_BY = Text(da="Bekræftet af {da}", en="Confirmed by {en}")
_ERRORS = Text(da="Fejl i {da}", en="Errors in {en}")
_UNCHECKED = Text(
    da="Der er ingen rammeaftale at holde {da} op mod",
    en="There is no framework agreement to hold {en} against",
)
_BEHIND = Text(
    da="Offentliggjorte opgørelser, der mangler i den nationale opgørelse {year}",
    en="Published statements that the national statement {year} lacks",
)
_INVITATIONS = Text(da="Invitationer, der venter på svar", en="Invitations that await an answer")
_GIVEN_UP = Text(da="Breve, der ikke kunne sendes", en="Letters that could not be sent")
_LETTERS = Text(da="Breve, der venter på at blive sendt", en="Letters that wait to be sent")
_SINCE = Text(da="Siden {}", en="Since {}")
_PUBLISHED = Text(da="Offentliggjort {}", en="Published {}")
_GONE = Text(da="Den første fjernes {}", en="The first is removed on {}")
_GOOD = Text(da="Den første gælder til {}", en="The first is good until {}")
