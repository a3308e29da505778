"""What goes into a snapshot, and what is refused."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.snapshot_samples import Row, awareness, canonical, engagement, evaluation

from samvirke.records import InputError
from samvirke.records.schemas import AWARENESS, ENGAGEMENTS, EVALUATIONS, FROZEN_TABLES, Kind
from samvirke.records.snapshot import (
    FrozenTable,
    Manifest,
    Origin,
    SnapshotNotWritten,
    open_engine,
    parquet_path,
    parquet_scan,
    read_manifest,
    verify_snapshot,
    write_snapshot,
)

FILES = [
    "awareness.parquet",
    "engagements.parquet",
    "evaluations.parquet",
    "manifest.json",
    "participations.parquet",
]
ORIGIN = Origin(file="forløb.csv", sha256="0" * 64, rows=2, kind="registrations")
ENGAGEMENT_HEADING = (
    b"hub\tengagement\tcompany\tproduction_unit\tcompany_founded\tmunicipality\tsegment\ttype\t"
    b"form\tstarted\tended\tminutes\toffice\treferred_to\tservice\ttheme\n"
)


def held(folder: Path, table: str) -> list[Row]:
    with open_engine(folder / "spill") as connection:
        connection.execute(f"SELECT * FROM {parquet_scan(folder, table)}")  # noqa: S608
        return connection.fetchall()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def marks(folder: Path) -> list[tuple[str, int, int]]:
    return sorted((at.name, at.stat().st_ino, at.stat().st_mtime_ns) for at in folder.iterdir())


def refusal(folder: Path, table: str, *rows: object) -> str:
    with pytest.raises(InputError) as caught:
        write_snapshot(folder, {table: rows})  # type: ignore[dict-item]
    assert not folder.exists()
    assert names(folder.parent) == []
    return caught.value.in_language("da")


def test_a_snapshot_holds_the_rows_sorted_by_their_key(tmp_path: Path) -> None:
    folder = tmp_path / "udtræk"
    first = engagement(engagement="F-10", production_unit=1_099_000_001, theme="Salg, »nyt«\n2")
    second = engagement(engagement="F-9", segment="growth", minutes=-(2**63), theme="")
    third = engagement(engagement="Å-1", ended=2022_04_01, minutes=2**63 - 1)
    other_hub = engagement(hub="Andet hus", engagement="Å-2")
    answers = [awareness(survey_year=year, weight=1_250_000) for year in (2022, 2021)]
    write_snapshot(
        folder,
        {"engagements": iter([third, second, other_hub, first]), "awareness": answers},
    )
    assert names(tmp_path) == ["udtræk"]
    assert names(folder) == FILES
    assert {table.name: held(folder, table.name) for table in FROZEN_TABLES} == {
        "engagements": [other_hub, first, second, third],
        "participations": [],
        "evaluations": [],
        "awareness": [answers[1], answers[0]],
    }


def test_the_manifest_tells_rows_fingerprints_origins_and_cut_off(tmp_path: Path) -> None:
    rows = [engagement(engagement="F-2", theme="a\tb"), engagement(engagement="F-1", service="")]
    manifest = write_snapshot(
        tmp_path / "a", {"engagements": rows}, origins=[ORIGIN], cut_off=date(2022, 6, 30)
    )
    assert manifest == Manifest(
        cut_off=date(2022, 6, 30),
        origins=(ORIGIN,),
        tables=tuple(
            FrozenTable(
                name=table.name,
                file=f"{table.name}.parquet",
                rows=len(content),
                sha256=hashlib.sha256(canonical(table, content)).hexdigest(),
                columns=table.column_names,
            )
            for table in FROZEN_TABLES
            for content in [rows if table is ENGAGEMENTS else []]
        ),
    )
    assert read_manifest(tmp_path / "a") == manifest
    assert verify_snapshot(tmp_path / "a") == manifest


def test_the_canonical_form_is_the_one_that_is_documented(tmp_path: Path) -> None:
    row = engagement(theme="\\N\t\n\r\b\v\f'\"|æ", service="", minutes=-5)
    expected = (
        ENGAGEMENT_HEADING
        + (
            "Erhvervshus Prøveby\tF-1\t99000001\t\\N\t\\N\t\\N\t\\N\tgrowth\tindividual\t20220301\t"
            "\\N\t-5\t\\N\t\\N\t\t\\\\N\\t\\n\\r\\b\\v\\f'\"|æ\n"
        ).encode()
    )
    manifest = write_snapshot(tmp_path / "a", {"engagements": [row]})
    assert (manifest.tables[0].rows, manifest.tables[0].sha256) == (
        1,
        hashlib.sha256(expected).hexdigest(),
    )


def test_the_fingerprint_is_taken_of_rows_and_cut_off(tmp_path: Path) -> None:
    manifest = write_snapshot(tmp_path / "a", {"engagements": [engagement()]})
    sha256 = {table.name: table.sha256 for table in manifest.tables}
    text = (
        f'{{"cut_off":null,"tables":{{"awareness":[0,"{sha256["awareness"]}"],'
        f'"engagements":[1,"{sha256["engagements"]}"],'
        f'"evaluations":[0,"{sha256["evaluations"]}"],'
        f'"participations":[0,"{sha256["participations"]}"]}}}}'
    )
    assert manifest.fingerprint == hashlib.sha256(text.encode()).hexdigest()


def test_the_origin_of_the_same_rows_does_not_change_the_fingerprint(tmp_path: Path) -> None:
    rows = {"engagements": [engagement()]}
    plain = write_snapshot(tmp_path / "a", rows)
    with_origin = write_snapshot(tmp_path / "b", rows, origins=[ORIGIN])
    cut_off = write_snapshot(tmp_path / "c", rows, cut_off=date(2022, 12, 31))
    assert with_origin.fingerprint == plain.fingerprint
    assert cut_off.fingerprint != plain.fingerprint


any_text = st.text(
    st.sampled_from("\\\t\n\r\v\f\b\"'|,;N æøåÆØÅ\u2028\U0001f600") | st.characters(codec="utf-8")
).filter(lambda text: "\0" not in text)
cell_of = {
    Kind.TEXT: any_text,
    Kind.WHOLE: st.integers(-(2**63), 2**63 - 1),
    Kind.DAY: st.integers(1000_01_01, 9999_12_31),
    Kind.MOMENT: st.integers(1000_01_01_00_00_00, 9999_12_31_23_59_59),
    Kind.MILLIONTHS: st.integers(0, 2**63 - 1),
    Kind.COMPANY: st.integers(10**7, 10**8 - 1),
    Kind.PRODUCTION_UNIT: st.integers(10**9, 10**10 - 1),
    Kind.MUNICIPALITY: st.integers(100, 999),
}


@st.composite
def rows_of_each_table(draw: st.DrawFn) -> dict[str, list[Row]]:
    tables = {}
    for table in FROZEN_TABLES:
        cells = []
        for column in table.columns:
            one = st.sampled_from(column.codes) if column.codes else cell_of[column.kind]
            cells.append(one.filter(bool) if column.required else st.none() | one)
        places = [table.column_names.index(name) for name in table.key]

        def key(row: Row, places: list[int] = places) -> Row:
            return tuple(row[place] for place in places)

        tables[table.name] = draw(st.lists(st.tuples(*cells), max_size=6, unique_by=key))
    return tables


@settings(max_examples=20)
@given(tables=rows_of_each_table(), order=st.randoms(use_true_random=False))
def test_the_same_rows_in_any_order_are_the_same_snapshot(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, list[Row]], order: object
) -> None:
    folder = tmp_path_factory.mktemp("snapshot")
    manifest = write_snapshot(folder / "a", tables)
    assert [table.sha256 for table in manifest.tables] == [
        hashlib.sha256(canonical(table, tables[table.name])).hexdigest() for table in FROZEN_TABLES
    ]
    shuffled = {name: order.sample(rows, len(rows)) for name, rows in tables.items()}  # type: ignore[attr-defined]
    assert write_snapshot(folder / "b", shuffled) == manifest
    manifests = [(folder / name / "manifest.json").read_bytes() for name in "ab"]
    assert manifests == [manifest.to_bytes()] * 2
    assert {name: sorted(map(repr, held(folder / "a", name))) for name in tables} == {
        name: sorted(map(repr, rows)) for name, rows in tables.items()
    }


def test_rows_of_many_batches_are_all_there(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        for number in range(45_000):
            yield engagement(engagement=f"F-{number * 7919 % 45_000}")

    manifest = write_snapshot(tmp_path / "a", {"engagements": rows()})
    assert manifest.tables[0].rows == 45_000
    expected = hashlib.sha256(canonical(ENGAGEMENTS, rows())).hexdigest()
    assert manifest.tables[0].sha256 == expected


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (engagement(hub=None), "»hub«: Feltet skal være udfyldt."),
        (engagement(engagement=""), "»engagement«: Feltet skal være udfyldt.\n  Der står: ''"),
        (engagement(company=None), "»company«: Feltet skal være udfyldt."),
        (
            engagement(company="99000001"),
            "»company«: Her skal stå et helt tal.\n  Der står: '99000001'",
        ),
        (engagement(minutes=True), "»minutes«: Her skal stå et helt tal.\n  Der står: True"),
        (engagement(minutes=1.5), "»minutes«: Her skal stå et helt tal.\n  Der står: 1.5"),  # type: ignore[arg-type]
        (
            engagement(started=date(2022, 3, 1)),  # type: ignore[arg-type]
            "»started«: Her skal stå et helt tal.\n  Der står: datetime.date(2022, 3, 1)",
        ),
        (engagement(theme=5), "»theme«: Her skal stå en tekst.\n  Der står: 5"),
        (engagement(theme=["a"]), "»theme«: Her skal stå en tekst.\n  Der står: ['a']"),  # type: ignore[arg-type]
        (
            engagement(segment="vækst"),
            "»segment«: Koden kendes ikke.\n  Der står: 'vækst'\n  Gyldigt: growth, operation",
        ),
        (
            engagement(office=""),
            "»office«: Koden kendes ikke.\n  Der står: ''\n  Gyldigt: head_office, branch",
        ),
        (
            engagement(company=9_999_999),
            "»company«: Tallet ligger uden for det, feltet kan rumme.\n  Der står: 9999999\n"
            "  Gyldigt: 10000000 til 99999999",
        ),
        (
            engagement(production_unit=99_000_001),
            "»production_unit«: Tallet ligger uden for det, feltet kan rumme.\n"
            "  Der står: 99000001\n  Gyldigt: 1000000000 til 9999999999",
        ),
        (
            engagement(municipality=1000),
            "»municipality«: Tallet ligger uden for det, feltet kan rumme.\n  Der står: 1000\n"
            "  Gyldigt: 100 til 999",
        ),
        (
            engagement(started=2022),
            "»started«: Tallet ligger uden for det, feltet kan rumme.\n  Der står: 2022\n"
            "  Gyldigt: 10000101 til 99991231",
        ),
        (
            engagement(minutes=2**63),
            "»minutes«: Tallet ligger uden for det, feltet kan rumme.\n"
            "  Der står: 9223372036854775808\n"
            "  Gyldigt: -9223372036854775808 til 9223372036854775807",
        ),
        (
            engagement(theme="a\0b"),
            "»theme«: Teksten rummer et tegn, der ikke kan gemmes. Ret teksten i kilden.\n"
            "  Der står: 'a\\x00b'",
        ),
        (
            engagement(theme="a\ud800"),
            "»theme«: Teksten rummer et tegn, der ikke kan gemmes. Ret teksten i kilden.\n"
            "  Der står: 'a\\ud800'",
        ),
        (("for", "kort"), "Rækken har ikke tabellens 16 felter.\n  Der står: ('for', 'kort')"),
        (
            "et ord",
            "Rækken har ikke tabellens 16 felter.\n  Der står: 'et ord'",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_cell_that_the_schema_refuses_is_named_with_its_row(
    tmp_path: Path, row: Row, message: str
) -> None:
    good = engagement(engagement="god")
    said = refusal(tmp_path / "a", "engagements", good, row, good)
    assert said == f"engagements, linje 2: {message}"


def test_other_kinds_of_cells_have_bounds_too(tmp_path: Path) -> None:
    moment = evaluation(answered=2022_06_01)
    assert "Der står: 20220601\n" in refusal(tmp_path / "a", "evaluations", moment)
    assert "Der står: -1\n" in refusal(tmp_path / "a", "awareness", awareness(weight=-1))


def test_every_bad_cell_of_a_batch_is_named(tmp_path: Path) -> None:
    bad = engagement(type="andet", form=None)
    assert refusal(tmp_path / "a", "engagements", engagement(), bad, bad) == "\n".join(
        f"engagements, linje {line}: {what}"
        for line in (2, 3)
        for what in (
            "»type«: Koden kendes ikke.\n  Der står: 'andet'\n"
            "  Gyldigt: growth, operation, short, early_warning",
            "»form«: Feltet skal være udfyldt.",
        )
    )


def test_rows_are_numbered_through_all_batches(tmp_path: Path) -> None:
    rows = [engagement(engagement=str(number)) for number in range(25_000)]
    rows[24_321] = engagement(hub=None)
    said = refusal(tmp_path / "a", "engagements", *rows)
    assert said == "engagements, linje 24322: »hub«: Feltet skal være udfyldt."


def test_a_key_that_is_there_twice_is_refused_and_named(tmp_path: Path) -> None:
    rows = [
        engagement(engagement="F-1"),
        engagement(engagement="F-2"),
        engagement(engagement="F-1", minutes=30),
        engagement(engagement="F-1", hub="Andet hus"),
    ]
    assert refusal(tmp_path / "a", "engagements", *rows) == (
        "engagements: Samme nøgle står i 2 rækker. Kun én af dem må komme med i udtrækket.\n"
        "  Der står: hub Erhvervshus Prøveby, engagement F-1"
    )


def test_only_equal_keys_are_the_same_key(tmp_path: Path) -> None:
    rows = [awareness(respondent=name) for name in ("r-1", "R-1", "R-1 ", "Å", "A\u030a")]
    rows.append(awareness(survey_year=2021))
    manifest = write_snapshot(tmp_path / "a", {"awareness": rows})
    assert {table.name: table.rows for table in manifest.tables}["awareness"] == 6


@pytest.mark.parametrize("name", ["adviser_meetings", "noget"])
def test_a_table_that_is_never_frozen_is_a_mistake_of_the_caller(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"no such tables in a snapshot: {name}"):
        write_snapshot(tmp_path / "a", {name: []})
    assert names(tmp_path) == []


def test_what_fails_while_rows_are_fetched_comes_through_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    def rows() -> Iterator[Row]:
        yield engagement()
        raise OSError("kilden er væk")

    with pytest.raises(OSError, match=r"^kilden er væk$"):
        write_snapshot(tmp_path / "a", {"engagements": rows()})
    assert names(tmp_path) == []


def test_folders_above_are_made_and_an_empty_folder_is_used(tmp_path: Path) -> None:
    deep, empty = tmp_path / "hus" / "2022" / "a", tmp_path / "tom"
    empty.mkdir()
    assert write_snapshot(deep, {}) == write_snapshot(empty, {}) == verify_snapshot(empty)
    assert names(deep) == names(empty) == FILES
    assert names(tmp_path) == ["hus", "tom"]


def test_the_same_snapshot_again_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    rows = [engagement(), engagement(engagement="F-2")]
    first = write_snapshot(folder, {"engagements": rows}, origins=[ORIGIN])
    before = marks(folder)
    again = write_snapshot(folder, {"engagements": rows[::-1]}, origins=[ORIGIN])
    assert again == first
    assert marks(folder) == before
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("minutes", "cut_off", "origins"),
    [(61, None, ()), (60, date(2022, 6, 30), ()), (60, None, (ORIGIN,))],
    ids=["rows", "cut-off", "origins"],
)
def test_another_snapshot_never_takes_the_place_of_one(
    tmp_path: Path, minutes: int, cut_off: date | None, origins: tuple[Origin, ...]
) -> None:
    folder = tmp_path / "a"
    first = write_snapshot(folder, {"engagements": [engagement(minutes=60)]})
    with pytest.raises(InputError) as caught:
        write_snapshot(
            folder,
            {"engagements": [engagement(minutes=minutes)]},
            cut_off=cut_off,
            origins=origins,
        )
    assert caught.value.in_language("da") == (
        "a: Mappen rummer allerede et andet udtræk, og et udtræk ændres aldrig. Vælg en ny mappe."
    )
    assert verify_snapshot(folder) == first
    assert names(tmp_path) == ["a"]


def test_a_damaged_snapshot_is_not_taken_for_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    write_snapshot(folder, {"engagements": [engagement()]})
    parquet_path(folder, "engagements").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="The table 'engagements' cannot be read"):
        write_snapshot(folder, {"engagements": [engagement()]})


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "noter.txt").write_text("vigtigt")
    taken = []

    def rows() -> Iterator[Row]:
        taken.append("started")
        yield engagement()

    with pytest.raises(InputError) as caught:
        write_snapshot(tmp_path, {"engagements": rows()})
    assert caught.value.in_language("da") == (
        f"{tmp_path.name}: Mappen rummer andet end et udtræk. Vælg en ny eller tom mappe."
    )
    assert (names(tmp_path), taken) == (["noter.txt"], [])


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("vigtigt")
    for folder in (tmp_path / "a", tmp_path / "a" / "b"):
        with pytest.raises(SnapshotNotWritten) as caught:
            write_snapshot(folder, {})
        assert caught.value.what.da == (
            f"Udtrækket kan ikke skrives i {folder}: der ligger en fil, hvor der skulle være en "
            "mappe. Intet er ændret. Vælg en anden mappe, eller skaf plads."
        )
    assert (tmp_path / "a").read_text() == "vigtigt"


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotNotWritten, match="the name is too long"):
        write_snapshot(tmp_path / ("a" * 300), {})


@pytest.mark.parametrize(
    "name", ["*", "[ab]", "a?", "år=2022", "a'b", 'a"b', "{a,b}", "a b", "~", "a%20b", "a;b"]
)
def test_any_name_of_a_folder_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    neighbour = write_snapshot(tmp_path / "ab", {"engagements": [engagement(minutes=1)]})
    row = engagement(minutes=2)
    manifest = write_snapshot(tmp_path / name, {"engagements": [row]})
    assert verify_snapshot(tmp_path / name) == manifest != neighbour
    assert held(tmp_path / name, "engagements") == [row]


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / b"Sj\xe6lland".decode("utf-8", "surrogateescape")
    message = "The name of the folder or of one above it is not written in UTF-8."
    with pytest.raises(InputError, match=message):
        write_snapshot(folder, {})
    write_snapshot(tmp_path / "a", {})
    (tmp_path / "a").rename(folder)
    with pytest.raises(InputError, match=message):
        verify_snapshot(folder)


def test_a_link_to_a_folder_leads_to_the_snapshot(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")
    manifest = write_snapshot(tmp_path / "link", {"engagements": [engagement()]})
    assert verify_snapshot(tmp_path / "a") == verify_snapshot(tmp_path / "link") == manifest
    assert (tmp_path / "link").is_symlink()


def test_those_who_write_at_the_same_time_wait_for_each_other(tmp_path: Path) -> None:
    outcomes: list[object] = []

    def write(minutes: int) -> None:
        rows = (engagement(engagement=str(number), minutes=minutes) for number in range(2000))
        try:
            outcomes.append(write_snapshot(tmp_path / "a", {"engagements": rows}).fingerprint)
        except InputError as error:
            outcomes.append(error.problems[0].what.en[:38])

    threads = [threading.Thread(target=write, args=(minutes,)) for minutes in (1, 1, 2, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = verify_snapshot(tmp_path / "a").fingerprint
    refused = "The folder already holds another snaps"
    assert sorted(map(str, outcomes)) == sorted([kept, kept, refused, refused])
    assert names(tmp_path) == ["a"]


def test_the_engine_fetches_nothing_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_engine(tmp_path / "spill") as connection:
        connection.execute(
            "SELECT name, value FROM duckdb_settings() WHERE name IN ("
            "'autoinstall_known_extensions', 'autoload_known_extensions',"
            "'allow_community_extensions', 'memory_limit', 'temp_directory') ORDER BY name"
        )
        assert connection.fetchall() == [
            ("allow_community_extensions", "false"),
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
            ("memory_limit", "488.2 MiB"),
            ("temp_directory", str(tmp_path / "spill")),
        ]
        with pytest.raises(duckdb.Error, match="sqlite_scan"):
            connection.execute("SELECT * FROM sqlite_scan('a', 'b')")
        with pytest.raises(duckdb.Error, match="locked"):
            connection.execute("SET autoinstall_known_extensions = true")
    assert names(tmp_path) == []


def test_every_kind_of_cell_is_in_the_snapshot_tests() -> None:
    assert {*cell_of, Kind.CODE} == set(Kind)
    assert {EVALUATIONS, AWARENESS} <= set(FROZEN_TABLES)
