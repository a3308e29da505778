"""``samvirke book``: files, streams, exit codes, and its JSON."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from tests.papers.annex_book.folders import book, folder_of, gathered, page_texts, tagged, untagged

from samvirke.papers.annex_book.agenda import read_agenda
from samvirke.papers.annex_book.conversion import converter
from samvirke.papers.annex_book.report import report_text
from samvirke.papers.annex_book.target import refuse_overwriting
from samvirke.records import InputError

A = tagged("Bilag A", pages=2)


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "samvirke.cli", "book", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def test_a_book_of_good_annexes_exits_with_0(tmp_path):
    folder, out = folder_of(tmp_path / "folder", A), tmp_path / "bog.pdf"
    done = run(folder, "-o", out)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "KKR Demo, 4. december 2026",
        "",
        "2.4 Bilag 1: Demobilag nummer 1 [b1.pdf]",
        "  2 sider, opmærket af forfatteren",
        "",
        "1 bilag: 1 vist, 0 ikke vist.",
        "bog.pdf: Offentlig udgave, 5 sider; tilgængelig (PDF/UA-1), så vidt bilagene selv "
        "holder, hvad de siger",
    ]
    assert done.stderr.splitlines() == ["Bilag 1 af 1: 2.4 Bilag 1"]
    assert "2.4 Bilag 1 – side 2 af 2" in page_texts(out.read_bytes())[4]


def test_a_replaced_annex_exits_with_1_and_is_told_of(tmp_path):
    folder = folder_of(tmp_path / "folder", A, b"", untagged())
    done = run(folder, "-o", tmp_path / "bog.pdf", "--quiet")
    assert (done.returncode, done.stderr) == (1, "")
    told = done.stdout.splitlines()
    assert told[2:] == [
        "IKKE VIST (1); i bogen står en side, der siger hvorfor:",
        "- 2.4 Bilag 2: Demobilag nummer 2 [b2.pdf]",
        "  Filen er tom. Bed afsenderen om at sende den igen.",
        "",
        "2.4 Bilag 1: Demobilag nummer 1 [b1.pdf]",
        "  2 sider, opmærket af forfatteren",
        "2.4 Bilag 2: Demobilag nummer 2 [b2.pdf]",
        "  IKKE VIST (se øverst)",
        "2.4 Bilag 3: Demobilag nummer 3 [b3.pdf]",
        "  1 side, ikke opmærket af forfatteren; hver side læses op som ét afsnit",
        "  - ikke PDF/UA-1: punkt 5, 7.1",
        "",
        "Det kan du gøre:",
        "- Ikke opmærket: 2.4 Bilag 3. Bed afsenderen om en opmærket (»tagged«) PDF; Word og "
        "LibreOffice gemmer sådan, når tilgængelighed er slået til.",
        "",
        "3 bilag: 2 vist, 1 ikke vist.",
        "bog.pdf: Offentlig udgave, 7 sider; kalder sig ikke PDF/UA-1, fordi mindst ét bilag "
        "ikke er det (se ovenfor)",
    ]


def test_all_editions_are_written_beside_each_other(tmp_path):
    folder = folder_of(tmp_path / "folder", A)
    done = run(folder, "-o", tmp_path / "bog.pdf", "--edition", "all", "--quiet")
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "bog-arkiv.pdf",
        "bog-medlem.pdf",
        "bog-offentlig.pdf",
    ]
    modes = {
        path.name: path.stat().st_mode & 0o777
        for path in (*tmp_path.glob("bog-[am]*.pdf"), folder / ".samvirke-bilagsbog")
    }
    assert modes == {"bog-arkiv.pdf": 0o600, "bog-medlem.pdf": 0o600, ".samvirke-bilagsbog": 0o700}
    usual = os.umask(0)
    os.umask(usual)
    assert (tmp_path / "bog-offentlig.pdf").stat().st_mode & 0o777 == 0o666 & ~usual


def test_json_tells_each_annex_and_each_file(tmp_path):
    folder, out = folder_of(tmp_path / "folder", A, (None, "væk.pdf")), tmp_path / "bog.pdf"
    done = run(folder, "-o", out, "--json", "--language", "en", "--quiet")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "schema": "samvirke/annex-book",
        "version": 1,
        "body": "KKR Demo",
        "meeting_date": "2026-12-04",
        "demo": True,
        "annexes": [
            {
                "reference": "2.4 Annex 1",
                "title": "Demobilag nummer 1",
                "file": "b1.pdf",
                "sha256": hashlib.sha256(A).hexdigest(),
                "closed": False,
                "pages": 2,
                "tagging": "author",
                "refused": None,
                "same_as": None,
                "notes": [],
                "breaches": [],
            },
            {
                "reference": "2.4 Annex 2",
                "title": "Demobilag nummer 2",
                "file": "væk.pdf",
                "sha256": None,
                "closed": False,
                "pages": 1,
                "tagging": None,
                "refused": {
                    "kind": "missing",
                    "message": "The file is not in the folder. Put it there, or correct its name "
                    "in the agenda.",
                },
                "same_as": None,
                "notes": [],
                "breaches": [],
            },
        ],
        "unused_files": [],
        "editions": [
            {
                "edition": "public",
                "file": "bog.pdf",
                "pages": 6,
                "pdf_ua": True,
                "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
                "annex_pages": {"2.4 Annex 1": 4, "2.4 Annex 2": 6},
            }
        ],
    }


def test_files_that_the_agenda_does_not_name_are_told_of(tmp_path):
    folder = folder_of(tmp_path / "folder", A)
    (folder / "glemt.pdf").write_bytes(A)
    (folder / "under").mkdir()
    (folder / "under" / "notat.docx").write_bytes(b"x")
    for _ in range(2):
        done = run(folder, "-o", folder / "bog.pdf", "--quiet", "--edition", "all")
        assert done.returncode == 0
        told = "Filer i mappen, som ikke er med: glemt.pdf, under/notat.docx"
        assert told in done.stdout.splitlines()


def test_a_long_list_of_files_is_cut_short_and_counted(tmp_path):
    folder = folder_of(tmp_path, A)
    agenda, ready = gathered(folder)
    names = [f"f{at:02}.pdf" for at in range(23)]
    told = report_text(agenda, ready, [], names, "da").splitlines()[-1]
    assert told == f"Filer i mappen, som ikke er med: {', '.join(names[:20])} og 3 til"


def test_a_folder_without_an_agenda_exits_with_2_and_writes_nothing(tmp_path):
    done = run(tmp_path, "-o", tmp_path / "bog.pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Mappen har ingen dagsorden.yaml." in done.stderr
    assert not (tmp_path / "bog.pdf").exists()


OVER_AGENDA = "Bogen ville blive skrevet oven i dagsordenen."
OVER_ANNEX = "Bogen ville blive skrevet oven i et bilag, som dagsordenen nævner."
OVER_OTHER = "Der ligger en fil med bogens navn, som ikke er en tidligere bog."
NO_FOLDER = "Mappen, som bogen skal ligge i, findes ikke."


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("folder/dagsorden.yaml", OVER_AGENDA),
        ("folder/b1.pdf", OVER_ANNEX),
        ("folder/under/../b1.pdf", OVER_ANNEX),
        ("folder/kommer.pdf", OVER_ANNEX),
        ("link.pdf", OVER_ANNEX),
        ("folder/notat.pdf", OVER_OTHER),
        ("folder/tekst.txt", OVER_OTHER),
        ("folder/under", "Der ligger en mappe eller noget andet"),
        ("findes/ikke/bog.pdf", NO_FOLDER),
        ("folder/tekst.txt/bog.pdf", NO_FOLDER),
    ],
)
def test_a_book_is_never_written_over_a_paper_nor_where_no_folder_is(out, told, tmp_path):
    folder = folder_of(tmp_path / "folder", A, (None, "kommer.pdf"))
    (folder / "under").mkdir()
    (folder / "notat.pdf").write_bytes(untagged())
    (folder / "tekst.txt").write_text("x")
    (tmp_path / "link.pdf").symlink_to(folder / "b1.pdf")
    agenda, files = (
        read_agenda(folder),
        {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*")},
    )
    with pytest.raises(InputError) as caught:
        refuse_overwriting(folder, agenda, [tmp_path / out])
    assert told in caught.value.in_language("da")
    assert {
        path: (path.stat().st_mtime_ns, path.stat().st_size) for path in tmp_path.rglob("*")
    } == files


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_earlier_book_may_be_written_anew(language, tmp_path):
    folder = folder_of(tmp_path / "folder", A)
    made, _ = book(folder, language=language)
    (folder / "bog.pdf").write_bytes(made.content)
    refuse_overwriting(folder, read_agenda(folder), [folder / "bog.pdf", folder / "ny.pdf"])


def test_an_edition_s_own_name_is_guarded_too(tmp_path):
    folder = folder_of(tmp_path / "folder", (A, "bog-medlem.pdf"))
    done = run(folder, "-o", folder / "bog.pdf", "--edition", "all", "--quiet")
    assert (done.returncode, done.stdout) == (2, "")
    assert OVER_ANNEX in done.stderr
    assert (folder / "bog-medlem.pdf").read_bytes() == A
    assert not (folder / "bog-offentlig.pdf").exists()


def test_a_folder_that_may_only_be_read_is_built_without_keeping(tmp_path):
    folder = folder_of(tmp_path / "folder", A)
    (tmp_path / "fil").write_text("x")
    out = tmp_path / "bog.pdf"
    done = run(folder, "-o", out, "--quiet", "--cache", tmp_path / "fil" / "gemt")
    assert done.returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["b1.pdf", "dagsorden.yaml"]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_word(path):
    kind = "application/vnd.openxmlformats"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{kind}-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Opdigtet '
        "Wordtekst</w:t></w:r></w:p></w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


@pytest.fixture
def office(tmp_path):
    """A folder with a Word file and a spreadsheet."""
    folder = folder_of(tmp_path / "folder", (None, "notat.docx"), (None, "tal.xlsx"))
    write_word(folder / "notat.docx")
    workbook = openpyxl.Workbook()
    workbook.active.append(["Demokommune", "Opdigtettal"])
    workbook.save(folder / "tal.xlsx")
    return folder


def test_word_and_spreadsheet_become_pdf_or_are_told_why_not(office, tmp_path):
    out = tmp_path / "bog.pdf"
    done = run(office, "-o", out, "--quiet")
    texts = page_texts(out.read_bytes())
    if converter() is None:
        assert done.returncode == 1
        assert "LibreOffice, som gør sådanne til PDF, er ikke installeret her" in done.stdout
        assert "Bilaget kan ikke vises." in texts[3]
    else:
        assert done.returncode == 0
        assert done.stdout.count("er gjort til PDF med LibreOffice") == 2
        assert "Opdigtet Wordtekst" in texts[3]
        assert "Opdigtettal" in texts[4]


def test_without_libreoffice_the_message_says_what_to_do(office, tmp_path):
    empty = tmp_path / "bin"
    empty.mkdir()
    out = tmp_path / "bog.pdf"
    environment = {**os.environ, "PATH": str(empty)}
    done = run(office, "-o", out, "--quiet", env=environment)
    assert done.returncode == 1
    assert (
        "Filen er af typen DOCX, og LibreOffice, som gør sådanne til PDF, er ikke installeret "
        "her. Gem den som PDF, eller installér LibreOffice." in done.stdout
    )
    assert "Bilaget kan ikke vises." in page_texts(out.read_bytes())[3]


@pytest.mark.parametrize("code", [0, 7])
def test_a_converter_that_writes_nothing_is_told_of(code, office, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "soffice"
    program.write_text(f"#!/bin/sh\nexit {code}\n")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:/usr/bin:/bin"}
    done = run(office, "-o", tmp_path / "bog.pdf", "--quiet", env=environment)
    assert done.returncode == 1
    assert done.stdout.count("LibreOffice kunne ikke gøre filen til PDF.") == 2
