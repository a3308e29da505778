"""A small hand-counted record of Erhvervshus Nordjylland around 2021."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.indicators.samples import Row, awareness, engagement, evaluation, participation

from samvirke.records.snapshot import write_snapshot
from samvirke.schemes.results_statement import Assessments

HUB = "nordjylland"
AALBORG, MORSOE = 851, 773


def company(number: int) -> int:
    """A number with eight digits."""
    return 10_000_000 + number


def guided(id_: str, number: int, started: int, **values: Any) -> Row:
    """An engagement of the company with this number."""
    plain = {"municipality": AALBORG, "segment": None, "production_unit": 1_000_000_000 + number}
    return engagement(id_, hub=HUB, company=company(number), started=started, **{**plain, **values})


def engagements() -> list[Row]:
    """In 2020 ten growth and ten operation engagements of companies 1-20; in 2021 twelve companies,
    four of them guided the year before.
    """
    before = [
        guided(f"v{n}", n, 20200501, segment="growth", type="growth") for n in range(1, 11)
    ] + [guided(f"d{n}", n, 20200601, segment="operation", type="operation") for n in range(11, 21)]
    now = [
        guided(f"n{n}", n, 20210301, type="short", municipality=AALBORG if n % 2 else MORSOE)
        for n in (*range(17, 21), *range(101, 109))
    ]
    return before + now


def answers() -> list[Row]:
    """One answer to each engagement of 2020.

    Growth: 9 of 10 very satisfied, 8 promoters, 1 passive, 1 detractor. Operation: 7 of 10 very
    satisfied, 9 promoters and 1 detractor. 13 of all 20 expect an effect to a high degree. Six say
    they were referred: 2 used it, 1 expects to, 2 did not, 1 does not know. Four had digital
    guidance.
    """
    told = []
    for at in range(20):
        growth, n = at < 10, at % 10
        very = n < 9 if growth else n < 7
        score = ("9" if n < 8 else "8" if n < 9 else "6") if growth else ("10" if n < 9 else "0")
        values: dict[str, Any] = {
            "competence_satisfaction": "very_satisfied" if very else "satisfied",
            "satisfaction": "very_satisfied",
            "recommend": score,
            "effect": "to_a_high_degree" if at < 13 else "to_some_degree",
            "green_guidance": "no",
            "digital_guidance": "yes" if at < 4 else "no",
            "referral_received": "yes" if at < 6 else "no",
            "referral_use": _USE[at] if at < 6 else None,
        }
        name = f"v{n + 1}" if growth else f"d{n + 11}"
        told.append(evaluation(f"s{at}", name, hub=HUB, answered=20210115120000, **values))
    return told


_USE = ("used", "used", "expects_within_half_year", "not_used", "not_used", "dont_know")


def survey() -> list[Row]:
    """A hundred companies in 2021: 45 know the hub, 30 of these its green offer; ten were guided
    because of the crisis, eight of them with a positive effect.
    """
    return [
        awareness(
            f"k{n}",
            "yes" if n < 45 else "no",
            hub=HUB,
            believes_green_offer=("yes" if n < 30 else "no") if n < 45 else None,
            guided_because_of_crisis="yes" if n < 10 else "no",
            crisis_effect=("positive" if n < 8 else "none") if n < 10 else None,
        )
        for n in range(100)
    ]


def parts() -> list[Row]:
    """Two companies in a collective activity, one of them guided too."""
    values: dict[str, Any] = {"hub": HUB, "municipality": AALBORG}
    return [
        participation("p1", company=company(101), **values),
        participation("p2", company=company(500), **values),
    ]


def snapshot(folder: Path, **tables: Sequence[Row]) -> Path:
    """The record as a snapshot in ``folder``, with other rows for the tables that are named."""
    rows = {
        "engagements": engagements(),
        "participations": parts(),
        "evaluations": answers(),
        "awareness": survey(),
        **tables,
    }
    write_snapshot(folder, rows)
    return folder


def assessed() -> Assessments:
    told = {"author": "Demo Direktør", "date": "2022-03-01"}
    return Assessments.model_validate(
        {
            "schema": "samvirke.assessments/1",
            "hub": "Erhvervshus Nordjylland",
            "year": "2021",
            "deliveries": [
                {"point": "RA21-M5a", "done": "true", "evidence": "Notat", **told},
                {"point": "RA21-M6a", "done": "false", "evidence": "Udsat", **told},
            ],
            "processes": [
                {"goal": "9", "status": "carried_out", "text": "Alle fire gennemført", **told}
            ],
        }
    )
