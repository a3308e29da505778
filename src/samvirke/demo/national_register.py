"""A made-up national register of companies in which guidance has a known effect.

Companies differ in size, sector and trend; larger and faster growing ones seek guidance more often,
so a naive comparison finds too much. Some close, merge or lack numbers. The effect is planted on
top of what each company would have been without guidance, so the truth is known exactly.

Numbers of companies are 98000000 and up, which no company has.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from samvirke.territory import BodyKind, load_territory

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_FIRST_NUMBER = 98_000_000
_SECTORS = ("bygge og anlæg", "handel", "industri", "it og rådgivning", "service", "turisme")
_SECTOR_SHARES = (0.16, 0.24, 0.14, 0.18, 0.18, 0.10)
_SIZES = (("0-4", 5), ("5-9", 10), ("10-49", 50), ("50-", None))
_THEMES = ("digitalisering", "eksport", "grøn omstilling", "strategi og vækst")
_HORIZON = 2


@dataclass(frozen=True, slots=True)
class Planted:
    """The planted effect two years after guidance ended, in percentage points of growth."""

    turnover: float = 12.0
    employment: float = 6.0
    productivity: float = 4.0


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What to make: ``companies``, ``years``, share of them guided, and the truth.

    ``missing`` is the share of company-years without full-time equivalents.
    """

    companies: int = 60_000
    first_year: int = 2014
    last_year: int = 2023
    guided_share: float = 0.10
    missing: float = 0.01
    seed: int = 1
    planted: Planted = field(default_factory=Planted)


@dataclass(frozen=True, slots=True)
class MadeRegister:
    """The register and the list of guided companies, as columns."""

    plan: RegisterPlan
    register: Mapping[str, npt.NDArray[Any]]
    guided: tuple[Mapping[str, str | int], ...]


def make_register(plan: RegisterPlan) -> MadeRegister:
    """The made-up register of ``plan``: equal plans, equal rows."""
    random = np.random.default_rng([plan.seed, plan.companies])
    years = np.arange(plan.first_year, plan.last_year + 1)
    count = plan.companies
    hub, municipality, region = _places(random, count)
    sector = random.choice(len(_SECTORS), count, p=_SECTOR_SHARES)
    founded = plan.first_year - random.integers(1, 40, count)
    turnover, employees = _paths(random, sector, count, len(years))
    segment, ended = _selection(random, plan, years, turnover, sector, founded)
    _plant(plan, years, turnover, employees, segment, ended)
    status = _attrition(random, turnover, years, ended)
    employees[random.random(employees.shape) < plan.missing] = np.nan
    return MadeRegister(
        plan,
        _rows(years, turnover, employees, status, sector, founded, municipality, region),
        _guided_rows(random, hub, segment, ended),
    )


def _places(
    random: np.random.Generator, count: int
) -> tuple[list[str], npt.NDArray[Any], npt.NDArray[Any]]:
    """Hub, municipality code and region of each company, by population."""
    territory, day = load_territory(), date(2022, 1, 1)
    found = [
        (
            hub.id,
            municipality.code,
            territory.membership(municipality, BodyKind.REGION, on=day).body,
        )
        for hub in territory.bodies_of(BodyKind.HUB, on=day)
        for municipality in territory.area(hub, on=day)
    ]
    weights = np.array(
        [
            float(territory.population(municipality, on=day).value)
            for hub in territory.bodies_of(BodyKind.HUB, on=day)
            for municipality in territory.area(hub, on=day)
        ]
    )
    drawn = random.choice(len(found), count, p=weights / weights.sum())
    return (
        [found[at][0] for at in drawn],
        np.array([found[at][1] for at in drawn], object),
        np.array([found[at][2].name for at in drawn], object),
    )


def _paths(
    random: np.random.Generator, sector: Whole, count: int, years: int
) -> tuple[Floats, Floats]:
    """Turnover (thousand kr.) and full-time equivalents without guidance.

    Growth carries over from year to year, so that those who grew before grow on: a pre-trend.
    """
    size = np.exp(random.normal(1.6, 1.0, count)) + 1.0
    per_employee = 900 + 250 * sector + random.normal(0, 120, count).clip(-300, 300)
    turnover, employees = np.empty((count, years)), np.empty((count, years))
    turnover[:, 0], employees[:, 0] = size * per_employee, size
    by_sector = random.normal(0.02, 0.02, (years, len(_SECTORS)))
    growth = random.normal(0.0, 0.08, count)
    for year in range(1, years):
        growth = 0.5 * growth + random.normal(0.0, 0.07, count)
        turnover[:, year] = turnover[:, year - 1] * np.exp(growth + by_sector[year, sector])
        hired = 0.6 * (growth + by_sector[year, sector]) + random.normal(0.0, 0.04, count)
        employees[:, year] = employees[:, year - 1] * np.exp(hired)
    return turnover, employees


def _selection(
    random: np.random.Generator,
    plan: RegisterPlan,
    years: Whole,
    turnover: Floats,
    sector: Whole,
    founded: Whole,
) -> tuple[Whole, Whole]:
    """Who is guided: segment (0 nobody, 1 growth, 2 operation) and the year guidance ended.

    The chance in a year rises with turnover and with growth in the year before.
    """
    count = len(sector)
    segment, ended = np.zeros(count, np.int64), np.zeros(count, np.int64)
    eligible = years[3:]
    yearly = plan.guided_share / len(eligible)
    for year in eligible.tolist():
        at = year - plan.first_year
        grown = np.log(turnover[:, at - 1] / turnover[:, at - 2])
        pull = 0.5 * (np.log(turnover[:, at - 1]) - 8.5) + 5.0 * grown - 0.01 * (year - founded)
        pull += 0.3 * (sector == 3)
        chance = yearly * np.exp(pull) / np.exp(pull).mean()
        drawn = (ended == 0) & (random.random(count) < chance.clip(0, 0.5))
        ended[drawn] = year
        segment[drawn] = np.where(random.random(int(drawn.sum())) < 0.6, 1, 2)
    return segment, ended


