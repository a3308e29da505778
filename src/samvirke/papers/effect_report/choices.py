"""The annex on choices: every choice of every definition in words, and who made it."""

from collections.abc import Iterator
from fractions import Fraction

from samvirke.agreements import EffectDefinition, FrameworkAgreement, load_agreements
from samvirke.effects.growth import Growth
from samvirke.figures import Language, Text, format_number
from samvirke.papers.effect_report.model import Cell, TableBlock
from samvirke.papers.effect_report.tables.making import POINT, table
from samvirke.papers.effect_report.words import VARIABLES
from samvirke.schemes.effect_statement import EffectStatement, departures


def choices(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> TableBlock:
    """What is chosen, how the agreement's file writes it, and whether the agreement prints it."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for id_ in dict.fromkeys(point.point for point in statement.points):
            definition = agreement.measure_point(id_).effect
            if definition is not None:
                for row in _rows(definition, language):
                    yield (id_, *row)

    heading = (
        POINT,
        Text("Valg", "Choice"),
        Text("Værdi", "Value"),
        Text("I aftalens fil", "In the agreement's file"),
        Text("Kilde", "Source"),
    )
    caption = Text(
        "Definitionen, som den står i aftalens fil",
        "The definition as the agreement's file holds it",
    )
    return table(Text("Valg", "Choices"), caption, heading, rows(), language, shared=1)


def other_choices_words(
    statement: EffectStatement, agreement: FrameworkAgreement, language: Language
) -> str | None:
    """In which choices ``agreement``, which the statement was measured by, is another than the
    agreement as it is shipped; ``None`` where it is not.
    """
    shipped = next((item for item in load_agreements() if item.id == agreement.id), agreement)
    found = []
    for id_ in dict.fromkeys(point.point for point in statement.points):
        own, held = (one.measure_point(id_).effect for one in (agreement, shipped))
        if own is not None and held is not None:
            told = list(_departures(own, held, language))
            found += [f"{id_}: {'; '.join(told)}."] if told else []
    return " ".join((_OTHERWISE.in_language(language), *found)) if found else None


def _departures(own: EffectDefinition, held: EffectDefinition, language: Language) -> Iterator[str]:
    label = Text("aftalens fil", "the agreement's file").in_language(language)
    for name in departures(own, held):
        if name in _NAMES:
            ours, theirs = (_told(name, getattr(one, name), language) for one in (own, held))
            yield f"{_NAMES[name].in_language(language)} {ours} ({label}: {theirs})"


_OTHERWISE = Text(
    da="Målt med andre valg end dem, der står i aftalens fil.",
    en="Measured by other choices than those in the agreement's file.",
)


def _rows(definition: EffectDefinition, language: Language) -> Iterator[tuple[str, ...]]:
    for name, label in _NAMES.items():
        value = getattr(definition, name)
        if name == "productivity" and not value:
            continue
        printed = name not in definition.our_reading
        basis = definition.clause if printed else _OURS.in_language(language)
        told = _told(name, value, language)
        yield label.in_language(language), told, f"{name}: {_written(value)}", basis


def _told(name: str, value: object, language: Language) -> str:
    """A choice's value in words."""
    if isinstance(value, tuple):
        return ", ".join(_told(name, item, language) for item in value)
    if isinstance(value, bool):
        return _YES[value].in_language(language)
    if isinstance(value, int | Fraction):
        return format_number(Fraction(value), language)
    if isinstance(value, str):
        return _WORDS[value].in_language(language)
    fields = getattr(type(value), "model_fields", {})
    parts = ((field, getattr(value, field)) for field in fields if field != "clause")
    return ", ".join(
        f"{_NAMES_WITHIN[field].in_language(language)}: {_within(field, part, language)}"
        for field, part in parts
    )


def _within(field: str, value: object, language: Language) -> str:
    # A year and a seed are names, not amounts.
    return str(value) if field in ("from_year", "seed") else _told(field, value, language)


def _written(value: object) -> str:
    """A choice as the file writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(_written(item) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        return format_number(value, "en")
    fields = getattr(type(value), "model_fields", None)
    if fields is None:
        return str(value)
    parts = (f"{name}: {_written(getattr(value, name))}" for name in fields if name != "clause")
    return f"{{{', '.join(parts)}}}"


_OURS = Text("vores læsning", "our reading")
_YES = {True: Text("ja", "yes"), False: Text("nej", "no")}
_NAMES = {
    "growth": Text("Vækst", "Growth"),
    "base_year": Text("Basisår", "Base year"),
    "horizon_years": Text("År til målingen", "Years until measured"),
    "engagement": Text("Gengangere tæller ved", "Repeat clients count at"),
    "minimum_minutes": Text("Korteste forløb (minutter)", "Shortest engagement (minutes)"),
    "outliers": Text("Ekstreme værdier", "Outliers"),
    "exits": Text("Ophørte virksomheder", "Companies that are gone"),
    "controls": Text("Kontroller", "Controls"),
    "exact": Text("Celler: samme", "Cells: the same"),
    "score": Text("Score beregnet af", "Score computed from"),
    "distance": Text("Nærhed målt ved", "Nearness measured by"),
    "caliper": Text("Største afstand (caliper)", "Greatest distance (caliper)"),
    "ratio": Text("Kontroller pr. vejledt", "Controls for each guided"),
    "replacement": Text("Kontroller bruges igen", "Controls are used again"),
    "minimum_pairs": Text("Færreste par til en vurdering", "Fewest pairs for a verdict"),
    "productivity": Text("Produktivitet", "Productivity"),
    "disclosure": Text("Skjules", "Hidden"),
    "trials": Text("Prøver", "Trials"),
}
_NAMES_WITHIN = {
    "rule": Text("regel", "rule"),
    "percent": Text("pct. i hver ende", "per cent at each end"),
    "minimum": Text("under så mange virksomheder", "below so many companies"),
    "dominance_percent": Text(
        "eller én over så mange pct. af omsætningen",
        "or one above so many per cent of the turnover",
    ),
    "from_year": Text("fra", "from"),
    "proxy": Text("mål", "measure"),
    "seed": Text("startværdi", "seed"),
    "placebos": Text("placeboer", "placebos"),
    "bootstraps": Text("bootstraps", "bootstraps"),
}
_WORDS = {
    **{formula.value: formula.label for formula in Growth},
    **VARIABLES,
    "year_before_end": Text("året før vejledningen sluttede", "the year before guidance ended"),
    "year_of_end": Text("året, hvor vejledningen sluttede", "the year guidance ended"),
    "first": Text("første forløb", "the first engagement"),
    "last": Text("seneste forløb", "the last engagement"),
    "none": Text("ingen", "none"),
    "winsorise": Text("trækkes ind", "pulled in"),
    "survivors": Text("udgår", "left out"),
    "all_with_midpoint": Text("med (midtpunktsformlen)", "counted (midpoint formula)"),
    "never_guided": Text("aldrig vejledte", "the never guided"),
    "not_yet_guided": Text(
        "ikke vejledt til og med opgørelsesåret", "not guided up to the statement year"
    ),
    "sector": Text("branche", "sector"),
    "size_class": Text("størrelse", "size class"),
    "region": Text("region", "region"),
    "municipality": Text("kommune", "municipality"),
    "mahalanobis": Text("Mahalanobis-afstand", "Mahalanobis distance"),
    "turnover_per_full_time_equivalent": Text(
        "omsætning pr. årsværk", "turnover per full-time equivalent"
    ),
    "value_added_per_full_time_equivalent": Text(
        "værditilvækst pr. årsværk", "value added per full-time equivalent"
    ),
}
