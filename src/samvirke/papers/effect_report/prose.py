"""The report's paragraphs under the nine minimum principles for effect measurement.

The principles are those of the Danish research agency's manual on econometric impact evaluation
(Styrelsen for Forskning og Innovation, 2014); the words are our own.
"""

from fractions import Fraction

from samvirke.agreements import EffectDefinition
from samvirke.effects.growth import Growth
from samvirke.figures import Text, format_number
from samvirke.papers.effect_report.doubts import unbalanced
from samvirke.papers.effect_report.words import MEASURES, SEGMENTS, decimals_beside, required
from samvirke.schemes.effect_statement import (
    EffectStatement,
    MeasureResult,
    PointYear,
    has_no_spread,
)

PRINCIPLES = (
    Text("1. Datakvalitet", "1. Data quality"),
    Text("2. Sammenlignelig kontrolgruppe", "2. Comparable control group"),
    Text("3. Difference-in-differences", "3. Difference-in-differences"),
    Text("4. Ekstreme værdier", "4. Outliers"),
    Text("5. Lange tidsserier", "5. Long series"),
    Text("6. Robusthed", "6. Robustness"),
    Text("7. Relative indikatorer", "7. Relative indicators"),
    Text("8. Fagfællebedømmelse", "8. Peer review"),
    Text("9. Fiaskoer og stresstest", "9. Failures and stress tests"),
)

HOW_TO_READ = Text(
    da="Effekten er de vejledte virksomheders vækst minus væksten i virksomheder, der lignede dem, "
    "men aldrig er blevet vejledt. Intervallet viser, hvor langt tilfældet alene kan have flyttet "
    "tallet: i 95 af 100 tilfælde rummer det den sande effekt, hvis grupperne ellers er ens; er de "
    "det ikke, er tallet skævt (punkt 9). Aftalens krav holdes op mod tallet "
    "selv. Ligger kravet inden for intervallet, kan tilfældet have afgjort vurderingen. Det "
    "nationale tal kommer først; tallene for de enkelte erhvervshuse er en indikation.",
    en="The effect is the growth of the guided companies minus that of companies that resembled "
    "them but were never guided. The interval shows how far chance alone may have moved the "
    "number: in 95 of 100 cases it holds the true effect, if the groups are otherwise alike; where "
    "they are not, the number is biased (point 9). The agreement's threshold is held "
    "against the number itself. Where the threshold lies within the interval, chance may have "
    "decided the verdict. The national number comes first; the hubs' numbers are an indication.",
)
OUR_READING = Text(
    da="Aftalen siger, hvad der skal måles, hvornår og mod hvilket krav. Den siger ikke, hvordan "
    "vækst regnes, eller hvem man sammenligner med. De valg er vores læsning; de står i bilaget om "
    "valg, og "
    "alle de andre er regnet under punkt 6, så enhver kan se, om de ændrer vurderingen.",
    en="The agreement says what to measure, when, and against which threshold. It does not say "
    "how growth is computed or who is compared with whom. Those choices are our reading; they "
    "stand in "
    "the annex on choices, and all others are computed under point 6, so that everybody can see "
    "whether they change the verdict.",
)


def headline(point: PointYear, measure: MeasureResult) -> Text:
    """One sentence that a mayor can quote: what was found, and whether it is enough."""
    name, segment = MEASURES[measure.measure], SEGMENTS[point.segment]
    if measure.estimate is None:
        return Text(
            da=f"{point.year}: effekten på {name.da} i {segment.da} kan ikke vises.",
            en=f"{point.year}: the effect on {name.en} in {segment.en} cannot be shown.",
        )
    value = Fraction(measure.estimate.value)
    decimals = decimals_beside(measure.estimate.value, measure.threshold)
    da, en = (format_number(abs(value), language, decimals=decimals) for language in ("da", "en"))
    more = value >= 0
    least_da, least_en = (
        required(measure.operator, measure.threshold, language) for language in ("da", "en")
    )
    if has_no_spread(measure.estimate):
        return Text(
            da=f"{point.year}: Alle par i {segment.da} har samme vækst i {name.da}. Uden spredning "
            "kan der intet siges om effekten; se efter, om tallene i registret er rigtige.",
            en=f"{point.year}: All pairs in {segment.en} grew equally in {name.en}. Without any "
            "spread nothing can be said about the effect; see whether the register's numbers are "
            "right.",
        )
    verdict = {
        "met": Text(f"Kravet ({least_da}) er nået", f"The requirement ({least_en}) is met"),
        "not_met": Text(
            f"Kravet ({least_da}) er ikke nået", f"The requirement ({least_en}) is not met"
        ),
        "too_few": Text(
            "Der er for få virksomheder til en vurdering", "There are too few companies to judge"
        ),
    }[measure.verdict]
    doubt = (
        Text(", men tilfældet kan have afgjort det", ", but chance may have decided it")
        if measure.certainty == "uncertain" and measure.verdict != "too_few"
        else Text("", "")
    )
    return Text(
        da=f"{point.year}: Virksomheder i {segment.da}, hvis vejledning sluttede i "
        f"{point.ended_year}, har haft {da} procentpoint {'højere' if more else 'lavere'} vækst i "
        f"{name.da} end lignende virksomheder. {verdict.da}{doubt.da}.",
        en=f"{point.year}: Companies in {segment.en} whose guidance ended in {point.ended_year} "
        f"grew {en} percentage points {'more' if more else 'less'} in {name.en} than similar "
        f"companies. {verdict.en}{doubt.en}.",
    )


