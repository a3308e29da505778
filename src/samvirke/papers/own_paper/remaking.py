"""Making a paper again from its object, whichever kind the object is of."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from samvirke.agreements import load_agreements, load_contract
from samvirke.allocation.json_form import SEATS_SCHEMA, SPLIT_SCHEMA
from samvirke.data import DATA
from samvirke.figures import Language, Text
from samvirke.papers import contract_check, effect_report, national_statement, results_statement
from samvirke.papers.statement_folder import open_folder
from samvirke.papers.statement_folder.order_file import (
    MOST_BYTES,
    NAME,
    ORDER_FILE,
    PUBLIC,
)
from samvirke.records import InputError
from samvirke.records.files import read_text, refused
from samvirke.records.snapshot import verify_snapshot
from samvirke.schemes import contract_check as contract_rules
from samvirke.schemes.contract_check.check import SCHEMA as CONTRACT
from samvirke.schemes.effect_statement import effect_statement_from_json
from samvirke.schemes.effect_statement.json_form import SCHEMA as EFFECT
from samvirke.schemes.result import SCHEMA as SCHEME
from samvirke.schemes.results_statement import (
    Statement,
    Step,
    hubs_of,
    make_national_statement,
)
from samvirke.schemes.results_statement.json_form import SCHEMA as STATEMENT
from samvirke.schemes.results_statement.json_reading import statement_from_json
from samvirke.schemes.results_statement.national import SCHEMA as NATIONAL

Json = Mapping[str, Any]
CONTRACT_SUFFIXES = (".yaml", ".yml")
_SCHEMAS = (STATEMENT, NATIONAL, EFFECT, CONTRACT, SPLIT_SCHEMA, SCHEME, SEATS_SCHEMA)


@dataclass(frozen=True, slots=True)
class Remaking:
    """A way to make a paper again: its title and its PDF, each in a language.

    ``basis`` is what it is made of, as a reader knows it.
    """

    basis: str
    title: Callable[[Language], str]
    pdf: Callable[[Language], bytes]


class _Titled(Protocol):
    @property
    def title(self) -> str: ...


Content = TypeVar("Content", bound=_Titled)


def _remaking(
    basis: str, report: Callable[[Language], Content], to_pdf: Callable[[Content], bytes]
) -> Remaking:
    return Remaking(
        basis,
        lambda language: report(language).title,
        lambda language: to_pdf(report(language)),
    )


class CannotRemake(Exception):
    """An object from which its paper cannot be made, and why."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


