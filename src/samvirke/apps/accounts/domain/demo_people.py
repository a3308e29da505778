"""The made-up people of the demo: one in each role, and no password to any of them."""

from dataclasses import dataclass
from datetime import date, datetime

from samvirke.apps.accounts.domain.roles import Role, role_in_words
from samvirke.apps.accounts.domain.users import give_role, make_user
from samvirke.apps.accounts.models import Event, User
from samvirke.apps.database import StoreError
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


def check_whose_store(*, demo: bool) -> None:
    """Raises ``StoreError`` where the demo would open a store that people work in, or the other
    way round: the demo asks for no passwords, and its people are let in nowhere else.

    A store is the demo's when its first user is; one in which nothing has happened is anybody's.
    """
    first = User.objects.order_by("pk").values_list("email", flat=True).first()
    made_up = first is not None and first.endswith(f"@{_DOMAIN}")
    if demo and not made_up and (first is not None or Event.objects.exists()):
        raise StoreError(_IN_USE)
    if made_up and not demo:
        raise StoreError(_MADE_UP)


def _found_or_made(person: DemoPerson, at: datetime) -> User:
    found: User | None = User.objects.filter(email=person.email).first()
    user = found or make_user(email=person.email, name=person.name, password=None, by=None, at=at)
    give_role(user, person.role, person.organisation, valid_from=_SINCE, by=None, at=at)
    return user


_IN_USE = Text(
    da="I databasen er der data, som ikke er demoens, og demoen lukker alle ind uden adgangskode. "
    "Intet er ændret. Angiv en anden fil med --database, eller start uden --demo.",
    en="The database holds data that is not the demo's, and the demo lets everyone in without a "
    "password. Nothing was changed. Name another file with --database, or start without --demo.",
)
_MADE_UP = Text(
    da="Databasen er demoens, med opdigtede data og personer. Intet er ændret. Angiv en anden "
    "database til rigtig brug, eller start med --demo.",
    en="The database is the demo's, with made-up data and people. Nothing was changed. Name "
    "another database for real use, or start with --demo.",
)
