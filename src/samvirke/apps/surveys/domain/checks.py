"""Checks that no single row can answer: they hold staged or stored answers against the store."""

from collections.abc import Iterator
from dataclasses import dataclass

from samvirke.apps.guidance.models import Engagement
from samvirke.apps.sql import Rows, run, table_of
from samvirke.apps.surveys.models import AwarenessAnswer, Evaluation


@dataclass(frozen=True, slots=True)
class Orphan:
    """An evaluation whose engagement is not in the store, and the import that brought it."""

    engagement: str
    evaluation: str
    brought_by: int


def unknown_engagements(evaluations: Rows) -> Iterator[tuple[int, str]]:
    """Row and engagement of each staged evaluation whose engagement the store does not know."""
    found = evaluations.run(
        f"""
        SELECT s."row", s.engagement FROM {{staged}} s
        LEFT JOIN {table_of(Engagement)} e
        ON e.current AND e.hub = s.hub AND e.engagement = s.engagement
        WHERE e.id IS NULL ORDER BY s."row"
        """  # noqa: S608 - the table is Django's name
    )
    yield from found


def orphans(hub: str) -> list[Orphan]:
    """The hub's current evaluations without a current engagement: there must be none."""
    found = run(
        """
        SELECT v.engagement, v.answer, v.brought_by_id FROM {evaluations} v
        LEFT JOIN {engagements} e
        ON e.current AND e.hub = v.hub AND e.engagement = v.engagement
        WHERE v.current AND v.hub = %s AND e.id IS NULL ORDER BY v.engagement, v.answer
        """,
        [hub],
        evaluations=table_of(Evaluation),
        engagements=table_of(Engagement),
    )
    return [Orphan(*row) for row in found]


def orphans_if_withdrawn(engagements: Rows, *, hub: str, year: int) -> list[Orphan]:
    """The evaluations of the engagements that a full year's staged file would withdraw."""
    found = engagements.run(
        f"""
        SELECT v.engagement, v.answer, v.brought_by_id FROM {{table}} c
        JOIN {table_of(Evaluation)} v
        ON v.current AND v.hub = c.hub AND v.engagement = c.engagement
        LEFT JOIN {{staged}} s ON {{same_key}}
        WHERE c.current AND c.hub = %s AND s."row" IS NULL AND {{dated_by}} BETWEEN %s AND %s
        ORDER BY v.engagement, v.answer
        """,  # noqa: S608 - the table is Django's name
        [hub, *engagements.span(year)],
    )
    return [Orphan(*row) for row in found]


def mixed_weights(hub: str) -> list[int]:
    """The years of the hub's surveys with weights in some answers only: there must be none."""
    found = run(
        """
        SELECT survey_year FROM {awareness} WHERE current AND hub = %s
        GROUP BY survey_year HAVING COUNT(weight) NOT IN (0, COUNT(*)) ORDER BY survey_year
        """,
        [hub],
        awareness=table_of(AwarenessAnswer),
    )
    return [year for (year,) in found]


def mixed_weights_with(answers: Rows, *, hub: str, full_year: int | None) -> list[int]:
    """The same, once the staged answers are taken in and those of a full year withdrawn."""
    found = answers.run(
        """
        SELECT survey_year FROM (
            SELECT survey_year, weight FROM {staged}
            UNION ALL
            SELECT c.survey_year, c.weight FROM {table} c LEFT JOIN {staged} s ON {same_key}
            WHERE c.current AND c.hub = %s AND s."row" IS NULL AND c.survey_year <> %s
        ) answers
        GROUP BY survey_year HAVING COUNT(weight) NOT IN (0, COUNT(*)) ORDER BY survey_year
        """,
        [hub, 0 if full_year is None else full_year],
    )
    return [year for (year,) in found]
