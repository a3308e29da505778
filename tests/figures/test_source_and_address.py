"""Where a number comes from, and the address that it keeps."""

import pytest

from samvirke.figures import Address, Source, address


def test_a_source_is_written_as_document_and_clause() -> None:
    source = Source("Aftale om rammerne for erhvervshuse 2024-2027", "8.1, mål 2, 1. punkt")
    assert str(source) == "Aftale om rammerne for erhvervshuse 2024-2027, 8.1, mål 2, 1. punkt"


@pytest.mark.parametrize(
    ("document", "clause"),
    [("Rammeaftale", ""), ("Rammeaftale", " \t\n"), ("", "7.1"), ("  ", "7.1"), ("", "")],
)
def test_a_source_without_document_or_clause_is_refused(document: str, clause: str) -> None:
    with pytest.raises(ValueError, match=r"^a source names a document and a clause, got "):
        Source(document, clause)


@pytest.mark.parametrize(
    ("names", "path"),
    [
        (("Resultatkontrakt",), "/tal/resultatkontrakt"),
        (("RK-NORD-2021", "Mål 6, d"), "/tal/rk-nord-2021/maal-6-d"),
        (("Ærø", "Høje-Taastrup", "Århus"), "/tal/aeroe/hoeje-taastrup/aarhus"),
        (("  7.1, fodnote 2!  ",), "/tal/7-1-fodnote-2"),
    ],
)
def test_an_address_is_made_of_names(names: tuple[str, ...], path: str) -> None:
    assert address(*names) == Address(path)


@pytest.mark.parametrize("names", [(), ("",), ("Mål", ""), ("???",), ("…", "a")])
def test_names_that_leave_nothing_make_no_address(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r" is not the address of a figure$"):
        address(*names)


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/tal", "/tal/", "/figure/a", "/tal/A", "/tal/a_b", "/tal/a b", "/tal/å"),
        *(
            "/tal/a/",
            "/tal//a",
            "/tal/-a",
            "/tal/a-",
            "/tal/a--b",
            "/tal/../a",
            "/tal/a?b",
            "//tal/a",
        ),
        *("https://kkr.dk/tal/a", "/tal/a\n", "tal/a"),
    ],
)
def test_another_path_is_no_address(path: str) -> None:
    with pytest.raises(ValueError, match=r" is not the address of a figure$"):
        Address(path)
