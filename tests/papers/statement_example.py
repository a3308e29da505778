"""A results statement made by hand: every verdict, every kind of line, plainly made-up numbers."""

from datetime import date
from fractions import Fraction

from samvirke.figures import (
    Count,
    Derivation,
    Exclusion,
    Given,
    Operation,
    Source,
    Text,
    address,
    adjusted_wald,
    derive,
    wilson,
)
from samvirke.figures.units import (
    ANSWERS,
    COMPANIES,
    ENGAGEMENTS,
    NPS_POINTS,
    PERCENT,
    PERCENTAGE_POINTS,
    PERSONS,
)
from samvirke.indicators import Beside, DefinitionInWords, Outcome
from samvirke.schemes.results_statement.model import (
    Activity,
    Assessment,
    FileUsed,
    Goal,
    Judgement,
    Line,
    Measurement,
    Received,
    SpreadRow,
    Statement,
    Verdict,
    VolumeRow,
)

AGREEMENT = "Aftale om rammerne for erhvervshuse 2021-2023"
CONTRACT = "Resultatkontrakt 2021, Erhvervshus Nordjylland"
SNAPSHOT = "3f2a" * 16
OWN = Text("Optalt af Samvirke i erhvervshusets registreringer og svar", "Counted by Samvirke")
ASSESSED = Text("Vurderet af erhvervshuset", "Assessed by the business hub")
NOBODY = Text("Ikke opgjort", "Not computed")
EACH_OURS = Text(
    "At hvert segment skal nå kravet, er vores læsning.",
    "That each segment must reach the level is our reading.",
)


def clause(text):
    return Source(AGREEMENT, text)


def term(text):
    return Source(CONTRACT, text)


def same(text):
    return Text(text, text)


def count(name, value, unit, query, excluded=()):
    return Count(
        name,
        Fraction(value),
        unit,
        Text("én for hvert forløb, den sidste gælder", "one per engagement, the last counts"),
        clause("7.1, mål 3, 1. punkt"),
        query,
        excluded,
        SNAPSHOT,
    )


def share(name, counted, base, source, *names, unit=ANSWERS, year=2021):
    part = count(Text(f"{name.da}: talt med", f"{name.en}: counted"), counted, unit, "counted")
    whole = count(
        Text(f"{name.da}: i alt", f"{name.en}: base"),
        base,
        unit,
        "base",
        (Exclusion(Text("spørgsmålet er ikke besvaret", "not answered"), 7),),
    )
    rule = Text("de talte divideret med alle", "those counted divided by all")
    derivation = Derivation(rule, source, Operation.PERCENTAGE, (part, whole))
    where = address("resultatopgørelse", "nordjylland", str(year), "1", *names) if names else None
    return derive(name, PERCENT, derivation, address=where)


def score(name, promoters, detractors, base, source, *names):
    for_it = share(Text("Andel 9-10", "Share 9-10"), promoters, base, source)
    against = share(Text("Andel 0-6", "Share 0-6"), detractors, base, source)
    rule = Text("andelen med 9-10 minus andelen med 0-6", "share of 9-10 minus share of 0-6")
    derivation = Derivation(rule, source, Operation.DIFFERENCE, (for_it, against))
    where = address("resultatopgørelse", "nordjylland", "2021", "1", *names)
    return derive(name, NPS_POINTS, derivation, address=where)


def given(value, unit, source, name="Krav"):
    return Given(Text(name, "Requirement"), Fraction(value), unit, source)


def measured(name, counted, base, source, *names, segment=None, previous=None, beside=()):
    value = share(name, counted, base, source, *names)
    return Measurement(
        value,
        segment=segment,
        base=value.derivation.inputs[1],
        interval=wilson(Fraction(counted), Fraction(base)),
        previous=None
        if previous is None
        else share(
            Text(f"{name.da} 2020", f"{name.en} 2020"), *previous, source, *names, year=2020
        ),
        beside=beside,
    )


