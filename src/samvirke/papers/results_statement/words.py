"""The fixed words of the results statement."""

from samvirke.agreements.wording import level_bound
from samvirke.figures import Language, Text
from samvirke.indicators import Outcome
from samvirke.schemes.results_statement.model import Verdict

TITLE = Text("Resultatopgørelse", "Results statement")
DEMO = Text(
    "Demodata: alle registreringer, svar og navne er opdigtede.",
    "Demo data: all registrations, answers and names are made up.",
)
DEMO_MARK = Text("Demodata", "Demo data")
WHOLE_YEAR = Text("Tal for hele {year}", "Numbers for all of {year}")
UNTIL = Text("Foreløbige tal til og med {day}", "Provisional numbers up to and including {day}")
VERSION = Text("Version {version}", "Version {version}")
DUE = Text(
    "Sendes til {kkr}, KL og Erhvervsstyrelsen senest den {day}",
    "To be sent to {kkr}, KL and Erhvervsstyrelsen by {day}",
)
NO_CONTRACT = Text(
    "Tallene er ikke holdt op mod en resultatkontrakt.",
    "The numbers are not held against a performance contract.",
)
NO_REGISTRATIONS = Text(
    "Udtrækket har ingen forløb fra {year}. Tallene om vejledningen mangler derfor.",
    "The snapshot has no engagements from {year}. The numbers about guidance are missing.",
)
FOUND = Text(
    "Fund: {n} sted{er}, hvor erhvervshusets egen optælling og en modtaget værdi er forskellige. "
    "{they} under målene.",
    "Findings: {n} place{s} where the hub's own count and a received value differ. {they} "
    "under the goals.",
)
IT_STANDS = Text("Det står", "It stands")
THEY_STAND = Text("De står", "They stand")
AGREEMENT = Text("Rammeaftalen", "The agreement")
CONTRACT = Text("Resultatkontrakten", "The contract")
AGREEMENT_SHORT = Text("Aftalen", "Agreement")
CONTRACT_SHORT = Text("Kontrakten", "Contract")
PREVIOUS = Text("Året før", "Year before")
SENTENCE = Text("{document}s {total}: {parts}.", "{document}'s {total}: {parts}.")
TOTALS = {
    "agreement": (
        Text("1 målepunkt", "1 measure point"),
        Text("{n} målepunkter", "{n} measure points"),
    ),
    "contract": (Text("1 mål", "1 goal"), Text("{n} mål", "{n} goals")),
}
PHRASES = {
    Verdict.MET: Text("{n} nået", "{n} met"),
    Verdict.MISSED: Text("{n} ikke nået", "{n} missed"),
    Verdict.NO_REQUIREMENT: Text("{n} uden krav i år", "{n} with no requirement this year"),
    Verdict.NOT_MEASURED: Text("{n} ikke målt", "{n} not measured"),
    Verdict.MEASURED_LATER: Text("{n} måles senere", "{n} measured later"),
    Verdict.JUDGED_TOGETHER: Text("{n} afgøres samlet", "{n} judged together"),
    Verdict.TOO_FEW: Text("{n} med for få svar", "{n} with too few answers"),
    Verdict.ASSESSED: Text("{n} vurderet", "{n} assessed"),
}
SIGNS = {Verdict.MET: "✓", Verdict.MISSED: "✗"}
MEANINGS = {
    Verdict.MET: Text(
        "Værdien når det krav, der gælder i året.",
        "The value reaches the requirement in force that year.",
    ),
    Verdict.MISSED: Text(
        "Værdien når ikke det krav, der gælder i året. Skal hvert segment nå kravet, er ét "
        "segment under det nok.",
        "The value does not reach the requirement in force that year. Where each segment must "
        "reach it, one segment below is enough.",
    ),
    Verdict.NO_REQUIREMENT: Text(
        "Dokumentet stiller intet krav i året. Værdien vises til oplysning.",
        "The document sets no requirement that year. The value is shown for information.",
    ),
    Verdict.NOT_MEASURED: Text(
        "Der er et krav, men ingen værdi at dømme.",
        "There is a requirement but no value to judge.",
    ),
    Verdict.MEASURED_LATER: Text(
        "Værdien kan først måles efter året.", "The value can only be measured after the year."
    ),
    Verdict.JUDGED_TOGETHER: Text(
        "Kravet gælder de seks erhvervshuse tilsammen. Den nationale opgørelse afgør det.",
        "The requirement is for the six hubs together. The national statement decides it.",
    ),
    Verdict.TOO_FEW: Text(
        "Under fem svar. Hverken værdi eller dom vises.",
        "Fewer than five answers. Neither value nor verdict is shown.",
    ),
    Verdict.ASSESSED: Text(
        "Målet tælles ikke. En person har vurderet det og skrevet under.",
        "The goal is not counted. A person has assessed it and signed for it.",
    ),
}
READING_VERDICTS = Text(
    "Rammeaftalen og resultatkontrakten dømmer hver for sig. Den uafrundede værdi sammenlignes med "
    "kravet; usikkerheden ændrer ingen dom.",
    "The agreement and the contract each judge for themselves. The unrounded value is compared "
    "with the requirement; the uncertainty changes no verdict.",
)
READING_INTERVAL = Text(
    "Så meget kan tilfældet flytte værdien, når kun nogle har svaret.",
    "How far chance may move the value when only some have answered.",
)
READING_OURS = Text(
    "Mærker et valg, som aftalen eller kontrakten ikke selv skriver.",
    "Marks a choice that the agreement or the contract does not print.",
)
OUR_READING = Text("Vores læsning", "Our reading")
BOUNDS = {
    ">=": level_bound(">="),
    ">": level_bound(">"),
    "increase>=": level_bound("increase>="),
    "<=": Text("højst", "at most"),
    "<": Text("mindre end", "less than"),
    "=": Text("", ""),
}
WITHOUT_LEVEL = {
    "done": Text("leveret", "delivered"),
    "within": Text("inden for kontraktens grænse", "within the contract's limit"),
}
PARTS = {
    "growth": Text("Vækstsegmentet", "Growth segment"),
    "operation": Text("Driftssegmentet", "Operation segment"),
    "turnover": Text("Omsætning", "Turnover"),
    "employment": Text("Beskæftigelse", "Employment"),
    "productivity": Text("Produktivitet", "Productivity"),
}
SHORT_PARTS = {
    "growth": Text("Vækst", "Growth"),
    "operation": Text("Drift", "Operation"),
}
POOLED = Text("Samlet", "All together")
TOO_FEW = Text("For få svar", "Too few answers")
UNDER_FIVE = Text("under 5", "under 5")
NO_VALUE = Text("Ingen værdi", "No value")
STATED_BY = Text("Oplyst, {source}", "Stated, {source}")
ASSESSED_BY = Text("{author}, {day}", "{author}, {day}")
OUTCOME_SIGNS = {Outcome.WITHIN: "✓ ", Outcome.OUTSIDE: "✗ "}
EXCLUDED = Text("Ikke med i fordelingen: {n}, {reason}", "Not in the spread: {n}, {reason}")
BESIDE_OWN = Text("Også oplyst af {authority}", "Also stated by {authority}")

