"""Pages of registrations: search, one engagement, the work list, who of one's own was guided.

Every page writes down whose records were read.
"""

from datetime import MAXYEAR, MINYEAR

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samvirke.apps.accounts.domain import Actor, Role, organisation_name
from samvirke.apps.accounts.web import authorise, for_roles
from samvirke.apps.guidance import office_pages, pages, work_list
from samvirke.apps.guidance.domain import Search, found_engagements, guided_months
from samvirke.apps.guidance.forms import CompanyForm, SearchForm
from samvirke.apps.guidance.models import Engagement
from samvirke.apps.guidance.reading import hub_of, write_down
from samvirke.apps.guidance.rules import READERS, VIEW
from samvirke.apps.languages import page_language
from samvirke.papers.work_list import work_list_csv, work_list_xlsx
from samvirke.records import InputError
from samvirke.schemes.work_list import WorkList

_PER_PAGE = 50
_for_readers = for_roles(*READERS, second_factor=True)
_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@_for_readers
def registrations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The hub's engagements, by company, days and segment."""
    form = SearchForm(request.GET)
    search = form.search()
    found = (
        Engagement.objects.none() if search is None else found_engagements(hub_of(actor), search)
    )
    page = _page(request, found)
    write_down(actor, hub_of(actor), _looked_for(search))
    told = {"form": form, "page": page, "listing": pages.listing(page)}
    return render(request, "guidance/registrations.html", told)


@_for_readers
def registration(request: HttpRequest, actor: Actor, hub: str, engagement: str) -> HttpResponse:
    """An engagement with all its versions."""
    found = pages.registration_page(hub, engagement) if hub in actor.hubs else None
    if found is None:
        raise Http404
    authorise(actor, VIEW, hub)
    write_down(actor, hub, f"engagement:{engagement}")
    return render(request, "guidance/registration.html", {"found": found})


@for_roles(Role.CONTROLLER, second_factor=True)
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the controller must see to, one kind at a time."""
    asked, office = request.GET.get("aar", ""), request.GET.get("kontor", "")
    year = _year(asked) if asked.isdecimal() else pages.last_year(hub_of(actor)) or actor.today.year
    listed = _list(actor, year, office)
    shown = work_list.work_list_page(listed, kind=request.GET.get("slags", ""), office=office)
    page = _page(request, shown.section.tasks)
    rows = work_list.task_rows(shown.section, list(page), hub_of(actor))
    told = {"shown": shown, "page": page, "rows": rows}
    return render(request, "guidance/work_list.html", told)


@for_roles(Role.CONTROLLER, second_factor=True)
def tasks_file(request: HttpRequest, actor: Actor, year: int, kind: str) -> HttpResponse:
    """The whole list as a file."""
    if kind not in work_list.FILES:
        raise Http404
    listed = _list(actor, _year(str(year)), request.GET.get("kontor", ""))
    write = work_list_csv if kind == "csv" else work_list_xlsx
    response = HttpResponse(write(listed, page_language()), content_type=_MEDIA_TYPES[kind])
    name = f"arbejdsliste-{listed.hub.id}-{year}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _year(asked: str) -> int:
    """A year as the address has it; 404 for one that no calendar has."""
    if len(asked) > len(str(MAXYEAR)) or not MINYEAR <= int(asked) <= MAXYEAR:
        raise Http404
    return int(asked)


def _list(actor: Actor, year: int, office: str) -> WorkList:
    """The actor's work list, whose reading is written down; 404 for a year without agreement."""
    try:
        found = work_list.current_work_list(hub_of(actor), year, office=office)
    except (InputError, ValueError) as error:
        raise Http404 from error
    write_down(actor, hub_of(actor), f"work-list:{year}")
    return found


@for_roles(Role.BUSINESS_OFFICE, second_factor=True)
def own_companies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """That companies of the municipality were guided: by which hub, in which month."""
    form = CompanyForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else None
    code = actor.organisation.partition(":")[2]
    page = _page(request, () if asked is None else guided_months(int(code), **asked))
    rows = office_pages.month_rows(int(code), list(page))
    for hub in sorted({row.hub for row in rows}):
        write_down(actor, hub, f"guided-companies:{code}")
    name = organisation_name(actor.organisation)
    told = {"form": form, "page": page, "rows": rows, "municipality": name}
    return render(request, "guidance/own_companies.html", told)


@for_roles(Role.BUSINESS_OFFICE, second_factor=True)
def referred_company(request: HttpRequest, actor: Actor, company: int) -> HttpResponse:
    """What a company of the municipality got where its business office referred it."""
    code = actor.organisation.partition(":")[2]
    found = office_pages.referred_guidance(int(code), company)
    if not found:
        raise Http404
    for hub in sorted({item.hub for item in found}):
        write_down(actor, hub, f"company:{company}")
    hours = office_pages.hours_of(int(code), company)
    told = {"found": found, "company": company, "hours": hours}
    return render(request, "guidance/referred_company.html", told)


def _looked_for(search: Search | None) -> str:
    company = None if search is None else search.company
    return "engagements" if company is None else f"company:{company}"


def _page(request: HttpRequest, found: object) -> Page:
    return Paginator(found, _PER_PAGE).get_page(request.GET.get("side"))
