"""Import and check of a bundle of 300 pages, beside pypdf's plain text of the same file.

Run with ``python -m benchmarks.archive [pages]``. The bundle is made up: contents, 40 annexes,
prose and a table of municipalities on each page, one of them with a total that misses its parts.
pypdf (``pip install pypdf``) is shown where it is installed; it gives words without their places.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import typst

from samvirke.records.archive import import_bundle
from samvirke.records.pdf_text import read_pdf_text
from samvirke.schemes.paper_check import check_paper

ANNEXES = 40
NAMES = ("Odder", "Samsø", "Struer", "Skive", "Viborg", "Lemvig", "Randers", "Horsens", "Herning")


def main(pages: int) -> None:
    """Times each step once and prints seconds and pages a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.pdf"
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            path.write_bytes(pool.submit(bundle, pages).result())
        print(f"{pages} pages, {path.stat().st_size / 1024:,.0f} KiB")
        timed("samvirke: text with places", pages, lambda: read_pdf_text(path))
        found = timed("samvirke archive import", pages, lambda: import_bundle(path))
        check = timed("samvirke check-paper", pages, lambda: check_paper(path))
        print(f"items: {len(found.items)}, annexes: {sum(len(i.annexes) for i in found.items)}")
        print(f"tables: {check.tables}, findings: {len(check.findings)}")
        try:
            from pypdf import PdfReader
        except ImportError:
            print("pypdf is not installed; its time is left out")
        else:
            timed(
                "pypdf: text without places",
                pages,
                lambda: [page.extract_text() for page in PdfReader(path).pages],
            )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory: {own} MiB")


def timed(what: str, pages: int, run: Callable[[], Any]) -> Any:
    """Runs once and prints how long it took."""
    start = time.perf_counter()
    result = run()
    seconds = time.perf_counter() - start
    print(f"{what:32} {seconds:7.2f} s {pages / seconds:8.0f} pages/s")
    return result


def bundle(pages: int) -> bytes:
    """A bundle whose first page is its contents and whose annexes share the other pages."""
    starts = [2 + at * (pages - 1) // ANNEXES for at in range(ANNEXES)]
    parts = ['#set document(title: "Demodata", date: none)', "#set page(height: 29cm)"]
    parts.append("#text(size: 5pt)[Indholdsfortegnelse for bilag \\")
    for at, start in enumerate(starts):
        if at % 2 == 0:
            parts.append(f"{item(at)} Sag om emne {at} #h(1fr) {start} \\")
        parts.append(f"Bilag {at % 2 + 1}: Papir nummer {at} #h(1fr) {start} \\")
    parts.append("]")
    for page in range(2, pages + 1):
        parts.append("#pagebreak()")
        if page in starts:
            at = starts.index(page)
            parts.append(f"{item(at)} Sag om emne {at - at % 2}\n\nPapir nummer {at}\n")
            parts.append(f"Dato: {at % 28 + 1}. maj 2024\n\nSags ID: SAG-2024-{at:05d}\n")
        parts.append(f"#lorem({150 + page % 7})\n")
        parts.append(table(page, slip=page == pages))
    return typst.compile("\n".join(parts).encode())


def item(at: int) -> str:
    """The number of the item that annex ``at`` belongs to."""
    return f"{1 + at // 10}.{1 + at % 10 // 2}"


def table(page: int, *, slip: bool) -> str:
    """A table of municipalities with their total."""
    rows = [(name, 100 + page + at, 10 + at) for at, name in enumerate(NAMES)]
    totals = sum(row[1] for row in rows) + (7 if slip else 0), sum(row[2] for row in rows)
    lines = [("Kommune", "Antal", "Pladser"), *rows, ("I alt", *totals)]
    cells = ", ".join(f"[{cell}]" for line in lines for cell in line)
    return f"Tabel {page}: Fordeling\n#table(columns: 3, {cells})"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
