"""Pages of imports: bring a file, look at what it would change, commit it, take it back."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from samvirke.apps.accounts.domain import Actor, Role
from samvirke.apps.accounts.web import authorise, for_roles, in_page_language, posted_from
from samvirke.apps.database import StoreError
from samvirke.apps.guidance.reading import hub_of, write_down
from samvirke.apps.imports import domain, pages
from samvirke.apps.imports.domain import MOST_UPLOADED, CannotRevert, Committed, Upload
from samvirke.apps.imports.forms import TOO_LARGE, UploadForm
from samvirke.apps.imports.models import Import
from samvirke.apps.imports.rules import COMMIT
from samvirke.figures import Text
from samvirke.records import InputError
from samvirke.records.imports import ImportKind

_PER_PAGE = 50
# What a form adds to its files: headers of parts and the other fields.
_MOST_SENT = MOST_UPLOADED + 2 * 1024 * 1024
_for_controllers = for_roles(Role.CONTROLLER, second_factor=True)
View = Callable[..., HttpResponse]


@_for_controllers
def imports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The hub's imports, the newest first, and the files that wait."""
    hub = hub_of(actor)
    domain.forget_uploads(before=timezone.now() - timedelta(days=domain.KEPT_DAYS))
    page = Paginator(
        Import.objects.filter(hub=hub).order_by("-pk").select_related("user", "on_behalf_of"),
        _PER_PAGE,
    ).get_page(request.GET.get("side"))
    told = {"page": page, "rows": pages.import_rows(page), "waiting": pages.waiting_rows(hub)}
    return render(request, "imports/list.html", told)


