"""What a page draws with: finding it, and naming it the same way every time."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Stream


def drawings(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Stream]:
    """The drawings (form and image objects) below ``resources`` that are not ``seen`` yet."""
    waiting = [resources]
    while waiting:
        drawn = waiting.pop()
        objects = drawn.get("/XObject") if isinstance(drawn, Dictionary) else None
        if not isinstance(objects, Dictionary):
            continue
        for _, drawing in sorted(objects.items()):
            if isinstance(drawing, Stream) and drawing.objgen not in seen:
                seen.add(drawing.objgen)
                yield drawing
                waiting.append(drawing.get("/Resources"))


def name_resource(page: Any, kind: str, thing: Any) -> str:
    """The name by which ``page`` may use ``thing``, an object of its own, as a ``kind``.

    pikepdf's own way draws names by chance, and equal input would not give equal bytes.
    """
    if "/Resources" not in page:
        page["/Resources"] = Dictionary()
    resources = page["/Resources"]
    if kind not in resources:
        resources[kind] = Dictionary()
    named = resources[kind]
    number = 0
    while True:
        name = f"/Samvirke{number}"
        there = named.get(name)
        if there is None:
            named[name] = thing
            return name
        if there.is_indirect and there.objgen == thing.objgen:
            return name
        number += 1
