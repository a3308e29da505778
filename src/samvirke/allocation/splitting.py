"""Splits a total over receivers by a key, exactly, with a named rounding and its residual.

The real keys of the cooperation round each share by itself, so that the shares may miss the total
by a little. That residual is reported and never hidden: rules that keep the sum are used only
where somebody asks for them by name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from math import lcm

from samvirke.allocation.bounds import KeyPart, bounded_shares, put_on_largest
from samvirke.allocation.errors import AllocationError
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Rounding,
    Source,
    Text,
    Unit,
    derive,
    format_number,
)
from samvirke.figures.units import PERCENT, RATIO


class SplitRounding(Enum):
    """What happens to the exact shares.

    ``HALF_UP_EACH`` and ``TRUNCATE_EACH`` round each share by itself and may miss the total.
    ``LARGEST_REMAINDER`` cuts every share and gives one unit more to those with the largest
    remainders until the sum is met; ``RESIDUAL_TO_LARGEST`` rounds each half up and puts what is
    missing or too much on the largest share, as far as its floor and cap allow, then on the next.
    Equal remainders or shares go by the key's order.
    """

    HALF_UP_EACH = "half_up_each"
    TRUNCATE_EACH = "truncate_each"
    LARGEST_REMAINDER = "largest_remainder"
    RESIDUAL_TO_LARGEST = "residual_to_largest"

    @property
    def label(self) -> Text:
        """The rule in words."""
        return _LABELS[self]


_LABELS = {
    SplitRounding.HALF_UP_EACH: Text(
        da="hver andel afrundes for sig, halve op", en="each share rounded by itself, halves up"
    ),
    SplitRounding.TRUNCATE_EACH: Text(
        da="hver andel skæres ned for sig", en="each share cut down by itself"
    ),
    SplitRounding.LARGEST_REMAINDER: Text(
        da="største brøkrest: hver andel skæres ned, og resten gives til de største brøker",
        en="largest remainder: each share is cut down, the rest goes to the largest fractions",
    ),
    SplitRounding.RESIDUAL_TO_LARGEST: Text(
        da="hver andel afrundes for sig, og resten lægges på den største",
        en="each share rounded by itself, the residual put on the largest",
    ),
}


@dataclass(frozen=True, slots=True)
class Key:
    """What a total is split by: population on a day, users, agreed percentages."""

    name: Text
    unit: Unit
    source: Source
    parts: tuple[KeyPart, ...]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one receiver gets: the exact share and the rounded one."""

    part: KeyPart
    exact: Fraction
    rounded: Fraction


@dataclass(frozen=True, slots=True)
class Split:
    """A total split by a key. ``residual`` is the sum of the rounded shares minus the total."""

    total: Given | Figure
    key: Key
    rounding: SplitRounding
    decimals: int
    rule: Text
    source: Source
    shares: tuple[Share, ...]

    @property
    def residual(self) -> Fraction:
        """How much the rounded shares miss the total: negative where something is left over."""
        return sum((share.rounded for share in self.shares), start=Fraction(0)) - self.total.value

    def share(self, code: str) -> Share:
        """The share of one receiver. Raises ``LookupError`` for an unknown code."""
        for share in self.shares:
            if share.part.code == code:
                return share
        raise LookupError(code)

    def figure(self, code: str) -> Figure:
        """One receiver's rounded share with its whole calculation.

        Where a rule that keeps the sum changed the share, what it added is an input of its own.
        """
        share = self.share(code)
        named = {part.code: self._part(part) for part in self.key.parts}
        whole = derive(
            Text(da=f"{self.key.name.da} i alt", en=f"{self.key.name.en} in all"),
            self.key.unit,
            Derivation(_ALL_PARTS, self.key.source, Operation.SUM, tuple(named.values())),
        )
        ratio = derive(
            Text(da=f"Del af nøglen, {share.part.name}", en=f"Part of the key, {share.part.name}"),
            RATIO,
            Derivation(_PART_OF_KEY, self.key.source, Operation.QUOTIENT, (named[code], whole)),
        )
        rounding = Rounding.HALF_UP if self.rounding in _HALF_UP else Rounding.TRUNCATE
        name = Text(da=f"Andel, {share.part.name}", en=f"Share, {share.part.name}")
        by_key = Derivation(
            self.rule,
            self.source,
            Operation.PRODUCT,
            (self.total, ratio),
            rounding=rounding,
            decimals=self.decimals,
        )
        alone = derive(name, self.total.unit, by_key)
        if alone.value == share.rounded:
            return alone
        before = Text(
            da=f"Andel før ændringen, {share.part.name}",
            en=f"Share before the change, {share.part.name}",
        )
        alone = derive(before, self.total.unit, by_key)
        added = Given(
            _CHANGED_BY_BOUNDS if self._bounded else _CHANGED_BY_REST,
            share.rounded - alone.value,
            self.total.unit,
            self.source,
        )
        rule = _BOUNDS_RULE if self._bounded else self.rounding.label
        return derive(
            name,
            self.total.unit,
            Derivation(rule, self.source, Operation.SUM, (alone, added)),
        )

    @property
    def _bounded(self) -> bool:
        return any(part.at_least or part.at_most is not None for part in self.key.parts)

    def _part(self, part: KeyPart) -> Given:
        name = Text(da=f"{self.key.name.da}, {part.name}", en=f"{self.key.name.en}, {part.name}")
        return Given(name, part.value, self.key.unit, self.key.source)


