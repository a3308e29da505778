"""National statements made by hand, on the hub's statement of ``statement_example``."""

from datetime import date
from fractions import Fraction

from tests.papers.statement_example import SNAPSHOT, example

from samvirke.agreements import load_agreements
from samvirke.figures import Count, Derivation, Operation, Source, Text, address, derive
from samvirke.figures.units import COMPANIES
from samvirke.schemes.results_statement import (
    Goal,
    Judgement,
    Line,
    Measurement,
    Verdict,
    make_national_statement,
)

HUBS = (
    ("hovedstaden", "Erhvervshus Hovedstaden"),
    ("sjaelland", "Erhvervshus Sjælland"),
    ("fyn", "Erhvervshus Fyn"),
    ("sydjylland", "Erhvervshus Sydjylland"),
    ("midtjylland", "Erhvervshus Midtjylland"),
    ("nordjylland", "Erhvervshus Nordjylland"),
)
STARTUPS = "RA24-M1a"
# Start-ups by hub: 1,200 in all, which the agreement asks of the six together.
ENOUGH = {
    "hovedstaden": 480,
    "sjaelland": 180,
    "fyn": 90,
    "sydjylland": 150,
    "midtjylland": 200,
    "nordjylland": 100,
}
CLAUSE = Source("Aftale om rammerne for erhvervshuse 2024-2027", "8.1, mål 1")
WHY = Text("Afgøres i den nationale opgørelse.", "Decided in the national statement.")


def startups(hub, number):
    name = Text("Virksomheder under tre år", "Companies under three years old")
    rule = Text("forskellige CVR-numre", "distinct CVR numbers")
    counted = Count(
        name, Fraction(number), COMPANIES, rule, CLAUSE, "companies/under-three", (), SNAPSHOT
    )
    value = derive(
        name,
        COMPANIES,
        Derivation(rule, CLAUSE, Operation.SUM, (counted,)),
        address=address("resultatopgørelse", hub, "2027", "1", "ra24-m1a"),
    )
    return Line(
        STARTUPS,
        name,
        CLAUSE,
        Text("Optalt", "Counted"),
        None,
        (Measurement(value, base=counted),),
        (Judgement(Verdict.NO_REQUIREMENT, CLAUSE, reason=WHY),),
        (),
    )


def statements_2027(numbers):
    """A statement of 2027 for each hub in ``numbers``, with its start-ups alone."""
    names, agreement = dict(HUBS), load_agreements()[1]
    title = Text("Iværksættere", "Entrepreneurs")
    return [
        example(
            hub=hub,
            hub_name=names[hub],
            year=2027,
            agreement=agreement.id,
            agreement_title=agreement.title,
            due=date(2028, 6, 30),
            goals=(Goal("RA24-M1", title, (startups(hub, number),)),),
        )
        for hub, number in numbers.items()
    ]


def national_2027(numbers=ENOUGH):
    return make_national_statement(statements_2027(numbers), HUBS)


def national_2021(**changes):
    """Two of six hubs: Fyn with ``changes`` to the example, and Nordjylland."""
    fyn = example(**({"hub": "fyn", "hub_name": "Erhvervshus Fyn"} | changes))
    return make_national_statement([example(), fyn], HUBS)
