"""The fixed words of the national statement; the rest are those of a hub's own."""

from samvirke.figures import Language, Text
from samvirke.papers.results_statement import words

TITLE = Text("National resultatopgørelse {year}", "National results statement {year}")
DUE = Text(
    "Opgjort efter {agreement}. Den nationale opgørelse skal foreligge senest den {day} (pkt. "
    "{clause}), husenes egne senest den {hubs_day} (pkt. {hubs_clause}).",
    "Made under {agreement}. The national statement is due by {day} (clause {clause}), the hubs' "
    "own by {hubs_day} (clause {hubs_clause}).",
)
DRAFTS = Text(
    "Udkast indgår fra {names}: tallene kan ændre sig, til direktøren har godkendt dem.",
    "Drafts are included of {names}: the numbers may change until the director signs them off.",
)
ALL_SENT = Text(
    "Opgørelser fra alle {n} erhvervshuse indgår.", "Statements of all {n} hubs are included."
)
SOME_SENT = Text(
    "Opgørelser fra {sent} af {n} erhvervshuse indgår. Ikke offentliggjort endnu: {names}.",
    "Statements of {sent} of {n} hubs are included. Not yet published: {names}.",
)
# Whether a hub has sent its statement is not known here, only that it is not public.
NOT_PUBLISHED = Text("Ikke offentliggjort endnu", "Not yet published")
NOT_SHOWN = Text("Vises ikke", "Not shown")
VERSION = Text("Version {version}", "Version {version}")
AT_STEP = Text("Version {version}: {step}", "Version {version}: {step}")
PUBLIC = Text(
    "Tallene er dem, der står i husenes offentlige opgørelser: hvad der er skjult dér, er også "
    "skjult her.",
    "The numbers are those in the hubs' public statements: what is hidden there is hidden here.",
)
SUMS = Text(
    "Kun hvor aftalen gælder erhvervshusene tilsammen, er tallene lagt sammen. En sum laves først, "
    "når alle husenes opgørelser indgår.",
    "Numbers are added only where the agreement is for the hubs together. A sum is made once the "
    "statements of all hubs are included.",
)
NO_SUMS = Text(
    "Aftalen sætter intet talkrav til erhvervshusene tilsammen det år, så intet er lagt sammen.",
    "The agreement sets no number for the hubs together that year, so nothing is added up.",
)

_LABELS = {
    "glance": Text("Målepunkterne hus for hus", "The measure points hub by hub"),
    "tally": Text("Hvor mange målepunkter er nået?", "How many measure points were met?"),
    "hub": Text("Erhvervshus", "Business hub"),
    "point": Text("Målepunkt", "Measure point"),
    "statement": Text("Opgørelse", "Statement"),
    "together": Text("Husene tilsammen", "The hubs together"),
    "points": Text("Målepunkterne hver for sig", "The measure points one by one"),
    "numbers": Text("Tallene", "The numbers"),
    "sums": Text("Sum", "Sum"),
}


def labels(language: Language) -> dict[str, str]:
    """The headings and labels in ``language``."""
    own = {key: text.in_language(language) for key, text in _LABELS.items()}
    return words.labels(language) | own
