"""Why a file without a problem in any row can still not be taken in."""

from samvirke.apps.guidance.models import Engagement
from samvirke.apps.imports.domain.staging import Staging
from samvirke.apps.sql import quoted
from samvirke.apps.surveys.domain import Orphan, mixed_weights_with, orphans_if_withdrawn
from samvirke.apps.surveys.models import AwarenessAnswer
from samvirke.figures import Text
from samvirke.records.imports import RowProblem
from samvirke.records.problems import shorten


def obstacles(staging: Staging, *, hub: str, full_year: int | None) -> tuple[Text, ...]:
    """What the store would hold that must not be, were the staged file taken in."""
    found: list[Text] = []
    if not staging.filled:
        return () if staging.tally.count else (_NO_ROWS,)
    if full_year is not None and not _has_rows_of(staging, full_year):
        return (_no_rows_of(full_year),)
    for rows in staging.filled:
        if rows.model is Engagement and full_year is not None:
            homeless = orphans_if_withdrawn(rows, hub=hub, year=full_year)
            if homeless:
                found.append(_homeless(full_year, homeless))
        if rows.model is AwarenessAnswer:
            years = mixed_weights_with(rows, hub=hub, full_year=full_year)
            found.extend(_mixed(year) for year in years)
    return tuple(found)


def _has_rows_of(staging: Staging, year: int) -> bool:
    """Whether any staged row is dated in ``year``."""
    return any(
        rows.run(
            f"SELECT COUNT(*) FROM {{staged}} s WHERE {dated_by} BETWEEN %s AND %s",  # noqa: S608
            rows.span(year),
        ).fetchone()[0]
        for rows in staging.filled
        for dated_by in (f"s.{quoted(rows.model.dated_by)}",)
    )


def _no_rows_of(year: int) -> Text:
    return Text(
        da=f"Filen skal rumme hele {year}, men har ikke én række fra det år. Alt fra {year} ville "
        "udgå af lageret. Kontrollér fil og år.",
        en=f"The file is to hold all of {year}, but has not one row of that year. Everything of "
        f"{year} would be withdrawn from the store. Check file and year.",
    )


def _homeless(year: int, homeless: list[Orphan]) -> Text:
    first = homeless[0]
    return Text(
        da=f"Filen skal rumme hele {year}, men mangler forløb, som {len(homeless)} evalueringer i "
        f"lageret handler om (fx forløb {first.engagement}, evaluering {first.evaluation} fra "
        f"import {first.brought_by}). Hent udtrækket igen med de forløb, eller få først "
        "evalueringerne rettet eller trukket tilbage.",
        en=f"The file is to hold all of {year}, but misses engagements that {len(homeless)} "
        f"evaluations in the store are about (such as engagement {first.engagement}, evaluation "
        f"{first.evaluation} of import {first.brought_by}). Export again with those engagements, "
        "or have the evaluations mended or reverted first.",
    )


def _mixed(year: int) -> Text:
    return Text(
        da=f"Undersøgelsen {year} ville have vægte i nogle svar og ikke i andre, når filen lægges "
        "til dem, der er i lageret. Giv alle svar en vægt eller ingen, i én fil med alle svar.",
        en=f"The survey of {year} would have weights in some answers and not in others, together "
        "with those in the store. Give every answer a weight or none, in one file of all answers.",
    )


_NO_ROWS = Text(
    da="Filen har en overskrift, men ingen rækker, så der er intet at læse ind. Kontrollér "
    "udtrækket, og prøv igen.",
    en="The file has a heading but no rows, so there is nothing to take in. Check the export and "
    "try again.",
)


def unknown_engagement(row: int, heading: str, engagement: str) -> RowProblem:
    """The problem of an evaluation whose engagement is not in the store."""
    return RowProblem(
        row,
        heading,
        Text(
            da="Forløbet er ikke i lageret, så evalueringen har intet at høre til.",
            en="The engagement is not in the store, so the evaluation has nothing to belong to.",
        ),
        Text(
            da="Indlæs først registreringerne med forløbet, eller ret forløbets nummer.",
            en="Import the registrations with the engagement first, or mend its number.",
        ),
        shorten(engagement),
    )
