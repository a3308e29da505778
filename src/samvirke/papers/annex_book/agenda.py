"""The agenda file: a meeting, its items and their annexes, as a person writes them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from samvirke.figures import Text
from samvirke.papers.annex_book.sources import one_form
from samvirke.records import Day, InputError, Problem, Record, Rejected, Word, read_yaml
from samvirke.records.validation import validate

FILE_NAME = "dagsorden.yaml"
_MOST_ITEMS = 200
_MOST_ANNEXES = 200
_LONGEST_TITLE = 300
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}[a-zæøå]?")

Kind = Literal["Beslutningssag", "Temadrøftelse", "Orienteringssag", "Udpegning", "Eventuelt"]
Access = Literal["open", "closed"]


def _number(value: Any) -> str:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return value.strip()
    raise Rejected(
        Text(da="Et punkt skal have et nummer.", en="An item must have a number."),
        valid=Text(
            da="tal med punktum imellem, eventuelt et lille bogstav til sidst",
            en="numbers with points between, and a small letter last if need be",
        ),
        example="2.4",
    )


def _title(value: Any) -> str:
    if isinstance(value, str) and value.strip() and len(value) <= _LONGEST_TITLE:
        return " ".join(value.split())
    raise Rejected(
        Text(
            da=f"Her skal stå en titel på højst {_LONGEST_TITLE} tegn.",
            en=f"A title of at most {_LONGEST_TITLE} signs is required here.",
        ),
        example="Resultatkontrakt 2026",
    )


def _truth(value: Any) -> bool:
    if value in ("true", True):
        return True
    if value in ("false", False):
        return False
    raise Rejected(
        Text(da="Skriv true eller false.", en="Write true or false."), example="demo: true"
    )


_OPEN_BUT_HIDDEN = Text(
    da="Her er en titel til offentligheden, men intet siger, at det er lukket, så det hele ville "
    "stå i den offentlige udgave. Mente du »access: closed«? Skriv det, eller slet linjen.",
    en="Here is a title for the public, but nothing says that this is closed, so all of it would "
    "stand in the public edition. Did you mean “access: closed”? Write it, or delete the line.",
)


def _open_and_closed(file: str, shown: Text, hidden: Text) -> Text:
    return Text(
        da=f"»{file}« er både åben som {shown.da} og lukket som {hidden.da}, så alle ville "
        "kunne læse det lukkede. Skriv den rigtige fil, skriv »access: closed« ved "
        f"{shown.da}, eller slet det ene bilag.",
        en=f"“{file}” is both open as {shown.en} and closed as {hidden.en}, so everybody could "
        "read what is closed. Write the right file, write “access: closed” at "
        f"{shown.en}, or delete one of the annexes.",
    )


Number = Annotated[str, BeforeValidator(_number)]
Title = Annotated[str, BeforeValidator(_title)]
Truth = Annotated[bool, BeforeValidator(_truth)]


class Meeting(Record):
    """Which body meets when and where. ``demo`` says that all of it is made up."""

    body: Title = Field(examples=["KKR Nordjylland"])
    date: Day = Field(examples=["2026-12-04"])
    place: Title | None = None
    demo: Truth = False


class Annex(Record):
    """A file under an item. ``public_title`` stands in the public edition if it is closed.

    ``alt`` tells what a picture shows, to those who do not see it.
    """

    title: Title = Field(examples=["Resultatkontrakt 2026"])
    file: Word = Field(examples=["bilag/resultatkontrakt.pdf"])
    access: Access = "open"
    public_title: Title | None = None
    alt: Title | None = Field(default=None, examples=["Kort over de fem busruter"])


class Item(Record):
    """An item of the agenda with its annexes, which are numbered from 1 in their order.

    ``supplement`` is an item of the supplementary agenda, which is sent out later.
    """

    number: Number = Field(examples=["2.4"])
    title: Title = Field(examples=["Resultatkontrakt 2026"])
    kind: Kind | None = Field(default=None, examples=["Beslutningssag"])
    access: Access = "open"
    public_title: Title | None = None
    supplement: Truth = False
    annexes: tuple[Annex, ...] = Field(default=(), max_length=_MOST_ANNEXES)

    def is_closed(self, annex: Annex) -> bool:
        """Whether the public may not see ``annex``: it or its whole item is closed."""
        return "closed" in (self.access, annex.access)


def _place(item: Item, number: int) -> Text:
    return Text(da=f"{item.number} Bilag {number}", en=f"{item.number} Annex {number}")


class Agenda(Record):
    """A meeting's agenda; no two items have one number, and no file is both open and closed."""

    meeting: Meeting
    items: tuple[Item, ...] = Field(min_length=1, max_length=_MOST_ITEMS)

    @model_validator(mode="after")
    def _numbers_differ(self) -> "Agenda":
        seen: set[str] = set()
        for at, item in enumerate(self.items):
            if item.number in seen:
                what = Text(
                    da=f"To punkter har nummer {item.number}. Giv dem hvert sit.",
                    en=f"Two items have the number {item.number}. Give each its own.",
                )
                raise Rejected(what, place=("items", at, "number"))
            seen.add(item.number)
        return self

    @model_validator(mode="after")
    def _public_titles_are_of_closed_things(self) -> "Agenda":
        for at, item in enumerate(self.items):
            if item.public_title is not None and item.access == "open":
                raise Rejected(_OPEN_BUT_HIDDEN, place=("items", at, "public_title"))
            for number, annex in enumerate(item.annexes):
                if annex.public_title is not None and not item.is_closed(annex):
                    place = ("items", at, "annexes", number, "public_title")
                    raise Rejected(_OPEN_BUT_HIDDEN, place=place)
        return self

    @model_validator(mode="after")
    def _no_file_is_open_and_closed(self) -> "Agenda":
        closed = {
            one_form(annex.file): _place(item, number)
            for item, number, annex in self.annexes()
            if item.is_closed(annex)
        }
        for at, item in enumerate(self.items):
            for number, annex in enumerate(item.annexes):
                hidden = closed.get(one_form(annex.file))
                if hidden is not None and not item.is_closed(annex):
                    what = _open_and_closed(annex.file, _place(item, number + 1), hidden)
                    raise Rejected(what, place=("items", at, "annexes", number, "file"))
        return self

    def in_order(self) -> list[Item]:
        """The items as the book shows them: the supplementary agenda follows the ordinary one."""
        return sorted(self.items, key=lambda item: item.supplement)

    def annexes(self) -> Iterator[tuple[Item, int, Annex]]:
        """Every annex with its item and its number, as the book shows them."""
        for item in self.in_order():
            for number, annex in enumerate(item.annexes, start=1):
                yield item, number, annex


def read_agenda(folder: Path) -> Agenda:
    """The agenda of ``folder``. Raises ``InputError`` with every problem and its line."""
    if not folder.is_dir():
        what = Text(
            da="Der er ingen mappe med det navn. Angiv mappen med bilag og dagsorden.",
            en="There is no folder of that name. Name the folder with the annexes and agenda.",
        )
        raise InputError([Problem(str(folder), None, what)])
    path = folder / FILE_NAME
    if not path.exists():
        what = Text(
            da=f"Mappen har ingen {FILE_NAME}. Uden den vides det ikke, hvilke filer der hører "
            "til hvilke punkter. Skriv den som i vejledningen docs/guides/bilagsbog.md.",
            en=f"The folder has no {FILE_NAME}. Without it nobody knows which file belongs to "
            "which item. Write it as in the guide docs/guides/bilagsbog.md.",
        )
        example = 'items: [{number: "1", title: Resultatkontrakt, annexes: [{title: …, file: …}]}]'
        raise InputError([Problem(str(folder), None, what, example=example)])
    return validate(Agenda, read_yaml(path))
