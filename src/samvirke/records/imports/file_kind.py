"""Whether a file's headings are those of another kind of file than it was said to be."""

from collections.abc import Sequence

from samvirke.figures import Text
from samvirke.records.imports.layout import ImportKind, load_layouts
from samvirke.records.imports.mapping import ColumnMapping

_WORDS = {
    ImportKind.REGISTRATIONS: Text(da="registreringer", en="registrations"),
    ImportKind.EVALUATIONS: Text(da="evalueringer", en="evaluations"),
    ImportKind.AWARENESS: Text(da="svar på kendskabsmålingen", en="awareness answers"),
}


def other_kind(
    headings: Sequence[str], kind: ImportKind, mapping: ColumnMapping
) -> ImportKind | None:
    """The kind that more of the headings, and at least half of them, belong to than to ``kind``."""
    named = [mapping.heading_for(heading.strip()) for heading in headings if heading.strip()]
    known = {
        item: sum(load_layouts().of(item).find(name) is not None for name in named)
        for item in ImportKind
    }
    likest = max(ImportKind, key=lambda item: known[item])
    likely = known[likest] > known[kind] and 2 * known[likest] >= len(named)
    return likest if likely else None


def is_another_kind(kind: ImportKind, other: ImportKind) -> Text:
    """That a file read as ``kind`` looks like ``other``, and how to say so."""
    ours, theirs = _WORDS[kind], _WORDS[other]
    return Text(
        da=f"Filen ligner {theirs.da}, men er læst som {ours.da}. Angiv den som "
        f"{theirs.da}, eller vælg en anden fil.",
        en=f"The file looks like {theirs.en}, but was read as {ours.en}. Name it as "
        f"{theirs.en}, or choose another file.",
    )
