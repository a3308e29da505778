"""The words for what is found out about annexes, in Danish and English."""

from samvirke.figures import Language, Text
from samvirke.papers.annex_book.facts import Breach, Note, Refused, Tagging

REFUSED = {
    Refused.MISSING: Text(
        da="Filen findes ikke i mappen. Læg den der, eller ret navnet i dagsordenen.",
        en="The file is not in the folder. Put it there, or correct its name in the agenda.",
    ),
    Refused.NOT_A_FILE: Text(
        da="Navnet er ikke en fil, men en mappe eller noget andet. Angiv en fil i dagsordenen.",
        en="The name is not of a file, but of a folder or something else. Name a file in the "
        "agenda.",
    ),
    Refused.OTHER_CASE: Text(
        da="Filen findes ikke i mappen. Mente du »{detail}«? Så ret store og små bogstaver i "
        "dagsordenen.",
        en="The file is not in the folder. Did you mean “{detail}”? Then correct capital and "
        "small letters in the agenda.",
    ),
    Refused.OUTSIDE: Text(
        da="Filen ligger uden for mappen og læses ikke. Læg en kopi i mappen.",
        en="The file lies outside the folder and is not read. Put a copy in the folder.",
    ),
    Refused.EMPTY: Text(
        da="Filen er tom. Bed afsenderen om at sende den igen.",
        en="The file is empty. Ask the sender to send it again.",
    ),
    Refused.TOO_LARGE: Text(
        da="Filen fylder {detail}, og et bilag må højst fylde 200 MB. Gem den i lavere "
        "billedkvalitet, eller del den.",
        en="The file is {detail}, and an annex may be at most 200 MB. Save it with images of "
        "lower quality, or split it.",
    ),
    Refused.TOO_MANY_PAGES: Text(
        da="Filen har {detail} sider, og et bilag må højst have 2.000. Del den, eller læg den "
        "ved siden af bogen.",
        en="The file has {detail} pages, and an annex may have at most 2,000. Split it, or put "
        "it beside the book.",
    ),
    Refused.NO_PAGES: Text(
        da="Filen har ingen sider. Bed afsenderen om at sende den igen.",
        en="The file has no pages. Ask the sender to send it again.",
    ),
    Refused.ENCRYPTED: Text(
        da="Filen er låst med en adgangskode. Bed afsenderen om en udgave uden.",
        en="The file is locked with a password. Ask the sender for one without.",
    ),
    Refused.DAMAGED: Text(
        da="Filen er beskadiget og kan ikke læses. Bed afsenderen om at sende den igen.",
        en="The file is damaged and cannot be read. Ask the sender to send it again.",
    ),
    Refused.UNKNOWN_TYPE: Text(
        da="Filen er hverken PDF, Word, regneark, OpenDocument eller billede (JPEG, PNG, TIFF), "
        "uanset hvad den hedder. Gem den som PDF.",
        en="The file is neither PDF, Word, spreadsheet, OpenDocument nor picture (JPEG, PNG, "
        "TIFF), whatever its name says. Save it as PDF.",
    ),
    Refused.INFLATES: Text(
        da="Filen pakker ud til langt mere, end et bilag kan fylde, og er ikke åbnet. Den kan "
        "være lavet for at skade. Spørg afsenderen.",
        en="The file unpacks to far more than an annex can be, and was not opened. It may be "
        "made to do harm. Ask the sender.",
    ),
    Refused.NO_CONVERTER: Text(
        da="Filen er af typen {detail}, og LibreOffice, som gør sådanne til PDF, er ikke "
        "installeret her. Gem den som PDF, eller installér LibreOffice.",
        en="The file is of type {detail}, and LibreOffice, which turns such files into PDF, is "
        "not installed here. Save it as PDF, or install LibreOffice.",
    ),
    Refused.NOT_CONVERTED: Text(
        da="LibreOffice kunne ikke gøre filen til PDF. Åbn den selv, og gem den som PDF.",
        en="LibreOffice could not turn the file into PDF. Open it yourself and save it as PDF.",
    ),
    Refused.TOO_HEAVY: Text(
        da="Filen brugte mere tid eller hukommelse, end et bilag må, og er opgivet. Gem den "
        "igen som PDF, eller del den.",
        en="The file took more time or memory than an annex may, and was given up. Save it "
        "again as PDF, or split it.",
    ),
    Refused.HIDDEN_LAYERS: Text(
        da="Filen har skjulte lag, som ikke kan tages ud, så det er sikkert. Bed afsenderen om en "
        "udgave uden.",
        en="The file has hidden layers that cannot be taken out for certain. Ask the sender for "
        "one without.",
    ),
    Refused.REDACTIONS: Text(
        da="Filen har overstregninger, som ikke er gennemført: teksten under dem kan stadig læses. "
        "Bed afsenderen om at gennemføre dem og sende filen igen.",
        en="The file has redactions that are not applied: the text under them can still be read. "
        "Ask the sender to apply them and send the file again.",
    ),
    # It stands in the public edition too, so it does not tell of the closed annex.
    Refused.ALSO_CLOSED: Text(
        da="Sekretariatet skal se efter, om det er den rigtige fil.",
        en="The secretariat has to see whether this is the right file.",
    ),
}

