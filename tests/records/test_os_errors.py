"""The operating system's reasons, in our own words."""

import errno

import pytest

from samvirke.records.os_errors import reason_of


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "disken er fuld"),
        (errno.EROFS, "drevet kan kun læses"),
        (errno.ENOTDIR, "der ligger en fil, hvor der skulle være en mappe"),
        (errno.EISDIR, "der ligger en mappe, hvor der skulle være en fil"),
        (errno.EPERM, "du har ikke lov til at skrive der"),
        (errno.EMLINK, f"styresystemet melder fejl {errno.EMLINK} (OSError)"),
    ],
)
def test_a_reason_is_told_in_danish(number, told):
    assert reason_of(OSError(number, "English words")).da == told
