"""The manifest of a snapshot: its bytes, and every way in which it can be wrong."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.records.snapshot_samples import engagement

from samvirke.records import InputError
from samvirke.records.schemas import FROZEN_TABLES
from samvirke.records.snapshot import Manifest, Origin, read_manifest, write_snapshot

ORIGIN = Origin(file="Forløb »2022«.csv", sha256="ab" * 32, rows=2, kind="registrations")
DAMAGED = "Udtrækkets indholdsliste er beskadiget ({}). Hent en ny kopi af udtrækket."
OTHER_FINGERPRINT = (
    "Indholdslisten passer ikke med sit eget fingeraftryk: den er ændret, efter at udtrækket blev "
    "lavet. Hent en ny kopi af udtrækket."
)
NO_MANIFEST = (
    "Filen er ikke indholdslisten for et udtræk fra Samvirke. Kontrollér, at det er den rigtige "
    "mappe."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_snapshot(
        tmp_path / "a",
        {"engagements": [engagement()]},
        origins=[ORIGIN],
        cut_off=date(2022, 6, 30),
    )
    return tmp_path / "a"


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_manifest(folder)
    return caught.value.in_language("da")


def test_the_manifest_is_readable_json_with_schema_and_version(folder: Path) -> None:
    manifest = read_manifest(folder)
    written = (folder / "manifest.json").read_bytes()
    assert written == manifest.to_bytes()
    assert json.loads(written) == {
        "schema": "samvirke.snapshot",
        "version": 1,
        "fingerprint": manifest.fingerprint,
        "cut_off": "2022-06-30",
        "tables": [
            {
                "name": table.name,
                "file": f"{table.name}.parquet",
                "rows": 1 if table.name == "engagements" else 0,
                "sha256": manifest.tables[place].sha256,
                "columns": list(table.column_names),
            }
            for place, table in enumerate(FROZEN_TABLES)
        ],
        "origins": [
            {
                "file": "Forløb »2022«.csv",
                "sha256": "ab" * 32,
                "rows": 2,
                "kind": "registrations",
            }
        ],
    }
    assert "Forløb »2022«.csv".encode() in written


def test_a_snapshot_without_origins_and_cut_off_has_them_empty(tmp_path: Path) -> None:
    manifest = write_snapshot(tmp_path / "a", {})
    assert (manifest.origins, manifest.cut_off) == ((), None)
    assert read_manifest(tmp_path / "a") == manifest


def edit(document: dict[str, Any], place: tuple[str | int, ...], value: Any) -> None:
    item: Any = document
    for step in place[:-1]:
        item = item[step]
    item[place[-1]] = value


def without(place: int) -> Callable[[dict[str, Any]], None]:
    def remove(document: dict[str, Any]) -> None:
        del document["tables"][place]

    return remove


def swapped(document: dict[str, Any]) -> None:
    document["tables"].reverse()


def doubled(document: dict[str, Any]) -> None:
    document["tables"].append(document["tables"][0])


OTHER_COLUMNS = (
    "Tabellen »engagements« har andre felter i udtrækket end her. Brug den udgave af Samvirke, "
    "der skrev det, eller lav udtrækket igen."
)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("schema", "samvirke.figure"), NO_MANIFEST),
        (("schema", None), NO_MANIFEST),
        (
            ("version", 2),
            "Udtrækket er skrevet i version 2; her læses version 1. Brug den udgave af Samvirke, "
            "der skrev det, eller lav udtrækket igen.",
        ),
        (
            ("version", "1"),
            "Udtrækket er skrevet i version 1; her læses version 1. Brug den udgave af Samvirke, "
            "der skrev det, eller lav udtrækket igen.",
        ),
        (("fingerprint", "0" * 64), OTHER_FINGERPRINT),
        (("fingerprint", None), OTHER_FINGERPRINT),
        (("cut_off", "2022-12-31"), OTHER_FINGERPRINT),
        (("cut_off", None), OTHER_FINGERPRINT),
        (("cut_off", "30-06-2022"), DAMAGED.format("cut_off")),
        (("cut_off", 20220630), DAMAGED.format("cut_off")),
        (("tables", 0, "rows", 2), OTHER_FINGERPRINT),
        (("tables", 0, "rows", -1), DAMAGED.format("tables/0/rows")),
        (("tables", 0, "rows", "1"), DAMAGED.format("tables/0/rows")),
        (("tables", 0, "rows", 1.0), DAMAGED.format("tables/0/rows")),
        (("tables", 0, "rows", True), DAMAGED.format("tables/0/rows")),
        (("tables", 0, "sha256", "0" * 64), OTHER_FINGERPRINT),
        (("tables", 0, "sha256", "0" * 63), DAMAGED.format("tables/0/sha256")),
        (("tables", 0, "sha256", "0" * 64 + "\n"), DAMAGED.format("tables/0/sha256")),
        (("tables", 0, "sha256", "A" * 64), DAMAGED.format("tables/0/sha256")),
        (("tables", 0, "file", "../andet.parquet"), DAMAGED.format("tables/engagements/file")),
        (("tables", 0, "columns", ["hub"]), OTHER_COLUMNS),
        (("tables", 0, "columns", "hub"), DAMAGED.format("tables/0/columns")),
        (("tables", 0, "note", "x"), DAMAGED.format("tables/0/note")),
        (
            ("tables", 0, "name", "adviser_meetings"),
            "Udtrækket har en tabel, der ikke hører til eller står to gange: »adviser_meetings«. "
            "Brug den udgave af Samvirke, der skrev det.",
        ),
        (("tables", {}), DAMAGED.format("tables")),
        (("origins", 0, "rows", None), DAMAGED.format("origins/0/rows")),
        (("origins", 0, "sha256", ""), DAMAGED.format("origins/0/sha256")),
        (("note", "x"), DAMAGED.format("note")),
        (
            without(3),
            "Tabellen »awareness« mangler i udtrækkets indholdsliste. Lav udtrækket igen.",
        ),
        (swapped, DAMAGED.format("tables")),
        (
            doubled,
            "Udtrækket har en tabel, der ikke hører til eller står to gange: »engagements«. Brug "
            "den udgave af Samvirke, der skrev det.",
        ),
    ],
    ids=lambda part: getattr(part, "__name__", str(part)),
)
def test_a_changed_manifest_is_refused(
    folder: Path,
    change: tuple[Any, ...] | Callable[[dict[str, Any]], None],
    message: str,
) -> None:
    path = folder / "manifest.json"
    document = json.loads(path.read_bytes())
    if isinstance(change, tuple):
        edit(document, change[:-1], change[-1])
    else:
        change(document)
    path.write_text(json.dumps(document), "utf-8")
    assert refusal(folder) == f"manifest.json: {message}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", DAMAGED.format("JSON")),
        (b"{", DAMAGED.format("JSON")),
        (b'{"schema": "samvirke.snapshot", "version": ' + b"9" * 10_000, DAMAGED.format("JSON")),
        (b"[" * 100_000, DAMAGED.format("JSON")),
        (b"[]", NO_MANIFEST),
        (b"null", NO_MANIFEST),
        (b"{}", NO_MANIFEST),
    ],
    ids=lambda content: str(content[:20]),
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    assert refusal(tmp_path) == f"manifest.json: {message}"


def test_a_manifest_in_another_encoding_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    assert "Filen er ikke gemt som UTF-8" in refusal(folder)


def test_a_manifest_cut_anywhere_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    content = path.read_bytes()
    # Only the line feed after the last brace can go without harm.
    for length in range(0, len(content) - 1, 7):
        path.write_bytes(content[:length])
        assert refusal(folder) == f"manifest.json: {DAMAGED.format('JSON')}"


def test_a_folder_without_a_snapshot_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"{tmp_path.name}: Mappen rummer intet udtræk: manifest.json mangler. Kontrollér, at det "
        "er den rigtige mappe."
    )


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "b") == ("b: Mappen findes ikke. Angiv mappen med udtrækket.")


def test_a_file_instead_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("x")
    assert refusal(tmp_path / "b").startswith("manifest.json: Filen kan ikke læses: ")


def test_a_folder_instead_of_a_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    assert refusal(tmp_path) == "manifest.json: Det er en mappe. Angiv selve filen."


@pytest.mark.parametrize(
    "cells",
    [{"sha256": "x"}, {"rows": -1}, {"rows": "2"}, {"kind": None}, {"file": 3}, {"extra": 1}],
    ids=str,
)
def test_an_origin_is_checked_when_it_is_made(cells: dict[str, Any]) -> None:
    good = {"file": "a.csv", "sha256": "0" * 64, "rows": 2, "kind": "registrations"}
    assert Origin(**good).model_dump() == good  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Origin(**(good | cells))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
PLACES = ["schema", "version", "fingerprint", "cut_off", "tables", "origins", "other"]


@given(changes=st.dictionaries(st.sampled_from(PLACES), json_values, max_size=3))
@example(changes={"origins": [None]})
def test_whatever_a_manifest_holds_only_an_input_error_escapes(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    good = {
        "schema": "samvirke.snapshot",
        "version": 1,
        "fingerprint": "0" * 64,
        "cut_off": None,
        "tables": [
            {
                "name": table.name,
                "file": f"{table.name}.parquet",
                "rows": 0,
                "sha256": "0" * 64,
                "columns": table.column_names,
            }
            for table in FROZEN_TABLES
        ],
        "origins": [],
    }
    good["fingerprint"] = Manifest.model_validate_json(
        json.dumps({name: good[name] for name in ("cut_off", "tables", "origins")})
    ).fingerprint
    path = folder / "manifest.json"
    path.write_text(json.dumps(good), "utf-8")
    untouched = read_manifest(folder)
    path.write_text(json.dumps(good | changes), "utf-8")
    with suppress(InputError):
        read = read_manifest(folder)
        assert {name: changes[name] for name in changes if good.get(name) != changes[name]} == {}
        assert read == untouched
