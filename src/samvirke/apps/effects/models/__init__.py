"""Published effect statements."""

from samvirke.apps.effects.models.reports import EffectFile, EffectPage, EffectReport

__all__ = ["EffectFile", "EffectPage", "EffectReport"]
