"""Whether a key fits a rule: its municipalities are those of the area, its day is the rule's."""

from collections.abc import Mapping, Sequence
from datetime import date

from samvirke.allocation import AllocationError, Key
from samvirke.figures import Source, Text, format_date
from samvirke.territory import BodyKind, Municipality, Territory


def check_names_area(key: Key, area: Sequence[Municipality], *, area_name: str) -> None:
    """Raises ``AllocationError`` naming the municipalities that are missing or do not belong."""
    wanted = {item.code: item.name for item in area}
    named = {part.code: part.name for part in key.parts}
    missing = {code: name for code, name in wanted.items() if code not in named}
    if missing:
        told = shortened(missing)
        raise AllocationError(
            Text(
                da=f"Nøglen mangler {told.da}. Den skal nævne alle kommuner i {area_name}.",
                en=f"The key lacks {told.en}. It must name all municipalities in {area_name}.",
            )
        )
    foreign = {code: name for code, name in named.items() if code not in wanted}
    if foreign:
        told = shortened(foreign)
        raise AllocationError(
            Text(
                da=f"Nøglen nævner {told.da}, som ikke hører til {area_name}. Tag det ud.",
                en=f"The key names {told.en}, which is not in {area_name}. Leave it out.",
            )
        )


def check_names_body(
    key: Key, kind: BodyKind, name: str, *, on: date, territory: Territory
) -> None:
    """``check_names_area`` for the area that a body, by id or name, has on a day.

    Raises ``UnknownPlace`` where there is no such body.
    """
    body = territory.body(kind, name, on=on)
    check_names_area(key, territory.area(body, on=on), area_name=body.name)


def check_counted_on(key: Key, day: date, *, source: Source) -> None:
    """Raises ``AllocationError`` where the key's numbers are not those of the rule's day."""
    if key.as_of == day:
        return
    counted = Text(da="en dag, der ikke er angivet", en="a day that is not stated")
    if key.as_of is not None:
        counted = Text(da=format_date(key.as_of, "da"), en=format_date(key.as_of, "en"))
    raise AllocationError(
        Text(
            da=f"Nøglens tal er fra {counted.da}, men der fordeles efter tal fra "
            f"{format_date(day, 'da')} ({source}). Brug tallene fra den dag.",
            en=f"The key's numbers are of {counted.en}, but the split is by those of "
            f"{format_date(day, 'en')} ({source}). Use the numbers of that day.",
        )
    )


def shortened(names: Mapping[str, str]) -> Text:
    """»Assens (420), Faaborg-Midtfyn (430)« from codes and names; a long list ends in a count."""
    listed = [f"{name} ({code})" for code, name in names.items()]
    shown, more = ", ".join(listed[:_MOST_NAMED]), len(listed) - _MOST_NAMED
    if more <= 0:
        return Text(shown, shown)
    return Text(da=f"{shown} og {more} til", en=f"{shown} and {more} more")


_MOST_NAMED = 10
