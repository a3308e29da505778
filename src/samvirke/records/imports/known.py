"""What the rows of a file are held against: hubs, municipalities, years, services and themes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from samvirke.records.imports.subjects import SubjectList, load_subjects
from samvirke.records.imports.words import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What callers know and files may name.

    ``hubs``: accepted name → the hub's id. ``municipalities``: accepted name or code → code.
    ``years``: the years that rows may belong to, those before the first agreement included where
    they are needed for comparison. Names are compared without case.
    """

    hubs: Mapping[str, str]
    municipalities: Mapping[str, int]
    years: Collection[int]
    subjects: tuple[SubjectList, ...] = field(default_factory=load_subjects)

    def hub_id(self, name: str) -> str | None:
        """The hub of that id or accepted name."""
        if name in self.hubs.values():
            return name
        return {fold(known): id_ for known, id_ in self.hubs.items()}.get(fold(name))


def known_from(
    *, hubs: Mapping[str, str], municipalities: Mapping[str, str], years: Iterable[int]
) -> Known:
    """``Known`` from official names: ``hubs`` by id, ``municipalities`` by three-digit code.

    Accepts besides: a hub's id and its name without »Erhvervshus«; a municipality's code with or
    without leading zeros, its name with »Kommune«, with or without the genitive s, and with å or
    aa.

    >>> known = known_from(
    ...     hubs={"fyn": "Erhvervshus Fyn"}, municipalities={"751": "Aarhus"}, years=[2021]
    ... )
    >>> known.hubs["Fyn"], known.municipalities["Århus Kommune"], known.municipalities["0751"]
    ('fyn', 751, 751)
    """
    hub_names: dict[str, str] = {}
    for id_, name in hubs.items():
        hub_names |= dict.fromkeys((name, id_, name.removeprefix("Erhvervshus ")), id_)
    places: dict[str, int] = {}
    for code, name in municipalities.items():
        places |= dict.fromkeys((code, code.zfill(4), code.lstrip("0")), int(code))
        places |= dict.fromkeys(_spellings(name), int(code))
    # An official name wins over another municipality's spelling.
    places |= {name: int(code) for code, name in municipalities.items()}
    return Known(hubs=hub_names, municipalities=places, years=frozenset(years))


def _spellings(name: str) -> list[str]:
    stems = [name, f"{name}s", *([name.removesuffix("s")] if name.endswith("s") else [])]
    stems += [f"{stem} Kommune" for stem in stems]
    stems.append(f"{name.removesuffix('s')}s Regionskommune")
    return stems + [stem.replace("Aa", "Å").replace("aa", "å") for stem in stems]
