"""Taking files in: what a preview says and a commit does, on both databases."""

import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection
from tests.apps.rows import (
    HUB,
    NOW,
    Told,
    answer,
    current,
    engagement,
    evaluation,
    everything,
    file_of,
    look,
    meeting,
    participation,
    problem,
    take,
)

from samvirke.apps.accounts.models import Outsider
from samvirke.apps.database import StoreError
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain import Change, Difference, Step, commit, importing, preview
from samvirke.apps.imports.domain.differences import ABSENT
from samvirke.apps.imports.domain.staging import staged
from samvirke.apps.imports.models import Import, row_models
from samvirke.apps.store import exclusive
from samvirke.figures import Text
from samvirke.records.imports import ImportKind, ImportRefused, Parsed, RowProblem
from samvirke.records.schemas import ENGAGEMENTS


def counted(table, *, new=0, changed=0, equal=0, absent=0, withdrawn=0):
    return Difference(table, new, changed, equal, absent, withdrawn)


def test_a_first_file_is_all_new(store):
    found, told = look(engagement("F1"), engagement("F2"), participation("D1"))
    assert found.tables == (counted("engagements", new=2), counted("participations", new=1))
    assert (found.already, found.obstacles, found.changes, found.fine) == (None, (), (), True)
    assert told.problems == []


def test_a_preview_stores_nothing(store):
    take(engagement("F1"))
    before = everything()
    look(engagement("F1", minutes=1), engagement("F2"))
    assert (everything(), Import.objects.count()) == (before, 1)


def test_a_preview_shows_changed_cells_old_and_new(store):
    take(engagement("F1", minutes=90), engagement("F2", segment=None), engagement("F3"))
    found, _ = look(
        engagement("F3"),
        engagement("F2", segment="growth", ended=20210401),
        engagement("F1", minutes=None),
        engagement("F4"),
    )
    assert found.tables == (counted("engagements", new=1, changed=2, equal=1),)
    assert found.changes == (
        Change(
            "engagements", 3, (HUB, "F2"), (("segment", None, "growth"), ("ended", None, 20210401))
        ),
        Change("engagements", 4, (HUB, "F1"), (("minutes", 90, None),)),
    )


def test_a_preview_shows_the_first_twenty_of_many_changes(store):
    names = [f"F{number:02}" for number in range(25)]
    take(*(engagement(name, minutes=1) for name in names))
    found, _ = look(*(engagement(name, minutes=2) for name in names))
    assert [change.row for change in found.changes] == list(range(2, 22))
    assert found.tables == (counted("engagements", changed=25),)


def test_a_commit_stores_every_row_with_its_import_and_row_number(store):
    done = take(engagement("F1", minutes=45), participation("D1"), meeting("Demo Rådgiver 1"))
    assert done.tables == (
        counted("engagements", new=1),
        counted("participations", new=1),
        counted("adviser_meetings", new=1),
    )
    _, stored, _ = engagement("F1", minutes=45)
    assert current()["engagements"] == {(HUB, "F1"): stored}
    version = Engagement.objects.get()
    assert (version.brought_by, version.row, version.current, version.ended_by) == (
        done.record,
        2,
        True,
        None,
    )


def test_an_import_remembers_file_counts_and_actor(store):
    take(engagement("F1"), engagement("F2"))
    file = file_of(engagement("F1"), engagement("F2", minutes=5), engagement("F3"), name="ny.csv")
    told = Told()
    done = commit(
        file, actor="Demo Controller", at=NOW, on_problem=told.problems.append, progress=told
    )
    stored = Import.objects.values().get(pk=done.record.pk)
    del stored["id"]
    assert Outsider.objects.get(pk=stored.pop("on_behalf_of_id")).name == "Demo Controller"
    assert stored == {
        "kind": "registrations",
        "hub": HUB,
        "file_name": "ny.csv",
        "sha256": file.sha256,
        "size": file.size,
        "full_year": None,
        "new": 1,
        "changed": 1,
        "equal": 1,
        "withdrawn": 0,
        "user_id": None,
        "committed_at": NOW,
        "reverted_at": None,
        "reverted_by_user_id": None,
        "reverted_on_behalf_of_id": None,
    }


