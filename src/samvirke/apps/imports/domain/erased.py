"""What the record no longer holds, because its time was over."""

from collections.abc import Iterable

from samvirke.apps.imports.models import ErasedYear


def erased_years(hub: str, years: Iterable[int]) -> tuple[int, ...]:
    """Those of ``years`` of which rows that the hub had were erased, the first one first."""
    found = ErasedYear.objects.filter(hub=hub, year__in=tuple(years))
    return tuple(found.order_by("year").values_list("year", flat=True))
