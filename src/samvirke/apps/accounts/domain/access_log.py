"""Reading who has read records: by whose they are, day, person, and what was read."""

from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from samvirke.apps.accounts.domain.accesses import take_in_accesses
from samvirke.apps.accounts.models import AccessRecord
from samvirke.figures import Text


class Read(StrEnum):
    """What was read; the value is how its id begins."""

    ENGAGEMENTS = "engagements"
    ENGAGEMENT = "engagement"
    COMPANY = "company"
    GUIDED_COMPANIES = "guided-companies"
    WORK_LIST = "work-list"
    FIGURE = "figure"
    IMPORT = "import"
    UPLOAD = "upload"
    ACCESS_LOG = "access-log"

    @property
    def words(self) -> Text:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    Read.ENGAGEMENTS: Text("Listen over forløb", "The list of engagements"),
    Read.ENGAGEMENT: Text("Et forløb", "An engagement"),
    Read.COMPANY: Text("En virksomhed", "A company"),
    Read.GUIDED_COMPANIES: Text("En kommunes virksomheder", "A municipality’s companies"),
    Read.WORK_LIST: Text("Arbejdslisten", "The work list"),
    Read.FIGURE: Text("Rækkerne bag et tal", "The rows behind a figure"),
    Read.IMPORT: Text("En import", "An import"),
    Read.UPLOAD: Text("En fil, der ventede", "A file that waited"),
    Read.ACCESS_LOG: Text("Adgangsloggen", "The access log"),
}


def accesses(
    *,
    organisation: str = "",
    first: date | None = None,
    last: date | None = None,
    user: int | None = None,
    read: Read | None = None,
) -> "QuerySet[AccessRecord]":
    """Who read records of ``organisation`` (all, where none is named), the newest first.

    ``first`` and ``last`` are days in Copenhagen, both included.
    """
    take_in_accesses()
    found = AccessRecord.objects.order_by("-at", "-pk").select_related("user")
    if organisation:
        found = found.filter(organisation=organisation)
    if first is not None:
        found = found.filter(at__date__gte=first)
    if last is not None:
        found = found.filter(at__date__lte=last)
    if user is not None:
        found = found.filter(user=user)
    if read is not None:
        found = found.filter(about__regex=rf"^{read.value}(:|$)")
    return found


def read_in_words(about: str) -> Text:
    """What was read: its kind, and which, as the id says."""
    kind, _, which = about.partition(":")
    if kind not in set(Read):
        return Text(da=about, en=about)
    words = Read(kind).words
    return Text(da=f"{words.da}: {which}", en=f"{words.en}: {which}") if which else words
