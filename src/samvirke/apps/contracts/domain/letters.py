"""The letters that go out when a hub sends its statement."""

from datetime import datetime

from django.conf import settings

from samvirke.apps.accounts.domain import post_letter
from samvirke.apps.contracts.models import Statement
from samvirke.figures import Text, format_date
from samvirke.territory import BodyKind, load_territory


def letters_for(statement: Statement, *, at: datetime) -> int:
    """Puts a letter each to the KKR, KL and Erhvervsstyrelsen into the outbox; returns how many.

    Who receives the statement stands in the agreements (2021-2023, 8; 2024-2027, 9).
    Addresses are the installation's (``SAMVIRKE_RECIPIENTS``); where one is missing, no letter is
    made for it, and the page says so before the step is taken.
    """
    addresses = [address for address in recipients_of(statement).values() if address]
    for to in addresses:
        post_letter(to=to, subject=_subject(statement), body=_body(statement), language="da", at=at)
    return len(addresses)


def recipients_of(statement: Statement) -> dict[str, str]:
    """The organisations that the statement is sent to, with their addresses; empty if unknown."""
    known: dict[str, str] = settings.SAMVIRKE_RECIPIENTS
    wanted = (f"kkr:{kkr_of(statement)}", "national:kl", "national:erhvervsstyrelsen")
    return {name: known.get(name, "") for name in wanted}


def kkr_of(statement: Statement) -> str:
    """The id of the KKR that the hub reports to."""
    territory = load_territory()
    day = statement.due
    hub = territory.body(BodyKind.HUB, statement.hub, on=day)
    first = territory.area(hub, on=day)[0]
    return territory.membership(first, BodyKind.KKR, on=day).body.id


def hub_name(statement: Statement) -> str:
    """The hub's name on the day the statement was due."""
    return load_territory().body(BodyKind.HUB, statement.hub, on=statement.due).name


def _subject(statement: Statement) -> Text:
    return Text(
        da=f"Resultatopgørelse {statement.year}: {hub_name(statement)}",
        en=f"Results statement {statement.year}: {hub_name(statement)}",
    )


def _body(statement: Statement) -> Text:
    hub, year, version = hub_name(statement), statement.year, statement.version
    address = f"{settings.SAMVIRKE_ADDRESS}/opgoerelser/{statement.hub}/{year}/{version}/"
    mark = _DEMO if statement.demo else Text(da="", en="")
    return Text(
        da=f"{mark.da}{hub} sender hermed resultatopgørelsen for {year} (version {version}).\n\n"
        f"Opgørelsen skal sendes senest den {format_date(statement.due, 'da')}. Den ligger her, "
        f"med papirer og hvert tals beregning:\n\n{address}\n\n"
        f"Indholdets fingeraftryk (SHA-256): {statement.content}\n",
        en=f"{mark.en}{hub} hereby sends the results statement for {year} (version {version}).\n\n"
        f"The statement is due on {format_date(statement.due, 'en')}. It is here, with papers "
        f"and the calculation of every figure:\n\n{address}\n\n"
        f"Fingerprint of its content (SHA-256): {statement.content}\n",
    )


_DEMO = Text(
    da="DEMODATA: alle tal er opdigtede.\n\n", en="DEMO DATA: all figures are made up.\n\n"
)
