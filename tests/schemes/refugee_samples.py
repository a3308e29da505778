"""Made-up counts, agreements and readings of splits for the tests of refugee quotas."""

from datetime import date
from pathlib import Path

from samvirke.figures import Given
from samvirke.records import InputError
from samvirke.schemes import refugee_quotas
from samvirke.schemes.refugee_agreements import (
    QuotaAgreement,
)
from samvirke.schemes.refugee_numbers import Counts, MunicipalityCounts

DATA = Path(__file__).parent.parent / "data"
HEADING = "code,name,region,population,immigrants,family_reunified"
ROWS = ("1,Storeby,Øst,100,98,6", "2,Mellemby,Øst,60,1,2", "3,Lilleby,Øst,40,1,2")
COUNTED, ANNOUNCED = date(2023, 1, 1), date(2023, 4, 28)

ORDER = "Bekendtgørelse nr. 550 af 3. maj 2022 om boligplacering af flygtninge"
EARLIER = "(ordlyden læst i den tidligere nr. 1290 af 31. august 2020)"


def counts_file(folder, *rows):
    path = folder / "counts.csv"
    path.write_text("\n".join((HEADING, *rows)) + "\n", encoding="utf-8")
    return path


def counts_of(*rows, counted_on=COUNTED):
    """Rows of (region, population, immigrants, family), coded 1, 2, …"""
    made = tuple(
        MunicipalityCounts(str(at), f"Kommune {at}", *row, at + 1) for at, row in enumerate(rows, 1)
    )
    return Counts("counts.csv", counted_on, made)


EXAMPLE = counts_of(("Øst", 100, 98, 6), ("Øst", 60, 1, 2), ("Øst", 40, 1, 2))


def compute(counts=EXAMPLE, **changed):
    inputs = {"national_number": 40, "announced": ANNOUNCED, "year": 2024}
    return refugee_quotas.refugee_quotas(counts, **{**inputs, **changed})


STATED = "Aftale i KKR Øst, meldt 9. september 2023"


def agreement(**changed):
    stated = {
        "region": "Øst",
        "kkr": "KKR Øst",
        "reported": date(2023, 9, 9),
        "written": True,
        "signed": True,
        "if_changed": "Aftalen gælder fortsat",
    }
    return QuotaAgreement.model_validate({**stated, **changed})


def final(split):
    return {code: int(value) for code, value in split.final.items()}


def in_words(error):
    caught = error.value
    return caught.in_language("da") if isinstance(caught, InputError) else caught.what.da


def leaves(item):
    if isinstance(item, Given):
        return [item]
    return [leaf for part in item.derivation.inputs for leaf in leaves(part)]


def named(item, start):
    """The first figure in the tree whose Danish name begins so."""
    if isinstance(item, Given):
        return None
    if item.name.da.startswith(start):
        return item
    found = (named(part, start) for part in item.derivation.inputs)
    return next((figure for figure in found if figure is not None), None)
