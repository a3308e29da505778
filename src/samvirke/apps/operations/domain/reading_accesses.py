"""Reading the access log at the operator's command, which the event log tells of."""

from datetime import date, datetime

from django.db import transaction

from samvirke.apps.accounts.domain import INSTALLATION, Verb, record_event
from samvirke.apps.accounts.domain.access_log import accesses
from samvirke.apps.accounts.models import AccessRecord
from samvirke.apps.store import in_words


@in_words()
def read_accesses(
    *,
    organisation: str,
    first: date | None,
    last: date | None,
    user: int | None,
    on_behalf_of: str,
    at: datetime,
) -> list[AccessRecord]:
    """The accesses asked for, as ``accesses`` finds them."""
    found = list(accesses(organisation=organisation, first=first, last=last, user=user))
    with transaction.atomic():
        record_event(
            organisation=organisation or INSTALLATION,
            actor=None,
            verb=Verb.ACCESSES_READ,
            about="installation:accesses" if user is None else f"user:{user}",
            on_behalf_of=on_behalf_of,
            at=at,
        )
    return found
