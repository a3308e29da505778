"""``samvirke statement``: a hub's results statement from files, without a database."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from samvirke.agreements import agreement_path, load_agreements
from samvirke.cli.exit_codes import FINE
from samvirke.cli.options import Commands, add_output, day, print_json, year
from samvirke.cli.statement_papers import render_in
from samvirke.figures import Language, Period, Text
from samvirke.papers.results_statement import report_of, to_terminal
from samvirke.papers.statement_folder import Basis, open_folder, write_statement
from samvirke.papers.statement_folder.order_file import NAME, PUBLIC
from samvirke.records import InputError, Problem
from samvirke.records.imports import ImportKind, read_mapping
from samvirke.schemes.record_files import Progress, RecordFile, known_places, snapshot_from_files
from samvirke.schemes.results_statement import FileUsed, Statement, statement_to_json
from samvirke.territory import BodyKind, load_territory


def add_to(commands: Commands) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "statement",
        help="gør et erhvervshus' resultater op for et år",
        description="Gør et erhvervshus' resultater op mod rammeaftalen og resultatkontrakten ud "
        "fra filer, uden database. Skriver PDF, regneark, JSON og side, en udgave til offentlig "
        "brug og alt, hvad tallene hviler på.",
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
    with tempfile.TemporaryDirectory(prefix="samvirke-") as scratch:
        snapshot, used = _snapshot(options, Path(scratch), language)
        basis = Basis(
            snapshot,
            options.agreement or _agreement(options.year),
            options.contract,
            options.assessments,
            () if options.replaces is None else _earlier(options.replaces),
        )
        order = basis.order(
            hub=options.hub,
            year=options.year,
            cut_off=options.cut_off,
            demo=options.demo,
            files=used,
        )
        _tell(Text(da="Regner og skriver papirer …", en="Computing and writing papers …"), language)
        statement, paths = write_statement(basis, order, options.out, render=render_in(language))
    _show(statement, paths, options, language)
    return FINE


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


def _earlier(replaced: Path) -> tuple[Path, ...]:
    """The public JSON of every version before, the oldest first."""
    folder = open_folder(replaced)
    return (*folder.basis.earlier, replaced / PUBLIC / f"{NAME}.json")


def _snapshot(
    options: argparse.Namespace, scratch: Path, language: Language
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
    territory, agreements = load_territory(), load_agreements()
    hub = territory.body(BodyKind.HUB, options.hub, on=Period.of_year(options.year).start)
    folder = scratch / "snapshot"
    made = snapshot_from_files(
        files,
        folder,
        known=known_places(territory, agreements),
        hub=hub.id,
        progress=_progress(language),
    )
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


def _files(options: argparse.Namespace) -> Sequence[RecordFile]:
    """The files in the order in which later rows replace earlier ones."""
    groups = (
        (
            ImportKind.REGISTRATIONS,
            (*options.previous_registrations, *options.registrations),
            options.registrations_mapping,
        ),
        (ImportKind.EVALUATIONS, options.evaluations, options.evaluations_mapping),
        (ImportKind.AWARENESS, options.awareness, options.awareness_mapping),
    )
    return [
        RecordFile(kind, path, None if mapping is None else read_mapping(mapping, kind))
        for kind, paths, mapping in groups
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
