"""Taking imports back: the store is then as if the import had never been."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.rows import (
    NOW,
    answer,
    current,
    emptied,
    engagement,
    evaluation,
    everything,
    look,
    meeting,
    participation,
    take,
)

from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain import CannotRevert, revert
from samvirke.apps.imports.models import Import, row_models
from samvirke.records.schemas import TABLES

LATER = NOW + timedelta(days=1)


def undo(record, *, actor="Demo Leder", at=LATER):
    return revert(record.pk, actor=actor, at=at)


def versions():
    """What is current, with the import and the row that each version came from."""
    return {
        (model.schema.name, *values)
        for model in row_models(TABLES)
        for values in model.objects.filter(current=True).values_list(
            "brought_by", "row", *model.schema.column_names
        )
    }


def test_new_changed_and_withdrawn_rows_are_as_before(store):
    take(engagement("F1"), engagement("F2"), engagement("F3"), participation("D1"))
    before = versions()
    record = take(
        engagement("F1", minutes=5), engagement("F3"), engagement("F4"), full_year=2021
    ).record
    assert (record.new, record.changed, record.equal, record.withdrawn) == (1, 1, 1, 1)
    undo(record)
    assert versions() == before


def test_a_reverted_import_says_when_and_by_whom(store):
    record = take(engagement("F1")).record
    undone = undo(record)
    stored = Import.objects.get()
    assert (stored.reverted_at, stored.reverted_by) == (LATER, "Demo Leder")
    assert undone == stored


def test_the_versions_of_a_reverted_import_are_kept(store):
    record = take(engagement("F1"), meeting("Demo Rådgiver 1")).record
    undo(record)
    assert {name: len(rows) for name, rows in everything().items()} == {
        "engagements": 1,
        "participations": 0,
        "adviser_meetings": 1,
        "evaluations": 0,
        "awareness": 0,
    }
    assert versions() == set()


def test_a_reverted_file_can_be_imported_again(store):
    undo(take(engagement("F1")).record)
    again = take(engagement("F1"))
    assert (again.already, again.record.pk, again.record.new) == (False, 2, 1)


def test_reverting_twice_is_refused(store):
    record = take(engagement("F1")).record
    undo(record)
    with pytest.raises(CannotRevert) as refused:
        undo(record)
    assert refused.value.what.da == (
        "Import 1 er allerede trukket tilbage den 2. marts 2022 af Demo Leder. Intet er ændret."
    )


def test_an_import_that_is_not_there_cannot_be_reverted(store):
    with pytest.raises(CannotRevert) as refused:
        revert(7, actor="Demo Leder", at=LATER)
    assert refused.value.what.da == "Der er ingen import 7. »samvirke imports« viser dem, der er."


@pytest.mark.parametrize(
    ("later", "full_year"),
    [
        ([engagement("F1", minutes=3)], None),
        ([engagement("F1"), engagement("F9")], None),
        ([engagement("F9")], 2021),
    ],
    ids=["changed", "confirmed", "withdrawn"],
)
def test_later_imports_on_the_same_rows_are_named(store, later, full_year):
    first = take(engagement("F1")).record
    take(engagement("F8"))
    take(*later, full_year=full_year)
    before = everything()
    with pytest.raises(CannotRevert) as refused:
        undo(first)
    assert refused.value.what.da == (
        "Import 1 kan ikke trækkes tilbage: senere importer har ændret, trukket eller bekræftet "
        "dens rækker. Træk først disse tilbage, i denne rækkefølge: import 3. Intet er ændret."
    )
    assert (refused.value.later, everything()) == ((3,), before)


def test_a_row_that_came_again_after_it_was_withdrawn_is_named(store):
    take(engagement("F1"), engagement("F2"))
    withdrawing = take(engagement("F2"), full_year=2021).record
    take(engagement("F1", minutes=3))
    with pytest.raises(CannotRevert) as refused:
        undo(withdrawing)
    assert refused.value.later == (3,)


def test_a_later_full_year_without_the_withdrawn_row_is_named(store):
    take(engagement("F1"), engagement("F2"))
    withdrawing = take(engagement("F2"), full_year=2021).record
    take(engagement("F2"), engagement("F3"), full_year=2021)
    with pytest.raises(CannotRevert) as refused:
        undo(withdrawing)
    assert refused.value.later == (3,)


def test_imports_are_reverted_from_the_last_to_the_first(store):
    records = [take(engagement("F1", minutes=minutes)).record for minutes in (1, 2, 3)]
    for record in reversed(records):
        undo(record)
    assert versions() == set()


def test_another_hubs_import_of_the_same_numbers_is_in_nobodys_way(store):
    ours = take(engagement("F1")).record
    take(engagement("F1", hub="fyn"), hub="fyn", full_year=2021)
    undo(ours)
    assert set(current()["engagements"]) == {("fyn", "F1")}


def test_engagements_stay_while_evaluations_are_about_them(store):
    registrations = take(engagement("F1"), engagement("F2")).record
    take(evaluation("E1", "F1"))
    before = everything()
    with pytest.raises(CannotRevert) as refused:
        undo(registrations)
    assert refused.value.what.da == (
        "Import 1 kan ikke trækkes tilbage: 1 evalueringer ville stå uden deres forløb (fx "
        "evaluering E1 om forløb F1). Træk først disse tilbage, i denne rækkefølge: import 2. "
        "Intet er ændret."
    )
    assert (refused.value.later, everything()) == ((2,), before)


def test_an_evaluation_does_not_return_to_an_engagement_that_is_gone(store):
    take(engagement("F1"), engagement("F2"))
    take(evaluation("E1", "F1"))
    moved = take(evaluation("E1", "F2")).record
    take(engagement("F2"), full_year=2021)
    with pytest.raises(CannotRevert) as refused:
        undo(moved)
    assert refused.value.later == (4,)


def test_an_evaluation_whose_engagement_is_gone_for_good_says_what_to_do(store):
    first = take(engagement("F1")).record
    take(engagement("F2"))
    take(evaluation("E1", "F1"))
    moved = take(evaluation("E1", "F2")).record
    undo(first)
    with pytest.raises(CannotRevert) as refused:
        undo(moved)
    assert refused.value.what.da == (
        "Import 4 kan ikke trækkes tilbage: 1 evalueringer ville stå uden deres forløb (fx "
        "evaluering E1 om forløb F1). Indlæs først en fil, der retter det. Intet er ændret."
    )


def test_a_revert_does_not_mix_weights(store):
    take(answer("R1"))
    weighted = take(answer("R1", weight=1_000_000)).record
    take(answer("R2", weight=1_000_000))
    with pytest.raises(CannotRevert) as refused:
        undo(weighted)
    assert refused.value.what.da == (
        "Import 2 kan ikke trækkes tilbage: undersøgelsen 2021 ville have vægte i nogle svar og "
        "ikke i andre. Træk først disse tilbage, i denne rækkefølge: import 3. Intet er ændret."
    )


KEYS = ("F1", "F2", "F3")
FILES = st.tuples(
    st.dictionaries(
        st.sampled_from(KEYS),
        st.tuples(st.sampled_from((20210101, 20220101)), st.sampled_from((1, 2, None))),
        min_size=1,
    ),
    st.sampled_from((None, None, 2021, 2022)),
).filter(
    # A full year's file without a row of the year is refused.
    lambda file: file[1] is None or file[1] in {day // 10_000 for day, _ in file[0].values()}
)
STEPS = st.lists(st.one_of(FILES, st.integers(0, 5)), max_size=10)


class Replay:
    """What the store must hold: the files that count, taken in one after the other.

    ``touched`` holds the keys that each import brought, changed or withdrew, ``ended`` the years
    of the rows that it ended.
    """

    def __init__(self, files):
        self.files, self.rows, self.touched, self.ended = files, {}, {}, {}
        for number, (rows, full_year) in files.items():
            gone = {
                key
                for key, (started, _) in self.rows.items()
                if started // 10_000 == full_year and key not in rows
            }
            changed = {key for key in rows if self.rows.get(key) != rows[key]}
            self.touched[number] = gone | changed
            self.ended[number] = {
                self.rows[key][0] // 10_000 for key in gone | changed if key in self.rows
            }
            self.rows = {
                key: cells for key, cells in {**self.rows, **rows}.items() if key not in gone
            }

    def stands(self, number):
        """Whether a later import rests on what this one did."""
        touched = self.touched[number]
        return any(
            touched & ({*rows} | self.touched[later]) or full_year in self.ended[number]
            for later, (rows, full_year) in self.files.items()
            if later > number
        )


@settings(max_examples=60)
@given(steps=STEPS)
def check(steps):
    emptied()
    files = {}
    for step in steps:
        if isinstance(step, int):
            if files:
                _revert(sorted(files)[step % len(files)], files)
            continue
        rows, full_year = step
        done = take(
            *(
                engagement(key, started=started, minutes=minutes)
                for key, (started, minutes) in sorted(rows.items())
            ),
            full_year=full_year,
        )
        if not done.already:
            files[done.record.pk] = step
        assert stored() == Replay(files).rows


def stored():
    """Start and minutes of each current engagement."""
    names = ("engagement", "started", "minutes")
    rows = Engagement.objects.filter(current=True).values_list(*names)
    return {key: (started, minutes) for key, started, minutes in rows}


def _revert(number, files):
    """A revert leaves the store as if the import had never been, or is refused with a reason."""
    before = everything()
    record = Import.objects.get(pk=number)
    if Replay(files).stands(number):
        with pytest.raises(CannotRevert) as refused:
            undo(record)
        assert refused.value.later
        assert set(refused.value.later) <= {other for other in files if other > number}
        assert everything() == before
    else:
        undo(record)
        del files[number]
        assert stored() == Replay(files).rows


def test_any_imports_and_reverts_leave_what_the_remaining_files_say(store):
    check()


def test_a_file_looks_equal_after_it_was_taken_in(store):
    rows = [engagement("F1"), engagement("F2", ended=20210501), participation("D1")]
    take(*rows)
    found, _ = look(*reversed(rows))
    assert [(table.new, table.changed, table.equal) for table in found.tables] == [
        (0, 0, 2),
        (0, 0, 1),
    ]
