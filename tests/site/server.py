"""The demo site in a process of its own, running as ``samvirke serve --demo`` runs it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager


@contextmanager
def serving(database):
    """The address of the demo site on the database in this file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "samvirke.cli", "serve", "--demo", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--database", str(database)],
        stdout=subprocess.PIPE,
        env={**os.environ, "SAMVIRKE_BEHIND_PROXY": "", "SAMVIRKE_SECRET_KEY": ""},
        text=True,
    ) as process:
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(process, address)
        yield address
        process.terminate()


def _wait_until_it_answers(process, address):
    for _ in range(600):
        assert process.poll() is None, "samvirke serve stopped by itself"
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - our own server
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("samvirke serve does not answer")
