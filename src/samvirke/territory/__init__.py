"""Floor 1: municipalities, regions, KKR and business hubs as they are on a given day."""

from samvirke.territory.loading import load_territory
from samvirke.territory.model import (
    AreaClass,
    Body,
    BodyKind,
    Classification,
    Membership,
    Municipality,
    Office,
    OfficeKind,
    Status,
    Territory,
    UnknownPlace,
)

__all__ = [
    "AreaClass",
    "Body",
    "BodyKind",
    "Classification",
    "Membership",
    "Municipality",
    "Office",
    "OfficeKind",
    "Status",
    "Territory",
    "UnknownPlace",
    "load_territory",
]
