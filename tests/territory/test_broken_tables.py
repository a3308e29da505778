"""One thing broken in the reference tables: refused with its file, its line and what to do."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from samvirke.data import DATA
from samvirke.records import InputError
from samvirke.territory import load_territory

Break = Callable[[Path], object]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return shutil.copytree(DATA / "territory", tmp_path / "territory")


def change(file: str, line: int, old: str, new: str) -> Break:
    """Replaces ``old`` in one line (the heading is line 1); it must be there."""

    def break_it(tables: Path) -> None:
        lines = (tables / file).read_text("utf-8").splitlines(keepends=True)
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        (tables / file).write_text("".join(lines), "utf-8")

    return break_it


def add(file: str, row: str) -> Break:
    """Adds a row at the end."""

    def break_it(tables: Path) -> None:
        with (tables / file).open("a", encoding="utf-8") as table:
            table.write(f"{row}\n")

    return break_it


def end(file: str, member_of: str, last: str) -> Break:
    """Ends every open membership of one body."""

    def break_it(tables: Path) -> None:
        text = (tables / file).read_text("utf-8")
        ended = re.sub(rf"({member_of},\d{{4}}-01-01,),", rf"\g<1>{last},", text)
        assert ended != text
        (tables / file).write_text(ended, "utf-8")

    return break_it


def remove(file: str) -> Break:
    return lambda tables: (tables / file).unlink()


UNKNOWN = "henviser til noget, der ikke findes i tabellerne."

# The rows that are changed:
#   region_areas.csv 2: 101,hovedstaden,2007-01-01,2027-01-01,decided,reform-2007
#   region_areas.csv 3: 101,oestdanmark,2027-01-01,,decided,transition-act
#   hub_areas.csv 2:    101,hovedstaden,2019-01-01,,decided,framework-2021-annex-1
#   municipalities.csv 2: 101,København,2007-01-01,,reform-2007
#   population.csv 2:   2008-01-01,101,509861,folk1a
BROKEN: dict[str, tuple[Break, str]] = {
    "overlap": (
        change("region_areas.csv", 3, "2027-01-01", "2026-07-01"),
        "region_areas.csv, linje 3: Perioden for 101 overlapper perioden på linje 2.\n"
        "  Der står: 2026-07-01 –",
    ),
    "gap": (
        change("region_areas.csv", 3, "2027-01-01", "2027-02-01"),
        "region_areas.csv, linje 3: Der er et hul i perioderne for 101.\n"
        "  Der står: 2027-01-01 – 2027-02-01",
    ),
    "class overlap": (
        add("area_classes.csv", "101,rural,2024-01-01,,framework-2021-annex-1"),
        "area_classes.csv, linje 100: Perioden for 101 overlapper perioden på linje 2.\n"
        "  Der står: 2024-01-01 –",
    ),
    "unknown municipality": (
        change("hub_areas.csv", 2, "101", "999"),
        f"hub_areas.csv, linje 2: »municipality« {UNKNOWN}\n  Der står: 999\n  Eksempel: 101",
    ),
    "unknown body": (
        change("kkr_areas.csv", 2, "hovedstaden", "hovedstade"),
        f"kkr_areas.csv, linje 2: »member_of« {UNKNOWN}\n"
        "  Der står: hovedstade\n  Eksempel: hovedstaden",
    ),
    "unknown source": (
        change("regions.csv", 7, "transition-act", "rumour"),
        f"regions.csv, linje 7: »source« {UNKNOWN}\n  Der står: rumour\n  Eksempel: reform-2007",
    ),
    "unknown status": (
        change("hub_areas.csv", 2, "decided", "maybe"),
        f"hub_areas.csv, linje 2: »status« {UNKNOWN}\n  Der står: maybe\n  Eksempel: decided",
    ),
    "unknown kind of office": (
        change("hub_offices.csv", 2, "head_office", "main"),
        f"hub_offices.csv, linje 2: »kind« {UNKNOWN}\n  Der står: main\n  Eksempel: head_office",
    ),
    "unknown class": (
        change("area_classes.csv", 2, "urban", "city"),
        f"area_classes.csv, linje 2: »area_class« {UNKNOWN}\n  Der står: city\n  Eksempel: urban",
    ),
    "hub without area": (
        add("hubs.csv", "bornholm,Erhvervshus Bornholm,2019-01-01,,hub-act"),
        "hubs.csv, linje 8: Erhvervshus Bornholm har ingen kommuner, fra den begynder. "
        "Skriv dens område ind.\n  Der står: 2019-01-01 –",
    ),
    "doubled population": (
        add("population.csv", "2008-01-01,101,509861,folk1a"),
        "population.csv, linje 1864: Kommunen står to gange på samme dag.\n"
        "  Der står: 101, 2008-01-01",
    ),
    "bad date": (
        change("municipalities.csv", 2, "2007-01-01", "2007-13-01"),
        "municipalities.csv, linje 2: »valid_from« er ikke en dato.\n"
        "  Der står: 2007-13-01\n  Eksempel: 2027-01-01",
    ),
    "bad number": (
        change("population.csv", 2, "509861", "509.861"),
        "population.csv, linje 2: »population« skal være et helt tal på 0 eller mere.\n"
        "  Der står: 509.861\n  Eksempel: 14530",
    ),
    "period ends before it starts": (
        change("region_areas.csv", 2, "2007-01-01,2027-01-01", "2027-01-01,2007-01-01"),
        "region_areas.csv, linje 2: Perioden slutter, før den begynder.\n"
        "  Der står: 2027-01-01 – 2007-01-01",
    ),
    "empty name": (
        change("kkr.csv", 2, "KKR Hovedstaden", " "),
        "kkr.csv, linje 2: »name« er tom.",
    ),
    "missing file": (
        remove("sources.csv"),
        "sources.csv: Filen findes ikke. Kontrollér navn og mappe.",
    ),
    "wrong heading": (
        change("hubs.csv", 1, "valid_to", "until"),
        "hubs.csv, linje 1: Overskrifterne er ikke dem, tabellen skal have.\n"
        "  Der står: id,name,valid_from,until,source\n"
        "  Gyldigt: id,name,valid_from,valid_to,source",
    ),
    "a cell too many": (
        change("population.csv", 3, "folk1a", "folk1a,"),
        "population.csv, linje 3: Linjen har ikke tabellens 4 felter.\n  Der står: 5",
    ),
}


@pytest.mark.parametrize(("break_it", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_refused(tables: Path, break_it: Break, message: str) -> None:
    break_it(tables)
    with pytest.raises(InputError) as caught:
        load_territory(tables)
    assert caught.value.in_language("da") == message


@pytest.mark.parametrize(
    "break_it",
    [
        end("kkr_areas.csv", "nordjylland", "2027-01-01"),
        change("regions.csv", 2, "2027-01-01", "2026-01-01"),
        change("hub_areas.csv", 2, "2019-01-01,", "2019-01-01,2020-01-01"),
        add("municipalities.csv", "101,Kjøbenhavn,2007-01-01,,reform-2007"),
        add("kkr.csv", "hovedstaden,KKR Øst,2007-01-01,,kl-kkr"),
        add("sources.csv", "folk1a,Et andet dokument,1,2020-01-01"),
    ],
    ids=[
        "body without area at its end",
        "membership outlasts its body",
        "municipality without hub at its end",
        "municipality twice",
        "body twice",
        "source twice",
    ],
)
def test_tables_that_do_not_hold_together_are_refused(tables: Path, break_it: Break) -> None:
    break_it(tables)
    with pytest.raises(InputError):
        load_territory(tables)


def test_the_message_speaks_english_too(tables: Path) -> None:
    change("hub_areas.csv", 2, "101", "999")(tables)
    with pytest.raises(InputError) as caught:
        load_territory(tables)
    assert caught.value.in_language("en") == (
        "hub_areas.csv, line 2: 'municipality' refers to something that the tables do not hold.\n"
        "  Got: 999\n  Example: 101"
    )


def test_the_unbroken_copy_is_the_reference_data(tables: Path) -> None:
    assert load_territory(tables) == load_territory()
