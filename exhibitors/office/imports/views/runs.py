"""Past imports, uploads, and the progress and result of a run."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, Sentence
from ciie.web.downloads import download
from ciie.web.lists import page_of
from ciie.web.refusals import announce_refusal, attempt
from exhibitors.office.imports.forms import UploadForm
from exhibitors.office.imports.operations import PERMISSIONS, Upload, keep_upload, repeat_import, start_import
from exhibitors.office.imports.queries.readings import COMPANIES, FLOOR_PLAN
from exhibitors.office.imports.queries.results import progress_of
from exhibitors.office.imports.views.choosing import run_of
from exhibitors.office.imports.views.companies import SIMILAR_COLUMNS, preview_companies_page, similar_rows
from exhibitors.office.imports.views.floor_plans import preview_floor_plan_page
from pavilions.floor.editions.requests import edition_shown
from pavilions.permissions import for_organizers
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.plan_files.states import ImportState

KIND_LABELS: dict[str, Sentence] = {COMPANIES: _("A list of exhibitors"), FLOOR_PLAN: _("A hall's floor plan")}
PREVIEWS = {COMPANIES: preview_companies_page, FLOOR_PLAN: preview_floor_plan_page}


def kinds_for(person: Visitor) -> list[tuple[str, Sentence]]:
    """Return the kinds of files that this person may import, as choices."""
    return [(kind, label) for kind, label in KIND_LABELS.items() if allowed(PERMISSIONS[kind], person)]


@for_organizers
@require_safe
def list_imports(request: PersonRequest) -> HttpResponse:
    kinds = kinds_for(request.user)
    rows = ImportRun.objects.filter(kind__in=[kind for kind, _label in kinds]).defer("content", "report", "choices")
    page = page_of(request, rows.select_related("edition", "started_by").order_by("-pk"))
    for run in page:
        run.kind_label = KIND_LABELS[run.kind]  # type: ignore[attr-defined]  # for the template alone
    return render(request, "exhibitors/imports/list.html", {"page": page, "may_import": bool(kinds)})


@for_organizers
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    kinds = kinds_for(request.user)
    if not kinds:
        require("exhibitors.import_companies", request.user)
    initial = {"edition": edition_shown(request)}
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    kept = attempt(form, lambda: keep_upload(_upload(form), actor=request.user, at=now()))
    if kept is not None:
        return redirect("imports:run", kept.pk)
    return render(request, "exhibitors/imports/upload.html", {"form": form}, status=422 if form.is_bound else 200)


def _upload(form: UploadForm) -> Upload:
    said = form.cleaned_data
    is_list = said["kind"] == COMPANIES
    place = {} if is_list else {name: said[name].pk if said[name] else None for name in ("hall", "sector")}
    if said["new_hall"] and not is_list:
        place["new_hall"] = said["new_hall"]
    return Upload(said["kind"], said["edition"].pk, said["file"].name, said["file"].read(), place)


@for_organizers
@require_http_methods(["GET", "POST"])
def run(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the preview of a waiting file with its choices, or later the progress and result of the import."""
    found = run_of(request, pk)
    if found.state == ImportState.WAITING:
        return PREVIEWS[found.kind](request, found)
    if request.method == "POST":
        return redirect("imports:run", pk)
    done, total = progress_of(found.pk)
    context = {"run": found, "done": done, "total": total, "kind": KIND_LABELS[found.kind]}
    template = "exhibitors/imports/result.html"
    part = request.headers.get("HX-Request") == "true"
    response = render(request, f"{template}#state" if part else template, context)
    if part and found.state != ImportState.RUNNING:
        response["HX-Refresh"] = "true"
    return response


@for_organizers
@require_POST
def start_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Enqueue a run whose worker was lost again, or keep the file of a refused one for another attempt."""
    found = run_of(request, pk)
    try:
        if found.state == ImportState.REFUSED:
            return redirect("imports:run", repeat_import(pk, actor=request.user, at=now()).pk)
        start_import(pk, actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    return redirect("imports:run", pk)


@for_organizers
@require_safe
def similar(request: PersonRequest, pk: int, kind: str) -> HttpResponseBase:
    """Download the rows of a list that resemble known companies."""
    found = run_of(request, pk)
    if found.kind != COMPANIES or found.state != ImportState.WAITING:
        raise Http404
    try:
        rows = list(similar_rows(found))
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return redirect("imports:run", pk)
    return download(f"similar-{pk}", kind, SIMILAR_COLUMNS, rows)


@for_organizers
@require_safe
def rejected(request: PersonRequest, pk: int, kind: str) -> HttpResponseBase:
    rows = run_of(request, pk).report.get("rejected") or []
    if not rows:
        raise Http404
    return download(f"rejected-{pk}", kind, (_("row"), _("company or booth"), _("reason")), rows)
