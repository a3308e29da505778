"""What people write to ``samvirke split``: names, Danish words, spreadsheets' own files."""

import json
from pathlib import Path

import pytest

from samvirke.cli.exit_codes import FINE, UNUSABLE
from samvirke.territory import load_territory

EXAMPLE = Path(__file__).parents[2] / "docs/schemes/refugee_quotas_example.csv"
FYN = {
    "420": "Assens",
    "430": "Faaborg-Midtfyn",
    "440": "Kerteminde",
    "450": "Nyborg",
    "461": "Odense",
    "479": "Svendborg",
    "480": "Nordfyns",
    "482": "Langeland",
    "492": "Ærø",
}
GRANT = ("split", "hub_grant", "--hub", "fyn", "--year", "2023")


def rounded(done):
    return {share["name"]: share["rounded"] for share in json.loads(done.out)["shares"]}


def test_a_key_saved_by_a_danish_spreadsheet_needs_only_names(samvirke, tmp_path):
    key = tmp_path / "nøgle.csv"
    lines = [
        f"{name} Kommune;{'6.000,5' if name == 'Odense' else '250,0'}" for name in FYN.values()
    ]
    key.write_text("\r\n".join(["Kommune;Antal", *lines, ";", ""]), "cp1252")
    arguments = (*GRANT, "--total", "100,0", "--key", key, "--counted-on", "2022-01-01", "--json")
    # 6,000.5 of 8,000.5 is 75.0016 per cent, and 250 of it 3.1248.
    assert rounded(samvirke(*arguments)) == dict.fromkeys(FYN.values(), 3) | {"Odense": 75}


def test_the_registers_own_name_is_printed(samvirke, tmp_path):
    key = tmp_path / "key.csv"
    lines = [f"0{code};{'ærø' if code == '492' else code};9" for code in FYN]
    key.write_text("\n".join(["kode;navn;værdi", *lines]), "utf-8")
    done = samvirke(*GRANT, "--total", 90, "--key", key, "--counted-on", "2022-01-01", "--json")
    assert rounded(done) == dict.fromkeys(FYN.values(), 10)


def key_of_shares(tmp_path, last):
    key = tmp_path / "key.csv"
    shares = dict.fromkeys(FYN, "11,1") | {"492": last}
    key.write_text("kode;procent\n" + "".join(f"{k};{v}\n" for k, v in shares.items()), "utf-8")
    return (*GRANT, "--total", 1000, "--key", key, "--counted-on", "2022-01-01")


def test_values_with_decimals_that_give_100_are_told_as_percentages(samvirke, tmp_path):
    done = samvirke(*key_of_shares(tmp_path, "11,2"))
    assert done.code == FINE
    assert "Nøgle: Procenter i key.csv (key.csv, value pr. 1. januar 2022)" in done.out


def test_values_that_nearly_give_100_are_refused(samvirke, tmp_path):
    done = samvirke(*key_of_shares(tmp_path, "11,1"))
    assert (done.code, done.out, done.err) == (
        UNUSABLE,
        "",
        "key.csv: Tallene ligner procenter, men giver 99,9 tilsammen, ikke 100. Ret dem, eller "
        "brug de tal, de er regnet af. Er de antal, siges det med --key-unit antal, hvor "
        "ordningen har den.\n",
    )


# Six hubs, 100 kr.: 16 2/3 each, cut down 16, largest remainder 17 four times.
@pytest.mark.parametrize(
    ("rounding", "shares"),
    [
        ("hver_for_sig", [17] * 6),
        ("skåret_ned", [16] * 6),
        ("største_brøkrest", [17, 17, 17, 17, 16, 16]),
        ("largest_remainder", [17, 17, 17, 17, 16, 16]),
        ("rest_til_største", [15, 17, 17, 17, 17, 17]),
    ],
)
def test_the_roundings_and_the_keys_have_danish_names(samvirke, rounding, shares):
    done = samvirke(
        *("split", "hub_joint_costs", "--year", 2022, "--total", 100, "--by", "ligeligt"),
        *("--agreed-by", "Ledelserne", "--rounding", rounding, "--json"),
    )
    assert list(rounded(done).values()) == shares


REFUGEES = (
    *("split", "refugee_quotas", "--counts", EXAMPLE),
    *("--example", "--counted-on", "2023-01-01", "--announced", "2023-04-28"),
    *("--national-number", 40),
)


@pytest.mark.parametrize(
    ("command", "danish", "own"),
    [
        (("split", "study_places"), ("--programme", "pædagog"), ("--programme", "pedagogue")),
        (
            ("split", "study_places"),
            ("--programme", "Pædagoguddannelsen"),
            ("--programme", "pedagogue"),
        ),
        (REFUGEES, ("--excess", "forholdsmæssigt"), ("--excess", "in_proportion")),
        (REFUGEES, ("--rounding", "rest_til_største"), ("--rounding", "residual_to_largest")),
        ((*GRANT, "--total", 100), ("--unit", "personer"), ("--unit", "persons")),
    ],
)
def test_a_danish_word_is_the_options_own_word(samvirke, command, danish, own):
    in_danish = samvirke(*command, *danish)
    assert (in_danish.code, in_danish) == (FINE, samvirke(*command, *own))


def test_a_rounding_that_is_not_the_printed_one_is_told(samvirke):
    told = "* Afrundingen er valgt med --rounding. De trykte andele er hver afrundet for sig."
    chosen = samvirke(*GRANT, "--total", 100, "--rounding", "største_brøkrest")
    assert told in chosen.out.splitlines()
    assert "Andelene giver" not in chosen.out
    for same in ((), ("--rounding", "half_up_each")):
        assert told not in samvirke(*GRANT, "--total", 100, *same).out