# {count} is how many; the plain form is for one, or where a count says nothing.
NOTES = {
    Note.ACTIONS_REMOVED: Text(
        da="indeholdt scripts eller handlinger, som er fjernet: {count}",
        en="held scripts or actions, which were removed: {count}",
    ),
    Note.FILES_REMOVED: Text(
        da="havde vedhæftede filer, som ikke er med: {count}",
        en="had attached files, which are left out: {count}",
    ),
    Note.MEDIA_REMOVED: Text(
        da="indeholdt lyd, film eller 3D, som ikke er med: {count}",
        en="held sound, film or 3D, which is left out: {count}",
    ),
    Note.FORM_FLATTENED: Text(
        da="formularfelter vises, som de er udfyldt, og kan ikke ændres: {count}",
        en="form fields are shown as filled in and cannot be changed: {count}",
    ),
    Note.FORM_DRAWN: Text(
        da="formularfelter, som filen ikke selv viser, er tegnet her; se dem efter: {count}",
        en="form fields that the file itself does not show were drawn here; look them over: "
        "{count}",
    ),
    Note.FORM_SIGNS_LOST: Text(
        da="et formularfelt har tegn, som skrifttypen ikke har; de er vist som □",
        en="a form field has signs that the font does not have; they are shown as □",
    ),
    Note.SIGNATURE_LOST: Text(
        da="er signeret digitalt; signaturen gælder kun den oprindelige fil, gem den: {count}",
        en="is signed digitally; the signature holds for the original file only, keep it: {count}",
    ),
    Note.PROTECTION_LIFTED: Text(
        da="var beskyttet mod ændring, men ikke mod læsning",
        en="was protected against change, but not against reading",
    ),
    Note.REPAIRED: Text(
        da="var let beskadiget og er repareret; se siderne efter",
        en="was slightly damaged and is repaired; look the pages over",
    ),
    Note.HIDDEN_LAYERS: Text(
        da="havde skjulte lag, som er taget helt ud: {count}",
        en="had hidden layers, which were taken out altogether: {count}",
    ),
    Note.HIDDEN_REMARKS: Text(
        da="havde skjulte bemærkninger, links eller felter, som ikke er med: {count}",
        en="had hidden remarks, links or fields, which are left out: {count}",
    ),
    Note.COMMENTS: Text(
        da="har kommentarer eller mærker i margenen, som alle vil se: {count}",
        en="has comments or marks in the margin that everybody will see: {count}",
    ),
    Note.ROTATED: Text(da="drejede sider: {count}", en="rotated pages: {count}"),
    Note.OTHER_FORMAT: Text(
        da="sider i et andet format end A4: {count}", en="pages of another size than A4: {count}"
    ),
    Note.DEAD_LINKS: Text(
        da="links, der ikke førte nogen steder hen: {count}", en="links that led nowhere: {count}"
    ),
    Note.IMAGE_PAGES: Text(
        da="sider, som kun er billede: {count}", en="pages that are only a picture: {count}"
    ),
    Note.OTHER_TYPE: Text(
        da="er en anden slags fil, end navnet siger, og er læst som det, den er",
        en="is another kind of file than its name says, and was read as what it is",
    ),
    Note.CONVERTED: Text(
        da="er gjort til PDF med LibreOffice; se siderne efter",
        en="was turned into PDF by LibreOffice; look the pages over",
    ),
    Note.MADE_SMALLER: Text(
        da="billedet er gjort mindre, til 300 punkter pr. tomme på en A4-side: {count}",
        en="the picture was made smaller, to 300 dots per inch on an A4 page: {count}",
    ),
    Note.ALT_UNUSED: Text(
        da="»alt« er ikke brugt, for bilaget er ikke en billedfil",
        en="“alt” is not used, since the annex is no picture file",
    ),
}

TAGGING = {
    Tagging.AUTHOR: Text(da="opmærket af forfatteren", en="tagged by the author"),
    Tagging.MACHINE: Text(
        da="ikke opmærket af forfatteren; hver side læses op som ét afsnit",
        en="not tagged by the author; each page is read as one paragraph",
    ),
    Tagging.IMAGE_ONLY: Text(da="kun billede", en="image only"),
}

BREACHES = {
    Breach.NOT_IDENTIFIED: Text(
        da="siger ikke om sig selv, at den er PDF/UA-1", en="does not say that it is PDF/UA-1"
    ),
    Breach.NOT_TAGGED: Text(da="er ikke opmærket", en="is not tagged"),
    Breach.CONTENT_NOT_MARKED: Text(
        da="sider med indhold uden for opmærkningen: {count}",
        en="pages with content outside the tags: {count}",
    ),
    Breach.NO_TITLE: Text(da="har ingen titel, som vises", en="has no title that is shown"),
    Breach.NO_LANGUAGE: Text(da="siger ikke, hvilket sprog den er på", en="names no language"),
    Breach.FIGURE_WITHOUT_TEXT: Text(
        da="figurer uden alternativ tekst: {count}", en="figures without alternative text: {count}"
    ),
    Breach.ANNOTATION_NOT_TAGGED: Text(
        da="links eller felter uden for opmærkningen: {count}",
        en="links or fields outside the tags: {count}",
    ),
    Breach.NO_TAB_ORDER: Text(
        da="sider uden tabulatorrækkefølge: {count}", en="pages without tab order: {count}"
    ),
    Breach.LINK_WITHOUT_TEXT: Text(
        da="links uden beskrivelse: {count}", en="links without a description: {count}"
    ),
    Breach.DYNAMIC_FORM: Text(da="har en dynamisk XFA-formular", en="has a dynamic XFA form"),
    Breach.FONT_NOT_EMBEDDED: Text(
        da="skrifttyper, som ikke ligger i filen: {count}", en="fonts not embedded: {count}"
    ),
}


def counted(words: Text, count: int, language: Language) -> str:
    """``words`` with their count put in, where they have a place for it."""
    return words.in_language(language).format(count=count)
