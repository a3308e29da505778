"""What whoever runs an installation does with it."""

from samvirke.apps.operations.domain.backing_up import Backup, back_up
from samvirke.apps.operations.domain.erasing import (
    close_account,
    erase_name,
    erase_person,
    known_user,
)
from samvirke.apps.operations.domain.health import Health, health
from samvirke.apps.operations.domain.person_export import export_person
from samvirke.apps.operations.domain.reading_accesses import read_accesses
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.operations.domain.restoring import restore
from samvirke.apps.operations.domain.retention import Due, due, erase_due

__all__ = [
    "Backup",
    "Due",
    "Health",
    "OperationRefused",
    "back_up",
    "close_account",
    "due",
    "erase_due",
    "erase_name",
    "erase_person",
    "export_person",
    "health",
    "known_user",
    "read_accesses",
    "restore",
]
