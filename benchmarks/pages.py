"""Pages beside a bare Django page, and readers beside an import, in one run.

A demo site with five years (2021-2025) is made and served as ``samvirke serve`` does it. First one
reader asks for the hub's page, the statement's page and a bare Django page (the same server with
one view that answers »ok«) in turns, and the medians stand beside each other. Then 50 readers ask
at once, 20 of them the public, the others advisers and controllers whose reading of records is
written down: first while a file of 100,000 registrations is looked at, which asks as much of the
machine and stores nothing, then while it is imported. Every answer that is no 200 is counted, and
whether each record that was read was written down. Reports, never passes or fails.

``--postgresql ADDRESS`` does it in a database of its own on that server instead of in SQLite.
"""

import argparse
import http.client
import http.cookiejar
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg

from imports import ROWS, write
from samvirke.apps.database import address_of
from samvirke.apps.store import open_store

PAGES = ("/erhvervshuse/nordjylland/?aar=2021", "/opgoerelser/nordjylland/2021/1/")
RECORDS = {
    "konsulent@demo.example": ("/registreringer/", "/registreringer/?segment=growth&side=3"),
    "controller@demo.example": ("/registreringer/?side=2", "/registreringer/?since=2021-03-01"),
}
ROUNDS, PUBLIC, READERS = 100, 20, 50
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


def get(port: int, path: str, cookies: str = "") -> tuple[int, float]:
    """The status of an answer and the seconds until its last byte."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookies})
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


def logged_in(email: str) -> str:
    """The cookies of a browser in which the demo's person with this e-mail is logged in."""
    page, jar = f"http://127.0.0.1:{SITE_PORT}/demo/", http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = browser.open(page).read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', form)
    if token is None:
        raise SystemExit("the demo's form has no token")
    sent = urlencode({"csrfmiddlewaretoken": token[1], "email": email}).encode()
    browser.open(urllib.request.Request(page, sent, {"Referer": page}))
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def asked_by_readers() -> list[tuple[str, str]]:
    """What each of the fifty asks for, with which cookies."""
    public = [(PAGES[at % len(PAGES)], "") for at in range(PUBLIC)]
    cookies = {email: logged_in(email) for email in RECORDS}
    records = [(page, cookies[email]) for email, pages in RECORDS.items() for page in pages]
    return public + [records[at % len(records)] for at in range(READERS - PUBLIC)]


def readers(what: str, asked: list[tuple[str, str]], command: list[str]) -> int:
    """All readers at once, for as long as ``command`` runs and at least one round.

    Returns how many pages of records they were shown.
    """
    done = threading.Event()
    taken: list[tuple[float, bool]] = []
    failed: list[int] = []

    def read(path: str, cookies: str) -> None:
        while True:
            status, seconds = get(SITE_PORT, path, cookies)
            taken.append((seconds, bool(cookies)))
            if status != 200:
                failed.append(status)
            if done.is_set():
                return

    threads = [threading.Thread(target=read, args=item) for item in asked]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    code = subprocess.call(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    seconds = time.perf_counter() - started
    done.set()
    for thread in threads:
        thread.join()
    print(f"{READERS} readers while {ROWS:,} rows were {what} in {seconds:.0f} s (code {code}):")
    for who, records in (("public pages", False), ("records", True)):
        times = sorted(told for told, of_records in taken if of_records is records)
        print(
            f"  {who:<13}{len(times):6,}, median {statistics.median(times):5.2f} s, "
            f"99 % within {times[int(len(times) * 0.99)]:5.2f} s, slowest {times[-1]:5.2f} s"
        )
    print(f"  answers but 200: {len(failed)}")
    return sum(of_records for _, of_records in taken) - len(failed)


def written_down() -> int:
    """How many accesses the store holds by now."""
    from samvirke.apps.accounts.domain import take_in_accesses
    from samvirke.apps.accounts.models import AccessRecord

    take_in_accesses()
    return int(AccessRecord.objects.count())


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
        asked = asked_by_readers()
        taking = ["import", str(file), "--kind", "registrations", "--hub", "nordjylland"]
        looking, committing = samvirke(address, *taking), samvirke(address, *taking, "--commit")
        shown = readers("looked at", asked, looking) + readers("imported", asked, committing)
        open_store(address)
        print(f"  records shown: {shown:,}, written down: {written_down():,}")
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
