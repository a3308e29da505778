"""What a form field looks like, drawn here where its own program has left that to the reader.

The words are set by Typst with a font that goes into the file, so that »æ«, »ø«, »å« and »€« are
what was filled in, whatever encoding the form's own font has.
"""

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from samvirke.papers.annex_book.facts import Note
from samvirke.papers.typst_pdf import to_pdf_ua

HIDDEN, NO_VIEW = 2, 32
_DEEPEST = 16
# Field flags of ISO 32000-1, tables 226 and 228.
_SEVERAL_LINES, _PASSWORD, _PUSH_BUTTON = 1 << 12, 1 << 13, 1 << 16
_FONT_SIZE = re.compile(r"([0-9]*\.?[0-9]+)\s+Tf\b")
_LARGEST_BY_ITSELF = 12.0  # points, where the form leaves the size open
_LONGEST = 10_000
_MOST_POINTS = 2000.0
_MARKS = {"BDC", "BMC", "EMC"}
_TITLE = "Formularfelter"


def inherited(field: Any, key: str) -> Any:
    """The value of ``key`` that ``field`` has or inherits."""
    for _ in range(_DEEPEST):
        if not isinstance(field, Dictionary):
            return None
        if key in field:
            return field[key]
        field = field.get("/Parent")
    return None


def look_of(annotation: Any) -> pikepdf.Stream | None:
    """What the field looks like now, if the file says so."""
    looks = annotation.get("/AP")
    normal = looks.get("/N") if isinstance(looks, Dictionary) else None
    if isinstance(normal, Dictionary) and not isinstance(normal, pikepdf.Stream):
        normal = normal.get(str(annotation.get("/AS", "/Off")))
    return normal if isinstance(normal, pikepdf.Stream) else None


def draw_missing(pdf: pikepdf.Pdf, form: Dictionary, language: str) -> Counter[Note]:
    """Gives a look to each field that has a value and no look, or one that the form calls old."""
    stale = bool(form.get("/NeedAppearances", False))
    waiting = []
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") == Name.Widget and _needs_look(annotation, stale=stale):
                if "/AP" in annotation:
                    del annotation["/AP"]
                told = _told(annotation, form)
                if told is not None:
                    waiting.append((annotation, told))
    return _draw(pdf, waiting, language) if waiting else Counter()


def _needs_look(annotation: Any, *, stale: bool) -> bool:
    kind = inherited(annotation, "/FT")
    if kind in (Name.Tx, Name.Ch):
        return stale or look_of(annotation) is None
    return bool(kind == Name.Btn and not isinstance(annotation.get("/AP"), Dictionary))


def _told(annotation: Any, form: Dictionary) -> dict[str, Any] | None:
    """The field's words and how they stand, for ``fields.typ``; ``None`` if nothing is shown."""
    words = _words(annotation)[:_LONGEST]
    flags = annotation.get("/F", 0)
    try:
        left, bottom, right, top = (float(one) for one in annotation["/Rect"])
    except (TypeError, ValueError, KeyError):
        return None
    width, height = abs(right - left), abs(top - bottom)
    if not words.strip() or flags & (HIDDEN | NO_VIEW) or not _is_area(width, height):
        return None
    several = bool(_flags(annotation) & _SEVERAL_LINES)
    look = inherited(annotation, "/DA")
    told = _FONT_SIZE.search(str(form.get("/DA", "") if look is None else look))
    points = float(told[1]) if told else 0.0
    largest = _LARGEST_BY_ITSELF if several else min(_LARGEST_BY_ITSELF, height * 0.7)
    side = inherited(annotation, "/Q")
    return {
        "words": words,
        "width": width,
        "height": height,
        "points": min(points, 100.0) or max(largest, 4.0),
        "several": several,
        "side": side if side in (1, 2) else 0,
    }


def _is_area(width: float, height: float) -> bool:
    return all(1 <= one <= _MOST_POINTS for one in (width, height))


def _flags(annotation: Any) -> int:
    flags = inherited(annotation, "/Ff")
    return flags if isinstance(flags, int) else 0


def _words(annotation: Any) -> str:
    value, flags = inherited(annotation, "/V"), _flags(annotation)
    if inherited(annotation, "/FT") == Name.Btn:
        state = annotation.get("/AS", value)
        on = isinstance(state, Name) and state != Name.Off and not flags & _PUSH_BUTTON
        return "X" if on else ""
    words = _text(value)
    if flags & _PASSWORD:
        return "*" * len(words)
    chosen = value if isinstance(value, Array) else [value]
    shown = {_text(one[0]): _text(one[1]) for one in _choices(annotation)}
    if inherited(annotation, "/FT") == Name.Ch:
        return ", ".join(shown.get(_text(one), _text(one)) for one in chosen)
    return words


def _choices(annotation: Any) -> list[Any]:
    """The pairs of a choice's value and what is shown for it."""
    listed = inherited(annotation, "/Opt")
    if not isinstance(listed, Array):
        return []
    return [one for one in listed if isinstance(one, Array) and len(one) == 2]


def _text(value: Any) -> str:
    if isinstance(value, pikepdf.Stream):
        value = String(value.read_bytes())
    if not isinstance(value, String):
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _draw(
    pdf: pikepdf.Pdf, waiting: list[tuple[Any, dict[str, Any]]], language: str
) -> Counter[Note]:
    content = {
        "title": _TITLE,
        "language": language,
        "fields": [told for _, told in waiting],
    }
    template = Path(__file__).with_name("fields.typ")
    made = to_pdf_ua(template, content, "en" if language == "en" else "da")
    with pikepdf.open(io.BytesIO(made)) as drawn:
        for page, (annotation, _) in zip(drawn.pages, waiting, strict=True):
            unmarked = [
                one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in _MARKS
            ]
            page.obj["/Contents"] = drawn.make_stream(pikepdf.unparse_content_stream(unmarked))
            look = drawn.make_indirect(page.as_form_xobject())
            annotation["/AP"] = Dictionary({"/N": pdf.copy_foreign(look)})
        replaced = str(drawn.docinfo["/Title"]) != _TITLE
    return Counter({Note.FORM_DRAWN: len(waiting), Note.FORM_SIGNS_LOST: int(replaced)})
