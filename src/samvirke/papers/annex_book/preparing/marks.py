"""Whether all that an annex's pages draw lies in marks: in a tag, or beside all tags (7.1)."""

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from samvirke.papers.annex_book.preparing.content_streams import content_of, streams_of
from samvirke.papers.annex_book.preparing.tag_words import parents_of

_OPENS, _CLOSES = {"BMC", "BDC"}, "EMC"
_SHOWS = "Tj TJ ' \" Do sh S s f F f* B B* b b* BI"
_OPENING = re.compile(
    rb"(?:/Artifact\b[^()]{0,200}?|<<\s*/MCID\s+(\d+)[^()<>]{0,100}>>\s*)B[MD]C\b"
)
_MAY_SHOW = re.compile(rb"(?:^|[\s)\]>])(?:T[jJ]|'|\"|Do|sh|[SsFBb]|f\*?|[Bb]\*|BI|B[MD]C)(?=\s|$)")
_DEEPEST = 10


def unmarked_pages(pdf: pikepdf.Pdf) -> int:
    """How many pages of ``pdf`` draw something that no tag and no artifact holds."""
    look = _Look(parents_of(pdf))
    return sum(look.page_is_bare(page) for page in pdf.pages)


class _Look:
    def __init__(self, parents: dict[Any, Any]) -> None:
        self._parents = parents
        self._bare: dict[tuple[int, int], bool] = {}

    def page_is_bare(self, page: pikepdf.Page) -> bool:
        content = content_of(streams_of(page.obj.get("/Contents")))
        if content is None:
            return True
        known = self._known(page.obj)
        if _is_plainly_marked(content, known):
            return False
        return self._shows_bare(page, page.obj, known, 0)

    def _known(self, owner: Any) -> set[int]:
        """The numbers of marks that the tags know in what ``owner`` draws."""
        held = self._parents.get(owner.get("/StructParents"))
        if not isinstance(held, Array):
            return set()
        return {at for at, element in enumerate(held) if isinstance(element, Dictionary)}

    def _shows_bare(self, stream: Any, owner: Any, known: set[int], depth: int) -> bool:
        resources: Any = owner.get("/Resources", Dictionary())
        held: list[bool] = []
        operators = f"BMC BDC EMC {_SHOWS}"
        try:
            instructions = pikepdf.parse_content_stream(stream, operators)
        except (pikepdf.PdfError, TypeError):
            return True
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator in _OPENS:
                held.append(_is_held(instruction, resources, known))
            elif operator == _CLOSES:
                del held[-1:]
            elif any(held):
                continue
            elif operator != "Do" or self._drawing_is_bare(instruction, resources, depth):
                return True
        return False

    def _drawing_is_bare(self, instruction: Any, resources: Any, depth: int) -> bool:
        """Whether the drawing shows something outside marks of its own."""
        named: Any = resources.get("/XObject", Dictionary())
        drawing = named.get(str(instruction.operands[0])) if instruction.operands else None
        if not isinstance(drawing, Stream):
            return False  # there is nothing to show
        if drawing.get("/Subtype") != Name.Form or depth > _DEEPEST:
            return "/StructParent" not in drawing
        if drawing.objgen not in self._bare:
            known = self._known(drawing)
            is_bare = "/StructParent" not in drawing and self._shows_bare(
                drawing, drawing, known, depth + 1
            )
            self._bare[drawing.objgen] = is_bare
        return self._bare[drawing.objgen]


def _is_plainly_marked(content: bytes, known: set[int]) -> bool:
    """Whether each mark is a known one without others in it, and nothing is shown between them.

    Nearly all pages are like that, and a full reading takes many times as long.
    """
    for part in content.split(b"EMC"):
        opening = _OPENING.match(part) or _OPENING.search(part)
        if opening is None:
            if _MAY_SHOW.search(part):
                return False
            continue
        if opening[1] is not None and int(opening[1]) not in known:
            return False
        inside = part[opening.end() :]
        if _MAY_SHOW.search(part, 0, opening.start()) or b"BDC" in inside or b"BMC" in inside:
            return False
    return True


def _is_held(instruction: Any, resources: Any, known: set[int]) -> bool:
    """Whether the mark that begins here is a tag's, or says that it is outside all tags."""
    operands = instruction.operands
    if len(operands) and operands[0] == Name.Artifact:
        return True
    told = operands[1] if len(operands) == 2 else None
    if isinstance(told, Name):
        named: Any = resources.get("/Properties", Dictionary())
        told = named.get(str(told))
    number = told.get("/MCID") if isinstance(told, Dictionary) else None
    return isinstance(number, int) and number in known
