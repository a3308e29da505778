"""A snapshot is verified from its Parquet files: no damage goes unnoticed, and all is named."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.snapshot_samples import Row, awareness, engagement, evaluation

from samvirke.records import InputError
from samvirke.records.snapshot import (
    Manifest,
    open_engine,
    parquet_path,
    parquet_scan,
    read_manifest,
    verify_snapshot,
    write_snapshot,
)

ROWS: list[Row] = [
    engagement(engagement="F-1", minutes=60, theme="Salg"),
    engagement(engagement="F-2", minutes=61, theme=""),
    engagement(engagement="F-3", minutes=None, theme=None),
]
COPY = "Hent en ny kopi af udtrækket."


def unreadable(table: str) -> str:
    return (
        f"{table}.parquet: Tabellen »{table}« kan ikke læses: filen er beskadiget, er ikke en "
        f"Parquet-fil, eller du har ikke adgang til den. {COPY}"
    )


def other_columns(table: str) -> str:
    return (
        f"{table}.parquet: Tabellen »{table}« har andre felter, end den skal have. Filen er en "
        f"anden end den, der blev skrevet. {COPY}"
    )


def other_rows(table: str, stated: int, found: int) -> str:
    return (
        f"{table}.parquet: Rækkerne i tabellen »{table}« er ikke dem, der blev frosset: "
        f"indholdslisten siger {stated} rækker, filen har {found}, og fingeraftrykket er et "
        f"andet. {COPY}"
    )


def missing(table: str) -> str:
    return f"{table}.parquet: Filen med tabellen »{table}« mangler. {COPY}"


def frozen(folder: Path) -> Path:
    write_snapshot(
        folder,
        {"engagements": ROWS, "evaluations": [evaluation()], "awareness": [awareness()]},
    )
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return frozen(tmp_path / "a")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return frozen(tmp_path_factory.mktemp("frozen") / "a")


def damage(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        verify_snapshot(folder)
    return caught.value.in_language("da")


def rewrite(folder: Path, query: str, options: str = "") -> None:
    """Writes the engagements anew as ``query`` gives them, which reads them as ``old``."""
    with open_engine(folder.parent / "spill") as connection:
        source = parquet_scan(folder, "engagements")
        connection.execute(f"CREATE TABLE old AS SELECT * FROM {source}")  # noqa: S608
        path = str(parquet_path(folder, "engagements"))
        connection.execute(f"COPY ({query}) TO $1 (FORMAT parquet {options})", [path])


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("SELECT * FROM old", ""),
        ("SELECT * FROM old", ", COMPRESSION uncompressed, ROW_GROUP_SIZE 1"),
        ("SELECT * FROM old ORDER BY engagement DESC", ", COMPRESSION gzip"),
    ],
)
def test_who_wrote_the_parquet_file_and_how_does_not_matter(
    folder: Path, query: str, options: str
) -> None:
    before = parquet_path(folder, "engagements").read_bytes()
    rewrite(folder, query, options)
    assert verify_snapshot(folder) == read_manifest(folder)
    if "COMPRESSION" in options:
        assert parquet_path(folder, "engagements").read_bytes() != before


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT * REPLACE (minutes + 1 AS minutes) FROM old", 3),
        ("SELECT * REPLACE (nullif(theme, '') AS theme) FROM old", 3),
        ("SELECT * REPLACE (coalesce(theme, '') AS theme) FROM old", 3),
        ("SELECT * REPLACE (coalesce(theme, '\\N') AS theme) FROM old", 3),
        ("SELECT * REPLACE (coalesce(minutes, 0) AS minutes) FROM old", 3),
        ("SELECT * REPLACE (hub || ' ' AS hub) FROM old", 3),
        ("SELECT * REPLACE (theme AS service, service AS theme) FROM old", 3),
        ("SELECT * FROM old WHERE engagement <> 'F-2'", 2),
        ("SELECT * FROM old UNION ALL SELECT * FROM old WHERE engagement = 'F-2'", 4),
        ("SELECT * FROM old WHERE false", 0),
    ],
)
def test_changed_rows_are_found(folder: Path, query: str, found: int) -> None:
    rewrite(folder, query)
    assert damage(folder) == other_rows("engagements", 3, found)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * EXCLUDE (theme) FROM old",
        "SELECT *, 1 AS extra FROM old",
        "SELECT * RENAME (theme AS topic) FROM old",
        "SELECT theme, * EXCLUDE (theme) FROM old",
        "SELECT * REPLACE (CAST(minutes AS VARCHAR) AS minutes) FROM old",
        "SELECT * REPLACE (CAST(minutes AS INTEGER) AS minutes) FROM old",
        "SELECT * REPLACE (CAST(minutes AS DECIMAL(18, 0)) AS minutes) FROM old",
        "SELECT * REPLACE (encode(theme) AS theme) FROM old",
    ],
)
def test_other_columns_and_types_are_found_even_if_they_read_the_same(
    folder: Path, query: str
) -> None:
    rewrite(folder, query)
    assert damage(folder) == other_columns("engagements")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"hub,engagement\n", b"PAR1" * 100])
def test_what_is_no_parquet_file_is_found(folder: Path, content: bytes) -> None:
    parquet_path(folder, "evaluations").write_bytes(content)
    assert damage(folder) == unreadable("evaluations")


def test_a_file_cut_anywhere_is_found(folder: Path) -> None:
    path = parquet_path(folder, "engagements")
    content = path.read_bytes()
    for length in (1, 4, 100, len(content) // 2, len(content) - 8, len(content) - 1):
        path.write_bytes(content[:length])
        assert damage(folder) == unreadable("engagements")


def test_a_damaged_name_of_a_column_is_found(folder: Path) -> None:
    path = parquet_path(folder, "engagements")
    content = path.read_bytes()
    assert b"theme" in content
    path.write_bytes(content.replace(b"theme", b"th\xffme"))
    assert damage(folder) == unreadable("engagements")


def test_a_file_of_another_table_or_snapshot_is_found(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "b"
    write_snapshot(other, {"engagements": ROWS[:2]})
    shutil.copy(parquet_path(other, "engagements"), folder)
    shutil.copy(parquet_path(folder, "evaluations"), parquet_path(folder, "awareness"))
    assert damage(folder) == "\n".join(
        [other_rows("engagements", 3, 2), other_columns("awareness")]
    )


def test_every_damaged_table_is_named(folder: Path) -> None:
    parquet_path(folder, "engagements").write_bytes(b"PAR1")
    parquet_path(folder, "participations").unlink()
    rest = parquet_path(folder, "evaluations").read_bytes()
    parquet_path(folder, "evaluations").write_bytes(rest[:-1])
    assert damage(folder) == "\n".join(
        [unreadable("engagements"), missing("participations"), unreadable("evaluations")]
    )


def test_what_is_no_file_is_found_without_waiting_for_it(folder: Path) -> None:
    parquet_path(folder, "engagements").unlink()
    parquet_path(folder, "engagements").mkdir()
    parquet_path(folder, "evaluations").unlink()
    os.mkfifo(parquet_path(folder, "evaluations"))
    assert damage(folder) == "\n".join([missing("engagements"), missing("evaluations")])


def test_a_damaged_manifest_is_found_before_any_table(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")
    parquet_path(folder, "engagements").unlink()
    assert damage(folder).startswith("manifest.json: Udtrækkets indholdsliste er beskadiget")


def test_other_files_in_the_folder_do_not_matter(folder: Path) -> None:
    (folder / "noter.txt").write_text("til sagen")
    assert verify_snapshot(folder) == read_manifest(folder)


@settings(max_examples=40)
@given(
    table=st.sampled_from(["engagements", "evaluations", "awareness", "participations"]),
    places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1),
)
def test_flipped_bits_are_found_or_leave_the_rows_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    untouched: Path,
    table: str,
    places: list[tuple[float, int]],
) -> None:
    folder = tmp_path_factory.mktemp("flipped") / "a"
    shutil.copytree(untouched, folder)
    path = parquet_path(folder, table)
    content = bytearray(path.read_bytes())
    for place, bits in places:
        content[int(place * len(content))] ^= bits
    path.write_bytes(content)
    found = damaged_files(folder)
    assert found == [path.name] or (found, held(folder, table)) == ([], held(untouched, table))


def damaged_files(folder: Path) -> list[str]:
    try:
        verify_snapshot(folder)
    except InputError as error:
        return [problem.file for problem in error.problems]
    return []


def held(folder: Path, table: str) -> list[Row]:
    with open_engine(folder.parent / "spill") as connection:
        connection.execute(f"SELECT * FROM {parquet_scan(folder, table)}")  # noqa: S608
        return connection.fetchall()


def test_verifying_leaves_nothing_behind(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, here = tmp_path / "temporary", tmp_path / "here"
    temporary.mkdir()
    here.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(here)
    before = sorted(path.name for path in folder.iterdir())
    verify_snapshot(folder)
    parquet_path(folder, "awareness").write_bytes(b"PAR1")
    assert damage(folder) == unreadable("awareness")
    assert sorted(path.name for path in folder.iterdir()) == before
    assert [*temporary.iterdir(), *here.iterdir()] == []


def no_room(tables: Iterable[str]) -> str:
    return "\n".join(
        f"{table}.parquet: Tabellen »{table}« kan ikke kontrolleres: der er ikke plads nok i "
        "mappen til midlertidige filer eller i hukommelsen. Skaf plads, og prøv igen."
        for table in tables
    )


def test_a_missing_place_for_temporary_files_is_not_taken_for_damage(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "findes ikke"))
    assert damage(folder) == no_room(["engagements", "participations", "evaluations", "awareness"])


FULL = """
import resource, sys
from pathlib import Path
from samvirke.records import InputError
from samvirke.records.snapshot import engine, verify_snapshot

engine._MOST_MEMORY = "20MB"
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    verify_snapshot(Path(sys.argv[1]))
except InputError as error:
    print(error.in_language("da"))
"""


def test_a_full_place_for_temporary_files_is_not_taken_for_damage(tmp_path: Path) -> None:
    rows = (engagement(engagement=f"{number:x}" * 60) for number in range(120_000))
    write_snapshot(tmp_path / "a", {"engagements": rows})
    # The limit would also stop coverage from writing its own file, so it is left out of account.
    unmeasured = {key: text for key, text in os.environ.items() if not key.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path / "a"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=unmeasured,
        check=True,
    )
    assert (done.stdout, done.stderr) == (no_room(["engagements"]) + "\n", "")


def test_engines_and_manifests_agree_on_what_is_frozen(folder: Path) -> None:
    manifest = verify_snapshot(folder)
    assert isinstance(manifest, Manifest)
    counted = {}
    for table in manifest.tables:
        with duckdb.connect() as connection:
            connection.execute(f"SELECT count(*) FROM '{folder / table.file}'")  # noqa: S608
            counted[table.name] = connection.fetchall()[0][0]
    assert counted == {table.name: table.rows for table in manifest.tables}
