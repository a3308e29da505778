"""A book of tagged annexes: one structure tree, stamps, contents, bookmarks, links."""

from collections import Counter

import pikepdf
import pytest
from tests.papers import verapdf
from tests.papers.annex_book.folders import (
    book,
    changed,
    elements,
    folder_of,
    opened,
    page_texts,
    tagged,
    write_agenda,
)

from samvirke.papers.annex_book.editions import Edition

LONG = tagged("Et bilag på to sider", pages=2)
SHORT = tagged("Et bilag på en side", pages=1, words="Noget andet")


def validated(content, tmp_path):
    reason = verapdf.missing()
    if reason is not None:
        pytest.skip(reason)
    path = tmp_path / "book.pdf"
    path.write_bytes(content)
    return verapdf.validate(path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return book(folder_of(tmp_path_factory.mktemp("book"), LONG, SHORT))[0]


def test_a_book_of_100_pages_of_annexes_that_pass_passes_pdf_ua_1(tmp_path):
    annexes = [tagged(f"Bilag {at}", pages=24) for at in range(4)]
    made, _ = book(folder_of(tmp_path / "folder", *annexes), Edition.PUBLIC)
    assert (made.pages, made.claims_pdf_ua) == (99, True)
    assert validated(made.content, tmp_path) == verapdf.Result(compliant=True, failed=())


def test_the_archive_edition_in_english_passes_too(tmp_path):
    made, _ = book(folder_of(tmp_path / "folder", LONG, SHORT), Edition.ARCHIVE, language="en")
    assert validated(made.content, tmp_path) == verapdf.Result(compliant=True, failed=())
    with opened(made.content) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_every_tag_of_every_annex_is_kept_in_its_order(built):
    with opened(built.content) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        _, *parts = document.K
        got = [[str(one.S) for one in elements(pdf, part)][1:] for part in parts]
        titles = [str(part.T) for part in parts]
    expected = []
    for content in (LONG, SHORT):
        with opened(content) as pdf:
            expected.append([str(one.S) for one in elements(pdf)])
    assert got == expected
    assert titles == ["2.4 Bilag 1: Demobilag nummer 1", "2.4 Bilag 2: Demobilag nummer 2"]


def test_the_parent_tree_leads_from_each_page_to_its_own_elements(built):
    with opened(built.content) as pdf:
        numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        keys = [page.obj.StructParents for page in pdf.pages]
        assert len(set(keys)) == len(keys)
        for page in pdf.pages:
            marked = numbers[page.obj.StructParents]
            assert len(marked) > 0
            assert {one.Pg.objgen for one in marked} == {page.obj.objgen}


def test_each_link_s_key_leads_to_the_element_that_holds_it(built):
    with opened(built.content) as pdf:
        numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        assert len(links) >= 6
        for link in links:
            element = numbers[link.StructParent]
            held = [kid.Obj.objgen for kid in element.K if isinstance(kid, pikepdf.Dictionary)]
            assert held == [link.objgen]


def test_table_headers_of_each_annex_are_found_in_the_same_annex(built):
    with opened(built.content) as pdf:
        parts = list(pdf.Root.StructTreeRoot.K[0].K)[1:]
        ids = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        for part, prefix in zip(parts, ("2.4-1-", "2.4-2-"), strict=True):
            named = [str(one.ID) for one in elements(pdf, part) if "/ID" in one]
            asked = {
                str(name)
                for one in elements(pdf, part)
                for attributes in one.get("/A", ())
                for name in attributes.get("/Headers", ())
            }
            assert asked
            assert asked <= set(named)
            assert all(name.startswith(prefix) for name in named)
            assert all(str(ids[name].ID) == name for name in named)


def roles(name, role):
    """The annex with its first heading type called ``name``, which stands for ``role``."""

    def change(pdf):
        pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary({name: pikepdf.Name(role)})
        for one in elements(pdf):
            if one.S == pikepdf.Name.H1:
                one.S = pikepdf.Name(name)

    return changed(SHORT, change)


def played(pdf, part, kind):
    """The role that the elements with »Afsnit« play in ``part``."""
    named = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    return {str(named.get(str(one.S), one.S)) for one in elements(pdf, part) if kind in str(one.S)}


def test_a_role_that_means_two_things_keeps_both(tmp_path):
    folder = folder_of(tmp_path, roles("/Titel", "/H1"), roles("/Titel", "/P"))
    with opened(book(folder)[0].content) as pdf:
        _, first, second = pdf.Root.StructTreeRoot.K[0].K
        assert played(pdf, first, "Titel") == {"/H1"}
        assert played(pdf, second, "Titel") == {"/P"}


def test_a_standard_type_given_another_role_changes_nobody_else_s(tmp_path):
    folder = folder_of(tmp_path, roles("/Code", "/H1"), SHORT)
    with opened(book(folder)[0].content) as pdf:
        assert "/Code" not in pdf.Root.StructTreeRoot.RoleMap
        _, first, _ = pdf.Root.StructTreeRoot.K[0].K
        assert played(pdf, first, "Code") == {"/H1"}


def test_classes_of_two_annexes_do_not_meet(tmp_path):
    def with_class(align):
        def change(pdf):
            attributes = pikepdf.Dictionary(O=pikepdf.Name.Layout, TextAlign=pikepdf.Name(align))
            pdf.Root.StructTreeRoot.ClassMap = pikepdf.Dictionary(Celle=attributes)
            next(one for one in elements(pdf) if one.S == pikepdf.Name.TD).C = pikepdf.Name.Celle

        return changed(SHORT, change)

    folder = folder_of(tmp_path, with_class("/Start"), with_class("/End"))
    with opened(book(folder)[0].content) as pdf:
        classes = pdf.Root.StructTreeRoot.ClassMap
        parts = list(pdf.Root.StructTreeRoot.K[0].K)[1:]
        got = [
            str(classes[str(one.C[0])].TextAlign)
            for part in parts
            for one in elements(pdf, part)
            if "/C" in one
        ]
        assert got == ["/Start", "/End"]


def test_headings_without_a_number_get_one_by_their_depth(tmp_path):
    def change(pdf):
        for one in elements(pdf):
            if str(one.S) in ("/H1", "/H2"):
                one.S = pikepdf.Name.H

    made, _ = book(folder_of(tmp_path, changed(SHORT, change)))
    with opened(made.content) as pdf:
        kinds = Counter(str(one.S) for one in elements(pdf))
    assert "/H" not in kinds


def test_every_annex_page_is_stamped_with_item_annex_and_its_own_page(built):
    texts = page_texts(built.content)
    got = [text.strip().splitlines()[-2:] for text in texts[3:]]
    got = [[line.strip() for line in lines] for lines in got]
    assert got == [
        ["2.4 Bilag 1 – side 1 af 2", "Demodata – 4"],
        ["2.4 Bilag 1 – side 2 af 2", "Demodata – 5"],
        ["2.4 Bilag 2 – side 1 af 1", "Demodata – 6"],
    ]


def test_stamps_are_artifacts_and_not_read_aloud(built):
    with opened(built.content) as pdf:
        for page in list(pdf.pages)[3:]:
            depth, marks = [], []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("BDC", "BMC"):
                    depth.append(str(operands[0]))
                elif str(operator) == "EMC":
                    depth.pop()
                elif str(operator) in ("Tj", "TJ"):
                    marks.append(depth[-1])
            assert marks[-2:] == ["/Artifact", "/Artifact"]
            assert "/Artifact" not in marks[:-2]


def test_the_contents_name_the_page_on_which_each_annex_begins(built):
    contents = page_texts(built.content)[2]
    lines = ["".join(line.replace(".", " ").split()) for line in contents.splitlines()]
    assert "Bilag1:Demobilagnummer1side4" in lines
    assert "Bilag2:Demobilagnummer2side6" in lines


def places(pdf):
    return {page.obj.objgen: at for at, page in enumerate(pdf.pages)}


def test_agenda_and_contents_link_to_each_annex(built):
    with opened(built.content) as pdf:
        at = places(pdf)
        links = [
            (number, at[link.Dest[0].objgen], str(link.Contents))
            for number, page in enumerate(list(pdf.pages)[:3])
            for link in page.obj.get("/Annots", ())
        ]
    first, second = "2.4 Bilag 1: Demobilag nummer 1", "2.4 Bilag 2: Demobilag nummer 2"
    assert links == [(1, 3, first), (1, 5, second), (2, 3, first), (2, 5, second)]


def test_a_named_place_in_an_annex_becomes_its_own_page_in_the_book(built):
    with opened(built.content) as pdf:
        at = places(pdf)
        inside = [
            [at[link.Dest[0].objgen] for link in page.obj.Annots if "/Dest" in link]
            for page in list(pdf.pages)[3:]
        ]
    assert inside == [[4], [4], [5]]


def test_each_annex_page_has_a_name_that_other_documents_can_link_to(built):
    with opened(built.content) as pdf:
        at = places(pdf)
        named = {
            str(name): at[place[0].objgen]
            for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()
        }
    assert named == {
        "2.4-bilag-1-side-1": 3,
        "2.4-bilag-1-side-2": 4,
        "2.4-bilag-2-side-1": 5,
    }


def test_bookmarks_lead_to_items_annexes_and_their_own_headings(built):
    def listed(items):
        return [(item.title, listed(item.children)) for item in items]

    with opened(built.content) as pdf, pdf.open_outline() as outline:
        got = listed(outline.root)
    assert got == [
        ("Bilagssamling", []),
        ("Dagsorden", []),
        ("Bilagsfortegnelse", []),
        (
            "2.4 Demosag",
            [
                (
                    "2.4 Bilag 1: Demobilag nummer 1",
                    [("1. Afsnit 1", []), ("2. Afsnit 2", [("2.1. Slut", [])])],
                ),
                ("2.4 Bilag 2: Demobilag nummer 2", [("1. Afsnit 1", [("1.1. Slut", [])])]),
            ],
        ),
    ]


def test_the_book_says_its_title_and_language_and_no_date(built):
    with opened(built.content) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert dict(pdf.docinfo) == {
            "/Title": "Bilagssamling: KKR Demo, 4. december 2026",
            "/Producer": "Samvirke",
        }
        assert str(pdf.Root.Lang) == "da"
    assert "Bilagssamling: KKR Demo, 4. december 2026" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Date" not in metadata


def test_every_page_of_made_up_data_says_so(tmp_path):
    demo, _ = book(folder_of(tmp_path / "demo", SHORT, b""), Edition.ARCHIVE)
    texts = page_texts(demo.content)
    assert [text for text in texts[:3] if "DEMODATA" not in text] == []
    assert [text for text in texts[3:5] if "Demodata – " not in text] == []
    assert "DEMODATA" in texts[5]
    real, _ = book(folder_of(tmp_path / "real", b"", demo=False), Edition.ARCHIVE)
    assert "demodata" not in "".join(page_texts(real.content)).lower()


def test_an_agenda_without_annexes_is_a_book_too(tmp_path):
    folder = write_agenda(tmp_path, [{"number": "1", "title": "Demopunkt"}])
    made, _ = book(folder)
    texts = page_texts(made.content)
    assert len(texts) == 2
    assert "Demopunkt" in texts[1]
    assert made.claims_pdf_ua


def test_an_item_without_annexes_has_a_bookmark_to_the_agenda(tmp_path):
    items = [
        {"number": str(number), "title": f"Demopunkt {number}", "supplement": number == 60}
        for number in range(1, 61)
    ]
    made, _ = book(write_agenda(tmp_path, items))
    texts = page_texts(made.content)
    with opened(made.content) as pdf, pdf.open_outline() as outline:
        at = places(pdf)
        got = {item.title: at[item.destination[0].objgen] for item in outline.root}
    assert list(got)[:3] == ["Bilagssamling", "Dagsorden", "Tillægsdagsorden"]
    assert len(got) == 63
    assert got["1 Demopunkt 1"] == 1
    assert got["60 Demopunkt 60"] == len(texts) - 1 > 1
    assert all(title[3:] in texts[page] for title, page in list(got.items())[3:])


def test_a_replaced_annex_has_its_title_once_among_the_bookmarks(tmp_path):
    made, _ = book(folder_of(tmp_path, b""))
    with opened(made.content) as pdf, pdf.open_outline() as outline:
        (annex,) = outline.root[-1].children
    assert (annex.title, list(annex.children)) == ("2.4 Bilag 1: Demobilag nummer 1", [])


def test_a_long_contents_counts_its_own_pages(tmp_path):
    (tmp_path / "a.pdf").write_bytes(SHORT)
    annexes = [{"title": f"Demobilag {at} " + "x" * 60, "file": "a.pdf"} for at in range(1, 101)]
    folder = write_agenda(tmp_path, [{"number": "1", "title": "Demo", "annexes": annexes}])
    made, _ = book(folder)
    texts = page_texts(made.content)
    start = made.starts["1-1-"]
    assert start > 3
    assert "1 Bilag 1 – side 1 af 1" in texts[start]
    assert "1 Bilag 100 – side 1 af 1" in texts[start + 99]
    contents = "".join("".join(texts[:start]).replace(".", " ").split())
    assert f"side{start + 100}" in contents


def test_a_number_may_end_in_any_danish_letter(tmp_path):
    (tmp_path / "a.pdf").write_bytes(tagged())
    items = [
        {
            "number": f"2{letter}",
            "title": "Demosag",
            "annexes": [{"title": "Demobilag", "file": "a.pdf"}],
        }
        for letter in "æøå"
    ]
    made, _ = book(write_agenda(tmp_path, items))
    assert "2å Bilag 1 – side 1 af 1" in page_texts(made.content)[5]
    with opened(made.content) as pdf:
        links = [link for link in pdf.pages[1].obj.Annots if "/Dest" in link]
        pages = [pdf.pages.index(pikepdf.Page(link.Dest[0])) for link in links]
        assert pages == [3, 4, 5]
        (leaf,) = pdf.Root.Names.Dests.Kids
        assert "2å-bilag-1-side-1".encode() in [bytes(name) for name in list(leaf.Names)[::2]]
    assert validated(made.content, tmp_path).failed == ()
