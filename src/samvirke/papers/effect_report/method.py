"""The annex for those who check the method: formulae, the scores, and whom it was learnt from."""

from collections.abc import Iterator

from samvirke.agreements import EffectDefinition
from samvirke.figures import Language, Text
from samvirke.papers.effect_report.model import Block, Cell, Section, TableBlock
from samvirke.papers.effect_report.tables.making import POINT, YEAR, amount, table
from samvirke.papers.effect_report.words import VARIABLES
from samvirke.schemes.effect_statement import DECIMALS, EffectStatement


def method(statement: EffectStatement, definition: EffectDefinition, language: Language) -> Section:
    """The annex on method."""
    told: list[Block] = [text.in_language(language) for text in _formulae(definition)]
    scores = _scores(statement, language)
    told += [block for block in scores if block.rows]
    told.append(_sources(language))
    heading = Text("Bilag: formler og kilder", "Annex: formulae and sources")
    return Section(heading.in_language(language), tuple(told))


def _formulae(definition: EffectDefinition) -> tuple[Text, ...]:
    trials = definition.trials
    return (*_ERRORS, _trials(trials.bootstraps, trials.placebos), _YEARS, _PULLED, _MORE)


def _trials(bootstraps: int, placebos: int) -> Text:
    return Text(
        da=f"Bootstrap: parrene trækkes {bootstraps} gange med tilbagelægning, lige så mange som "
        "der er; intervallet er fra 2,5- til 97,5-percentilen, og matchningen regnes ikke om "
        f"(Efron 1979; Abadie og Spiess 2022). Placebo: {placebos} gange trækkes ikke-vejledte "
        "i samme celler, som om de var vejledt, lige så mange som blev matchet, men højst "
        "halvdelen "
        f"af en celle. Med {placebos} træk kan andelen, der er lige så stor, ikke vise en "
        f"p-værdi under 1/{placebos + 1}: prøven skal afsløre en metode, der finder effekter, hvor "
        "ingen er, ikke erstatte intervallet. Hvert træk kræver en ny matchning; antallet er "
        "valgt, "
        "så rapporten kan regnes på et minut, og kan sættes op under trials i aftalens fil.",
        en=f"Bootstrap: the pairs are drawn {bootstraps} times with replacement, as many as there "
        "are; the interval runs from the 2.5 to the 97.5 percentile, and matching is not done "
        f"again (Efron 1979; Abadie and Spiess 2022). Placebo: {placebos} times never guided "
        "companies of the same cells are drawn as if guided, as many as were matched but at most "
        f"half of a cell. With {placebos} draws the share that is as large cannot show a p-value "
        f"below 1/{placebos + 1}: the trial is to unmask a method that finds effects where there "
        "are none, not to replace the interval. Each draw asks for a new matching; their number "
        "lets the report be made in a minute, and can be raised under trials in the agreement's "
        "file.",
    )