def awareness():
    source = clause("7.1, mål 1, 1. punkt")
    start = given(40, PERCENT, clause("7.1, fodnote 2"), "Kendskab i september 2020")
    rise = given(5, PERCENTAGE_POINTS, source, "Stigning")
    rule = Text("kendskabet i 2020 plus stigningen", "awareness in 2020 plus the rise")
    level = derive(
        Text("Niveau, som aftalen kræver i 2021", "Level that the agreement requires in 2021"),
        PERCENT,
        Derivation(rule, source, Operation.SUM, (start, rise)),
    )
    name = Text("Kendskab", "Awareness")
    return Line(
        "RA21-M1a",
        Text(
            "Andel af virksomhederne i oplandet, som kender erhvervshuset",
            "Share of the companies in the catchment that know the business hub",
        ),
        source,
        OWN,
        DEFINITION,
        (measured(name, 431, 1000, source, "ra21-m1a", previous=(400, 1000)),),
        (Judgement(Verdict.MISSED, source, None, level, ">="),),
        (Judgement(Verdict.MISSED, term("mål 1, b"), None, given(45, PERCENT, term("1 b")), ">="),),
        received=(
            Received(
                given("43.2", PERCENT, Source("Kendskabsmåling 2021", "tabel 2"), "Oplyst"),
                1004,
                date(2022, 2, 1),
                "Kendskabsmåling 2021, tabel 2",
                "Erhvervsstyrelsen",
            ),
        ),
        findings=(
            Text(
                "Erhvervsstyrelsen oplyser 43,2 pct. (Kendskabsmåling 2021, tabel 2); vi tæller "
                "43,1 pct. Find ud af, hvad der skiller dem: afgrænsning, dato eller registrering.",
                "Erhvervsstyrelsen states 43.2 per cent (Kendskabsmåling 2021, tabel 2); we count "
                "43.1 per cent. Find out what parts them: scope, date or registration.",
            ),
        ),
    )


DEFINITION = DefinitionInWords(
    population=Text("Virksomheder, som har svaret.", "Companies that answered."),
    numerator=Text("Svar med »ja«.", "Answers with 'yes'."),
    denominator=Text("Alle svar, også »ved ikke«.", "All answers, 'don't know' too."),
    exclusions=Text("Spørgsmål, der ikke er besvaret.", "Questions not answered."),
    too_few=Text(
        "Under fem svar vises hverken værdi eller dom.",
        "Fewer than five answers: neither value nor verdict.",
    ),
    source=clause("7.1, mål 1"),
    our_reading=Text("At »ved ikke« bliver i grundlaget.", "That 'don't know' stays in the base."),
)


def new_companies():
    source = clause("7.1, mål 1, 2. punkt")
    name = Text("Nye virksomheder", "New companies")
    value = share(name, 613, 812, source, "ra21-m1b", unit=COMPANIES)
    level = given(50, PERCENT, source)
    return Line(
        "RA21-M1b",
        Text(
            "Andel af de vejledte virksomheder, som ikke fik vejledning året før",
            "Share of the guided companies that were not guided the year before",
        ),
        source,
        OWN,
        DEFINITION,
        (Measurement(value, base=value.derivation.inputs[1]),),
        (Judgement(Verdict.MET, source, None, level, ">="),),
        (Judgement(Verdict.MET, term("mål 1, d"), None, level, ">="),),
    )


