"""Layers of an annex, and which of them its readers do not see (ISO 32000-1, 8.11)."""

from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_DEEPEST = 20
_BY_READER = (Name.User, Name.Language)


def all_layers(pdf: pikepdf.Pdf) -> list[Any]:
    """Every layer that ``pdf`` declares."""
    layers = pdf.Root.get("/OCProperties")
    listed = layers.get("/OCGs") if isinstance(layers, Dictionary) else None
    if not isinstance(listed, Array):
        return []
    return [one for one in listed if isinstance(one, Dictionary) and one.is_indirect]


def hidden_layers(pdf: pikepdf.Pdf) -> list[Any]:
    """Those of them that are off when ``pdf`` is opened, or that a reader turns off by itself.

    Raises ``ValueError`` where it depends on who reads.
    """
    every = all_layers(pdf)
    if not every:
        return []
    settings = pdf.Root["/OCProperties"].get("/D", Dictionary())
    off = {one.objgen for one in settings.get("/OFF", ()) if isinstance(one, Dictionary)}
    if settings.get("/BaseState") == Name.OFF:
        on = {one.objgen for one in settings.get("/ON", ()) if isinstance(one, Dictionary)}
        off = {one.objgen for one in every} - on
    by_reader = _turned_by_reader(settings)
    if any(one.objgen in by_reader for one in every):
        raise ValueError("who reads decides what is seen")
    return [one for one in every if one.objgen in off or _is_turned_off(one)]


def _is_turned_off(layer: Any) -> bool:
    """Whether what ``layer`` is for keeps it from being seen (8.11.4.4).

    Some readers look at this only where the file says when (``/AS``), others always.
    """
    usage = layer.get("/Usage")
    view = usage.get("/View") if isinstance(usage, Dictionary) else None
    return isinstance(view, Dictionary) and view.get("/ViewState") == Name.OFF


def _turned_by_reader(settings: Any) -> set[tuple[int, int]]:
    """The layers that are turned on and off by who reads, and in which language."""
    return {
        layer.objgen
        for when in settings.get("/AS", ())
        if isinstance(when, Dictionary) and any(kind in _BY_READER for kind in when["/Category"])
        for layer in when.get("/OCGs", ())
        if isinstance(layer, Dictionary)
    }


class Visibility:
    """Whether what belongs to a layer, or to a rule over layers, is seen."""

    def __init__(self, hidden: Iterable[Any]) -> None:
        self._off = {one.objgen for one in hidden}

    def hides(self, layer: Any) -> bool:
        """Whether content that names ``layer`` is hidden; content that names none is not."""
        if not isinstance(layer, Dictionary):
            return False
        if layer.get("/Type") != Name.OCMD:
            return layer.objgen in self._off
        rule = layer.get("/VE")
        if isinstance(rule, Array):
            return not self._holds(rule, 0)
        named = layer.get("/OCGs")
        listed = list(named) if isinstance(named, Array) else [named]
        on = [one.objgen not in self._off for one in listed if isinstance(one, Dictionary)]
        return bool(on) and not _POLICIES[str(layer.get("/P", "/AnyOn"))](on)

    def _holds(self, rule: Any, depth: int) -> bool:
        """A visibility expression: a layer, or And, Or, Not over such."""
        if isinstance(rule, Dictionary):
            return rule.objgen not in self._off
        if depth > _DEEPEST:
            raise ValueError("a visibility expression is nested too deeply")
        word, *parts = list(rule)
        held = [self._holds(part, depth + 1) for part in parts]
        return {"/And": all(held), "/Or": any(held), "/Not": not all(held)}[str(word)]


_POLICIES: dict[str, Callable[[list[bool]], bool]] = {
    "/AnyOn": any,
    "/AllOn": all,
    "/AnyOff": lambda on: not all(on),
    "/AllOff": lambda on: not any(on),
}
