"""``samvirke import``, ``imports``, ``revert`` and ``snapshot``: the record store."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from samvirke.agreements import load_agreements
from samvirke.cli.exit_codes import FINE, FOUND, UNUSABLE
from samvirke.cli.options import add_language, day, today, year
from samvirke.figures import Language, Text, format_number
from samvirke.records import InputError, Problem
from samvirke.records.imports import (
    ImportKind,
    ImportRefused,
    ProblemTally,
    Reading,
    RowProblem,
    read_mapping,
    write_problem_report,
)
from samvirke.records.problems import shorten
from samvirke.records.snapshot import SnapshotNotWritten
from samvirke.territory import BodyKind, load_territory

if TYPE_CHECKING:  # these load Django, which only these commands need
    from samvirke.apps.imports.domain import ImportFile, Step


def add_import(parser: argparse.ArgumentParser) -> None:
    """Declares ``import``."""
    parser.description = (
        "Viser, hvad en fil ville ændre, og alle dens fejl; med --commit gemmes den, "
        "hele filen eller intet. Afslutter med 1, når en fil, der kun vises, har fejl, og med 2, "
        "når den ikke kan bruges eller gemmes."
    )
    add = parser.add_argument
    add("file", metavar="FIL", type=Path, help="CSV eller XLSX")
    add(
        "--kind",
        metavar="SLAGS",
        type=_kind,
        required=True,
        help="registreringer, evalueringer eller kendskab (på engelsk registrations, evaluations "
        "eller awareness)",
    )
    add(
        "--hub", metavar="NAVN", required=True, help="erhvervshuset, fx »Erhvervshus Fyn« eller fyn"
    )
    add("--mapping", metavar="FIL", type=Path, help="oversæt fremmede overskrifter (YAML)")
    add(
        "--full-year",
        metavar="ÅR",
        type=year,
        help="filen rummer hele året: rækker fra året, som mangler i filen, udgår",
    )
    add("--commit", action="store_true", help="gem; ellers vises kun, hvad der ville ske")
    add("--problems", metavar="FIL", type=Path, help="skriv alle fejl i denne CSV-fil")
    _add_actor(parser)
    _finish(parser, _import, makes=True)


def _kind(text: str) -> ImportKind:
    """A kind of file by its Danish or English name."""
    named = _KINDS.get(text.strip().casefold())
    if named is None:
        told = f"»{text}« er ingen slags fil. Vælg mellem {', '.join(_KINDS)}"
        raise argparse.ArgumentTypeError(told)
    return named


_KINDS = {
    "registreringer": ImportKind.REGISTRATIONS,
    "evalueringer": ImportKind.EVALUATIONS,
    "kendskab": ImportKind.AWARENESS,
    **{kind.value: kind for kind in ImportKind},
}


def add_imports(parser: argparse.ArgumentParser) -> None:
    """Declares ``imports``."""
    parser.description = "Viser alle importer med nummer, fil, antal rækker, hvem og hvornår."
    _finish(parser, _list)


def add_revert(parser: argparse.ArgumentParser) -> None:
    """Declares ``revert``."""
    parser.description = (
        "Trækker en import tilbage, så de tidligere rækker gælder igen. Afvises, når "
        "senere importer bygger på den. Frosne udtræk ændres aldrig."
    )
    parser.add_argument("number", metavar="NR", type=int, help="importens nummer")
    _add_actor(parser)
    _finish(parser, _revert)


def add_snapshot(parser: argparse.ArgumentParser) -> None:
    """Declares ``snapshot``."""
    parser.description = "Skriver de rækker, der gælder nu, som et udtræk med fingeraftryk."
    hubs = parser.add_mutually_exclusive_group(required=True)
    hubs.add_argument("--hub", metavar="NAVN", help="kun dette erhvervshus")
    hubs.add_argument("--all", action="store_true", help="alle erhvervshuse")
    parser.add_argument(
        "--cut-off", metavar="DATO", type=day, help="kun til og med denne dag, fx 2022-06-30"
    )
    parser.add_argument(
        "--out", metavar="MAPPE", type=Path, required=True, help="hertil skrives udtrækket"
    )
    _finish(parser, _snapshot)


def _add_actor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--actor", metavar="NAVN", help="hvem der gør det (ellers dit brugernavn)")


Run = Callable[[argparse.Namespace, Language], int]


def _finish(parser: argparse.ArgumentParser, run: Run, *, makes: bool = False) -> None:
    parser.add_argument(
        "--database",
        metavar="FIL",
        type=Path,
        help="lagerets SQLite-fil (ellers DATABASE_URL eller samvirke.sqlite3 i denne mappe)",
    )
    add_language(parser)
    parser.set_defaults(run=_on_store(run, makes=makes))


def _on_store(run: Run, *, makes: bool) -> Run:
    """``run`` once the store is open, telling what the store refuses."""

    def run_on_store(options: argparse.Namespace, language: Language) -> int:
        from samvirke.apps.database import StoreError, address_of
        from samvirke.apps.store import open_store

        address = None if options.database is None else address_of(options.database)
        try:
            open_store(address, make=makes)
            return run(options, language)
        except (StoreError, SnapshotNotWritten) as error:
            print(error.what.in_language(language), file=sys.stderr)
            return UNUSABLE

    return run_on_store


def _import(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.imports.domain import import_file
    from samvirke.schemes.record_files import known_places

    territory = load_territory()
    hub = territory.body(BodyKind.HUB, options.hub, on=today())
    kind: ImportKind = options.kind
    reading = Reading(
        options.file,
        kind,
        known=known_places(territory, load_agreements()),
        mapping=None if options.mapping is None else read_mapping(options.mapping, kind),
        hub=hub.id,
    )
    file = import_file(reading, hub=hub.id, full_year=options.full_year)
    problems: list[RowProblem] = []
    if not options.commit:
        code = _preview(file, reading, problems, options, language)
        _report(problems, options, language)
        return code
    try:
        return _commit(file, reading, problems, _actor(options), language)
    except ImportRefused:
        _report(problems, options, language)
        raise


def _report(
    problems: Sequence[RowProblem], options: argparse.Namespace, language: Language
) -> None:
    if options.problems is not None:
        count = write_problem_report(problems, options.problems, language=language)
        told = (_REPORTED_ONE if count == 1 else _REPORTED).in_language(language)
        shown = format_number(Fraction(count), language)
        print(told.format(count=shown, path=options.problems), file=sys.stderr)


def _preview(
    file: "ImportFile",
    reading: Reading,
    problems: list[RowProblem],
    options: argparse.Namespace,
    language: Language,
) -> int:
    from samvirke.apps.imports.domain import preview
    from samvirke.apps.imports.words import (
        already_in_words,
        changes_in_words,
        counts_in_words,
        withdrawals_in_words,
    )

    with _shown_progress(language) as progress:
        found = preview(file, on_problem=problems.append, progress=progress)
    if found.already is not None:
        print(already_in_words(found.already, language))
        return FINE
    _tell_remarks(reading, language)
    lines = counts_in_words(found.tables, language)
    lines += changes_in_words(found, file.kind, language)
    lines += withdrawals_in_words(found, file.kind, language)
    if found.problems.count:
        lines.append(_faulty_rows(found.problems, language))
        lines.append(found.problems.in_language(language))
    lines += [text.in_language(language) for text in found.obstacles]
    lines.append((_NOT_STORED if found.fine else _NOT_FINE).in_language(language))
    if found.problems.count and options.problems is None:
        lines.append(_HOW_TO_REPORT.in_language(language))
    print("\n".join(lines))
    return FINE if found.fine else FOUND


def _faulty_rows(problems: ProblemTally, language: Language) -> str:
    shown = format_number(Fraction(problems.rows), language)
    words = _ONE_FAULTY if problems.rows == 1 else _FAULTY
    return words.in_language(language).format(rows=shown)


def _commit(
    file: "ImportFile",
    reading: Reading,
    problems: list[RowProblem],
    actor: str,
    language: Language,
) -> int:
    from samvirke.apps.imports.domain import commit
    from samvirke.apps.imports.words import already_in_words, counts_in_words

    with _shown_progress(language) as progress:
        done = commit(
            file,
            actor=actor,
            at=datetime.now(UTC),
            on_problem=problems.append,
            progress=progress,
        )
    if done.already:
        print(already_in_words(done.record, language))
        return FINE
    _tell_remarks(reading, language)
    print("\n".join(counts_in_words(done.tables, language)))
    print(_STORED.in_language(language).format(number=done.record.pk))
    return FINE


def _tell_remarks(reading: Reading, language: Language) -> None:
    for remark in reading.facts.remarks:
        print(f"{reading.path.name}: {remark.in_language(language)}", file=sys.stderr)


def _list(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.imports.models import Import
    from samvirke.apps.imports.words import imports_in_words
    from samvirke.apps.store import in_words

    with in_words():
        imports = list(Import.objects.order_by("pk").select_related(*Import.NAMES))
    print(
        "\n".join(imports_in_words(imports, language)) if imports else _NONE.in_language(language)
    )
    return FINE


def _revert(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.imports.domain import revert

    done = revert(options.number, actor=_actor(options), at=datetime.now(UTC))
    print(_REVERTED.in_language(language).format(number=done.pk, file=shorten(done.file_name)))
    return FINE


def _snapshot(options: argparse.Namespace, language: Language) -> int:
    from samvirke.apps.imports.domain import freeze

    territory = load_territory()
    if options.all:
        hubs = [body.id for body in territory.bodies if body.kind is BodyKind.HUB]
    else:
        on = options.cut_off or today()
        hubs = [territory.body(BodyKind.HUB, options.hub, on=on).id]
    with _shown_progress(language) as progress:
        manifest = freeze(options.out, hubs=hubs, cut_off=options.cut_off, progress=progress)
    for table in manifest.tables:
        print(f"{table.file}: {format_number(Fraction(table.rows), language)}")
    print(_FROZEN.in_language(language).format(path=options.out, sha256=manifest.fingerprint))
    return FINE


def _actor(options: argparse.Namespace) -> str:
    """Who acts: as told, or the user who is logged in."""
    if options.actor is not None and options.actor.strip():
        return str(options.actor.strip())
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise InputError([Problem("--actor", None, _WHO)]) from error


@contextmanager
def _shown_progress(language: Language) -> "Iterator[Callable[[Step, int], None]]":
    """Shows on a terminal what is being done, and clears the line in the end."""
    terminal = sys.stderr.isatty()

    def show(step: "Step", count: int) -> None:
        if terminal:
            words = _STEPS[step.name].in_language(language)
            shown = format_number(Fraction(count), language)
            print(f"\r\x1b[K{words.format(count=shown)}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


_STEPS = {
    "READING": Text(da="Læser: {count} rækker", en="Reading: {count} rows"),
    "COMPARING": Text(
        da="Sammenligner {count} rækker med lageret …", en="Comparing {count} rows with the store …"
    ),
    "STORING": Text(da="Gemmer: {count} rækker", en="Storing: {count} rows"),
    "FREEZING": Text(da="Fryser: {count} rækker", en="Freezing: {count} rows"),
}
_NOT_STORED = Text(
    da="Intet er gemt endnu. Kør igen med --commit for at gemme.",
    en="Nothing is stored yet. Run again with --commit to store it.",
)
_NOT_FINE = Text(
    da="Filen kan ikke gemmes, før det er rettet.",
    en="The file cannot be stored before this is mended.",
)
_HOW_TO_REPORT = Text(
    da="--problems FIL.csv skriver alle fejl i rækkerne i et regneark.",
    en="--problems FILE.csv writes all errors of rows for a spreadsheet.",
)
_REPORTED = Text(
    da="{count} fejl er skrevet i {path}.", en="{count} errors were written to {path}."
)
_REPORTED_ONE = Text(da="1 fejl er skrevet i {path}.", en="1 error was written to {path}.")
_FAULTY = Text(
    da="{rows} rækker har fejl og tælles ikke med ovenfor:",
    en="{rows} rows have errors and are not counted above:",
)
_ONE_FAULTY = Text(
    da="1 række har fejl og tælles ikke med ovenfor:",
    en="1 row has errors and is not counted above:",
)
_STORED = Text(
    da="Gemt som import {number}. »samvirke revert {number}« trækker den tilbage.",
    en="Stored as import {number}. 'samvirke revert {number}' takes it back.",
)
_NONE = Text(da="Der er ikke læst noget ind endnu.", en="Nothing has been imported yet.")
_REVERTED = Text(
    da="Import {number} ({file}) er trukket tilbage: rækkerne fra før den gælder igen. Udtræk, der "
    "er frosset, er ikke ændret.",
    en="Import {number} ({file}) is reverted: the rows before it hold again. Snapshots that were "
    "frozen are unchanged.",
)
_FROZEN = Text(
    da="Udtrækket ligger i {path}. Fingeraftryk: {sha256}",
    en="The snapshot is in {path}. Fingerprint: {sha256}",
)
_WHO = Text(da="Skriv, hvem der gør det: --actor NAVN.", en="Say who is acting: --actor NAME.")
