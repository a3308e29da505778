"""Addresses of hubs and statements."""

from datetime import date

from django.urls import path, register_converter

from samvirke.apps.contracts import views


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
urlpatterns = [
    path("erhvervshuse/", views.hubs, name="hubs"),
    path("erhvervshuse/<slug:hub>/", views.hub, name="hub"),
    path("opgoerelser/<slug:hub>/<int:year>/", views.newest, name="newest"),
    path("opgoerelser/<slug:hub>/<int:year>/<int:version>/", views.statement, name="statement"),
    path("opgoerelser/<slug:hub>/pr/<day:day>/", views.status, name="status"),
    path("opgoerelser/skridt/<int:number>/", views.step, name="step"),
    path("opgoerelser/papir/<int:number>/<slug:edition>/<str:name>", views.paper, name="paper"),
    path("tal/<path:address>", views.figure, name="figure"),
]
