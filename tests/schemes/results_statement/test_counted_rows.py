"""The rows behind every figure of a statement recompute its counts, and what each holds out."""

from dataclasses import replace
from datetime import date

import pytest
from tests.schemes.results_statement import samples

from samvirke.agreements import agreement_path, load_agreement
from samvirke.figures import Derivation, Figure, Operation, counts, derive
from samvirke.indicators import open_snapshot
from samvirke.papers.statement_folder import Basis
from samvirke.schemes.contract_check import NORDJYLLAND_2021
from samvirke.schemes.results_statement.counted_rows import rows_behind

YEAR = 2021
AGREEMENT = load_agreement(agreement_path(YEAR))


def weighted():
    """The survey, in which every answer counts one and a half."""
    return [(*row[:-1], 1_500_000) for row in samples.survey()]


def listed(folder, *, cut_off=None, **tables):
    """Every figure of the statement with the rows behind it, and the line it is on."""
    snapshot = samples.snapshot(folder / "udtraek", **tables)
    basis = Basis(snapshot, agreement_path(YEAR), NORDJYLLAND_2021, None, ())
    order = basis.order(hub=samples.HUB, year=YEAR, cut_off=cut_off, demo=False)
    statement = basis.statement(order)
    with open_snapshot(snapshot) as engine:
        return [
            (
                line.id,
                figure,
                rows_behind(
                    engine,
                    figure,
                    line=line.id,
                    agreement=AGREEMENT,
                    hub=samples.HUB,
                    year=YEAR,
                    until=cut_off,
                ),
            )
            for line in statement.lines
            for item in line.measurements
            for figure in (item.value, *(beside.figure for beside in item.beside))
            if isinstance(figure, Figure)
        ]


@pytest.mark.parametrize(
    "told", [{}, {"awareness": weighted()}, {"cut_off": date(2021, 8, 31)}], ids=str
)
def test_every_count_is_recomputed_from_its_rows(tmp_path, told):
    found = listed(tmp_path, **told)
    assert len(found) > 20
    for _, figure, parts in found:
        assert [(part.count, part.value) for part in parts] == [
            (count, count.value) for count in counts(figure)
        ]
        assert [(held.reason, len(held.rows)) for part in parts for held in part.held_out] == [
            (item.reason, item.count) for count in counts(figure) for item in count.excluded
        ]


def test_the_sample_has_counts_that_hold_out_and_every_kind_of_row(tmp_path):
    found = listed(tmp_path)
    parts = [part for _, _, parts in found for part in parts]
    assert {part.key for part in parts} >= {
        ("hub", "company"),
        ("hub", "answer"),
        ("hub", "survey_year", "respondent"),
    }
    assert any(part.held_out for part in parts)


def test_a_figure_by_the_agreement_s_own_words_has_its_own_rows(tmp_path):
    """Sixteen are very satisfied with the adviser's competence, all twenty with the guidance."""
    both = [
        len(part.rows)
        for line, _, parts in listed(tmp_path)
        for part in parts
        if (line, part.count.query) == ("RA21-M3a", "very_satisfied/counted")
    ]
    assert both == [16, 16, 20]


def test_companies_that_were_registered_as_referred_are_listed(tmp_path):
    told = [
        samples.guided("r1", 50, 20200301, referred_to="Privat rådgiver"),
        samples.guided("r2", 50, 20200401, referred_to="Privat rådgiver"),
        samples.guided("r3", 51, 20200401),
        samples.guided("r4", 52, 20210401, referred_to="Privat rådgiver"),
    ]
    found = listed(tmp_path, engagements=[*samples.engagements(), *told])
    referred = [
        (part.key, part.rows)
        for _, _, parts in found
        for part in parts
        if part.count.query == "referral_use/registered_referred"
    ]
    assert referred == [(("hub", "company"), ((samples.HUB, samples.company(50)),))]


def test_a_count_of_no_tally_has_no_rows(tmp_path):
    line, figure, _ = listed(tmp_path)[0]
    count = replace(counts(figure)[0], query="geographic_spread/851")
    strange = derive(
        figure.name,
        count.unit,
        Derivation(count.rule, count.source, Operation.SUM, (count,)),
    )
    told = {"agreement": AGREEMENT, "hub": samples.HUB, "year": YEAR, "line": line}
    with (
        open_snapshot(tmp_path / "udtraek") as engine,
        pytest.raises(ValueError, match="no query of a tally"),
    ):
        rows_behind(engine, strange, **told)
