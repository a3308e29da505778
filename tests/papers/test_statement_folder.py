"""A statement's folder: written whole, frozen at sign-off, recomputed from itself."""

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.indicators.samples import evaluation
from tests.schemes.results_statement import samples

from samvirke.agreements import agreement_path
from samvirke.figures import Text
from samvirke.papers.statement_folder import (
    Basis,
    Frozen,
    OtherFiles,
    open_folder,
    steps_of,
    take_step,
    verify,
    write_statement,
)
from samvirke.papers.writing import CannotWrite
from samvirke.records import InputError
from samvirke.schemes.contract_check import NORDJYLLAND_2021
from samvirke.schemes.results_statement import (
    FileUsed,
    Statement,
    Step,
    StepRefused,
    compare,
    statement_bytes,
)

TODAY = date(2022, 9, 1)
ASSESSED = """\
schema: samvirke.assessments/1
hub: Erhvervshus Nordjylland
year: 2021
deliveries:
  - {point: RA21-M5a, done: true, evidence: Notat, author: Demo Direktør, date: 2022-03-01}
"""


def render(statement: Statement) -> Mapping[str, bytes]:
    """A paper that holds all of the statement, without the cost of setting a PDF."""
    return {"resultatopgoerelse.txt": b"papir\n" + statement_bytes(statement)}


def basis(tmp_path: Path, *, earlier: tuple[Path, ...] = (), **tables) -> Basis:
    agreement = agreement_path(2021)
    assert agreement is not None
    told = tmp_path / "mine-vurderinger.yaml"
    told.write_text(ASSESSED, encoding="utf-8")
    snapshot = samples.snapshot(tmp_path / f"udtraek{len(earlier)}", **tables)
    return Basis(snapshot, agreement, NORDJYLLAND_2021, told, earlier)


def written(tmp_path: Path, name: str = "op", **changes) -> Path:
    made = basis(tmp_path, **changes)
    used = (FileUsed(Text("Registreringer", "Registrations"), "a.csv", "0" * 64, 32),)
    order = made.order(hub="nordjylland", year=2021, files=used)
    write_statement(made, order, tmp_path / name, render=render)
    return tmp_path / name


def test_the_folder_holds_papers_and_all_they_rest_on(tmp_path: Path) -> None:
    out = written(tmp_path)
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    snapshot = open_folder(out).basis.snapshot.name
    assert names == {
        "resultatopgoerelse.json",
        "resultatopgoerelse.txt",
        "offentlig/resultatopgoerelse.json",
        "offentlig/resultatopgoerelse.txt",
        "grundlag/aftale.yaml",
        "grundlag/bestilling.json",
        "grundlag/kontrakt.yaml",
        "grundlag/vurderinger.yaml",
        *(
            f"grundlag/{snapshot}/{name}"
            for name in (
                "manifest.json",
                "engagements.parquet",
                "participations.parquet",
                "evaluations.parquet",
                "awareness.parquet",
            )
        ),
    }


def test_a_statement_can_be_recomputed_from_its_folder_alone(tmp_path: Path) -> None:
    out = written(tmp_path)
    (tmp_path / "mine-vurderinger.yaml").unlink()
    moved = out.rename(tmp_path / "andetsteds")
    result = verify(moved, render=render)
    assert (result.holds, result.differences, result.other_bytes) == (True, (), ())


def test_a_changed_figure_is_named(tmp_path: Path) -> None:
    out = written(tmp_path)
    path = out / "resultatopgoerelse.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for goal in document["goals"]:
        for line in goal["lines"]:
            if line["id"] == "RA21-M1a":
                line["measurements"][0]["value"]["value"] = "51"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = verify(out, render=render)
    assert [(d.place.da, d.first.da, d.second.da) for d in result.differences] == [
        ("RA21-M1a, værdi", "51 pct.", "45 pct.")
    ]
    assert result.other_bytes == ("resultatopgoerelse.json",)


