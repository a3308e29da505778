"""Makes the backup that a release leaves behind, from which every later one must be able to go on.

Run it when a release is cut, with the release's own code, on a made-up store:

    SAMVIRKE_DATA=data .venv/bin/python -m tests.apps.operations.release_backup lager.sqlite3 \
        tests/data/releases/0.2.0.zip
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from samvirke.apps.database import address_of
from samvirke.apps.store import open_store

HUB = "nordjylland"
NOW = datetime(2022, 7, 1, 12, 0, tzinfo=UTC)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def make(store: Path, backup: Path) -> None:
    """Two versions of an engagement, a waiting file, a contract, a statement that the council has
    taken note of, and two people with a second factor.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "samvirke.site.settings"
    open_store(address_of(store))
    from allauth.mfa.models import Authenticator
    from tests.apps.contracts import folders
    from tests.site import record_objects
    from tests.site.people import person

    from samvirke.apps.accounts.domain import Role
    from samvirke.apps.contracts.domain import save_contract
    from samvirke.apps.operations.domain import back_up

    person(Role.CONTROLLER, f"hub:{HUB}")
    director = person(Role.HUB_DIRECTOR, f"hub:{HUB}")
    Authenticator.objects.filter(user=director).update(data={"secret": TOTP_SECRET})
    with tempfile.TemporaryDirectory() as folder:
        folders.stored(Path(folder), hub=HUB, year=2021, far=3)
    record_objects.taken(HUB, "F1", minutes=1)
    record_objects.taken(HUB, "F1", minutes=2)
    record_objects.taken(HUB, "F2")
    record_objects.brought()
    save_contract(folders.contract_of(HUB), by=director, at=NOW)
    back_up(backup, on_behalf_of="Demo", at=NOW)


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
