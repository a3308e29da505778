"""Floor 1: counting queries over snapshot tables; shares, scores and intervals from the counts."""

from samvirke.indicators.definitions import (
    FEWEST_ANSWERS,
    DefinitionInWords,
    definition_in_words,
)
from samvirke.indicators.drill_down import RowKey, rows
from samvirke.indicators.engine import Engine, Snapshot, open_snapshot
from samvirke.indicators.geographic_spread import Outcome, Spread, SpreadLine, spread, spread_rows
from samvirke.indicators.measures import Beside, Measured, Status, measure
from samvirke.indicators.tallies import Segment, Tallies, Tally, Weights, tallies, tally
from samvirke.indicators.volume_table import VolumeRow, Volumes, volumes

__all__ = [
    "FEWEST_ANSWERS",
    "Beside",
    "DefinitionInWords",
    "Engine",
    "Measured",
    "Outcome",
    "RowKey",
    "Segment",
    "Snapshot",
    "Spread",
    "SpreadLine",
    "Status",
    "Tallies",
    "Tally",
    "VolumeRow",
    "Volumes",
    "Weights",
    "definition_in_words",
    "measure",
    "open_snapshot",
    "rows",
    "spread",
    "spread_rows",
    "tallies",
    "tally",
    "volumes",
]
