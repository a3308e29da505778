"""What the municipalities of a region agree on refugee quotas, and what an agreement must contain.

The municipalities seek agreement and report it before 10 September (§ 5, stk. 1). It gives each
municipality's number, the numbers sum to the region's quota, it is written and signed, and it says
what holds if the national number is changed, or lapses then (§ 6, stk. 1-4). Without an agreement
in time the agency's computed quotas stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from samvirke.allocation import (
    AgreedSplit,
    AllocationError,
    Split,
    Transfer,
    agree_on_table,
    agree_on_transfers,
)
from samvirke.figures import Source, Text, format_date
from samvirke.records import Day, Record, Rejected, Whole, Word, read_yaml, validate
from samvirke.schemes.refugee_numbers import RefugeeQuotaParameters
from samvirke.schemes.refugee_quotas import RefugeeQuotas
from samvirke.schemes.scheme_files import read_rows


class QuotaTransfer(Record):
    """One municipality takes persons over from another; no number means the giver's whole quota."""

    giver: Word = Field(alias="from", examples=["'161'"])
    taker: Word = Field(alias="to", examples=["'400'"])
    persons: Whole | None = Field(default=None, examples=["3"])


class Exemption(Record):
    """A municipality that receives nobody, and who takes its share: none where not printed."""

    municipality: Word = Field(examples=["'825'"])
    taken_by: Word | None = Field(default=None, examples=["'813'"])


