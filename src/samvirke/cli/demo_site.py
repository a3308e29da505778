"""``samvirke demo-site``: fills the database with made-up records, people and statements."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samvirke.agreements import load_agreements
from samvirke.cli.demo_effect import publish_demo_effect
from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_language, year
from samvirke.cli.serve import add_database, address_given
from samvirke.data import DATA
from samvirke.figures import Language, Text
from samvirke.records.imports import ImportKind, Known, Reading
from samvirke.schemes.contract_confirmation import Party
from samvirke.schemes.results_statement import Step
from samvirke.territory import Body, BodyKind, Territory, load_territory

if TYPE_CHECKING:  # these load Django
    from samvirke.apps.accounts.models import User

_FIRST, _LAST = 2021, 2022
_KINDS = {
    "registreringer": ImportKind.REGISTRATIONS,
    "evalueringer": ImportKind.EVALUATIONS,
    "kendskab": ImportKind.AWARENESS,
}
_WAY = (Step.SIGNED_OFF, Step.SENT, Step.TAKEN_NOTE_OF, Step.PUBLISHED)
# How far each hub's statement of the last year has come, so that every step can be tried; all
# others are published.
_FAR = {"nordjylland": 0, "sydjylland": 1, "fyn": 2, "sjaelland": 3}


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``demo-site``."""
    parser.description = (
        "Fylder databasen med opdigtede registreringer, personer og resultatopgørelser, så "
        "hjemmesiden kan prøves. Det, der er der allerede, bliver stående."
    )
    parser.add_argument(
        "--records",
        metavar="MAPPE",
        type=Path,
        help="filer fra »samvirke demo-data« (ellers laves de på ny)",
    )
    parser.add_argument(
        "--last",
        metavar="ÅR",
        type=year,
        default=_LAST,
        help=f"det sidste år, der gøres op; det første er {_FIRST} ({_LAST} er standard)",
    )
    add_database(parser)
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "samvirke.site.settings"
    from samvirke.apps.store import open_store

    open_store(address_given(options))
    from samvirke.apps.accounts.domain.demo_people import check_whose_store, make_demo_people

    check_whose_store(demo=True)
    now = datetime.now(UTC)
    tell = _teller(language)
    make_demo_people(at=now)
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        folder = options.records or _made(Path(scratch), options.last)
        for hub in _hubs(load_territory()):
            tell(_IMPORTING, hub=hub.name)
            _import_all(hub, folder, now)
        _save_contracts(now)
        # Before the statements, whose rows on effects are then measured.
        tell(_MEASURING)
        publish_demo_effect(Path(scratch), now)
        for made_for in range(_FIRST, options.last + 1):
            for hub in _hubs(load_territory()):
                tell(_STATING, hub=hub.name, year=made_for)
                _statement(hub, made_for, folder, now, last=made_for == options.last)
            tell(_NATIONAL, year=made_for)
            _national(made_for, now)
    print(_DONE.in_language(language))
    return FINE


def _made(folder: Path, last: int) -> Path:
    from samvirke.demo import demo_files
    from samvirke.papers.writing import write_all

    for file in demo_files(range(_FIRST - 1, last + 1)):
        write_all(folder, {file.name: file.content})
    return folder


def _hubs(territory: Territory) -> list[Body]:
    return list(territory.bodies_of(BodyKind.HUB, on=date(_LAST, 1, 1)))


def _teller(language: Language) -> Callable[..., None]:
    """Tells on standard error what is being done, one line each: filling takes a minute or two."""

    def tell(words: Text, **values: object) -> None:
        print(words.in_language(language).format(**values), file=sys.stderr, flush=True)

    return tell


def _import_all(hub: Body, folder: Path, now: datetime) -> None:
    from samvirke.apps.imports.models import Import
    from samvirke.schemes.record_files import known_places

    known = known_places(load_territory(), load_agreements())
    held = set(Import.objects.filter(reverted_at=None).values_list("file_name", flat=True))
    for words, kind in _KINDS.items():
        for path in sorted(folder.glob(f"demo_{words}_{hub.id}_*.csv")):
            if path.name not in held:
                _import(path, kind, hub.id, known, now)