def test_an_amount_in_thousands_above_a_billion_is_doubted_first(samvirke):
    told = (
        "* Totalen er 17,037 mia. kr., for den er læst som 1.000 kr. Er beløbet i kroner, så "
        "tilføj --unit kr."
    )
    assert samvirke(*GRANT, "--total", 17037000).out.splitlines()[2] == told
    for sure in (("--total", 1000000), ("--total", 17037000, "--unit", "kr")):
        assert "mia. kr." not in samvirke(*GRANT, *sure).out


def test_a_receiver_is_explained_by_its_name(samvirke):
    by_code, by_name = (samvirke(*GRANT, "--total", 100, "--explain", it) for it in (492, "ærø"))
    assert by_code == by_name
    assert any(line.startswith("Andel, Ærø: ") for line in by_name.out.splitlines())


def test_a_misspelt_receiver_is_guessed(samvirke):
    assert samvirke(*GRANT, "--total", 100, "--explain", "Odnese").err == (
        "»Odnese« er ikke blandt modtagerne. Mente du »Odense«? Brug en kode eller et navn fra "
        "tabellen, eller »alt«.\n"
    )


def test_municipalities_opt_out_by_name(samvirke, tmp_path):
    deficits = tmp_path / "underskud.csv"
    deficits.write_text("Driftsår;Underskud kr;Fuld belægning\n1;1.200.000;nej\n", "cp1252")
    start = ("split", "deficit_guarantee", "--kkr", "syddanmark", "--population-date", "2024-01-01")
    by_name, by_code = (
        samvirke(*start, "--deficits", deficits, "--opt-out", *names)
        for names in (("Middelfart", "Assens Kommune"), ("410", "420"))
    )
    assert (by_name.code, by_name) == (FINE, by_code)


def test_files_that_are_written_are_told(samvirke, tmp_path):
    done = samvirke("split", "capacity_needs", "--out", tmp_path)
    told = f"Skrevet: {tmp_path}/capacity_needs.svg, {tmp_path}/capacity_needs.html"
    assert done.out.splitlines()[-1] == told
    as_json = samvirke("split", "capacity_needs", "--out", tmp_path, "--json")
    assert (as_json.err.strip(), json.loads(as_json.out)["scheme"]) == (told, "capacity_needs")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*GRANT, "--total", 1, "--langt"), "ukendt: --langt\nSe: samvirke split hub_grant --help"),
        (("split", "hub-grant"), " Mente du »hub_grant«?\nSe: samvirke split --help"),
        (("splt",), " Mente du »split«?\nSe: samvirke --help"),
        (("split", "xyzzy"), "'study_supply')\nSe: samvirke split --help"),
    ],
)
def test_a_wrong_word_leads_to_the_help_of_the_command_it_was_written_to(samvirke, arguments, told):
    done = samvirke(*arguments)
    assert (done.code, done.out) == (UNUSABLE, "")
    assert done.err.endswith(f"{told}\n")


def test_a_long_list_of_missing_municipalities_ends_in_a_count(samvirke, tmp_path):
    key = tmp_path / "key.csv"
    key.write_text("kode;værdi\n851;1000\n", "utf-8")
    done = samvirke(
        "split", "ukraine_quotas", "--year", 2024, "--key", key, "--counted-on", "2023-01-01"
    )
    assert done.err.startswith("Nøglen mangler København (101), ")
    assert done.err.endswith(" og 87 til. Den skal nævne alle kommuner i Danmark.\n")


def test_a_year_without_a_requirement_is_told_before_the_numbers(samvirke):
    done = samvirke("split", "startup_targets", "--year", 2025)
    assert done.out.splitlines()[2] == (
        "* I 2025 stiller aftalen intet krav. Kravet, som fordeles her, gælder i 2027."
    )


BILL = ("--total", "700", "--by", "folketal", "--agreed-by", "Ledelserne")
HUB_SCHEMES = (
    ("split", "startup_targets"),
    ("split", "hub_joint_costs", "--year", "2022", *BILL),
    ("split", "adviser_funding", "--year", "2024"),
)


def counts_file(tmp_path, **changed):
    """One for every municipality, but for those that are changed."""
    counts = dict.fromkeys(load_territory().municipalities, 1) | changed
    lines = [f"{code};{count}" for code, count in counts.items() if count is not None]
    path = tmp_path / "antal.csv"
    path.write_text("\n".join(["kode;værdi", *lines, ""]), "utf-8")
    return path


@pytest.mark.parametrize("scheme", HUB_SCHEMES, ids=lambda scheme: scheme[1])
def test_a_split_over_hubs_takes_a_key_of_all_municipalities(samvirke, tmp_path, scheme):
    done = samvirke(*scheme, "--key", str(counts_file(tmp_path)), "--json")
    assert done.code == FINE, done.err
    told = json.loads(done.out)
    told = told["splits"][0] if "splits" in told else told
    keys = {share["code"]: share["key_value"] for share in told["shares"]}
    # Every municipality counts one: Fyn has nine with Langeland and Ærø.
    assert keys["fyn"] == 9
    assert sum(keys.values()) == 98


def test_a_key_that_lacks_a_municipality_is_refused(samvirke, tmp_path):
    path = counts_file(tmp_path, **{"851": None})
    done = samvirke(*HUB_SCHEMES[0], "--key", str(path))
    assert (done.code, done.err) == (
        UNUSABLE,
        "Nøglen mangler Aalborg (851). Den skal nævne alle kommuner i landet.\n",
    )
