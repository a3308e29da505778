"""The commands for refugee quotas and for persons displaced from Ukraine."""

import argparse

import pytest
from tests.schemes.refugee_samples import (
    ANNOUNCED,
    COUNTED,
    ROWS,
    counts_file,
    final,
    in_words,
    leaves,
)

from samvirke.allocation import AllocationError
from samvirke.cli.schemes import refugee_quotas as command
from samvirke.cli.schemes import ukraine_quotas as ukraine_command
from samvirke.papers.scheme_text import scheme_to_text
from samvirke.records import InputError
from samvirke.territory import load_territory

# The commands


def run(module, *arguments):
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    parser.set_defaults(language="da")
    return module.run(parser.parse_args([str(item) for item in arguments]))


def test_the_command_computes_agrees_and_says_which_reading(tmp_path):
    path = tmp_path / "aftale.yaml"
    path.write_text(
        "region: Øst\nkkr: KKR Øst\nreported: 2023-09-01\nwritten: true\nsigned: true\n"
        "if_changed: Lilleby er friholdt\nexempt:\n  - {municipality: '3', taken_by: '2'}\n",
        encoding="utf-8",
    )
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    result = run(command, "--counts", counts, *options, "--example", "--agreement", path)
    assert [name.da for name, _ in result.splits] == ["Regionskvoter", "Øst"]
    assert final(result.splits[1][1]) == {"1": 0, "2": 40, "3": 0}
    assert [remark.da.partition(":")[0] for remark in result.remarks] == [
        "Vores læsning",
        "At reglen gælder til og med 31. december 2027, er antaget",
    ]
    assert result.title.da == "Flygtningekvoter 2024"


def test_an_agreement_that_came_too_late_is_told_before_the_numbers(tmp_path):
    path = tmp_path / "aftale.yaml"
    path.write_text(
        "region: Øst\nkkr: KKR Øst\nreported: 2023-09-10\nwritten: true\nsigned: true\n"
        "if_changed: Lilleby er friholdt\nexempt:\n  - {municipality: '3', taken_by: '2'}\n",
        encoding="utf-8",
    )
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    result = run(command, "--counts", counts, *options, "--example", "--agreement", path)
    late, stands = result.first
    assert late.da.startswith(
        "Aftalen i KKR Øst er meldt 10. september 2023. Den skulle være meldt"
    )
    assert stands.da == "Udlændingestyrelsens beregnede kvoter gælder i Øst."
    lines = scheme_to_text(result, "da").splitlines()
    assert lines[2:4] == [f"* {late.da}", f"* {stands.da}"]


def test_the_command_demands_every_municipality_unless_it_is_an_example(tmp_path):
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    with pytest.raises(InputError) as error:
        run(command, "--counts", counts, *options)
    assert in_words(error).startswith("counts.csv, linje 2: Kommunen kendes ikke.")


def test_the_command_names_what_it_lacks(tmp_path):
    wishes = tmp_path / "wishes.csv"
    with pytest.raises(AllocationError) as error:
        run(command, "--counts", tmp_path / "counts.csv", "--wishes", wishes)
    assert in_words(error) == (
        "Kvoterne kan ikke regnes uden --counted-on, --announced, --national-number, "
        "--wishes-due, --changed. Tilføj det."
    )


def test_the_command_takes_wishes_in_a_changed_round(tmp_path):
    wishes = tmp_path / "wishes.csv"
    wishes.write_text("code,persons,reported\n1,10,2023-05-02\n", encoding="utf-8")
    counts = counts_file(tmp_path, *ROWS)
    options = ("--counted-on", COUNTED, "--announced", ANNOUNCED, "--national-number", 40)
    round_ = ("--changed", "--wishes", wishes, "--wishes-due", "2023-05-08")
    result = run(command, "--counts", counts, *options, "--example", *round_)
    shares = {share.part.code: share.rounded for share in result.splits[1][1].shares}
    assert shares == {"1": 10, "2": 18, "3": 12}


def test_the_command_shows_the_decided_table():
    result = run(command, "--decided", 2022)
    assert (result.splits, result.figures[0].value) == ((), 500)
    assert len(leaves(result.figures[0])) == 98
    (table,) = result.tables
    assert len(table.rows) == 98 + 5
    assert table.in_words("da")[-3:] == [
        ["Region Nordjylland", "Aalborg", "24"],
        ["Region Nordjylland", "Hjørring", "7"],
        ["Region Nordjylland", "I alt", "73"],
    ]


def test_the_decided_table_takes_nothing_that_would_change_a_computation(tmp_path):
    with pytest.raises(AllocationError) as error:
        run(command, "--decided", 2022, "--agreement", tmp_path / "aftale.yaml", "--changed")
    assert in_words(error) == (
        "De besluttede kvoter vises, som de er, så --agreement, --changed kan ikke bruges. Tag det "
        "ud, eller regn kvoterne med --counts."
    )


def key_of_all(tmp_path):
    """Each of the 98 municipalities has one, Aalborg three: a hundred in all."""
    codes = load_territory().municipalities
    rows = [f"{code},{place.name},{3 if code == '851' else 1}" for code, place in codes.items()]
    path = tmp_path / "key.csv"
    path.write_text("\n".join(["code,name,value", *rows]) + "\n", encoding="utf-8")
    return path


def test_the_ukraine_command_gives_one_split_and_takes_a_key(tmp_path):
    key = ("--key", key_of_all(tmp_path), "--counted-on", "2023-01-01")
    shares = run(ukraine_command, "--year", 2024, *key).splits[0][1].shares
    found = {share.part.code: share.rounded for share in shares}
    assert found == dict.fromkeys(found, 100) | {"851": 300}
    assert len(run(ukraine_command, "--year", 2022).splits[0][1].shares) == 98


@pytest.mark.parametrize(
    ("counted_on", "message"),
    [
        (
            ("--counted-on", "2022-01-01"),
            "Nøglens tal er fra 1. januar 2022, men der fordeles efter tal fra 1. januar 2023 "
            "(Bekendtgørelse nr. 1633 af 4. december 2023 om forholdsmæssige kommunetal for 2024, "
            "§ 2 og § 3, stk. 2-3). Brug tallene fra den dag.",
        ),
        (
            (),
            "Reglen siger, hvilken dag nøglens tal skal være fra. Skriv både --key og "
            "--counted-on, fx --counted-on 2021-01-01.",
        ),
    ],
)
def test_a_key_states_its_day_and_it_is_that_of_the_rule(tmp_path, counted_on, message):
    with pytest.raises(AllocationError) as error:
        run(ukraine_command, "--year", 2024, "--key", key_of_all(tmp_path), *counted_on)
    assert in_words(error) == message
