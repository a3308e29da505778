"""The organisations that roles are held in, as ids such as ``hub:nordjylland``."""

from datetime import date
from enum import StrEnum
from functools import cache

from samvirke.figures import Text
from samvirke.territory import Body, BodyKind, Territory, load_territory

HUB, KKR, MUNICIPALITY = "hub", "kkr", "municipality"


class UnknownOrganisation(LookupError):
    """No organisation has this id. Speaks both languages."""

    def __init__(self, organisation: str) -> None:
        self.what = Text(
            da=f"Der er ingen organisation »{organisation}«. Skriv fx hub:nordjylland, "
            "kkr:syddanmark, municipality:851 eller national:kl.",
            en=f'There is no organisation "{organisation}". Write for example hub:nordjylland, '
            "kkr:syddanmark, municipality:851 or national:kl.",
        )
        super().__init__(self.what.en)


class OrganisationKind(StrEnum):
    """What stands before the colon of an organisation's id."""

    HUB = HUB
    KKR = KKR
    MUNICIPALITY = MUNICIPALITY
    NATIONAL = "national"
    INSTALLATION = "installation"


INSTALLATION = "installation:samvirke"
"""The running of the site itself: whoever administers it, administers for all."""

_NATIONAL = {
    "national:kl": Text(da="KL", en="KL – Local Government Denmark"),
    "national:erhvervsstyrelsen": Text(da="Erhvervsstyrelsen", en="The Danish Business Authority"),
    INSTALLATION: Text(da="Driften af Samvirke", en="The running of Samvirke"),
}
_BODIES = {HUB: BodyKind.HUB, KKR: BodyKind.KKR}


@cache
def territory() -> Territory:
    """The territory, read once."""
    return load_territory()


@cache
def organisations() -> dict[str, Text]:
    """The name of every organisation by its id, hubs first."""
    data = territory()
    named = {
        f"{kind}:{body.id}": Text(da=body.name, en=body.name)
        for kind, body_kind in _BODIES.items()
        for body in data.bodies
        if body.kind is body_kind
    }
    municipalities = sorted(data.municipalities.values(), key=lambda found: found.code)
    named |= {
        f"{MUNICIPALITY}:{found.code}": Text(
            da=f"{found.name} Kommune", en=f"{found.name} Municipality"
        )
        for found in municipalities
    }
    return {**named, **_NATIONAL}


def organisation_name(organisation: str) -> Text:
    """What an organisation is called. Raises ``UnknownOrganisation``."""
    try:
        return organisations()[organisation]
    except KeyError:
        raise UnknownOrganisation(organisation) from None


def kind_of(organisation: str) -> OrganisationKind:
    """The kind of an organisation. Raises ``UnknownOrganisation``.

    >>> kind_of("municipality:851")
    <OrganisationKind.MUNICIPALITY: 'municipality'>
    """
    organisation_name(organisation)
    return OrganisationKind(organisation.partition(":")[0])


def hubs_within(organisation: str, *, on: date) -> frozenset[str]:
    """The ids of the hubs (``nordjylland``) whose matters concern an organisation on a day.

    A hub itself; a KKR's hubs; the hubs whose area a municipality lies in; all for the national.

    >>> sorted(hubs_within("kkr:syddanmark", on=date(2022, 1, 1)))
    ['fyn', 'sydjylland']
    """
    kind, own = kind_of(organisation), organisation.partition(":")[2]
    hubs = territory().bodies_of(BodyKind.HUB, on=on)
    if kind is OrganisationKind.HUB:
        return frozenset(hub.id for hub in hubs if hub.id == own)
    if kind is OrganisationKind.KKR:
        kkr = _kkr(own, on)
        return frozenset(hub.id for hub in territory().hubs_of(kkr, on=on)) if kkr else frozenset()
    if kind is OrganisationKind.MUNICIPALITY:
        return frozenset(
            hub.id
            for hub in hubs
            if any(found.code == own for found in territory().area(hub, on=on))
        )
    return frozenset(hub.id for hub in hubs)


def _kkr(own: str, on: date) -> Body | None:
    found = (body for body in territory().bodies_of(BodyKind.KKR, on=on) if body.id == own)
    return next(found, None)
