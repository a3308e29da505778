"""Templates of the live site: words in both languages, nothing inline, no broken English."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

import samvirke

ROOT = Path(samvirke.__file__).parent
FOLDERS = [
    ROOT / "site" / "templates",
    ROOT / "site" / "library_templates",
    *sorted((ROOT / "apps").glob("*/templates")),
]
TEMPLATES = sorted(path for folder in FOLDERS for path in folder.rglob("*.html"))
# These must work when nothing else does, and hold both languages themselves.
IN_TAGS = [path for path in TEMPLATES if path.name not in ("500.html", "503.html")]
# Names.
SAID_IN_BOTH = {"Samvirke", "English", "Dansk", "PDF", "SHA"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


def bare_words(text):
    """What a reader would see that stands outside every tag."""
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", " ", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    shown = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    shown.append(re.sub(r"<[^>]*>", " ", text))
    return {word for part in shown for word in LETTERS.findall(part)} - SAID_IN_BOTH


@pytest.mark.parametrize("path", IN_TAGS, ids=lambda path: path.name)
def test_no_words_stand_outside_the_tag_for_both_languages(path):
    assert bare_words(path.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_inline_that_the_policy_would_refuse(path):
    text = path.read_text("utf-8")
    static_only = "{% if styles %}<style>{{ styles|safe }}</style>"
    assert (
        re.findall(
            r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", text.replace(static_only, "")
        )
        == []
    )


def test_bare_words_would_be_found():
    assert bare_words('<p title="Hej">{% text da="Ja" en="Yes" %} med {{ x }}</p>') == {
        "Hej",
        "med",
    }


def rendered(source, language, **values):
    with override(language):
        return engines["samvirke"].from_string(source).render(values)


@pytest.mark.parametrize(("language", "words"), [("da", "2 filer"), ("en", "2 files")])
def test_the_tag_writes_the_words_of_the_page_s_language(language, words):
    source = '{% text da="{n} filer" en="{n} files" n=n %}'
    assert rendered(source, language, n=2) == words


def test_values_in_words_are_escaped():
    source = '{% text da="<b>{name}</b>" en="<b>{name}</b>" name=name %}'
    assert rendered(source, "da", name="<script>") == "<b>&lt;script&gt;</b>"
