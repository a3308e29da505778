"""What a statement is made from, and the wording its lines share."""

from dataclasses import dataclass

from samvirke.agreements import FrameworkAgreement
from samvirke.figures import Source, Text
from samvirke.schemes.contract_check.context import Context, clause_of
from samvirke.schemes.results_statement.assessments import DONE, Assessments
from samvirke.schemes.results_statement.measuring import SnapshotMeasurer
from samvirke.schemes.results_statement.model import Assessment, Judgement, Verdict
from samvirke.territory import Body


@dataclass(frozen=True)
class Basis:
    """A hub, a year, the agreement in force, the contract if there is one, and what was counted."""

    hub: Body
    year: int
    agreement: FrameworkAgreement
    contract: Context | None
    assessments: Assessments
    measurer: SnapshotMeasurer

    def contract_source(self, goal_number: int, *ids: str) -> Source:
        """Where in the contract something stands. Raises ``ValueError`` without a contract."""
        if self.contract is None:
            raise ValueError("there is no contract")
        contract = self.contract.contract
        goal = next(item for item in contract.goals if item.number == goal_number)
        return Source(f"{contract.title}, {contract.hub_name}", clause_of(goal, *ids))


OWN_COUNT = Text(
    da="Optalt af Samvirke i erhvervshusets registreringer og svar",
    en="Counted by Samvirke in the hub's registrations and answers",
)
OWN_ASSESSMENT = Text(da="Vurderet af erhvervshuset", en="Assessed by the business hub")
NOBODY_YET = Text(da="Ikke opgjort", en="Not computed")
NOT_STATED = Text(
    da="Erhvervshuset har ikke oplyst, om det er leveret. Skriv det i vurderingsfilen.",
    en="The hub has not stated whether it was delivered. Write it in the assessments file.",
)
NOT_ASSESSED = Text(
    da="Målet er ikke vurderet endnu. Skriv vurderingen i vurderingsfilen.",
    en="The goal is not assessed yet. Write the assessment in the assessments file.",
)


def without_verdict(verdict: Verdict, source: Source, reason: Text) -> tuple[Judgement, ...]:
    """A single judgement that is neither met nor missed."""
    return (Judgement(verdict, source, reason=reason),)


def delivered(source: Source, assessment: Assessment | None) -> tuple[Judgement, ...]:
    """The verdict on a delivery: done, not done, or not stated."""
    if assessment is None:
        return without_verdict(Verdict.NOT_MEASURED, source, NOT_STATED)
    verdict = Verdict.MET if assessment.status == DONE else Verdict.MISSED
    return (Judgement(verdict, source, operator="done"),)
