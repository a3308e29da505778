"""The JSON of every scheme and of seats holds to its schema, in both languages."""

import json
from copy import deepcopy
from datetime import date
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from samvirke.cli import main
from samvirke.cli.schemes import SCHEMES
from samvirke.territory import BodyKind, load_territory


def load(package, name):
    return json.loads((files(package) / name).read_text("utf-8"))


FIGURE = Resource.from_contents(load("samvirke.figures", "figure.schema.json"))
SPLIT = Draft202012Validator(
    load("samvirke.schemes", "scheme.schema.json"),
    registry=Registry().with_resource("samvirke.figure/2", FIGURE),
)
SEATS = Draft202012Validator(load("samvirke.allocation", "seats.schema.json"))

COMMANDS = {
    "hub_grant": "--hub fyn --year 2023 --total 100.5 --explain 461",
    "startup_targets": "--explain fyn",
    "hub_joint_costs": "--year 2022 --total 100000 --by equally --agreed-by Ledelserne",
    "adviser_funding": "--year 2025 --unused 400000 --spent 7000000",
    "refugee_quotas": "--counts {counts} --counted-on 2023-01-01 --announced 2023-04-28 "
    "--national-number 40 --example --agreement {agreement}",
    "ukraine_quotas": "--year 2024",
    "barnahus": "--year 2021 --explain alt",
    "joint_secretariats": "--key {north} --key-source Prøve",
    "deficit_guarantee": "--kkr syddanmark --deficits {deficits} --population-date 2024-01-01 "
    "--opt-out 410",
    "capacity_needs": "",
    "study_places": "--key {north}",
    "study_supply": "--base-year 2020 --stock 8000 --served 50000 --inputs {years}",
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    territory, day = load_territory(), date(2021, 1, 1)
    region = territory.body(BodyKind.REGION, "nordjylland", on=day)
    north = [f"{item.code},{item.name},1" for item in territory.area(region, on=day)]
    contents = {
        "counts": "code,name,region,population,immigrants,family_reunified\n"
        "1,Storeby,Øst,100,98,6\n2,Mellemby,Øst,60,1,2\n3,Lilleby,Øst,40,1,2\n",
        "agreement": "region: Øst\nkkr: KKR Øst\nreported: 2023-09-01\nwritten: true\n"
        "signed: true\nif_changed: uændret\ntransfers:\n- {from: '2', to: '1', persons: 4}\n",
        "north": "\n".join(["code,name,value", *north]) + "\n",
        "deficits": "year,deficit_kr,full_occupancy\n1,2000000,no\n2,5,yes\n",
        "years": "year,graduates,retirement,migration,served\n2021,400,250,-20.5,50500\n",
    }
    folder = tmp_path_factory.mktemp("inputs")
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8")
    return {name: folder / name for name in contents}


def written(capsys, *arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def arguments_of(scheme, inputs):
    return ["split", scheme, *COMMANDS[scheme].format(**inputs).split()]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("scheme", [scheme.NAME for scheme in SCHEMES])
def test_every_scheme_writes_json_by_one_schema(scheme, language, inputs, capsys):
    document = written(capsys, *arguments_of(scheme, inputs), "--language", language)
    SPLIT.validate(document)
    assert document["scheme"] == scheme


@pytest.mark.parametrize("scheme", ["hub_grant", "refugee_quotas", "capacity_needs"])
def test_a_part_that_is_missing_or_unknown_is_not_by_the_schema(scheme, inputs, capsys):
    document = written(capsys, *arguments_of(scheme, inputs))
    without = [{key: document[key] for key in document if key != left} for left in document]
    allowed = [item for item in without if SPLIT.is_valid(item)]
    assert [set(document) - set(item) for item in allowed] == (
        [{"explained"}] if "explained" in document else []
    )
    assert not SPLIT.is_valid({**document, "extra": 1})


def test_a_share_that_is_a_float_is_not_by_the_schema(inputs, capsys):
    document = written(capsys, *arguments_of("hub_grant", inputs))
    wrong = deepcopy(document)
    wrong["shares"][0]["rounded"] = 5.5
    assert (SPLIT.is_valid(document), SPLIT.is_valid(wrong)) == (True, False)


@pytest.mark.parametrize("drawn", [False, True])
def test_seats_are_written_by_their_schema(drawn, tmp_path, capsys):
    votes, lots = tmp_path / "stemmer.csv", tmp_path / "lod.csv"
    votes.write_text("list,votes,alliance\nA,100,X\nB,60,\nC,40,\nD,80,X\n", "utf-8")
    lots.write_text("drawn_by,day,outcome\nValgbestyrelsen,2025-11-20,alliance X; B\n", "utf-8")
    command = ["seats", "--votes", str(votes), "--seats", "3", "--alliances", "--json"]
    code = main([*command, "--lots", str(lots)] if drawn else command)
    document = json.loads(capsys.readouterr().out)
    SEATS.validate(document)
    assert (code, document["unfilled"], len(document["ties"])) == (
        (0, 0, 1) if drawn else (1, 1, 1)
    )
    assert not SEATS.is_valid({**document, "method": "hare"})
