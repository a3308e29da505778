"""The effect statement of the demo site: computed on a small made-up register."""

from datetime import datetime
from pathlib import Path

from samvirke.agreements import load_agreements
from samvirke.demo.national_register import RegisterPlan, make_register, write_register
from samvirke.papers.effect_report import FolderSteps
from samvirke.schemes.effect_statement import EffectOrder, make_statement, public_document

# Small enough for a few seconds, large enough for a national verdict and hubs with hidden cells.
_PLAN = RegisterPlan(companies=16_000, seed=4)


def publish_demo_effect(folder: Path, now: datetime) -> None:
    """Computes and publishes the effects of the first agreement, once; ``folder`` is scratch."""
    from samvirke.apps.effects.domain import store_report
    from samvirke.apps.effects.models import EffectReport

    agreement = load_agreements()[0]
    if EffectReport.objects.filter(agreement=agreement.id).exists():
        return
    register, guided, _ = write_register(make_register(_PLAN), folder)
    order = EffectOrder(register, guided, agreement, demo=True)
    statement = make_statement(order, FolderSteps(folder), lambda step: None)
    store_report(
        public_document(statement, agreement),
        organisation="national:kl",
        by=None,
        on_behalf_of="Demo",
        at=now,
    )
