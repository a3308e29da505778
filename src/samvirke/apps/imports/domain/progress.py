"""What long work tells on its way."""

from collections.abc import Callable
from enum import Enum, auto


class Step(Enum):
    """What is being done; the number told with it counts rows."""

    READING = auto()
    COMPARING = auto()
    STORING = auto()
    FREEZING = auto()


Progress = Callable[[Step, int], None]
