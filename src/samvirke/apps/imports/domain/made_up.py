"""Whether a hub's records are made up, so that what is made of them says so."""

from samvirke.apps.imports.models import row_models
from samvirke.records.made_up import MADE_UP
from samvirke.records.schemas import FROZEN_TABLES


def has_made_up_rows(hub: str) -> bool:
    """Whether any current row of the hub is a demo's, however it came here."""
    return any(
        model.objects.filter(
            current=True, hub=hub, **{f"{model.schema.key[-1]}__startswith": MADE_UP}
        ).exists()
        for model in row_models(FROZEN_TABLES)
    )