def test_another_paper_is_named(tmp_path: Path) -> None:
    out = written(tmp_path)
    (out / "offentlig" / "resultatopgoerelse.txt").write_bytes(b"rettet")
    assert verify(out, render=render).other_bytes == ("offentlig/resultatopgoerelse.txt",)


def test_a_statement_of_another_release_is_held_to_its_figures_only(tmp_path: Path) -> None:
    out = written(tmp_path)
    for path in out.rglob("resultatopgoerelse.json"):
        text = path.read_text(encoding="utf-8")
        changed = text.replace('"code_version": "', '"code_version": "0.0.')
        assert changed != text
        path.write_text(changed, encoding="utf-8")
    result = verify(out, render=render)
    assert (result.holds, result.same_release, result.other_bytes) == (True, False, ())


@pytest.mark.parametrize("name", ["engagements", "evaluations", "awareness"])
def test_a_damaged_snapshot_is_refused(tmp_path: Path, name: str) -> None:
    out = written(tmp_path)
    path = open_folder(out).basis.snapshot / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError):
        verify(out, render=render)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema": "other"}', '{"schema": "samvirke.statement-order"}']
)
def test_a_damaged_order_is_refused_in_words(tmp_path: Path, content: str) -> None:
    out = written(tmp_path)
    (out / "grundlag" / "bestilling.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_folder(out)
    assert "ikke den, Samvirke skrev" in refused.value.in_language("da")


def test_an_order_cannot_lead_out_of_its_folder(tmp_path: Path) -> None:
    out = written(tmp_path)
    path = out / "grundlag" / "bestilling.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["snapshot"] = "../../udtraek0"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError):
        open_folder(out)


def test_a_folder_that_holds_no_statement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        open_folder(tmp_path)
    assert refused.value.in_language("da") == (
        f"{tmp_path.name}: Her er ingen opgørelse fra Samvirke. Angiv den mappe, som »samvirke "
        "statement« skrev."
    )


def test_a_statement_is_not_mixed_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "op").mkdir()
    (tmp_path / "op" / "registreringer.csv").write_text("x", "utf-8")
    with pytest.raises(OtherFiles) as refused:
        written(tmp_path)
    assert refused.value.what.da == (
        f"Mappen {tmp_path / 'op'} rummer andet end en opgørelse (fx »registreringer.csv«). Vælg "
        "en ny eller tom mappe med --out."
    )
    assert [path.name for path in (tmp_path / "op").iterdir()] == ["registreringer.csv"]


def test_what_a_broken_off_run_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "op" / "grundlag" / ".udtraek-1").mkdir(parents=True)
    assert verify(written(tmp_path), render=render).holds


def test_a_draft_may_be_made_again(tmp_path: Path) -> None:
    out = written(tmp_path)
    first = open_folder(out).basis.snapshot
    changed = Basis(
        samples.snapshot(tmp_path / "andet", evaluations=[]),
        open_folder(out).basis.agreement,
        NORDJYLLAND_2021,
    )
    order = changed.order(hub="nordjylland", year=2021)
    write_statement(changed, order, out, render=render)
    assert open_folder(out).basis.snapshot != first
    assert not first.exists()
    assert verify(out, render=render).holds


def step(folder: Path, step: Step = Step.SIGNED_OFF, *, on: date = date(2022, 4, 1)):
    return take_step(
        folder,
        step,
        actor="Demo Direktør",
        taken_on=on,
        document="Mail",
        today=TODAY,
        render=render,
    )


def test_what_is_signed_off_is_not_written_over(tmp_path: Path) -> None:
    out = written(tmp_path)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    step(out)
    with pytest.raises(Frozen) as refused:
        written(tmp_path)
    assert "--replaces" in refused.value.what.da
    assert {path: path.read_bytes() for path in before} == before


def test_a_change_after_sign_off_is_seen_and_stops_the_next_step(tmp_path: Path) -> None:
    out = written(tmp_path)
    step(out)
    assert verify(out, render=render).holds
    (out / "offentlig" / "resultatopgoerelse.txt").write_bytes(b"rettet")
    assert verify(out, render=render).changed_since_sign_off
    with pytest.raises(StepRefused):
        step(out, Step.SENT, on=date(2022, 4, 2))
    assert [item.step for item in steps_of(out)] == [Step.SIGNED_OFF]