_ERRORS = (
    Text(
        da="Effekten er gennemsnittet over de vejledte i af dᵢ = yᵢ − Σⱼ wᵢⱼ yⱼ, hvor y er væksten "
        "og wᵢⱼ er 1 over antallet af i's kontroller j. Standardfejl (par): 1/G · √(G/(G−1) · "
        "(N−1)/(N−2) · (Σ aᵢ² + Σ bⱼ² − Σ sᵢⱼ²)), hvor sᵢⱼ = wᵢⱼ (yⱼ − kontrollernes gennemsnit), "
        "aᵢ = yᵢ − de vejledtes gennemsnit − Σⱼ sᵢⱼ, bⱼ = Σᵢ sᵢⱼ, G antal vejledte og N antal "
        "vejledte plus antal par. Bruges hver kontrol én gang, ophæver de to sidste led hinanden. "
        "Intervallet er effekten ± 1,96 standardfejl.",
        en="The effect is the mean over the guided i of dᵢ = yᵢ − Σⱼ wᵢⱼ yⱼ, with y the growth and "
        "wᵢⱼ 1 over the number of i's controls j. Standard error (pairs): 1/G · √(G/(G−1) · "
        "(N−1)/(N−2) · (Σ aᵢ² + Σ bⱼ² − Σ sᵢⱼ²)), with sᵢⱼ = wᵢⱼ (yⱼ − the controls' mean), "
        "aᵢ = yᵢ − the guided's mean − Σⱼ sᵢⱼ, bⱼ = Σᵢ sᵢⱼ, G the guided and N the guided plus the "
        "pairs. Where each control is used once, the last two terms cancel. The interval is the "
        "effect ± 1.96 standard errors.",
    ),
    Text(
        da="Standardfejl (Abadie–Imbens 2006, sætning 7): 1/n · √(Σ (dᵢ − d̄)² + "
        "Σⱼ ((Σw)² − Σw²) · σ²ⱼ), hvor n er antal vejledte, Σw en kontrols vægte over dens par, og "
        "σ²ⱼ halvdelen af den kvadrerede forskel i vækst til den kontrol, hvis score ligger "
        "nærmest "
        "i samme celle. Scoren regnes for kendt, hvilket gør begge fejl lidt for store "
        "(Abadie og Imbens 2016).",
        en="Standard error (Abadie–Imbens 2006, theorem 7): 1/n · √(Σ (dᵢ − d̄)² + "
        "Σⱼ ((Σw)² − Σw²) · σ²ⱼ), with n the guided, Σw a control's weights over its pairs, and "
        "σ²ⱼ "
        "half the squared difference in growth to the control nearest in score in its cell. The "
        "score is held for known, which makes both errors a little too large (Abadie and Imbens "
        "2016).",
    ),
)
_YEARS = Text(
    da="År for år: effekten på dem, hvis vejledning sluttede i år g, set i år t, er deres ændring "
    "i "
    "logpoint siden året før g minus kontrollernes over de samme år; i år før g måles ændringen "
    "siden året før t (Callaway og Sant'Anna 2021, uden kovariater). For matchede kontroller måles "
    "hver årgang alene mod de kontroller, den selv er matchet med, og et par tæller, når begge har "
    "tal i begge år: en kontrol er valgt, fordi den lignede i ét basisår, og ville som kontrol for "
    "andre årgange give en forskel før vejledningen, som ingen par har. Årgangene vejes efter "
    "antal vejledte; standardfejlen lægger hver virksomheds indflydelse sammen over årgange og "
    "tæller med, at årgangenes størrelse er tilfældig (sammes korollar 2).",
    en="Year by year: the effect on those whose guidance ended in year g, seen in year t, is their "
    "change in log points since the year before g minus the controls' over the same years; in "
    "years "
    "before g the change is since the year before t (Callaway and Sant'Anna 2021, no covariates). "
    "For matched controls each cohort is measured by itself against the controls that it was "
    "matched with, and a pair counts where both have numbers in both years: a control was chosen "
    "since it resembled in one base year, and as a control of other cohorts would give a "
    "difference "
    "before guidance that no pair shows. Cohorts weigh by their guided companies; the standard "
    "error sums each company's influence over cohorts and counts that their sizes are drawn (their "
    "corollary 2).",
)
_PULLED = Text(
    da="Ekstreme værdier trækkes ind på percentilerne af væksten hos alle virksomheder i årets "
    "par, "
    "vejledte og kontroller under ét, hver virksomhed talt én gang, og for hvert mål for sig; "
    "percentilerne er lineært interpoleret. Erhvervshuses og temaers tal bruger de samme grænser.",
    en="Outliers are pulled in to the percentiles of the growth of all companies in the year's "
    "pairs, guided and controls as one, each company counted once, and for each outcome by itself; "
    "percentiles are interpolated linearly. The numbers of hubs and themes use the same limits.",
)
_MORE = Text(
    da="Resten af metoden, og hvad den er holdt op mod, står i docs/effects.md i Samvirkes kode.",
    en="The rest of the method, and what it is held against, stands in docs/effects.md in "
    "Samvirke's code.",
)


