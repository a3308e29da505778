"""One error in a minimal file: refused in words, with the line and what would be right.

The files lie in ``tests/data/broken``; ``agreement.yaml`` and ``contract.yaml`` there are without
an error, and the others differ from them in the one thing that their name says.
"""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvirke.agreements import load_agreement, load_agreements, load_contract
from samvirke.records import InputError

BROKEN = Path(__file__).parent.parent / "data" / "broken"

INDICATORS = (
    "awareness, crisis_effect, crisis_readiness, digital_felt_effect, felt_effect, "
    "geographic_spread, green_awareness, green_dialogue_tool, green_felt_effect, growth_effect, "
    "new_companies, nps, offer_awareness, productivity_effect, referral_use, "
    "sustainability_effect, very_satisfied, young_companies"
)
NUMBER = "  Gyldigt: et tal med punktum som decimaltegn og uden tusindtalsskilletegn"

# File: the first line of the message, then what was got, what is valid, and an example.
AGREEMENTS: dict[str, list[str]] = {
    "unknown_indicator.yaml": [
        "linje 23: Værdien af »indicator« kendes ikke.",
        "  Der står: awarness",
        f"  Gyldigt: {INDICATORS}",
    ],
    "unknown_field.yaml": [
        "linje 44: Feltet »mesure« kendes ikke her. Mente du »measure«?",
        "  Der står: turnover",
        "  Gyldigt: clause, measure, minimum_word_printed, operator, recognised_by, relative_to, "
        "unit, value, year_printed, years",
    ],
    "unknown_field_of_validity.yaml": [
        "linje 6: Feltet »until« kendes ikke her.",
        "  Der står: 2023-12-31",
        "  Gyldigt: clause, from, to",
    ],
    "unknown_column.yaml": [
        "linje 31: »definition«: Kolonnen »knows_hubs« findes ikke i tabellen »awareness«.",
        "  Gyldigt: believes_green_offer, crisis_effect, knows_hub, knows_offers",
        "  Eksempel: columns: [believes_green_offer]",
    ],
    "threshold_without_clause.yaml": [
        "linje 44: Feltet »clause« mangler her.",
        "  Eksempel: clause: '7.1, mål 3, 1. punkt'",
    ],
    "threshold_without_years.yaml": [
        "linje 44: Feltet »years« mangler her.",
        "  Eksempel: years: [2021, 2022]",
    ],
    "rise_from_nothing.yaml": [
        "linje 43: Kun en stigning, og enhver stigning, siger med relative_to, "
        "hvad den regnes fra.",
        "  Gyldigt: en baselines id, eller previous_level",
        "  Eksempel: relative_to: awareness_2020",
    ],
    "value_missing.yaml": [
        "linje 44: Et krav med »>=« skal have både value og unit.",
        "  Eksempel: {years: [2023], operator: '>=', value: 50, unit: percent, "
        "clause: '7.1, mål 1'}",
    ],
    "ambiguous_number.yaml": [
        "linje 44: »value«: Tallet kan læses på to måder: "
        "punktummet kan være tusindtalsskilletegn.",
        "  Der står: 1.200",
        NUMBER,
        "  Eksempel: 1200",
    ],
    "two_thresholds_in_one_year.yaml": ["linje 22: M1a har to krav i 2021."],
    "ends_before_it_starts.yaml": [
        "linje 6: »valid«: Aftalen udløber, før den træder i kraft.",
        "  Gyldigt: »to« er den første dag, aftalen ikke længere gælder",
        "  Eksempel: {from: 2021-01-01, to: 2024-01-01, clause: '13'}",
    ],
    "no_goals.yaml": ["linje 16: Feltet »goals« skal bestå af en liste med mindst én linje."],
    "not_yaml.yaml": [
        "linje 3: Filen kan ikke læses som YAML: et kolon inde i en tekst, eller linjen "
        "før er ikke afsluttet; sæt teksten i anførselstegn.",
        "  Der står: title: Prøveaftale: 2021",
        "  Gyldigt: linjer af formen »felt: værdi«, indrykket med mellemrum (aldrig tabulator)",
        "  Eksempel: title: 'Resultatkontrakt 2022'",
    ],
    "other_schema.yaml": [
        "linje 1: Værdien af »schema« kendes ikke.",
        "  Der står: samvirke.framework-agreement/2",
        "  Gyldigt: samvirke.framework-agreement/1",
    ],
    "threshold_outside_validity.yaml": [
        "linje 44: »years«: M1a har et krav i 2024, hvor aftalen ikke gælder.",
        "  Gyldigt: 2021-2023",
        "  Eksempel: years: [2021, 2022]",
    ],
    "rise_from_unknown.yaml": [
        "linje 43: »relative_to«: M1a regner fra »awareness_2019«, som ikke findes.",
        "  Gyldigt: awareness_2020, previous_level",
    ],
    "measure_point_twice.yaml": ["linje 45: »M1a« står to gange."],
}