def satisfied():
    source = clause("7.1, mål 3, 1. punkt")
    name = Text("Meget tilfredse", "Very satisfied")
    level, contract_level = given(80, PERCENT, source), given(80, PERCENT, term("mål 3, a"))
    without = share(
        Text("Meget tilfredse uden »ved ikke«", "Very satisfied without don't know"),
        79,
        100,
        source,
        *("ra21-m3a", "growth", "ved-1"),
    )
    beside = (Beside(Text("Uden »ved ikke«", "Without 'don't know'"), without),)
    return Line(
        "RA21-M3a",
        Text(
            "Andel, som er meget tilfreds med kvaliteten af vejledningen, herunder de faglige "
            "kompetencer",
            "Share very satisfied with the quality of the guidance, professional competence "
            "included",
        ),
        source,
        OWN,
        DEFINITION,
        (
            measured(name, 285, 360, source, "ra21-m3a", previous=(260, 340)),
            measured(
                name,
                *(79, 105, source, "ra21-m3a", "growth"),
                segment="growth",
                previous=(78, 100),
                beside=beside,
            ),
            # 206 of 255 is 80.78 per cent.
            measured(name, 206, 255, source, "ra21-m3a", "operation", segment="operation"),
        ),
        (
            Judgement(Verdict.MISSED, source, None, level, ">="),
            Judgement(Verdict.MISSED, source, "growth", level, ">="),
            Judgement(Verdict.MET, source, "operation", level, ">="),
        ),
        (
            Judgement(Verdict.MISSED, term("mål 3, a"), None, contract_level, ">="),
            Judgement(Verdict.MISSED, term("mål 3, a"), "growth", contract_level, ">="),
            Judgement(Verdict.MET, term("mål 3, a"), "operation", contract_level, ">="),
        ),
    )


def promoters():
    source = clause("7.1, mål 3, 2. punkt")
    name = Text("Net Promoter Score", "Net Promoter Score")
    level = given(70, NPS_POINTS, source)
    value = score(name, 180, 22, 210, source, "ra21-m3b", "operation")
    return Line(
        "RA21-M3b",
        Text(
            "Net Promoter Score i brugerevalueringen", "Net Promoter Score in the user evaluation"
        ),
        source,
        OWN,
        DEFINITION,
        (
            Measurement(
                value,
                segment="operation",
                base=value.derivation.inputs[0].derivation.inputs[1],
                interval=adjusted_wald(Fraction(180), Fraction(22), Fraction(210)),
            ),
            Measurement(None, segment="growth", too_few=True),
        ),
        (
            Judgement(
                Verdict.TOO_FEW, source, None, level, ">=", reason=EACH_OURS, our_reading=True
            ),
            Judgement(Verdict.MET, source, "operation", level, ">=", our_reading=True),
            Judgement(
                Verdict.TOO_FEW,
                source,
                "growth",
                level,
                ">=",
                Text(
                    "Der er under fem svar, så der gives ingen dom.",
                    "There are fewer than five answers, so no verdict is given.",
                ),
                our_reading=True,
            ),
        ),
        (
            Judgement(
                Verdict.NO_REQUIREMENT,
                term("mål 3"),
                reason=Text(
                    "Kontrakten nævner ikke målepunktet.",
                    "The contract does not name the measure point.",
                ),
            ),
        ),
    )


def almost():
    """A value that rounds onto the level it does not reach: 449 of 998 is 44.98998 per cent."""
    source = clause("7.1, mål 4")
    name = Text("Benyttede henvisninger", "Used referrals")
    level = given(45, PERCENT, source)
    return Line(
        "RA21-M4a",
        Text(
            "Andel af de henviste virksomheder, som har benyttet den eksterne rådgivning",
            "Share of the referred companies that used the external advice",
        ),
        source,
        OWN,
        DEFINITION,
        (measured(name, 449, 998, source, "ra21-m4a"),),
        (Judgement(Verdict.MISSED, source, None, level, ">="),),
        (Judgement(Verdict.MET, term("mål 4, a"), None, given(40, PERCENT, term("4 a")), ">"),),
    )


def crisis():
    source = clause("7.1, mål 5, 1. punkt")
    return Line(
        "RA21-M5a",
        Text(
            "Kriseberedskabet er opretholdt og dimensioneret efter efterspørgslen i oplandet",
            "Crisis readiness is kept and sized to demand in the catchment",
        ),
        source,
        ASSESSED,
        None,
        (),
        (Judgement(Verdict.MET, source, operator="done"),),
        (Judgement(Verdict.MET, term("mål 5, a"), operator="done"),),
        assessment=Assessment(
            Text("Leveret", "Delivered"),
            "Årsrapport 2021, side 4",
            "Demo Direktør",
            date(2022, 3, 15),
            evidence="Årsrapport 2021, side 4",
        ),
    )