def read_object(path: Path) -> Json | None:
    """The JSON of an object, or nothing where ``path`` holds something else."""
    try:
        document = json.loads(read_text(path, most_bytes=MOST_BYTES))
    except (InputError, ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def require_object(path: Path) -> None:
    """Raises ``InputError`` where the file ``path`` is nothing that a paper is made from."""
    if path.suffix in CONTRACT_SUFFIXES:
        load_contract(path)
        return
    document = read_object(path)
    if document is None or document.get("schema") not in _SCHEMAS:
        raise refused(path, _NO_OBJECT)


def paper_id(document: Json) -> str | None:
    """What the paper of this object calls itself at the foot of its pages."""
    try:
        schema = document.get("schema")
        if schema == STATEMENT:
            return f"{NAME}-{document['hub']['id']}-{document['year']}"
        if schema == NATIONAL:
            return f"national-opgoerelse-{document['year']}"
        if schema == EFFECT:
            return str(document["agreement_id"])
        if schema == CONTRACT:
            return str(document["contract"])
    except (KeyError, TypeError):
        return None
    return None


def remakings(path: Path, document: Json, near: Sequence[Path]) -> list[Remaking]:
    """How the paper of the object in ``path`` can be made, the truest way first.

    A statement that lies with its snapshot is recomputed from it. ``near`` are further files in
    which a contract or the hubs' statements are looked for. Raises ``CannotRemake``.
    """
    try:
        if document["schema"] == STATEMENT:
            return _statement(path, document)
        if document["schema"] == NATIONAL:
            return [_national(path, document, near)]
        if document["schema"] == EFFECT:
            return [_effect(path, document)]
        return [_contract(document["contract"], near)]
    except CannotRemake:
        raise
    except InputError as error:
        raise CannotRemake(_in_words(error)) from error
    except (ValueError, KeyError, TypeError, LookupError) as error:
        raise CannotRemake(does_not_hold(path.name)) from error


def _statement(path: Path, document: Json) -> list[Remaking]:
    root = statement_root(path)
    if root is None:
        return [_of_statement(path.name, statement_from_json(document))]
    folder = open_folder(root)
    verify_snapshot(folder.basis.snapshot)
    statement = folder.recompute()
    whole = _of_statement(f"{root.name}/grundlag", statement)
    shown = _of_statement(f"{root.name}/grundlag ({PUBLIC})", folder.basis.public(statement))
    return [shown, whole] if path.parent != root else [whole, shown]


def statement_root(path: Path) -> Path | None:
    """The statement's folder that ``path`` lies in, where its basis lies there too."""
    for folder in (path.parent, path.parent.parent):
        if (folder / ORDER_FILE).is_file():
            return folder
    return None


def _of_statement(basis: str, statement: Statement) -> Remaking:
    report = partial(results_statement.report_of, statement)
    return _remaking(basis, report, results_statement.to_pdf)


def _national(path: Path, document: Json, near: Sequence[Path]) -> Remaking:
    year = int(document["year"])
    wanted = {item["hub"]: item["snapshot"] for item in document["statements"]}
    found: dict[str, Statement] = {}
    for candidate in near:
        other = read_object(candidate)
        if other is None or other.get("schema") != STATEMENT or candidate.parent.name != PUBLIC:
            continue
        statement = statement_from_json(other)
        if statement.year == year and wanted.get(statement.hub) == statement.snapshot:
            found[statement.hub] = statement
    missing = [hub for hub in wanted if hub not in found]
    if missing:
        raise CannotRemake(_lacks_statements(missing))
    steps = {
        item["hub"]: Step(item["step"])
        for item in document["statements"]
        if item["step"] is not None
    }
    national = make_national_statement(list(found.values()), hubs_of(year), steps=steps)
    report = partial(national_statement.report_of, national)
    return _remaking(path.name, report, national_statement.to_pdf)


def _effect(path: Path, document: Json) -> Remaking:
    statement = effect_statement_from_json(document)
    known = {agreement.id: agreement for agreement in load_agreements()}
    if statement.agreement_id not in known:
        raise CannotRemake(_unknown_agreement(statement.agreement_id))
    agreement = known[statement.agreement_id]
    report = partial(effect_report.report_of, statement, agreement)
    return _remaking(path.name, report, effect_report.to_pdf)


def _contract(wanted: str, near: Sequence[Path]) -> Remaking:
    """The check made again from the contract itself: one near the paper, or one of our own."""
    ours = sorted((DATA / "contracts").glob("*.yaml"))
    for path in (*(item for item in near if item.suffix in CONTRACT_SUFFIXES), *ours):
        try:
            if load_contract(path).id != wanted:
                continue
        except InputError:
            continue
        report = partial(contract_check.report_of, contract_rules.check_file(path))
        return _remaking(path.name, report, contract_check.to_pdf)
    raise CannotRemake(_lacks_contract(wanted))


def contract_remaking(wanted: str, near: Sequence[Path]) -> Remaking | None:
    """The contract check that calls itself ``wanted``, or nothing where no contract is."""
    try:
        return _contract(wanted, near)
    except CannotRemake:
        return None


def _in_words(error: InputError) -> Text:
    first = error.problems[0]
    return Text(da=f"{first.file}: {first.what.da}", en=f"{first.file}: {first.what.en}")


def does_not_hold(name: str) -> Text:
    """That the object called ``name`` was edited, or written by another release."""
    return Text(
        da=f"Grundlaget {name} hænger ikke sammen: mindst ét tal i det følger ikke af de tal, det "
        "selv er regnet af. Det kan være rettet, eller en anden udgave af Samvirke har skrevet "
        "det. Hent det oprindelige frem, eller lav papiret igen.",
        en=f"The object {name} does not hold together: at least one number in it does not follow "
        "from the numbers that it was computed from. It may have been edited, or another release "
        "of Samvirke wrote it. Restore the original, or make the paper again.",
    )


def _lacks_statements(hubs: Sequence[str]) -> Text:
    named = ", ".join(hubs)
    return Text(
        da=f"Opgørelserne for {named} er ikke fundet. Angiv deres mapper med --object.",
        en=f"The statements of {named} were not found. Name their folders with --object.",
    )


def _unknown_agreement(of: str) -> Text:
    return Text(
        da=f"Rammeaftalen {of} kendes ikke her, så rapporten kan ikke laves igen.",
        en=f"The framework agreement {of} is not known here, so the report cannot be made again.",
    )


def _lacks_contract(of: str) -> Text:
    return Text(
        da=f"Kontrakten {of} er ikke fundet. Angiv dens YAML-fil med --object.",
        en=f"The contract {of} was not found. Name its YAML file with --object.",
    )


_NO_OBJECT = Text(
    da="Filen er ikke et grundlag, som Samvirke har skrevet, så intet papir kan regnes efter fra "
    "den. Angiv fx resultatopgoerelse.json, effekt.json, papir.json eller kontraktens YAML-fil.",
    en="The file is no object that Samvirke wrote, so no paper can be recomputed from it. Name "
    "resultatopgoerelse.json, effekt.json, papir.json or the contract's YAML file, say.",
)