CONTRACTS: dict[str, list[str]] = {
    "contract_unknown_field.yaml": [
        "linje 8: Feltet »framework_rf« kendes ikke her. Mente du »framework_ref«?",
        "  Der står: RA21-M1",
        "  Gyldigt: activities, activities_listed, calculation, categories, clause, commitments, "
        "completion, denominator, denominator_awareness, framework_ref, kind, local_commitment, "
        "measured_by, method, number, reporting, scale, subject_areas, text, thresholds, title",
        "  Eksempel: framework_ref: RA21-M1",
    ],
    "contract_unknown_operator.yaml": [
        "linje 10: Værdien af »operator« kendes ikke.",
        "  Der står: =>",
        "  Gyldigt: >=, >, <=, <, =, increase>=, done, within, about equal",
        "  Eksempel: operator: '>='",
    ],
    "contract_threshold_without_number.yaml": [
        "linje 10: Krav a siger »>=«, men har ikke noget tal.",
        "  Eksempel: value: 45",
    ],
    "contract_without_hub.yaml": [
        "linje 4: »parties«: Kontraktens parter skal være ét KKR og ét erhvervshus.",
        "  Eksempel: parties: [KKR Midtjylland, Erhvervshus Midtjylland]",
    ],
    "contract_bad_date.yaml": [
        "linje 5: »in_force«: Skriv en gyldig dato.",
        "  Der står: 2022-02-30",
        "  Gyldigt: år-måned-dag",
        "  Eksempel: 2022-01-31",
    ],
    "contract_bad_year.yaml": [
        "linje 10: »year«: Her skal stå et årstal.",
        "  Der står: 22",
        "  Gyldigt: 2022, 2021-2023, en liste af årstal, eller yearly",
        "  Eksempel: 2022",
    ],
    "contract_goal_without_number.yaml": [
        "linje 7: Feltet »number« mangler her.",
        "  Eksempel: number: 1",
    ],
    "contract_without_national_goals.yaml": ["linje 1: Feltet »national_goals« mangler her."],
}


