"""``samvirke statement``: a hub's results statement from files, without a database."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from samvirke.agreements import agreement_path, load_agreements
from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import add_output, day, print_json, year
from samvirke.cli.statement_papers import render_in
from samvirke.figures import Language, Period, Text
from samvirke.papers.results_statement import report_of, to_terminal
from samvirke.papers.statement_folder import Basis, open_folder, write_statement
from samvirke.papers.statement_folder.order_file import NAME, PUBLIC
from samvirke.records import InputError, Problem
from samvirke.records.imports import ImportKind, read_mapping
from samvirke.records.snapshot import SnapshotNotWritten
from samvirke.schemes.record_files import Progress, RecordFile, known_places, snapshot_from_files
from samvirke.schemes.results_statement import FileUsed, Statement, statement_to_json
from samvirke.territory import Body, BodyKind, load_territory


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``statement``."""
    parser.description = (
        "Gør et erhvervshus' resultater op mod rammeaftalen og resultatkontrakten ud "
        "fra filer, uden database. Skriver PDF, regneark, JSON og side, en udgave til offentlig "
        "brug og alt, hvad tallene hviler på."
    )
    add = parser.add_argument
    add("--hub", metavar="NAVN", required=True, help="fx »Erhvervshus Fyn« eller fyn")
    add("--year", metavar="ÅR", type=year, required=True, help="året, der gøres op")
    files = parser.add_argument_group("registreringer og svar (CSV eller XLSX; flere filer går an)")
    for option, text in (
        ("--registrations", "årets forløb fra CRM-systemet"),
        ("--previous-registrations", "forløb fra årene før"),
        ("--evaluations", "svar på brugerevalueringen"),
        ("--awareness", "svar på kendskabsmålingen"),
    ):
        files.add_argument(option, metavar="FIL", type=Path, nargs="+", default=[], help=text)
    for option, text in (
        ("--registrations-mapping", "registreringerne"),
        ("--evaluations-mapping", "evalueringerne"),
        ("--awareness-mapping", "kendskabsmålingen"),
    ):
        files.add_argument(
            option, metavar="FIL", type=Path, help=f"oversæt fremmede overskrifter i {text}"
        )
    files.add_argument(
        "--snapshot", metavar="MAPPE", type=Path, help="brug et frosset udtræk i stedet for filer"
    )
    add("--agreement", metavar="FIL", type=Path, help="rammeaftalen; ellers den, der gælder i året")
    add("--contract", metavar="FIL", type=Path, help="resultatkontrakten")
    add("--assessments", metavar="FIL", type=Path, help="vurderinger og modtagne tal")
    add("--cut-off", metavar="DATO", type=day, help="status til og med denne dag i året")
    add("--replaces", metavar="MAPPE", type=Path, help="den version, som denne afløser")
    add("--demo", action="store_true", help="mærk papirerne »Demodata«")
    add("--out", metavar="MAPPE", type=Path, required=True, help="hertil skrives opgørelsen")
    add("--quiet", action="store_true", help="vis kun, hvor papirerne ligger")
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    agreement = options.agreement or _agreement(options.year)
    first_day = Period.of_year(options.year).start
    hub = load_territory().body(BodyKind.HUB, options.hub, on=first_day)
    earlier = () if options.replaces is None else _earlier(options.replaces, hub, options.year)
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        snapshot, used = _snapshot(options, hub, Path(scratch), language)
        basis = Basis(snapshot, agreement, options.contract, options.assessments, earlier)
        order = basis.order(
            hub=options.hub,
            year=options.year,
            cut_off=options.cut_off,
            demo=options.demo,
            files=used,
        )
        _tell(Text(da="Regner og skriver papirer …", en="Computing and writing papers …"), language)
        statement, paths = write_statement(basis, order, options.out, render=render_in(language))
    if not statement.volumes:
        _tell(_without_registrations(options.year), language)
    _show(statement, paths, options, language)
    return FINE


def _without_registrations(wanted: int) -> Text:
    return Text(
        da=f"Bemærk: udtrækket har ingen forløb fra {wanted} for huset. Er det den rigtige fil, "
        "det rigtige hus og det rigtige år?",
        en=f"Note: the snapshot has no engagements of the hub from {wanted}. Are file, hub and "
        "year the right ones?",
    )