def paragraphs(statement: EffectStatement, definition: EffectDefinition) -> tuple[Text, ...]:
    """What is said under each principle, in their order."""
    apart = unbalanced(statement)
    return (
        _data(statement),
        _controls(definition) if apart is None else _joined(_controls(definition), apart),
        _DIFFERENCES,
        _outliers(definition),
        _series(statement),
        _ROBUSTNESS,
        _relative(definition),
        _REVIEW,
        _STRESS,
    )


def _joined(*texts: Text) -> Text:
    return Text(" ".join(text.da for text in texts), " ".join(text.en for text in texts))


def _data(statement: EffectStatement) -> Text:
    inputs = statement.inputs
    numbers = (inputs.rows, inputs.companies, inputs.engagements, inputs.unfinished)
    counts = [
        [format_number(Fraction(number), language) for number in numbers]
        for language in ("da", "en")
    ]
    return Text(
        da=f"Registret {inputs.register_name} har {counts[0][0]} rækker om {counts[0][1]} "
        f"virksomheder i {inputs.first_year}–{inputs.last_year}; listen {inputs.guided_name} har "
        f"{counts[0][2]} afsluttede forløb og {counts[0][3]} uden slutdato. Filerne er "
        "kendetegnet ved deres SHA-256 i bilaget. Intet er udeladt i stilhed: hvad der ikke kunne "
        "bruges, er talt op her og under punkt 2. Virksomhedsår med negative beløb regnes som "
        "ukendte. Dublerede virksomhedsår og år, som hele registret mangler, afvises, før noget "
        "regnes; "
        "år, som en enkelt virksomhed mangler, er talt op.",
        en=f"The register {inputs.register_name} holds {counts[1][0]} rows on {counts[1][1]} "
        f"companies in {inputs.first_year}–{inputs.last_year}; the list {inputs.guided_name} holds "
        f"{counts[1][2]} finished engagements and {counts[1][3]} without an end. The "
        "files are named by their SHA-256 in the annex. Nothing is left out in silence: what "
        "could not be used is counted here and under point 2. Company-years with negative amounts "
        "are taken as unknown. Double company-years and years that the whole register lacks are "
        "refused before anything is computed; years that a single company lacks are counted.",
    )


def _controls(definition: EffectDefinition) -> Text:
    caliper = [format_number(definition.caliper, language) for language in ("da", "en")]
    pool = {
        "never_guided": Text(
            da="Kun virksomheder, der aldrig er vejledt, kan være kontroller.",
            en="Only companies that were never guided can be controls.",
        ),
        "not_yet_guided": Text(
            da="Kun virksomheder, der ikke er vejledt til og med opgørelsesåret, kan være "
            "kontroller.",
            en="Only companies that were not guided up to and with the statement year can be "
            "controls.",
        ),
    }[definition.controls]
    return Text(
        da=f"{pool.da} En vejledt virksomhed "
        "sammenlignes kun inden for sin celle (samme værdi af de eksakte variable), og dér med "
        "den, hvis score ligger nærmest: sandsynligheden for at blive vejledt, beregnet ved "
        "logistisk regression på tal fra basisåret. Afstanden må højst være "
        f"{caliper[0]} standardafvigelser af scorens logit. Lige nære virksomheder vælges efter "
        "nummer, så samme filer altid giver samme par. Balancen måles som forskellen i gennemsnit "
        "divideret med standardafvigelsen blandt de vejledte før matchningen; under 0,1 regnes "
        "for god.",
        en=f"{pool.en} A guided company is compared "
        "within its cell alone (the same value of the exact variables), and there with the one "
        "whose score lies nearest: the chance of being guided, computed by logistic regression on "
        f"numbers of the base year. They may lie at most {caliper[1]} standard deviations of the "
        "score's logit apart. Equally near companies are chosen by number, so that the same files "
        "always give the same pairs. Balance is the difference of means over the standard "
        "deviation among the guided before matching; below 0.1 counts as good.",
    )


_DIFFERENCES = Text(
    da="Effekten er en forskel mellem to forskelle: de vejledtes ændring fra basisår til slutår "
    "minus kontrollernes ændring over de samme år. Niveauforskelle falder dermed ud. "
    "Standardfejlen regnes på par (og på kontroller, der bruges flere gange); intervallet hviler "
    "på den. Abadie–Imbens' standardfejl står ved siden af, og er den, intervallet bruger, når "
    "kontroller må genbruges.",
    en="The effect is a difference of two differences: the change of the guided from base year to "
    "end year minus that of the controls over the same years. Differences in level thus fall "
    "out. The standard error is clustered by pair (and by controls used several times); the "
    "interval rests on it. The Abadie–Imbens standard error stands beside it, and is the one the "
    "interval uses where controls may be used again.",
)


