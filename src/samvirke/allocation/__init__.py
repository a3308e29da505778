"""Floor 1: splits a total by a key, and apportions seats. Pure, exact, no dependency."""

from samvirke.allocation.agreed import (
    AgreedSplit,
    Transfer,
    agree_on_table,
    agree_on_transfers,
)
from samvirke.allocation.apportionment import (
    Apportionment,
    Award,
    DivisorMethod,
    ListVotes,
    Lot,
    Tie,
    apportion,
)
from samvirke.allocation.bounds import KeyPart
from samvirke.allocation.errors import AllocationError
from samvirke.allocation.json_form import seats_to_json, split_to_json
from samvirke.allocation.splitting import (
    Key,
    Share,
    Split,
    SplitRounding,
    split,
)

__all__ = [
    "AgreedSplit",
    "AllocationError",
    "Apportionment",
    "Award",
    "DivisorMethod",
    "Key",
    "KeyPart",
    "ListVotes",
    "Lot",
    "Share",
    "Split",
    "SplitRounding",
    "Tie",
    "Transfer",
    "agree_on_table",
    "agree_on_transfers",
    "apportion",
    "seats_to_json",
    "split",
    "split_to_json",
]