def test_a_changed_row_is_a_new_version_and_an_equal_row_is_none(store):
    first = take(engagement("F1", minutes=90), engagement("F2")).record
    second = take(engagement("F1", minutes=120), engagement("F2")).record
    versions = Engagement.objects.order_by("id").values_list(
        "engagement", "minutes", "current", "brought_by", "ended_by"
    )
    assert list(versions) == [
        ("F1", 90, False, first.pk, second.pk),
        ("F2", 90, True, first.pk, None),
        ("F1", 120, True, second.pk, None),
    ]


def test_what_another_brings_just_before_rows_are_stored_is_counted(store, monkeypatch):
    """Files are compared while others may write, so another import can come between."""
    brought = []

    def other():
        brought.append(take(engagement("F1"), name="anden.csv", full_year=2021).record)
        connection.close()

    @contextmanager
    def after_the_other():
        monkeypatch.undo()
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        with exclusive():
            yield

    monkeypatch.setattr(importing, "exclusive", after_the_other)
    done = take(engagement("F1"), engagement("F2"))
    assert done.tables == (counted("engagements", new=1, equal=1),)
    assert list(Engagement.objects.order_by("pk").values_list("engagement", "brought_by")) == [
        ("F1", brought[0].pk),
        ("F2", done.record.pk),
    ]


def test_absent_rows_stay(store):
    take(engagement("F1"), engagement("F2"))
    found, _ = look(engagement("F3"))
    assert found.tables == (counted("engagements", new=1, absent=2),)
    take(engagement("F3"))
    assert set(current()["engagements"]) == {(HUB, "F1"), (HUB, "F2"), (HUB, "F3")}


def test_a_full_year_withdraws_what_is_absent_and_starts_in_it(store):
    take(
        engagement("F1", started=20210101),
        engagement("F2", started=20211231),
        engagement("F3", started=20201231),
        engagement("F4", started=20220101),
        engagement("F5", started=20210601),
        participation("D1", day=20210601),
    )
    take(engagement("F1", hub="fyn", started=20210101), hub="fyn")
    rows = [engagement("F5", started=20210601)]
    found, _ = look(*rows, full_year=2021)
    assert found.tables == (counted("engagements", equal=1, absent=4, withdrawn=2),)
    done = take(*rows, full_year=2021)
    assert (done.record.withdrawn, done.record.full_year) == (2, 2021)
    assert set(current()["engagements"]) == {
        (HUB, "F3"),
        (HUB, "F4"),
        (HUB, "F5"),
        ("fyn", "F1"),
    }
    # The file has no participations at all, so it says nothing of them.
    assert set(current()["participations"]) == {(HUB, "D1")}


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (meeting("Demo Rådgiver 1", day=20211231), meeting("Demo Rådgiver 1", day=20220101)),
        (answer("R1", survey_year=2021), answer("R1", survey_year=2022)),
    ],
)
def test_a_full_year_of_other_tables_goes_by_their_own_date(store, inside, outside):
    other = (meeting if inside[0].name == "adviser_meetings" else answer)("Demo Anden")
    take(inside, outside, other)
    found, _ = look(other, full_year=2021)
    assert found.tables == (counted(inside[0].name, equal=1, absent=2, withdrawn=1),)


def test_a_full_year_of_evaluations_goes_by_the_day_of_the_answer(store):
    take(engagement("F1"))
    take(
        evaluation("E1", "F1", answered=20211231235959),
        evaluation("E2", "F1", answered=20220101000000),
        evaluation("E3", "F1"),
    )
    found, _ = look(evaluation("E3", "F1"), full_year=2021)
    assert found.tables == (counted("evaluations", equal=1, absent=2, withdrawn=1),)


def test_a_withdrawn_row_that_comes_again_is_new(store):
    take(engagement("F1"), engagement("F2"))
    take(engagement("F1"), full_year=2021)
    found, _ = look(engagement("F2"))
    assert found.tables == (counted("engagements", new=1, absent=1),)