def _scores(statement: EffectStatement, language: Language) -> tuple[TableBlock, ...]:
    def coefficients() -> Iterator[tuple[Cell, ...]]:
        for point in statement.points:
            for name, value in point.score.coefficients if point.score else ():
                words = _CONSTANT if name == "constant" else VARIABLES[name]
                yield point.point, point.year, words.in_language(language), amount(value, 3)

    def chances() -> Iterator[tuple[Cell, ...]]:
        for point in statement.points:
            if point.score is not None and point.score.guided and point.score.others:
                for label, group in zip(_GROUPS, (point.score.guided, point.score.others),
                                        strict=True):  # fmt: skip
                    # First as the JSON has them, of which the same paper is made again.
                    shares = (amount(100 * round(one, DECIMALS), 2) for one in group)
                    yield point.point, point.year, label.in_language(language), *shares

    return (
        table(
            Text("Score", "Score"),
            Text(
                "Scorens koefficienter (logit, på variablernes egen skala)",
                "The score's coefficients (logit, on the variables' own scale)",
            ),
            (POINT, YEAR, Text("Variabel", "Variable"), Text("Koefficient", "Coefficient")),
            coefficients(),
            language,
            shared=2,
        ),
        table(
            Text("Overlap", "Overlap"),
            Text(
                "Overlap: chancen for at blive vejledt, pct., efter scoren før matchningen",
                "Overlap: the chance of being guided, per cent, by the score before matching",
            ),
            (
                POINT,
                YEAR,
                Text("Gruppe", "Group"),
                Text("10 pct. ligger under", "10 per cent lie below"),
                Text("Halvdelen ligger under", "Half lie below"),
                Text("90 pct. ligger under", "90 per cent lie below"),
            ),
            chances(),
            language,
            shared=2,
        ),
    )


_CONSTANT = Text("konstant", "constant")
_GROUPS = (Text("vejledte", "guided"), Text("mulige kontroller", "possible controls"))


def _sources(language: Language) -> Block:
    heading = (Text("Hvem", "Who"), Text("Hvad", "What"), Text("År", "Year"), Text("Hvor", "Where"))
    return table(
        Text("Kilder", "Sources"),
        Text("Hvor metoden er fra", "Where the method is from"),
        heading,
        iter(_SOURCES),
        language,
    )


_SOURCES: tuple[tuple[Cell, ...], ...] = (
    (
        "A. Abadie, G. W. Imbens",
        "Large Sample Properties of Matching Estimators for Average Treatment Effects",
        2006,
        "Econometrica 74(1)",
    ),
    (
        "A. Abadie, G. W. Imbens",
        "Matching on the Estimated Propensity Score",
        2016,
        "Econometrica 84(2)",
    ),
    (
        "A. Abadie, J. Spiess",
        "Robust Post-Matching Inference",
        2022,
        "Journal of the American Statistical Association 117(538)",
    ),
    (
        "B. Callaway, P. H. C. Sant'Anna",
        "Difference-in-Differences with Multiple Time Periods",
        2021,
        "Journal of Econometrics 225(2)",
    ),
    (
        "S. J. Davis, J. C. Haltiwanger, S. Schuh",
        "Job Creation and Destruction",
        1996,
        "MIT Press",
    ),
    (
        "B. Efron",
        "Bootstrap Methods: Another Look at the Jackknife",
        1979,
        "The Annals of Statistics 7(1)",
    ),
    (
        "P. R. Rosenbaum, D. B. Rubin",
        "The Central Role of the Propensity Score in Observational Studies for Causal Effects",
        1983,
        "Biometrika 70(1)",
    ),
    (
        "E. A. Stuart",
        "Matching Methods for Causal Inference: A Review and a Look Forward",
        2010,
        "Statistical Science 25(1)",
    ),
)