_LABELS = {
    "glance": Text("Målene i overblik", "The goals at a glance"),
    "tally": Text("Hvor mange mål er nået?", "How many goals were met?"),
    "document": Text("Dokument", "Document"),
    "total": Text("I alt", "In all"),
    "goal": Text("Mål", "Goal"),
    "value": Text("Værdi", "Value"),
    "requirement": Text("Krav", "Requirement"),
    "agreement": AGREEMENT,
    "contract": CONTRACT,
    "agreement_short": AGREEMENT_SHORT,
    "contract_short": CONTRACT_SHORT,
    "previous": PREVIOUS,
    "national": Text("Rammeaftalens mål", "The agreement's goals"),
    "local": Text("Kontraktens egne mål", "The contract's own goals"),
    "part": Text("Del", "Part"),
    "base": Text("Grundlag", "Base"),
    "interval": Text("95 pct.-interval", "95 per cent interval"),
    "verdicts": Text("Sådan er målet dømt", "How the goal was judged"),
    "verdict": Text("Dom", "Verdict"),
    "reason": Text("Begrundelse", "Reason"),
    "clause": Text("Punkt", "Clause"),
    "computed_by": Text("Beregnet af", "Computed by"),
    "beside": Text("Til sammenligning", "For comparison"),
    "stated": Text("Modtagne værdier", "Values received"),
    "authority": Text("Fra", "From"),
    "people": Text("Antal bag tallet", "Number behind it"),
    "day": Text("Dato", "Date"),
    "source": Text("Dokument", "Document"),
    "finding": Text("Fund", "Finding"),
    "assessment": Text("Vurdering", "Assessment"),
    "status": Text("Status", "Status"),
    "evidence": Text("Dokumentation", "Evidence"),
    "completion_rule": Text("Opfyldt, når", "Completed when"),
    "activity": Text("Aktivitet", "Activity"),
    "assessed_by": Text("Vurderet af", "Assessed by"),
    "definition": Text("Sådan tælles der", "How it is counted"),
    "population": Text("Hvem indgår", "Who is included"),
    "numerator": Text("Det, der tælles", "What is counted"),
    "denominator": Text("Det, der deles med", "What it is divided by"),
    "exclusions": Text("Holdt ude", "Left out"),
    "too_few": Text("Ved få svar", "With few answers"),
    "our_reading": Text("Bemærk", "Remark"),
    "shares": Text("Andele af vejledningen", "Shares of the guidance"),
    "definition_source": Text("Efter", "According to"),
    "calculation": Text("Sådan er tallene beregnet", "How the numbers were computed"),
    "address": Text("Adresse", "Address"),
    "note": Text("Note", "Note"),
    "number": Text("Tal", "Number"),
    "origin": Text("Kilde", "Source"),
    "level_of_agreement": Text("Rammeaftalens krav", "Requirement of the agreement"),
    "level_of_contract": Text("Kontraktens krav", "Requirement of the contract"),
    "spread": Text("Vejledning fordelt på kommuner", "Guidance spread over the municipalities"),
    "municipality": Text("Kommune", "Municipality"),
    "area_class": Text("By eller land", "Urban or rural"),
    "guidance": Text("Vejledning", "Guidance"),
    "share_of_guidance": Text("Andel af vejledning, pct.", "Share of guidance, per cent"),
    "population_count": Text("Indbyggere", "Inhabitants"),
    "share_of_population": Text("Andel af indbyggere, pct.", "Share of inhabitants, per cent"),
    "relative": Text("Afvigelse, pct.", "Deviation, per cent"),
    "points": Text("Afvigelse, procentpoint", "Deviation, percentage points"),
    "outcome": Text("Udfald", "Outcome"),
    "volumes": Text("Omfang", "Volumes"),
    "kind": Text("Art", "Kind"),
    "engagements": Text("Forløb", "Engagements"),
    "companies": Text("Virksomheder", "Companies"),
    "previous_companies": Text("Virksomheder året før", "Companies the year before"),
    "origins": Text("Hvem har beregnet tallene?", "Who computed the numbers?"),
    "basis": Text("Hvad tallene bygger på", "What the numbers rest on"),
    "file": Text("Fil", "File"),
    "role": Text("Indhold", "Content"),
    "rows": Text("Rækker", "Rows"),
    "snapshot": Text("Udtræk", "Snapshot"),
    "code": Text("Program", "Program"),
    "reading": Text("Sådan læses opgørelsen", "How to read the statement"),
    "meaning": Text("Betydning", "Meaning"),
    "id": Text("Id", "Id"),
    "exact": Text("Uafrundet", "Unrounded"),
    "unit": Text("Enhed", "Unit"),
    "low": Text("Fra", "From"),
    "high": Text("Til", "To"),
    "method": Text("Metode", "Method"),
    "line": Text("Linje", "Line"),
}


def labels(language: Language) -> dict[str, str]:
    """The headings and labels in ``language``."""
    return {key: text.in_language(language) for key, text in _LABELS.items()}


def part_name(segment: str | None, measure: str | None, language: Language) -> str:
    """What a value is of: its segment or measure in words, else all together.

    >>> part_name("growth", None, "da"), part_name(None, None, "en")
    ('Vækstsegmentet', 'All together')
    """
    named = [code for code in (segment, measure) if code is not None]
    told = (PARTS[code].in_language(language) if code in PARTS else code for code in named)
    return ", ".join(told) or POOLED.in_language(language)


def short_name(segment: str | None, measure: str | None, language: Language) -> str:
    """The same, short enough for an overview.

    >>> short_name("growth", None, "da"), short_name(None, "turnover", "da")
    ('Vækst', 'Omsætning')
    """
    if segment in SHORT_PARTS and measure is None:
        return SHORT_PARTS[segment].in_language(language)
    return part_name(segment, measure, language)
