"""What all tests share: in CI only tests that read the annex bundles may be skipped."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The site as it runs outside the demo: HTTPS ended by a proxy, a second factor needed.
os.environ.setdefault(
    "SAMVIRKE_SECRET_KEY", "a key for tests alone, fifty letters long at the least!"
)
os.environ.setdefault(
    "SAMVIRKE_ENCRYPTION_KEYS", "another key for tests alone and fifty letters long at the least"
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samvirke.site.settings")
os.environ.setdefault("SAMVIRKE_HOSTS", "localhost")
# Playwright keeps an event loop open in the process; tests use the database in one thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("SAMVIRKE_BEHIND_PROXY", "1")
os.environ.setdefault("SAMVIRKE_LOGINS", str(Path(__file__).parent / "site" / "logins.yaml"))

# A slow machine is no failure: property tests have no time limit.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

MAY_SKIP_IN_CI = "needs the annex bundles"


def pytest_terminal_summary(terminalreporter):
    for report in _forbidden(terminalreporter):
        terminalreporter.write_line(f"skipped in CI: {report.nodeid}: {report.longrepr[-1]}")


def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    # Where tests run in several processes, the one that gathers their reports decides.
    if reporter and os.environ.get("CI") == "true" and exitstatus == 0 and _forbidden(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _forbidden(reporter):
    if os.environ.get("CI") != "true":
        return []
    skipped = reporter.stats.get("skipped", [])
    return [report for report in skipped if MAY_SKIP_IN_CI not in str(report.longrepr)]
