"""A process of its own that imports a file of made-up rows, and may die on the way.

``python -m tests.apps.child ADDRESS ROWS MINUTES [STEP COUNT]``: kills itself with no chance to
tidy up when STEP is told for the COUNTth time.
"""

import os
import signal
import sys

from samvirke.apps.database import StoreError
from samvirke.apps.store import open_store


def main(address, rows, minutes, *death):
    told = []

    def progress(step, count):
        told.append(step.name)
        if death and (told.count(death[0]), step.name) == (int(death[1]), death[0]):
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        open_store(address)
        from tests.apps.rows import NOW, some_file

        from samvirke.apps.imports.domain import commit

        file = some_file(int(rows), minutes=int(minutes))
        commit(file, actor="Demo Barn", at=NOW, on_problem=print, progress=progress)
    except StoreError as error:
        sys.exit(error.what.da)


if __name__ == "__main__":
    main(*sys.argv[1:])