_HALF_UP = (SplitRounding.HALF_UP_EACH, SplitRounding.RESIDUAL_TO_LARGEST)
_CHANGED_BY_REST = Text(da="Lagt til efter reglen om resten", en="Added by the rule for the rest")
_CHANGED_BY_BOUNDS = Text(
    da="Ændret af mindste- og højstebeløb og af resten", en="Changed by floors, caps and the rest"
)
_BOUNDS_RULE = Text(
    da="andelen efter nøglen, holdt inden for mindste- og højstebeløb",
    en="the share by the key, held within floors and caps",
)
_ALL_PARTS = Text(da="summen af nøglens dele", en="the sum of the key's parts")
_PART_OF_KEY = Text(
    da="modtagerens tal divideret med nøglen i alt", en="the receiver's value by the key in all"
)


def split(
    total: Given | Figure,
    key: Key,
    *,
    rounding: SplitRounding,
    rule: Text,
    source: Source,
    decimals: int = 0,
) -> Split:
    """Splits ``total`` by ``key``; shares are rounded to ``decimals`` in the total's unit.

    ``rule`` and ``source`` say in words and by clause why it is split so. Raises
    ``AllocationError`` for a negative total, an empty key, a receiver named twice, a negative key
    value, a key that sums to zero, or percentages that do not sum to 100.

    >>> from samvirke.figures.units import PERSONS, THOUSAND_KR
    >>> source = Source("Eksempel", "nøgle")
    >>> parts = tuple(KeyPart(code, code, Fraction(n)) for code, n in (("A", 1), ("B", 2)))
    >>> key = Key(Text("Folketal", "Population"), PERSONS, source, parts)
    >>> grant = Given(Text("Bevilling", "Grant"), Fraction(100), THOUSAND_KR, source)
    >>> rule = Text("efter folketal", "by population")
    >>> by_itself = split(
    ...     grant, key, rounding=SplitRounding.HALF_UP_EACH, rule=rule, source=source
    ... )
    >>> [int(share.rounded) for share in by_itself.shares], int(by_itself.residual)
    ([33, 67], 0)
    """
    _check(total, key)
    parts, denominator = _exact_shares(total.value, key.parts)
    rounded = _round(parts, denominator, total.value, rounding, decimals)
    if rounding is SplitRounding.RESIDUAL_TO_LARGEST:
        put_on_largest(total.value - sum(rounded), rounded, parts, key.parts, decimals=decimals)
    exact = (Fraction(part, denominator) for part in parts)
    shares = tuple(map(Share, key.parts, exact, rounded))
    return Split(total, key, rounding, decimals, rule, source, shares)


