"""Made-up records, drawn once for all tests."""

import pytest

from samvirke.demo import demo_records


@pytest.fixture(scope="session")
def demo():
    """Hub and year → table → rows as dictionaries, 2020-2022."""
    return _by_hub_and_year(demo_records())


@pytest.fixture(scope="session")
def later_demo():
    """The same for 2024-2025."""
    return _by_hub_and_year(demo_records((2024, 2025)))


def _by_hub_and_year(records):
    from samvirke.records.schemas import TABLES

    return {
        (found.hub.id, found.year): {
            table.name: [
                dict(zip(table.column_names, row, strict=True)) for row in found.rows[table.name]
            ]
            for table in TABLES
        }
        for found in records
    }
