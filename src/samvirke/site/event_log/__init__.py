"""The page of the event log: what happened in one's organisation, as sentences.

The log itself knows ids alone; here, above the apps, their things have names and pages.
"""

from samvirke.site.event_log.views import events

__all__ = ["events"]
