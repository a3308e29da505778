"""The outcome of a scheme, and an apportionment of seats, as tables in a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from samvirke.allocation import AgreedSplit, Apportionment, Split
from samvirke.figures import (
    Count,
    Figure,
    Given,
    Language,
    Text,
    calculation,
    derive,
    format_date,
    format_number,
    steps,
)
from samvirke.schemes.result import EVERYTHING, SchemeResult, receivers

_MOST_LISTED = 12
_SUMMED = Text(
    da="{name}, sum af {count} tal (hvert tal: --json)",
    en="{name}, sum of {count} numbers (each number: --json)",
)
_HOW = Text(
    da="(--explain alt skriver regningerne ud)", en="(--explain all writes the calculations out)"
)
_TOTAL = Text(da="I alt", en="In all")
_RESIDUAL = Text(
    da="Andelene giver {sum}, totalen er {total}: {residual} i forskel.",
    en="The shares sum to {sum}, the total is {total}: a difference of {residual}.",
)
_SPLIT_HEADINGS = (
    Text(da="Kode", en="Code"),
    Text(da="Modtager", en="Receiver"),
    Text(da="Nøgle", en="Key"),
    Text(da="Beregnet", en="Computed"),
    Text(da="Aftalt ændring", en="Agreed change"),
    Text(da="Endelig", en="Final"),
)
_TO_SPLIT = Text(da="Der fordeles", en="To be split")
_RULE = Text(da="Regel", en="Rule")
_ROUNDING = Text(da="Afrunding", en="Rounding")
_KEY = Text(da="Nøgle", en="Key")
_AGREED = Text(da="Aftalt", en="Agreed")
_SEATS_HEADINGS = (
    Text(da="Liste", en="List"),
    Text(da="Forbund", en="Alliance"),
    Text(da="Stemmer", en="Votes"),
    Text(da="Mandater", en="Seats"),
    Text(da="Mandatnumre", en="Order of award"),
)
_TIE = Text(
    da="Lige kvotienter mellem {names} om {seats}{lot}.",
    en="Equal quotients among {names} for {seats}{lot}.",
)
_NO_LOT = Text(da=": lodtrækning mangler", en=": the drawing of lots is missing")
_LOT = Text(da=": afgjort ved lod af {by} den {day}", en=": settled by lot by {by} on {day}")
_UNFILLED = Text(da="Ikke fordelt: {seats}.", en="Not filled: {seats}.")
_BY_METHOD = Text(da="{seats} efter {method}", en="{seats} by {method}")
_LAST = Text(
    da="Sidste mandat, nr. {order}: {who} med kvotienten {quotient}.",
    en="The last seat, no. {order}: {who} with the quotient {quotient}.",
)
_FIRST_WITHOUT = Text(
    da="Højeste kvotient uden mandat: {who} med {quotient}.",
    en="The highest quotient without a seat: {who} with {quotient}.",
)
_ALLIANCES_UNUSED = Text(
    da="Stemmefilen har valgforbund ({names}), men de er ikke regnet med. Tilføj --alliances, så "
    "forbundene konkurrerer samlet først.",
    en="The votes file has electoral alliances ({names}), but they are left out of account. Add "
    "--alliances to let them compete together first.",
)


def scheme_to_text(result: SchemeResult, language: Language, *, explain: Sequence[str] = ()) -> str:
    """The result as text; ``explain`` names receivers whose calculation is written out.

    »alt« (or "all") writes out every figure's and every receiver's calculation. A sum of more than
    twelve numbers is written as one line with its count.
    """
    return "\n".join(_scheme(result, language, explain)) + "\n"


def _scheme(result: SchemeResult, language: Language, explain: Sequence[str]) -> Iterator[str]:
    title = result.title.in_language(language)
    yield title
    yield "=" * len(title)
    everything = any(word in explain for word in EVERYTHING)
    yield from (f"* {remark.in_language(language)}" for remark in result.first)
    if result.first and result.figures and not result.tables and not everything:
        yield ""
    for table in result.tables:
        yield ""
        yield table.name.in_language(language)
        headings = [text.in_language(language) for text in table.headings]
        yield from _table(headings, table.in_words(language), left=table.left)
    if result.tables and result.figures and not everything:
        yield ""
    yield from _figures(result, language, everything=everything)
    for name, split in result.splits:
        yield ""
        yield name.in_language(language)
        yield from _split(split, language)
        for code in receivers(split):
            if everything or code in explain:
                yield ""
                yield calculation(_summarised(split.figure(code)), language)
    for remark in result.remarks:
        yield ""
        yield f"* {remark.in_language(language)}"


def _figures(result: SchemeResult, language: Language, *, everything: bool) -> Iterator[str]:
    """Whole calculations where asked for; one line for each figure that no table shows."""
    tabled = {id(figure) for table in result.tables for figure in table.shown}
    for figure in result.figures:
        if everything:
            yield ""
            yield calculation(_summarised(figure), language)
        elif id(figure) not in tabled:
            yield steps(figure, language)[0].words
    if result.figures and not everything:
        yield _HOW.in_language(language)


def _summarised(figure: Figure) -> Figure:
    """``figure`` with each long sum of plain numbers as one number: a screen cannot hold them."""
    inputs: list[Figure | Given | Count] = []
    for part in figure.derivation.inputs:
        if isinstance(part, Figure):
            given = part.derivation.inputs
            if len(given) > _MOST_LISTED and not any(isinstance(item, Figure) for item in given):
                words = Text(
                    da=_SUMMED.da.format(name=part.name.da, count=len(given)),
                    en=_SUMMED.en.format(name=part.name.en, count=len(given)),
                )
                inputs.append(Given(words, part.value, part.unit, part.derivation.source))
            else:
                inputs.append(_summarised(part))
        else:
            inputs.append(part)
    derivation = replace(figure.derivation, inputs=tuple(inputs))
    return derive(figure.name, figure.unit, derivation)


def _split(split: Split | AgreedSplit, language: Language) -> Iterator[str]:
    computed = split.computed if isinstance(split, AgreedSplit) else split
    agreed = split if isinstance(split, AgreedSplit) else None
    total, rule = computed.total, computed.rule.in_language(language)
    amount = total.unit.with_value(total.value, language)
    yield _told(_TO_SPLIT, f"{amount} ({total.name.in_language(language)})", language)
    yield _told(_RULE, f"{rule} ({computed.source})", language)
    yield from _shares(computed, agreed, language)
    key = f"{computed.key.name.in_language(language)} ({computed.key.source})"
    yield _told(_KEY, key, language)
    yield _told(_ROUNDING, computed.rounding.label.in_language(language), language)
    if agreed is not None:
        yield _told(_AGREED, str(agreed.source), language)
    if computed.residual:
        yield _RESIDUAL.in_language(language).format(
            sum=total.unit.with_value(total.value + computed.residual, language),
            total=amount,
            residual=format_number(computed.residual, language),
        )


def _told(label: Text, words: str, language: Language) -> str:
    return f"{label.in_language(language)}: {words}"


def _shares(computed: Split, agreed: AgreedSplit | None, language: Language) -> Iterator[str]:
    """The table of shares: computed, and where it was agreed otherwise the change and the end."""
    headings = [text.in_language(language) for text in _SPLIT_HEADINGS]
    rows = []
    for share in computed.shares:
        part = share.part
        row = [part.code, part.name, *_numbers(language, part.value, share.rounded)]
        if agreed is not None:
            row += _numbers(language, agreed.change(part.code), agreed.final[part.code])
        rows.append(row)
    key_sum = sum((share.part.value for share in computed.shares), start=Fraction(0))
    summed = computed.total.value + computed.residual
    total = ["", _TOTAL.in_language(language), *_numbers(language, key_sum, summed)]
    if agreed is not None:
        final = sum(agreed.final.values(), start=Fraction(0))
        total += _numbers(language, final - summed, final)
    yield from _table(headings[: len(total)], [*rows, total], left=2)


def seats_to_text(result: Apportionment, language: Language) -> str:
    """Seats per list with the numbers of its seats in the order of award, and where it ended."""
    title = _BY_METHOD.in_language(language).format(
        seats=_seats(result.seats, language), method=result.method.label.in_language(language)
    )
    headings = [text.in_language(language) for text in _SEATS_HEADINGS]
    rows = [
        [
            item.id,
            item.alliance or "",
            *_numbers(language, Fraction(item.votes), Fraction(len(awards))),
            " ".join(str(award.order) for award in awards),
        ]
        for item, awards in result.awards_by_list()
    ]
    votes = Fraction(sum(item.votes for item in result.lists))
    sums = _numbers(language, votes, Fraction(len(result.awards)))
    rows.append([_TOTAL.in_language(language), "", *sums, ""])
    lines = [title, "=" * len(title), ""]
    lines += _table(headings, rows, left=2, last_left=True)
    lines += _where_it_ended(result, language)
    for tie in result.ties:
        lot = _NO_LOT.in_language(language)
        if tie.lot is not None:
            lot = _LOT.in_language(language).format(
                by=tie.lot.drawn_by, day=format_date(tie.lot.day, language)
            )
        told = _TIE.in_language(language)
        seats = _seats(tie.seats, language)
        lines.append(told.format(names=", ".join(tie.contenders), seats=seats, lot=lot))
    if result.unfilled:
        seats = _seats(result.unfilled, language)
        lines.append(_UNFILLED.in_language(language).format(seats=seats))
    return "\n".join(lines) + "\n"


def alliances_unused(names: Sequence[str]) -> Text:
    """What is said where a votes file has alliances and nobody asked for them."""
    listed = ", ".join(names)
    return Text(
        da=_ALLIANCES_UNUSED.da.format(names=listed), en=_ALLIANCES_UNUSED.en.format(names=listed)
    )


def _where_it_ended(result: Apportionment, language: Language) -> Iterator[str]:
    """The last quotient that won a seat, and the first that did not."""
    alliances = {item.id: item.alliance for item in result.lists}
    if result.awards and (last := result.awards[-1]).quotient is not None:
        alliance = alliances[last.list]
        who = last.list if alliance is None else f"{last.list} (alliance {alliance})"
        yield _LAST.in_language(language).format(
            order=last.order, who=who, quotient=_quotient(last.quotient, language)
        )
    if (passed := result.first_without_seat()) is not None:
        who, quotient = passed
        yield _FIRST_WITHOUT.in_language(language).format(
            who=who, quotient=_quotient(quotient, language)
        )


def _quotient(value: Fraction, language: Language) -> str:
    """Exactly, or with eight decimals: the bound between two quotients can be narrow."""
    return format_number(value, language, at_most=8)


def _seats(count: int, language: Language) -> str:
    """»1 mandat«, »25 mandater«."""
    word = _SEAT if count == 1 else _SEATS
    return f"{format_number(Fraction(count), language)} {word.in_language(language)}"


_SEAT = Text(da="mandat", en="seat")
_SEATS = Text(da="mandater", en="seats")


def _numbers(language: Language, *values: Fraction) -> list[str]:
    return [format_number(value, language) for value in values]


def _table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, left: int, last_left: bool = False
) -> Iterator[str]:
    """Columns as wide as their widest cell; the first ``left`` to the left, the rest right."""
    widths = [max(len(row[at]) for row in (headings, *rows)) for at in range(len(headings))]

    def line(cells: Sequence[str]) -> str:
        padded = []
        for at, cell in enumerate(cells):
            to_left = at < left or (last_left and at == len(cells) - 1)
            padded.append(cell.ljust(widths[at]) if to_left else cell.rjust(widths[at]))
        return "  ".join(padded).rstrip()

    yield line(headings)
    yield "  ".join("-" * width for width in widths)
    for row in rows:
        yield line(row)
