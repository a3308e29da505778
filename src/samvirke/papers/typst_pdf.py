"""Sets papers as accessible PDF (PDF/UA-1) with Typst."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from samvirke.figures import Language, Text

# Templates share ``paper.typ``, which lies here.
_ROOT = Path(__file__).parent
# A paper carries no date of its own: the same content gives the same bytes on any day.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# PDF/UA refuses signs that no font can show; Typst names the first of them in its message.
_UNSHOWABLE = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_STAND_IN = "□"
_MOST_STAND_INS = 200
_STAND_IN_NOTE = Text(
    da=f"Tegn, som papirets skrifttyper ikke har, er vist som {_STAND_IN}.",
    en=f"Signs that the paper's fonts do not have are shown as {_STAND_IN}.",
)
# Control signs, halves of signs, and signs that nobody has defined.
_NEVER_SHOWN = {"Cc", "Cs", "Co", "Cn"}
_LAYOUT = "\n\t"


def to_pdf_ua(template: Path, content: Mapping[str, Any], language: Language) -> bytes:
    """``content`` set by ``template``, a Typst file below this folder. Equal input, equal bytes.

    The template reads the content as JSON from ``sys.inputs.report`` and shows
    ``sys.inputs.note`` last. Only the fonts in the Typst wheel are used, so that every machine
    sets the same pages. A sign that they do not have (a Chinese letter, an emoji) becomes a box,
    and the note says so. Raises ``ValueError`` for more than 200 different such signs.
    """
    written = json.dumps(content, ensure_ascii=False)
    shown = json.dumps(_without_steering(content), ensure_ascii=False)
    for _ in range(_MOST_STAND_INS):
        try:
            note = "" if shown == written else _STAND_IN_NOTE.in_language(language)
            return _compile(template, shown, note)
        except typst.TypstError as error:
            found = _UNSHOWABLE.search(str(error))
            if found is None:
                raise
            shown = shown.replace(found[1], _STAND_IN)
    raise ValueError(f"more than {_MOST_STAND_INS} different signs that no font of the paper has")


def _without_steering(value: Any) -> Any:
    """``value`` with a box for each sign in its texts that is never seen."""
    if isinstance(value, str):
        return "".join(
            _STAND_IN
            if unicodedata.category(sign) in _NEVER_SHOWN and sign not in _LAYOUT
            else sign
            for sign in value
        )
    if isinstance(value, Mapping):
        return {key: _without_steering(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_steering(part) for part in value]
    return value


def _compile(template: Path, content: str, note: str) -> bytes:
    pdf: bytes = typst.compile(
        str(template),
        root=str(_ROOT),
        ignore_system_fonts=True,
        sys_inputs={"report": content, "note": note},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=_NO_DATE,
    )
    return pdf
