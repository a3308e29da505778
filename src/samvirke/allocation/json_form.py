"""Splits and apportionments as JSON, each with a schema and a version."""

from typing import Any

from samvirke.allocation.agreed import AgreedSplit
from samvirke.allocation.apportionment import Apportionment
from samvirke.allocation.splitting import Split
from samvirke.figures import Language, canonical, plain

SPLIT_SCHEMA = "samvirke.split"
SEATS_SCHEMA = "samvirke.seats"
VERSION = 1


def split_to_json(
    scheme: str, result: Split | AgreedSplit, *, language: Language = "da"
) -> dict[str, Any]:
    """A split as JSON values; whole numbers as numbers, exact shares as texts."""
    computed = result.computed if isinstance(result, AgreedSplit) else result
    key = computed.key
    return {
        "schema": SPLIT_SCHEMA,
        "version": VERSION,
        "scheme": scheme,
        "total": plain(computed.total.value),
        "unit": computed.total.unit.code,
        "key": key.name.in_language(language),
        "as_of": None if key.as_of is None else key.as_of.isoformat(),
        "rounding": computed.rounding.value,
        "shares": [
            {
                "code": share.part.code,
                "name": share.part.name,
                "key_value": plain(share.part.value),
                "exact": canonical(share.exact),
                "rounded": plain(share.rounded),
            }
            for share in computed.shares
        ],
        "residual": plain(computed.residual),
        "agreed": _agreed(result),
        "derivation": {
            "rule": computed.rule.in_language(language),
            "rounding": computed.rounding.label.in_language(language),
            "decimals": computed.decimals,
            "key_source": str(key.source),
        },
        "source": str(computed.source),
    }


def _agreed(result: Split | AgreedSplit) -> list[dict[str, Any]]:
    if not isinstance(result, AgreedSplit):
        return []
    return [
        {
            "code": share.part.code,
            "name": share.part.name,
            "computed": plain(share.rounded),
            "change": plain(result.change(share.part.code)),
            "final": plain(result.final[share.part.code]),
            "source": str(result.source),
        }
        for share in result.computed.shares
        if result.change(share.part.code)
    ]


def seats_to_json(result: Apportionment) -> dict[str, Any]:
    """An apportionment as JSON values; quotients are texts in canonical form."""
    return {
        "schema": SEATS_SCHEMA,
        "version": VERSION,
        "method": result.method.value,
        "seats": [
            {
                "list": item.id,
                "alliance": item.alliance,
                "seats": len(awards),
                "awards": [
                    {
                        "order": award.order,
                        "quotient": None if award.quotient is None else canonical(award.quotient),
                    }
                    for award in awards
                ],
            }
            for item, awards in result.awards_by_list()
        ],
        "unfilled": result.unfilled,
        "ties": [
            {
                "contenders": list(tie.contenders),
                "seats": tie.seats,
                "among": tie.among,
                "lot": None
                if tie.lot is None
                else {
                    "drawn_by": tie.lot.drawn_by,
                    "day": tie.lot.day.isoformat(),
                    "outcome": list(tie.lot.outcome),
                },
            }
            for tie in result.ties
        ],
    }
