"""Whether a hub's records are still those that someone looked at."""

from django.db.models import Count, Max

from samvirke.apps.imports.models import ErasedYear, Import


def state_of(hub: str) -> str:
    """A name for the hub's records as they stand: every import, revert and erasure changes it."""
    told = Import.objects.filter(hub=hub).aggregate(newest=Max("pk"), reverted=Count("reverted_at"))
    erased = ErasedYear.objects.filter(hub=hub).count()
    return f"{told['newest'] or 0}-{told['reverted']}-{erased}"
