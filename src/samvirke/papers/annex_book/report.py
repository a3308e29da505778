"""What the secretariat is told of a build: each annex, how it is tagged, what to see to."""

from collections.abc import Iterator, Sequence
from typing import Any

from samvirke.figures import Language, Text, format_date
from samvirke.papers.annex_book.agenda import Agenda
from samvirke.papers.annex_book.building import BuiltEdition
from samvirke.papers.annex_book.facts import CLAUSES, Breach, CannotShow, Note, Refused, Tagging
from samvirke.papers.annex_book.ready import ReadyAnnex, why_refused
from samvirke.papers.annex_book.words import BREACHES, NOTES, TAGGING, counted

SCHEMA = "samvirke/annex-book"
VERSION = 1

_PAGE = Text(da="1 side", en="1 page")
_PAGES = Text(da="{count} sider", en="{count} pages")
_NOT_SHOWN = Text(da="IKKE VIST (se øverst)", en="NOT SHOWN (see the top)")
_NOT_SHOWN_FIRST = Text(
    da="IKKE VIST ({count}); i bogen står en side, der siger hvorfor:",
    en="NOT SHOWN ({count}); the book has a page instead that says why:",
)
_SAME = Text(da="er samme fil som {reference}", en="is the same file as {reference}")
_ALSO_CLOSED = Text(
    da="SAMME FIL SOM ET LUKKET BILAG: den er byte for byte {reference}, som er lukket, og vises "
    "derfor ikke her i nogen udgave. Skriv den rigtige fil, luk også dette bilag, eller slet det "
    "ene.",
    en="SAME FILE AS A CLOSED ANNEX: it is, byte for byte, {reference}, which is closed, and is "
    "therefore not shown here in any edition. Write the right file, close this annex too, or "
    "delete one of them.",
)
_WITH_ALT = Text(
    da="billede med tekst til dem, der ikke ser det", en="picture with words for who cannot see it"
)
_BREAKS = Text(da="ikke PDF/UA-1: punkt {told}", en="not PDF/UA-1: clause {told}")
_TO_DO = Text(da="Det kan du gøre:", en="What you can do:")
_UNTAGGED = Text(
    da="Ikke opmærket: {annexes}. Bed afsenderen om en opmærket (»tagged«) PDF; Word og "
    "LibreOffice gemmer sådan, når tilgængelighed er slået til.",
    en="Not tagged: {annexes}. Ask the sender for a tagged PDF; Word and LibreOffice save one "
    "when accessibility is turned on.",
)
_PICTURES = Text(
    da="Kun billede: {annexes}. Bed afsenderen om en udgave med tekst. Er bilaget en billedfil, så "
    "skriv med »alt« i dagsordenen, hvad den viser.",
    en="Image only: {annexes}. Ask the sender for one with text. If the annex is a picture file, "
    "write what it shows with “alt” in the agenda.",
)
_NOT_UA = Text(
    da="Opmærket, men ikke PDF/UA-1: {annexes}. Bed afsenderen om at gemme som PDF/UA-1. Bilaget "
    "vises godt, men bogen kan ikke kalde sig PDF/UA-1 med det.",
    en="Tagged, but not PDF/UA-1: {annexes}. Ask the sender to save as PDF/UA-1. The annex is "
    "shown all right, but the book cannot call itself PDF/UA-1 with it.",
)
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
    lines += _not_shown_lines(annexes, language)
    for one in annexes:
        lines += _annex_lines(one, language)
    replaced = sum(one.refused is not None for one in annexes)
    total = _TOTAL.in_language(language).format(
        annexes=len(annexes), shown=len(annexes) - replaced, replaced=replaced
    )
    lines += _advice(annexes, language)
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
        words = _WITH_ALT if _has_alt(one) else TAGGING[one.facts.tagging]
        state = f"{_pages(one.facts.pages, language)}, {words.in_language(language)}"
    yield f"{one.heading(language)} [{one.annex.file}]"
    yield f"  {state}"
    for note in _notes(one, language):
        yield f"  - {note}"
    if one.facts.breaches:
        yield f"  - {_BREAKS.in_language(language).format(told=_clauses(one, language))}"


def _not_shown_lines(annexes: Sequence[ReadyAnnex], language: Language) -> Iterator[str]:
    """What was not shown comes first: it is what must be seen to."""
    refused = [(one, one.refused) for one in annexes if one.refused is not None]
    if refused:
        yield counted(_NOT_SHOWN_FIRST, len(refused), language)
        for one, why in refused:
            yield f"- {one.heading(language)} [{one.annex.file}]"
            yield f"  {_reason(one, why, language)}"
        yield ""


def _advice(annexes: Sequence[ReadyAnnex], language: Language) -> Iterator[str]:
    """What can be done about annexes that not everybody can read."""
    shown = [one for one in annexes if one.refused is None]
    by_author = [one for one in shown if one.facts.tagging is Tagging.AUTHOR or _has_alt(one)]
    others = [one for one in shown if one not in by_author]
    kinds = (
        (_UNTAGGED, [one for one in others if one.facts.tagging is Tagging.MACHINE]),
        (_PICTURES, [one for one in others if one.facts.tagging is Tagging.IMAGE_ONLY]),
        (_NOT_UA, [one for one in by_author if one.facts.breaches]),
    )
    told = [(words, those) for words, those in kinds if those]
    if told:
        yield ""
        yield _TO_DO.in_language(language)
    for words, those in told:
        named = _some([one.reference(language) for one in those], language)
        yield f"- {words.in_language(language).format(annexes=named)}"


def _has_alt(one: ReadyAnnex) -> bool:
    """Whether it is a picture for which the agenda has words."""
    is_picture = one.facts.tagging is Tagging.IMAGE_ONLY
    return is_picture and bool(one.annex.alt) and Note.ALT_UNUSED not in one.facts.notes


def _clauses(one: ReadyAnnex, language: Language) -> str:
    """The clauses it breaks; where it is not tagged at all, that says the rest."""
    told = [(clause, f"{clause} ({what})") for _, clause, _, what in _breaches(one, language)]
    is_tagged = Breach.NOT_TAGGED not in one.facts.breaches
    return ", ".join(dict.fromkeys(words if is_tagged else clause for clause, words in told))


def _pages(count: int, language: Language) -> str:
    return _PAGE.in_language(language) if count == 1 else counted(_PAGES, count, language)


def _reason(one: ReadyAnnex, refused: CannotShow, language: Language) -> str:
    """Why it is not shown; what the public may not read of it stands here only."""
    if refused.reason is Refused.ALSO_CLOSED:
        return _ALSO_CLOSED.in_language(language).format(reference=one.same_as)
    return why_refused(refused, language)


def _notes(one: ReadyAnnex, language: Language) -> list[str]:
    told = [counted(NOTES[kind], count, language) for kind, count in one.facts.notes.items()]
    if one.same_as is not None and one.refused is None:
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
        message = _reason(one, one.refused, language)
        refused = {"kind": one.refused.reason, "message": message}
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
