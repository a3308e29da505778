"""The report of a book: what is wrong comes with what to do, and no clause is said twice."""

from tests.papers.annex_book.folders import (
    book,
    folder_of,
    gathered,
    page_texts,
    pictures,
    tagged,
    untagged,
    write_agenda,
)
from tests.papers.annex_book.test_command import run
from tests.papers.annex_book.test_pictures import picture

from samvirke.papers.annex_book.editions import Edition
from samvirke.papers.annex_book.report import report_text


def test_each_kind_of_annex_comes_with_what_can_be_done(tmp_path):
    files = {
        "a.pdf": tagged(ua=False),
        "b.pdf": untagged(),
        "c.pdf": pictures(2),
        "d.jpg": picture(),
        "e.pdf": untagged(words="En anden opdigtet tekst"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    annexes = [{"title": name[0].upper(), "file": name} for name in files]
    annexes[3]["alt"] = "Kort over fem busruter"
    agenda, ready = gathered(
        write_agenda(tmp_path, [{"number": "1", "title": "Sag", "annexes": annexes}])
    )
    told = report_text(agenda, ready, [], [], "da").splitlines()
    assert told[2:4] == ["1 Bilag 1: A [a.pdf]", "  1 side, opmærket af forfatteren"]
    assert told[4] == (
        "  - ikke PDF/UA-1: punkt 5 (siger ikke om sig selv, at den er PDF/UA-1), 7.1 (har ingen "
        "titel, som vises)"
    )
    assert "  1 side, billede med tekst til dem, der ikke ser det" in told
    assert told[told.index("Det kan du gøre:") + 1 : -2] == [
        "- Ikke opmærket: 1 Bilag 2, 1 Bilag 5. Bed afsenderen om en opmærket (»tagged«) PDF; Word "
        "og LibreOffice gemmer sådan, når tilgængelighed er slået til.",
        "- Kun billede: 1 Bilag 3. Bed afsenderen om en udgave med tekst. Er bilaget en billedfil, "
        "så skriv med »alt« i dagsordenen, hvad den viser.",
        "- Opmærket, men ikke PDF/UA-1: 1 Bilag 1. Bed afsenderen om at gemme som PDF/UA-1. "
        "Bilaget vises godt, men bogen kan ikke kalde sig PDF/UA-1 med det.",
    ]


def test_an_item_whose_title_is_its_kind_says_it_once(tmp_path):
    items = [
        {"number": "6", "title": "Eventuelt", "kind": "Eventuelt"},
        {"number": "7", "title": "Busser", "kind": "Orienteringssag"},
    ]
    built, _ = book(write_agenda(tmp_path, items))
    shown = " ".join("".join(page_texts(built.content)).split())
    assert shown.count("Eventuelt") == 1
    assert "Orienteringssag" in shown


def test_an_earlier_book_under_another_name_is_no_unused_file(tmp_path):
    folder = folder_of(tmp_path / "folder", tagged())
    earlier, _ = book(folder, Edition.PUBLIC)
    (folder / "gammel.pdf").write_bytes(earlier.content)
    (folder / "notat.pdf").write_bytes(untagged())
    done = run(folder, "-o", tmp_path / "ny.pdf", "--quiet", "--cache", folder / "cache")
    (told,) = [line for line in done.stdout.splitlines() if "ikke er med" in line]
    assert "notat.pdf" in told
    assert "gammel.pdf" not in told