def _plant(
    plan: RegisterPlan,
    years: Whole,
    turnover: Floats,
    employees: Floats,
    segment: Whole,
    ended: Whole,
) -> None:
    """Adds the effect, half of it one year after guidance ended and all from the second on."""
    plain_turnover, plain_employees = turnover.copy(), employees.copy()
    for at, year in enumerate(years.tolist()):
        share = np.clip((year - ended) / _HORIZON, 0, 1) * (ended > 0)
        rows = np.flatnonzero((share > 0) & (ended > 0))
        base = ended[rows] - 1 - plan.first_year
        grow, operate = segment[rows] == 1, segment[rows] == 2
        base_turnover, base_employees = plain_turnover[rows, base], plain_employees[rows, base]
        effect = share[rows] / 100
        turnover[rows, at] += effect * plan.planted.turnover * base_turnover * grow
        employees[rows, at] += effect * plan.planted.employment * base_employees * grow
        per_employee = base_turnover / base_employees
        turnover[rows, at] += (
            effect * plan.planted.productivity * per_employee * plain_employees[rows, at] * operate
        )


def _attrition(
    random: np.random.Generator, turnover: Floats, years: Whole, ended: Whole
) -> npt.NDArray[np.int8]:
    """Status by year: 0 active, 1 exited, 2 merged; who is gone stays gone. Small ones go first.

    The guided are as likely to go as others of their size: attrition is not part of the effect.
    """
    status = np.zeros(turnover.shape, np.int8)
    for at in range(2, len(years)):
        alive = status[:, at - 1] == 0
        chance = 0.03 / (1 + turnover[:, 0] / 5000)
        draw = random.random(len(status))
        status[:, at] = np.where(alive, 0, status[:, at - 1])
        status[alive & (draw < chance), at] = 1
        status[alive & (draw > 0.997), at] = 2
    return status


def _rows(
    years: Whole,
    turnover: Floats,
    employees: Floats,
    status: npt.NDArray[np.int8],
    sector: Whole,
    founded: Whole,
    municipality: npt.NDArray[Any],
    region: npt.NDArray[Any],
) -> dict[str, npt.NDArray[Any]]:
    """A row for each company and year up to the one in which it goes."""
    first_gone = np.where((status > 0).any(axis=1), (status > 0).argmax(axis=1), len(years))
    held = np.arange(len(years))[None, :] <= first_gone[:, None]
    company, at = np.nonzero(held)
    gone = status[company, at] > 0
    people = employees[company, at]
    limits = np.array([limit for _, limit in _SIZES[:-1]], np.float64)
    size = np.searchsorted(limits, np.nan_to_num(people), side="right")
    return {
        "company": _FIRST_NUMBER + company.astype(np.int64),
        "year": years[at],
        "sector": np.array(_SECTORS, object)[sector[company]],
        "size_class": np.array([name for name, _ in _SIZES], object)[size],
        "municipality": municipality[company],
        "region": region[company],
        "founded": founded[company],
        "turnover": np.where(gone, np.nan, np.round(turnover[company, at], 1)),
        "full_time_equivalents": np.where(gone, np.nan, np.round(people, 2)),
        "status": np.array(["active", "exited", "merged"], object)[status[company, at]],
        "demo": np.ones(len(company), np.bool_),
    }


def _guided_rows(
    random: np.random.Generator, hub: Sequence[str], segment: Whole, ended: Whole
) -> tuple[Mapping[str, str | int], ...]:
    rows = np.flatnonzero(ended)
    day = random.integers(1, 29, len(rows)), random.integers(1, 13, len(rows))
    minutes = random.integers(5, 60, len(rows)) * 30
    theme = random.choice(len(_THEMES), len(rows), p=(0.3, 0.2, 0.2, 0.3))
    words = ("", "growth", "operation")
    return tuple(
        {
            "company": _FIRST_NUMBER + int(row),
            "hub": hub[int(row)],
            "segment": words[int(segment[row])],
            "type": words[int(segment[row])],
            "ended": f"{int(ended[row])}-{int(day[1][at]):02d}-{int(day[0][at]):02d}",
            "minutes": int(minutes[at]),
            "theme": _THEMES[int(theme[at])],
            "demo": "true",
        }
        for at, row in enumerate(rows)
    )


def write_register(made: MadeRegister, folder: Path) -> tuple[Path, Path, Path]:
    """Writes the register (Parquet), the guided companies (CSV) and the truth (JSON)."""
    folder.mkdir(parents=True, exist_ok=True)
    register, guided, truth = (
        folder / name
        for name in ("demo_register.parquet", "demo_vejledte.csv", "demo_sandhed.json")
    )
    with duckdb.connect() as engine:
        engine.register("made", dict(made.register))
        name = str(register).replace("'", "''")
        engine.execute(f"COPY (SELECT * FROM made) TO '{name}' (FORMAT parquet)")  # noqa: S608
    written = io.StringIO()
    table = csv.DictWriter(written, list(made.guided[0]) if made.guided else ["company"])
    table.writeheader()
    table.writerows(made.guided)
    guided.write_text(written.getvalue(), encoding="utf-8")
    told = {"demodata": True, **asdict(made.plan)}
    truth.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return register, guided, truth
