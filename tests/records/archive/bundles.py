"""Made-up bundles in several layouts, as text and as PDF; no council wrote them."""

from dataclasses import dataclass

import typst

from samvirke.records.archive import paper_of_text, split_bundle

WITH_CONTENTS = """
Indholdsfortegnelse for bilag

1.2 Orientering om havne ..... 2
Bilag 1: Brev om havne ..... 2
Bilag 2: Havneplan 2023 ..... 4
3.1 Beslutningssag: Takster 2023 mellem KKR Nordjylland
og Region Nordjylland ..... 9
Bilag 1: Takstblad ..... 9

1.2

Orientering om havne

Brev om havne

Dato: 4. maj 2022
Sags ID: SAG-2022-00017
Dok. ID: 1234567
Side 1 af 2

1.2

Orientering om havne

Havneplan 2023

2. juni 2022

3.1 Beslutningssag: Takster 2023 mellem KKR Nordjylland og Region Nordjylland

Takstblad

Sagsnr. 22/004711
KKR Nordjylland den 8. april 2022, KKR Nordjylland den 17. juni 2022
"""

WITHOUT_CONTENTS = """
 Notat om busser
Møderne i KKR Fyn er flyttet.
Sags ID: SAG-2024-00003
Dok. ID: 7654321
 4.1 Ansøgning om
støtte
Behov for pladser
KKR Hovedstaden har set på det. KKR Hovedstaden mener. KKR Hovedstaden beslutter.
2.3 Om byggeriet
Der bygges.
 4.1 Ansøgning om
støtte
Model for støtte
August 2024.
Aftale om busser
"""

STAMPED = (
    "Punkt 2.4 Bilag 1: Busplan … side 1\fPunkt 2.4 Bilag 1: Busplan … side 2\f"
    "2.4 Bilag 2 – side 1 af 1\nDato: 3. marts 2023\f5.1 Bilag A – side 1 af 2"
)


def split(text, name="bilag.txt"):
    return split_bundle(paper_of_text(name, text, "0" * 64))


@dataclass(frozen=True)
class Page:
    """A page of a PDF: a heading over the paper, its lines, and rows of a table."""

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def pdf(pages, *, contents=(), bookmarks=()):
    """A PDF of ``pages``, before them a page of contents (title, page), with bookmarks."""
    parts = ['#set document(title: "Demodata", date: none)', "#set page(height: 20cm)"]
    if contents:
        parts.append("= Indholdsfortegnelse")
        parts += [f"{quoted(title)} #h(1fr) {page} \\" for title, page in contents]
        parts.append("#pagebreak()")
    for at, page in enumerate(pages):
        title = dict(bookmarks).get(at)
        if title:
            parts.append(f"#heading(level: 1, outlined: true)[{quoted(title)}]")
        parts += [f"{quoted(line)}\n" for line in page.lines]
        if page.rows:
            cells = ", ".join(f"[{quoted(cell)}]" for row in page.rows for cell in row)
            parts.append(f"#table(columns: {len(page.rows[0])}, {cells})")
        if at + 1 < len(pages):
            parts.append("#pagebreak()")
    return typst.compile("\n".join(parts).encode())


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'