def later():
    source = clause("7.1, mål 7, 2. punkt")
    reason = Text(
        "Effekten måles to år efter endt vejledning mod en kontrolgruppe.",
        "The effect is measured two years after guidance ended, against a control group.",
    )
    return Line(
        "RA21-M7b",
        Text(
            "Mervækst i omsætning og beskæftigelse i vækstsegmentet",
            "Extra growth in turnover and employment in the growth segment",
        ),
        source,
        NOBODY,
        DEFINITION,
        (),
        (Judgement(Verdict.MEASURED_LATER, source, reason=reason),),
        (Judgement(Verdict.MEASURED_LATER, term("mål 7, b"), reason=reason),),
    )


def green():
    source = clause("7.1, mål 6, 4. punkt")
    name = Text("Grøn effekt", "Green effect")
    return Line(
        "RA21-M6c",
        Text(
            "Andel, som i høj grad venter effekt af den grønne vejledning",
            "Share expecting an effect of the green guidance to a high degree",
        ),
        source,
        OWN,
        DEFINITION,
        (measured(name, 21, 40, source, "ra21-m6c"),),
        (
            Judgement(
                Verdict.NO_REQUIREMENT,
                source,
                reason=Text(
                    "Næste krav gælder i 2023: mindst 50 pct.",
                    "The next requirement holds in 2023: at least 50 per cent.",
                ),
            ),
        ),
        (),
    )


def companies():
    value = count(
        Text("Vejledte virksomheder", "Guided companies"), 812, COMPANIES, "companies/guided"
    )
    rule = Text("forskellige CVR-numre", "distinct CVR numbers")
    figure = derive(
        Text("Forskellige virksomheder", "Different companies"),
        COMPANIES,
        Derivation(rule, term("mål 12, a"), Operation.SUM, (value,)),
        address=address("resultatopgørelse", "nordjylland", "2021", "1", "rk-nord-2021-12a"),
    )
    level = given(800, COMPANIES, term("mål 12, a"))
    return Line(
        "RK-NORD-2021-12a",
        same("Forskellige virksomheder vejledt om året"),
        term("mål 12, a"),
        OWN,
        DEFINITION,
        (Measurement(figure, base=value),),
        (),
        (Judgement(Verdict.MET, term("mål 12, a"), None, level, ">="),),
    )


def cooperation():
    done, under_way = Text("Gennemført", "Done"), Text("I gang", "Under way")
    return Line(
        "RK-NORD-2021-10",
        same("Styrket regionalt samarbejde"),
        term("mål 10"),
        ASSESSED,
        None,
        (),
        (),
        (
            Judgement(
                Verdict.ASSESSED,
                term("mål 10"),
                reason=Text("Delvist gennemført", "Partly carried out"),
            ),
        ),
        assessment=Assessment(
            Text("Delvist gennemført", "Partly carried out"),
            "Tre af fire indsatser er gennemført. Den sidste afsluttes i foråret 2022.",
            "Demo Direktør",
            date(2022, 3, 15),
            completion_rule="100 pct., når de 4 indsatser er gennemført tilfredsstillende",
            activities=(
                Activity(
                    "Årligt møde med hver borgmester",
                    done,
                    "11 af 11 møder er holdt",
                    "Demo Projektleder",
                    date(2022, 1, 20),
                ),
                Activity(
                    "Samarbejdsaftaler med kommunerne",
                    under_way,
                    "9 af 11 aftaler er underskrevet",
                    "Demo Projektleder",
                    date(2022, 1, 20),
                ),
            ),
        ),
    )


def unassessed():
    return Line(
        "RK-NORD-2021-11",
        same("Grøn omstilling og cirkulær økonomi (regionalt)"),
        term("mål 11"),
        NOBODY,
        None,
        (Measurement(None, absent=Text("Ingen har talt målet.", "Nobody has counted it.")),),
        (),
        (
            Judgement(
                Verdict.NOT_MEASURED,
                term("mål 11"),
                reason=Text(
                    "Målet er ikke vurderet endnu. Skriv vurderingen i vurderingsfilen.",
                    "The goal is not assessed yet. Write the assessment in the assessments file.",
                ),
            ),
        ),
    )


