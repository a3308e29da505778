"""A performance contract's way from proposal to in force: both of its parties confirm it.

The contract is negotiated and made between the KKR and the hub and signed by the chairs of both
(agreement 2021-2023, 7; agreement 2024-2027, 8.2); the hub's board is the party on its side and
must approve it (agreement 2021-2023, 6). A version that both have confirmed stands: a change is a
new version, which both confirm anew.

>>> state_of({Party.HUB}, newer_in_force=False).label.da
'Udkast, bekræftet af erhvervshuset'
>>> confirmed(State.HUB_CONFIRMED, Party.KKR).label.da
'Gældende'
"""

from collections.abc import Collection
from datetime import date
from enum import Enum

from samvirke.figures import Text, format_date


class Party(Enum):
    """Who makes the contract."""

    HUB = "hub"
    KKR = "kkr"

    @property
    def label(self) -> Text:
        """The party in words."""
        return _PARTIES[self]

    @property
    def heading(self) -> Text:
        """The party as a line begins."""
        return Text(da=_first_large(self.label.da), en=_first_large(self.label.en))


class State(Enum):
    """How far a version of a contract has come."""

    PROPOSAL = "proposal"
    HUB_CONFIRMED = "hub_confirmed"
    KKR_CONFIRMED = "kkr_confirmed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    LAPSED = "lapsed"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _STATES[self]


MOST_OF_DOCUMENT = 200
"""Characters that the words on a document may have: they name it, on a line of a page."""

# Who may confirm a version in which state, and what it is then.
FOLLOWS: dict[State, dict[Party, State]] = {
    State.PROPOSAL: {Party.HUB: State.HUB_CONFIRMED, Party.KKR: State.KKR_CONFIRMED},
    State.HUB_CONFIRMED: {Party.KKR: State.IN_FORCE},
    State.KKR_CONFIRMED: {Party.HUB: State.IN_FORCE},
    State.IN_FORCE: {},
    State.REPLACED: {},
    State.LAPSED: {},
}
_BY: dict[frozenset[Party], State] = {
    frozenset(): State.PROPOSAL,
    frozenset({Party.HUB}): State.HUB_CONFIRMED,
    frozenset({Party.KKR}): State.KKR_CONFIRMED,
    frozenset(Party): State.IN_FORCE,
}


class ConfirmationRefused(ValueError):
    """A confirmation that may not be given now; ``what`` says why and what may be done instead."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


def _first_large(words: str) -> str:
    return words[0].upper() + words[1:]


def state_of(by: Collection[Party], *, newer_in_force: bool) -> State:
    """The state of a version confirmed ``by`` these; a newer one in force puts it out of force."""
    held = _BY[frozenset(by)]
    if not newer_in_force:
        return held
    return State.REPLACED if held is State.IN_FORCE else State.LAPSED


def confirmed(state: State, party: Party) -> State:
    """What a version in ``state`` is once ``party`` confirms it. Raises ``ConfirmationRefused``."""
    if party in FOLLOWS[state]:
        return FOLLOWS[state][party]
    if state in (State.REPLACED, State.LAPSED):
        raise ConfirmationRefused(_OUTDATED)
    raise ConfirmationRefused(
        Text(
            da=f"Versionen er allerede bekræftet af {party.label.da}. Intet er ændret.",
            en=f"The version is confirmed by {party.label.en} already. Nothing was changed.",
        )
    )


def earliest_day(year: int) -> date:
    """The earliest day on which a contract for ``year`` may be confirmed: a year ahead.

    >>> earliest_day(2023)
    datetime.date(2022, 1, 1)
    """
    return date(year - 1, 1, 1)


def check_told(*, year: int, confirmed_on: date, document: str, today: date) -> None:
    """Raises ``ConfirmationRefused`` for a day or a document that cannot be right.

    ``year`` is the first year of the contract. The day lies neither in the future nor before
    ``earliest_day``, and the document's words are there and not too many.
    """
    if not document.strip():
        raise ConfirmationRefused(_NO_DOCUMENT)
    if len(document.strip()) > MOST_OF_DOCUMENT:
        raise ConfirmationRefused(_LONG_DOCUMENT)
    if confirmed_on < earliest_day(year):
        first = earliest_day(year)
        raise ConfirmationRefused(
            Text(
                da=f"Datoen {format_date(confirmed_on, 'da')} ligger før {format_date(first, 'da')}"
                f", og kontrakten gælder først fra {year}. Skriv den dag, den blev godkendt.",
                en=f"The day {format_date(confirmed_on, 'en')} lies before "
                f"{format_date(first, 'en')}, and the contract is for {year}. Write the day on "
                "which it was approved.",
            )
        )
    if confirmed_on > today:
        raise ConfirmationRefused(
            Text(
                da=f"Datoen {format_date(confirmed_on, 'da')} ligger i fremtiden. Skriv den dag, "
                "kontrakten blev godkendt.",
                en=f"The day {format_date(confirmed_on, 'en')} lies in the future. Write the day "
                "on which the contract was approved.",
            )
        )


_PARTIES = {
    Party.HUB: Text(da="erhvervshuset", en="the business hub"),
    Party.KKR: Text(da="KKR", en="the KKR"),
}
_STATES = {
    State.PROPOSAL: Text(da="Udkast", en="Proposal"),
    State.HUB_CONFIRMED: Text(
        da="Udkast, bekræftet af erhvervshuset", en="Proposal, confirmed by the business hub"
    ),
    State.KKR_CONFIRMED: Text(da="Udkast, bekræftet af KKR", en="Proposal, confirmed by the KKR"),
    State.IN_FORCE: Text(da="Gældende", en="In force"),
    State.REPLACED: Text(da="Afløst", en="Replaced"),
    State.LAPSED: Text(da="Bortfaldet", en="Lapsed"),
}
_OUTDATED = Text(
    da="Versionen kan ikke bekræftes: en nyere version gælder. Bekræft den nyeste version, eller "
    "gem en ny.",
    en="The version cannot be confirmed: a newer one is in force. Confirm the newest version, or "
    "save a new one.",
)
_NO_DOCUMENT = Text(
    da="En bekræftelse skal have et dokument. Skriv, hvad der viser den, fx referatet af mødet.",
    en="A confirmation needs a document. Write what shows it, for example the minutes.",
)
_LONG_DOCUMENT = Text(
    da=f"Dokumentet er beskrevet med mere end {MOST_OF_DOCUMENT} tegn. Skriv kun, hvad det hedder, "
    "og hvor i det godkendelsen står.",
    en=f"The document is described in more than {MOST_OF_DOCUMENT} characters. Write only what it "
    "is called, and where in it the approval stands.",
)
