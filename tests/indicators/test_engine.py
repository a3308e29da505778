"""Opening a snapshot for counting."""

import pytest
from tests.indicators.declared import DECLARED
from tests.indicators.samples import duckdb_engine, engagement, sample

from samvirke.indicators import Tally, open_snapshot, tallies, tally
from samvirke.records import InputError
from samvirke.records.snapshot import parquet_path, write_snapshot


def test_a_snapshot_counts_as_its_rows_do(tmp_path):
    rows = sample(8)
    manifest = write_snapshot(tmp_path / "udtræk", rows)
    definitions = list(DECLARED.values())
    with (
        open_snapshot(tmp_path / "udtræk") as snapshot,
        duckdb_engine(rows) as engine,
    ):
        assert snapshot.fingerprint == manifest.fingerprint
        assert tallies(snapshot, definitions, year=2022) == tallies(engine, definitions, year=2022)


def test_a_large_snapshot_counts_the_same_one_hub_at_a_time(tmp_path, monkeypatch):
    rows = sample(8)
    write_snapshot(tmp_path / "udtræk", rows)
    definitions = list(DECLARED.values())
    monkeypatch.setattr("samvirke.indicators.engine._MOST_ROWS_TOGETHER", 0)
    with open_snapshot(tmp_path / "udtræk") as apart, duckdb_engine(rows) as engine:
        assert apart.hubs_apart == tuple(
            sorted({row[0] for table in rows.values() for row in table})
        )
        assert len(apart.hubs_apart) > 1
        assert tallies(apart, definitions, year=2022) == tallies(engine, definitions, year=2022)


def test_a_folder_is_taken_by_its_name_whatever_it_is_called(tmp_path):
    folder = tmp_path / "o'[br]*?{ien} æøå"
    write_snapshot(folder, {"engagements": [engagement("a")]})
    with open_snapshot(folder) as snapshot:
        assert tally(snapshot, DECLARED["guided_companies"], year=2021) == {
            "fyn": {None: Tally(base=1, counted=1)}
        }


def test_a_changed_snapshot_is_refused_before_it_is_counted(tmp_path):
    write_snapshot(tmp_path / "a", {"engagements": [engagement("a")]})
    write_snapshot(tmp_path / "b", {"engagements": [engagement("b")]})
    changed = parquet_path(tmp_path / "a", "engagements")
    changed.write_bytes(parquet_path(tmp_path / "b", "engagements").read_bytes())
    with pytest.raises(InputError, match="engagements"), open_snapshot(tmp_path / "a"):
        pytest.fail("a changed snapshot was opened")


def test_a_snapshot_verified_before_is_opened_at_once(tmp_path):
    manifest = write_snapshot(tmp_path / "a", {"engagements": [engagement("a")]})
    with open_snapshot(tmp_path / "a", verify=False) as snapshot:
        assert snapshot.fingerprint == manifest.fingerprint


def test_a_file_that_is_gone_while_counting_is_told_in_words(tmp_path):
    write_snapshot(tmp_path / "a", {"engagements": [engagement("a")]})
    with open_snapshot(tmp_path / "a") as snapshot:
        parquet_path(tmp_path / "a", "engagements").unlink()
        with pytest.raises(InputError, match="The snapshot cannot be counted"):
            tally(snapshot, DECLARED["guided_companies"], year=2021)
