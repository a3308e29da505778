"""What is refused of a file before anybody looks at what it says."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from samvirke.records import InputError, read_table, read_yaml
from samvirke.records.files import MEBIBYTE, read_text

Write = Callable[[str | bytes], Path]


def refusal(read: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read()
    return caught.value.in_language("da"), caught.value.in_language("en")


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(lambda: read_yaml(tmp_path / "væk.yaml")) == (
        "væk.yaml: Filen findes ikke. Kontrollér navn og mappe.",
        "væk.yaml: There is no such file. Check its name and folder.",
    )


def test_a_directory(tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    assert refusal(lambda: read_yaml(tmp_path / "mappe")) == (
        "mappe: Det er en mappe. Angiv selve filen.",
        "mappe: This is a folder. Name the file itself.",
    )


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør")
    assert refusal(lambda: read_yaml(tmp_path / "rør"))[0] == "rør: Det er ikke en almindelig fil."


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    name = "a" * 300
    danish, _ = refusal(lambda: read_yaml(tmp_path / name))
    assert danish == f"{name}: Filen kan ikke læses: navnet er for langt."


def test_a_path_through_a_file(write: Write) -> None:
    path = write("a: 1") / "under.yaml"
    assert refusal(lambda: read_yaml(path))[0] == (
        "under.yaml: Filen kan ikke læses: der ligger en fil, hvor der skulle være en mappe."
    )


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.yaml"
    path.touch()
    os.truncate(path, 100 * MEBIBYTE)
    assert refusal(lambda: read_yaml(path)) == (
        "stor.yaml: Filen fylder 100 MB. Den må højst fylde 1 MB og er ikke læst. "
        "Kontrollér, at det er den rigtige fil.",
        "stor.yaml: The file is 100 MB. The limit is 1 MB, and it was not read. "
        "Check that it is the right file.",
    )


def test_a_table_has_a_limit_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    path.touch()
    os.truncate(path, 100 * MEBIBYTE)
    assert refusal(lambda: list(read_table(path, ("a",))))[0] == (
        "stor.csv: Filen fylder 100 MB. Den må højst fylde 16 MB og er ikke læst. "
        "Kontrollér, at det er den rigtige fil."
    )


@pytest.mark.parametrize(("size", "fits"), [(9, True), (10, True), (11, False)])
def test_the_limit_itself_still_fits(write: Write, size: int, fits: bool) -> None:
    path = write("x" * size)
    if fits:
        assert read_text(path, most_bytes=10) == "x" * size
    else:
        assert refusal(lambda: read_text(path, most_bytes=10))[0].startswith("fil.yaml: Filen ")


def test_a_file_that_is_not_utf_8(write: Write) -> None:
    path = write("by: Aalborg\nby: Nykøbing\n".encode("latin-1"))
    assert refusal(lambda: read_yaml(path)) == (
        "fil.yaml, linje 2: Filen er ikke gemt som UTF-8, så danske bogstaver kan ikke læses "
        "sikkert.\n  Der står: byte 0xf8\n  Gyldigt: gem filen igen som UTF-8",
        "fil.yaml, line 2: The file is not saved as UTF-8, so its letters cannot be read safely."
        "\n  Got: byte 0xf8\n  Valid: save the file again as UTF-8",
    )


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_the_text_is_the_same_with_and_without_a_byte_order_mark(
    write: Write, start: bytes
) -> None:
    assert read_text(write(start + "Ærø".encode()), most_bytes=10) == "Ærø"
