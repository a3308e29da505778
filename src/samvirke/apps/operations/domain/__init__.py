"""What whoever runs an installation does with it."""

from samvirke.apps.operations.domain.backing_up import Backup, back_up
from samvirke.apps.operations.domain.backup_file import BackupRefused
from samvirke.apps.operations.domain.restoring import restore

__all__ = ["Backup", "BackupRefused", "back_up", "restore"]