def _bounded(view: View) -> View:
    """Refuses what is too large before any of it is read, and checks the form's token after."""
    protected = csrf_protect(view)

    @wraps(view)
    def bounded(request: HttpRequest, actor: Actor, **parts: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_SENT:
            told = {"form": UploadForm(), "refused": [in_page_language(TOO_LARGE)]}
            return render(request, "imports/upload.html", told, status=413)
        answer: HttpResponse = protected(request, actor, **parts)
        return answer

    return bounded


@csrf_exempt  # reading the token reads the whole file: _bounded looks at the size first
@_for_controllers
@_bounded
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Brings a file, which then waits to be looked at."""
    form = UploadForm(request.POST or None, request.FILES or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            kept = _kept(form.cleaned_data, actor)
            return redirect("imports:preview", fingerprint=kept.fingerprint)
        except InputError as error:
            refused = pages.refusal_lines(error)
    return render(request, "imports/upload.html", {"form": form, "refused": refused})


def _kept(told: dict[str, Any], actor: Actor) -> Upload:
    return domain.keep_upload(
        told["file"].chunks(),
        name=told["file"].name,
        kind=ImportKind(told["kind"]),
        hub=hub_of(actor),
        full_year=told["full_year"],
        mapping=told["mapping"],
        mapping_name=told["mapping_name"],
        by=actor.user.pk,
        at=timezone.now(),
    )


@_for_controllers
def preview(request: HttpRequest, actor: Actor, fingerprint: str) -> HttpResponse:
    """What committing a waiting file would do."""
    if (done := _taken_in(actor, fingerprint)) is not None:
        return _said_already(request, done)
    found = _waiting(actor, fingerprint)
    return render(request, "imports/preview.html", {"found": pages.preview_page(found)})


@_for_controllers
def problems(request: HttpRequest, actor: Actor, fingerprint: str) -> HttpResponse:
    """Every problem of a waiting file, as CSV."""
    try:
        report = pages.problem_report(_waiting(actor, fingerprint))
    except (InputError, StoreError):  # the file cannot be read at all: its page says why
        return redirect("imports:preview", fingerprint=fingerprint)
    response = HttpResponse(report, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fejl.csv"'
    return response


@posted_from("imports:preview", "fingerprint")
@_for_controllers
def commit(request: HttpRequest, actor: Actor, fingerprint: str) -> HttpResponse:
    """Takes a waiting file in."""
    if (earlier := _taken_in(actor, fingerprint)) is not None:
        return _said_already(request, earlier)
    found = _waiting(actor, fingerprint)
    authorise(actor, COMMIT, found)
    try:
        done = _commit(found, actor, seen=request.POST.get("seen", ""))
    except (InputError, StoreError) as error:  # the preview, made anew, says what is in the way
        told = error.what if isinstance(error, StoreError) else _NOT_TAKEN
        messages.error(request, in_page_language(told))
        return redirect("imports:preview", fingerprint=fingerprint)
    domain.finish_upload(found, taken_in=done.record, at=timezone.now())
    if done.already:
        return _said_already(request, done.record)
    messages.success(request, in_page_language(_TAKEN))
    return redirect("imports:detail", number=done.record.pk)


def _said_already(request: HttpRequest, record: Import) -> HttpResponse:
    messages.info(request, in_page_language(_ALREADY))
    return redirect("imports:detail", number=record.pk)


def _commit(upload: Upload, actor: Actor, *, seen: str) -> Committed:
    return domain.commit(
        upload.import_file(upload.reading()),
        actor=actor.user.name,
        at=timezone.now(),
        on_problem=lambda problem: None,
        progress=lambda step, count: None,
        user=actor.user,
        seen=seen,
    )


@posted_from("imports:preview", "fingerprint")
@_for_controllers
def discard(request: HttpRequest, actor: Actor, fingerprint: str) -> HttpResponse:
    """Removes a waiting file."""
    domain.discard_upload(_waiting(actor, fingerprint))
    messages.success(request, in_page_language(_DISCARDED))
    return redirect("imports:list")


@_for_controllers
def detail(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """An import."""
    found = get_object_or_404(Import, hub=hub_of(actor), pk=number)
    write_down(actor, hub_of(actor), f"import:{found.pk}")
    return render(request, "imports/detail.html", {"found": pages.import_page(found)})


@posted_from("imports:detail", "number")
@_for_controllers
def revert(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Takes an import back, or says what is in the way."""
    found = get_object_or_404(Import, hub=hub_of(actor), pk=number)
    authorise(actor, COMMIT, found)
    try:
        domain.revert(number, actor=actor.user.name, at=timezone.now(), user=actor.user)
    except StoreError as error:
        later = error.later if isinstance(error, CannotRevert) else ()
        page = pages.import_page(found, refused=pages.refusal_lines(error), later=later)
        return render(request, "imports/detail.html", {"found": page}, status=409)
    messages.success(request, in_page_language(_REVERTED))
    return redirect("imports:detail", number=number)


def _taken_in(actor: Actor, fingerprint: str) -> Import | None:
    """The import of the actor's hub that took in a file which waits no more."""
    if domain.find_upload(fingerprint) is not None:
        return None
    return domain.import_of(fingerprint, hub=hub_of(actor))


def _waiting(actor: Actor, fingerprint: str) -> Upload:
    """The waiting file of the actor's hub, whose reading is written down; else 404."""
    found = domain.find_upload(fingerprint)
    if found is None or found.hub != hub_of(actor):
        raise Http404
    write_down(actor, hub_of(actor), f"upload:{fingerprint}")
    return found


_TAKEN = Text(da="Filen er læst ind.", en="The file was taken in.")
_ALREADY = Text(
    da="Filen var allerede læst ind. Intet er ændret.",
    en="The file was taken in already. Nothing was changed.",
)
_NOT_TAKEN = Text(
    da="Filen er ikke læst ind, og intet er ændret. Årsagen står herunder.",
    en="The file was not taken in, and nothing was changed. The reason is below.",
)
_DISCARDED = Text(da="Filen er slettet. Intet er læst ind.", en="The file was deleted.")
_REVERTED = Text(
    da="Importen er trukket tilbage: rækkerne fra før den gælder igen.",
    en="The import was reverted: the rows before it hold again.",
)
