"""Years and days as arguments of the commands, refused in words."""

import argparse
import re
from datetime import date


def year(text: str) -> int:
    """A year of four digits."""
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"»{text}« er ikke et årstal. Eksempel: 2024")
    return int(text)


def day(text: str) -> date:
    """A day as year-month-day."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"»{text}« er ikke en dato, som findes. Eksempel: 2023-01-01")
