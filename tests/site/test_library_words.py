"""What the pages of django-allauth say is said in our words, in both languages."""

import ast
import gettext
import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(allauth.__file__).parent
APPS = ("account", "mfa", "usersessions", "socialaccount")
LOCALE = Path(settings.LOCALE_PATHS[0])
# Nobody meets these: accounts, their addresses and their keys come by invitation or after it, there
# are no phone numbers, no codes by mail, no trusted browsers and no admin site.
NOT_MET = re.compile(
    "(base_confirm_code|confirm_.*_code|account_already_exists|email_(changed|confirm|confirmation"
    "|deleted)_|login_code|password_reset_code|email/base_message|account/email|email_change|"
    "phone|request_login_code|signup|cannot_delete|email_confirm|email_confirmation|email_deleted|"
    "primary_email|warn_no_email|verified_email_required|account/login|mfa/trust|usersession_list|"
    "authenticator_list|account_connected_other|snippets/login)[^/]*[.](html|txt)$"
)
NOT_MET_IN_CODE = re.compile(r"(admin|apps|models)[.]py$")
NOT_MET_TEXT = re.compile(
    "phone|username|primary email|(associated|registered) with this|email addresses|optional|"
    "Email .again|same email|address confirmation|profile data|access token|request token|"
    "private resources",
    re.IGNORECASE,
)
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}


def asked_in(tree):
    """The texts that the calls in some code look up."""
    for call in ast.walk(tree):
        name = getattr(getattr(call, "func", None), "id", "")
        if isinstance(call, ast.Call) and name in CALLS:
            texts = [item.value for item in call.args if isinstance(item, ast.Constant)]
            texts = [text for text in texts if isinstance(text, str)]
            if texts:
                yield "\x04".join(texts) if name.startswith("pgettext") else texts[0]


def asked_in_template(path):
    found = templatize(path.read_text("utf-8"))
    for start in re.finditer(r"\b(_|n?gettext)\(", found):
        for end in re.finditer(r"\)", found[start.start() :]):
            try:
                tree = ast.parse(found[start.start() :][: end.end()])
            except SyntaxError:
                continue
            yield from asked_in(tree)
            break


@pytest.mark.parametrize("app", APPS)
def test_every_text_that_a_template_shows_is_in_our_words(app):
    held = catalogue("da", "mo")
    templates = [
        path
        for path in sorted((ROOT / "templates" / app).rglob("*.*"))
        if not NOT_MET.search(path.as_posix())
    ]
    assert {
        (path.name, text)
        for path in templates
        for text in asked_in_template(path)
        if text not in held
    } == set()


def test_every_text_in_code_is_in_our_words_or_about_what_nobody_meets():
    code = [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if not NOT_MET_IN_CODE.search(path.as_posix())
    ]
    asked = {text for path in code for text in asked_in(ast.parse(path.read_text("utf-8")))}
    assert "Incorrect code." in asked
    left = {text for text in asked - set(catalogue("da", "mo")) if not NOT_MET_TEXT.search(text)}
    assert left == set()


def catalogue(language, kind):
    """Our words as the compiled file has them, or as the readable one has."""
    path = LOCALE / language / "LC_MESSAGES" / f"django.{kind}"
    if kind == "mo":
        with path.open("rb") as file:
            held = gettext.GNUTranslations(file)._catalog
        return {
            key[0] if isinstance(key, tuple) else key: text
            for key, text in held.items()
            if key and (not isinstance(key, tuple) or key[1] == 0)
        }
    return dict(entries(path.read_text("utf-8")))


def entries(text):
    for block in text.split("\n\n")[1:]:
        told = {
            word: ast.literal_eval(quoted)
            for word, quoted in re.findall(r'^(msg\S+) (".*")$', block, re.MULTILINE)
        }
        if told:
            context = f"{told['msgctxt']}\x04" if "msgctxt" in told else ""
            yield context + told["msgid"], told.get("msgstr", told.get("msgstr[0]"))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_compiled_words_are_the_readable_ones(language):
    readable = catalogue(language, "po")
    assert len(readable) > 100
    assert catalogue(language, "mo") == readable


def test_no_word_is_kept_that_is_not_looked_up():
    looked_up = {
        text
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for text in asked_in(ast.parse(path.read_text("utf-8")))
    }
    looked_up |= {
        text
        for app in APPS
        for path in (ROOT / "templates" / app).rglob("*.*")
        for text in asked_in_template(path)
    }
    assert set(catalogue("da", "mo")) <= looked_up
    assert set(catalogue("en", "mo")) <= set(catalogue("da", "mo"))


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_translation_has_no_gap_that_the_text_has_not(language):
    gaps = re.compile(r"%\(\w+\)s|%s|{\w+}")
    wrong = {
        text: words
        for text, words in catalogue(language, "mo").items()
        if not set(gaps.findall(words)) <= set(gaps.findall(text))
    }
    assert wrong == {}
