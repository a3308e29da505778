"""Cover, agenda and contents; the replacement page; the archive's register: set by Typst."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from samvirke.figures import Language, Text, format_date
from samvirke.papers.annex_book.agenda import Agenda, Item
from samvirke.papers.annex_book.editions import CLOSED, Edition, annex_title, item_title, shows
from samvirke.papers.annex_book.facts import CLAUSES, CannotShow
from samvirke.papers.annex_book.ready import (
    ReadyAnnex,
    label_of,
    prefix_of,
    why_refused,
    why_replaced,
)
from samvirke.papers.annex_book.words import BREACHES, NOTES, TAGGING, counted
from samvirke.papers.typst_pdf import to_pdf_ua

# Links in the front lead here until the annexes' pages are known; see ``building``.
ADDRESS = "https://samvirke.invalid/"
REGISTER = "register"
_HERE = Path(__file__).parent

NAME = Text(da="Bilagssamling", en="Annex book")
REGISTER_NAME = Text(da="Arkivets bilagsregister", en="The archive's register of annexes")
_LABELS = {
    "agenda": Text(da="Dagsorden", en="Agenda"),
    "contents": Text(da="Bilagsfortegnelse", en="List of annexes"),
    "page": Text(da="side", en="page"),
    "register": REGISTER_NAME,
    "demo": Text(
        da="Demodata: møde, punkter og bilag er opdigtede.",
        en="Demo data: meeting, items and annexes are made up.",
    ),
    "how": Text(
        da="Henvis til punkt, bilag og bilagets egen side, som de står øverst på hver side: "
        "»2.4 Bilag 1 – side 3 af 9«. De ændres ikke af en tillægsdagsorden.",
        en="Refer to item, annex and the annex's own page, as they stand at the top of each "
        "page: “2.4 Annex 1 – page 3 of 9”. A supplementary agenda does not change them.",
    ),
}
_SUPPLEMENT = Text(da="Tillægsdagsorden", en="Supplementary agenda")
_CANNOT = Text(
    da="Bilaget kan ikke vises. Resten af bogen er ikke berørt.",
    en="The annex cannot be shown. The rest of the book is not affected.",
)
_REGISTER_HOW = Text(
    da="For hvert bilag: hvilken fil det kom fra, filens fingeraftryk (SHA-256), og hvad der er "
    "gjort ved det. Den oprindelige fil gemmes for sig.",
    en="For each annex: which file it came from, the file's fingerprint (SHA-256), and what was "
    "done to it. The original file is kept by itself.",
)
_ROWS = {
    "what": Text(da="Oplysning", en="What"),
    "value": Text(da="Værdi", en="Value"),
    "file": Text(da="Fil", en="File"),
    "fingerprint": Text(da="SHA-256", en="SHA-256"),
    "size": Text(da="Størrelse i byte", en="Size in bytes"),
    "access": Text(da="Adgang", en="Access"),
    "tagging": Text(da="Opmærkning", en="Tagging"),
    "notes": Text(da="Bemærkninger", en="Notes"),
    "breaches": Text(da="Brud på PDF/UA-1", en="Breaches of PDF/UA-1"),
    "refused": Text(da="Ikke vist", en="Not shown"),
}
_OPEN = Text(da="åben", en="open")


def book_title(agenda: Agenda, language: Language) -> str:
    """As in »Bilagssamling: KKR Nordjylland, 4. december 2026«."""
    meeting = agenda.meeting
    name = NAME.in_language(language)
    return f"{name}: {meeting.body}, {format_date(meeting.date, language)}"


def front(
    agenda: Agenda,
    edition: Edition,
    language: Language,
    *,
    starts: Mapping[str, int] | None,
) -> bytes:
    """Cover, agenda and contents as PDF. ``starts`` maps an annex's prefix to its first page.

    Without ``starts`` all page numbers are 0: the pages are as many, only the numbers differ.
    """
    labels = {name: text.in_language(language) for name, text in _LABELS.items()}

    def annexes_of(item: Item) -> list[dict[str, str]]:
        if edition is Edition.PUBLIC and item.access == "closed":
            return []
        listed = []
        for number, annex in enumerate(item.annexes, start=1):
            key = prefix_of(item, number)
            shown = shows(edition, item, annex)
            title = annex_title(edition, item, annex).in_language(language)
            listed.append(
                {
                    "title": f"{label_of(number, language)}: {title}",
                    "link": ADDRESS + key if shown else "",
                    "page": _page(starts, key) if shown else "",
                }
            )
        return listed

    def entry(item: Item) -> dict[str, Any]:
        title = item_title(edition, item).in_language(language)
        kind = item.kind or ""
        return {
            "number": item.number,
            "kind": kind if kind.casefold() != title.casefold() else "",
            "title": title,
            "annexes": annexes_of(item),
        }

    groups = [
        {
            "name": _SUPPLEMENT.in_language(language) if supplement else "",
            "items": [entry(item) for item in items],
        }
        for supplement, items in groupby(agenda.in_order(), key=lambda item: item.supplement)
    ]
    meeting = agenda.meeting
    has_register = edition is Edition.ARCHIVE
    content = {
        "language": language,
        "labels": labels,
        "title": book_title(agenda, language),
        "head": _head(agenda),
        "name": NAME.in_language(language),
        "body": meeting.body,
        "when": format_date(meeting.date, language),
        "place": meeting.place or "",
        "edition": edition.label.in_language(language),
        "demo": meeting.demo,
        "groups": groups,
        "register-link": ADDRESS + REGISTER,
        "register-page": _page(starts, REGISTER) if has_register else "",
    }
    return to_pdf_ua(_HERE / "front.typ", content, language)


def _page(starts: Mapping[str, int] | None, key: str) -> str:
    return str(starts[key] + 1) if starts is not None else "0"


def _head(agenda: Agenda) -> str:
    return "DEMODATA" if agenda.meeting.demo else ""


def replacement(title: str, refused: CannotShow, language: Language) -> bytes:
    """The page that stands for an annex that cannot be shown, and says why."""
    content = {
        "language": language,
        "title": title,
        "what": _CANNOT.in_language(language),
        "why": why_replaced(refused, language),
    }
    return to_pdf_ua(_HERE / "replacement.typ", content, language)


def register(agenda: Agenda, annexes: Sequence[ReadyAnnex], language: Language) -> bytes:
    """The archive's register of ``annexes``: file, fingerprint, and what was done."""
    content = {
        "language": language,
        "title": _LABELS["register"].in_language(language),
        "head": _head(agenda),
        "labels": {
            "how": _REGISTER_HOW.in_language(language),
            "what": _ROWS["what"].in_language(language),
            "value": _ROWS["value"].in_language(language),
        },
        "annexes": [
            {
                "title": one.heading(language),
                "rows": [
                    {"label": _ROWS[name].in_language(language), "value": value}
                    for name, value in _rows(one, language)
                    if value
                ],
            }
            for one in annexes
        ],
    }
    return to_pdf_ua(_HERE / "register.typ", content, language)


def _rows(one: ReadyAnnex, language: Language) -> Iterable[tuple[str, str]]:
    yield "file", one.annex.file
    yield "fingerprint", one.fingerprint or ""
    yield "size", str(one.size or "")
    yield "access", (CLOSED if one.is_closed else _OPEN).in_language(language)
    if one.refused is not None:
        yield "refused", why_refused(one.refused, language)
        return
    yield "tagging", TAGGING[one.facts.tagging].in_language(language)
    notes = one.facts.notes.items()
    yield "notes", "; ".join(counted(NOTES[kind], count, language) for kind, count in notes)
    yield (
        "breaches",
        "; ".join(
            f"{CLAUSES[kind]}: {counted(BREACHES[kind], count, language)}"
            for kind, count in one.facts.breaches.items()
        ),
    )
