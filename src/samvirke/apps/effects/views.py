"""Pages of effect statements: the list, a report, its files, and publishing one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localtime

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.rules import allowed
from samvirke.apps.accounts.web import actor_of, for_roles, in_page_language, page_language
from samvirke.apps.contracts.papers import as_response, figure_links
from samvirke.apps.effects.domain import Stored, store_report
from samvirke.apps.effects.figures import figure_at, figures_of
from samvirke.apps.effects.forms import StoreForm
from samvirke.apps.effects.models import EffectFile, EffectPage, EffectReport
from samvirke.apps.effects.rules import STORE
from samvirke.figures import Text, format_date, steps
from samvirke.schemes.effect_statement import NotPublishable


def reports(request: HttpRequest) -> HttpResponse:
    """The newest version of every agreement's and year's effects."""
    pages = EffectPage.objects.filter(language=page_language()).defer("view")
    pages = pages.select_related("report").order_by("report__version")
    newest = {(page.report.agreement, page.report.year): page for page in pages}
    # What has a result first, then the newest year.
    found = sorted(
        newest.items(), key=lambda item: (bool(item[1].headlines), *item[0][::-1]), reverse=True
    )
    context = {
        "reports": [{**_head(page.report), "headlines": page.headlines} for _, page in found],
        "can_store": allowed(actor_of(request), STORE),
    }
    return render(request, "effects/list.html", context)


def report(request: HttpRequest, agreement: str, year: int) -> HttpResponse:
    """The newest version, or the one asked for."""
    found = EffectReport.objects.filter(agreement=agreement, year=year).order_by("-version")
    versions = list(found)
    wanted = request.GET.get("version", str(versions[0].version) if versions else "")
    shown = next((item for item in versions if str(item.version) == wanted), None)
    if shown is None:
        raise Http404
    context = {
        "found": _head(shown),
        "report": shown.pages.get(language=page_language()).view,
        "papers": [f"effekt.{kind}" for kind in ("pdf", "xlsx", "json")],
        "versions": [_head(item) for item in versions if item != shown],
        "is_newest": shown == versions[0],
        "figures": figures_of(shown).values(),
        **figure_links(),
    }
    return render(request, "effects/report.html", context)


def figure(request: HttpRequest, address: str) -> HttpResponse:
    """An effect under its permanent address, with its calculation."""
    permanent = f"/tal/effekt/{address.rstrip('/')}"
    known = figure_at(permanent)
    if known is None:
        raise Http404
    shown, effect = known
    context = {
        "found": _head(shown),
        "figure": effect,
        "calculation": steps(effect, page_language()),
        "address": permanent,
    }
    return render(request, "effects/figure.html", context)


def file(request: HttpRequest, number: int, language: str, name: str) -> HttpResponse:
    """A paper or a chart, byte for byte as it was made."""
    files = EffectFile.objects.select_related("report")
    held = get_object_or_404(files, report__id=number, language=language, name=name)
    kind = name.rpartition(".")[2]
    if kind == "svg":
        return HttpResponse(bytes(held.content), content_type="image/svg+xml")
    saved = f"effekt-{held.report.agreement}-{held.report.year}-{held.report.version}"
    return as_response(held, saved, kind=kind)


@for_roles(Role.ANALYST, Role.ADMINISTRATOR, second_factor=True)
def store(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Asks for the file, publishes what it holds and leads to it."""
    form = StoreForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, is_new = _stored(actor, form)
        except NotPublishable as error:
            form.add_error("document", in_page_language(error.what))
        else:
            messages.success(request, in_page_language(_STORED if is_new else _NOTHING_NEW))
            return redirect("effects:report", agreement=made.agreement, year=made.year)
    return render(request, "effects/store.html", {"form": form})


def _stored(actor: Actor, form: StoreForm) -> Stored:
    return store_report(
        form.cleaned_data["document"].read(),
        organisation=actor.organisation,
        by=actor.user,
        at=timezone.now(),
    )


def _head(found: EffectReport) -> dict[str, Any]:
    stored: datetime = localtime(found.stored_at)
    return {
        "number": found.pk,
        "agreement": found.agreement,
        "title": found.title,
        "year": found.year,
        "version": found.version,
        "language": page_language(),
        "sha256": found.sha256,
        "demo": found.demo,
        "stored_on": format_date(stored.date(), page_language()),
    }


_STORED = Text(da="Effektmålingen er offentliggjort.", en="The effect statement is published.")
_NOTHING_NEW = Text(
    da="Filen er offentliggjort i forvejen, så intet er ændret. Her er den.",
    en="The file was published before, so nothing was changed. Here it is.",
)
