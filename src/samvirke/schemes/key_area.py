"""Whether a key names the municipalities of an area: all of them, and no others."""

from collections.abc import Sequence

from samvirke.allocation import AllocationError, Key
from samvirke.figures import Text
from samvirke.territory import Municipality


def check_names_area(key: Key, area: Sequence[Municipality], *, area_name: str) -> None:
    """Raises ``AllocationError`` naming the municipalities that are missing or do not belong."""
    wanted = {item.code: item.name for item in area}
    named = {part.code: part.name for part in key.parts}
    missing = _listed({code: name for code, name in wanted.items() if code not in named})
    if missing:
        raise AllocationError(
            Text(
                da=f"Nøglen mangler {missing}. Den skal nævne alle kommuner i {area_name}.",
                en=f"The key lacks {missing}. It must name all municipalities in {area_name}.",
            )
        )
    foreign = _listed({code: name for code, name in named.items() if code not in wanted})
    if foreign:
        raise AllocationError(
            Text(
                da=f"Nøglen nævner {foreign}, som ikke hører til {area_name}. Tag det ud.",
                en=f"The key names {foreign}, which is not in {area_name}. Leave it out.",
            )
        )


def _listed(names: dict[str, str]) -> str:
    return ", ".join(f"{name} ({code})" for code, name in names.items())
