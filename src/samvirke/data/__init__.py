"""Dated parameters and reference tables: agreements, contracts, municipalities, population."""

from pathlib import Path

DATA = Path(__file__).parent
