"""The made-up assessments: files that a statement reads, plainly made up, seen in its papers."""

from datetime import date
from fractions import Fraction

import pytest

from samvirke.agreements import load_agreements, load_contract
from samvirke.data import DATA
from samvirke.demo import demo_files
from samvirke.demo.assessments import assessments_of
from samvirke.records.imports import ImportKind
from samvirke.schemes.record_files import RecordFile, known_places, snapshot_from_files
from samvirke.schemes.results_statement import Order, Verdict, load_assessments, make_statement
from samvirke.territory import BodyKind, load_territory

TERRITORY = load_territory()
HUBS = [body for body in TERRITORY.bodies if body.kind is BodyKind.HUB]


def hub(id_):
    return TERRITORY.body(BodyKind.HUB, id_, on=date(2022, 1, 1))


def loaded(tmp_path, id_, year):
    path = tmp_path / "vurderinger.yaml"
    path.write_bytes(assessments_of(hub(id_), year))
    return load_assessments(path)


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_hub_s_file_of_a_year_with_an_agreement_can_be_read(tmp_path, year):
    for body in HUBS:
        found = loaded(tmp_path, body.id, year)
        assert (found.hub, found.year) == (body.name, year)


def test_there_is_none_for_a_year_before_the_agreements():
    assert [assessments_of(body, 2020) for body in HUBS] == [None] * len(HUBS)


@pytest.mark.parametrize(
    ("id_", "year", "authors"),
    [
        ("fyn", 2021, {"Demo Direktør"}),
        ("nordjylland", 2021, {"Demo Direktør", "Demo Projektleder"}),
        ("midtjylland", 2022, {"Demo Direktør"}),
    ],
)
def test_authors_are_plainly_made_up_and_the_file_says_so(tmp_path, id_, year, authors):
    assert assessments_of(hub(id_), year).decode().startswith("# DEMODATA: alt i denne fil er ")
    found = loaded(tmp_path, id_, year)
    people = {item.author for item in (*found.deliveries, *found.processes)}
    people |= {activity.author for item in found.processes for activity in item.activities}
    assert people == authors


def test_the_authority_s_number_is_four_points_above_the_hub_s_own_rate(tmp_path):
    # profiles.yaml: Fyn is known to 38.5 per cent in 2021, one point more each year.
    [stated] = loaded(tmp_path, "fyn", 2022).received
    assert (stated.point, stated.value, stated.n) == ("RA21-M1a", Fraction("43.5"), 250)


@pytest.fixture(scope="module")
def statement(tmp_path_factory):
    """Nordjylland 2021 from its demo files, with contract and assessments."""
    folder = tmp_path_factory.mktemp("demo")
    for file in demo_files((2020, 2021)):
        if "nordjylland" in file.name:
            (folder / file.name).write_bytes(file.content)
    files = [
        RecordFile(kind, folder / f"demo_{name}_nordjylland_{year}.csv", None)
        for kind, name, year in (
            (ImportKind.REGISTRATIONS, "registreringer", 2020),
            (ImportKind.REGISTRATIONS, "registreringer", 2021),
            (ImportKind.EVALUATIONS, "evalueringer", 2020),
            (ImportKind.AWARENESS, "kendskab", 2021),
        )
    ]
    known = known_places(TERRITORY, load_agreements())
    snapshot_from_files(files, folder / "snapshot", known=known, hub="nordjylland")
    contract = load_contract(DATA / "contracts" / "nordjylland_2021.yaml")
    assessed = load_assessments(folder / "demo_vurderinger_nordjylland_2021.yaml")
    return make_statement(
        folder / "snapshot", Order("nordjylland", 2021, contract=contract, assessments=assessed)
    )


def test_the_difference_from_the_authority_is_found(statement):
    [line] = [item for item in statement.lines if item.findings]
    assert line.id == "RA21-M1a"
    assert line.findings[0].da.startswith("Erhvervsstyrelsen oplyser 51 pct. (Demobilag 3: ")


def test_deliveries_and_processes_are_assessed_and_none_is_left(statement):
    contract = {line.id: line.contract[0].verdict for line in statement.lines if line.contract}
    assert [contract[f"RK-NORD-2021-{number}"] for number in (9, 10, 11)] == [Verdict.ASSESSED] * 3
    assert contract["RA21-M5a"] is contract["RA21-M6a"] is Verdict.MET
    assert [key for key, verdict in contract.items() if verdict is Verdict.NOT_MEASURED] == []