@pytest.mark.parametrize(
    ("edited", "into"),
    [
        ("signed_off", "published"),
        ("Demo Direktør", "En anden"),
        ("2022-04-01", "2022-03-01"),
        ("Mail", "Brev"),
    ],
)
def test_a_step_that_was_edited_is_noticed(tmp_path: Path, edited: str, into: str) -> None:
    out = written(tmp_path)
    step(out)
    step(out, Step.SENT, on=date(2022, 4, 2))
    path = out / "godkendelse.json"
    text = path.read_text(encoding="utf-8")
    assert edited in text
    path.write_text(text.replace(edited, into, 1), encoding="utf-8")
    with pytest.raises(InputError):
        verify(out, render=render)


def test_a_step_that_was_taken_out_is_noticed(tmp_path: Path) -> None:
    out = written(tmp_path)
    step(out)
    step(out, Step.BOARD_APPROVED)
    step(out, Step.SENT)
    path = out / "godkendelse.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["steps"][1]
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError):
        steps_of(out)


def test_papers_that_are_not_their_own_are_not_signed_off(tmp_path: Path) -> None:
    out = written(tmp_path)
    (out / "offentlig" / "resultatopgoerelse.txt").write_bytes(b"rettet")
    with pytest.raises(StepRefused) as refused:
        step(out)
    assert refused.value.what.da == (
        "Opgørelsen stemmer ikke med sit eget grundlag: offentlig/resultatopgoerelse.txt. Skridtet "
        "er ikke ført ind. Lav opgørelsen igen, eller hent de rigtige filer frem."
    )
    assert steps_of(out) == ()


def test_papers_of_another_release_are_not_signed_off(tmp_path: Path) -> None:
    out = written(tmp_path)
    for path in out.rglob("resultatopgoerelse.json"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"code_version": "', '"code_version": "0.0.'), "utf-8")
    with pytest.raises(StepRefused, match="another release"):
        step(out)


@pytest.mark.parametrize(
    ("on", "words"), [(date(2021, 12, 31), "is over"), (date(2022, 9, 2), "in the future")]
)
def test_a_step_lies_after_the_year_and_not_in_the_future(
    tmp_path: Path, on: date, words: str
) -> None:
    out = written(tmp_path)
    with pytest.raises(StepRefused, match=words):
        step(out, on=on)


def test_a_new_version_names_what_it_replaces_and_what_differs(tmp_path: Path) -> None:
    first = written(tmp_path)
    earlier = (first / "offentlig" / "resultatopgoerelse.json",)
    more = [
        evaluation(f"x{n}", f"d{n}", hub=samples.HUB, answered=20210301120000, effect="not_at_all")
        for n in range(11, 21)
    ]
    second = written(tmp_path, "op2", earlier=earlier, evaluations=[*samples.answers(), *more])
    folder = open_folder(second)
    assert folder.order.version == 2
    assert (second / "grundlag" / "version-1.json").read_bytes() == earlier[0].read_bytes()
    places = [item.place.da for item in compare(open_folder(first).stored(), folder.stored())]
    assert "RA21-M7a, værdi" in places
    assert "RA21-M1a, værdi" not in places
    assert verify(second, render=render).holds


def test_a_full_disk_leaves_the_former_draft_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = written(tmp_path)
    before = {
        path: path.read_bytes() for path in out.rglob("resultatopgoerelse.*") if path.is_file()
    }

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", full)
    changed = Basis(
        samples.snapshot(tmp_path / "andet", evaluations=[]), open_folder(out).basis.agreement
    )
    with pytest.raises(CannotWrite) as refused:
        write_statement(changed, changed.order(hub="nordjylland", year=2021), out, render=render)
    assert "disken er fuld" in refused.value.what.da
    assert {path: path.read_bytes() for path in before} == before
    monkeypatch.undo()
    assert verify(out, render=render).holds