def _exact_shares(total: Fraction, parts: Sequence[KeyPart]) -> tuple[list[int], int]:
    """Shares in proportion to the key, held within the bounds: numerators over one denominator.

    One denominator for all lets rounding compare integers.
    """
    if all(part.at_least == 0 and part.at_most is None for part in parts):
        scale = lcm(*(part.value.denominator for part in parts))
        values = [part.value.numerator * (scale // part.value.denominator) for part in parts]
        return [total.numerator * value for value in values], total.denominator * sum(values)
    shares = bounded_shares(total, parts)
    denominator = lcm(*(share.denominator for share in shares))
    return [share.numerator * (denominator // share.denominator) for share in shares], denominator


def _round(
    parts: Sequence[int],
    denominator: int,
    total: Fraction,
    rounding: SplitRounding,
    decimals: int,
) -> list[Fraction]:
    unit = 10**decimals
    halves = rounding in _HALF_UP
    whole, rests = [], []
    for part in parts:
        count, rest = divmod(part * unit, denominator)
        whole.append(count + 1 if halves and 2 * rest >= denominator else count)
        rests.append(rest)
    missing = total * unit - sum(whole)
    if rounding is SplitRounding.LARGEST_REMAINDER:
        if missing.denominator != 1:
            raise AllocationError(_TOO_MANY_DECIMALS)
        order = sorted(range(len(parts)), key=lambda at: (-rests[at], at))
        for at in order[: int(missing)]:
            whole[at] += 1
    return [Fraction(count, unit) for count in whole]


_TOO_MANY_DECIMALS = Text(
    da="Totalen har flere decimaler end andelene skal have, så summen kan ikke holdes. Vælg flere "
    "decimaler eller en anden afrunding.",
    en="The total has more decimals than the shares are to have, so the sum cannot be kept. Choose "
    "more decimals or another rounding.",
)


def _check(total: Given | Figure, key: Key) -> None:
    for problem in _problems(total, key):
        raise AllocationError(problem)


def _problems(total: Given | Figure, key: Key) -> Iterator[Text]:
    if total.value < 0:
        shown = format_number(total.value, "da")
        yield Text(
            da=f"Totalen er negativ ({shown}). Fordel et underskud som et positivt beløb.",
            en=f"The total is negative ({format_number(total.value, 'en')}). Split a deficit as a "
            "positive amount.",
        )
    if not key.parts:
        yield Text(da="Nøglen har ingen modtagere.", en="The key has no receivers.")
    seen: dict[str, str] = {}
    for part in key.parts:
        if part.code in seen:
            yield Text(
                da=f"{part.name} ({part.code}) står to gange i nøglen.",
                en=f"{part.name} ({part.code}) stands twice in the key.",
            )
        seen[part.code] = part.name
        if part.value < 0:
            yield Text(
                da=f"{part.name} har et negativt tal i nøglen: {format_number(part.value, 'da')}.",
                en=f"{part.name} has a negative key value: {format_number(part.value, 'en')}.",
            )
    whole = sum((part.value for part in key.parts), start=Fraction(0))
    if whole == 0:
        yield Text(
            da="Nøglens tal giver tilsammen 0, så intet kan fordeles efter den.",
            en="The key's values sum to 0, so nothing can be split by it.",
        )
    if key.unit == PERCENT and whole != 100:
        yield Text(
            da=f"Nøglens procenter giver tilsammen {format_number(whole, 'da')}, ikke 100. Ret "
            "dem, eller brug de tal, de er regnet af.",
            en=f"The key's percentages sum to {format_number(whole, 'en')}, not 100. Correct them, "
            "or use the numbers that they were computed from.",
        )
    yield from _bound_problems(total, key)


def _bound_problems(total: Given | Figure, key: Key) -> Iterator[Text]:
    for part in key.parts:
        if part.at_most is not None and part.at_most < part.at_least:
            yield Text(
                da=f"{part.name} skal mindst have {format_number(part.at_least, 'da')}, men højst "
                f"{format_number(part.at_most, 'da')}.",
                en=f"{part.name} must have {format_number(part.at_least, 'en')} at least but "
                f"{format_number(part.at_most, 'en')} at most.",
            )
    floors = sum((part.at_least for part in key.parts), start=Fraction(0))
    caps = [
        part.at_most if part.value or part.at_most == 0 else part.at_least for part in key.parts
    ]
    most = (
        None if None in caps else sum((cap for cap in caps if cap is not None), start=Fraction(0))
    )
    if floors > total.value or (most is not None and most < total.value):
        yield Text(
            da="Mindste- og højstebeløbene kan ikke give totalen tilsammen. Ret dem eller totalen.",
            en="The floors and caps cannot give the total together. Correct them or the total.",
        )
