"""Layers of an annex that are hidden from its readers (ISO 32000-1, 8.11)."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def all_layers(pdf: pikepdf.Pdf) -> list[Any]:
    """Every layer that ``pdf`` declares."""
    layers = pdf.Root.get("/OCProperties")
    listed = layers.get("/OCGs") if isinstance(layers, Dictionary) else None
    if not isinstance(listed, Array):
        return []
    return [one for one in listed if isinstance(one, Dictionary) and one.is_indirect]


def hidden_layers(pdf: pikepdf.Pdf) -> list[Any]:
    """Those of them that are off when ``pdf`` is opened."""
    every = all_layers(pdf)
    if not every:
        return []
    settings = pdf.Root["/OCProperties"].get("/D", Dictionary())
    if settings.get("/BaseState") == Name.OFF:
        on = {one.objgen for one in settings.get("/ON", ()) if isinstance(one, Dictionary)}
        return [one for one in every if one.objgen not in on]
    off = [one for one in settings.get("/OFF", ()) if isinstance(one, Dictionary)]
    return [one for one in off if one.is_indirect]
