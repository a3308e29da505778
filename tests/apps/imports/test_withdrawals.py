"""What a preview and a counting query say of the store, on both databases."""

from tests.apps.rows import HUB, Told, engagement, evaluation, look, participation, take

from samvirke.apps.imports.domain import CurrentRows, Withdrawal, freeze
from samvirke.indicators import open_snapshot
from samvirke.schemes.work_list import work_list


def test_a_preview_names_the_rows_that_a_full_year_withdraws(store):
    take(
        engagement("F1"),
        engagement("F2"),
        engagement("F3", started=20220101),
        participation("D1"),
        participation("D2"),
    )
    found, _ = look(engagement("F1"), participation("D1"), full_year=2021)
    assert found.withdrawn == (
        Withdrawal("engagements", (HUB, "F2")),
        Withdrawal("participations", (HUB, "D2")),
    )


def test_a_preview_of_no_full_year_withdraws_nothing(store):
    take(engagement("F1"), engagement("F2"))
    found, _ = look(engagement("F1"))
    assert (found.tables[0].absent, found.withdrawn) == (1, ())


def test_the_work_list_of_current_rows_is_that_of_their_snapshot(store, tmp_path):
    """Under the agreement from 2024, where all three kinds are asked for."""
    whole = {"production_unit": 9900000001, "segment": "growth", "theme": "Innovation"}
    take(
        engagement("F1", started=20240310, minutes=1100, **whole),
        engagement("F2", started=20240410, minutes=200, theme="Innovation"),
        engagement("F3", started=20230601, minutes=100, **whole),
        engagement("F4", started=20240510, minutes=900, company=99999994, **whole),
        engagement("F5", started=20240511, minutes=None, **whole),
    )
    take(evaluation("E1", "F4", answered=20240601120000))
    take(engagement("F4", started=20240510, minutes=1000, company=99999994, **whole))
    freeze(tmp_path / "snapshot", hubs=[HUB], progress=Told())
    with open_snapshot(tmp_path / "snapshot") as snapshot:
        frozen = work_list(snapshot, hub=HUB, year=2024)
    current = work_list(CurrentRows(), hub=HUB, year=2024)
    assert current.sections == frozen.sections
    assert [len(section.tasks) for section in current.sections] == [2, 1, 1]
    assert current.sections[2].tasks[0].engagements == ("F3", "F1", "F2")
