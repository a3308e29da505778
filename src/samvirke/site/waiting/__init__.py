"""What waits for someone in their role: the first thing on their start page.

``matters.py`` says which matter waits for whom and how it is told; ``finding.py`` looks it up, with
as many queries whatever the data hold.
"""

from samvirke.site.waiting.finding import waiting_for
from samvirke.site.waiting.matters import hides_some

__all__ = ["hides_some", "waiting_for"]
