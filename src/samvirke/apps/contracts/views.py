"""Pages of hubs and their statements."""

import re
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from samvirke.apps.accounts.domain import Actor
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import actor_of, for_roles, in_page_language
from samvirke.apps.contracts import pages
from samvirke.apps.contracts.domain import StatementRefused, take_step
from samvirke.apps.contracts.editions import sees_all, visible_to
from samvirke.apps.contracts.forms import StepForm
from samvirke.apps.contracts.models import Statement
from samvirke.apps.contracts.rules import next_steps, took_already
from samvirke.schemes.results_statement import Step, StepRefused


def hubs(request: HttpRequest) -> HttpResponse:
    """All hubs with their newest statement."""
    return render(request, "contracts/hubs.html", {"hubs": pages.all_hubs(actor_of(request))})


def hub(request: HttpRequest, hub: str) -> HttpResponse:
    """A hub's goals at a glance, year by year."""
    asked = request.GET.get("aar", "")
    year = int(asked) if re.fullmatch(r"[12][0-9]{3}", asked) else None
    actor = actor_of(request)
    found = pages.hub_page(actor, hub, year)
    if found is None:
        raise Http404
    can_make = allowed(actor, "statements.make", hub)
    return render(request, "contracts/hub.html", {"found": found, "can_make": can_make})


def newest(request: HttpRequest, hub: str, year: int) -> HttpResponse:
    """Leads to the newest version of the year's statement that the reader may see."""
    known = _known(actor_of(request)).filter(hub=hub, year=year, cut_off=None)
    found = known.order_by("-version").first()
    if found is None:
        raise Http404
    return redirect("contracts:statement", hub=hub, year=year, version=found.version)


def statement(request: HttpRequest, hub: str, year: int, version: int) -> HttpResponse:
    """One version of a year's statement."""
    actor = actor_of(request)
    found = get_object_or_404(_known(actor), hub=hub, year=year, version=version, cut_off=None)
    return render(request, "contracts/statement.html", pages.statement_page(actor, found))


def differences(request: HttpRequest, hub: str, year: int, version: int) -> HttpResponse:
    """What differs between a version and the one it replaces."""
    actor = actor_of(request)
    known = _known(actor).select_related("replaces")
    statement = get_object_or_404(known, hub=hub, year=year, version=version, cut_off=None)
    found = pages.differences_page(actor, statement)
    if found is None:
        raise Http404
    return render(request, "contracts/differences.html", found)


def status(request: HttpRequest, hub: str, day: date) -> HttpResponse:
    """The status of a hub at a day within the year."""
    actor = actor_of(request)
    found = get_object_or_404(_known(actor), hub=hub, cut_off=day)
    return render(request, "contracts/statement.html", pages.statement_page(actor, found))


def paper(request: HttpRequest, number: int, edition: str, name: str) -> HttpResponse:
    """A paper, byte for byte as it was made."""
    actor = actor_of(request)
    found = get_object_or_404(_known(actor), pk=number)
    if edition == pages.WHOLE and not sees_all(actor, found):
        raise Http404
    return pages.paper_response(found, edition, name)


def figure(request: HttpRequest, address: str) -> HttpResponse:
    """A figure under its permanent address, with its calculation."""
    found = pages.figure_page(actor_of(request), f"/tal/{address.rstrip('/')}")
    if found is None:
        raise Http404
    kind = "national_figure" if "national" in found else "figure"
    return render(request, f"contracts/{kind}.html", found)


@for_roles(second_factor=True)
def step(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Taking a statement's next step."""
    found = get_object_or_404(_known(actor), pk=number)
    if request.method == "POST" and took_already(actor, found, request.POST.get("step", "")):
        messages.info(request, in_page_language(pages.TAKEN_ALREADY))
        return redirect(pages.address_of(found))
    steps = next_steps(actor, found)
    if not steps:
        return pages.no_step(request, found)
    start = {"taken_on": actor.today, "seen": found.content, "step": steps[0].value}
    form = StepForm(request.POST or None, steps=steps, initial=start)
    if request.method == "POST" and form.is_valid() and _taken(actor, found, form):
        messages.success(request, in_page_language(pages.receipt(found)))
        return redirect(pages.address_of(found))
    context = {
        "form": form,
        "found": pages.heading(found),
        "steps": pages.steps_shown(found),
        "letters": pages.letters_shown(found) if Step.SENT in steps else (),
    }
    return render(request, "contracts/step.html", context)


def _taken(actor: Actor, found: Statement, form: StepForm) -> bool:
    told = form.cleaned_data
    try:
        take_step(
            found,
            Step(told["step"]),
            seen=told["seen"],
            taken_on=told["taken_on"],
            document=told["document"],
            by=actor.user,
            at=timezone.now(),
        )
    except (StepRefused, StatementRefused) as error:
        form.add_error(None, in_page_language(error.what))
        return False
    return True


def _known(actor: Actor | None):  # type: ignore[no-untyped-def]  # Django brings no types
    return Statement.objects.filter(visible_to(actor))
