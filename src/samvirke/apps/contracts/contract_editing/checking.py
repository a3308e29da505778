"""What the fields of a contract's form come to: a file, a contract check, or what is wrong."""

from dataclasses import dataclass

from samvirke.agreements.contract_document import Document, write_document
from samvirke.apps.contracts.contract_editing.draft import Draft, Errors, name_at, written
from samvirke.apps.contracts.contract_editing.fields import label_of
from samvirke.apps.contracts.domain import check_content, places_in
from samvirke.figures import Text
from samvirke.records import InputError, Problem
from samvirke.schemes.contract_check import ContractCheck


@dataclass(frozen=True, slots=True)
class Looked:
    """The file that a form says, and by name in the form what is wrong.

    ``errors`` under no name are about the whole contract. ``check`` is ``None`` where the file is
    no contract yet.
    """

    content: bytes
    errors: Errors
    check: ContractCheck | None


def look_at(draft: Draft, began_as: bytes | None) -> Looked:
    """Reads and checks the form. Where nothing was changed the file is ``began_as``, as it was."""
    document, errors = written(draft)
    content = _file_of(document, draft, began_as)
    try:
        return Looked(content, errors, check_content(content))
    except InputError as refused:
        return Looked(content, errors or _placed(refused, draft, content), None)


def check_of_base(draft: Draft) -> ContractCheck | None:
    """The check of the document that the form began as; ``None`` where there is none."""
    try:
        return check_content(write_document(draft.base))
    except InputError:
        return None


def _file_of(document: Document, draft: Draft, began_as: bytes | None) -> bytes:
    if began_as is not None and document == draft.base:
        return began_as
    return write_document(document)


def _placed(refused: InputError, draft: Draft, content: bytes) -> Errors:
    try:
        places = places_in(content)
    except InputError:
        places = {}
    errors: Errors = {}
    for problem in refused.problems:
        place = places.get(problem.line or 0, ())
        name = name_at(draft, place) if problem.line else ""
        errors.setdefault(name, _in_words(problem, str(place[-1]) if place else "", name))
    return errors


def _in_words(problem: Problem, field: str, name: str) -> Text:
    """The problem, with the form's label for what the file calls ``field``."""
    label = label_of(name)
    what = problem.what
    da, en = what.da.removeprefix(f"»{field}«: "), what.en.removeprefix(f"'{field}': ")
    if label is None:
        return Text(da, en)
    return Text(
        da.replace(f"»{field}«", f"»{label.da}«"), en.replace(f"'{field}'", f"'{label.en}'")
    )
