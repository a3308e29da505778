"""Imports: what came in, from which file, and how it is taken back or frozen."""
