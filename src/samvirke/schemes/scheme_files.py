"""The files that a scheme is given: the columns' Danish headings, and how receivers are named."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from samvirke.figures import Text
from samvirke.records import Row
from samvirke.records.imports.words import did_you_mean, fold
from samvirke.records.sheets import SheetRow, read_sheet
from samvirke.territory import Municipality, Territory

# Each column's further names, its Danish one first.
WORDS: Mapping[str, Sequence[str]] = {
    "code": ("kode", "kommunekode", "kommunenr", "kommunenummer", "komkode"),
    "name": ("navn", "kommune", "kommunenavn", "modtager"),
    "value": ("værdi", "antal", "tal", "folketal", "personer", "procent", "pct", "nøgle"),
    "list": ("liste", "parti", "listebogstav"),
    "votes": ("stemmer", "stemmetal", "antal stemmer"),
    "alliance": ("valgforbund", "forbund"),
    "candidates": ("kandidater", "antal kandidater"),
    "drawn_by": ("trukket af",),
    "day": ("dato", "dag"),
    "outcome": ("udfald",),
    "target_group": ("målgruppe",),
    "year": ("år", "driftsår"),
    "municipality": ("kommune", "kommunekode", "kommunenavn"),
    "planned": ("planlagt", "planlagte", "planlagte pladser"),
    "expected": ("forventet", "forventede", "forventet behov", "behov"),
    "willing": ("vil bygge", "villig"),
    "region": ("region",),
    "population": ("folketal", "befolkning"),
    "immigrants": ("indvandrere", "indvandrere og flygtninge"),
    "family_reunified": ("familiesammenførte", "familiesammenført"),
    "persons": ("personer", "antal"),
    "reported": ("meldt", "meldt den"),
    "hub": ("erhvervshus",),
    "advisers": ("rådgivere", "antal rådgivere"),
    "source": ("kilde",),
    "deficit_kr": ("underskud kr", "underskud"),
    "full_occupancy": ("fuld belægning",),
    "percent": ("procent", "pct"),
    "document": ("dokument",),
    "clause": ("punkt",),
    "graduates": ("dimittender", "nyuddannede"),
    "retirement": ("afgang", "pension"),
    "migration": ("flytning", "nettotilflytning"),
    "served": ("betjente",),
    "promiser": ("lovet af",),
    "places": ("pladser",),
    "programme": ("uddannelse",),
    "study_year": ("studieår",),
    "kind": ("art", "type"),
    "decided_on": ("besluttet den", "besluttet"),
    "status": ("status",),
    "secretariat": ("sekretariat",),
    "line_no": ("linjenr", "nr"),
    "line": ("linje",),
}
# What stands in a cell of fixed words, in Danish: the scheme's own word.
_CELLS = {
    "indtægt": "income",
    "udgift": "expense",
    "indtægter i alt": "total_income",
    "udgifter i alt": "total_expense",
    "resultat": "result",
    "kommune": "municipality",
    "region": "region",
}


def own_word(row: Row, column: str) -> str:
    """The cell of a column of fixed words, written in Danish or as the scheme names them."""
    return _CELLS.get(fold(row[column]), row[column])


def read_rows(
    path: Path,
    columns: Sequence[str],
    *,
    optional: Sequence[str] = (),
    more: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[SheetRow]:
    """The rows of a scheme's file, its headings in Danish or by the columns' own names.

    ``more`` are further words for columns that ``WORDS`` cannot name, such as those with a year.
    """
    return read_sheet(path, columns, optional=optional, words={**WORDS, **(more or {})})


def municipality_named(text: str, among: Iterable[Municipality]) -> Municipality | None:
    """The municipality with this code or name; »Københavns Kommune« and »Ålborg« are known too.

    >>> from samvirke.territory import load_territory
    >>> places = load_territory().municipalities.values()
    >>> municipality_named("Københavns Kommune", places).code
    '101'
    >>> municipality_named("0851", places).name
    'Aalborg'
    """
    return next((item for item in among if is_named(text, item.code, item.name)), None)


def is_named(text: str, code: str, name: str) -> bool:
    """Whether ``text`` is this code or this name."""
    wanted, own = _comparable(text), _comparable(name)
    bare = text.strip().removeprefix("0")
    return bare == code or own in (wanted, f"{wanted}s") or wanted == f"{own}s"


def _comparable(name: str) -> str:
    """A municipality's name as it is compared: without »Kommune«, and with one spelling of å."""
    bare = re.sub(r"\s+(regions)?kommune$", "", fold(name))
    return bare.replace("å", "aa").replace("-", " ")


def read_receiver(row: SheetRow, territory: Territory) -> tuple[str, str]:
    """Code and name of a row's receiver; a municipality's name is that of the register.

    One of the two columns is enough for a municipality. Raises ``InputError`` where the code is
    one municipality's and the name another's, or where no municipality is named alone.
    """
    code = row["code"].strip() if row.has("code") else ""
    name = row["name"].strip() if row.has("name") else ""
    places = territory.municipalities.values()
    by_code = municipality_named(code, [item for item in places if code.lstrip("0") == item.code])
    by_name = municipality_named(name, places) if name else None
    if code and name and by_code is None and by_name is None:
        return code, name
    if by_code is not None and name and by_name != by_code:
        raise row.refused(two_names(by_code, name), got=f"{code} {name}")
    if by_code is None and code and by_name is not None:
        what = Text(
            da=f"{by_name.name} har koden {by_name.code}, ikke {code}. Ret koden eller navnet.",
            en=f"{by_name.name} has the code {by_name.code}, not {code}. Correct code or name.",
        )
        raise row.refused(what, got=f"{code} {name}")
    found = by_code or by_name
    if found is None:
        raise _nobody(row, code or name, territory)
    return found.code, found.name


def two_names(place: Municipality, name: str) -> Text:
    """What is said where a code is one municipality's and the name beside it another's."""
    return Text(
        da=f"{place.code} er {place.name}, ikke {name}. Ret koden eller navnet.",
        en=f"{place.code} is {place.name}, not {name}. Correct the code or the name.",
    )


def _nobody(row: Row, got: str, territory: Territory) -> Exception:
    if not got:
        what = Text(
            da="Linjen nævner ingen modtager. Skriv dens kode eller navn.",
            en="The line names no receiver. Write its code or name.",
        )
        return row.refused(what)
    hint = did_you_mean(got, [item.name for item in territory.municipalities.values()])
    what = Text(
        da=f"Kommunen kendes ikke. Skriv dens navn eller trecifrede kode. {hint.da}".strip(),
        en=f"The municipality is not known. Give its name or three-digit code. {hint.en}".strip(),
    )
    return row.refused(what, got=got, example="Middelfart")
