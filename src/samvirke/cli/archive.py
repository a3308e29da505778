"""``samvirke archive import``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_output, print_json
from samvirke.cli.page_progress import page_progress
from samvirke.figures import Language, Text
from samvirke.papers.writing import write_all
from samvirke.records.archive import (
    Annex,
    Bundle,
    Item,
    Outcome,
    Stored,
    Unplaced,
    bundle_to_json,
    correct,
    corrections_text,
    import_bundle,
    store_bundle,
)
from samvirke.records.archive.dates import day_or_month_in_words
from samvirke.records.files import refused
from samvirke.records.problems import printable


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declares ``archive`` and its one command."""
    parser.description = "Arkiv over mødernes bilagssamlinger."
    commands = parser.add_subparsers(title="kommandoer", required=True, metavar="KOMMANDO")
    _add_import(commands.add_parser("import", help="del en bilagssamling op i punkter og bilag"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Læser en bilagssamling (PDF eller tekst) og viser punkter, bilag, datoer, sagsnumre og "
        "sider, som de er genkendt. Ret dem i en fil (--write-corrections, --corrections), før "
        "samlingen lægges i arkivet (--store). Afslutter med 0, når alt er placeret, 1, når noget "
        "skal ses efter, og 2, når filen ikke kan bruges."
    )
    parser.add_argument("file", metavar="FIL", type=Path, help="bilagssamlingen, PDF eller tekst")
    parser.add_argument(
        "--write-corrections",
        metavar="RETTELSER",
        type=Path,
        help="skriv det genkendte som YAML, der kan rettes; en fil, der findes, røres ikke",
    )
    parser.add_argument(
        "--corrections", metavar="RETTELSER", type=Path, help="brug en rettet YAML-fil"
    )
    parser.add_argument("--store", metavar="MAPPE", type=Path, help="læg samlingen i dette arkiv")
    parser.add_argument(
        "--discard-corrections",
        action="store_true",
        help="lad maskinens læsning afløse en rettet udgave i arkivet (den gemmes ved siden af)",
    )
    add_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, language: Language) -> int:
    target = options.write_corrections
    if target is not None and target.exists():
        raise refused(target, _EXISTS)
    store = options.store
    if store is not None and not store.exists() and not store.absolute().parent.is_dir():
        raise refused(store, _NO_FOLDER)
    bundle = import_bundle(options.file, page_progress(language))
    if options.corrections is not None:
        bundle = correct(bundle, options.corrections)
    stored = None
    if options.store is not None:
        discard = options.discard_corrections
        stored = store_bundle(bundle, options.file, options.store, discard_corrections=discard)
    if options.json:
        print_json(bundle_to_json(bundle, language))
    else:
        print("\n".join(printable(line) for line in _in_words(bundle, language)))
        if stored is not None:
            print(_stored_in_words(stored, language))
    if target is not None:
        text = corrections_text(bundle, remarks=_remarks(bundle, language))
        write_all(target.parent, {target.name: text.encode("utf-8")})
    return FOUND if bundle.unrecognised else FINE


def _in_words(bundle: Bundle, language: Language) -> Iterator[str]:
    yield bundle.file
    yield "=" * len(bundle.file)
    body, day = bundle.meeting.body, bundle.meeting.day
    for label, value, source in (
        (_BODY, body.value, body.source),
        (_DAY, _in_words_or_none(day.value or bundle.meeting.month, language), day.source),
    ):
        shown = value or _UNKNOWN.in_language(language)
        told = f" ({source.in_language(language)})" if source else ""
        yield f"{label.in_language(language)}: {shown}{told}"
    for item in bundle.items:
        yield ""
        yield from _item(item, language)
    if bundle.unrecognised:
        yield ""
        yield f"{_LOOK.in_language(language)}:"
        yield from (f"- {_unplaced(entry, language)}" for entry in bundle.unrecognised)


def _in_words_or_none(day: str | None, language: Language) -> str | None:
    return None if day is None else day_or_month_in_words(day, language)


def _item(item: Item, language: Language) -> Iterator[str]:
    number = item.number or "–"
    title = item.title or _NO_TITLE.in_language(language)
    yield f"{number} {title}{_at_page(item.page, language)}"
    for annex in item.annexes:
        yield f"  {_annex(annex, language)}"
        dates = [day_or_month_in_words(day, language) for day in annex.dates]
        facts = [*dates, *annex.file_numbers]
        if facts:
            yield f"    {', '.join(facts)}"


def _annex(annex: Annex, language: Language) -> str:
    name = f"{_ANNEX.in_language(language)} {annex.number or '–'}"
    title = annex.title or _NO_TITLE.in_language(language)
    return f"{name}: {title}{_at_page(annex.page, language)}"


def _at_page(page: int | None, language: Language) -> str:
    return "" if page is None else f", {_PAGE.in_language(language)} {page}"


def _unplaced(entry: Unplaced, language: Language) -> str:
    places = []
    if entry.page is not None:
        places.append(f"{_PAGE.in_language(language)} {entry.page}")
    if entry.line is not None:
        places.append(f"{_LINE.in_language(language)} {entry.line}")
    place = f"{', '.join(places)}: " if places else ""
    text = f"»{entry.text}«. " if entry.text else ""
    return f"{place}{text}{entry.reason.in_language(language)}"


def _remarks(bundle: Bundle, language: Language) -> str:
    lines = [_HOW.in_language(language)]
    lines += [printable(_unplaced(entry, language)) for entry in bundle.unrecognised]
    return "\n".join(lines)


def _stored_in_words(stored: Stored, language: Language) -> str:
    words = _STORED[stored.outcome].in_language(language)
    return "\n" + words.format(folder=stored.folder, version=stored.version)


_BODY = Text(da="Organ", en="Body")
_DAY = Text(da="Møde", en="Meeting")
_UNKNOWN = Text(da="ikke fundet", en="not found")
_NO_TITLE = Text(da="(titlen er ikke trykt)", en="(no title printed)")
_ANNEX = Text(da="Bilag", en="Annex")
_PAGE = Text(da="side", en="page")
_LINE = Text(da="linje", en="line")
_LOOK = Text(da="Se efter", en="To look at")
_HOW = Text(
    da="Ret det, der er forkert, og kør kommandoen igen med --corrections og denne fil.",
    en="Correct what is wrong and run the command again with --corrections and this file.",
)
_EXISTS = Text(
    da="Filen findes allerede, og rettelserne i den ville gå tabt. Vælg et andet navn, eller slet "
    "den selv.",
    en="The file is there already, and the corrections in it would be lost. Choose another name "
    "or delete it yourself.",
)
_NO_FOLDER = Text(
    da="Mappen, som arkivet skal ligge i, findes ikke. Opret den, eller ret stien.",
    en="The folder that the archive is to lie in does not exist. Make it, or correct the path.",
)
_STORED = {
    Outcome.NEW: Text(da="Lagt i arkivet: {folder}", en="Stored: {folder}"),
    Outcome.NEW_VERSION: Text(
        da="Ny udgave {version} i arkivet: {folder}", en="New version {version} stored: {folder}"
    ),
    Outcome.KEPT: Text(
        da="Den rettede udgave {version} er beholdt i arkivet: {folder}. Maskinens læsning er ikke "
        "lagt ind; det kræver --discard-corrections.",
        en="The corrected version {version} was kept: {folder}. The machine's reading was not "
        "stored; that takes --discard-corrections.",
    ),
    Outcome.UNCHANGED: Text(
        da="Lå allerede i arkivet, uændret: {folder}", en="Already stored, unchanged: {folder}"
    ),
}
