"""Floor 2: the concrete rules of the cooperation, one short module each, every one with its clause.

Runs without a database or the web: ``from samvirke.schemes import contract_check`` is a supported
use.
"""
