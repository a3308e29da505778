"""Floor 5: the command ``samvirke``, what the library can do without a browser.

Exit codes: 0 nothing found, 1 something found, 2 the input or the command could not be used.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pkgutil import resolve_name

from samvirke import __version__
from samvirke.cli.exit_codes import INTERRUPTED, UNUSABLE
from samvirke.cli.parser import Parser
from samvirke.figures import Language, Text
from samvirke.records import InputError

# The name of a command, where its arguments are declared, and what it does. Loading what all of
# them use (Django, DuckDB, NumPy, Typst) takes a second, so only the one that is called is loaded.
_COMMANDS = (
    ("check-contract", "contract:add_to", "hold en resultatkontrakt op mod rammeaftalen"),
    ("agreement", "agreement:add_to", "vis, hvad rammeaftalen kræver i et år"),
    ("statement", "statement:add_to", "gør et erhvervshus' resultater op for et år"),
    (
        "verify-statement",
        "statement_folders:add_verify",
        "regn en opgørelse efter fra dens eget grundlag",
    ),
    (
        "compare-statements",
        "statement_folders:add_compare",
        "vis, hvad der skiller to udgaver af en opgørelse",
    ),
    (
        "approve-statement",
        "statement_folders:add_approve",
        "før en opgørelse et skridt videre fra udkast til offentliggjort",
    ),
    (
        "national-statement",
        "statement_folders:add_national",
        "stil årets opgørelser for erhvervshusene op ved siden af hinanden",
    ),
    (
        "front-page",
        "front_page:add_to",
        "saml opgørelser og kontraktcheck i en mappe på én forside",
    ),
    (
        "import",
        "records:add_import",
        "læs registreringer, evalueringer eller kendskabssvar ind i lageret",
    ),
    ("imports", "records:add_imports", "vis, hvad der er læst ind i lageret"),
    ("revert", "records:add_revert", "træk en import tilbage"),
    ("snapshot", "records:add_snapshot", "frys et udtræk af lageret"),
    (
        "work-list",
        "work_list:add_to",
        "vis, hvad erhvervshusets controller skal se på i registreringerne",
    ),
    (
        "split",
        "split:add_to",
        "fordel et beløb, et mål, kvoter eller pladser efter ordningens regel",
    ),
    ("seats", "seats:add_to", "fordel mandater efter stemmer"),
    ("book", "book:add_to", "saml et mødes bilag i én tilgængelig PDF"),
    ("archive", "archive:add_to", "del bilagssamlinger op i punkter og bilag, og gem dem"),
    ("check-paper", "check_paper:add_to", "led efter regnefejl og andre fejl i et mødebilag"),
    ("backup", "backup:add_backup", "skriv hele lageret i én fil"),
    ("restore", "backup:add_restore", "læs en sikkerhedskopi tilbage"),
    ("retention", "persons:add_retention", "slet personoplysninger, der er forældede"),
    ("export-person", "persons:add_export", "vis alt, hvad der er gemt om en bruger"),
    ("close-user", "persons:add_close", "luk en brugers konto, eller åbn den igen"),
    ("erase-person", "persons:add_erase", "luk en konto, og slet, hvem den tilhørte"),
    ("demo-site", "demo_site:add_to", "fyld hjemmesiden med opdigtede data"),
    ("serve", "serve:add_to", "start hjemmesiden"),
    ("invite", "invite:add_to", "invitér den første administrator til hjemmesiden"),
    ("send-mail", "send_mail:add_to", "send de breve, der venter i udbakken"),
    ("verify-log", "log:add_to", "regn hændelsesloggens kæder efter"),
    ("access-log", "access_log:add_to", "vis, hvem der har læst registreringer"),
    ("effect", "effect:add_to", "mål effekten af vejledning mod en kontrolgruppe"),
    ("store-effect", "store_effect:add_to", "offentliggør en effektmåling på hjemmesiden"),
    ("demo-register", "effect:add_demo", "lav et opdigtet virksomhedsregister med kendt effekt"),
    ("demo-data", "demo:add_to", "lav opdigtede registreringer, evalueringer og kendskabssvar"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    told = sys.argv[1:] if arguments is None else arguments
    language: Language = "da"
    try:
        options = _parser(told).parse_args(told)
        language = options.language
        run: Callable[[argparse.Namespace, Language], int] = options.run
        code = run(options, language)
        sys.stdout.flush()
    except InputError as error:
        print(error.in_language(language), file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print(_INTERRUPTED.in_language(language), file=sys.stderr)
        return INTERRUPTED
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


_INTERRUPTED = Text(
    da="Afbrudt. Kør kommandoen igen for at få resultatet.",
    en="Interrupted. Run the command again for its result.",
)
_BUG = Text(
    da="Der er en fejl i Samvirke selv ({error}). Meld den, gerne med filen; "
    "SAMVIRKE_DEBUG=1 foran kommandoen viser, hvor den opstod.",
    en="There is a fault in Samvirke itself ({error}). Report it, with the file if you may; "
    "SAMVIRKE_DEBUG=1 before the command shows where it arose.",
)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with the arguments of those commands whose names stand in ``arguments``."""
    parser = Parser(
        prog="samvirke",
        description="Kommunernes samarbejde: fra registreringen til rådets bord.",
    )
    parser.add_argument(
        "--version", action="version", version=f"samvirke {__version__}", help="vis versionen"
    )
    commands = parser.add_subparsers(title="kommandoer", required=True, metavar="KOMMANDO")
    for name, declared, what in _COMMANDS:
        command = commands.add_parser(name, help=what)
        if name in arguments:
            resolve_name(f"{__name__}.{declared}")(command)
    return parser
