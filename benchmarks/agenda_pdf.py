"""Cover, agenda and contents of some 100 pages: Typst, as the annex book uses it, and WeasyPrint.

``python benchmarks/agenda_pdf.py --weasyprint PYTHON`` where PYTHON is an interpreter that has
WeasyPrint, which Samvirke does not need. Both set the same made-up words as PDF/UA-1.
"""

import argparse
import html
import sys
import tempfile
from datetime import date
from pathlib import Path

import pikepdf

from samvirke.papers.annex_book.agenda import Agenda, Annex, Item, Meeting
from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.front import front

sys.path.insert(0, str(Path(__file__).parent))
from annex_book import ROUNDS, measured, report_line

ITEMS = 200
ANNEXES = 11
_STYLE = """
@page { size: A4; margin: 2.4cm 2.2cm 2.2cm; @bottom-right { content: counter(page) } }
body { font: 11pt "Libertinus Serif", serif } ul { list-style: none } section { break-before: page }
.contents a::after { content: leader(".") "side " attr(data-page) }
"""
_WEASYPRINT = """
import sys, weasyprint
page = weasyprint.HTML(filename=sys.argv[1])
page.write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def agenda() -> Agenda:
    """A made-up agenda that fills some 100 pages."""
    annexes = tuple(
        Annex(title=f"Et demobilag med en titel af en vis længde, nummer {at}", file=f"{at}.pdf")
        for at in range(1, ANNEXES + 1)
    )
    items = tuple(
        Item(number=str(at), title=f"Demosag {at}", kind="Beslutningssag", annexes=annexes)
        for at in range(1, ITEMS + 1)
    )
    return Agenda(meeting=Meeting(body="KKR Demo", date=date(2026, 12, 4), demo=True), items=items)


def starts() -> dict[str, int]:
    """A page for each annex, as the book would give."""
    keys = (f"{item.number}-{number}-" for item, number, _ in agenda().annexes())
    return {key: 100 + at for at, key in enumerate(keys)}


def as_html() -> str:
    """The same words for WeasyPrint."""
    pages = starts()

    def part(name: str, kind: str) -> str:
        items = "".join(
            f"<h3>{item.number} {item.title}</h3><ul>"
            + "".join(
                f'<li><a href="https://samvirke.invalid/{item.number}-{at}-" '
                f'data-page="{pages[f"{item.number}-{at}-"] + 1}">Bilag {at}: '
                f"{html.escape(annex.title)}</a></li>"
                for at, annex in enumerate(item.annexes, start=1)
            )
            + "</ul>"
            for item in agenda().items
        )
        return f'<section class="{kind}"><h2>{name}</h2>{items}</section>'

    title = "Bilagssamling: KKR Demo, 4. december 2026"
    return (
        f'<html lang="da"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"{part('Dagsorden', 'agenda')}{part('Bilagsfortegnelse', 'contents')}</body></html>"
    )


def main() -> None:
    """Measures and prints; run with ``--write FILE`` it only sets the pages with Typst."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weasyprint", metavar="PYTHON", help="interpreter that has WeasyPrint")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write is not None:
        made = front(agenda(), Edition.MEMBER, "da", starts=starts())
        options.write.write_bytes(made)
        return
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        (work / "agenda.html").write_text(as_html(), "utf-8")
        ours, theirs = work / "typst.pdf", work / "weasyprint.pdf"
        runs = {"Typst (Samvirke)": [sys.executable, __file__, "--write", str(ours)]}
        if options.weasyprint:
            files = [str(work / "agenda.html"), str(theirs)]
            runs["WeasyPrint"] = [options.weasyprint, "-c", _WEASYPRINT, *files]
        rounds = {
            name: [measured(command) for _ in range(ROUNDS)] for name, command in runs.items()
        }
        for path in (ours, theirs):
            if path.exists():
                with pikepdf.open(path) as pdf:
                    print(f"{path.stem}: {len(pdf.pages)} pages")
        base = rounds["Typst (Samvirke)"]
        for name, some in rounds.items():
            print(report_line(name, some, base))


if __name__ == "__main__":
    main()
