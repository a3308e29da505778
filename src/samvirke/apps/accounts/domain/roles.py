"""The roles, and which kind of organisation each is held in."""

from enum import StrEnum

from samvirke.apps.accounts.domain.organisations import (
    OrganisationKind,
    kind_of,
    organisation_name,
)
from samvirke.figures import Text


class Role(StrEnum):
    """What someone does in the cooperation; the value is what the database holds."""

    ADVISER = "adviser"
    CONTROLLER = "controller"
    HUB_DIRECTOR = "hub_director"
    HUB_BOARD = "hub_board"
    KKR_SECRETARY = "kkr_secretary"
    BUSINESS_OFFICE = "business_office"
    KKR_MEMBER = "kkr_member"
    MUNICIPAL_FINANCE = "municipal_finance"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> Text:
        """What the role is called."""
        return _WORDS[self]

    @property
    def held_in(self) -> frozenset[OrganisationKind]:
        """The kinds of organisation in which the role can be held."""
        return _HELD_IN[self]


_WORDS = {
    Role.ADVISER: Text("Konsulent", "Adviser"),
    Role.CONTROLLER: Text("Controller", "Controller"),
    Role.HUB_DIRECTOR: Text("Direktør", "Director"),
    Role.HUB_BOARD: Text("Bestyrelsesmedlem", "Board member"),
    Role.KKR_SECRETARY: Text("KKR-sekretær", "KKR secretary"),
    Role.BUSINESS_OFFICE: Text("Lokal erhvervsservice", "Local business office"),
    Role.KKR_MEMBER: Text("KKR-medlem", "KKR member"),
    Role.MUNICIPAL_FINANCE: Text("Kommunal økonomi", "Municipal finance"),
    Role.ANALYST: Text("Analytiker", "Analyst"),
    Role.ADMINISTRATOR: Text("Administrator", "Administrator"),
}
_IN_HUB = frozenset({OrganisationKind.HUB})
_IN_KKR = frozenset({OrganisationKind.KKR})
_IN_MUNICIPALITY = frozenset({OrganisationKind.MUNICIPALITY})
_HELD_IN = {
    Role.ADVISER: _IN_HUB,
    Role.CONTROLLER: _IN_HUB,
    Role.HUB_DIRECTOR: _IN_HUB,
    Role.HUB_BOARD: _IN_HUB,
    Role.KKR_SECRETARY: _IN_KKR,
    Role.BUSINESS_OFFICE: _IN_MUNICIPALITY,
    Role.KKR_MEMBER: _IN_KKR,
    Role.MUNICIPAL_FINANCE: _IN_MUNICIPALITY,
    Role.ANALYST: frozenset({OrganisationKind.NATIONAL}),
    Role.ADMINISTRATOR: frozenset(OrganisationKind),
}


def roles_held_in(organisation: str) -> tuple[Role, ...]:
    """The roles that can be held in an organisation. Raises ``UnknownOrganisation``."""
    kind = kind_of(organisation)
    return tuple(role for role in Role if kind in role.held_in)


def role_in_words(role: Role, organisation: str) -> Text:
    """A role in an organisation as a person says it. Raises ``UnknownOrganisation``."""
    named = organisation_name(organisation)
    return Text(da=f"{role.words.da}, {named.da}", en=f"{role.words.en}, {named.en}")
