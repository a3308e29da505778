"""The other choices that the agreement leaves open, each computed beside the one that decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from samvirke.agreements import EffectDefinition
from samvirke.effects.growth import Growth
from samvirke.figures import Text, format_number


@dataclass(frozen=True, slots=True)
class Choice:
    """Another definition; ``rematched`` where its pairs differ from the main ones."""

    code: str
    label: Text
    definition: EffectDefinition
    rematched: bool


def other_choices(main: EffectDefinition) -> Iterator[Choice]:
    """Every definition that differs from ``main`` in one choice."""
    yield from _on_same_pairs(main)
    yield from _with_other_pairs(main)


def _changed(main: EffectDefinition, **changes: object) -> EffectDefinition:
    return main.model_copy(update=changes)


def _on_same_pairs(main: EffectDefinition) -> Iterator[Choice]:
    for formula in Growth:
        if formula.value != main.growth:
            changed = _changed(main, growth=formula.value, exits="survivors")
            label = Text(f"Vækst som {formula.label.da}", f"Growth as {formula.label.en}")
            yield Choice(f"growth_{formula.value}", label, changed, rematched=False)
    if main.exits == "survivors":
        changed = _changed(main, growth="midpoint", exits="all_with_midpoint")
        yield Choice("exits_all", _EVERYBODY, changed, rematched=False)
    else:
        changed = _changed(main, exits="survivors")
        yield Choice("exits_survivors", _SURVIVORS, changed, rematched=False)
    yield from _outliers(main)


def _outliers(main: EffectDefinition) -> Iterator[Choice]:
    is_plain = main.outliers.rule == "none"
    if not is_plain:
        plain = main.outliers.model_copy(update={"rule": "none"})
        yield Choice("outliers_none", _NO_RULE, _changed(main, outliers=plain), rematched=False)
    for percent in (1, 5):
        if is_plain or main.outliers.percent != percent:
            pulled = {"rule": "winsorise", "percent": Fraction(percent)}
            changed = _changed(main, outliers=main.outliers.model_copy(update=pulled))
            label = Text(
                f"Ekstreme værdier trukket ind til {percent} og {100 - percent} pct.",
                f"Outliers pulled in to {percent} and {100 - percent} per cent",
            )
            yield Choice(f"outliers_{percent}", label, changed, rematched=False)


def _with_other_pairs(main: EffectDefinition) -> Iterator[Choice]:
    base = "year_of_end" if main.base_year == "year_before_end" else "year_before_end"
    yield _pairs("base_year", _BASE[base], _changed(main, base_year=base))
    other = "last" if main.engagement == "first" else "first"
    yield _pairs("engagement", _ENGAGEMENT[other], _changed(main, engagement=other))
    if main.minimum_minutes < _HOURS * 60:
        yield _pairs("hours", _LONG, _changed(main, minimum_minutes=_HOURS * 60))
    else:
        yield _pairs("hours", _ANY_LENGTH, _changed(main, minimum_minutes=0))
    pool = "not_yet_guided" if main.controls == "never_guided" else "never_guided"
    yield _pairs("controls", _CONTROLS[pool], _changed(main, controls=pool))
    yield _pairs(
        "replacement",
        _REPLACEMENT[not main.replacement],
        _changed(main, replacement=not main.replacement),
    )
    ratio = 3 if main.ratio == 1 else 1
    label = Text(f"{ratio} kontrol(ler) for hver vejledt", f"{ratio} control(s) for each guided")
    yield _pairs("ratio", label, _changed(main, ratio=ratio))
    half = main.caliper / 2
    label = Text(
        f"Snævrere grænse (caliper {format_number(half, 'da')})",
        f"Narrower caliper ({format_number(half, 'en')})",
    )
    yield _pairs("caliper", label, _changed(main, caliper=half))
    distance = "mahalanobis" if main.distance == "score" else "score"
    yield _pairs("distance", _DISTANCE[distance], _changed(main, distance=distance))
    if _JOBS in main.score:
        score = tuple(name for name in main.score if name != _JOBS)
        if score:
            yield _pairs("score", _WITHOUT_JOBS, _changed(main, score=score))
    else:
        yield _pairs("score", _WITH_JOBS, _changed(main, score=(*main.score, _JOBS)))
    if main.exact:
        words = main.exact[-1]
        label = Text(
            f"Uden {_EXACT[words].da} i cellerne", f"Without {_EXACT[words].en} in the cells"
        )
        yield _pairs("exact", label, _changed(main, exact=main.exact[:-1]))


_HOURS = 10
_JOBS = "employment_growth_before"


def _pairs(code: str, label: Text, definition: EffectDefinition) -> Choice:
    return Choice(code, label, definition, rematched=True)


_EVERYBODY = Text(
    "Alle med, også ophørte (midtpunktsformlen)", "Everybody, also those gone (midpoint formula)"
)
_SURVIVORS = Text("Kun dem, der stadig er der", "Only those still there")
_LONG = Text(f"Kun forløb på mindst {_HOURS} timer", f"Engagements of {_HOURS} hours or more")
_ANY_LENGTH = Text("Forløb af enhver længde", "Engagements of any length")
_WITH_JOBS = Text("Jobvækst året før også i scoren", "Job growth the year before in the score too")
_WITHOUT_JOBS = Text(
    "Jobvækst året før ikke i scoren", "Job growth the year before not in the score"
)
_CONTROLS = {
    "not_yet_guided": Text(
        "Kontroller også fra dem, der først vejledes efter opgørelsesåret",
        "Controls also from those guided only after the statement year",
    ),
    "never_guided": Text("Kun aldrig vejledte er kontroller", "Only the never guided are controls"),
}
_NO_RULE = Text("Ingen regel for ekstreme værdier", "No rule for outliers")
_BASE = {
    "year_of_end": Text(
        "Basisår: året, hvor vejledningen sluttede", "Base year: the year guidance ended"
    ),
    "year_before_end": Text(
        "Basisår: året før vejledningen sluttede", "Base year: the year before guidance ended"
    ),
}
_ENGAGEMENT = {
    "last": Text(
        "Gengangere tæller ved deres seneste forløb",
        "Repeat clients count at their last engagement",
    ),
    "first": Text(
        "Gengangere tæller ved deres første forløb",
        "Repeat clients count at their first engagement",
    ),
}
_REPLACEMENT = {
    True: Text("Kontroller kan bruges flere gange", "Controls may be used several times"),
    False: Text("Hver kontrol bruges én gang", "Each control is used once"),
}
_DISTANCE = {
    "mahalanobis": Text("Nærhed som Mahalanobis-afstand", "Nearness as Mahalanobis distance"),
    "score": Text("Nærhed på scoren", "Nearness in the score"),
}
_EXACT = {
    "sector": Text("branche", "sector"),
    "size_class": Text("størrelse", "size class"),
    "region": Text("region", "region"),
    "municipality": Text("kommune", "municipality"),
}