def _import(path: Path, kind: ImportKind, hub: str, known: Known, now: datetime) -> None:
    from samvirke.apps.imports.domain import commit, import_file

    commit(
        import_file(Reading(path, kind, known=known, hub=hub), hub=hub),
        actor="Demo",
        at=now,
        on_problem=lambda problem: None,
        progress=lambda step, count: None,
    )


def _save_contracts(now: datetime) -> None:
    """The real contracts, confirmed for each party by a made-up person."""
    from samvirke.apps.contracts.domain import confirm_contract, save_contract

    hubs = {hub.id: hub for hub in _hubs(load_territory())}
    for path in sorted((DATA / "contracts").glob("*.yaml")):
        contract = save_contract(path.read_bytes(), by=None, at=now, on_behalf_of="Demo")
        given = set(contract.confirmations.values_list("party", flat=True))
        for at, (party, person) in enumerate(
            zip(Party, _people(hubs[contract.hub], now), strict=True)
        ):
            if party.value not in given:
                confirm_contract(
                    contract,
                    party,
                    seen=contract.sha256,
                    confirmed_on=date(contract.year - 1, 12, 1 + at),
                    document=f"Demoreferat {at + 1}",
                    by=person,
                    at=now,
                )


def _statement(hub: Body, year: int, folder: Path, now: datetime, *, last: bool) -> None:
    from samvirke.apps.contracts.domain import make_draft, take_step
    from samvirke.apps.contracts.models import Statement

    if Statement.objects.filter(hub=hub.id, year=year).exists():
        return
    assessed = folder / f"demo_vurderinger_{hub.id}_{year}.yaml"
    statement = make_draft(
        hub=hub.id,
        year=year,
        assessments=assessed.read_bytes() if assessed.exists() else None,
        demo=True,
        by=None,
        at=now,
        progress=lambda step, count: None,
    )
    far = _FAR.get(hub.id, len(_WAY)) if last else len(_WAY)
    director, secretary = _people(hub, now)
    for at, step in enumerate(_WAY[:far]):
        take_step(
            statement,
            step,
            seen=statement.content,
            taken_on=date(year + 1, 4 + at, 20),
            document=f"Demodokument {at + 1}",
            by=secretary if step is Step.TAKEN_NOTE_OF else director,
            at=now,
        )


def _national(year: int, now: datetime) -> None:
    from samvirke.apps.contracts.domain import make_national

    make_national(year, organisation="national:kl", by=None, at=now, on_behalf_of="Demo")


def _people(hub: Body, now: datetime) -> "tuple[User, User]":
    """The made-up director and secretary who took the steps of a hub's statements."""
    from samvirke.apps.accounts.domain import make_user
    from samvirke.apps.accounts.models import User

    def person(role: str, words: str) -> Any:
        email = f"{role}-{hub.id}@demo.example"
        found = User.objects.filter(email=email).first()
        name = f"Demo {words} {hub.name.removeprefix('Erhvervshus ')}"
        return found or make_user(email=email, name=name, password=None, by=None, at=now)

    return person("direktoer", "Direktør"), person("sekretariat", "KKR-sekretær")


_IMPORTING = Text(da="{hub}: læser registreringer ind …", en="{hub}: taking registrations in …")
_MEASURING = Text(da="Måler effekten …", en="Measuring the effect …")
_STATING = Text(
    da="{hub}: laver resultatopgørelsen for {year} …",
    en="{hub}: making the results statement of {year} …",
)
_NATIONAL = Text(
    da="Laver den nationale opgørelse for {year} …",
    en="Making the national statement of {year} …",
)
_DONE = Text(
    da="Databasen er fyldt med opdigtede data. »samvirke serve --demo« viser dem.",
    en="The database is filled with made-up data. 'samvirke serve --demo' shows it.",
)