def test_the_same_file_again_changes_nothing_and_says_so(store):
    first = take(engagement("F1"))
    before = everything()
    again = take(engagement("F1"))
    assert (again.already, again.record, again.tables) == (True, first.record, ())
    assert (everything(), Import.objects.count()) == (before, 1)
    found, told = look(engagement("F1"))
    assert (found.already, told.steps) == (first.record, [])


def test_the_same_rows_in_another_file_are_an_import_of_equal_rows(store):
    take(engagement("F1"), engagement("F2"))
    done = take(engagement("F2"), engagement("F1"))
    assert done.tables == (counted("engagements", equal=2),)
    assert Import.objects.count() == 2


def test_problems_are_told_in_order_and_nothing_is_stored(store):
    rows = [problem(5), problem(5), problem(7)]
    told = Told()
    with pytest.raises(ImportRefused) as refused:
        commit(
            file_of(engagement("F1"), problems=rows),
            actor="Demo Controller",
            at=NOW,
            on_problem=told.problems.append,
            progress=told,
        )
    assert told.problems == rows
    assert refused.value.in_language("da").startswith(
        "fil.csv: 3 fejl i 2 rækker. Intet er taget ind."
    )
    assert (current()["engagements"], Import.objects.count()) == ({}, 0)


def test_a_preview_with_problems_counts_the_rows_that_can_be_read(store):
    found, told = look(engagement("F1"), problems=[problem(9)])
    assert (found.fine, found.problems.count, told.problems) == (False, 1, [problem(9)])
    assert found.tables == (counted("engagements", new=1),)


def test_evaluations_need_their_engagement(store):
    take(engagement("F1"), engagement("F2"))
    take(engagement("F3", hub="fyn"), hub="fyn")
    take(engagement("F1"), full_year=2021)
    rows = [evaluation("E1", "F1"), evaluation("E2", "F2"), evaluation("E3", "F3")]
    found, told = look(*rows)
    reason = Text(
        da="Forløbet er ikke i lageret, så evalueringen har intet at høre til.",
        en="The engagement is not in the store, so the evaluation has nothing to belong to.",
    )
    remedy = Text(
        da="Indlæs først registreringerne med forløbet, eller ret forløbets nummer.",
        en="Import the registrations with the engagement first, or mend its number.",
    )
    # F2 was withdrawn, and F3 is another hub's.
    assert told.problems == [
        RowProblem(3, "Forløbs-id", reason, remedy, "F2"),
        RowProblem(4, "Forløbs-id", reason, remedy, "F3"),
    ]
    assert not found.fine
    with pytest.raises(ImportRefused):
        take(*rows)
    assert current()["evaluations"] == {}


@pytest.mark.parametrize("year", [None, 2021])
def test_a_file_without_rows_is_not_taken_in(store, year):
    found, _ = look(kind=ImportKind.REGISTRATIONS, full_year=year)
    told = Text(
        da="Filen har en overskrift, men ingen rækker, så der er intet at læse ind. Kontrollér "
        "udtrækket, og prøv igen.",
        en="The file has a heading but no rows, so there is nothing to take in. Check the export "
        "and try again.",
    )
    assert (found.obstacles, found.fine) == ((told,), False)
    with pytest.raises(StoreError) as refused:
        take(kind=ImportKind.REGISTRATIONS, full_year=year)
    assert (refused.value.what, Import.objects.count()) == (told, 0)


def test_a_full_year_may_not_leave_an_evaluation_without_its_engagement(store):
    take(engagement("F1"), engagement("F2"))
    take(evaluation("E1", "F1"))
    found, _ = look(engagement("F2"), full_year=2021)
    assert [text.da for text in found.obstacles] == [
        "Filen skal rumme hele 2021, men mangler forløb, som 1 evalueringer i lageret handler om "
        "(fx forløb F1, evaluering E1 fra import 2). Hent udtrækket igen med de forløb, eller få "
        "først evalueringerne rettet eller trukket tilbage."
    ]
    with pytest.raises(StoreError) as refused:
        take(engagement("F2"), full_year=2021)
    assert (refused.value.what, found.fine) == (found.obstacles[0], False)
    assert set(current()["engagements"]) == {(HUB, "F1"), (HUB, "F2")}


