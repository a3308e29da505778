"""Pages beside a bare Django page, and readers beside an import, in one run.

A demo site with five years (2021-2025) is made and served as ``samvirke serve`` does it. First one
reader asks for the hub's page, the statement's page and a bare Django page (the same server with
one view that answers »ok«) in turns, and the medians stand beside each other. Then 50 readers ask
at once while a file of 100,000 registrations is imported: every answer that is no 200 is counted.
Reports, never passes or fails.

``--postgresql ADDRESS`` does it in a database of its own on that server instead of in SQLite.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from imports import ROWS, write
from samvirke.apps.database import address_of

PAGES = ("/erhvervshuse/nordjylland/?aar=2021", "/opgoerelser/nordjylland/2021/1/")
ROUNDS, READERS = 100, 50
SITE_PORT, BARE_PORT = 8791, 8792
BARE = """
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="x", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__)
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


def samvirke(address: str, *arguments: str) -> list[str]:
    """The command on the database at ``address``."""
    os.environ |= {"DATABASE_URL": address, "SAMVIRKE_DEMO": "1"}
    return [sys.executable, "-m", "samvirke.cli", *arguments]


def get(port: int, path: str) -> tuple[int, float]:
    """The status of an answer and the seconds until its last byte."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, time.perf_counter() - started


def wait_for(port: int, path: str) -> None:
    """Returns when the server at ``port`` answers."""
    for _ in range(600):
        try:
            get(port, path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing answers at port {port}")


def medians() -> None:
    """One reader, the pages in turns."""
    asked = [(SITE_PORT, page) for page in PAGES] + [(BARE_PORT, "/")]
    taken: dict[tuple[int, str], list[float]] = {item: [] for item in asked}
    for _ in range(ROUNDS):
        for item in asked:
            status, seconds = get(*item)
            if status != 200:
                raise SystemExit(f"{item} answered {status}")
            taken[item].append(seconds)
    bare = statistics.median(taken[asked[-1]])
    for item in asked:
        median = statistics.median(taken[item])
        print(f"{item[1]:<42}{median * 1000:8.1f} ms{median / bare:8.1f} of a bare page")


def readers(run_import: Callable[[], int]) -> None:
    """Fifty readers at once, for as long as the import runs and at least one round."""
    done = threading.Event()
    taken: list[float] = []
    failed: list[int] = []

    def read(at: int) -> None:
        while True:
            status, seconds = get(SITE_PORT, PAGES[at % len(PAGES)])
            taken.append(seconds)
            if status != 200:
                failed.append(status)
            if done.is_set():
                return

    threads = [threading.Thread(target=read, args=(at,)) for at in range(READERS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    code = run_import()
    seconds = time.perf_counter() - started
    done.set()
    for thread in threads:
        thread.join()
    taken.sort()
    print(
        f"{READERS} readers while {ROWS:,} rows were imported in {seconds:.0f} s (code {code}): "
        f"{len(taken):,} pages, {len(failed)} failed, median {statistics.median(taken):.2f} s, "
        f"99 % within {taken[int(len(taken) * 0.99)]:.2f} s"
    )


def measure(address: str, work: Path) -> None:
    """Fills the database, serves it, and asks."""
    os.environ |= {"SAMVIRKE_DATA": str(work), "SAMVIRKE_SECRET_KEY": "b" * 60}
    subprocess.run(samvirke(address, "demo-site", "--last", "2025"), check=True)  # noqa: S603 - our own
    file, bare = work / "b.csv", work / "bare.py"
    write(file)
    bare.write_text(BARE, "utf-8")
    gunicorn = [sys.executable, "-m", "gunicorn", "-w", "2", "--threads", "4", "--chdir", str(work)]
    servers = [
        subprocess.Popen(samvirke(address, "serve", "--demo", "--port", str(SITE_PORT))),  # noqa: S603 - our own
        subprocess.Popen([*gunicorn, "-b", f"127.0.0.1:{BARE_PORT}", "bare:application"]),  # noqa: S603 - our own
    ]
    try:
        wait_for(SITE_PORT, PAGES[0])
        wait_for(BARE_PORT, "/")
        medians()
        taking = ["import", str(file), "--kind", "registrations", "--hub", "nordjylland"]
        command = samvirke(address, *taking, "--commit")
        readers(lambda: subprocess.call(command))  # noqa: S603 - our own
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def main() -> None:
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", metavar="ADDRESS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if options.postgresql is None:
            measure(address_of(work / "site.sqlite3"), work)
            return
        name = f"samvirke_benchmark_{os.getpid()}"
        with psycopg.connect(options.postgresql, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                measure(urlunsplit(urlsplit(options.postgresql)._replace(path=f"/{name}")), work)
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
