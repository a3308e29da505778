"""The indicators as a fluent user of pandas counts them: the peer of ``indicators.py``.

Categories for codes, one integer key per company and hub, only the columns that are needed, and
one grouping for all conditions on the same rows.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet  # noqa: F401  (pandas reads Parquet by it; loaded before the time is taken)

from samvirke.records import schemas

_COMPANY = 10**8
_HIGH = ("to_a_high_degree",)
_REASONS = ("opening_no", "opening_dont_know", "opening_unanswered")
Parts = dict[str, Any]


def counts(folder: Path, year: int) -> dict[str, Any]:
    """All counts of a statement for ``year``, in the form of ``indicators.by_samvirke``."""
    counting = _Counting(folder, year)
    counting.companies()
    counting.guidance()
    counting.spread()
    counting.evaluations()
    counting.survey()
    return counting.found


class _Counting:
    def __init__(self, folder: Path, year: int) -> None:
        self.folder, self.year = folder, year
        self.found: dict[str, Any] = {}
        columns = ("engagement", "company", "company_founded", "municipality", "started")
        engagements = self._read(
            "engagements",
            (*columns, "referred_to"),
            ("hub", "segment", "type", "form"),
            [("started", "<=", year * 10000 + 1231)],
        )
        engagements["referred"] = engagements.pop("referred_to").notna()
        self.hubs = engagements["hub"].cat.categories
        self.engagements = self._keyed(engagements)
        day = [("day", ">=", year * 10000 + 101), ("day", "<=", year * 10000 + 1231)]
        columns = ("company", "municipality", "day")
        self.participations = self._keyed(self._read("participations", columns, ("hub",), day))
        self.cohort = self.engagements[self.engagements["started"] >= year * 10000]

    def _read(
        self, table: str, columns: Sequence[str], codes: Sequence[str], filters: Any = None
    ) -> Any:
        path = self.folder / f"{table}.parquet"
        frame = pd.read_parquet(path, columns=[*columns, *codes], filters=filters)
        return frame.astype(dict.fromkeys(codes, "category"))

    def _keyed(self, frame: Any) -> Any:
        """With one integer for hub and company."""
        hub = frame["hub"].cat.set_categories(self.hubs).cat.codes.astype("int64")
        return frame.assign(place=hub, key=hub * _COMPANY + frame["company"])

    def _put(self, name: str, hub: str, part: str, excluded: Any = (), **values: Any) -> None:
        numbers = ("base", "counted", "dont_know", "unanswered")
        self.found.setdefault(name, {}).setdefault(hub, {})[part] = [
            *(int(values.get(one, 0)) for one in numbers),
            sorted([why, int(count)] for why, count in dict(excluded).items() if count),
            int(values.get("promoters", 0)),
            int(values.get("detractors", 0)),
            values.get("weights"),
            values.get("guided_year_before"),
            values.get("registered_referred"),
        ]

    def companies(self) -> None:
        """Companies, new and young ones, by type and form, and those referred."""
        first = self.year * 10000 + 101
        recent = self.engagements[self.engagements["started"] >= first - 10000]
        now, founded = recent["started"] >= first, recent["company_founded"]
        individual = now & (recent["form"] == "individual")
        kinds = {kind: now & (recent["type"] == kind) for kind in schemas.ENGAGEMENT_TYPES}
        flags = {
            "guided": now,
            "before": ~now,
            "young": now & (recent["started"] - founded < 30000),
            "founded": now & founded.notna(),
            "individual": individual,
            "collective": now & (recent["form"] == "collective"),
            "referred": now & recent["referred"],
            "individual_referred": individual & recent["referred"],
            **kinds,
        }
        each = pd.DataFrame(flags).groupby(recent["key"], sort=False).any()
        taking = self.participations["key"].unique()
        each = each.reindex(each.index.union(taking), fill_value=False)
        each["collective"] |= each.index.isin(taking)
        each["contacts"] = each["individual"] | each["collective"]
        each["new"] = each["guided"] & ~each["before"]
        each["founded_unknown"] = each["guided"] & ~each["founded"]
        for code, row in each.groupby(each.index // _COMPANY).sum().iterrows():
            self._put_companies(self.hubs[code], row)

    def _put_companies(self, hub: str, row: Any) -> None:
        guided, contacts = row["guided"], row["contacts"]
        before = int(row["before"])
        unknown = {"founded_unknown": row["founded_unknown"]}
        self._put(
            "RA21-M1b", hub, "all", base=guided, counted=row["new"], guided_year_before=before
        )
        self._put("RA24-M1a", hub, "all", unknown, base=guided, counted=row["young"])
        for name in ("guided", "referred", *schemas.ENGAGEMENT_TYPES):
            self._put(f"{name}_companies", hub, "all", base=guided, counted=row[name])
        self._put("companies_in_all", hub, "all", base=contacts, counted=contacts)
        for name in ("individual", "collective"):
            self._put(f"{name}_companies", hub, "all", base=contacts, counted=row[name])
        individual = row["individual"]
        both = individual + row["collective"]
        self._put("individual_against_collective", hub, "all", base=both, counted=individual)
        hits = row["individual_referred"]
        self._put("referred_share", hub, "all", base=individual, counted=hits)

    def guidance(self) -> None:
        """Engagements by type."""
        types = self.cohort.groupby(["hub", "type"], observed=True).size().unstack(fill_value=0)
        for hub, row in types.iterrows():
            total = row.sum()
            self._put("guidance_engagements", hub, "all", base=total, counted=total)
            for name in schemas.ENGAGEMENT_TYPES:
                self._put(f"{name}_engagements", hub, "all", base=total, counted=row[name])
            for one, other in (("growth", "operation"), ("short", "early_warning")):
                name, both = f"{one}_and_{other}_engagements", row[one] + row[other]
                self._put(name, hub, "all", base=total, counted=both)

    def spread(self) -> None:
        """Guidance by municipality; 0 for none."""
        frames = (self.cohort, self.participations)
        places = pd.concat([frame[["place", "municipality"]].fillna(0) for frame in frames])
        self.found["spread"] = {hub: [] for hub in self.hubs}
        for (code, place), count in places.groupby(["place", "municipality"]).size().items():
            self.found["spread"][self.hubs[code]].append([int(place), int(count)])

    def evaluations(self) -> None:
        """What is asked in the user evaluation, by both agreements' cohorts."""
        asked = [one.name for one in schemas.EVALUATIONS.columns if one.codes]
        answers = self._read("evaluations", ("engagement", "answer", "answered"), ("hub", *asked))
        before, now = self._last(answers, self.year - 1), self._last(answers, self.year)
        very = ("very_satisfied",)
        self._segments("RA21-M3a", before, _parts(before, "competence_satisfaction", very))
        self._segments("RA21-M3a printed", before, _parts(before, "satisfaction", very))
        self._segments("RA21-M3b", before, _score(before))
        self._segments("RA24-M3a", now, _score(now))
        referrals = (
            ("RA21-M4a", before, ("used", "expects_within_half_year"), False),
            ("RA21-M4a printed", before, ("used",), False),
            ("RA24-M4a", now, ("used",), True),
        )
        for name, frame, hits, unsure_in in referrals:
            parts = _parts(frame, "referral_use", hits, "referral_received", unsure_in=unsure_in)
            referred = self._referred(self.year - (frame is before))
            self._pooled(name, frame, parts, {"registered_referred": referred})
        self._pooled("RA21-M6b", before, _parts(before, "effect", _HIGH, "green_guidance"))
        self._pooled("RA21-M7a", before, _parts(before, "effect", _HIGH))
        self._pooled("RA21-M8a", before, _parts(before, "effect", _HIGH, "digital_guidance"))
        self._pooled("RA24-M6a", now, _any_area(now))

    def _last(self, answers: Any, year: int) -> Any:
        """The last answer about each engagement of a year, with the part that it counts in."""
        held, last = self.engagements, year * 10000 + 1231
        cohort = held[held["started"].between(year * 10000 + 101, last)]
        early = (held["type"] == "early_warning") & (held["started"] <= last)
        keys = ["hub", "engagement"]
        found = answers.merge(cohort[[*keys, "key", "segment"]], on=keys)
        found = found.sort_values(["answered", "answer"]).drop_duplicates(keys, keep="last")
        part = found["segment"].cat.add_categories(["early_warning", "none"]).fillna("none")
        warned = (part == "operation") & found["key"].isin(held.loc[early, "key"].unique())
        return found.assign(part=part.mask(warned, "early_warning"))

    def _referred(self, year: int) -> dict[str, int]:
        held = self.engagements
        rows = held[held["referred"] & (held["started"] // 10000 == year)]
        return dict(rows.groupby("hub", observed=False)["company"].nunique())

    def _pooled(
        self, name: str, frame: Any, parts: Parts, more: Mapping[str, Mapping[str, Any]] = {}
    ) -> None:
        for hub, row in pd.DataFrame(parts).groupby(frame["hub"], observed=True).sum().iterrows():
            extra = {key: value[hub] for key, value in more.items()}
            extra = {key: int(v) if key == "registered_referred" else v for key, v in extra.items()}
            excluded = {why: row[why] for why in _REASONS if why in row}
            self._put(name, hub, "all", excluded, **row, **extra)

    def _segments(self, name: str, frame: Any, parts: Parts) -> None:
        sums = pd.DataFrame(parts).groupby([frame["hub"], frame["part"]], observed=False).sum()
        for hub in self.hubs:
            of = sums.loc[hub]
            early = {"early_warning": of.loc["early_warning", "base"]}
            without = {"no_segment": of.loc["none", "base"]}
            self._put(name, hub, "growth", **of.loc["growth"])
            self._put(name, hub, "operation", early, **of.loc["operation"])
            both = of.loc["growth"] + of.loc["operation"]
            self._put(name, hub, "all", early | without, **both)

    def survey(self) -> None:
        """What is asked in the awareness survey, in weights where it has them."""
        asked = [one.name for one in schemas.AWARENESS.columns if one.codes]
        year = [("survey_year", "==", self.year)]
        frame = self._read("awareness", ("weight",), ("hub", *asked), year)
        for name, question, hit, opening in (
            ("RA21-M1a", "knows_hub", "yes", None),
            ("RA21-M5b", "crisis_effect", "positive", "guided_because_of_crisis"),
            ("RA21-M6c", "believes_green_offer", "yes", "knows_hub"),
            ("RA24-M2a", "knows_hub", "yes", None),
            ("RA24-M2b", "knows_offers", "yes", "knows_hub"),
        ):
            parts = _parts(frame, question, (hit,), opening)
            inside = frame[parts["base"] & frame["weight"].notna()]
            weight = inside["weight"].astype("int64")
            sums = pd.DataFrame({"weights": weight, "squares": weight**2})
            by_hub = sums.groupby(inside["hub"], observed=True).sum()
            weights = {hub: [int(number) for number in row] for hub, row in by_hub.iterrows()}
            self._pooled(name, frame, parts, {"weights": {h: weights.get(h) for h in self.hubs}})


def _parts(
    frame: Any,
    question: str,
    hits: Sequence[str],
    opening: str | None = None,
    *,
    unsure_in: bool = True,
) -> Parts:
    """Which rows are in each part of an answer's tally."""
    answered, unsure = frame[question].notna(), frame[question] == "dont_know"
    base = answered if unsure_in else answered & ~unsure
    counted = frame[question].isin(hits)
    parts = {"base": base, "counted": counted, "dont_know": unsure, "unanswered": ~answered}
    return parts if opening is None else _opened(frame, opening, parts)


def _opened(frame: Any, opening: str, parts: Parts) -> Parts:
    said = frame[opening]
    out = {
        "opening_no": said == "no",
        "opening_dont_know": said == "dont_know",
        "opening_unanswered": said.isna(),
    }
    return {name: rows & (said == "yes") for name, rows in parts.items()} | out


def _score(frame: Any) -> Parts:
    parts = _parts(frame, "recommend", ("9", "10"), unsure_in=False)
    low = frame["recommend"].isin([str(number) for number in range(7)])
    return parts | {"promoters": parts["counted"], "detractors": low}


def _any_area(frame: Any) -> Parts:
    areas = frame[[f"sustainability_{name}" for name in ("environment", "social", "governance")]]
    given = areas.notna().any(axis=1)
    parts = {
        "base": given,
        "counted": (areas == "to_a_high_degree").any(axis=1),
        "dont_know": given & (areas.isna() | (areas == "dont_know")).all(axis=1),
        "unanswered": ~given,
    }
    return _opened(frame, "sustainability_guidance", parts)
