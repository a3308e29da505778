"""Floor 1: framework agreements and performance contracts, loaded and checked from dated files."""

from samvirke.agreements.contract import (
    ContractGoal,
    ContractThreshold,
    PerformanceContract,
    load_contract,
)
from samvirke.agreements.effect_definition import EffectDefinition
from samvirke.agreements.framework import (
    Baseline,
    Definition,
    FrameworkAgreement,
    Goal,
    MeasurePoint,
    Threshold,
)
from samvirke.agreements.loading import (
    agreement_in_force,
    agreement_path,
    load_agreement,
    load_agreements,
)
from samvirke.agreements.requirements import (
    Requirement,
    distance,
    hub_share,
    is_due,
    measures,
    required_level,
    requirement,
)

__all__ = [
    "Baseline",
    "ContractGoal",
    "ContractThreshold",
    "Definition",
    "EffectDefinition",
    "FrameworkAgreement",
    "Goal",
    "MeasurePoint",
    "PerformanceContract",
    "Requirement",
    "Threshold",
    "agreement_in_force",
    "agreement_path",
    "distance",
    "hub_share",
    "is_due",
    "load_agreement",
    "load_agreements",
    "load_contract",
    "measures",
    "required_level",
    "requirement",
]