def _outliers(definition: EffectDefinition) -> Text:
    percent = [format_number(definition.outliers.percent, language) for language in ("da", "en")]
    if definition.outliers.rule == "none":
        return Text("Ekstreme værdier er ikke ændret.", "Outliers are left as they are.")
    return Text(
        da=f"Vækst under den {percent[0]}. percentil eller tilsvarende højt oppe trækkes ind til "
        "percentilen. Hvor mange det rammer, står i tabellen, og effekten uden reglen, med en "
        "hårdere regel og helt uden de ekstreme par står under punkt 6.",
        en=f"Growth below percentile {percent[1]}, or as far up, is pulled in to the percentile. "
        "The table says how many that touches, and the effect without the rule, with a harder "
        "one, and without the extreme pairs at all stands under point 6.",
    )


def _series(statement: EffectStatement) -> Text:
    first, last = statement.inputs.first_year, statement.inputs.last_year
    return Text(
        da=f"Virksomhederne følges år for år i {first}–{last}, også før vejledningen. Er prikkerne "
        "før år 0 nær nul, udviklede grupperne sig ens, til vejledningen kom. Årene er målt med "
        "Callaway og Sant'Annas metode, som tåler, at virksomheder vejledes i forskellige år, og i "
        "logpoint; hver årgang måles alene mod de kontroller, den er matchet med. Til "
        "sammenligning vises også forskellen til alle ikke-vejledte, som ikke er "
        "matchet.",
        en=f"The companies are followed year by year in {first}–{last}, before guidance too. Where "
        "the dots before year 0 lie near zero, the groups moved alike until guidance came. The "
        "years are measured by the method of Callaway and Sant'Anna, which bears that companies "
        "are guided in different years, in log points; each cohort is measured against the "
        "controls "
        "that it was matched with alone. Beside it stands the difference to all "
        "never guided, unmatched.",
    )


_ROBUSTNESS = Text(
    da="Hver linje er den samme effekt med ét valg ændret. Ændrer en linje vurderingen, hviler den "
    "på et valg, som aftalen ikke træffer. Bootstrap trækker parrene om igen; »uden én celle« "
    "viser, om en enkelt gruppe bærer tallet (celler med få virksomheder tages ud sammen, så "
    "deres tal ikke kan regnes ud). Linjer, der ville give en anden vurdering, er mærket.",
    en="Each line is the same effect with one choice changed. Where a line changes the verdict, "
    "that rests on a choice which the agreement does not make. The bootstrap draws the pairs "
    "again; 'without one cell' shows whether a single group carries the number (cells of few "
    "companies are left out together, so that their numbers cannot be worked out). Lines that "
    "would "
    "give another verdict are marked.",
)


def _relative(definition: EffectDefinition) -> Text:
    growth = Growth(definition.growth)
    return Text(
        da=f"Vækst måles relativt: {growth.label.da} ({growth.rule.da}). Produktivitet er "
        "omsætning pr. årsværk, som aftalen bruger i stedet for værditilvækst. Store og små "
        "virksomheder tæller ens i et gennemsnit; samlet vækst, hvor de store vejer mest, står "
        "under punkt 6.",
        en=f"Growth is relative: {growth.label.en} ({growth.rule.en}). Productivity is turnover "
        "per full-time equivalent, which the agreement uses for want of value added. Large and "
        "small companies count alike in a mean; aggregate growth, where the large weigh most, "
        "stands under point 6.",
    )


_REVIEW = Text(
    da="Metode, kode og definition er åbne, og filernes fingeraftryk står i bilaget: den, der har "
    "adgang til de samme data, får de samme tal, helt ned til de enkelte par, som ligger i den "
    "fortrolige mappe. Selve rapporten er ikke fagfællebedømt; det må den, der offentliggør den, "
    "sørge for. Metoden er holdt op mod offentlige datasæt og to uafhængige programmer.",
    en="Method, code and definition are open, and the files' fingerprints stand in the annex: "
    "whoever has access to the same data gets the same numbers, down to each pair, which lie in "
    "the confidential folder. The report itself is not peer reviewed; whoever publishes it must "
    "see to that. The method is held against public data sets and two independent programs.",
)
_STRESS = Text(
    da="To placeboer viser, om metoden finder effekter, hvor ingen er: de samme par i årene før "
    "vejledningen (punkt 6), og ikke-vejledte virksomheder, trukket som om de var vejledt. Ligger "
    "placeboerne langt fra nul, skal hovedtallet læses med forbehold. Virksomheder, der vælger "
    "vejledning af grunde, som registret ikke viser (ambitioner, en ny ejer), kan stadig skævvride "
    "effekten; det kan ingen matchning udelukke.",
    en="Two placebos show whether the method finds effects where there are none: the same pairs "
    "in the years before guidance (point 6), and never guided companies drawn as if they had been "
    "guided. Where placebos lie far from zero, read the main number with care. Companies that "
    "seek guidance for reasons the register does not show (ambition, a new owner) may still bias "
    "the effect; no matching can rule that out.",
)
