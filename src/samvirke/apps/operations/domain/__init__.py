"""What whoever runs an installation does with it."""

from samvirke.apps.operations.domain.backing_up import Backup, back_up
from samvirke.apps.operations.domain.health import Health, health
from samvirke.apps.operations.domain.person_export import export_person
from samvirke.apps.operations.domain.refusals import OperationRefused
from samvirke.apps.operations.domain.restoring import restore
from samvirke.apps.operations.domain.retention import Due, due, erase_due

__all__ = [
    "Backup",
    "Due",
    "Health",
    "OperationRefused",
    "back_up",
    "due",
    "erase_due",
    "export_person",
    "health",
    "restore",
]
