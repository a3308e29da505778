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
    env = {**os.environ, "SAMVIRKE_BEHIND_PROXY": "", "SAMVIRKE_SECRET_KEY": ""}
    with _running("--demo", "--database", str(database), env=env) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving_behind_a_proxy(database):
    """The port of the site as it runs outside the demo, for a proxy that ends TLS."""
    with _running("--database", str(database), env=dict(os.environ)) as port:
        yield port


@contextmanager
def _running(*options, env):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "samvirke.cli", "serve", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as process:
        _wait_until_it_answers(process, f"http://127.0.0.1:{port}")
        yield port
        process.terminate()


def _wait_until_it_answers(process, address):
    headers = {"Host": "localhost", "X-Forwarded-Proto": "https"}
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    for _ in range(600):
        assert process.poll() is None, "samvirke serve stopped by itself"
        try:
            with urllib.request.urlopen(asked):  # noqa: S310 - our own server
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("samvirke serve does not answer")
