"""Editing a performance contract in a form; the file stays the file."""
