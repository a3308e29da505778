"""What an installation's environment makes of the settings."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "drift.md"

_ASK = """
import json, sys
from samvirke.site import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


def settings(*names, **environment):
    """The settings of these names in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", _ASK, *names],
        capture_output=True,
        text=True,
        env={**os.environ, "SAMVIRKE_LOGINS": "", **environment},
        check=True,
    )
    return json.loads(run.stdout)


def test_the_demo_answers_at_this_machine_alone():
    told = {"SAMVIRKE_HOSTS": "samvirke.example"}
    found = [
        settings("ALLOWED_HOSTS", SAMVIRKE_DEMO=demo, **told)["ALLOWED_HOSTS"] for demo in ("", "1")
    ]
    assert found == [["samvirke.example"], ["localhost", "127.0.0.1", "[::1]"]]


def test_forwarded_addresses_are_believed_behind_a_proxy_alone():
    name = "ALLAUTH_TRUSTED_PROXY_COUNT"
    assert settings(name, SAMVIRKE_BEHIND_PROXY="") == {name: 0}
    assert settings(name, SAMVIRKE_BEHIND_PROXY="1") == {name: 1}


@pytest.mark.parametrize(("asked", "subdomains"), [("", False), ("1", True)])
def test_https_is_demanded_of_the_names_below_only_where_asked_for(asked, subdomains):
    names = (
        *("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"),
        *("SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT"),
    )
    found = settings(*names, SAMVIRKE_DEMO="", SAMVIRKE_HSTS_SUBDOMAINS=asked)
    assert list(found.values()) == [365 * 24 * 60 * 60, subdomains, False, True]


def test_statements_are_sent_to_addresses_alone():
    told = "national:kl=post@kl.example, kkr:fyn = kkr@fyn.example"
    name = "SAMVIRKE_RECIPIENTS"
    assert settings(name, **{name: told}) == {
        name: {"national:kl": "post@kl.example", "kkr:fyn": "kkr@fyn.example"}
    }
    for wrong in ("post@kl.example", "national:kl=post@", "national:kl"):
        with pytest.raises(subprocess.CalledProcessError) as refused:
            settings(name, **{name: wrong})
        assert f"»{wrong}« nævner ikke en organisation og én e-mailadresse" in refused.value.stderr


@pytest.mark.parametrize(
    ("key", "found"), [("", 0), ("short", 1)], ids=["all is set", "a key is too short"]
)
def test_the_guides_command_says_what_an_installation_lacks(key, found):
    told = re.search(
        r"^    \.venv/bin/python (-m django check .*)$", GUIDE.read_text("utf-8"), re.M
    )
    lacking = {"SAMVIRKE_SECRET_KEY": key} if key else {}
    command = [sys.executable, *told[1].split(), "--fail-level", "WARNING"]
    environment = os.environ | {"DJANGO_ALLOW_ASYNC_UNSAFE": "", "SAMVIRKE_DEMO": ""} | lacking
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (run.returncode, "security.W009" in run.stderr) == (found, bool(found)), run.stderr
