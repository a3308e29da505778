"""Pages of the framework agreements: what they require, year by year."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samvirke.agreements import FrameworkAgreement, load_agreements
from samvirke.apps.accounts.web import page_language
from samvirke.figures import format_date
from samvirke.papers.agreement_timeline import timeline
from samvirke.territory import BodyKind, load_territory


@dataclass(frozen=True, slots=True)
class AgreementHead:
    """What names an agreement; ``in_force`` is whether it holds today."""

    id: str
    title: str
    parties: str
    start: str
    last_day: str
    in_force: bool
    url: str


def agreements(request: HttpRequest) -> HttpResponse:
    """All framework agreements, the newest first."""
    today = timezone.localdate()
    found = [_head(item, today) for item in reversed(load_agreements())]
    return render(request, "contracts/agreements.html", {"agreements": found})


def agreement(request: HttpRequest, agreement: str) -> HttpResponse:
    """An agreement with a timeline of its thresholds, worked out for one hub if asked."""
    found = next((item for item in load_agreements() if item.id == agreement), None)
    if found is None:
        raise Http404
    hubs = load_territory().bodies_of(BodyKind.HUB, on=found.valid.start)
    hub = next((body for body in hubs if body.id == request.GET.get("hus")), None)
    today = timezone.localdate()
    context = {
        "found": _head(found, today),
        "years": list(found.valid.period.years()),
        "this_year": today.year,
        "goals": timeline(found, page_language(), hub=hub),
        "rules": [(item.text, item.clause) for item in found.contract_rules],
        "hubs": hubs,
        "hub": hub,
    }
    return render(request, "contracts/agreement.html", context)


def _head(agreement: FrameworkAgreement, today: date) -> AgreementHead:
    language = page_language()
    return AgreementHead(
        id=agreement.id,
        title=agreement.title,
        parties=", ".join(agreement.parties),
        start=format_date(agreement.valid.start, language),
        last_day=format_date(agreement.valid.end - timedelta(days=1), language),
        in_force=agreement.valid.period.contains(today),
        url=reverse("contracts:agreement", kwargs={"agreement": agreement.id}),
    )
