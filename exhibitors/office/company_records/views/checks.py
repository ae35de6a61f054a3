"""The verification of companies: ownership requests, changes of names, and companies that nothing verifies yet."""

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
from exhibitors.companies.company_ownership.forms import DeclineForm, DoubtForm
from exhibitors.companies.company_ownership.operations import decline_ownership, grant_ownership, object_to_claim
from exhibitors.companies.company_ownership.queries import open_requests, with_confirmed_addresses
from exhibitors.companies.queries import companies_to_check, name_changes_to_decide, with_what_is_known
from exhibitors.office.company_records.forms import NameDeclineForm
from exhibitors.office.company_records.operations import accept_name_change, decline_name_change
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def checks(request: PersonRequest) -> HttpResponse:
    """List the ownership requests, and the companies that have registered themselves and that nothing verifies yet."""
    return _page(request)


@for_organizers
@require_POST
def grant(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the claimant the owner of the company."""
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


@for_organizers
@require_POST
def raise_objection(request: PersonRequest, pk: int) -> HttpResponse:
    """End the objection period of an announced claim, so that the organizer decides on it."""
    form = DoubtForm(request.POST, auto_id=f"object_{pk}_%s")
    if decided(form, object_to_claim, pk, actor=request.user) is None:
        return _page(request, refused=pk, form=form)
    messages.success(request, _("The claim will not be granted automatically. It now awaits a decision."))
    return redirect("organizer:company_checks")


@for_organizers
@require_POST
def accept_name(request: PersonRequest, pk: int) -> HttpResponse:
    """Accept a company's new name or country."""
    form = RevisionForm(request.POST)
    change = decided(form, accept_name_change, pk, actor=request.user)
    if change is None:
        return _page(request, form=form)
    done = _("%(before)s is now called %(company)s, and its owners will be notified by email.")
    messages.success(request, done % {"before": change.name_before, "company": change.company})
    return redirect("organizer:company_checks")


@for_organizers
@require_POST
def decline_name(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline a company's new name or country with a reason."""
    form = NameDeclineForm(request.POST, auto_id=f"name_{pk}_%s")
    change = decided(form, decline_name_change, pk, actor=request.user)
    if change is None:
        return _page(request, refused=pk, form=form)
    done = _("%(company)s keeps its name and country. Its owners will be notified by email.")
    messages.success(request, done % {"company": change.name_before})
    return redirect("organizer:company_checks")


def _page(request: PersonRequest, *, refused: int = 0, form: RevisionForm | None = None) -> HttpResponse:
    """Render the page.

    `form` is the form of the decision on the request or change `refused`, and keeps what was typed.
    """
    edition = edition_of(request)

    def shown[Form: RevisionForm](kind: type[Form], prefix: str, pk: int) -> Form:
        return form if pk == refused and isinstance(form, kind) else kind(auto_id=f"{prefix}_{pk}_%s")

    requests = with_confirmed_addresses(open_requests())[:ROWS_PER_PAGE]
    changes = list(name_changes_to_decide()[:ROWS_PER_PAGE])
    context = {
        "edition": edition,
        "requests": [
            (each, shown(DeclineForm, "decline", each.pk), shown(DoubtForm, "object", each.pk)) for each in requests
        ],
        "name_changes": [(each, shown(NameDeclineForm, "name", each.pk)) for each in changes],
        "refusal": form,
        "page": page_of(request, with_what_is_known(companies_to_check(), edition)),
        "may_mark_small": allowed("exhibitors.mark_small_companies", request.user),
        "may_verify": allowed("exhibitors.verify_companies", request.user),
        "may_decide": allowed("exhibitors.decide_ownership", request.user),
    }
    template = "exhibitors/company_records/company_checks.html"
    return render(request, template, context, status=422 if form else 200)
