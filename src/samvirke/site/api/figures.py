"""A figure by its permanent address, whichever app it belongs to."""

from typing import Any

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.contracts.domain import national_figure
from samvirke.apps.contracts.editions import figure_at
from samvirke.apps.effects import figures as effects
from samvirke.apps.territory import figures as territory
from samvirke.figures import figure_to_json


def figure_document(actor: Actor | None, address: str) -> Any:
    """The figure's JSON in the edition that ``actor`` may see; ``None`` for none that they may see.

    Raises ``InputError`` where the snapshot behind it is not at hand.
    """
    known = figure_at(actor, address)
    if known is not None:
        return None if known[1] is None else known[1].content
    national = national_figure(address)
    if national is not None:
        return national.content
    place = territory.figure_at(actor, address)
    if place is not None:
        return figure_to_json(place.figure)
    effect = effects.figure_at(address)
    return None if effect is None else figure_to_json(effect[1])
