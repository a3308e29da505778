"""``samvirke serve``: the site in the foreground, on gunicorn."""

import argparse
import getpass
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from samvirke.apps.database import DEFAULT_FILE, StoreError, address_of
from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language
from samvirke.figures import Language, Text

_PORT = 8000
_WORKERS, _THREADS = 2, 4
_DEMO_KEY = "demo-secret-key"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``serve``."""
    parser.description = (
        "Starter hjemmesiden og holder den kørende, indtil der trykkes Ctrl+C. Databasen oprettes, "
        "hvis den mangler. Uden --demo kræves SAMVIRKE_SECRET_KEY, SAMVIRKE_HOSTS og en proxy, der "
        "taler HTTPS (SAMVIRKE_BEHIND_PROXY=1)."
    )
    add = parser.add_argument
    add("--port", metavar="N", type=int, default=_PORT, help=f"port ({_PORT} er standard)")
    add(
        "--bind",
        metavar="ADRESSE",
        default="127.0.0.1",
        help="netadresse (127.0.0.1, kun denne maskine, er standard)",
    )
    add("--demo", action="store_true", help="opdigtede data, og login uden adgangskode")
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_run)


def add_database(parser: argparse.ArgumentParser) -> None:
    """``--database``."""
    parser.add_argument(
        "--database",
        metavar="FIL",
        type=Path,
        help="lagerets SQLite-fil (ellers DATABASE_URL eller samvirke.sqlite3 i denne mappe)",
    )


def address_given(options: argparse.Namespace) -> str | None:
    """The address of the database named in ``options``; ``None`` if none is."""
    return address_of(options.database) if options.database else None


def _run(options: argparse.Namespace, language: Language) -> int:
    os.umask(0o077)  # the database, its key and its snapshots are nobody else's to read
    if options.database:
        os.environ["DATABASE_URL"] = address_given(options) or ""
    if options.demo:
        os.environ["SAMVIRKE_DEMO"] = "1"
    demo = os.environ.get("SAMVIRKE_DEMO") == "1"
    _find_key(options, demo=demo)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samvirke.site.settings"
    with _shared_folder():
        _open(language, demo=demo)
        address = f"http://{options.bind}:{options.port}/"
        print(_RUNNING.in_language(language).format(address=address), flush=True)
        if demo:
            print(_DEMO.in_language(language).format(address=f"{address}demo/"), flush=True)
        _serve(f"{options.bind}:{options.port}")
    return FINE


@contextmanager
def _shared_folder() -> Iterator[None]:
    """Names a folder for what all workers count together, and takes it away when they are done."""
    folder, mine = tempfile.mkdtemp(prefix="samvirke-"), os.getpid()
    os.environ["SAMVIRKE_SHARED"] = folder
    try:
        yield
    finally:
        if os.getpid() == mine:  # each worker comes by here too
            shutil.rmtree(folder, ignore_errors=True)


def _open(language: Language, *, demo: bool) -> None:
    """Opens the store, if it is one for this site, and makes what the site needs in it."""
    from samvirke.apps.store import open_store

    open_store()
    from samvirke.apps.accounts.domain.demo_people import check_whose_store

    check_whose_store(demo=demo)
    _encrypt_secrets(language)
    if demo:
        _make_demo_people()
    from django.db import connection

    connection.close()  # each worker opens its own


def _find_key(options: argparse.Namespace, *, demo: bool) -> None:
    """Makes a key for the demo, beside its database; elsewhere the installation must have one."""
    if os.environ.get("SAMVIRKE_SECRET_KEY"):
        return
    if not demo:
        raise StoreError(_NO_KEY)
    folder = Path(os.environ.get("SAMVIRKE_DATA") or (options.database or DEFAULT_FILE).parent)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _DEMO_KEY
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), "utf-8")
    os.environ["SAMVIRKE_SECRET_KEY"] = file.read_text("utf-8")


def _encrypt_secrets(language: Language) -> None:
    """Takes the newest key into use; says what changed, and what no key reads."""
    from django.utils import timezone

    from samvirke.apps.accounts.domain.second_factors import encrypt_second_factors

    found = encrypt_second_factors(on_behalf_of=getpass.getuser(), at=timezone.now())
    for words, count in ((_ENCRYPTED, found.anew), (_UNREADABLE, found.unreadable)):
        if count:
            print(words.in_language(language).format(count=count), file=sys.stderr)


def _make_demo_people() -> None:
    from django.utils import timezone

    from samvirke.apps.accounts.domain.demo_people import make_demo_people

    make_demo_people(at=timezone.now())


def _serve(bind: str) -> None:
    """Runs gunicorn until it is told to stop."""
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]  # gunicorn brings no types
        def load_config(self) -> None:
            told = {
                "bind": bind,
                "workers": _WORKERS,
                "threads": _THREADS,
                "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in told.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from samvirke.site.wsgi import application

            return application

    Site().run()


_RUNNING = Text(
    da="Samvirke kører på {address} (stop med Ctrl+C).",
    en="Samvirke runs at {address} (stop with Ctrl+C).",
)
_DEMO = Text(
    da="Demo: alle data er opdigtede. Vælg en rolle på {address}; der kræves ingen adgangskode.",
    en="Demo: all data is made up. Choose a role at {address}; no password is needed.",
)
_ENCRYPTED = Text(
    da="Totrinsbekræftelsens hemmeligheder er krypteret med den nyeste nøgle: {count}.",
    en="The secrets of two-factor authentication were encrypted with the newest key: {count}.",
)
_UNREADABLE = Text(
    da="Hemmeligheder, som ingen nøgle kan læse: {count}. De brugere kan ikke logge ind med app "
    "eller gendannelseskoder. Sæt den gamle nøgle ind igen, sidst i SAMVIRKE_ENCRYPTION_KEYS.",
    en="Secrets that no key can read: {count}. Those users cannot log in with an app or recovery "
    "codes. Put the old key back, last in SAMVIRKE_ENCRYPTION_KEYS.",
)
_NO_KEY = Text(
    da="Hjemmesiden mangler en hemmelig nøgle. Sæt SAMVIRKE_SECRET_KEY til mindst 50 tilfældige "
    "tegn, som kun denne installation kender, eller prøv med --demo.",
    en="The site has no secret key. Set SAMVIRKE_SECRET_KEY to at least 50 random characters that "
    "only this installation knows, or try --demo.",
)
