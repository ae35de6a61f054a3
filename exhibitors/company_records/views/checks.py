"""Company verification: the requests to own a company, and the companies that nothing verifies yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.web.lists import ROWS_PER_PAGE, page_of
from ciie.web.refusals import decided
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.queries import companies_to_check, with_what_is_known
from exhibitors.company_ownership.forms import DeclineForm
from exhibitors.company_ownership.operations import decline_ownership, grant_ownership
from exhibitors.company_ownership.queries import waiting_requests, with_confirmed_addresses
from pavilions.editions.views import edition_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def checks(request: PersonRequest) -> HttpResponse:
    """Who asks to own a company, and the companies that have registered themselves and that nothing verifies yet."""
    return _page(request)


@for_organizers
@require_POST
def grant(request: PersonRequest, pk: int) -> HttpResponse:
    """Let the person who asked own the company."""
    form = RevisionForm(request.POST)
    granted = decided(form, grant_ownership, pk, actor=request.user)
    if granted is None:
        return _page(request, refused=pk, form=form)
    words = {"person": granted.person, "company": granted.company}
    messages.success(request, _("%(person)s is now the owner of %(company)s and will be notified by email.") % words)
    return redirect("organizer:company_checks")


@for_organizers
@require_POST
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline a request with a reason."""
    form = DeclineForm(request.POST, auto_id=f"decline_{pk}_%s")
    declined = decided(form, decline_ownership, pk, actor=request.user)
    if declined is None:
        return _page(request, refused=pk, form=form)
    messages.success(
        request, _("The request has been declined. %(person)s will be notified by email.") % {"person": declined.person}
    )
    return redirect("organizer:company_checks")


def _page(request: PersonRequest, *, refused: int = 0, form: RevisionForm | None = None) -> HttpResponse:
    """`form` is that of the decision on the request `refused` which was just refused; what was typed stays."""
    edition = edition_of(request)
    requests = list(with_confirmed_addresses(waiting_requests())[:ROWS_PER_PAGE])
    forms = {each.pk: DeclineForm(auto_id=f"decline_{each.pk}_%s") for each in requests}
    if isinstance(form, DeclineForm):
        forms[refused] = form
    context = {
        "edition": edition,
        "requests": [(each, forms[each.pk]) for each in requests],
        "refused": refused,
        "refusal": form,
        "page": page_of(request, with_what_is_known(companies_to_check(), edition)),
        "may_mark_small": allowed("exhibitors.mark_small_companies", request.user),
        "may_verify": allowed("exhibitors.verify_companies", request.user),
        "may_decide": allowed("exhibitors.decide_ownership", request.user),
    }
    template = "exhibitors/company_records/company_checks.html"
    return render(request, template, context, status=422 if form else 200)
