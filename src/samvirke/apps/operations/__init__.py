"""Keeping an installation alive: backup, restore, health."""
