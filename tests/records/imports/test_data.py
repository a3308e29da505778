"""The data that imports are declared in, held against the record and the real territory."""

from datetime import date
from pathlib import Path

import pytest
from tests.records.imports.samples import refusal

from samvirke.figures import Source
from samvirke.records import InputError
from samvirke.records.imports import ImportKind, known_from, load_layouts, load_subjects
from samvirke.records.imports.layout import COLUMNS, HOURS, SCHEMAS
from samvirke.records.imports.subjects import SUBJECTS
from samvirke.records.imports.words import fold
from samvirke.records.schemas import TABLES
from samvirke.territory import BodyKind, load_territory


def test_every_column_of_the_record_has_one_heading() -> None:
    filled = [
        (table, column)
        for kind in ImportKind
        for item in load_layouts().of(kind).columns
        for table, column in item.takes.items()
    ]
    wanted = [(table.name, column.name) for table in TABLES for column in table.columns]
    assert sorted(filled) == sorted([*wanted, ("engagements", HOURS)])


def test_what_no_row_can_be_without_is_a_needed_column() -> None:
    for kind in ImportKind:
        layout = load_layouts().of(kind)
        for table in layout.tables:
            needed = {item.takes[table] for item in layout.needed(table)}
            required = {column.name for column in SCHEMAS[table].columns if column.required}
            assert required - needed == {"hub"}


def test_what_the_agreements_demand_of_a_registration_is_needed() -> None:
    needed = load_layouts().of(ImportKind.REGISTRATIONS).needed("engagements")
    names = {item.takes["engagements"] for item in needed}
    assert names >= {"company", "production_unit", "segment", "referred_to"}


def test_seconded_advisers_meetings_take_five_fields() -> None:
    layout = load_layouts().of(ImportKind.REGISTRATIONS)
    taken = [item.heading for item in layout.columns if "adviser_meetings" in item.takes]
    assert taken == [
        "Erhvervshus",
        "CVR-nr.",
        "Dato",
        "Rådgiver",
        "Kontaktperson",
        "Beskrivelse",
    ]


def test_headings_and_answers_for_those_who_write_files() -> None:
    layouts = load_layouts()
    layout = layouts.of(ImportKind.REGISTRATIONS)
    assert layout.heading_of("engagements", "company") == "CVR-nr."
    assert layouts.answers_of("segment").printed_for("growth") == "Vækst"
    with pytest.raises(KeyError):
        layout.heading_of("engagements", "colour")


def test_the_lists_of_services_and_themes() -> None:
    services, themes = load_subjects()
    assert (services.column, services.years, services.source, services.our_reading) == (
        "service",
        range(2021, 2024),
        Source("Aftale om rammerne for erhvervshuse 2021-2023", "8"),
        True,
    )
    assert (themes.column, themes.years, themes.source, themes.our_reading) == (
        "theme",
        range(2024, 2028),
        Source("Aftale om rammerne for erhvervshuse 2024-2027", "9"),
        True,
    )


def test_the_areas_of_the_contract_of_nordjylland_are_services() -> None:
    # Printed in the contract of 2021, goal 11.
    printed = (
        "Kvalificeret arbejdskraft",
        "Grøn omstilling og cirkulær økonomi",
        "Innovation",
        "Digitalisering og automatisering",
        "Internationalisering",
        "Ledelse/organisation",
        "Salg/markedsføring",
        "Finansiering",
    )
    names = load_subjects()[0].names
    assert [name for name in printed if name not in names] == []


def test_every_municipality_and_hub_is_known_by_its_name_and_code() -> None:
    territory = load_territory()
    on = date(2021, 1, 1)
    hubs = {body.id: body.name for body in territory.bodies if body.kind is BodyKind.HUB}
    official = {code: item.name for code, item in territory.municipalities.items()}
    known = known_from(hubs=hubs, municipalities=official, years=[on.year])
    assert len(official) == 98
    for code, name in official.items():
        spellings = (name, f"{name} Kommune", name.upper(), code, f"0{code}")
        folded = {fold(spelling): place for spelling, place in known.municipalities.items()}
        assert {folded[fold(spelling)] for spelling in spellings} == {int(code)}
    assert {known.hub_id(name) for name in hubs.values()} == set(hubs)


def test_no_two_municipalities_share_a_spelling() -> None:
    official = {code: item.name for code, item in load_territory().municipalities.items()}
    owners: dict[str, set[int]] = {}
    for code, name in official.items():
        alone = known_from(hubs={}, municipalities={code: name}, years=())
        for spelling, place in alone.municipalities.items():
            owners.setdefault(fold(spelling), set()).add(place)
    assert {spelling: codes for spelling, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "takes: {awareness: weight}",
            "takes: {awareness: colour}",
            "»takes« passer ikke med tabellerne: awareness: colour.",
        ),
        (
            "aliases: [Vægtning]",
            "aliases: [Måleår]",
            "»columns« passer ikke med tabellerne: måleår.",
        ),
        (
            "needed_for: [evaluations]",
            "needed_for: [awareness]",
            "»needed_for« passer ikke med tabellerne: awareness.",
        ),
        (
            "    positive: [Positiv effekt, Positiv]\n",
            "",
            "»answers« passer ikke med tabellerne: Effekt af krisevejledningen: none, negative, "
            "dont_know.",
        ),
        (
            "participations: [Kollektiv deltagelse, Deltagelse]",
            "picnics: [Skovtur]",
            "»tables« passer ikke med tabellerne: picnics.",
        ),
    ],
)
def test_columns_that_do_not_fit_the_record(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    content = COLUMNS.read_text("utf-8")
    assert old in content
    path = tmp_path / "columns.yaml"
    path.write_text(content.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError) as caught:
        load_layouts(path)
    assert message in refusal(caught.value)


def test_a_list_of_subjects_holds_whole_years(tmp_path: Path) -> None:
    content = SUBJECTS.read_text("utf-8")
    path = tmp_path / "subjects.yaml"
    path.write_text(content.replace("from: 2024-01-01", "from: 2024-02-01", 1), "utf-8")
    with pytest.raises(InputError) as caught:
        load_subjects(path)
    assert "Listen skal gælde hele år." in refusal(caught.value)
