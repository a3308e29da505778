"""A contract's form as a browser sends it."""

from samvirke.agreements.contract_document import read_document
from samvirke.apps.contracts.contract_editing.draft import draft_of


def posted(content, **changes):
    """Every field of the form of a contract, with ``changes`` by name (``_`` for ``-``)."""
    draft = draft_of(read_document(content))
    sent = {**draft.typed, "whole": "1"}
    for at, goal in enumerate(draft.goals):
        name = f"g{at}"
        sent |= {f"{name}-kind": "national" if goal.national else "local", f"{name}-at": goal.at}
        sent |= {f"{name}-{field}": told for field, told in goal.typed.items()}
        for n, row in enumerate(goal.rows):
            sent[f"{name}-t{n}-at"] = row.at
            sent |= {f"{name}-t{n}-{field}": told for field, told in row.typed.items()}
    lines = {name: told.replace("\n", "\r\n") for name, told in sent.items()}
    # names of fields have their own low lines: only g0_t1_ begins a name in parts
    return lines | {_name(key): value for key, value in changes.items()}


def _name(key):
    parts = key.split("_")
    start = []
    while parts and parts[0][0] in "gt" and parts[0][1:].isdecimal():
        start.append(parts.pop(0))
    return "-".join([*start, "_".join(parts)]) if parts else "-".join(start)
