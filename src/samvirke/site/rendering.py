"""Renders templates as pages, with the style sheets beside them or inside them."""

import base64
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.template import Context, Engine

from samvirke.figures import Language, Text
from samvirke.site.settings import STATIC_FILES, TEMPLATES

OVERVIEW = "index"
_STYLE_SHEETS = ("dkfds/css/dkfds.min.css", "samvirke/samvirke.css")
_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}")
_PICTURE = re.compile(r"url\(['\"]?\.\./(img/[\w/-]+\.(svg|png))['\"]?\)")
_MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
_WORDS = {
    "skip": Text("Gå til sidens indhold", "Skip to content"),
    "overview": Text("Oversigt", "Overview"),
    "breadcrumb": Text("Brødkrumme", "Breadcrumb"),
    "pdf": Text("Hent som PDF", "Download as PDF"),
    "xlsx": Text("Hent som regneark", "Download as spreadsheet"),
    "json": Text("Hent som JSON", "Download as JSON"),
    "footer": Text(
        "Samvirke er åben kildekode. Hvert tal kan regnes efter.",
        "Samvirke is open source. Every number can be recomputed.",
    ),
}


def render(
    template: str, language: Language, context: dict[str, Any], *, alone: bool = False
) -> bytes:
    """The page that ``template`` makes of ``context``.

    ``alone`` puts the style sheets into the page, so that the one file can be sent around; the
    reader's own fonts are then used.
    """
    words = {key: text.in_language(language) for key, text in _WORDS.items()}
    common = {"language": language, "words": words, "styles": _inlined_styles() if alone else ""}
    page = _engine().get_template(f"samvirke/{template}")
    return str(page.render(Context({**common, **context}, use_l10n=False))).encode()


def static_files() -> dict[str, bytes]:
    """The files that pages link to, by their path beside the pages."""
    return {
        f"static/{path.relative_to(STATIC_FILES).as_posix()}": path.read_bytes()
        for path in sorted(STATIC_FILES.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def file_names(ids: Iterable[str]) -> list[str]:
    """A name of letters, digits and hyphens for each id.

    Equal ones are told apart by a number; the overview keeps its own name.
    """
    names = [OVERVIEW]
    for text in ids:
        plain = "".join(sign if sign.isalnum() else "-" for sign in text).lower()
        same = sum(name == plain or name.startswith(f"{plain}--") for name in names)
        names.append(f"{plain}--{same + 1}" if same else plain)
    return names[1:]


@cache
def _engine() -> Engine:
    """Pages are rendered without Django's settings, whichever are in force."""
    templates: Any = TEMPLATES[0]
    return Engine(dirs=templates["DIRS"], **templates["OPTIONS"])


@cache
def _inlined_styles() -> str:
    """The style sheets as one text that needs no other file: pictures inside, no fonts."""
    text = "\n".join((STATIC_FILES / name).read_text("utf-8") for name in _STYLE_SHEETS)
    return _PICTURE.sub(_inside, _FONT_FACE.sub("", text)).replace("</", "<\\/")


def _inside(found: re.Match[str]) -> str:
    content = (STATIC_FILES / "dkfds" / found[1]).read_bytes()
    return f"url(data:{_MEDIA_TYPES[found[2]]};base64,{base64.b64encode(content).decode()})"