def spread_goal():
    source = clause("7.1, mål 2")
    return Line(
        "RA21-M2a",
        Text(
            "Geografisk spredning blandt de virksomheder, erhvervshuset hjælper",
            "Geographic spread among the companies that the hub helps",
        ),
        source,
        OWN,
        DEFINITION,
        (),
        (
            Judgement(
                Verdict.NO_REQUIREMENT,
                source,
                reason=Text(
                    "Aftalen sætter intet tal; det gør kontrakten.",
                    "The agreement sets no number; the contract does.",
                ),
            ),
        ),
        (
            Judgement(
                Verdict.MISSED,
                term("mål 2"),
                operator="within",
                reason=Text(
                    "Afvigelsen læses som pct. af befolkningsandelen. Uden for grænsen: Demoborg.",
                    "The deviation is read as per cent of the share of the population. Outside the "
                    "limit: Demoborg.",
                ),
                our_reading=True,
            ),
        ),
    )


TOWNS = (
    ("Demoborg", "by", 430, 217_000, Outcome.OUTSIDE),
    ("Prøvekøbing", "land", 118, 65_000, Outcome.WITHIN),
    ("Mønsterhavn", "land", 92, 60_000, Outcome.WITHIN),
    ("Eksempelø", "land", 1, 1_800, Outcome.CANNOT_BE_MET),
)
URBAN, RURAL = Text("By", "Urban"), Text("Land", "Rural")


def spread_row(name, area_class, guided, people, outcome, *, is_total=False):
    source = clause("7.2; bilag 1")
    all_guided = sum(town[2] for town in TOWNS)
    all_people = sum(town[3] for town in TOWNS)
    guidance = count(Text(f"Forløb i {name}", f"{name}"), guided, ENGAGEMENTS, "spread/guidance")
    every = count(Text("Alle forløb", "All"), all_guided, ENGAGEMENTS, "spread/all")
    here = given(people, PERSONS, Source("FOLK1A", "1. januar 2021"), f"Indbyggere i {name}")
    there = given(all_people, PERSONS, Source("FOLK1A", "1. januar 2021"), "Indbyggere i alt")
    of_guidance = derive(
        Text(f"Andel af vejledning, {name}", f"Share of guidance, {name}"),
        PERCENT,
        Derivation(same("delen af det hele"), source, Operation.PERCENTAGE, (guidance, every)),
    )
    of_people = derive(
        Text(f"Andel af indbyggere, {name}", f"Share of inhabitants, {name}"),
        PERCENT,
        Derivation(same("delen af det hele"), source, Operation.PERCENTAGE, (here, there)),
    )
    points = derive(
        Text(f"Afvigelse i point, {name}", f"Deviation in points, {name}"),
        PERCENTAGE_POINTS,
        Derivation(
            same("den ene andel minus den anden"),
            source,
            Operation.DIFFERENCE,
            (of_guidance, of_people),
        ),
    )
    relative = derive(
        Text(f"Afvigelse, {name}", f"Deviation, {name}"),
        PERCENT,
        Derivation(
            same("afvigelsen i point af befolkningsandelen"),
            source,
            Operation.PERCENTAGE,
            (points, of_people),
        ),
        address=address("resultatopgørelse", "nordjylland", "2021", "1", "spredning", name),
    )
    return SpreadRow(
        name,
        area_class,
        guidance,
        here,
        of_guidance,
        of_people,
        relative,
        points,
        outcome,
        is_total,
    )


def spread():
    rows = [
        spread_row(name, URBAN if area == "by" else RURAL, guided, people, outcome)
        for name, area, guided, people, outcome in TOWNS
    ]
    urban, rural = (
        [sum(town[at] for town in TOWNS if town[1] == area) for at in (2, 3)]
        for area in ("by", "land")
    )
    return (
        *rows,
        spread_row("Bykommuner i alt", URBAN, *urban, None, is_total=True),
        spread_row("Landkommuner i alt", RURAL, *rural, None, is_total=True),
    )


