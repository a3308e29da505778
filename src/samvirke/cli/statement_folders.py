"""Commands on statements that are written: verify, compare, approve, and the national one."""

import argparse
import sys
from datetime import date
from pathlib import Path

from samvirke.cli.exit_codes import FINE, FOUND
from samvirke.cli.options import add_language, add_output, day, print_json, today
from samvirke.cli.statement_papers import render_in
from samvirke.figures import Language, Text, format_date
from samvirke.papers.statement_folder import (
    Verification,
    open_folder,
    steps_of,
    take_step,
    verify,
)
from samvirke.papers.writing import write_all
from samvirke.schemes.results_statement import (
    Difference,
    Step,
    compare,
    current,
    hubs_of,
    is_late,
    json_bytes,
    make_national_statement,
    national_to_json,
)

NATIONAL = "national-opgoerelse"
_STEPS = {
    "direktør": Step.SIGNED_OFF,
    "bestyrelse": Step.BOARD_APPROVED,
    "sendt": Step.SENT,
    "efterretning": Step.TAKEN_NOTE_OF,
    "offentliggjort": Step.PUBLISHED,
}


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Declares ``verify-statement``."""
    parser.description = (
        "Regner en opgørelse efter fra udtrækket, aftalen, kontrakten og vurderingerne "
        "i dens mappe, og nævner hvert tal og papir, som ikke bliver det samme. Afslutter med 0, "
        "når alt stemmer, 1, når noget ikke gør, og 2, når mappen ikke kan bruges."
    )
    parser.add_argument("folder", metavar="MAPPE", type=Path, help="opgørelsens mappe")
    add_language(parser)
    parser.set_defaults(run=_verify)


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Declares ``compare-statements``."""
    parser.description = (
        "Viser hvert tal og hver dom, der skiller to udgaver af en opgørelse. Afslutter med 0, når "
        "de siger det samme, 1, når noget skiller dem, og 2, når en mappe ikke kan bruges."
    )
    parser.add_argument("first", metavar="MAPPE1", type=Path, help="den første")
    parser.add_argument("second", metavar="MAPPE2", type=Path, help="den anden")
    add_language(parser)
    parser.set_defaults(run=_compare)


def add_approve(parser: argparse.ArgumentParser) -> None:
    """Declares ``approve-statement``."""
    parser.description = (
        "Fører et skridt ind: direktøren godkender, bestyrelsen godkender (hvis den "
        "vil), opgørelsen sendes, KKR tager den til efterretning, den offentliggøres. Fra "
        "direktørens godkendelse er indholdet frosset."
    )
    parser.add_argument("folder", metavar="MAPPE", type=Path, help="opgørelsens mappe")
    parser.add_argument("--step", choices=tuple(_STEPS), required=True, help="skridtet")
    parser.add_argument("--actor", metavar="NAVN", required=True, help="hvem tog skridtet")
    parser.add_argument("--date", metavar="DATO", type=day, required=True, help="hvornår")
    parser.add_argument(
        "--document", metavar="TEKST", required=True, help="dokumentet, der viser det"
    )
    add_language(parser)
    parser.set_defaults(run=_approve)


def add_national(parser: argparse.ArgumentParser) -> None:
    """Declares ``national-statement``."""
    parser.description = (
        "Stiller opgørelser fra flere erhvervshuse op ved siden af hinanden, med sum, "
        "hvor aftalen gælder dem tilsammen. Skriver PDF, regneark, side og JSON."
    )
    parser.add_argument(
        "folders", metavar="MAPPE", type=Path, nargs="+", help="opgørelsernes mapper"
    )
    parser.add_argument("--out", metavar="MAPPE", type=Path, required=True, help="hertil skrives")
    add_output(parser)
    parser.set_defaults(run=_national)


def _verify(options: argparse.Namespace, language: Language) -> int:
    result = verify(options.folder, render=render_in(language))
    for line in _verified(result, language):
        print(line)
    return FINE if result.holds else FOUND


