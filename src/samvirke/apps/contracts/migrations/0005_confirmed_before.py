# mypy: ignore-errors
# ruff: noqa: D100, D101, RUF012

from django.db import migrations
from django.utils import timezone

_DOCUMENT = "Indlæst, før bekræftelse blev indført"


def confirm(apps, editor):
    """What was saved before both parties had to confirm it is in force since it was saved."""
    confirmations = apps.get_model("contracts", "ContractConfirmation").objects
    saved = apps.get_model("contracts", "Contract").objects.order_by("pk").defer("content")
    now = timezone.now()
    for contract in saved:
        for party in ("hub", "kkr"):
            confirmations.create(
                contract=contract,
                party=party,
                confirmed_on=timezone.localdate(contract.saved_at),
                document=_DOCUMENT,
                sha256=contract.sha256,
                recorded_at=now,
            )


class Migration(migrations.Migration):
    dependencies = [("contracts", "0004_confirmations")]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
