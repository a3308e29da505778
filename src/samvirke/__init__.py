"""Samvirke: the system in which Danish municipalities cooperate.

Floors 0-2 (``figures``, ``records``, ``territory``, ``agreements``, ``schemes``) are a library
that knows neither the web nor a database: ``from samvirke.schemes import contract_check``.
"""

__version__ = "0.2.0.dev0"
