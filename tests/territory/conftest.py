"""The reference data that the tests of this folder ask."""

import pytest

from samvirke.territory import Territory, load_territory


@pytest.fixture(scope="session")
def territory() -> Territory:
    return load_territory()