def _agreement(wanted: int) -> Path:
    path = agreement_path(wanted)
    if path is not None:
        return path
    known = [held for item in load_agreements() for held in item.valid.period.years()]
    what = Text(
        da=f"Der er ingen rammeaftale for {wanted}. Kendte år: {min(known)}-{max(known)}.",
        en=f"There is no framework agreement for {wanted}. Known years: {min(known)}-{max(known)}.",
    )
    raise InputError([Problem("--year", None, what)])


def _earlier(replaced: Path, hub: Body, year: int) -> tuple[Path, ...]:
    """The public JSON of every version before, the oldest first."""
    folder = open_folder(replaced)
    stored = folder.stored()
    if (stored["hub"]["id"], stored["year"]) != (hub.id, year):
        name, other = stored["hub"]["name"], stored["year"]
        what = Text(
            da=f"Opgørelsen i {replaced} er for {name} i {other} og kan ikke afløses af en for "
            f"{hub.name} i {year}. Vælg den rigtige mappe.",
            en=f"The statement in {replaced} is of {name} in {other} and cannot be replaced by one "
            f"of {hub.name} in {year}. Choose the right folder.",
        )
        raise InputError([Problem("--replaces", None, what)])
    return (*folder.basis.earlier, replaced / PUBLIC / f"{NAME}.json")


def _snapshot(
    options: argparse.Namespace, hub: Body, scratch: Path, language: Language
) -> tuple[Path, tuple[FileUsed, ...]]:
    """The snapshot to count in, and the files it was made from."""
    files = _files(options)
    if (options.snapshot is None) == (not files):
        what = Text(
            da="Angiv enten registreringer og svar som filer eller et udtræk med --snapshot.",
            en="Name either registrations and answers as files, or a snapshot with --snapshot.",
        )
        raise InputError([Problem("statement", None, what)])
    if options.snapshot is not None:
        return options.snapshot, ()
    folder = scratch / "snapshot"
    try:
        made = snapshot_from_files(
            files,
            folder,
            known=known_places(load_territory(), load_agreements()),
            hub=hub.id,
            progress=_progress(language),
        )
    except SnapshotNotWritten as error:
        raise InputError([Problem("statement", None, _temporary(error.what))]) from error
    for name, remark in made.remarks:
        _tell(Text(da=f"{name}: {remark.da}", en=f"{name}: {remark.en}"), language)
    if made.replaced:
        _tell(
            Text(
                da=f"{made.replaced} rækker står med forskelligt indhold i to filer; den sidst "
                "nævnte fil gælder.",
                en=f"{made.replaced} rows differ between two files; the file named last holds.",
            ),
            language,
        )
    return folder, made.used


def _temporary(what: Text) -> Text:
    """``what`` went wrong in a folder that the user did not name, and how to name another."""
    return Text(
        da=f"{what.da} Mappen er midlertidig: TMPDIR=MAPPE foran kommandoen vælger en anden.",
        en=f"{what.en} The folder is a temporary one: TMPDIR=FOLDER before the command chooses "
        "another.",
    )


def _files(options: argparse.Namespace) -> Sequence[RecordFile]:
    """The files in the order in which later rows replace earlier ones."""
    registrations = (ImportKind.REGISTRATIONS, options.registrations_mapping)
    # Of several surveys one is of the year and the others of the years before.
    survey = options.year if len(options.awareness) == 1 else None
    groups = (
        (*registrations, options.previous_registrations, None),
        (*registrations, options.registrations, options.year),
        (ImportKind.EVALUATIONS, options.evaluations_mapping, options.evaluations, None),
        (ImportKind.AWARENESS, options.awareness_mapping, options.awareness, survey),
    )
    return [
        RecordFile(kind, path, None if mapping is None else read_mapping(mapping, kind), of_year)
        for kind, mapping, paths, of_year in groups
        for path in paths
    ]


def _progress(language: Language) -> Progress | None:
    if not sys.stderr.isatty():
        return None
    rows = Text(da="rækker", en="rows").in_language(language)

    def show(name: str, count: int) -> None:
        print(f"\r{name}: {count} {rows} ", end="", file=sys.stderr, flush=True)

    return show


def _tell(words: Text, language: Language) -> None:
    print(words.in_language(language), file=sys.stderr)


def _show(
    statement: Statement,
    paths: Sequence[Path],
    options: argparse.Namespace,
    language: Language,
) -> None:
    if options.json:
        print_json(statement_to_json(statement))
        return
    if not options.quiet:
        print(to_terminal(report_of(statement, language)))
    label = Text(da="Papirerne ligger i {path}", en="The papers are in {path}")
    print(label.in_language(language).format(path=paths[0].parent))
