"""Floor 2: made-up records in the shape of real exports, for trying the system out."""

from samvirke.demo.country import DEFAULT_SEED, DEFAULT_YEARS, HubRecords, demo_records
from samvirke.demo.files import DemoFile, demo_files

__all__ = [
    "DEFAULT_SEED",
    "DEFAULT_YEARS",
    "DemoFile",
    "HubRecords",
    "demo_files",
    "demo_records",
]
