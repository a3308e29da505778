"""Floor 5: the command ``samvirke``, what the library can do without a browser.

Exit codes: 0 nothing found, 1 something found, 2 the input or the command could not be used.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from samvirke import __version__
from samvirke.cli import (
    agreement,
    contract,
    demo,
    records,
    seats,
    split,
    statement,
    statement_folders,
    work_list,
)
from samvirke.cli.exit_codes import UNUSABLE
from samvirke.cli.parser import Parser
from samvirke.figures import Language, Text
from samvirke.records import InputError

_COMMANDS = (
    contract,
    agreement,
    statement,
    statement_folders,
    records,
    work_list,
    split,
    seats,
    demo,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = _parser()
    options = parser.parse_args(arguments)
    language: Language = options.language
    run: Callable[[argparse.Namespace, Language], int] = options.run
    try:
        code = run(options, language)
        sys.stdout.flush()
    except InputError as error:
        print(error.in_language(language), file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    except Exception as error:
        refusal = getattr(error, "what", None)
        if isinstance(refusal, Text):  # every refusal of ours says in words what and why
            print(refusal.in_language(language), file=sys.stderr)
            return UNUSABLE
        if os.environ.get("SAMVIRKE_DEBUG"):
            raise
        print(
            _BUG.in_language(language).format(error=f"{type(error).__name__}: {error}"[:300]),
            file=sys.stderr,
        )
        return UNUSABLE
    return code


_BUG = Text(
    da="Der er en fejl i Samvirke selv ({error}). Meld den, gerne med filen; "
    "SAMVIRKE_DEBUG=1 foran kommandoen viser, hvor den opstod.",
    en="There is a fault in Samvirke itself ({error}). Report it, with the file if you may; "
    "SAMVIRKE_DEBUG=1 before the command shows where it arose.",
)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="samvirke",
        description="Kommunernes samarbejde: fra registreringen til rådets bord.",
    )
    parser.add_argument("--version", action="version", version=f"samvirke {__version__}")
    commands = parser.add_subparsers(title="kommandoer", required=True, metavar="KOMMANDO")

    for command in _COMMANDS:
        command.add_to(commands)
    return parser