@pytest.mark.parametrize(("file", "message"), AGREEMENTS.items(), ids=AGREEMENTS)
def test_a_broken_agreement_is_refused(file: str, message: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load_agreement(BROKEN / file)
    assert caught.value.in_language("da").splitlines() == [f"{file}, {message[0]}", *message[1:]]


@pytest.mark.parametrize(("file", "message"), CONTRACTS.items(), ids=CONTRACTS)
def test_a_broken_contract_is_refused(file: str, message: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load_contract(BROKEN / file)
    assert caught.value.in_language("da").splitlines() == [f"{file}, {message[0]}", *message[1:]]


WHOLE = [
    "  Gyldigt: aftaler, der følger efter hinanden uden hul og uden overlap",
    "  Eksempel: valid: {from: 2024-01-01, to: 2028-01-01, clause: '10.5'}",
]


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        (
            "gap",
            [
                "later.yaml: Der er ingen rammeaftale i perioden "
                "1. januar 2024 til 31. december 2024.",
                "  Der står: 2024-01-01 – 2025-01-01",
            ],
        ),
        (
            "overlap",
            [
                "later.yaml: Prøveaftale 2023-2025 begynder, før Prøveaftale 2021-2023 er udløbet.",
                "  Der står: 2023-01-01 – 2026-01-01",
            ],
        ),
    ],
)
def test_agreements_that_do_not_fit_together_are_refused(folder: str, message: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load_agreements(BROKEN / folder)
    assert caught.value.in_language("da").splitlines() == message + WHOLE


def test_the_message_names_the_agreement_after_the_gap(tmp_path: Path) -> None:
    for name in ("earlier", "later"):
        shutil.copy(BROKEN / "gap" / f"{name}.yaml", tmp_path)
    text = (tmp_path / "later.yaml").read_text("utf-8")
    for old, new in (("2028", "2031"), ("2025", "2028"), ("2026", "2029"), ("RA-B", "RA-C")):
        text = text.replace(old, new)
    (tmp_path / "last.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_agreements(tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["later.yaml"]


def test_every_broken_file_stands_in_a_table() -> None:
    files = {path.name for path in BROKEN.glob("*.yaml")}
    assert files == {"agreement.yaml", "contract.yaml", *AGREEMENTS, *CONTRACTS}


def test_the_minimal_files_are_accepted() -> None:
    agreement = load_agreement(BROKEN / "agreement.yaml")
    contract = load_contract(BROKEN / "contract.yaml")
    assert (agreement.id, contract.id) == ("RA-TEST", "RK-TEST-2022")


def test_all_errors_of_a_file_are_listed_in_its_order(tmp_path: Path) -> None:
    text = (BROKEN / "contract.yaml").read_text("utf-8")
    for old, new in (("2022-01-01", "i morgen"), ("number: 1", "number: en"), ("45", "mange")):
        text = text.replace(old, new)
    (tmp_path / "fil.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_contract(tmp_path / "fil.yaml")
    assert [(problem.line, problem.got) for problem in caught.value.problems] == [
        (5, "i morgen"),
        (7, "en"),
        (10, "mange"),
    ]


def test_a_field_with_and_without_a_year_in_its_name_is_no_second_field(tmp_path: Path) -> None:
    text = (BROKEN / "contract.yaml").read_text("utf-8")
    (tmp_path / "fil.yaml").write_text(f"{text}national_goals_2022: []\n", "utf-8")
    with pytest.raises(InputError):
        load_contract(tmp_path / "fil.yaml")


def test_a_first_rise_has_no_previous_level_to_rise_from(tmp_path: Path) -> None:
    text = (BROKEN / "agreement.yaml").read_text("utf-8")
    changed = text.replace("relative_to: awareness_2020", "relative_to: previous_level")
    (tmp_path / "fil.yaml").write_text(changed, "utf-8")
    with pytest.raises(InputError):
        load_agreement(tmp_path / "fil.yaml")


JUNK = ["", "~", "[]", "{}", "[[]]", "{a: b}", "''", "-1", "1.200", "9" * 5000, "nej", "2022-02-30"]


@pytest.mark.parametrize("file", ["agreement.yaml", "contract.yaml"])
@given(data=st.data())
def test_whatever_stands_in_a_field_only_an_input_error_escapes(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: st.DataObject
) -> None:
    lines = (BROKEN / file).read_text("utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    junk = data.draw(st.sampled_from(JUNK) | st.text(max_size=10))
    before, _, after = lines[at].rpartition(": ")
    lines[at] = f"{before}: {junk}{'}' if after.endswith('}') else ''}"
    path = tmp_path_factory.mktemp("fuzz") / file
    path.write_text("\n".join(lines), "utf-8")
    with suppress(InputError):
        assert (load_agreement(path) if file == "agreement.yaml" else load_contract(path)).id
