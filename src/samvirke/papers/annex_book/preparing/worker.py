"""The process that opens strangers' files: one job a line on stdin, one answer a line on stdout.

A job is ``{"source", "target", "prefix", "language", "alt"}``; the answer is ``{"facts": …}`` or
``{"refused": reason, "detail": …}``. Whoever starts it bounds its memory and its time, so that a
file can at worst end this process.
"""

import json
import sys
from pathlib import Path
from typing import Any

from samvirke.papers.annex_book.facts import CannotShow, Refused
from samvirke.papers.annex_book.preparing.prepare import prepare


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """The outcome of one job. Whatever a damaged file makes the parser raise is an outcome."""
    try:
        facts = prepare(
            Path(job["source"]),
            Path(job["target"]),
            prefix=job["prefix"],
            language=job["language"],
            alt=job["alt"],
        )
    except CannotShow as error:
        return {"refused": error.reason, "detail": error.detail}
    except MemoryError:
        return {"refused": Refused.TOO_HEAVY, "detail": ""}
    except Exception as error:
        # The parser met something it has no words for: that is damage, told by its name.
        return {"refused": Refused.DAMAGED, "detail": f"{type(error).__name__}: {error}"[:200]}
    return {"facts": facts.to_json()}


def main() -> None:
    """Answers jobs until stdin ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
