"""The exhibitor's page on who may sign for a company, and the organizer's page to decide on powers of attorney."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import kept_document
from ciie.web.lists import ROWS_PER_PAGE
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import RevisionForm, revision_seen
from exhibitors.companies.mandates.forms import MandateForm, RefuseMandateForm
from exhibitors.companies.mandates.models import Mandate
from exhibitors.companies.mandates.operations import accept_mandate, end_mandate, refuse_mandate, send_mandate
from exhibitors.companies.mandates.queries import mandates_of, waiting_mandates
from exhibitors.companies.mandates.states import MandateState
from exhibitors.companies.queries import companies_visible_to, signers_of
from exhibitors.companies.views.access import DeskRequest, company_for
from pavilions.permissions import only


@login_required
@require_http_methods(["GET", "POST"])
def index(request: DeskRequest, company: int) -> HttpResponse:
    """Show who may sign for a company and its powers of attorney, with the form to send another one."""
    permission = "exhibitors.see_company" if request.method == "GET" else "exhibitors.send_mandate"
    found = company_for(request, company, permission=permission)
    form = MandateForm(request.POST, request.FILES) if request.method == "POST" else MandateForm()
    if attempt(form, lambda: send_mandate(company, **form.cleaned_data, actor=request.user, at=now())):
        messages.success(request, _("Power of attorney sent. The organizer will reply by email."))
        return redirect("desk:mandates", company)
    signers, mandates = signers_of(company), list(mandates_of(found))
    stands = {MandateState.WAITING, MandateState.ACCEPTED}
    has_own = any(each.person_id == request.user.pk and each.state in stands for each in mandates)
    may_send = allowed("exhibitors.send_mandate", request.user, found)
    context = {
        "company": found,
        "signers": signers,
        "mandates": [
            (each, each.state in stands and allowed("exhibitors.end_mandate", request.user, each)) for each in mandates
        ],
        "needs_mandate": may_send and not has_own and request.user not in signers,
        "form": form,
    }
    return render(request, "exhibitors/mandates/signing.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def own_file(request: DeskRequest, pk: int) -> FileResponse:
    """Serve the document to people who may see the company."""
    found = get_object_or_404(Mandate, pk=pk, company__in=companies_visible_to(request.user))
    return kept_document(found.file, found.title, found.digest)


@login_required
@require_POST
def end(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Mandate, pk=pk, company__in=companies_visible_to(request.user))
    seen = revision_seen(request)
    perform(
        request,
        lambda: end_mandate(pk, seen=seen, actor=request.user, at=now()),
        _("The power of attorney has ended. What was signed under it remains valid."),
    )
    return redirect("desk:mandates", found.company_id)


@only("exhibitors.decide_mandates")
@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """List the powers of attorney that await a decision."""
    return _page(request)


@only("exhibitors.decide_mandates")
@require_safe
def file(request: PersonRequest, pk: int) -> FileResponse:
    found = get_object_or_404(Mandate, pk=pk)
    return kept_document(found.file, found.title, found.digest)


@only("exhibitors.decide_mandates")
@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    form = RevisionForm(request.POST)
    accepted = decided(form, accept_mandate, pk, actor=request.user)
    if accepted is None:
        return _page(request, refused=pk, form=form)
    words = {"person": accepted.name, "company": accepted.company}
    messages.success(request, _("%(person)s may now sign for %(company)s and will be notified by email.") % words)
    return redirect("organizer:mandates")


@only("exhibitors.decide_mandates")
@require_POST
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    form = RefuseMandateForm(request.POST, auto_id=f"refuse_{pk}_%s")
    refused = decided(form, refuse_mandate, pk, actor=request.user)
    if refused is None:
        return _page(request, refused=pk, form=form)
    messages.success(request, _("Not accepted. %(person)s will be notified by email.") % {"person": refused.name})
    return redirect("organizer:mandates")


def _page(request: PersonRequest, *, refused: int = 0, form: RevisionForm | None = None) -> HttpResponse:
    """Render the list. If an operation refused a decision, `refused` is its key and `form` keeps what was typed."""
    mandates = list(waiting_mandates()[:ROWS_PER_PAGE])
    forms = {each.pk: RefuseMandateForm(auto_id=f"refuse_{each.pk}_%s") for each in mandates}
    if isinstance(form, RefuseMandateForm):
        forms[refused] = form
    context = {"mandates": [(each, forms[each.pk]) for each in mandates], "refusal": form}
    return render(request, "exhibitors/mandates/waiting.html", context, status=422 if form else 200)
