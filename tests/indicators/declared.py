"""Every definition that is declared and counted from the record, by a name."""

from samvirke.agreements import Definition, load_agreements
from samvirke.agreements.local_indicators import load_local_indicators


def _agreements() -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for agreement in load_agreements():
        for point in agreement.measure_points:
            if point.kind in ("share", "nps", "count"):
                found[point.id] = point.definition
                if point.printed_definition is not None:
                    found[f"{point.id} printed"] = point.printed_definition
    return found


AGREED = _agreements()
LOCAL = {
    id_: indicator.definition
    for id_, indicator in load_local_indicators().items()
    if indicator.kind != "local_target"
}
DECLARED = {**AGREED, **LOCAL}
