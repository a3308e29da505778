"""Small registers and lists as files."""

import csv

HEAD = (
    "company", "year", "sector", "size_class", "region", "founded", "turnover",
    "full_time_equivalents", "status",
)  # fmt: skip
YEARS = (2018, 2019, 2020, 2021)


def company(number, turnover, employees=10, *, sector="handel", years=YEARS, **other):
    """Rows of one company; amounts one for all years or one for each."""
    amounts = turnover if isinstance(turnover, (list, tuple)) else [turnover] * len(years)
    people = employees if isinstance(employees, (list, tuple)) else [employees] * len(years)
    return [
        {
            "company": number,
            "year": year,
            "sector": sector,
            "size_class": "5-9",
            "region": "Region Nordjylland",
            "founded": 2000,
            "turnover": amount,
            "full_time_equivalents": count,
            "status": "active",
        }
        | other
        for year, amount, count in zip(years, amounts, people, strict=True)
    ]


def write_csv(path, rows, head=HEAD):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, head, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return path


def write_guided(path, rows):
    head = ("company", "hub", "segment", "ended", "type", "minutes", "theme")
    return write_csv(path, rows, head)


def engagement(number, ended="2019-06-30", **other):
    row = {
        "company": number,
        "hub": "nordjylland",
        "segment": "growth",
        "ended": ended,
        "type": "growth",
        "minutes": 600,
        "theme": "eksport",
    }
    return row | other
