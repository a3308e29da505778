"""What is wrong with a file: where, what was got, what is valid, an example."""

from collections.abc import Sequence
from dataclasses import dataclass

from samvirke.figures import Language, Text

_LINE = Text(da="linje", en="line")
_GOT = Text(da="Der står", en="Got")
_VALID = Text(da="Gyldigt", en="Valid")
_EXAMPLE = Text(da="Eksempel", en="Example")
_LONGEST_SHOWN = 120
_MOST_LISTED = 50
_LEFT_OUT = Text(da="… og {count} fejl mere.", en="… and {count} more errors.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words that a secretary understands.

    ``what`` says what happened and why; ``got`` is the text of the file itself.
    """

    file: str
    line: int | None
    what: Text
    got: str | None = None
    valid: Text | None = None
    example: str | None = None

    def in_language(self, language: Language) -> str:
        """The problem as one to four lines."""
        place = self.file
        if self.line is not None:
            place = f"{place}, {_LINE.in_language(language)} {self.line}"
        details = (
            (_GOT, None if self.got is None else shorten(self.got)),
            (_VALID, None if self.valid is None else self.valid.in_language(language)),
            (_EXAMPLE, self.example),
        )
        lines = [f"{place}: {self.what.in_language(language)}"]
        lines += [f"  {label.in_language(language)}: {value}" for label, value in details if value]
        return "\n".join(printable(line) for line in lines)


class InputError(Exception):
    """A file that was refused. Nothing of it was taken in."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.in_language("en"))

    def in_language(self, language: Language) -> str:
        """All problems, the first first; a long tail is counted instead of listed."""
        shown = [problem.in_language(language) for problem in self.problems[:_MOST_LISTED]]
        left_out = len(self.problems) - len(shown)
        if left_out:
            shown.append(_LEFT_OUT.in_language(language).format(count=left_out))
        return "\n".join(shown)


class Rejected(ValueError):
    """A value that a rule refuses; the reader of the file adds where it stood.

    ``place`` leads from the object that the rule is about to the part of it that is wrong.
    """

    def __init__(
        self,
        what: Text,
        *,
        valid: Text | None = None,
        example: str | None = None,
        place: tuple[str | int, ...] = (),
    ) -> None:
        self.what, self.valid, self.example, self.place = what, valid, example, place
        super().__init__(what.en)


def printable(text: str) -> str:
    """``text`` with a dot for each sign that would steer a terminal instead of being seen."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)


def shorten(text: str) -> str:
    """``text`` on one line, without control characters, cut where it gets too long to read."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"