def _verified(result: Verification, language: Language) -> list[str]:
    lines = [_differs(item, language) for item in result.differences]
    lines += [_OTHER_BYTES.in_language(language).format(name=name) for name in result.other_bytes]
    if result.changed_since_sign_off:
        lines.append(_CHANGED.in_language(language))
    if not result.same_release:
        lines.append(_OTHER_RELEASE.in_language(language))
    if result.holds:
        lines.append(_HOLDS.in_language(language))
        lines += [_NOT_COVERED.in_language(language)] if result.steps else []
    return lines


_OTHER_BYTES = Text(
    da="Papiret {name} er ikke det, der kommer ud af grundlaget.",
    en="The paper {name} is not what the basis gives.",
)
_CHANGED = Text(
    da="Papirerne er ændret, siden direktøren godkendte dem.",
    en="The papers were changed since the director signed them off.",
)
_OTHER_RELEASE = Text(
    da="Opgørelsen er skrevet af en anden udgave af Samvirke; kun tallene er holdt op mod "
    "hinanden, ikke papirernes bytes.",
    en="The statement was written by another release of Samvirke; only figures were compared, not "
    "the bytes of the papers.",
)
_HOLDS = Text(
    da="Alt stemmer: hvert tal kan regnes efter fra opgørelsens eget grundlag.",
    en="Everything holds: each figure can be recomputed from the statement's own basis.",
)
_NOT_COVERED = Text(
    da="Skridtene følger hinanden og er ikke rettet siden. Om den nævnte person tog skridtet, og "
    "om dokumentet findes, kontrolleres ikke: filen er ikke underskrevet.",
    en="The steps follow each other and were not edited since. Whether the person named took the "
    "step, and whether the document exists, is not checked: the file is not signed.",
)
_DRAFTS = Text(
    da="Bemærk: opgørelsen fra {names} er et udkast og kan ændre sig. Det står i papiret.",
    en="Note: the statement of {names} is a draft and may change. The paper says so.",
)
_EQUAL = Text(da="De to udgaver siger det samme.", en="The two say the same.")


def _differs(item: Difference, language: Language) -> str:
    first, second = item.first.in_language(language), item.second.in_language(language)
    return f"{item.place.in_language(language)}: {first} → {second}"


def _compare(options: argparse.Namespace, language: Language) -> int:
    found = compare(open_folder(options.first).stored(), open_folder(options.second).stored())
    for item in found:
        print(_differs(item, language))
    if not found:
        print(_EQUAL.in_language(language))
    return FOUND if found else FINE


def _approve(options: argparse.Namespace, language: Language) -> int:
    folder = open_folder(options.folder)
    steps = take_step(
        options.folder,
        _STEPS[options.step],
        actor=options.actor,
        taken_on=options.date,
        document=options.document,
        today=today(),
        render=render_in(language),
    )
    for item in steps:
        on = format_date(item.taken_on, language)
        print(f"{item.step.label.in_language(language)}: {on}, {item.actor} ({item.document})")
    due = date.fromisoformat(folder.stored()["due"])
    if is_late(steps, due=due):
        late = Text(
            da=f"Opgørelsen blev sendt efter fristen den {format_date(due, 'da')}.",
            en=f"The statement was sent after it was due on {format_date(due, 'en')}.",
        )
        print(late.in_language(language))
    return FINE


def _national(options: argparse.Namespace, language: Language) -> int:
    from samvirke.site.national_pages import national_papers  # loads Django

    folders = [open_folder(path) for path in options.folders]
    statements = [folder.basis.public(folder.recompute()) for folder in folders]
    by_hub = {
        item.hub: current(steps_of(folder.path))
        for item, folder in zip(statements, folders, strict=True)
    }
    national = make_national_statement(statements, hubs_of(statements[0].year), steps=by_hub)
    if national.drafts:
        told = _DRAFTS.in_language(language).format(names=", ".join(national.drafts))
        print(told, file=sys.stderr)
    papers = {
        f"{NATIONAL}.json": json_bytes(national_to_json(national)),
        **national_papers(national, language, name=NATIONAL),
    }
    write_all(options.out, papers)
    if options.json:
        print_json(national_to_json(national))
    else:
        label = Text(da="Skrevet: {path}", en="Written: {path}")
        for name in papers:
            print(label.in_language(language).format(path=options.out / name))
    return FINE
