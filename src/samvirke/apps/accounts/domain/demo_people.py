"""The made-up people of the demo: one in each role, and no password to any of them."""

from dataclasses import dataclass
from datetime import date, datetime

from samvirke.apps.accounts.domain.roles import Role, role_in_words
from samvirke.apps.accounts.domain.users import give_role, make_user
from samvirke.apps.accounts.models import User
from samvirke.figures import Text

_SINCE = date(2019, 1, 1)
_DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A made-up person: their login name, and the role and organisation they have."""

    login: str
    name: str
    role: Role
    organisation: str

    @property
    def email(self) -> str:
        """An address that no mail can reach."""
        return f"{self.login}@{_DOMAIN}"

    @property
    def words(self) -> Text:
        """The role and the organisation as a person says them."""
        return role_in_words(self.role, self.organisation)


DEMO_PEOPLE = (
    DemoPerson("konsulent", "Demo Konsulent", Role.ADVISER, "hub:nordjylland"),
    DemoPerson("controller", "Demo Controller", Role.CONTROLLER, "hub:nordjylland"),
    DemoPerson("direktoer", "Demo Direktør", Role.HUB_DIRECTOR, "hub:nordjylland"),
    DemoPerson("bestyrelse", "Demo Bestyrelsesmedlem", Role.HUB_BOARD, "hub:nordjylland"),
    DemoPerson("controller-fyn", "Demo Controller Fyn", Role.CONTROLLER, "hub:fyn"),
    DemoPerson("sekretaer", "Demo KKR-sekretær", Role.KKR_SECRETARY, "kkr:nordjylland"),
    DemoPerson("sekretaer-syd", "Demo KKR-sekretær Syd", Role.KKR_SECRETARY, "kkr:syddanmark"),
    DemoPerson("kkr-medlem", "Demo KKR-medlem", Role.KKR_MEMBER, "kkr:nordjylland"),
    DemoPerson("erhvervskontor", "Demo Erhvervskontor", Role.BUSINESS_OFFICE, "municipality:851"),
    DemoPerson("kommune", "Demo Økonomimedarbejder", Role.MUNICIPAL_FINANCE, "municipality:851"),
    DemoPerson("analytiker", "Demo Analytiker", Role.ANALYST, "national:kl"),
    DemoPerson("administrator", "Demo Administrator", Role.ADMINISTRATOR, "hub:nordjylland"),
)


def make_demo_people(*, at: datetime) -> list[User]:
    """The users of ``DEMO_PEOPLE``, in their order; those that are there already stay."""
    return [_found_or_made(person, at) for person in DEMO_PEOPLE]


def _found_or_made(person: DemoPerson, at: datetime) -> User:
    found: User | None = User.objects.filter(email=person.email).first()
    user = found or make_user(email=person.email, name=person.name, password=None, by=None, at=at)
    give_role(user, person.role, person.organisation, valid_from=_SINCE, by=None, at=at)
    return user
