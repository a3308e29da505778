"""Taking hidden layers out of an annex: what no reader sees must not come along in a book.

In the streams, what is drawn under a hidden layer goes; what only sets the state of the drawing
stays, since what follows rests on it. What the streams then no longer name goes with it, and so do
the words that the tags have for it. What cannot be taken out for certain is refused.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from samvirke.papers.annex_book.facts import CannotShow, Refused
from samvirke.papers.annex_book.preparing.harmless import hollow
from samvirke.papers.annex_book.preparing.layers import Visibility, all_layers, hidden_layers
from samvirke.papers.annex_book.preparing.resources import drawings
from samvirke.papers.annex_book.preparing.tag_words import parents_of, silence

_SHOWS = {"Tj", "TJ", "Do", "sh", "INLINE IMAGE", "MP", "DP"}
_PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_OPENS = {"BMC", "BDC"}
_PRUNED = ("/XObject", "/Font", "/Pattern", "/Shading", "/Properties")
_DEEPEST = 100

Instructions = list[Any]


def remove_hidden(pdf: pikepdf.Pdf) -> int:
    """Takes out what ``pdf`` hides; returns how many layers that was.

    Raises ``CannotShow`` where it cannot be done for certain.
    """
    try:
        hidden = hidden_layers(pdf)
        if not hidden:
            return 0
        _Removal(pdf, Visibility(hidden)).run()
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise CannotShow(Refused.HIDDEN_LAYERS) from error
    off = {one.objgen for one in hidden}
    for one in hidden:
        for key in set(one.keys()) - {"/Type"}:
            del one[key]  # its name tells of it, and a page may still know it
        one["/Name"] = String("–")
    seen = [one for one in all_layers(pdf) if one.objgen not in off]
    pdf.Root["/OCProperties"] = Dictionary({"/OCGs": Array(seen), "/D": Dictionary()})
    if not seen:
        del pdf.Root["/OCProperties"]
    return len(hidden)


class _Removal:
    """The work on one annex."""

    def __init__(self, pdf: pikepdf.Pdf, visibility: Visibility) -> None:
        self._pdf, self._visibility = pdf, visibility
        self._parents = parents_of(pdf)

    def run(self) -> None:
        for page in self._pdf.pages:
            self._annotations(page.obj)
        seen: set[tuple[int, int]] = set()
        for page in self._pdf.pages:
            self._page(page)
            for drawing in drawings(page.obj.get("/Resources"), seen):
                self._drawing(drawing)
        self._others()

    def _page(self, page: pikepdf.Page) -> None:
        kept = self._filtered(page, page.obj.get("/Resources"), page.obj)
        if kept is not None:
            page.obj["/Contents"] = self._pdf.make_stream(pikepdf.unparse_content_stream(kept))

    def _drawing(self, drawing: Stream) -> None:
        """A drawing (form or image) that a page names."""
        if self._visibility.hides(drawing.get("/OC")):
            self._blank(drawing)
        elif drawing.get("/Subtype") == Name.Form:
            self._stream(drawing, drawing)

    def _stream(self, stream: Stream, owner: Any) -> None:
        kept = self._filtered(stream, owner.get("/Resources"), owner)
        if kept is not None:
            stream.write(pikepdf.unparse_content_stream(kept))

    def _others(self) -> None:
        """What draws without being named by a page: looks, patterns, letters."""
        for thing in list(self._pdf.objects):
            if isinstance(thing, Stream):
                if self._visibility.hides(thing.get("/OC")):
                    self._blank(thing)
                    continue
                look = thing.get("/Subtype") == Name.Form or thing.get("/PatternType") == 1
                if look and b"/OC" in thing.read_bytes():
                    self._stream(thing, thing)
            elif isinstance(thing, Dictionary) and thing.get("/Subtype") == Name.Type3:
                letters: Any = thing.get("/CharProcs", Dictionary())
                for letter in letters.values():
                    self._stream(letter, thing)

    def _annotations(self, page: Dictionary) -> None:
        annotations = page.get("/Annots")
        if not isinstance(annotations, Array):
            return
        kept = Array()
        for one in annotations:
            if isinstance(one, Dictionary) and self._visibility.hides(one.get("/OC")):
                self._hush([one.get("/StructParent")], one)
                hollow(one)
            else:
                kept.append(one)
        page["/Annots"] = kept

    def _blank(self, drawing: Stream) -> None:
        """Empties ``drawing``, wherever it is named."""
        self._hush_all(drawing)
        drawing.write(b"")
        for key in set(drawing.keys()) - {"/Length"}:
            del drawing[key]
        drawing["/Type"], drawing["/Subtype"] = Name.XObject, Name.Form
        drawing["/BBox"] = Array([0, 0, 0, 0])

    def _filtered(self, stream: Any, resources: Any, owner: Any) -> Instructions | None:
        """What is left of a stream, or nothing where all of it is seen.

        ``owner`` has the key into the parent tree, and the resources.
        """
        if not isinstance(resources, Dictionary):
            if isinstance(stream, Stream) and b"/OC" in stream.read_bytes():
                raise ValueError("a drawing names layers of whoever draws it")
            return None
        named: Any = resources.get("/Properties")
        if not isinstance(named, Dictionary) or not any(
            self._visibility.hides(layer) for layer in named.values()
        ):
            return None
        found = _Filter(self._visibility, named)
        kept = list(found.kept(pikepdf.parse_content_stream(stream)))
        if not found.dropped:
            return None
        self._hush(sorted(found.marks), owner)
        self._prune(owner, resources, kept)
        return kept

    def _prune(self, owner: Any, resources: Dictionary, kept: Sequence[Any]) -> None:
        """Gives ``owner`` resources of its own with only what is still named."""
        names = {
            str(operand)
            for instruction in kept
            for operand in getattr(instruction, "operands", ())
            if isinstance(operand, Name)
        }
        own = Dictionary(dict(resources.items()))
        for kind in _PRUNED:
            there = own.get(kind)
            if isinstance(there, Dictionary):
                for name, thing in there.items():
                    if name not in names and isinstance(thing, Stream):
                        self._hush_all(thing)
                own[kind] = Dictionary(
                    {name: thing for name, thing in there.items() if name in names}
                )
        owner["/Resources"] = own

    def _hush_all(self, drawing: Stream) -> None:
        """Refuses a drawing that the tags hold on to: it would come along with them."""
        if "/StructParent" in drawing or "/StructParents" in drawing:
            raise ValueError("the tags name a hidden drawing")

    def _hush(self, marks: Sequence[Any], owner: Any) -> None:
        """Takes the words out of the tags of what is gone, and of all that stand around them."""
        if "/StructParents" in owner:
            held: Any = self._parents.get(owner["/StructParents"])
            known = len(held) if isinstance(held, Array) else 0
            elements: list[Any] = [held[at] for at in marks if at < known]
        else:
            elements = [self._parents.get(key) for key in marks if key is not None]
        for element in elements:
            above: Any = element
            for _ in range(_DEEPEST):
                if not isinstance(above, Dictionary):
                    break
                silence(above)
                above = above.get("/P")


class _Filter:
    """Goes through a stream and tells what is left of it.

    ``marks`` are the numbers by which tags know what is gone, or what stands around it.
    """

    def __init__(self, visibility: Visibility, named: Dictionary) -> None:
        self._visibility, self._named = visibility, named
        self.dropped = False
        self.marks: set[int] = set()
        self._open: list[int | None] = []
        self._hidden_from: int | None = None
        self._clips = False

    def kept(self, instructions: Sequence[Any]) -> Iterator[Any]:
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator in _OPENS:
                yield from self._opened(instruction)
            elif operator == "EMC":
                yield from self._closed(instruction)
            elif self._hidden_from is None:
                yield instruction
            else:
                yield from self._state_of(instruction, operator)
        if self._hidden_from is not None:
            raise ValueError("a hidden layer does not end")

    def _opened(self, instruction: Any) -> Iterator[Any]:
        self._open.append(_mark(instruction, self._named))
        if self._hidden_from is None and self._is_hidden(instruction):
            self._hidden_from = len(self._open)
            self.dropped = True
            self.marks.update(mark for mark in self._open if mark is not None)
        if self._hidden_from is None:
            yield instruction
        elif self._open[-1] is not None:
            self.marks.add(self._open[-1])

    def _closed(self, instruction: Any) -> Iterator[Any]:
        if not self._open:
            raise ValueError("a mark ends that did not begin")
        if self._hidden_from is None:
            yield instruction
        elif len(self._open) == self._hidden_from:
            self._hidden_from = None
        self._open.pop()

    def _is_hidden(self, instruction: Any) -> bool:
        operands = instruction.operands
        return (
            len(operands) == 2
            and operands[0] == Name.OC
            and isinstance(operands[1], Name)
            and self._visibility.hides(self._named.get(str(operands[1])))
        )

    def _state_of(self, instruction: Any, operator: str) -> Iterator[Any]:
        """What a hidden instruction leaves behind for those after it."""
        if operator in _SHOWS:
            return
        if operator in _PAINTS:
            yield _instruction("n")
        elif operator == "'":
            yield _instruction("T*")
        elif operator == '"':
            word, letter, _ = instruction.operands
            yield _instruction("Tw", word)
            yield _instruction("Tc", letter)
            yield _instruction("T*")
        else:
            yield instruction


def _instruction(operator: str, *operands: Any) -> Any:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def _mark(instruction: Any, named: Dictionary) -> int | None:
    """The number by which the tags know what begins here."""
    operands = instruction.operands
    told = operands[1] if len(operands) == 2 else None
    if isinstance(told, Name):
        told = named.get(str(told))
    number = told.get("/MCID") if isinstance(told, Dictionary) else None
    return number if isinstance(number, int) else None
