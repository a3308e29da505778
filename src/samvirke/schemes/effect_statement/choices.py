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
        yield Choice("exits_all", _EXITS, changed, rematched=False)
    if main.outliers.rule == "winsorise":
        plain = main.outliers.model_copy(update={"rule": "none"})
        yield Choice("outliers_none", _NO_RULE, _changed(main, outliers=plain), rematched=False)
    stronger = main.outliers.model_copy(update={"rule": "winsorise", "percent": Fraction(5)})
    yield Choice("outliers_5", _FIVE, _changed(main, outliers=stronger), rematched=False)


def _with_other_pairs(main: EffectDefinition) -> Iterator[Choice]:
    base = "year_of_end" if main.base_year == "year_before_end" else "year_before_end"
    yield _pairs("base_year", _BASE[base], _changed(main, base_year=base))
    other = "last" if main.engagement == "first" else "first"
    yield _pairs("engagement", _ENGAGEMENT[other], _changed(main, engagement=other))
    if main.minimum_minutes < _HOURS * 60:
        changed = _changed(main, minimum_minutes=_HOURS * 60)
        label = Text(
            f"Kun forløb på mindst {_HOURS} timer", f"Engagements of {_HOURS} hours or more"
        )
        yield _pairs("hours", label, changed)
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
    if main.exact:
        words = main.exact[-1]
        label = Text(
            f"Uden {_EXACT[words].da} i cellerne", f"Without {_EXACT[words].en} in the cells"
        )
        yield _pairs("exact", label, _changed(main, exact=main.exact[:-1]))


_HOURS = 10


def _pairs(code: str, label: Text, definition: EffectDefinition) -> Choice:
    return Choice(code, label, definition, rematched=True)


_EXITS = Text(
    "Alle med, også ophørte (midtpunktsformlen)", "Everybody, also those gone (midpoint formula)"
)
_NO_RULE = Text("Ingen regel for ekstreme værdier", "No rule for outliers")
_FIVE = Text(
    "Ekstreme værdier trukket ind til 5 og 95 pct.", "Outliers pulled in to 5 and 95 per cent"
)
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
