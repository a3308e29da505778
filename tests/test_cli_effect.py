"""``samvirke effect`` and ``samvirke demo-register``."""

import json

from tests.schemes.effect_statement.made import files

from samvirke.agreements import agreement_path
from samvirke.cli import main


def effect(tmp_path, *more):
    register, guided = files()
    return main(
        [
            "effect",
            *("--register", str(register), "--treated", str(guided)),
            *("--agreement", str(agreement_path(2022)), "--point", "RA21-M7c"),
            *("--out", str(tmp_path / "ud"), "--demo"),
            *more,
        ]
    )


def test_the_papers_are_written_and_the_steps_cleared(tmp_path, capsys):
    assert effect(tmp_path) == 0
    told = capsys.readouterr()
    assert "Papirerne ligger i" in told.out
    assert "finder kontrolvirksomheder" in told.err
    assert sorted(path.name for path in (tmp_path / "ud").iterdir()) == [
        "effekt.json",
        "effekt.pdf",
        "effekt.xlsx",
        "figurer",
        "fortroligt",
    ]
    document = json.loads((tmp_path / "ud" / "effekt.json").read_text("utf-8"))
    assert (document["schema"], document["demo"]) == ("samvirke.effect-statement/1", True)
    assert [(p["point"], p["year"]) for p in document["points"]] == [
        ("RA21-M7c", 2021),
        ("RA21-M7c", 2022),
        ("RA21-M7c", 2023),
    ]


def test_a_register_that_is_missing_is_told_in_danish(tmp_path, capsys):
    _, guided = files()
    code = main(
        [
            "effect",
            *("--register", str(tmp_path / "intet.parquet"), "--treated", str(guided)),
            *("--agreement", str(agreement_path(2022)), "--out", str(tmp_path / "ud")),
        ]
    )
    assert code == 2
    assert "Filen findes ikke." in capsys.readouterr().err
    assert not (tmp_path / "ud").exists()


def test_the_demo_register_tells_the_truth_beside_it(tmp_path, capsys):
    arguments = ["demo-register", "--out", str(tmp_path), "--companies", "1000"]
    assert main(arguments) == 0
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(arguments) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    truth = json.loads(first["demo_sandhed.json"])
    assert truth["demodata"] is True
    assert truth["planted"] == {"turnover": 12.0, "employment": 6.0, "productivity": 4.0}
    assert "Opdigtet register" in capsys.readouterr().out


def test_too_few_demo_companies_are_refused(tmp_path, capsys):
    assert main(["demo-register", "--out", str(tmp_path), "--companies", "10"]) == 2
    assert "Vælg mellem 1000 og 1000000" in capsys.readouterr().err
