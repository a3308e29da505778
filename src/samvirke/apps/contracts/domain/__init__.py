"""What can be done with contracts and statements."""

from samvirke.apps.contracts.domain.approving import (
    contract_remark,
    last_day,
    steps_taken,
    take_step,
)
from samvirke.apps.contracts.domain.confirming import (
    agreed,
    confirm_contract,
    contract_for_draft,
    states_of,
)
from samvirke.apps.contracts.domain.contracts import (
    ContractExists,
    check_content,
    check_stored,
    hub_of_contract,
    places_in,
    read_contract,
    save_contract,
)
from samvirke.apps.contracts.domain.letters import recipients_of
from samvirke.apps.contracts.domain.making import assessments_of, make_draft, render_papers
from samvirke.apps.contracts.domain.national import (
    NATIONAL,
    NationalYear,
    make_national,
    national_figure,
    national_year,
    national_years,
)
from samvirke.apps.contracts.domain.refusals import StatementRefused
from samvirke.apps.contracts.domain.snapshots import snapshot_folder
from samvirke.apps.contracts.domain.storing import lay_out, store_statement

__all__ = [
    "NATIONAL",
    "ContractExists",
    "NationalYear",
    "StatementRefused",
    "agreed",
    "assessments_of",
    "check_content",
    "check_stored",
    "confirm_contract",
    "contract_for_draft",
    "contract_remark",
    "hub_of_contract",
    "last_day",
    "lay_out",
    "make_draft",
    "make_national",
    "national_figure",
    "national_year",
    "national_years",
    "places_in",
    "read_contract",
    "recipients_of",
    "render_papers",
    "save_contract",
    "snapshot_folder",
    "states_of",
    "steps_taken",
    "store_statement",
    "take_step",
]