def volume(label, engagements, companies, previous):
    def counted(value, unit):
        return None if value is None else count(label, value, unit, f"volumes/{label.en}")

    return VolumeRow(
        label,
        counted(engagements, ENGAGEMENTS),
        counted(companies, COMPANIES),
        counted(previous, COMPANIES),
    )


def example(**changes):
    """The statement; ``changes`` replace its fields."""
    content = {
        "hub": "nordjylland",
        "hub_name": "Erhvervshus Nordjylland",
        "kkr_name": "KKR Nordjylland",
        "year": 2021,
        "agreement": "RA-2021-2023",
        "agreement_title": AGREEMENT,
        "contract": "RK-NORD-2021",
        "contract_title": "Resultatkontrakt 2021",
        "snapshot": SNAPSHOT,
        "code_version": "0.1.0",
        "version": 1,
        "due": date(2022, 6, 30),
        "goals": (
            Goal(
                "RA21-M1",
                Text(
                    "Virksomhedernes kendskab til erhvervshusene",
                    "Companies' awareness of the business hubs",
                ),
                (awareness(), new_companies()),
            ),
            Goal(
                "RA21-M2",
                Text("Bred geografisk spredning", "Broad geographic spread"),
                (spread_goal(),),
            ),
            Goal(
                "RA21-M3",
                Text(
                    "Kvalitet, kompetencer og virksomhedernes tilfredshed",
                    "Quality, competence and the companies' satisfaction",
                ),
                (satisfied(), promoters()),
            ),
            Goal(
                "RA21-M4",
                Text("Erhvervshusenes knudepunktsfunktion", "The business hubs' gateway function"),
                (almost(),),
            ),
            Goal(
                "RA21-M5",
                Text("Erhvervshusenes kriseberedskab", "The business hubs' crisis readiness"),
                (crisis(),),
            ),
            Goal(
                "RA21-M6",
                Text("Grøn omstilling og cirkulær økonomi", "Green transition"),
                (green(),),
            ),
            Goal(
                "RA21-M7",
                Text("Effekt i virksomhederne", "Effect in the companies"),
                (later(),),
            ),
            Goal(
                "RK-NORD-2021-10",
                same("Styrket regionalt samarbejde"),
                (cooperation(),),
                local=True,
            ),
            Goal(
                "RK-NORD-2021-11",
                same("Grøn omstilling og cirkulær økonomi (regionalt)"),
                (unassessed(),),
                local=True,
            ),
            Goal(
                "RK-NORD-2021-12",
                same("Specialiseret vejledning til erhvervshusenes forskellige målgrupper"),
                (companies(),),
                local=True,
            ),
        ),
        "spread": spread(),
        "spread_excluded": ((Text("uden kommune", "without a municipality"), 9),),
        "volumes": (
            volume(Text("Vækstforløb", "Growth"), 131, 118, 104),
            volume(Text("Driftsforløb", "Operation"), 288, 271, 266),
            volume(Text("Korte forløb", "Short"), 402, 377, 351),
            volume(Text("Early warning", "Early warning"), 57, 55, 61),
            volume(Text("Kollektive aktiviteter", "Collective activities"), None, 140, None),
            volume(Text("Virksomheder i alt", "Companies in all"), None, 812, 790),
        ),
        "activity_shares": (
            Beside(
                Text("Andel, som blev henvist", "Share that were referred"),
                share(
                    Text("Henviste", "Referred"),
                    *(402, 812, clause("7.1, mål 4")),
                    "henviste",
                    unit=COMPANIES,
                ),
            ),
        ),
        "files": (
            FileUsed(
                Text("Registreringer", "Registrations"),
                "demo-registreringer-2021.csv",
                "ab" * 32,
                1412,
            ),
            FileUsed(
                Text("Evalueringer", "Evaluations"), "demo-evalueringer-2021.csv", "cd" * 32, 391
            ),
            FileUsed(Text("Vurderinger", "Assessments"), "vurderinger.yaml", "ef" * 32),
        ),
        "demo": True,
    }
    return Statement(**(content | changes))
