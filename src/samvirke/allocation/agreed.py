"""A computed split that its receivers have agreed to change: computed → agreed → final."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samvirke.allocation.errors import AllocationError
from samvirke.allocation.splitting import Split
from samvirke.figures import (
    Derivation,
    Figure,
    Given,
    Operation,
    Source,
    Text,
    derive,
    format_number,
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """An amount that one receiver takes over from another, both by code."""

    giver: str
    taker: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class AgreedSplit:
    """A split and what was agreed about it; ``final`` names every receiver of the split."""

    computed: Split
    final: Mapping[str, Fraction]
    source: Source

    def change(self, code: str) -> Fraction:
        """What the agreement changed for one receiver."""
        return self.final[code] - self.computed.share(code).rounded

    def figure(self, code: str) -> Figure:
        """One receiver's final share: the computed one plus what was agreed."""
        computed = self.computed.figure(code)
        if not self.change(code):
            return computed
        agreed = Given(
            Text(da="Aftalt ændring", en="Agreed change"),
            self.change(code),
            computed.unit,
            self.source,
        )
        rule = Text(
            da="den beregnede andel plus den aftalte ændring",
            en="the computed share plus the agreed change",
        )
        derivation = Derivation(rule, self.source, Operation.SUM, (computed, agreed))
        return derive(computed.name, computed.unit, derivation)


def agree_on_transfers(
    computed: Split, transfers: Sequence[Transfer], *, source: Source
) -> AgreedSplit:
    """The split after ``transfers`` between its receivers, as ``source`` agreed.

    Raises ``AllocationError`` for a receiver that the split does not have, an amount that is not
    positive, or a giver that would end below zero.
    """
    final = {share.part.code: share.rounded for share in computed.shares}
    for transfer in transfers:
        _check_known(computed, (transfer.giver, transfer.taker), source)
        if transfer.amount <= 0 or transfer.giver == transfer.taker:
            raise _refused(
                source,
                da="En overførsel går fra én til en anden og er større end 0. Ret den.",
                en="A transfer goes from one to another and is greater than 0. Correct it.",
            )
        final[transfer.giver] -= transfer.amount
        final[transfer.taker] += transfer.amount
    return agree_on_table(computed, final, source=source)


def agree_on_table(
    computed: Split, final: Mapping[str, Fraction], *, source: Source
) -> AgreedSplit:
    """The split with the final shares that ``source`` agreed, one for each receiver.

    Raises ``AllocationError`` where a receiver is missing or unknown, a share is below zero, or
    the sum is neither the total nor that of the computed shares, which rounding may set apart.
    """
    _check_known(computed, tuple(final), source)
    for share in computed.shares:
        part = share.part
        if part.code not in final:
            raise _refused(
                source,
                da=f"Aftalen nævner ikke {part.name} ({part.code}). Den skal nævne alle.",
                en=f"The agreement does not name {part.name} ({part.code}). It must name all.",
            )
        if final[part.code] < 0:
            raise _refused(
                source,
                da=f"Aftalen giver {part.name} mindre end 0: "
                f"{format_number(final[part.code], 'da')}. Ret den.",
                en=f"The agreement gives {part.name} less than 0: "
                f"{format_number(final[part.code], 'en')}. Correct it.",
            )
    before = sum((share.rounded for share in computed.shares), start=Fraction(0))
    after = sum(final.values(), start=Fraction(0))
    if after not in (before, computed.total.value):
        raise _refused(
            source,
            da=f"Aftalens sum er {format_number(after, 'da')}; den beregnede er "
            f"{format_number(before, 'da')}. En aftale må ikke ændre summen. Ret den.",
            en=f"The agreement sums to {format_number(after, 'en')}; the computed shares to "
            f"{format_number(before, 'en')}. An agreement must not change the sum. Correct it.",
        )
    return AgreedSplit(computed, dict(final), source)


def _check_known(computed: Split, codes: Sequence[str], source: Source) -> None:
    known = {share.part.code for share in computed.shares}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise _refused(
            source,
            da=f"Aftalen nævner {unknown[0]}, som ikke er med i fordelingen. Tag det ud.",
            en=f"The agreement names {unknown[0]}, which is not in the split. Leave it out.",
        )


def _refused(source: Source, *, da: str, en: str) -> AllocationError:
    """The error, naming the agreement: there may be one for each region."""
    return AllocationError(Text(da=f"{source}: {da}", en=f"{source}: {en}"))
