"""Addresses of hubs, statements, agreements and contracts."""

from datetime import date

from django.urls import path, register_converter

from samvirke.apps.contracts import (
    agreement_views,
    contract_confirming_views,
    contract_editor_views,
    contract_views,
    counted_rows_views,
    making_views,
    national_views,
    views,
)


class Day:
    """A day as ``2022-06-30``."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; Django answers 404 for one that there is not."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


register_converter(Day, "day")

app_name = "contracts"
hubs = [
    path("erhvervshuse/", views.hubs, name="hubs"),
    path("erhvervshuse/<slug:hub>/", views.hub, name="hub"),
]
# What begins with a word of its own stands before what begins with a hub.
statements = [
    path("opgoerelser/skridt/<int:number>/", views.step, name="step"),
    path("opgoerelser/papir/<int:number>/<slug:edition>/<str:name>", views.paper, name="paper"),
    path("opgoerelser/ny/<slug:hub>/", making_views.make_draft, name="make_draft"),
    path("opgoerelser/<slug:hub>/<int:year>/", views.newest, name="newest"),
    path("opgoerelser/<slug:hub>/<int:year>/<int:version>/", views.statement, name="statement"),
    path(
        "opgoerelser/<slug:hub>/<int:year>/<int:version>/aendringer/",
        views.differences,
        name="differences",
    ),
    path("opgoerelser/<slug:hub>/pr/<day:day>/", views.status, name="status"),
    path("tal/<path:address>", views.figure, name="figure"),
    path("raekker/<path:address>", counted_rows_views.rows, name="rows"),
]
national = [
    path("national/", national_views.nationals, name="nationals"),
    path("national/<int:year>/", national_views.national, name="national"),
    path("national/<int:year>/lav/", national_views.make, name="make_national"),
    path(
        "national/papir/<int:number>/<slug:language>/<str:name>",
        national_views.national_paper,
        name="national_paper",
    ),
]
agreements = [
    path("aftaler/", agreement_views.agreements, name="agreements"),
    path("aftaler/<slug:agreement>/", agreement_views.agreement, name="agreement"),
]
_OF = "kontrakter/<slug:hub>/<int:year>/"
contracts = [
    path("kontraktcheck/", contract_views.check, name="check"),
    path("kontrakter/", contract_views.contracts, name="contracts"),
    path("kontrakter/ny/", contract_views.new_contract, name="new_contract"),
    path("kontrakter/skriv/", contract_editor_views.write_contract, name="write_contract"),
    path(_OF, contract_views.contract, name="contract"),
    path(f"{_OF}fil", contract_views.contract_file, name="contract_file"),
    path(f"{_OF}check/", contract_views.contract_check, name="contract_check"),
    path(f"{_OF}ret/", contract_editor_views.edit_contract_rows, name="edit_contract_rows"),
    path(f"{_OF}yaml/", contract_views.edit_contract, name="edit_contract"),
    path(
        f"{_OF}bekraeft/<int:version>/",
        contract_confirming_views.confirm_contract,
        name="confirm_contract",
    ),
]
urlpatterns = [*hubs, *statements, *national, *agreements, *contracts]
