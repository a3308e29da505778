"""What may be published of a results statement: small numbers of answers are hidden.

The rules are written out in ``docs/disclosure.md``.
"""

from samvirke.schemes.results_statement.disclosure.release import released
from samvirke.schemes.results_statement.disclosure.shown import Shown, shown_in

__all__ = ["Shown", "released", "shown_in"]
