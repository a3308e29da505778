"""The rules of counting in slow, plain Python, written from the rules and not from the queries.

A row is a mapping. Answers are put into boxes one by one; companies are sets of numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from tests.indicators.samples import Rows

from samvirke.indicators import Tally, Weights
from samvirke.records.schemas import FROZEN_TABLES

Record = Mapping[str, Any]
REASONS = (
    "opening_no",
    "opening_dont_know",
    "opening_unanswered",
    "founded_unknown",
    "early_warning",
    "no_segment",
)
ASKED_FIRST = {
    "RA21-M4a": "referral_received",
    "RA21-M4a printed": "referral_received",
    "RA21-M5b": "guided_because_of_crisis",
    "RA21-M6b": "green_guidance",
    "RA21-M6c": "knows_hub",
    "RA21-M8a": "digital_guidance",
    "RA24-M2b": "knows_hub",
    "RA24-M4a": "referral_received",
    "RA24-M6a": "sustainability_guidance",
}
QUESTION = {
    "RA21-M1a": "knows_hub",
    "RA21-M3a": "competence_satisfaction",
    "RA21-M3a printed": "satisfaction",
    "RA21-M3b": "recommend",
    "RA21-M4a": "referral_use",
    "RA21-M4a printed": "referral_use",
    "RA21-M5b": "crisis_effect",
    "RA21-M6b": "effect",
    "RA21-M6c": "believes_green_offer",
    "RA21-M7a": "effect",
    "RA21-M8a": "effect",
    "RA24-M2a": "knows_hub",
    "RA24-M2b": "knows_offers",
    "RA24-M3a": "recommend",
    "RA24-M4a": "referral_use",
}
AREAS = ("sustainability_environment", "sustainability_social", "sustainability_governance")
HITS = {
    "RA21-M4a": {"used", "expects_within_half_year"},
    "RA21-M4a printed": {"used"},
    "RA24-M4a": {"used"},
    "RA21-M3a": {"very_satisfied"},
    "RA21-M3a printed": {"very_satisfied"},
    "RA21-M5b": {"positive"},
    "RA21-M6b": {"to_a_high_degree"},
    "RA21-M7a": {"to_a_high_degree"},
    "RA21-M8a": {"to_a_high_degree"},
    "RA24-M6a": {"to_a_high_degree"},
    "RA21-M1a": {"yes"},
    "RA21-M6c": {"yes"},
    "RA24-M2a": {"yes"},
    "RA24-M2b": {"yes"},
}
NPS = {"RA21-M3b", "RA24-M3a"}
DONT_KNOW_OUT = {"RA21-M4a", "RA21-M4a printed", *NPS}
BY_SEGMENT = {"RA21-M3a", "RA21-M3a printed", *NPS}
SURVEYS = {"RA21-M1a", "RA21-M5b", "RA21-M6c", "RA24-M2a", "RA24-M2b"}
TYPES = {
    "growth": {"growth"},
    "operation": {"operation"},
    "short": {"short"},
    "early_warning": {"early_warning"},
    "growth_and_operation": {"growth", "operation"},
    "short_and_early_warning": {"short", "early_warning"},
    "guidance": {"growth", "operation", "short", "early_warning"},
}


class Oracle:
    """Counts by the rules; ``until`` is a day as ``yyyymmdd`` after which nothing is known."""

    def __init__(self, rows: Rows, *, until: int = 99999999) -> None:
        tables = {
            table.name: [
                dict(zip(table.column_names, one, strict=True)) for one in rows.get(table.name, ())
            ]
            for table in FROZEN_TABLES
        }
        self.engagements = [one for one in tables["engagements"] if one["started"] <= until]
        self.participations = [one for one in tables["participations"] if one["day"] <= until]
        self.evaluations = [
            one for one in tables["evaluations"] if one["answered"] // 1_000_000 <= until
        ]
        self.awareness = tables["awareness"]

    def count(self, name: str, year: int) -> dict[str, dict[str | None, Tally]]:
        """The tallies of the hubs of which anything was counted."""
        if name in SURVEYS:
            found = self._survey(name, year)
        elif name in QUESTION or name == "RA24-M6a":
            found = self._answers(name, year)
        else:
            found = self._registered(name, year)
        return {
            hub: by_segment
            for hub, by_segment in found.items()
            if any(
                one.base + one.dont_know + one.unanswered + len(one.excluded)
                or one.guided_year_before
                for one in by_segment.values()
            )
        }

    def _survey(self, name: str, year: int) -> dict[str, dict[str | None, Tally]]:
        rows = [one for one in self.awareness if one["survey_year"] == year]
        found = {}
        for hub, own in _by(rows, "hub").items():
            one = _tally([_box(name, row) for row in own])
            if own[0]["weight"] is not None:
                boxes = [(row["weight"], _box(name, row)) for row in own]
                inside = [(w, box) for w, box in boxes if box in ("hit", "miss", "dont_know")]
                weights = Weights(
                    base=sum(w for w, _ in inside),
                    counted=sum(w for w, box in inside if box == "hit"),
                    dont_know=sum(w for w, box in inside if box == "dont_know"),
                    squares=sum(w**2 for w, _ in inside),
                )
                one = Tally(one.base, one.counted, one.dont_know, one.unanswered, one.excluded,
                            weights=weights)  # fmt: skip
            found[hub] = {None: one}
        return found

    def _answers(self, name: str, year: int) -> dict[str, dict[str | None, Tally]]:
        cohort = year if name.startswith("RA24") else year - 1
        last: dict[tuple[str, str], Record] = {}
        for one in sorted(self.evaluations, key=lambda row: (row["answered"], row["answer"])):
            last[one["hub"], one["engagement"]] = one
        boxes: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
        for engagement in self.engagements:
            answer = last.get((engagement["hub"], engagement["engagement"]))
            if answer is not None and engagement["started"] // 10000 == cohort:
                part = engagement["segment"]
                if part == "operation" and self._warned(engagement, cohort):
                    part = "early_warning"
                boxes[engagement["hub"]][part].append(_box(name, answer))
        found: dict[str, dict[str | None, Tally]] = {}
        for hub, parts in boxes.items():
            if name in BY_SEGMENT:
                found[hub] = _segments(name, parts)
            else:
                every = [box for part in parts.values() for box in part]
                referred = self._referred(hub, cohort) if "M4a" in name else None
                found[hub] = {None: _tally(every, name=name, referred=referred)}
        return found

    def _warned(self, engagement: Record, cohort: int) -> bool:
        return any(
            other["type"] == "early_warning"
            and other["hub"] == engagement["hub"]
            and other["company"] == engagement["company"]
            and other["started"] // 10000 <= cohort
            for other in self.engagements
        )

    def _referred(self, hub: str, cohort: int) -> int:
        return len(
            {
                one["company"]
                for one in self.engagements
                if one["hub"] == hub
                and one["started"] // 10000 == cohort
                and one["referred_to"] is not None
            }
        )

    def _registered(self, name: str, year: int) -> dict[str, dict[str | None, Tally]]:
        engagements = _by(self.engagements, "hub")
        participations = _by(self.participations, "hub")
        found = {}
        for hub in {*engagements, *participations}:
            own = [one for one in engagements[hub] if one["started"] // 10000 == year]
            before = [one for one in engagements[hub] if one["started"] // 10000 == year - 1]
            parts = [one for one in participations[hub] if one["day"] // 10000 == year]
            found[hub] = {None: _of_hub(name, own, before, parts)}
        return found


def _of_hub(name: str, own: list[Record], before: list[Record], parts: list[Record]) -> Tally:
    companies = _companies(own)
    if name.endswith("_engagements"):
        types = TYPES[name.removesuffix("_engagements")]
        return Tally(len(own), sum(one["type"] in types for one in own))
    if name == "RA21-M1b":
        year_before = _companies(before)
        new = companies - year_before
        return Tally(len(companies), len(new), guided_year_before=len(year_before))
    if name == "RA24-M1a":
        young = {one["company"] for one in own if _under_three(one)}
        known = {one["company"] for one in own if one["company_founded"] is not None}
        unknown = len(companies - known)
        return Tally(
            len(companies), len(young), excluded=(("founded_unknown", unknown),) if unknown else ()
        )
    individual = _companies(one for one in own if one["form"] == "individual")
    collective = _companies([*(one for one in own if one["form"] == "collective"), *parts])
    if name == "individual_against_collective":
        return Tally(len(individual) + len(collective), len(individual))
    if name in ("companies_in_all", "individual_companies", "collective_companies"):
        everyone = companies | _companies(parts)
        hits = {"i": individual, "o": everyone, "c": collective}[
            "o" if name == "companies_in_all" else name[0]
        ]
        return Tally(len(everyone), len(hits))
    referred = [one for one in own if one["referred_to"] is not None]
    if name == "referred_share":
        hits = _companies(one for one in referred if one["form"] == "individual")
        return Tally(len(individual), len(hits))
    if name == "referred_companies":
        return Tally(len(companies), len(_companies(referred)))
    if name == "guided_companies":
        return Tally(len(companies), len(companies))
    types = TYPES[name.removesuffix("_companies")]
    return Tally(len(companies), len(_companies(one for one in own if one["type"] in types)))


def _under_three(engagement: Record) -> bool:
    """Whether the third birthday lies after the day the engagement began."""
    founded, started = engagement["company_founded"], engagement["started"]
    if founded is None:
        return False
    birthday = (founded // 10000 + 3, founded // 100 % 100, founded % 100)
    return (started // 10000, started // 100 % 100, started % 100) < birthday


def _box(name: str, answer: Record) -> str:
    """Which box an answer falls in."""
    opening = ASKED_FIRST.get(name)
    if opening is not None and answer[opening] != "yes":
        said = answer[opening]
        return "opening_unanswered" if said is None else f"opening_{said}"
    if name == "RA24-M6a":
        given = [answer[area] for area in AREAS if answer[area] is not None]
        if not given:
            return "unanswered"
        if "to_a_high_degree" in given:
            return "hit"
        return "dont_know" if set(given) == {"dont_know"} else "miss"
    said = answer[QUESTION[name]]
    if said is None:
        return "unanswered"
    if said == "dont_know":
        return "dont_know"
    if name in NPS:
        score = int(said)
        return "promoter" if score >= 9 else "detractor" if score <= 6 else "passive"
    return "hit" if said in HITS[name] else "miss"


def _segments(name: str, parts: Mapping[str | None, list[str]]) -> dict[str | None, Tally]:
    def inside(part: str | None) -> int:
        boxes = Counter(parts.get(part, ()))
        left_in = () if name in DONT_KNOW_OUT else ("dont_know",)
        return sum(boxes[box] for box in ("hit", "miss", "promoter", "passive", "detractor",
                                          *left_in))  # fmt: skip

    warned, without = inside("early_warning"), inside(None)
    growth, operation = parts.get("growth", []), parts.get("operation", [])
    early = {"early_warning": warned}
    return {
        "growth": _tally(growth, name=name),
        "operation": _tally(operation, name=name, held_out=early),
        None: _tally([*growth, *operation], name=name, held_out={**early, "no_segment": without}),
    }


def _tally(
    boxes: Iterable[str],
    *,
    name: str = "",
    held_out: Mapping[str, int] | None = None,
    referred: int | None = None,
) -> Tally:
    found = Counter(boxes)
    promoters = found["promoter"]
    dont_know_in = 0 if name in DONT_KNOW_OUT else found["dont_know"]
    reasons = {**found, **(held_out or {})}
    return Tally(
        base=found["hit"] + found["miss"] + promoters + found["passive"] + found["detractor"]
        + dont_know_in,
        counted=found["hit"] + promoters,
        dont_know=found["dont_know"],
        unanswered=found["unanswered"],
        excluded=tuple((why, reasons[why]) for why in REASONS if reasons.get(why)),
        promoters=promoters,
        detractors=found["detractor"],
        registered_referred=referred,
    )  # fmt: skip


def _companies(rows: Iterable[Record]) -> set[int]:
    return {one["company"] for one in rows}


def _by(rows: Iterable[Record], column: str) -> dict[Any, list[Record]]:
    groups: dict[Any, list[Record]] = defaultdict(list)
    for one in rows:
        groups[one[column]].append(one)
    return groups
