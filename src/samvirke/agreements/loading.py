"""Loads all framework agreements and finds the one in force."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from samvirke.agreements.framework import FrameworkAgreement
from samvirke.data import DATA
from samvirke.figures import Period, Text, first_gap, first_overlap
from samvirke.records import InputError, Problem, read_yaml, validate

AGREEMENTS = DATA / "agreements"


def load_agreement(path: Path) -> FrameworkAgreement:
    """The framework agreement in one file. Raises ``InputError`` with every problem in it."""
    return validate(FrameworkAgreement, read_yaml(path))


@cache
def load_agreements(folder: Path = AGREEMENTS) -> tuple[FrameworkAgreement, ...]:
    """All framework agreements in ``folder``, the earliest first.

    Raises ``InputError`` for a bad file, and where two agreements hold on the same day or a day
    between them has none.
    """
    loaded = [(load_agreement(path), path) for path in sorted(folder.glob("*.yaml"))]
    if not loaded:
        what = Text(
            da="Mappen rummer ingen rammeaftaler (filer, der ender på .yaml).",
            en="The folder holds no framework agreements (files that end in .yaml).",
        )
        raise InputError([Problem(folder.name, None, what)])
    loaded.sort(key=lambda item: item[0].valid.start)
    agreements = [agreement for agreement, _ in loaded]
    periods = [agreement.valid.period for agreement in agreements]
    overlap = first_overlap(periods)
    if overlap is not None:
        first, second = overlap
        what = Text(
            da=f"{agreements[second].title} begynder, før {agreements[first].title} er udløbet.",
            en=f"{agreements[second].title} starts before {agreements[first].title} has ended.",
        )
        raise _refused(loaded[second][1], what, periods[second])
    gap = first_gap(periods)
    if gap is not None:
        after = next(path for item, path in loaded if item.valid.start == gap.end)
        what = Text(
            da=f"Der er ingen rammeaftale i perioden {gap.in_words('da')}.",
            en=f"There is no framework agreement in the period {gap.in_words('en')}.",
        )
        raise _refused(after, what, gap)
    return tuple(agreements)


def agreement_path(year: int, folder: Path = AGREEMENTS) -> Path | None:
    """The file of the agreement that holds when ``year`` begins, or ``None``."""
    day = Period.of_year(year).start
    files = ((load_agreement(path), path) for path in sorted(folder.glob("*.yaml")))
    return next((path for item, path in files if item.valid.period.contains(day)), None)


def agreement_in_force(
    agreements: Sequence[FrameworkAgreement], *, on: date
) -> FrameworkAgreement | None:
    """The agreement that holds on a day, or ``None``."""
    return next((item for item in agreements if item.valid.period.contains(on)), None)


def _refused(path: Path, what: Text, period: Period) -> InputError:
    valid = Text(
        da="aftaler, der følger efter hinanden uden hul og uden overlap",
        en="agreements that follow each other without gap and without overlap",
    )
    example = "valid: {from: 2024-01-01, to: 2028-01-01, clause: '10.5'}"
    got = f"{period.start} – {period.end}"
    return InputError([Problem(path.name, None, what, got=got, valid=valid, example=example)])