class QuotaAgreement(Record):
    """One region's agreement: all quotas by code, or changes to the computed ones, by code.

    ``if_changed`` says what holds if the national number is changed. ``written`` and ``signed`` are
    none where nothing is said.
    """

    region: Word = Field(examples=["Region Nordjylland"])
    kkr: Word = Field(examples=["KKR Nordjylland"])
    decided: Day | None = Field(default=None, examples=["2021-06-11"])
    reported: Day = Field(examples=["2021-06-22"])
    written: bool | None = Field(default=None, examples=["true"])
    signed: bool | None = Field(default=None, examples=["true"])
    if_changed: Word | None = None
    quotas: dict[str, Whole] | None = None
    transfers: tuple[QuotaTransfer, ...] = ()
    exempt: tuple[Exemption, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.quotas is not None and (self.transfers or self.exempt):
            raise Rejected(
                Text(
                    da="Aftalen har både kvoter og overførsler. Angiv det ene.",
                    en="The agreement has both quotas and transfers. State one of them.",
                )
            )
        return self


@dataclass(frozen=True, slots=True)
class Wish:
    """A municipality's voluntary wish: how many persons in all it would receive."""

    code: str
    persons: int
    reported: date


def read_agreement(path: Path) -> QuotaAgreement:
    """One agreement from a YAML file. Raises ``InputError`` with every problem."""
    return validate(QuotaAgreement, read_yaml(path))


def read_wishes(path: Path) -> tuple[Wish, ...]:
    """Wishes from a CSV file ``code,persons,reported``. Raises ``InputError`` naming the row."""
    wishes: dict[str, Wish] = {}
    for row in read_rows(path, ("code", "persons", "reported")):
        code = row.text("code")
        if code in wishes:
            what = Text(
                da="Kommunen har allerede et ønske i filen. Behold ét.",
                en="The municipality has a wish in the file already. Keep one.",
            )
            raise row.refused(what, got=code)
        wishes[code] = Wish(code, row.whole("persons"), row.day("reported"))
    return tuple(wishes.values())


def wishes_in_time(
    wishes: Sequence[Wish], *, opened: date, due: date
) -> tuple[dict[str, int], tuple[Text, ...]]:
    """The wishes reported from ``opened`` to ``due``, both included, and a remark on each other."""
    counted = {wish.code: wish.persons for wish in wishes if opened <= wish.reported <= due}
    remarks = tuple(
        Text(
            da=f"Ønsket fra {wish.code} er meldt {format_date(wish.reported, 'da')} og tæller "
            f"ikke: runden løber fra {format_date(opened, 'da')} til {format_date(due, 'da')}.",
            en=f"The wish of {wish.code} was reported on {format_date(wish.reported, 'en')} and "
            f"does not count: the round runs from {format_date(opened, 'en')} to "
            f"{format_date(due, 'en')}.",
        )
        for wish in wishes
        if wish.code not in counted
    )
    return counted, remarks


def why_not(agreement: QuotaAgreement, quotas: RefugeeQuotas) -> tuple[Text, ...]:
    """Why the agency's figures stand despite the agreement; nothing where the agreement holds."""
    kkr, rule = agreement.kkr, quotas.rule
    found = []
    if quotas.changed and agreement.if_changed is None:
        found.append(
            Text(
                da=f"Aftalen i {kkr} bortfalder, fordi landstallet er ændret, og den ikke siger, "
                f"hvad der så gælder ({rule.at(rule.change_clause)}).",
                en=f"The agreement of {kkr} lapses: the national number was changed and it does "
                f"not say what then holds ({rule.at(rule.change_clause)}).",
            )
        )
    deadline = quotas.announced if quotas.changed else _deadline(rule, quotas.announced)
    clause = rule.at(rule.change_clause if quotas.changed else rule.agreement_clause)
    if agreement.reported >= deadline:
        found.append(
            Text(
                da=f"Aftalen i {kkr} er meldt {format_date(agreement.reported, 'da')}. Den skulle "
                f"være meldt inden den {format_date(deadline, 'da')} ({clause}).",
                en=f"The agreement of {kkr} was reported on "
                f"{format_date(agreement.reported, 'en')}. It was due before "
                f"{format_date(deadline, 'en')} ({clause}).",
            )
        )
    for holds, word in ((agreement.written, _WRITTEN), (agreement.signed, _SIGNED)):
        if not holds:
            found.append(
                Text(
                    da=f"Det fremgår ikke, at aftalen i {kkr} er {word.da}. Det skal den være "
                    f"({rule.at(rule.form_clause)}).",
                    en=f"It does not appear that the agreement of {kkr} is {word.en}. It must be "
                    f"({rule.at(rule.form_clause)}).",
                )
            )
    return tuple(found)


def agree(
    quotas: RefugeeQuotas, agreements: Sequence[QuotaAgreement]
) -> tuple[dict[str, Split | AgreedSplit], tuple[Text, ...]]:
    """Each region's split after the agreements that hold, and remarks on those that do not.

    Raises ``AllocationError`` for an agreement on an unknown or a second time on the same region,
    one that names a municipality outside it, leaves one out, changes the sum or goes below zero.
    """
    settled: dict[str, Split | AgreedSplit] = dict(quotas.municipalities)
    remarks: list[Text] = []
    for agreement in agreements:
        computed = settled.get(agreement.region)
        if computed is None or isinstance(computed, AgreedSplit):
            raise AllocationError(_unusable_region(agreement, quotas))
        reasons = why_not(agreement, quotas)
        if not reasons:
            settled[agreement.region] = apply(agreement, computed)
            if agreement.if_changed is None:
                remarks.append(_silent(agreement, quotas.rule))
            continue
        stands = Text(
            da=f"Udlændingestyrelsens beregnede kvoter gælder i {agreement.region}.",
            en=f"The computed quotas stand in {agreement.region}.",
        )
        remarks += [*reasons, stands]
    return settled, tuple(remarks)


def apply(agreement: QuotaAgreement, computed: Split) -> AgreedSplit:
    """The split of the agreement's region with what was agreed, whether or not it holds.

    Raises ``AllocationError`` as ``agree`` does, and for an exemption without a taker.
    """
    source = Source(f"Aftale i {agreement.kkr}", f"meldt {format_date(agreement.reported, 'da')}")
    if agreement.quotas is not None:
        table = {code: Fraction(persons) for code, persons in agreement.quotas.items()}
        return agree_on_table(computed, table, source=source)
    whole = {share.part.code: share.rounded for share in computed.shares}
    transfers = []
    for item in agreement.transfers:
        amount = whole.get(item.giver, Fraction(1)) if item.persons is None else item.persons
        transfers.append(Transfer(item.giver, item.taker, Fraction(amount)))
    for exemption in agreement.exempt:
        giver = exemption.municipality
        if exemption.taken_by is None:
            raise AllocationError(
                Text(
                    da=f"Aftalen i {agreement.kkr} friholder {giver}, men siger ikke, hvem der "
                    "overtager kvoten. Tilføj »taken_by«.",
                    en=f"The agreement of {agreement.kkr} exempts {giver} but does not say who "
                    "takes its quota. Add 'taken_by'.",
                )
            )
        transfers.append(Transfer(giver, exemption.taken_by, whole.get(giver, Fraction(1))))
    whole_and_empty = {code for code, amount in whole.items() if not amount}
    moved = [item for item in transfers if item.amount or item.giver not in whole_and_empty]
    return agree_on_transfers(computed, moved, source=source)


def _deadline(rule: RefugeeQuotaParameters, announced: date) -> date:
    return date(announced.year, rule.agreement_before.month, rule.agreement_before.day)


def _unusable_region(agreement: QuotaAgreement, quotas: RefugeeQuotas) -> Text:
    names = ", ".join(quotas.municipalities)
    if agreement.region in quotas.municipalities:
        return Text(
            da=f"Der er to aftaler for {agreement.region}. Angiv den, der gælder.",
            en=f"There are two agreements for {agreement.region}. State the one that holds.",
        )
    return Text(
        da=f"Aftalen gælder {agreement.region}, som ikke er med. Regionerne er: {names}.",
        en=f"The agreement is for {agreement.region}, which is not there. The regions: {names}.",
    )


def _silent(agreement: QuotaAgreement, rule: RefugeeQuotaParameters) -> Text:
    return Text(
        da=f"Aftalen i {agreement.kkr} mangler et punkt: hvad der gælder, hvis landstallet ændres. "
        f"Uden det bortfalder den ved en ændring ({rule.at(rule.change_clause)}). At den gælder, "
        "så længe landstallet ikke ændres, er vores læsning. Tilføj »if_changed«.",
        en=f"The agreement of {agreement.kkr} lacks a point: what holds if the national number is "
        f"changed. Without it the agreement lapses with a change ({rule.at(rule.change_clause)}). "
        "That it holds as long as the national number stays is our reading. Add 'if_changed'.",
    )


_WRITTEN = Text(da="skriftlig", en="written")
_SIGNED = Text(da="underskrevet", en="signed")
