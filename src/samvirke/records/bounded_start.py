"""Bounds its own process and then runs a worker in it; ``bounded`` starts it.

Called with the most bytes of memory, the most seconds of computing (0 for no bound), the worker's
file, and the worker's arguments. It imports nothing of Samvirke, so it starts quickly.
"""

import contextlib
import runpy
import sys

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]


def bound(kind: int, most: int) -> None:
    """Sets one bound, as far as the system has it and allows it."""
    _, hard = resource.getrlimit(kind)
    fair = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS knows no bound on memory
        resource.setrlimit(kind, (fair, hard))


def main(memory: int, computing: int, worker: str) -> None:
    """Bounds this process and runs the file ``worker``."""
    if resource is not None:
        bound(resource.RLIMIT_AS, memory)
        if computing:
            bound(resource.RLIMIT_CPU, computing)
    runpy.run_path(worker, run_name="__main__")


if __name__ == "__main__":
    _, memory_, computing_, *sys.argv = sys.argv
    main(int(memory_), int(computing_), sys.argv[0])
