"""What the secretariat is told of a build: each annex, how it is tagged, what to see to."""

from collections.abc import Iterator, Sequence
from typing import Any

from samvirke.figures import Language, Text, format_date
from samvirke.papers.annex_book.agenda import Agenda
from samvirke.papers.annex_book.building import BuiltEdition
from samvirke.papers.annex_book.facts import CLAUSES
from samvirke.papers.annex_book.ready import ReadyAnnex, why_refused
from samvirke.papers.annex_book.words import BREACHES, NOTES, TAGGING, counted

SCHEMA = "samvirke/annex-book"
VERSION = 1

_PAGE = Text(da="1 side", en="1 page")
_PAGES = Text(da="{count} sider", en="{count} pages")
_NOT_SHOWN = Text(da="IKKE VIST, en side siger hvorfor", en="NOT SHOWN, a page says why")
_SAME = Text(da="er samme fil som {reference}", en="is the same file as {reference}")
_BREAKS = Text(da="PDF/UA-1 punkt {clause}: {what}", en="PDF/UA-1 clause {clause}: {what}")
_MOST_NAMED = 20
_UNUSED = Text(da="Filer i mappen, som ikke er med:", en="Files in the folder that are left out:")
_AND_MORE = Text(da="og {count} til", en="and {count} more")
_TOTAL = Text(
    da="{annexes} bilag: {shown} vist, {replaced} ikke vist.",
    en="Annexes: {annexes}; {shown} shown, {replaced} not shown.",
)
_CLAIMS = Text(
    da="tilgængelig (PDF/UA-1), så vidt bilagene selv holder, hvad de siger",
    en="accessible (PDF/UA-1), as far as the annexes keep what they say",
)
_NO_CLAIM = Text(
    da="kalder sig ikke PDF/UA-1, fordi mindst ét bilag ikke er det (se ovenfor)",
    en="does not call itself PDF/UA-1, since at least one annex is not (see above)",
)


def report_text(
    agenda: Agenda,
    annexes: Sequence[ReadyAnnex],
    editions: Sequence[tuple[str, BuiltEdition]],
    unused: Sequence[str],
    language: Language,
) -> str:
    """The report for a terminal; ``editions`` are what was written, each with its file's name.

    ``unused`` are the files of the folder that the agenda does not name.
    """
    lines = [f"{agenda.meeting.body}, {format_date(agenda.meeting.date, language)}", ""]
    for one in annexes:
        lines += _annex_lines(one, language)
    replaced = sum(one.refused is not None for one in annexes)
    total = _TOTAL.in_language(language).format(
        annexes=len(annexes), shown=len(annexes) - replaced, replaced=replaced
    )
    lines += ["", total] if annexes else [total]
    if unused:
        lines.append(f"{_UNUSED.in_language(language)} {_some(unused, language)}")
    for name, built in editions:
        claim = (_CLAIMS if built.claims_pdf_ua else _NO_CLAIM).in_language(language)
        pages = _pages(built.pages, language)
        lines.append(f"{name}: {built.edition.label.in_language(language)}, {pages}; {claim}")
    return "\n".join(lines) + "\n"


def _some(names: Sequence[str], language: Language) -> str:
    listed = ", ".join(names[:_MOST_NAMED])
    rest = len(names) - _MOST_NAMED
    return listed if rest <= 0 else f"{listed} {counted(_AND_MORE, rest, language)}"


def _annex_lines(one: ReadyAnnex, language: Language) -> Iterator[str]:
    if one.refused is not None:
        state = _NOT_SHOWN.in_language(language)
    else:
        tagging = TAGGING[one.facts.tagging].in_language(language)
        state = f"{_pages(one.facts.pages, language)}, {tagging}"
    yield f"{one.heading(language)} [{one.annex.file}]"
    yield f"  {state}"
    for words in (*_reasons(one, language), *_notes(one, language)):
        yield f"  - {words}"
    for _, clause, _, what in _breaches(one, language):
        yield "  - " + _BREAKS.in_language(language).format(clause=clause, what=what)


def _pages(count: int, language: Language) -> str:
    return _PAGE.in_language(language) if count == 1 else counted(_PAGES, count, language)


def _reasons(one: ReadyAnnex, language: Language) -> list[str]:
    return [] if one.refused is None else [why_refused(one.refused, language)]


def _notes(one: ReadyAnnex, language: Language) -> list[str]:
    told = [counted(NOTES[kind], count, language) for kind, count in one.facts.notes.items()]
    if one.same_as is not None:
        told.append(_SAME.in_language(language).format(reference=one.same_as))
    return told


def _breaches(one: ReadyAnnex, language: Language) -> Iterator[tuple[str, str, int, str]]:
    for kind, count in one.facts.breaches.items():
        yield kind, CLAUSES[kind], count, counted(BREACHES[kind], count, language)


def report_json(
    agenda: Agenda,
    annexes: Sequence[ReadyAnnex],
    editions: Sequence[tuple[str, BuiltEdition]],
    unused: Sequence[str],
    language: Language,
) -> dict[str, Any]:
    """The report as JSON values; ``version`` counts up when a field changes its meaning."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "body": agenda.meeting.body,
        "meeting_date": agenda.meeting.date.isoformat(),
        "demo": agenda.meeting.demo,
        "annexes": [_annex_json(one, language) for one in annexes],
        "unused_files": list(unused),
        "editions": [
            {
                "edition": built.edition,
                "file": name,
                "pages": built.pages,
                "pdf_ua": built.claims_pdf_ua,
                "sha256": built.fingerprint,
                "annex_pages": {
                    one.reference(language): built.starts[one.prefix] + 1
                    for one in annexes
                    if one.prefix in built.starts
                },
            }
            for name, built in editions
        ],
    }


def _annex_json(one: ReadyAnnex, language: Language) -> dict[str, Any]:
    shown = one.refused is None
    refused = None
    if one.refused is not None:
        refused = {"kind": one.refused.reason, "message": why_refused(one.refused, language)}
    return {
        "reference": one.reference(language),
        "title": one.annex.title,
        "file": one.annex.file,
        "sha256": one.fingerprint,
        "closed": one.is_closed,
        "pages": one.facts.pages,
        "tagging": one.facts.tagging if shown else None,
        "refused": refused,
        "same_as": one.same_as,
        "notes": [
            {"kind": kind, "count": count, "message": counted(NOTES[kind], count, language)}
            for kind, count in one.facts.notes.items()
        ],
        "breaches": [
            {"kind": kind, "clause": clause, "count": count, "message": message}
            for kind, clause, count, message in _breaches(one, language)
        ],
    }
