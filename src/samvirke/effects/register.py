"""The company register: one row per company and year, read into columns by company and year.

Amounts and full-time equivalents are floats, since statistics are made of them; no figure in kroner
is printed from here. Nothing is dropped in silence: what cannot be used is unknown, and counted.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from samvirke.effects.score import Floats
from samvirke.effects.tables import Table, Whole, open_table, refuse_unreadable
from samvirke.figures import Text, format_number

Codes = npt.NDArray[np.int16]
TRAITS = ("sector", "size_class", "region", "municipality")
STATUSES = ("active", "exited", "merged")
ABSENT, ACTIVE, EXITED, MERGED = -1, 0, 1, 2
_REQUIRED = ("company", "year", "sector", "turnover", "full_time_equivalents")
_OPTIONAL = ("size_class", "region", "municipality", "founded", "status", "value_added")
_MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """How many company-years or engagements were set aside, and why."""

    reason: Text
    count: int


@dataclass(frozen=True, slots=True)
class Register:
    """Companies in the order of their numbers, years without a gap.

    ``turnover``, ``employees`` (full-time equivalents) and ``value_added`` are companies × years,
    not a number where unknown. ``traits`` holds a code for each exact variable, -1 where unknown,
    and ``words`` what the codes stand for. ``founded`` is a year, not a number where unknown.
    ``status`` is ``ABSENT``, ``ACTIVE``, ``EXITED`` or ``MERGED``.
    """

    companies: Whole
    years: Whole
    turnover: Floats
    employees: Floats
    value_added: Floats
    traits: dict[str, Codes]
    words: dict[str, tuple[str, ...]]
    founded: Floats
    status: npt.NDArray[np.int8]
    rows: int
    remarks: tuple[Remark, ...]

    def column(self, year: int) -> int | None:
        """The place of ``year``, or ``None`` where the register does not hold it."""
        at = year - int(self.years[0])
        return at if 0 <= at < len(self.years) else None


def read_register(path: Path) -> Register:
    """The register in ``path``: Parquet or CSV with a row for each company and year.

    Raises ``InputError`` for a missing column, a cell that is no number or an absurdly large one, a
    company or year that is empty, a company-year that stands twice, an unknown status, a company
    founded after the register's last year, and years with a gap that all companies share.
    """
    with open_table(path, required=_REQUIRED, optional=_OPTIONAL) as table:
        refuse_unreadable(
            table,
            {
                "company": "BIGINT",
                "year": "SMALLINT",
                "turnover": "DOUBLE",
                "full_time_equivalents": "DOUBLE",
                "founded": "BIGINT",
                "value_added": "DOUBLE",
            },
        )
        _refuse_empty(table)
        return _read(table)


def _refuse_empty(table: Table) -> None:
    found = table.first(
        "SELECT count(*), count(*) FILTER (TRY_CAST(company AS BIGINT) IS NULL "
        "OR TRY_CAST(year AS SMALLINT) IS NULL) FROM t"
    )
    rows, without = (0, 0) if found is None else found
    if not rows:
        table.refuse(Text(da="Registret er tomt.", en="The register is empty."))
    if without:
        row = table.first(
            "SELECT company::VARCHAR, year::VARCHAR FROM t WHERE TRY_CAST(company AS BIGINT) "
            "IS NULL OR TRY_CAST(year AS SMALLINT) IS NULL LIMIT 1"
        )
        table.refuse(
            Text(
                da=f"Virksomhedens nummer eller år mangler; antal rækker: {without}. Udfyld dem, "
                "eller tag rækkerne ud.",
                en=f"The company's number or year is missing; rows: {without}. Fill them in, or "
                "take the rows out.",
            ),
            got=", ".join(str(one or "–") for one in row or ()),
        )


def _read(table: Table) -> Register:
    company = table.whole("SELECT CAST(company AS BIGINT) FROM t", missing=0)
    year = table.whole("SELECT CAST(year AS SMALLINT) FROM t", missing=0)
    companies, row = _numbered(company)
    years = _years(table, year)
    size = (len(companies), len(years))
    place = row * size[1] + (year - years[0])
    _refuse_double(table, place, company, year, size)
    _refuse_huge(table)
    remarks: list[Remark] = []
    turnover = _amounts(table, "turnover", place, size, remarks)
    employees = _amounts(table, "full_time_equivalents", place, size, remarks)
    traits, words = {}, {}
    for name in TRAITS:
        traits[name], words[name] = _codes(table, name, place, size)
    status = _status(table, place, size)
    gaps = _own_gaps(status)
    remarks += [Remark(_OWN_GAPS, gaps)] if gaps else []
    return Register(
        companies,
        years,
        turnover,
        employees,
        _value_added(table, place, size),
        traits,
        words,
        _founded(table, row, companies, int(years[-1])),
        status,
        len(company),
        tuple(remarks),
    )


def _numbered(company: Whole) -> tuple[Whole, Whole]:
    """The different numbers in order, and for each row which of them it is."""
    steps = np.diff(company)
    if (steps >= 0).all():  # Most registers come sorted; this saves the sorting.
        row = np.concatenate([[0], np.cumsum(steps > 0)]).astype(np.int64)
        return company[np.concatenate([[True], steps > 0])], row
    companies, row = np.unique(company, return_inverse=True)
    return companies, row.astype(np.int64)


def _years(table: Table, year: Whole) -> Whole:
    first, last = int(year.min()), int(year.max())
    if last - first >= _MOST_YEARS:
        table.refuse(
            Text(
                da=f"Registret spænder over mere end {_MOST_YEARS} år.",
                en=f"The register spans more than {_MOST_YEARS} years.",
            ),
            got=f"{first}–{last}",
        )
    years = np.arange(first, last + 1)
    held = np.bincount(year - first, minlength=len(years))
    if not held.all():
        gaps = ", ".join(str(one) for one in years[held == 0].tolist())
        table.refuse(
            Text(
                da=f"Registret mangler år midt i rækken: {gaps}. Vækst over et hul kan ikke "
                "regnes; hent de manglende år.",
                en=f"The register lacks years in the middle: {gaps}. Growth over a gap cannot be "
                "computed; fetch the missing years.",
            )
        )
    return years.astype(np.int64)


def _refuse_double(
    table: Table, place: Whole, company: Whole, year: Whole, size: tuple[int, int]
) -> None:
    held = np.bincount(place, minlength=size[0] * size[1])
    double = held[place] > 1
    if double.any():
        at = int(np.flatnonzero(double)[0])
        count = int((held > 1).sum())
        table.refuse(
            Text(
                da=f"{count} virksomhedsår står mere end én gang. Behold én række for hver "
                "virksomhed og hvert år.",
                en=f"{count} company-years stand more than once. Keep one row for each company "
                "and year.",
            ),
            got=f"{int(company[at])}, {int(year[at])}",
        )


_MOST = {"turnover": 10**15, "full_time_equivalents": 10**7, "value_added": 10**15}


def _refuse_huge(table: Table) -> None:
    """Raises ``InputError`` for an amount that no company can have, which would drown all others
    in a mean.
    """
    for name, most in _MOST.items():
        found = table.first(
            f"SELECT company, year, {name} FROM t "  # noqa: S608
            f"WHERE abs(TRY_CAST({name} AS DOUBLE)) > {most} LIMIT 1"
        )
        if found is not None:
            company, year, got = (str(one) for one in found)
            limit = [format_number(Fraction(most), language) for language in ("da", "en")]
            what = Text(
                da=f"»{name}« for virksomhed {company} i {year} er så stort, at det må være en "
                f"fejl (mere end {limit[0]}). Ret tallet, eller lad cellen være tom.",
                en=f"'{name}' of company {company} in {year} is so large that it must be an error "
                f"(more than {limit[1]}). Correct the number, or leave the cell empty.",
            )
            table.refuse(what, got=got)


def _own_gaps(status: npt.NDArray[np.int8]) -> int:
    """How many years companies lack between their own first and last year."""
    held = status != ABSENT
    span = (
        np.maximum.accumulate(held, axis=1) & np.maximum.accumulate(held[:, ::-1], axis=1)[:, ::-1]
    )
    return int((span & ~held).sum())


_OWN_GAPS = Text(
    da="virksomheden mangler selv år midt i rækken: regnet som ukendte",
    en="the company itself lacks years in the middle: taken as unknown",
)
_NEGATIVE = {
    "turnover": Text(
        da="negativ omsætning: regnet som ukendt", en="negative turnover: taken as unknown"
    ),
    "full_time_equivalents": Text(
        da="negativt antal årsværk: regnet som ukendt",
        en="negative full-time equivalents: taken as unknown",
    ),
}
_MISSING = {
    "turnover": Text(da="omsætning mangler", en="turnover is missing"),
    "full_time_equivalents": Text(da="årsværk mangler", en="full-time equivalents are missing"),
}
_NONE = Text(da="ingen årsværk (0)", en="no full-time equivalents (0)")


def _amounts(
    table: Table, name: str, place: Whole, size: tuple[int, int], remarks: list[Remark]
) -> Floats:
    values = table.floats(f'SELECT TRY_CAST("{name}" AS DOUBLE) FROM t')  # noqa: S608
    values[~np.isfinite(values)] = np.nan
    found = [
        (_MISSING[name], int(np.isnan(values).sum())),
        (_NEGATIVE[name], int((values < 0).sum())),
    ]
    if name == "full_time_equivalents":
        found.append((_NONE, int((values == 0).sum())))
    remarks.extend(Remark(reason, count) for reason, count in found if count)
    values[values < 0] = np.nan
    held = np.full(size[0] * size[1], np.nan)
    held[place] = values
    return held.reshape(size)


def _value_added(table: Table, place: Whole, size: tuple[int, int]) -> Floats:
    """Value added, which may be negative; unknown throughout where the register has no such
    column.
    """
    held = np.full(size[0] * size[1], np.nan)
    held[place] = table.floats("SELECT TRY_CAST(value_added AS DOUBLE) FROM t")
    return held.reshape(size)


def _codes(
    table: Table, name: str, place: Whole, size: tuple[int, int]
) -> tuple[Codes, tuple[str, ...]]:
    known = f"nullif(trim(\"{name}\"::VARCHAR), '')"
    query = f"SELECT DISTINCT {known} AS w FROM t WHERE {known} IS NOT NULL ORDER BY w"  # noqa: S608
    words = tuple(str(word) for word in table.fetch(query)["w"].tolist())
    held = np.full(size[0] * size[1], -1, np.int16)
    if words:
        table.engine.execute(
            f"CREATE TYPE {name}_words AS ENUM (SELECT unnest($words) AS w)", {"words": list(words)}
        )
        code = table.whole(
            f"SELECT enum_code(({known})::{name}_words) FROM t",  # noqa: S608
            missing=-1,
        )
        held[place] = code.astype(np.int16)
    return held.reshape(size), words


def _founded(table: Table, row: Whole, companies: Whole, last: int) -> Floats:
    """The year of founding: the earliest that any row states; a day is cut to its year."""
    stated = table.floats("SELECT TRY_CAST(founded AS BIGINT) FROM t")
    stated = np.where(stated >= 10_000_000, stated // 10_000, stated)
    founded = np.full(len(companies), np.inf)
    known = np.isfinite(stated)
    np.minimum.at(founded, row[known], stated[known])
    founded = np.where(np.isfinite(founded), founded, np.nan)
    later = np.flatnonzero(founded > last)
    if len(later):
        company, got = int(companies[later[0]]), f"{founded[later[0]]:.0f}"
        what = Text(
            da=f"»founded« for virksomhed {company} ligger efter registrets sidste år, {last}. "
            "Ret året, eller lad cellen være tom.",
            en=f"'founded' of company {company} lies after the register's last year, {last}. "
            "Correct the year, or leave the cell empty.",
        )
        table.refuse(what, got=got)
    return founded


def _status(table: Table, place: Whole, size: tuple[int, int]) -> npt.NDArray[np.int8]:
    cases = " ".join(f"WHEN '{word}' THEN {code}" for code, word in enumerate(STATUSES))
    held = "lower(trim(coalesce(status::VARCHAR, '')))"
    known = ", ".join(map(repr, STATUSES))
    query = f"SELECT CASE {held} WHEN '' THEN 0 {cases} ELSE 99 END FROM t"  # noqa: S608
    code = table.whole(query, missing=0)
    if (code == 99).any():
        found = table.first(
            f"SELECT company, year, status FROM t WHERE {held} NOT IN ('', {known}) LIMIT 1"  # noqa: S608
        )
        table.refuse(
            Text(
                da="»status« kendes ikke. Gyldigt: {}, eller tom.".format(", ".join(STATUSES)),
                en="'status' is not known. Valid: {}, or empty.".format(", ".join(STATUSES)),
            ),
            got=", ".join(str(one) for one in found) if found else None,
        )
    status = np.full(size[0] * size[1], ABSENT, np.int8)
    status[place] = code.astype(np.int8)
    return status.reshape(size)
