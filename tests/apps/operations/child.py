"""A process of its own that backs up or restores, and may die on the way.

``python -m tests.apps.operations.child backup|restore ADDRESS FILE [CALLS]``: kills itself with no
chance to tidy up when the row lines it writes or reads reach CALLS.
"""

import os
import signal
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.apps.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - needs the settings above

from samvirke.apps.operations.domain import backing_up, restoring  # noqa: E402
from samvirke.apps.store import connect_to  # noqa: E402
from samvirke.papers.writing import CannotWrite  # noqa: E402


def dying(function, calls):
    left = int(calls)

    def counted(*arguments):
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)

    return counted


def main(what, address, file, *death):
    connect_to(address)
    if death:
        backing_up.row_line = dying(backing_up.row_line, *death)
        restoring.row_values = dying(restoring.row_values, *death)
    try:
        if what == "backup":
            backing_up.back_up(Path(file), on_behalf_of="Demo", at=timezone.now())
        else:
            restoring.restore(Path(file))
    except CannotWrite as error:
        sys.exit(error.what.da)


if __name__ == "__main__":
    main(*sys.argv[1:])
