"""YAML is read as texts that know their line; what no agreement needs is refused."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.records import InputError, YamlFile, read_yaml
from samvirke.records.yaml_file import texts_in

Write = Callable[[str | bytes], Path]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_yaml(path)
    return caught.value.in_language("da")


@pytest.mark.parametrize(
    "text",
    ["7.10", "no", "yes", "0123", "2021-01-01", "1_000", "12:30", "0x1F", "1e3", ".inf", "true"],
)
def test_a_value_stays_the_text_that_stands_in_the_file(write: Write, text: str) -> None:
    assert read_yaml(write(f"clause: {text}\n")).content == {"clause": text}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'no'", "no"),
        ('"no"', "no"),
        ("''", ""),
        ("'null'", "null"),
        ("|\n  to\n  linjer", "to\nlinjer"),
        (">\n  to\n  linjer", "to linjer"),
        ("Ærø, Åbenrå", "Ærø, Åbenrå"),
        ("7.1 # mål 1", "7.1"),
    ],
)
def test_a_quoted_value_is_read_without_its_quotes(write: Write, written: str, read: str) -> None:
    assert read_yaml(write(f"a: {written}")).content == {"a": read}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_is_none(write: Write, written: str) -> None:
    assert read_yaml(write(f"a: {written}\nb: 1\n")).content == {"a": None, "b": "1"}


def test_everything_knows_its_line(write: Write) -> None:
    path = write(
        "# en bemærkning\n"
        "id: RA\n"
        "valid: {from: 2021-01-01,\n"
        "        to: 2024-01-01}\n"
        "goals:\n"
        "  - id: M1\n"
        "    years: [2021, 2022]\n"
        "\n"
        "  -\n"
        "    id: M2\n"
    )
    assert read_yaml(path) == YamlFile(
        name="fil.yaml",
        content={
            "id": "RA",
            "valid": {"from": "2021-01-01", "to": "2024-01-01"},
            "goals": [{"id": "M1", "years": ["2021", "2022"]}, {"id": "M2"}],
        },
        lines={
            (): 2,
            ("id",): 2,
            ("valid",): 3,
            ("valid", "from"): 3,
            ("valid", "to"): 4,
            ("goals",): 5,
            ("goals", 0): 6,
            ("goals", 0, "id"): 6,
            ("goals", 0, "years"): 7,
            ("goals", 0, "years", 0): 7,
            ("goals", 0, "years", 1): 7,
            ("goals", 1): 10,
            ("goals", 1, "id"): 10,
        },
    )


@pytest.mark.parametrize(
    ("place", "line"),
    [(("b", 0, "c"), 3), (("b", 0, "missing"), 3), (("b", 7), 2), (("missing", 1, "x"), 1)],
)
def test_what_is_missing_has_the_line_of_what_is_around_it(
    write: Write, place: tuple[str | int, ...], line: int
) -> None:
    assert read_yaml(write("a: 1\nb:\n  - c: 2\n")).line_of(place) == line


@pytest.mark.parametrize("text", ["", "\n\n", "# kun en bemærkning\n"])
def test_an_empty_file_has_no_content_and_no_line(write: Write, text: str) -> None:
    empty = read_yaml(write(text))
    assert (empty, empty.line_of(("id",))) == (YamlFile("fil.yaml", None, {}), None)


def test_a_byte_order_mark_is_accepted(write: Write) -> None:
    assert read_yaml(write(b"\xef\xbb\xbfid: RA\n")).content == {"id": "RA"}


def test_windows_line_ends_are_accepted(write: Write) -> None:
    path = write(b"id: RA\r\ntitle: Aftale\r\n")
    assert read_yaml(path).lines == {(): 1, ("id",): 1, ("title",): 2}


ANCHORS = "Henvisninger med & og * bruges ikke her. Skriv værdien ud."
TAGS = "Typemærker med ! bruges ikke her. Skriv kun værdien, eventuelt i anførselstegn."
DEEP = "Filen er indrykket i mere end 30 niveauer og læses ikke."
KEYS = "Et feltnavn skal være et ord, ikke en liste eller en tom plads."
TWO_DOCUMENTS = (
    "Filen rummer mere end ét dokument (linjen »---« står to gange). Del den i flere filer."
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "linje 3: Feltet »a« står to gange (første gang på linje 1)."),
        ("a: 1\n'a': 3\n", "linje 2: Feltet »a« står to gange (første gang på linje 1)."),
        ("x:\n  a: 1\n  a: 2", "linje 3: Feltet »a« står to gange (første gang på linje 2)."),
        ("a: 1\nb: &x 5\n", f"linje 2: {ANCHORS}\n  Der står: &x"),
        ("b: &x [1]\n", f"linje 1: {ANCHORS}\n  Der står: &x"),
        ("b: &x {a: 1}\n", f"linje 1: {ANCHORS}\n  Der står: &x"),
        ("\nb: *x\n", f"linje 2: {ANCHORS}\n  Der står: *x"),
        (
            "a: !!python/name:os.system x",
            f"linje 1: {TAGS}\n  Der står: tag:yaml.org,2002:python/name",
        ),
        ("a: !rod [1]", f"linje 1: {TAGS}\n  Der står: !rod"),
        ("a: 1\n---\nb: 2\n", f"linje 2: {TWO_DOCUMENTS}"),
        ("? [a, b]\n: 1\n", f"linje 1: {KEYS}"),
        ("? {a: b}\n: 1\n", f"linje 1: {KEYS}"),
        ("a: 1\n? \n: 1\n", f"linje 2: {KEYS}"),
        ("~: 1\n", f"linje 1: {KEYS}"),
        ("[" * 31, f"linje 1: {DEEP}"),
        ("[" * 100_000, f"linje 1: {DEEP}"),
        ("- " * 100_000, f"linje 1: {DEEP}"),
        ("{a: " * 50_000, f"linje 1: {DEEP}"),
        ("\n".join(f"{' ' * at}a:" for at in range(100)), f"linje 31: {DEEP}"),
    ],
    ids=lambda value: value[:30].replace("\n", "¶"),
)
def test_what_no_agreement_needs_is_refused(write: Write, text: str, message: str) -> None:
    assert refusal(write(text)).startswith(f"fil.yaml, {message}")


BAD_START = (
    "et tegn, som en værdi ikke kan begynde med (fx tabulator, % eller @), uden anførselstegn"
)
BAD_COLON = (
    "et kolon inde i en tekst, eller linjen før er ikke afsluttet; sæt teksten i anførselstegn"
)
BAD_INDENT = "indrykning, parentes eller komma passer ikke med linjerne før"
BAD_BLOCK = "en værdi, der begynder med > eller |; sæt den i anførselstegn: '>='"
BAD_QUOTE = "et anførselstegn, der ikke er lukket"


def test_thirty_levels_are_read(write: Write) -> None:
    content = read_yaml(write("[" * 30 + "]" * 30)).content
    for _ in range(29):
        content = content[0]
    assert content == []


@pytest.mark.parametrize(
    ("text", "line", "got", "cause"),
    [
        ("a:\n\tb: 2\n", 2, "b: 2", BAD_START),
        ("a: 1\n b: 2\n", 2, "b: 2", BAD_COLON),
        ("a: b: c\n", 1, "a: b: c", BAD_COLON),
        ("a: [1, 2\nb: 3\n", 2, "b: 3", BAD_INDENT),
        ("a: @b\n", 1, "a: @b", BAD_START),
        ("a: >= 5\n", 1, "a: >= 5", BAD_BLOCK),
        ("a: 'b\n", 2, None, BAD_QUOTE),
    ],
)
def test_text_that_is_not_yaml_is_refused_with_its_line(
    write: Write, text: str, line: int, got: str | None, cause: str
) -> None:
    shown = "" if got is None else f"  Der står: {got}\n"
    assert refusal(write(text)) == (
        f"fil.yaml, linje {line}: Filen kan ikke læses som YAML: {cause}.\n{shown}"
        "  Gyldigt: linjer af formen »felt: værdi«, indrykket med mellemrum (aldrig tabulator)\n"
        "  Eksempel: title: 'Resultatkontrakt 2022'"
    )


@pytest.mark.parametrize("text", ["a: 1\0", "a: \x1b[2J", "a: \x07"])
def test_control_characters_are_refused(write: Write, text: str) -> None:
    assert refusal(write(text)).startswith("fil.yaml: Filen kan ikke læses som YAML: ")


def test_texts_are_found_in_the_order_of_the_file(write: Write) -> None:
    path = write("a: en\nb: [to, {c: tre}]\nd:\n  e: fire\n")
    assert list(texts_in(read_yaml(path).content)) == ["en", "to", "tre", "fire"]


yaml_text = st.text(st.sampled_from("ab: -[]{}#&*!|>'\"%@?,\n\t~10.\\é"), max_size=60)


@given(st.binary(max_size=200) | st.text(max_size=100) | yaml_text)
def test_whatever_a_file_holds_only_an_input_error_escapes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "fil.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with suppress(InputError):
        assert read_yaml(path).name == "fil.yaml"
