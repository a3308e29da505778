"""Floor 1: matched control groups and difference-in-differences over a company register.

Only numpy and DuckDB; no database, no web, no network. Floats, since these are statistics: what is
published is rounded by name, and verdicts compare what is unrounded. ``docs/effects.md`` tells the
method.
"""