def test_a_survey_has_weights_in_every_answer_or_in_none(store):
    take(answer("R1"), answer("R2"), answer("R3", survey_year=2022, weight=1_000_000))
    found, _ = look(answer("R1", weight=500_000), answer("R4", weight=500_000))
    assert [text.da for text in found.obstacles] == [
        "Undersøgelsen 2021 ville have vægte i nogle svar og ikke i andre, når filen lægges til "
        "dem, der er i lageret. Giv alle svar en vægt eller ingen, i én fil med alle svar."
    ]
    every = [answer("R1", weight=500_000), answer("R2", weight=500_000)]
    assert look(*every)[0].fine
    # R2 is withdrawn with the rest of its year.
    assert look(every[0], full_year=2021)[0].fine


def test_every_step_is_told_with_the_rows_so_far(store):
    told = Told()
    rows = [engagement(f"F{number}") for number in range(2001)]
    file = file_of(*rows, participation("D1"))
    commit(file, actor="Demo Controller", at=NOW, on_problem=told.problems.append, progress=told)
    assert told.steps == [
        (Step.READING, 0),
        (Step.READING, 2000),
        (Step.READING, 2002),
        (Step.COMPARING, 2002),
        (Step.STORING, 0),
        (Step.STORING, 2001),
        (Step.STORING, 2002),
    ]


def test_a_row_that_comes_twice_stores_nothing(store):
    """The reader refuses doubled keys; the store would rather fail than keep both."""
    with pytest.raises(IntegrityError):
        take(engagement("F1"), engagement("F1"))
    assert (current()["engagements"], Import.objects.count()) == ({}, 0)


def test_every_kind_of_text_survives(store):
    words = ["æøåÆØÅ", 'it\'s "quoted"; 100 % {braces} %s', "日本語 😀", "=1+1", " "]
    rows = [engagement(f"F{place}", referred_to=text) for place, text in enumerate(words)]
    take(*rows)
    assert current()["engagements"] == {
        (HUB, f"F{place}"): values for place, (_, values, _) in enumerate(rows)
    }
    assert look(*reversed(rows))[0].tables == (counted("engagements", equal=len(rows)),)


def test_an_empty_text_is_not_an_empty_cell(store):
    take(engagement("F1", theme=None), engagement("F2", theme=""))
    found, _ = look(engagement("F1", theme=""), engagement("F2", theme=""))
    assert found.tables == (counted("engagements", changed=1, equal=1),)


def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(store):
    def rows():
        yield Parsed(2, "engagements", engagement("F1")[1])
        raise ConnectionError("the drive went away")

    told = Told()
    for verb, words in ((preview, {}), (commit, {"actor": "Demo Controller", "at": NOW})):
        broken = replace(file_of(kind=ImportKind.REGISTRATIONS), rows=rows())
        with pytest.raises(ConnectionError):
            verb(broken, on_problem=told.problems.append, progress=told, **words)
    take(engagement("F1"))
    assert set(current()["engagements"]) == {(HUB, "F1")}


def test_rows_are_found_by_their_key_and_not_by_the_hub_that_all_share(sqlite):
    """Otherwise the second import of a hub takes hours: every row is held against every row."""
    items = [Parsed(2, schema.name, values) for schema, values, _ in [engagement("F1")]]
    models = row_models([ENGAGEMENTS])
    with staged(items, models, on_problem=print, on_rows=lambda count: None) as staging:
        (rows,) = staging.filled
        steps = rows.run(f"EXPLAIN QUERY PLAN SELECT COUNT(*) {ABSENT}", [HUB]).fetchall()
    (search,) = [words for *_, words in steps if words.startswith("SEARCH s ")]
    assert search.startswith("SEARCH s USING INDEX staged_engagements_key (hub=? AND engagement=?)")
